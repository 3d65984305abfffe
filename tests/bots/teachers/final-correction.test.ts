import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { correctionQueue } from "../../../bots/features/correction-queue.ts";
import { correctionRequest } from "../../../bots/features/correction-request.ts";
import type { CastKey } from "../../../prisma/cast.ts";
import { setClock } from "../../../src/clock.ts";
import type { Language } from "../../../src/deliveries/message.ts";
import { setFinals } from "../../../src/finals/entering.ts";
import { setSettings } from "../../../src/settings.ts";
import { setLevel } from "../../support/level.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { type StaffChat, type StaffRoom, staffRoom } from "../../support/staff-chat.ts";

const TUESDAY = new Date("2026-11-24T05:00:00Z");
/** Noon of the quarter's last day in Krasnoyarsk, and of the day after it. */
const LAST_DAY = new Date("2026-12-20T05:00:00Z");
const DAY_AFTER = new Date("2026-12-21T05:00:00Z");

let school: TestSchool;
let room: StaffRoom;

beforeAll(async () => {
  setClock(TUESDAY);
  school = await castSchool({ now: TUESDAY });
  room = await staffRoom(school, [correctionRequest, correctionQueue]);
});
afterAll(async () => {
  setClock(null);
  await room.close();
  await school.close();
});
/** Анна's algebra of the quarter is a 4, and the quarter is over. */
beforeEach(async () => {
  const { db, cast } = school;
  await db.$executeRaw`truncate "Correction", "FinalMark", "Event", "Setting" cascade`;
  // In force at every hour that a test turns to.
  setClock(new Date(LAST_DAY.getTime() - 3_600_000));
  await setSettings(db, { correctionOrder: "№ 31 от 01.09.2026" });
  await setLevel(db, "full");
  await setFinals(
    db,
    { ...place(), entries: [{ pupilId: cast.anna.id, value: "4" }] },
    { actorId: cast.smirnova.id, source: "web", silent: false },
    { standings: new Set(["subjectTeacher"]) },
  );
  setClock(DAY_AFTER);
});

const place = () => ({
  classId: school.cast.classes.sevenA.id,
  subjectId: school.cast.subjects.algebra.id,
  kind: "term" as const,
  termId: school.cast.terms.quarter.id,
});
const chat = (as: CastKey, language?: Language) => room.chat(as, language);
const corrections = () => school.db.correction.findMany({ include: { wanted: true } });

/** As far as the marks that may stand there. */
async function toAnna(teacher: StaffChat, words: { final: string; period: string; further: string }) {
  await teacher.writes("/correction");
  await teacher.taps(words.final);
  await teacher.taps("7А, алгебра");
  await teacher.taps(words.period);
  await teacher.taps(words.further);
  await teacher.taps("4 · Кравцова Анна");
}

const RUSSIAN = { final: "Итоговая отметка", period: "за II четверть", further: "Дальше" };

describe("R40: a final mark whose day is over is asked for", () => {
  test.each([
    ["ru", RUSSIAN, "Напишите завучу причину", "Запрос подан."],
    [
      "en",
      { final: "A final mark", period: "quarter 2", further: "Further" },
      "Type the reason",
      "The request is sent.",
    ],
  ] as const)("by journal, period, pupil, mark and reason (%s)", async (language, words, ask, done) => {
    const { cast } = school;
    const smirnova = await chat("smirnova", language);
    await toAnna(smirnova, words);
    await smirnova.taps("5");
    expect(smirnova.text).toContain("Кравцова Анна — 4 → 5");
    expect(smirnova.text).toContain(ask);
    await smirnova.writes("ошибка при подсчёте");
    expect(smirnova.text).toContain(done);
    expect(await corrections()).toMatchObject([
      {
        ...{ kind: "final", finalKind: "term", state: "requested", pupilId: cast.anna.id, source: "bot" },
        ...{ wanted: { code: "5" }, reason: "ошибка при подсчёте", askedById: cast.smirnova.id },
      },
    ]);
  });

  test("the deputy head sees of which period it is and approves it by act; the teacher reads that", async () => {
    const smirnova = await chat("smirnova");
    await toAnna(smirnova, RUSSIAN);
    await smirnova.taps("5");
    await smirnova.writes("ошибка при подсчёте");
    const voronina = await chat("voronina");
    await voronina.writes("/corrections");
    await voronina.taps("Кравцова Анна");
    expect(voronina.text).toContain("за II четверть");
    await voronina.taps("Одобрить");
    await voronina.writes("14/2");
    expect(voronina.text).toContain("Исправление одобрено.");
    const [final] = await school.db.finalMark.findMany({ include: { value: true, versions: true } });
    expect(final!.value.code).toBe("5");
    expect(final!.versions.some(({ act }) => act?.startsWith("№ 14/2"))).toBe(true);
    await smirnova.taps("Мои запросы");
    await smirnova.taps("Кравцова Анна, 4 → 5");
    expect(smirnova.text).toContain("алгебра, за II четверть");
    expect(smirnova.text).toContain("одобрено, акт № 14/2");
  });

  test("the same words twice ask once", async () => {
    const smirnova = await chat("smirnova");
    for (let time = 0; time < 2; time++) {
      await toAnna(smirnova, RUSSIAN);
      await smirnova.taps("5");
      await smirnova.writes("ошибка при подсчёте");
      expect(smirnova.text).toContain("Запрос подан.");
    }
    expect(await corrections()).toHaveLength(1);
  });

  test("while the period's last day runs there is nothing to correct", async () => {
    setClock(LAST_DAY);
    const smirnova = await chat("smirnova");
    await smirnova.writes("/correction");
    await smirnova.taps("Итоговая отметка");
    await smirnova.taps("7А, алгебра");
    expect(smirnova.text).toContain("ещё не прошли");
  });

  test("the class teacher asks for every subject of the class; a colleague and a family for none", async () => {
    const { cast } = school;
    const { classId, subjectId } = place();
    const gromova = await chat("gromova");
    await gromova.forges("correct.columns", [classId, subjectId]);
    expect(gromova.labels).toContain("за II четверть");
    for (const who of ["sedova", "annaMother", "voronina"] as const) {
      const other = await chat(who);
      for (const [act, args] of [
        ["correct.columns", [classId, subjectId]],
        ["correct.final", [cast.anna.id, subjectId, "0"]],
        ["correct.becomes", [cast.anna.id, subjectId, "1"]],
      ] as const) {
        await other.forges(act, [...args]);
        expect([who, act, other.text.includes("Кравцова") || other.labels.length > 0]).toEqual([
          who,
          act,
          false,
        ]);
      }
    }
    expect(await corrections()).toEqual([]);
  });

  test("at initials no class and no surname, at ping nothing", async () => {
    await setLevel(school.db, "initials");
    const smirnova = await chat("smirnova");
    await smirnova.writes("/correction");
    await smirnova.taps("Итоговая отметка");
    await smirnova.taps("алгебра");
    await smirnova.taps("за II четверть");
    await smirnova.taps("Дальше");
    await smirnova.taps("4 · А. К.");
    expect(`${smirnova.text} ${smirnova.labels}`).not.toMatch(/7А|Кравцов/);
    await setLevel(school.db, "ping");
    await smirnova.writes("/correction");
    expect(smirnova.labels).toEqual(["Открыть сайт"]);
  });
});
