import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { addDocument } from "../../../src/attendance/documents.ts";
import { type Explanation, explainAbsences, explainAbsencesLate } from "../../../src/attendance/reasons.ts";
import { takeRoll } from "../../../src/attendance/roll.ts";
import { dateOf, setClock } from "../../../src/clock.ts";
import { BadInput, Closed, Conflict } from "../../../src/errors.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { atOnce, by, kindsOf, morning, THURSDAY, wasAway } from "./days.ts";

let school: TestSchool;

beforeAll(async () => {
  school = await castSchool({ now: THURSDAY });
});
beforeEach(() => setClock(THURSDAY));
afterEach(() => setClock(null));
afterAll(() => school.close());

const id = (person: CastKey) => school.cast[person].id;
const gromova = () => by(id("gromova"));
const explain = (pupil: CastKey, explanation: Explanation) =>
  explainAbsences(school.db, id(pupil), explanation, gromova());
const explainLate = (pupil: CastKey, explanation: Explanation) =>
  explainAbsencesLate(school.db, id(pupil), explanation, by(id("voronina")));
const away = (pupil: CastKey, day: string, number = 1) =>
  wasAway(school, { pupilId: id(pupil), day, number });
const note = (pupil: CastKey, [from, to]: [string, string], presentedOn: string) => {
  setClock(morning(presentedOn));
  const days = { issuedOn: presentedOn, from, to, presentedOn };
  return addDocument(school.db, id(pupil), { kind: "справка", number: "41", ...days }, gromova());
};
const absenceOf = (absenceId: string) =>
  school.db.absence.findUniqueOrThrow({
    where: { id: absenceId },
    include: { versions: { orderBy: { version: "asc" } } },
  });

describe("The class teacher says why a pupil was away (R22)", () => {
  test("Until then the reason is unknown; then it stands there with who said it, and is told", async () => {
    const absence = await away("anna", "2026-11-25");
    expect(await absenceOf(absence.id)).toMatchObject({ reason: null, documentId: null });
    const document = await note("anna", ["2026-11-25", "2026-11-25"], "2026-11-26");
    const which = { absences: [absence] };
    expect(await explain("anna", { which, reason: "illness", documentId: document.id })).toEqual({
      explained: 1,
      same: 0,
      left: 0,
    });
    const after = await absenceOf(absence.id);
    expect(after).toMatchObject({ kind: "absent", reason: "illness", documentId: document.id, version: 2 });
    expect(after.versions).toMatchObject([
      { reason: null, source: "seed" },
      { reason: "illness", documentId: document.id, kind: "absent", byId: id("gromova"), source: "web" },
    ]);
    expect(await kindsOf(school.db, id("anna"))).toEqual(["absence.explained"]);
  });

  test("The trail says that it was said, never what (R34)", async () => {
    const absence = await away("darya", "2026-11-25");
    await explain("darya", { which: { absences: [absence] }, reason: "illness" });
    const trail = await school.db.auditEntry.findMany({ where: { objectId: absence.id, via: "web" } });
    expect(trail).toMatchObject([
      { action: "absence.explained", actorId: id("gromova"), pupilId: id("darya"), details: null },
    ]);
  });

  test("The same again changes nothing and tells nobody", async () => {
    const absence = await away("ilya", "2026-11-25");
    const explanation: Explanation = { which: { absences: [absence] }, reason: "valid" };
    await explain("ilya", explanation);
    expect(await explain("ilya", explanation)).toEqual({ explained: 0, same: 1, left: 0 });
    expect(await kindsOf(school.db, id("ilya"))).toEqual(["absence.explained"]);
  });

  test("Of a span those are explained that nobody has explained otherwise; late is not missed", async () => {
    await away("timur", "2026-11-23");
    const second = await away("timur", "2026-11-24");
    await wasAway(school, { pupilId: id("timur"), day: "2026-11-24", number: 2, kind: "late" });
    await away("timur", "2026-11-25");
    await explain("timur", { which: { absences: [second] }, reason: "invalid" });
    const which = { from: "2026-11-23", to: "2026-11-25" };
    expect(await explain("timur", { which, reason: "illness" })).toEqual({ explained: 2, same: 0, left: 1 });
    expect(await explain("timur", { which, reason: "illness" })).toEqual({ explained: 0, same: 2, left: 1 });
    expect(await absenceOf(second.id)).toMatchObject({ reason: "invalid" });
    const lateness = await school.db.absence.findFirst({ where: { pupilId: id("timur"), kind: "late" } });
    expect(lateness?.reason).toBeNull();
  });

  test("A document that comes later is put behind the same reason, and stays when the reason is corrected", async () => {
    const absence = await away("sofia", "2026-11-25");
    const which = { from: "2026-11-25", to: "2026-11-25" };
    await explain("sofia", { which, reason: "illness" });
    const document = await note("sofia", ["2026-11-24", "2026-11-26"], "2026-11-26");
    await explain("sofia", { which, reason: "illness", documentId: document.id });
    expect(await absenceOf(absence.id)).toMatchObject({
      reason: "illness",
      documentId: document.id,
      version: 3,
    });
    await explain("sofia", { which: { absences: [{ ...absence, version: 3 }] }, reason: "valid" });
    expect(await absenceOf(absence.id)).toMatchObject({ reason: "valid", documentId: document.id });
  });

  test("A reason over one that was not seen is refused", async () => {
    const absence = await away("matvey", "2026-11-25");
    await explain("matvey", { which: { absences: [absence] }, reason: "valid" });
    const other = explain("matvey", { which: { absences: [absence] }, reason: "invalid" });
    await expect(other).rejects.toThrow(Conflict);
    await expect(other).rejects.toMatchObject({ current: [{ id: absence.id, version: 2, reason: "valid" }] });
  });

  test("What is not this pupil's, or of other days, is said with its place", async () => {
    const own = await away("kirill", "2026-11-25");
    const alien = await away("polina", "2026-11-25");
    await expect(
      explain("kirill", { which: { absences: [own, alien] }, reason: "valid" }),
    ).rejects.toMatchObject({ path: ["absences", 1, "id"] });
    const which = { absences: [own] };
    const hers = await note("polina", ["2026-11-25", "2026-11-25"], "2026-11-26");
    const another = await note("kirill", ["2026-11-26", "2026-11-26"], "2026-11-26");
    for (const documentId of [hers.id, another.id]) {
      const wrong = explain("kirill", { which, reason: "valid", documentId });
      await expect(wrong).rejects.toThrow(BadInput);
      await expect(wrong).rejects.toMatchObject({ path: ["documentId"] });
    }
    await expect(
      explain("kirill", { which: { from: "2026-11-26", to: "2026-11-25" }, reason: "valid" }),
    ).rejects.toThrow(BadInput);
    expect(await absenceOf(own.id)).toMatchObject({ reason: null, version: 1 });
  });
});

