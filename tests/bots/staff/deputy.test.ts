import { describe, expect, test } from "vitest";
import { correctionQueue } from "../../../bots/features/correction-queue.ts";
import { deadlines } from "../../../bots/features/deadlines.ts";
import { gaps } from "../../../bots/features/gaps.ts";
import type { CastKey } from "../../../prisma/cast.ts";
import { setClock } from "../../../src/clock.ts";
import { requestCorrections } from "../../../src/corrections/corrections.ts";
import { writeMarks } from "../../../src/marks/marks.ts";
import { setSettings } from "../../../src/settings.ts";
import { setLevel } from "../../support/level.ts";
import { staffSchool } from "../../support/staff-chat.ts";

const TUESDAY = new Date("2026-11-24T05:00:00Z");
const WEDNESDAY = new Date("2026-11-25T05:00:00Z");
const REASON = "ошибка при <подсчёте>";
const FEATURES = [correctionQueue, gaps, deadlines];

const staff = staffSchool({
  at: TUESDAY,
  features: FEATURES,
  clean: async ({ db }) => {
    await db.$executeRaw`truncate "Correction", "Mark", "Event", "Setting" cascade`;
    await setSettings(db, { correctionOrder: "№ 31 от 01.09.2026" });
  },
});
const { chat } = staff;
const by = (who: CastKey) => ({ actorId: staff.school.cast[who].id, source: "web" as const, silent: false });

/** Анна had a 4 on Tuesday; on Wednesday Смирнова asks for a 5. */
async function asked(who: CastKey = "smirnova") {
  const workId = staff.school.today.algebra.works.answer;
  const cell = (value: "4" | "5") => [{ pupilId: staff.school.cast.anna.id, value }];
  await writeMarks(staff.school.db, workId, cell("4"), by("smirnova"));
  setClock(WEDNESDAY);
  const [correction] = await requestCorrections(
    staff.school.db,
    { workId, entries: cell("5"), reason: REASON },
    by(who),
  );
  return correction!;
}

const stateOf = async (id: string) => staff.school.db.correction.findUniqueOrThrow({ where: { id } });

describe("R11: corrections that wait for the deputy head", () => {
  test.each([
    ["ru", "1 исправление ждёт решения", "Одобрить", "Исправление одобрено.", "Исправлений на решение нет"],
    [
      "en",
      "1 correction waits for a decision",
      "Approve",
      "The correction is approved.",
      "No corrections to decide",
    ],
  ] as const)(
    "one is approved with the number of its act (%s)",
    async (language, title, approve, done, none) => {
      const { id } = await asked();
      const voronina = await chat("voronina", language);
      await voronina.writes("/corrections");
      expect(voronina.text).toContain(title);
      expect(voronina.text).toContain("Кравцова Анна: алгебра, 24.11, 4 → 5");
      await voronina.taps("Кравцова Анна");
      expect(voronina.text).toContain("ошибка при &lt;подсчёте&gt;");
      expect(voronina.text).toContain("Смирнова О. П.");
      await voronina.taps(approve);
      await voronina.writes("14/2");
      expect(voronina.text).toContain(done);
      expect(voronina.text).toContain(none);
      expect(await stateOf(id)).toMatchObject({
        state: "approved",
        act: "14/2",
        decidedById: staff.school.cast.voronina.id,
      });
      const [mark] = await staff.school.db.mark.findMany({ include: { value: true } });
      expect(mark?.value?.code).toBe("5");
    },
  );

  test.each([
    ["ru", "Отказать", "В исправлении отказано."],
    ["en", "Refuse", "The correction is refused."],
  ] as const)("one is refused, and the reason is asked for (%s)", async (language, refuse, done) => {
    const { id } = await asked();
    const voronina = await chat("voronina", language);
    await voronina.writes("/corrections");
    await voronina.taps("Кравцова Анна");
    await voronina.taps(refuse);
    await voronina.writes(" ");
    expect((await stateOf(id)).state).toBe("requested");
    await voronina.writes("Баллы посчитаны верно");
    expect(voronina.text).toContain(done);
    expect(await stateOf(id)).toMatchObject({ state: "refused", answer: "Баллы посчитаны верно" });
  });

  test("an act without a number is refused with what to write, and the bot goes on waiting", async () => {
    const { id } = await asked();
    const voronina = await chat("voronina");
    await voronina.writes("/corrections");
    await voronina.taps("Кравцова Анна");
    await voronina.taps("Одобрить");
    await voronina.writes("не помню");
    expect(voronina.text).toContain("Исправьте номер.");
    await voronina.writes("15");
    expect(await stateOf(id)).toMatchObject({ state: "approved", act: "15" });
  });

  test("the number that comes twice decides once", async () => {
    const { id, version } = await asked();
    const voronina = await chat("voronina");
    for (let time = 0; time < 2; time++) {
      await voronina.forges("decide.approve", [id, String(version)]);
      await voronina.writes("14");
      expect(voronina.text).toContain("Исправление одобрено.");
    }
    expect(await staff.school.db.event.count({ where: { kind: "correction.approved" } })).toBe(1);
  });

  test("what a colleague has decided meanwhile is not decided again", async () => {
    const { id, version } = await asked();
    const voronina = await chat("voronina");
    await voronina.writes("/corrections");
    await voronina.taps("Кравцова Анна");
    await voronina.taps("Отказать");
    await staff.school.db.correction.update({ where: { id }, data: { version: { increment: 1 } } });
    await voronina.writes("Нет");
    expect(voronina.text).toContain("изменил кто-то другой");
    await staff.school.db.correction.update({ where: { id }, data: { state: "refused", version } });
    await voronina.writes("Нет");
    expect(voronina.text).toContain("уже отказано");
  });

  test("the teacher who asked, the class teacher and a parent decide nothing", async () => {
    const { id, version } = await asked();
    for (const person of ["smirnova", "gromova", "annaMother", "maltsev"] as const) {
      const other = await chat(person);
      await other.writes("/corrections");
      expect(await other.isRefused()).toBe(true);
      for (const act of ["decide.one", "decide.approve", "decide.refuse"]) {
        await other.forges(act, [id, String(version)]);
        expect(await other.isRefused()).toBe(true);
      }
    }
  });

  test("at initials neither the name nor the reason is said, at ping nothing", async () => {
    await asked();
    await setLevel(staff.school.db, "initials");
    const voronina = await chat("voronina");
    await voronina.writes("/corrections");
    await voronina.taps("А. К.");
    expect(`${voronina.text} ${voronina.labels}`).not.toMatch(/Кравцова|подсчёт|Смирнова/);
    setClock(new Date(WEDNESDAY.getTime() + 60_000));
    await setLevel(staff.school.db, "ping");
    await voronina.writes("/corrections");
    expect(voronina.text).not.toMatch(/А\. К\.|алгебра/);
  });
});

