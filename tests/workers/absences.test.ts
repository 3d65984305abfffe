import { describe, expect, onTestFinished, test } from "vitest";
import type { CastKey } from "../../prisma/cast.ts";
import { giveExcuse, withdrawExcuse } from "../../src/attendance/excuses.ts";
import { explainAbsences } from "../../src/attendance/reasons.ts";
import { readRoll, takeRoll } from "../../src/attendance/roll.ts";
import { dateOf, setClock } from "../../src/clock.ts";
import { buildApp } from "../../src/http/app.ts";
import { setSettings } from "../../src/settings.ts";
import { postalSchool } from "../support/postal-school.ts";
import { signInAs } from "../support/sign-in.ts";
import { testConfig as pageConfig } from "../support/test-config.ts";

/** Six lessons of 7А that day: 8:00–8:40, 8:50–9:30, 9:50–10:30 … 12:30–13:10. */
const THURSDAY = "2026-11-26";

const post = postalSchool({
  at: new Date(`${THURSDAY}T10:00:00+07:00`),
  prepare({ db }) {
    clock("7:00");
    return setSettings(db, { telegramLevel: "full", schoolName: "Школа № 214" });
  },
  async clean({ db }) {
    clock("7:00");
    await db.$executeRaw`
      truncate "Notice", "Delivery", "AbsenceDay", "Absence", "Excuse", "Event", "Preference" cascade`;
    await db.lesson.updateMany({ data: { rollTakenAt: null } });
  },
});

function clock(time: string, day = THURSDAY): void {
  setClock(new Date(`${day}T${time.padStart(5, "0")}:00+07:00`));
}

const id = (person: CastKey) => post.school.cast[person].id;
const by = (person: CastKey) => ({ actorId: id(person), source: "web" as const, silent: false });
const telegrams = () => post.telegram.ledger.map(({ text }) => text);

/** The post office in the middle of that minute of that day. */
async function work(time: string, day = THURSDAY): Promise<void> {
  setClock(new Date(`${day}T${time.padStart(5, "0")}:30+07:00`));
  await post.office.route();
  await post.office.deliver();
}

/** The roll of the lesson with that number, taken at that minute. */
async function roll(time: string, number: number, away: CastKey[], late: CastKey[] = []): Promise<void> {
  clock(time);
  const lessonId = post.school.today.lessons[number - 1]!.id;
  const { version } = await readRoll(post.school.db, lessonId);
  const absences = [
    ...away.map((pupil) => ({ pupilId: id(pupil), kind: "absent" as const })),
    ...late.map((pupil) => ({ pupilId: id(pupil), kind: "late" as const })),
  ];
  await takeRoll(post.school.db, lessonId, { version, absences }, by("smirnova"));
  await post.office.route();
}

async function excuse(time: string, from = THURSDAY, to = from) {
  clock(time);
  const given = await giveExcuse(
    post.school.db,
    id("anna"),
    { from, to, text: "Идём к врачу" },
    by("annaMother"),
  );
  await post.office.route();
  return given;
}

async function fates(): Promise<(string | null)[]> {
  const notices = await post.school.db.notice.findMany({ where: { pupilId: id("anna") } });
  return notices.map(({ state, reason }) => (reason ? `${state}: ${reason}` : state));
}