describe("Her door closes two working days after the document was presented (R39)", () => {
  test("Presented on Thursday: on Monday she says it, on Tuesday only the deputy head", async () => {
    const monday = await away("artyom", "2026-11-23");
    const tuesday = await away("artyom", "2026-11-24");
    await note("artyom", ["2026-11-23", "2026-11-24"], "2026-11-26");

    setClock(morning("2026-11-30"));
    await explain("artyom", { which: { absences: [monday] }, reason: "illness" });
    await expect(
      explainLate("artyom", { which: { absences: [tuesday] }, reason: "illness" }),
    ).rejects.toThrow("ставит классный руководитель");

    setClock(morning("2026-12-01"));
    const which = { absences: [tuesday] };
    const late = explain("artyom", { which, reason: "illness" });
    await expect(late).rejects.toThrow(Closed);
    await expect(late).rejects.toThrow("не позже 30.11.2026. Теперь её может поставить завуч");
    expect(await explainLate("artyom", { which, reason: "illness" })).toMatchObject({ explained: 1 });
    const after = await absenceOf(tuesday.id);
    expect(after.versions.at(-1)).toMatchObject({ reason: "illness", byId: id("voronina") });
  });

  test("The last day ends at the school's midnight", async () => {
    const absence = await away("nikita", "2026-11-25");
    await note("nikita", ["2026-11-25", "2026-11-25"], "2026-11-26");
    const which = { absences: [absence] };
    setClock(new Date("2026-11-30T17:00:00Z"));
    await expect(explain("nikita", { which, reason: "illness" })).rejects.toThrow(Closed);
    setClock(new Date("2026-11-30T16:59:00Z"));
    expect(await explain("nikita", { which, reason: "illness" })).toMatchObject({ explained: 1 });
  });

  test("A correction has the same door, and leaving the document out does not open it", async () => {
    const absence = await away("maria", "2026-11-25");
    const document = await note("maria", ["2026-11-25", "2026-11-25"], "2026-11-26");
    await explain("maria", { which: { absences: [absence] }, reason: "illness", documentId: document.id });
    setClock(morning("2026-12-01"));
    const which = { absences: [{ ...absence, version: 2 }] };
    await expect(explain("maria", { which, reason: "invalid" })).rejects.toThrow(Closed);
    const same = await explain("maria", { which, reason: "illness", documentId: document.id });
    expect(same).toMatchObject({ same: 1 });
  });

  test("A newer document opens it again for the days it covers, and for those only", async () => {
    const first = await away("roman", "2026-11-23");
    const second = await away("roman", "2026-11-24");
    await note("roman", ["2026-11-23", "2026-11-24"], "2026-11-25");
    await note("roman", ["2026-11-24", "2026-11-24"], "2026-12-01");
    await expect(explain("roman", { which: { absences: [first] }, reason: "valid" })).rejects.toThrow(Closed);
    const both = { from: "2026-11-23", to: "2026-11-24" };
    await expect(explain("roman", { which: both, reason: "valid" })).rejects.toThrow(Closed);
    expect(await explain("roman", { which: { absences: [second] }, reason: "valid" })).toMatchObject({
      explained: 1,
    });
  });

  test("In the pupils' holidays the staff work: those days count", async () => {
    const { db, cast } = school;
    await db.dayOff.create({
      data: {
        yearId: cast.year.id,
        kind: "vacation",
        name: "зимние каникулы",
        startsOn: dateOf("2026-12-28"),
        endsOn: dateOf("2027-01-10"),
      },
    });
    const absence = await away("egor", "2026-12-24");
    await note("egor", ["2026-12-24", "2026-12-24"], "2026-12-25");
    const which = { absences: [absence] };
    setClock(morning("2026-12-30"));
    await expect(explain("egor", { which, reason: "illness" })).rejects.toThrow("не позже 29.12.2026");
    setClock(morning("2026-12-29"));
    expect(await explain("egor", { which, reason: "illness" })).toMatchObject({ explained: 1 });
  });

  test("The New Year's days off of the staff do not", async () => {
    const daysOff = ["2026-12-31", "2027-01-01", ...[4, 5, 6, 7, 8].map((day) => `2027-01-0${day}`)];
    await school.db.workingDay.createMany({
      data: daysOff.map((day) => ({ date: dateOf(day), working: false, name: "новогодние каникулы" })),
    });
    const absence = await away("vera", "2026-12-25");
    await note("vera", ["2026-12-25", "2026-12-25"], "2026-12-30");
    const which = { absences: [absence] };
    setClock(morning("2027-01-13"));
    await expect(explain("vera", { which, reason: "illness" })).rejects.toThrow("не позже 12.01.2027");
    setClock(morning("2027-01-12"));
    expect(await explain("vera", { which, reason: "illness" })).toMatchObject({ explained: 1 });
  });
});