describe("what is not filled in today", () => {
  test.each([
    ["ru", /\d урока? сегодня не заполнены?/, "7А, алгебра, 3 урок, Смирнова О. П.: нет переклички"],
    ["en", /lessons of today are not filled in/, "7А, алгебра, lesson 3, Смирнова О. П.: no roll"],
  ] as const)("the deputy head sees the lessons that are over (%s)", async (language, title, line) => {
    const { algebra } = staff.school.today;
    setClock(new Date(algebra.endsAt.getTime() + 1000));
    const voronina = await chat("voronina", language);
    await voronina.writes("/gaps");
    expect(voronina.text).toMatch(title);
    expect(voronina.text).toContain(line.replace(/\b3\b/, String(algebra.number)));
  });

  test("a lesson with its topic and roll, and one that still runs, are not among them", async () => {
    const { db, today } = staff.school;
    const { id, startsAt } = today.algebra;
    setClock(new Date(startsAt.getTime() + 60_000));
    const voronina = await chat("voronina");
    await voronina.writes("/gaps");
    expect(voronina.text).not.toContain(`${today.algebra.number} урок, Смирнова`);
    await db.lesson.update({ where: { id }, data: { topic: "Многочлены", rollTakenAt: startsAt } });
    setClock(new Date(today.algebra.endsAt.getTime() + 1000));
    await voronina.writes("/gaps");
    expect(voronina.text).not.toContain("Смирнова");
    await db.lesson.update({ where: { id }, data: { topic: null, rollTakenAt: null } });
  });

  test.each([
    ["ru", "Итоговые не внесены", "7А, алгебра: за период, учеников 25, до 21 декабря, 23:59"],
    ["en", "Finals not entered", "7А, алгебра: of the term, pupils 25, due 21 December, 23:59"],
  ] as const)(
    "R63: finals that are known and not entered are one button away (%s)",
    async (language, button, line) => {
      setClock(new Date("2026-12-20T17:05:00Z"));
      const voronina = await chat("voronina", language);
      await voronina.writes("/gaps");
      await voronina.taps(button);
      expect(voronina.text).toContain(line);
    },
  );

  test("a teacher and a parent see nothing of it", async () => {
    for (const person of ["smirnova", "annaMother"] as const) {
      const other = await chat(person);
      await other.writes("/gaps");
      expect(await other.isRefused()).toBe(true);
    }
  });
});

describe("R30 to R37: what the year wants by its days", () => {
  test.each([
    ["ru", "15.10, срок прошёл — КТП нет: 7А, алгебра", "Дальше ›"],
    ["en", "15.10, overdue — There is no lesson plan: 7А, алгебра", "Further ›"],
  ] as const)("the deputy head sees all of it, a teacher their own (%s)", async (language, plan, further) => {
    const smirnova = await chat("smirnova", language);
    await smirnova.writes("/deadlines");
    expect(smirnova.text).toContain(plan);
    expect(smirnova.text).not.toContain("русский язык");
    const voronina = await chat("voronina", language);
    await voronina.writes("/deadlines");
    const first = voronina.text;
    await voronina.taps(further);
    expect(voronina.text).not.toBe(first);
    const maltsev = await chat("maltsev", language);
    await maltsev.writes("/deadlines");
    expect(maltsev.text).not.toMatch(/КТП|lesson plan/);
  });

  test("no class is named at initials, and nothing but their number at ping", async () => {
    const smirnova = await chat("smirnova");
    await setLevel(staff.school.db, "initials");
    await smirnova.writes("/deadlines");
    expect(smirnova.text).toContain("КТП нет");
    expect(smirnova.text).not.toContain("7А");
    await setLevel(staff.school.db, "ping");
    await smirnova.writes("/deadlines");
    expect(smirnova.text).not.toContain("КТП");
    expect(smirnova.text).toContain("Не хватает к сроку");
  });

  test("neither a mother nor a pupil is told", async () => {
    for (const who of ["annaMother", "anna"] as const) {
      const family = await chat(who);
      await family.writes("/deadlines");
      expect(await family.isRefused()).toBe(true);
    }
  });
});