describe("Anna is noted absent", () => {
  test("in the first lesson: her mother and father hear at its end, each once, although he reads marks in the evening", async () => {
    await roll("8:05", 1, ["anna"]);
    await work("8:39");
    expect(telegrams()).toEqual([]);
    await work("8:40");
    expect(telegrams()).toHaveLength(1);
    expect(telegrams()[0]).toContain("Анна, 7А: нет на первом уроке\nЧетверг, 26 ноября");
    expect(telegrams()[0]).toContain("8:00. Причину мы не знаем.");
    expect(post.smtp.ledger).toHaveLength(1);
    expect(post.smtp.ledger[0]!.text).toContain("Нет на первом уроке");
    const deliveries = await post.school.db.delivery.findMany();
    expect(deliveries.map(({ kind, urgency, state }) => [kind, urgency, state])).toEqual([
      ["absences", "urgent", "sent"],
      ["absences", "urgent", "sent"],
    ]);
  });

  test("in the third: they hear three minutes later", async () => {
    await roll("8:05", 1, []);
    await roll("9:55", 3, ["anna"]);
    await work("9:57");
    expect(telegrams()).toEqual([]);
    await work("9:58");
    expect(telegrams()[0]).toContain("нет на третьем уроке");
  });

  test("in four lessons one after another: one alert a day", async () => {
    for (const [time, number] of [
      ["8:05", 1],
      ["8:55", 2],
      ["9:55", 3],
      ["10:55", 4],
    ] as const) {
      await roll(time, number, ["anna"]);
      await work(`${time.split(":")[0]}:59`);
    }
    await work("20:00");
    expect(telegrams()).toHaveLength(1);
    expect(post.smtp.ledger).toHaveLength(1);
    expect(await fates()).toEqual(["told", "told"]);
    expect(await post.school.db.delivery.count()).toBe(2);
  });

  test("after the last bell: an ordinary notice, of what was", async () => {
    await roll("14:00", 1, ["anna"]);
    await roll("14:01", 2, ["anna"]);
    await work("14:03");
    expect(telegrams()).toHaveLength(1);
    expect(telegrams()[0]).toContain("Анна, 7А: пропущено два урока");
    expect(await post.school.db.delivery.findMany({ where: { urgency: "urgent" } })).toEqual([]);
  });

  test("late at night: it waits for the morning of the next day", async () => {
    await roll("22:30", 1, ["anna"]);
    await work("23:30");
    expect(telegrams()).toEqual([]);
    await work("7:00", "2026-11-27");
    expect(telegrams()).toHaveLength(1);
    expect(telegrams()[0]).toContain("не было на первом уроке\nЧетверг, 26 ноября");
  });

  test("while her mother sleeps in quiet hours of her own: during the bells she is woken", async () => {
    await post.school.db.preference.create({
      data: { personId: id("annaMother"), quietFrom: 0, quietTo: 12 * 60 },
    });
    await roll("8:05", 1, ["anna"]);
    await work("8:40");
    expect(telegrams()).toHaveLength(1);
  });

  test("as late: that is no absence, and nobody plans anything", async () => {
    await roll("8:05", 1, [], ["anna"]);
    await work("8:40");
    expect(telegrams()).toEqual([]);
    expect(await post.school.db.absenceDay.count()).toBe(0);
  });

  test("by an import: nobody hears", async () => {
    clock("8:05");
    const absences = [{ pupilId: id("anna"), kind: "absent" as const }];
    const silent = { actorId: null, source: "import" as const, silent: true };
    await takeRoll(post.school.db, post.school.today.lessons[0]!.id, { version: 0, absences }, silent);
    await work("8:45");
    expect(await post.school.db.notice.count()).toBe(0);
  });
});

test("The page behind the alert says what was said, and that it is over only once Anna has come", async () => {
  const app = await buildApp({ db: post.school.db, config: pageConfig() });
  onTestFinished(() => app.close());
  const page = async () => {
    const { id: alert } = await post.school.db.delivery.findFirstOrThrow({
      where: { personId: id("annaMother") },
    });
    const mother = await signInAs(app, post.school.db, id("annaMother"));
    return (await mother.get(`/o/${alert}`)).body;
  };
  await roll("8:05", 1, ["anna"]);
  await work("8:40");
  await roll("8:55", 2, ["anna"]);
  expect(await page()).toContain("Нет на уроке");
  expect(await page()).not.toContain("С тех пор");
  await roll("9:55", 3, []);
  expect(await page()).toMatch(/Нет на уроке<.*С тех пор в журнале изменилось/);
});

describe("Her own bells", () => {
  test("count: in the first lesson only Egor's subgroup is taught, so hers ends at 9:30", async () => {
    const { db, cast, today } = post.school;
    const first = await db.lesson.findUniqueOrThrow({ where: { id: today.lessons[0]!.id } });
    const { id: subgroupId } = await db.subgroup.create({
      data: {
        yearId: cast.year.id,
        subjectId: first.subjectId,
        name: "первая",
        classes: { create: { classId: cast.classes.sevenA.id } },
        members: { create: { pupilId: id("egor"), from: dateOf("2026-09-01") } },
      },
    });
    const ofClass = { classId: first.classId, subgroupId: null };
    onTestFinished(async () => void (await db.lesson.update({ where: { id: first.id }, data: ofClass })));
    await db.lesson.update({ where: { id: first.id }, data: { classId: null, subgroupId } });
    await roll("8:05", 1, ["egor"]);
    await roll("8:52", 2, ["anna", "egor"]);
    await work("9:29");
    expect(telegrams().map((text) => text.split("\n")[0])).toEqual(["Егор, 7А: пропущено два урока"]);
    await work("9:30");
    expect(telegrams()).toHaveLength(2);
    expect(telegrams()[1]).toContain("Анна, 7А: нет на втором уроке");
  });
});

