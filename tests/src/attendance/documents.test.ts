import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { addDocument, type DocumentData, withAbsences } from "../../../src/attendance/documents.ts";
import { overdueReasons } from "../../../src/attendance/overdue.ts";
import { explainAbsences } from "../../../src/attendance/reasons.ts";
import { dateOf, setClock } from "../../../src/clock.ts";
import { BadInput } from "../../../src/errors.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { by, THURSDAY, wasAway } from "./days.ts";

let school: TestSchool;

beforeAll(async () => {
  school = await castSchool({ now: THURSDAY });
});
beforeEach(() => setClock(THURSDAY));
afterEach(() => setClock(null));
afterAll(() => school.close());

const id = (person: CastKey) => school.cast[person].id;
const gromova = () => by(id("gromova"));
const NOTE: DocumentData = {
  kind: "справка",
  number: "095/у-17",
  issuedOn: "2026-11-25",
  from: "2026-11-23",
  to: "2026-11-25",
  presentedOn: "2026-11-26",
};
const present = (pupil: CastKey, data: Partial<DocumentData> = {}) =>
  addDocument(school.db, id(pupil), { ...NOTE, ...data }, gromova());

describe("A document about days missed", () => {
  test("is taken in with its kind, number and days, and leaves a trail without them (R39, R34)", async () => {
    const document = await present("anna");
    expect(document).toMatchObject({
      kind: "справка",
      number: "095/у-17",
      presentedOn: dateOf("2026-11-26"),
      takenById: id("gromova"),
    });
    expect(await school.db.auditEntry.findMany({ where: { objectId: document.id } })).toMatchObject([
      { action: "document.added", pupilId: id("anna"), details: null },
    ]);
  });

  test.each<[string, Partial<DocumentData>, string]>([
    ["presented tomorrow", { presentedOn: "2026-11-27" }, "presentedOn"],
    ["presented before it was issued", { issuedOn: "2026-11-26", presentedOn: "2026-11-25" }, "issuedOn"],
    ["of days the wrong way round", { to: "2026-11-22" }, "to"],
  ])("is not %s", async (_, data, field) => {
    const document = present("anna", data);
    await expect(document).rejects.toThrow(BadInput);
    await expect(document).rejects.toMatchObject({ path: [field] });
  });

  test("shows the lessons missed on its days, and by when the reason is said", async () => {
    const pupilId = id("egor");
    const first = await wasAway(school, { pupilId, day: "2026-11-23" });
    const last = await wasAway(school, { pupilId, day: "2026-11-25" });
    await wasAway(school, { pupilId, day: "2026-11-24", kind: "late" });
    await wasAway(school, { pupilId, day: "2026-11-20" });
    const document = await present("egor");
    const [shown] = await withAbsences(school.db, [document]);
    expect(shown?.absences.map(({ id: absenceId, dueOn, reason }) => [absenceId, dueOn, reason])).toEqual([
      [first.id, "2026-11-30", null],
      [last.id, "2026-11-30", null],
    ]);
    expect(shown?.dueOn).toBe("2026-11-30");
    const which = { from: "2026-11-23", to: "2026-11-25" };
    await explainAbsences(
      school.db,
      pupilId,
      { which, reason: "illness", documentId: document.id },
      gromova(),
    );
    const [after] = await withAbsences(school.db, [document]);
    expect(after).toMatchObject({
      dueOn: null,
      absences: [{ reason: "illness", documentId: document.id }, {}],
    });
  });

  test("handed in ahead leaves two working days after each day that is missed", async () => {
    const pupilId = id("vera");
    await wasAway(school, { pupilId, day: "2026-11-24" });
    await wasAway(school, { pupilId, day: "2026-11-25" });
    const document = await present("vera", {
      kind: "заявление",
      issuedOn: "2026-11-19",
      presentedOn: "2026-11-20",
    });
    const [shown] = await withAbsences(school.db, [document]);
    expect(shown?.absences.map(({ dueOn }) => dueOn)).toEqual(["2026-11-26", "2026-11-27"]);
    expect(shown?.dueOn).toBe("2026-11-26");
  });
});

describe("Reasons that are overdue (R39)", () => {
  const overdue = (day: string) => overdueReasons(school.db, school.cast.classes.sevenA.id, day);
  const of = async (pupil: CastKey, day: string) =>
    (await overdue(day)).filter((one) => one.pupil.id === id(pupil));

  test("are those of a document that was presented and not answered in time; said late they are overdue no more", async () => {
    const pupilId = id("kirill");
    await wasAway(school, { pupilId, day: "2026-11-23" });
    await wasAway(school, { pupilId, day: "2026-11-23", number: 2 });
    await wasAway(school, { pupilId, day: "2026-11-24" });
    const document = await present("kirill");
    expect(await of("kirill", "2026-11-30")).toEqual([]);
    expect(await of("kirill", "2026-12-01")).toEqual([
      {
        documentId: document.id,
        presentedOn: "2026-11-26",
        pupil: { id: pupilId, surname: "Ефимов", givenName: "Кирилл" },
        dueOn: "2026-11-30",
        lessons: 3,
      },
    ]);
    const which = { from: "2026-11-23", to: "2026-11-23" };
    await explainAbsences(school.db, pupilId, { which, reason: "illness" }, gromova());
    expect(await of("kirill", "2026-12-01")).toMatchObject([{ lessons: 1 }]);
  });

  test("Without a document nothing is overdue, and another class has its own", async () => {
    await wasAway(school, { pupilId: id("lev"), day: "2026-11-23" });
    expect(await of("lev", "2027-03-01")).toEqual([]);
    expect(await overdueReasons(school.db, school.cast.classes.fourB.id, "2027-03-01")).toEqual([]);
  });
});
