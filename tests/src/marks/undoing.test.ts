import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { setClock } from "../../../src/clock.ts";
import { Closed, Forbidden, NotFound } from "../../../src/errors.ts";
import { openWork } from "../../../src/lessons/works.ts";
import { amendMark } from "../../../src/marks/amending.ts";
import { writeMarks } from "../../../src/marks/marks.ts";
import { undoMarks } from "../../../src/marks/undoing.ts";
import type { By } from "../../../src/outbox/events.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

/** A Thursday in Krasnoyarsk, five minutes to midnight. The hold is ten minutes. */
const LATE = new Date("2026-11-26T16:55:00Z");
const past = (minutes: number) => new Date(LATE.getTime() + minutes * 60_000);

let school: TestSchool;
let by: By;
let workId: string;

beforeAll(async () => {
  setClock(LATE);
  school = await castSchool({ now: LATE });
  by = { actorId: school.cast.smirnova.id, source: "web", silent: false };
});
beforeEach(async () => {
  setClock(LATE);
  workId = (await openWork(school.db, school.today.algebra.id, { kindCode: "test" }, by)).id;
});
afterEach(() => setClock(null));
afterAll(() => school.close());

const write = (value: string | null, at: Date, writer = by) =>
  writeMarks(school.db, workId, [{ pupilId: school.cast.anna.id, value }], { ...writer, at });
const markId = async () => (await school.db.mark.findFirstOrThrow({ where: { workId } })).id;
const undo = async (at: Date, writer = by) => undoMarks(school.db, [await markId()], { ...writer, at });
const values = async () => {
  const where = { markId: await markId() };
  const versions = await school.db.markVersion.findMany({
    where,
    orderBy: { version: "asc" },
    include: { value: true },
  });
  return versions.map(({ value }) => value?.code ?? null);
};

describe("Undoing within the hold (R11)", () => {
  test("puts back what stood there before, also past midnight, and keeps every version", async () => {
    await write("3", past(-60));
    await write("5", past(0));
    expect(await undo(past(7))).toMatchObject([{ value: "3", version: 3 }]);
    expect(await values()).toEqual(["3", "5", "3"]);
    const event = await school.db.event.findFirst({ where: { factId: await markId(), factVersion: 3 } });
    expect(event).toMatchObject({ kind: "mark.changed", silent: false });
  });

  test("A first mark leaves an empty cell, a mark that was taken away comes back", async () => {
    await write("2", past(-3));
    expect(await undo(past(-2))).toMatchObject([{ value: null }]);
    await write("4", past(-1));
    await write(null, past(0));
    expect(await undo(past(6))).toMatchObject([{ value: "4" }]);
    const kinds = await school.db.event.findMany({
      where: { factId: await markId() },
      orderBy: { factVersion: "asc" },
    });
    expect(kinds.map(({ kind }) => kind)).toEqual([
      "mark.set",
      "mark.withdrawn",
      "mark.set",
      "mark.withdrawn",
      "mark.set",
    ]);
  });

  test("When the hold is over nobody undoes any more", async () => {
    await write("3", past(0));
    await expect(undo(past(10))).rejects.toThrow(Closed);
    expect(await undo(new Date(past(10).getTime() - 1))).toMatchObject([{ value: null }]);
  });

  test("Only who set it: a colleague does not, and what was imported nobody does", async () => {
    await write("3", past(0));
    await expect(undo(past(1), { ...by, actorId: school.cast.gromova.id })).rejects.toThrow(Forbidden);
    await write("4", past(1), { actorId: null, source: "import", silent: true });
    await expect(undo(past(2), { ...by, actorId: null })).rejects.toThrow(Forbidden);
    expect(await values()).toEqual(["3", "4"]);
  });

  test("What was put back past midnight stays: an undo is no second door", async () => {
    await write("3", past(-60));
    await write("5", past(0));
    await undo(past(7));
    await expect(undo(past(8))).rejects.toThrow(Closed);
    await expect(write("5", past(8))).rejects.toThrow(Closed);
  });

  test("A mark that an undo brings back is of its own day still, in a work with a norm too (R14)", async () => {
    await write("4", past(-60));
    await write(null, past(0));
    await undo(past(7));
    await expect(write("5", past(8))).rejects.toThrow("Отметку меняют только в день, когда её поставили");
  });

  test("An amendment by an act is undone by nobody", async () => {
    await write("3", past(-60));
    const voronina: By = { ...by, actorId: school.cast.voronina.id, at: past(600) };
    const amendment = {
      workId,
      pupilId: school.cast.anna.id,
      valueId: school.cast.values["4"],
      wasVersion: 1,
    };
    await school.db.$transaction((tx) =>
      amendMark(tx, { ...amendment, act: "№ 14 от 27.11.2026" }, voronina),
    );
    await expect(undo(past(601), voronina)).rejects.toThrow(Closed);
    expect(await values()).toEqual(["3", "4"]);
  });

  test("All or none: one that may not be undone stops the others", async () => {
    await write("3", past(0));
    const own = await markId();
    const { id: other } = await school.db.mark.create({
      data: {
        workId,
        pupilId: school.cast.egor.id,
        setAt: LATE,
        enteredOn: school.today.algebra.date,
        versions: { create: { version: 1, byId: school.cast.gromova.id, at: LATE, source: "web" } },
      },
    });
    await expect(undoMarks(school.db, [own, other], { ...by, at: past(1) })).rejects.toThrow(Forbidden);
    await expect(undoMarks(school.db, [own, workId], { ...by, at: past(1) })).rejects.toThrow(NotFound);
    expect(await school.db.markVersion.count({ where: { markId: own } })).toBe(1);
  });
});
