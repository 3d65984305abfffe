import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { FiveCode } from "../../../prisma/cast-school.ts";
import { setClock } from "../../../src/clock.ts";
import { draftCorrections, requestCorrections } from "../../../src/corrections/corrections.ts";
import {
  approveCorrection,
  refuseCorrection,
  submitDraft,
  withdrawCorrection,
} from "../../../src/corrections/deciding.ts";
import { BadInput, Closed, Conflict, Forbidden } from "../../../src/errors.ts";
import { writeMarks } from "../../../src/marks/marks.ts";
import { setSettings } from "../../../src/settings.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

/** Between the lessons of a Tuesday in Krasnoyarsk, and the noon after it. */
const TUESDAY = new Date("2026-11-24T05:00:00Z");
const WEDNESDAY = new Date("2026-11-25T05:00:00Z");
const REASON = "ошибка при подсчёте";

let school: TestSchool;

beforeAll(async () => {
  school = await castSchool({ now: TUESDAY });
});
afterAll(() => school.close());
beforeEach(async () => {
  setClock(TUESDAY);
  await setSettings(school.db, { correctionOrder: "№ 31 от 01.09.2026" });
});
afterEach(async () => {
  setClock(null);
  const { db } = school;
  await db.correction.deleteMany();
  await db.markVersion.deleteMany();
  await db.mark.deleteMany();
  await db.event.deleteMany();
  await db.auditEntry.deleteMany();
  await db.setting.deleteMany({ where: { key: "correctionOrder" } });
});

const by = (who: "smirnova" | "voronina") => ({
  actorId: school.cast[who].id,
  source: "web" as const,
  silent: false,
});
const answer = () => school.today.algebra.works.answer;
const cell = (value: FiveCode | null, pupil: "anna" | "vera" = "anna") => ({
  pupilId: school.cast[pupil].id,
  value,
});
const mark = (value: FiveCode | null) => writeMarks(school.db, answer(), [cell(value)], by("smirnova"));
const draft = (...entries: ReturnType<typeof cell>[]) =>
  draftCorrections(school.db, answer(), entries, by("smirnova"));
const request = async (value: FiveCode | null, pupil: "anna" | "vera" = "anna") => {
  const asked = { workId: answer(), entries: [cell(value, pupil)], reason: REASON };
  return (await requestCorrections(school.db, asked, by("smirnova")))[0]!;
};
const approve = (
  { id, version }: { id: string; version: number },
  who: "voronina" | "smirnova" = "voronina",
) => approveCorrection(school.db, { id, version, act: "14" }, by(who));
const marks = () =>
  school.db.mark.findMany({ include: { value: true, versions: { orderBy: { version: "asc" } } } });
const states = async () =>
  (await school.db.correction.findMany({ orderBy: { askedAt: "asc" } })).map(({ state }) => state).sort();
const eventKinds = async () =>
  (await school.db.event.findMany({ orderBy: { occurredAt: "asc" } })).map(({ kind }) => kind).sort();

