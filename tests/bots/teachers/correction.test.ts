import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { correctionRequest } from "../../../bots/features/correction-request.ts";
import type { CastKey } from "../../../prisma/cast.ts";
import { setClock } from "../../../src/clock.ts";
import { draftCorrections } from "../../../src/corrections/corrections.ts";
import { approveCorrection, refuseCorrection } from "../../../src/corrections/deciding.ts";
import type { Language } from "../../../src/deliveries/message.ts";
import { writeMarks } from "../../../src/marks/marks.ts";
import { setSettings } from "../../../src/settings.ts";
import { setLevel } from "../../support/level.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { type StaffChat, type StaffRoom, staffRoom } from "../../support/staff-chat.ts";

const TUESDAY = new Date("2026-11-24T05:00:00Z");
const WEDNESDAY = new Date("2026-11-25T05:00:00Z");

let school: TestSchool;
let room: StaffRoom;

beforeAll(async () => {
  setClock(TUESDAY);
  school = await castSchool({ now: TUESDAY });
  room = await staffRoom(school, [correctionRequest]);
});
afterAll(async () => {
  setClock(null);
  await room.close();
  await school.close();
});
/** Анна got a 4 for her answer on Tuesday; today is Wednesday. */
beforeEach(async () => {
  const { db, cast } = school;
  setClock(TUESDAY);
  await db.$executeRaw`truncate "Correction", "Mark", "Event", "Setting" cascade`;
  await setSettings(db, { correctionOrder: "№ 31 от 01.09.2026" });
  await setLevel(db, "full");
  await writeMarks(db, answerOf(), [{ pupilId: cast.anna.id, value: "4" }], by("smirnova"));
  setClock(WEDNESDAY);
});

const chat = (as: CastKey, language?: Language) => room.chat(as, language);
const by = (who: CastKey) => ({ actorId: school.cast[who].id, source: "web" as const, silent: false });
const answerOf = () => school.today.algebra.works.answer;
const corrections = () => school.db.correction.findMany({ include: { wanted: true } });

/** As far as the mark of Анна. */
async function toAnna(teacher: StaffChat, words: { algebra: string; work: string; further: string }) {
  await teacher.writes("/correction");
  await teacher.taps(words.algebra);
  await teacher.taps(words.work);
  await teacher.taps(words.further);
  await teacher.taps("4 · 12. Кравцова Анна");
}

describe("R11: a mark of a closed day is asked for", () => {
  test.each([
    [
      "ru",
      { algebra: "24.11 7А, алгебра", work: "ответ", further: "Дальше" },
      ["Напишите завучу причину", "Запрос подан."],
    ],
    [
      "en",
      { algebra: "24.11 7А, алгебра", work: "ответ", further: "Further" },
      ["Type the reason", "The request is sent."],
    ],
  ] as const)("by lesson, work, pupil, mark and reason (%s)", async (language, words, [ask, done]) => {
    const { cast, db } = school;
    const smirnova = await chat("smirnova", language);
    await toAnna(smirnova, words);
    await smirnova.taps("5");
    expect(smirnova.text).toContain("24.11 7А, алгебра");
    expect(smirnova.text).toContain("12. Кравцова Анна — 4 → 5");
    expect(smirnova.text).toContain(ask);
    await smirnova.writes("ошибка при <подсчёте>");
    expect(smirnova.text).toContain(done);
    expect(await corrections()).toMatchObject([
      {
        state: "requested",
        workId: answerOf(),
        pupilId: cast.anna.id,
        wanted: { code: "5" },
        reason: "ошибка при <подсчёте>",
        askedById: cast.smirnova.id,
        source: "bot",
      },
    ]);
    const [mark] = await db.mark.findMany({ include: { value: true } });
    expect(mark?.value?.code).toBe("4");
  });

  test("the reason that comes twice asks once", async () => {
    const smirnova = await chat("smirnova");
    for (let time = 0; time < 2; time++) {
      await smirnova.forges("correct.value", [answerOf(), school.cast.anna.id, "0"]);
      await smirnova.writes("не та ученица");
      expect(smirnova.text).toContain("Запрос подан.");
    }
    expect(await corrections()).toMatchObject([{ wantedValueId: null, state: "requested" }]);
  });

  test("an empty reason is none, and the bot goes on waiting", async () => {
    const smirnova = await chat("smirnova");
    await smirnova.forges("correct.value", [answerOf(), school.cast.anna.id, "1"]);
    await smirnova.writes("п".repeat(501));
    expect(smirnova.text).toContain("не длиннее 500");
    expect(await corrections()).toEqual([]);
    await smirnova.writes("описка");
    expect(await corrections()).toHaveLength(1);
  });

  test("what stands there anyway, and what is still open (R14), is said in words", async () => {
    const smirnova = await chat("smirnova");
    await smirnova.forges("correct.value", [answerOf(), school.cast.anna.id, "2"]);
    await smirnova.writes("описка");
    expect(smirnova.text).toContain("уже стоит то, что вы просите");
    await smirnova.forges("correct.value", [school.today.algebra.works.test, school.cast.anna.id, "1"]);
    await smirnova.writes("описка");
    expect(smirnova.text).toContain("прямо в журнал");
    expect(await corrections()).toEqual([]);
  });

  test.each([
    ["ru", "Исправления после закрытия дня в школе не введены."],
    ["en", "The school has no corrections after a day is closed."],
  ] as const)("without the head's order there are none (%s)", async (language, sentence) => {
    await school.db.setting.deleteMany({ where: { key: "correctionOrder" } });
    const smirnova = await chat("smirnova", language);
    await smirnova.writes("/correction");
    expect(smirnova.text).toContain(sentence);
    expect(smirnova.labels).toEqual([]);
    await smirnova.forges("correct.value", [answerOf(), school.cast.anna.id, "1"]);
    await smirnova.writes("описка");
    expect(smirnova.text).toMatch(/не введены|not in force/);
    expect(await corrections()).toEqual([]);
  });

  test("a foreign class is refused, and families ask for nothing", async () => {
    const { today, cast } = school;
    for (const [who, work] of [
      ["smirnova", today.fourth.works.answer],
      ["gromova", answerOf()],
      ["annaMother", answerOf()],
      ["voronina", answerOf()],
    ] as const) {
      const other = await chat(who);
      for (const act of ["correct.work", "correct.pupil", "correct.value"]) {
        await other.forges(act, [work, cast.anna.id, "1"]);
        expect([who, act, await other.isRefused()]).toEqual([who, act, true]);
      }
    }
    const mother = await chat("annaMother");
    await mother.writes("/correction");
    expect(await mother.isRefused()).toBe(true);
  });
});