describe("She comes", () => {
  test("before the alert has left: nobody is frightened, and the row says why", async () => {
    await roll("8:55", 1, ["anna"]);
    await roll("8:56", 2, []);
    await work("9:30");
    expect(telegrams()).toEqual([]);
    expect(await fates()).toEqual(["dropped: arrived", "dropped: arrived"]);
  });

  test("after it: whoever was told hears of it, once", async () => {
    await roll("8:05", 1, ["anna"]);
    await work("8:40");
    await roll("8:55", 2, ["anna"]);
    await roll("9:55", 3, []);
    await work("9:58");
    expect(telegrams()).toHaveLength(2);
    expect(telegrams()[1]).toMatch(/^Анна, 7А: на уроках с 9:50\nТретий урок, .*: на месте\. Пропущен/);
    await roll("10:55", 4, []);
    await work("20:00");
    expect(telegrams()).toHaveLength(2);
    expect(post.smtp.ledger).toHaveLength(2);
  });

  test("and is away again: the day has had its alert", async () => {
    await roll("8:05", 1, ["anna"]);
    await work("8:40");
    await roll("8:55", 2, []);
    await work("8:58");
    await roll("9:55", 3, ["anna"]);
    await work("20:00");
    expect(telegrams()).toHaveLength(2);
  });

  test("which the teacher had overlooked: the roll is corrected", async () => {
    await roll("8:05", 1, ["anna"]);
    await roll("8:20", 1, []);
    await work("8:45");
    expect(telegrams()).toEqual([]);
    expect(await fates()).toEqual(["dropped: withdrawnBeforeTold", "dropped: withdrawnBeforeTold"]);
  });

  test("which the teacher had overlooked, after the alert: the family hears that too", async () => {
    await roll("8:05", 1, ["anna"]);
    await work("8:40");
    await roll("8:45", 1, []);
    await work("8:48");
    expect(telegrams()).toHaveLength(2);
    expect(telegrams()[1]).toContain(
      "Анна, 7А: на уроках\nЧетверг, 26 ноября. Отметку об отсутствии исправили.",
    );
  });
});

describe("Her mother writes a note", () => {
  test("the day before: no alert ever leaves, not to the father either", async () => {
    await excuse("7:00", THURSDAY, "2026-11-28");
    await roll("8:05", 1, ["anna"]);
    await work("8:40");
    expect([telegrams(), post.smtp.ledger]).toEqual([[], []]);
    expect(await fates()).toEqual(["dropped: excused", "dropped: excused"]);
  });

  test("within the lesson: just as well", async () => {
    await roll("8:05", 1, ["anna"]);
    await excuse("8:30");
    await work("8:40");
    expect(telegrams()).toEqual([]);
  });

  test("in answer to the alert: nothing more is said, until Anna comes", async () => {
    await roll("8:05", 1, ["anna"]);
    await work("8:40");
    await excuse("8:50");
    await roll("8:55", 2, ["anna"]);
    await work("9:30");
    expect(telegrams()).toHaveLength(1);
    await roll("9:55", 3, []);
    await work("9:58");
    expect(telegrams()).toHaveLength(2);
  });

  test("and takes it back: the alert is due again", async () => {
    const given = await excuse("7:00");
    await roll("8:05", 1, ["anna"]);
    await work("8:40");
    clock("9:00");
    await withdrawExcuse(post.school.db, given, by("annaMother"));
    await work("9:01");
    expect(telegrams()).toHaveLength(1);
  });
});

test("The class teacher says the reason first (R22): there is nothing to alarm anybody with; «НП» is no such reason", async () => {
  await roll("8:05", 1, ["anna", "ilya"]);
  clock("8:20");
  const which = { from: THURSDAY, to: THURSDAY };
  await explainAbsences(post.school.db, id("anna"), { which, reason: "illness" }, by("gromova"));
  await explainAbsences(post.school.db, id("ilya"), { which, reason: "invalid" }, by("gromova"));
  await work("8:40");
  expect(telegrams()).toHaveLength(1);
  expect(telegrams()[0]).toMatch(/^Илья, 7А: нет на первом уроке\n.*8:00\.$/);
});

test("A father whom a court barred hears of no absence", async () => {
  await roll("8:05", 1, ["gleb"]);
  await work("8:40");
  const notices = await post.school.db.notice.findMany({ where: { pupilId: id("gleb") } });
  expect(notices.map(({ personId }) => personId)).toEqual([id("glebMother")]);
});