describe("R11: marking after the day is forbidden, and the one way is a request", () => {
  test("While the head's order is not entered there is none, and the sentence says what is missing.", async () => {
    await school.db.setting.deleteMany({ where: { key: "correctionOrder" } });
    setClock(WEDNESDAY);
    await expect(request("5")).rejects.toThrow(Closed);
    await expect(request("5")).rejects.toThrow(/приказ директора/);
  });

  test("While the door is open one marks, and asks nobody.", async () => {
    await expect(request("5")).rejects.toThrow(BadInput);
    await expect(request("5")).rejects.toMatchObject({ path: ["marks", 0, "pupilId"] });
    await expect(draft(cell("5"))).rejects.toThrow(BadInput);
    setClock(new Date("2026-11-23T05:00:00Z"));
    await expect(request("5")).rejects.toThrow(Closed);
  });

  test("A test within its checking norm is still entered, so nothing is asked (R14).", async () => {
    setClock(WEDNESDAY);
    const { works } = school.today.algebra;
    await school.db.work.update({ where: { id: works.test }, data: { checkingDays: 3 } });
    const asked = { workId: works.test, entries: [cell("5")], reason: REASON };
    await expect(requestCorrections(school.db, asked, by("smirnova"))).rejects.toThrow(BadInput);
  });

  test("What stands there already need not be asked for, and who is not of the lesson cannot be.", async () => {
    await mark("4");
    setClock(WEDNESDAY);
    await expect(request("4")).rejects.toThrow(/уже стоит/);
    const misha = [{ pupilId: school.cast.misha.id, value: "5" }];
    const asked = { workId: answer(), entries: misha, reason: REASON };
    await expect(requestCorrections(school.db, asked, by("smirnova"))).rejects.toThrow(BadInput);
  });

  test("A request says what stood there; nothing in the journal moves by it.", async () => {
    await mark("4");
    setClock(WEDNESDAY);
    expect(await request("5")).toMatchObject({
      state: "requested",
      reason: REASON,
      wasValueId: school.cast.values["4"],
      wasVersion: 1,
      wantedValueId: school.cast.values["5"],
      askedById: school.cast.smirnova.id,
    });
    expect((await marks())[0]).toMatchObject({ version: 1, value: { code: "4" } });
    expect(await eventKinds()).toEqual(["correction.requested", "mark.set"]);
  });
});

describe("cells kept on a device past midnight become drafts, not an error (R11)", () => {
  test("They are kept also while corrections are off, and submitted with a reason once they are on.", async () => {
    await school.db.setting.deleteMany({ where: { key: "correctionOrder" } });
    setClock(WEDNESDAY);
    const [one] = await draft(cell("5"), cell("4", "vera"));
    expect(await states()).toEqual(["draft", "draft"]);
    expect(await eventKinds()).toEqual([]);
    const seen = { id: one!.id, version: one!.version, reason: "связь пропала" };
    await expect(submitDraft(school.db, seen, by("smirnova"))).rejects.toThrow(Closed);
    await setSettings(school.db, { correctionOrder: "№ 31 от 01.09.2026" });
    expect(await submitDraft(school.db, seen, by("smirnova"))).toMatchObject({
      state: "requested",
      reason: "связь пропала",
      version: 2,
    });
    expect(await eventKinds()).toEqual(["correction.requested"]);
  });

  test("What arrives twice is kept once; a later wish takes the place of the one before.", async () => {
    setClock(WEDNESDAY);
    const [first] = await draft(cell("5"));
    expect(await draft(cell("5"))).toEqual([first]);
    const [second] = await draft(cell("4"));
    expect(second!.id).not.toBe(first!.id);
    expect(await states()).toEqual(["draft", "withdrawn"]);
  });

  test("A cell that says what stands there anyway makes no draft.", async () => {
    await mark("4");
    setClock(WEDNESDAY);
    expect(await draft(cell("4"), cell("5", "vera"))).toMatchObject([{ pupilId: school.cast.vera.id }]);
  });

  test("A draft that comes again does not take back the request made of it.", async () => {
    setClock(WEDNESDAY);
    const asked = await request("5");
    expect(await draft(cell("5"))).toEqual([asked]);
    expect(await states()).toEqual(["requested"]);
  });
});