describe("what became of it", () => {
  async function asked(): Promise<{ id: string; version: number }> {
    const smirnova = await chat("smirnova");
    await smirnova.forges("correct.value", [answerOf(), school.cast.anna.id, "1"]);
    await smirnova.writes("описка");
    return (await corrections())[0]!;
  }

  test.each([
    ["ru", "Мои запросы: 1", "одобрено, акт № 14", "Запрос: одобрено, акт № 14"],
    ["en", "My requests: 1", "approved, act № 14", "Request: approved, act № 14"],
  ] as const)("approved, with its act (%s)", async (language, mine, state, one) => {
    const { id, version } = await asked();
    await approveCorrection(school.db, { id, version, act: "14" }, by("voronina"));
    const smirnova = await chat("smirnova", language);
    await smirnova.writes("/correction");
    await smirnova.taps(mine);
    expect(smirnova.text).toContain(`24.11 Кравцова Анна, 4 → 5: ${state}`);
    await smirnova.taps("24.11 Кравцова");
    expect(smirnova.text).toContain(one);
  });

  test.each([
    ["ru", "Ответ завуча: Баллы &lt;верны&gt;"],
    ["en", "The deputy head's answer: Баллы &lt;верны&gt;"],
  ] as const)("refused, with the answer (%s)", async (language, answer) => {
    const { id, version } = await asked();
    await refuseCorrection(school.db, { id, version, answer: "Баллы <верны>" }, by("voronina"));
    const smirnova = await chat("smirnova", language);
    await smirnova.forges("correct.one", [id]);
    expect(smirnova.text).toContain(answer);
  });

  test("taken back while it waits, and twice is once; of others it is refused", async () => {
    const { id, version } = await asked();
    const gromova = await chat("gromova");
    await gromova.forges("correct.withdraw", [id, String(version)]);
    expect(await gromova.isRefused()).toBe(true);
    const smirnova = await chat("smirnova");
    await smirnova.forges("correct.one", [id]);
    await smirnova.taps("Отозвать");
    expect(smirnova.toast).toBe("Запрос отозван");
    await smirnova.forges("correct.withdraw", [id, String(version)]);
    expect(smirnova.toast).toBe("Запрос отозван");
    expect(await corrections()).toMatchObject([{ state: "withdrawn" }]);
  });

  test("a draft that a device kept past midnight goes to the deputy head with its reason", async () => {
    const entries = [{ pupilId: school.cast.anna.id, value: "5" }];
    const [draft] = await draftCorrections(school.db, answerOf(), entries, by("smirnova"));
    const smirnova = await chat("smirnova");
    await smirnova.forges("correct.one", [draft!.id]);
    expect(smirnova.text).toContain("Запрос: черновик");
    await smirnova.taps("Подать с причиной");
    await smirnova.writes("не было связи");
    expect(smirnova.text).toContain("Запрос: ждёт решения");
    expect(await corrections()).toMatchObject([{ state: "requested", reason: "не было связи" }]);
  });
});

describe("what a foreign messenger may know", () => {
  test("at initials no class, no surname, no words; at ping nothing", async () => {
    const { db } = school;
    await setLevel(db, "initials");
    const smirnova = await chat("smirnova");
    const seen: string[] = [];
    const look = () => seen.push(smirnova.text, ...smirnova.labels);
    await smirnova.writes("/correction");
    look();
    await smirnova.taps("24.11 алгебра");
    look();
    await smirnova.taps("ответ");
    await smirnova.taps("Дальше");
    look();
    await smirnova.taps("4 · 12. А. К.");
    await smirnova.taps("5");
    look();
    await smirnova.writes("Кравцова права");
    look();
    await smirnova.taps("Мои запросы");
    await smirnova.taps("24.11 А. К.");
    look();
    expect(seen.join("\n")).not.toMatch(/7А|Кравцов|Многочлены/);
    await setLevel(db, "ping");
    await smirnova.writes("/correction");
    expect(`${smirnova.text} ${smirnova.labels}`).not.toMatch(/алгебра|А\. К\.|24\.11/);
    expect(smirnova.labels).toEqual(["Открыть сайт"]);
  });
});