describe("Without a document", () => {
  test("the parents' word is enough until two working days after the term", async () => {
    const absence = await away("ruslan", "2026-11-25");
    const which = { absences: [absence] };
    const { endsOn } = school.cast.terms.quarter;
    expect(endsOn).toEqual(dateOf("2026-12-20")); // a Sunday
    setClock(morning("2026-12-23"));
    await expect(explain("ruslan", { which, reason: "valid" })).rejects.toThrow("не позже 22.12.2026");
    setClock(morning("2026-12-22"));
    expect(await explain("ruslan", { which, reason: "valid" })).toMatchObject({ explained: 1 });
  });
});

test("A reason and a roll without the absence at the same moment: one of the two is refused, nothing is lost", async () => {
  const { db, today } = school;
  const lessonId = today.algebra.id;
  const absences = [{ pupilId: id("pavel"), kind: "absent" as const }];
  const smirnova = by(id("smirnova"));
  const { version, absences: cells } = await takeRoll(db, lessonId, { version: 0, absences }, smirnova);
  const [absence] = cells;
  const outcomes = await atOnce(db, "AuditEntry", [
    () => explain("pavel", { which: { absences: [absence!] }, reason: "valid" }),
    () => takeRoll(db, lessonId, { version, absences: [] }, smirnova),
  ]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect((await absenceOf(absence!.id)).version).toBe(2);
});

test("In a closed year nobody changes a reason any more (R31)", async () => {
  const { db, cast } = school;
  const absence = await away("ksenia", "2026-11-25");
  const which = { absences: [absence] };
  await db.schoolYear.update({ where: { id: cast.year.id }, data: { closedAt: THURSDAY } });
  await expect(explain("ksenia", { which, reason: "valid" })).rejects.toThrow("закрыт");
  setClock(morning("2027-04-01"));
  await expect(explainLate("ksenia", { which, reason: "valid" })).rejects.toThrow("закрыт");
  await db.schoolYear.update({ where: { id: cast.year.id }, data: { closedAt: null } });
});

test("What is imported passes every door, and nobody hears of it", async () => {
  const absence = await away("gleb", "2026-11-25");
  setClock(morning("2027-04-01"));
  const silent = { ...gromova(), source: "import" as const, silent: true };
  const explanation: Explanation = { which: { absences: [absence] }, reason: "released" };
  expect(await explainAbsences(school.db, id("gleb"), explanation, silent)).toMatchObject({ explained: 1 });
  expect(await kindsOf(school.db, id("gleb"))).toEqual([]);
});