describe("the deputy head decides", () => {
  test("Approved: the amendment stands beside the original, by act, and both are told of together.", async () => {
    await mark("4");
    setClock(WEDNESDAY);
    const settled = await approve(await request("5"));
    expect(settled).toMatchObject({ state: "approved", act: "14", decidedById: school.cast.voronina.id });
    const [amended] = await marks();
    expect(amended).toMatchObject({ version: 2, value: { code: "5" } });
    expect(amended!.versions.map(({ valueId, act, byId }) => ({ valueId, act, byId }))).toEqual([
      { valueId: school.cast.values["4"], act: null, byId: school.cast.smirnova.id },
      {
        valueId: school.cast.values["5"],
        act: "№ 14 от 25.11.2026: ошибка при подсчёте",
        byId: school.cast.voronina.id,
      },
    ]);
    expect(await eventKinds()).toEqual([
      "correction.approved",
      "correction.requested",
      "mark.changed",
      "mark.set",
    ]);
    const audited = await school.db.auditEntry.findMany({ where: { actorId: school.cast.voronina.id } });
    expect(audited.map(({ action }) => action).sort()).toEqual(["correction.approved", "mark.changed"]);
  });

  test.each([
    ["a mark into an empty cell", null, "5", "mark.set"],
    ["a mark taken away", "2", null, "mark.withdrawn"],
  ] as const)("Approved: %s.", async (_what, was, wanted, kind) => {
    if (was) await mark(was);
    setClock(WEDNESDAY);
    await approve(await request(wanted));
    expect((await marks())[0]).toMatchObject({ valueId: wanted && school.cast.values[wanted] });
    expect(await eventKinds()).toContain(kind);
  });

  test("The door stays closed after it: the amended mark is not changed freely.", async () => {
    setClock(WEDNESDAY);
    await approve(await request("5"));
    await expect(mark("4")).rejects.toThrow(Closed);
  });

  test("A cell that has changed since it was asked is not overwritten, and nothing is settled.", async () => {
    await mark("4");
    setClock(WEDNESDAY);
    const asked = await request("5");
    await writeMarks(school.db, answer(), [cell("3")], { ...by("smirnova"), silent: true });
    const approving = approve(asked);
    await expect(approving).rejects.toThrow(Conflict);
    await expect(approving).rejects.toMatchObject({ current: { value: "3", version: 2 } });
    expect(await states()).toEqual(["requested"]);
    expect((await marks())[0]).toMatchObject({ version: 2 });
  });

  test("Whoever decides has seen the newest wish.", async () => {
    setClock(WEDNESDAY);
    const asked = await request("5");
    await request("4");
    await expect(approve(asked)).rejects.toThrow(Closed);
    expect(await marks()).toEqual([]);
  });

  test("Two deputies approve at once: the mark is amended once.", async () => {
    setClock(WEDNESDAY);
    const asked = await request("5");
    const both = await Promise.allSettled([approve(asked), approve(asked)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await school.db.markVersion.count()).toBe(1);
  });

  test("Nobody approves what they asked for themselves.", async () => {
    setClock(WEDNESDAY);
    await expect(approve(await request("5"), "smirnova")).rejects.toThrow(Forbidden);
    expect(await marks()).toEqual([]);
  });

  test("The act's number is digits: messages at the lowest level say nothing else of it.", async () => {
    setClock(WEDNESDAY);
    const { id, version } = await request("5");
    for (const act of ["14-к", "по просьбе Кравцовой", "", "14/"])
      await expect(approveCorrection(school.db, { id, version, act }, by("voronina"))).rejects.toMatchObject({
        path: ["act"],
      });
    expect(await approveCorrection(school.db, { id, version, act: "№ 14/2" }, by("voronina"))).toMatchObject({
      act: "14/2",
    });
  });

  test("Refused: with an answer, and the journal stays as it was.", async () => {
    await mark("4");
    setClock(WEDNESDAY);
    const { id, version } = await request("5");
    const refused = await refuseCorrection(school.db, { id, version, answer: "нет работы" }, by("voronina"));
    expect(refused).toMatchObject({ state: "refused", answer: "нет работы" });
    expect((await marks())[0]).toMatchObject({ version: 1 });
    await expect(approve(refused)).rejects.toThrow(/уже отказано/);
    expect(await eventKinds()).toEqual(["correction.refused", "correction.requested", "mark.set"]);
  });

  test("Its author takes a request back; then there is nothing to decide.", async () => {
    setClock(WEDNESDAY);
    const withdrawn = await withdrawCorrection(school.db, await request("5"), by("smirnova"));
    expect(withdrawn).toMatchObject({ state: "withdrawn", version: 2 });
    await expect(approve(withdrawn)).rejects.toThrow(Closed);
    const reason = "передумала";
    await expect(submitDraft(school.db, { ...withdrawn, reason }, by("smirnova"))).rejects.toThrow(Closed);
    expect(await request("5")).toMatchObject({ state: "requested" });
  });
});
