import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { now, setClock } from "../../../src/clock.ts";
import { Closed } from "../../../src/errors.ts";
import type { By } from "../../../src/outbox/events.ts";
import { listPaperPupils } from "../../../src/paper/families.ts";
import { tickSheets } from "../../../src/paper/handing-over.ts";
import { closeRound, readPrint } from "../../../src/paper/printing.ts";
import { putSheets } from "../../../src/paper/putting.ts";
import { getRound, listRounds } from "../../../src/paper/rounds.ts";
import { atOnce } from "../../support/at-once.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

/** A Friday, 16:00 in Krasnoyarsk. */
const FRIDAY = new Date("2026-11-27T09:00:00Z");
const DAY = new Date("2026-11-27T00:00:00Z");
const DAY_MS = 86_400_000;

let school: TestSchool;

beforeAll(async () => {
  setClock(FRIDAY);
  school = await castSchool({ now: FRIDAY });
});
afterAll(() => school.close());
beforeEach(() => setClock(FRIDAY));
afterEach(async () => {
  setClock(null);
  await school.db.paperSheet.deleteMany();
  await school.db.paperRound.deleteMany();
});

const gromova = (): By => ({ actorId: school.cast.gromova.id, source: "web", silent: false });
const sheet = (pupil: CastKey, title = "Неделя") => ({
  pupilId: school.cast[pupil].id,
  content: { pupilIndex: 0, title, lead: "", lines: [] },
});

/** A delivery on paper to this person; to one who declared nothing it is the last resort. */
async function deliveryTo(person: CastKey): Promise<string> {
  const { db, cast } = school;
  const personId = cast[person].id;
  const paper = { personId, channel: "paper", address: personId } as const;
  const contact =
    (await db.contact.findFirst({ where: paper })) ??
    (await db.contact.create({ data: { ...paper, state: "confirmed", origin: "lastResort" } }));
  const due = { dueAt: now(), patienceUntil: now(), urgency: "digest" } as const;
  const { id } = await db.delivery.create({
    data: { personId, contactId: contact.id, channel: "paper", kind: "weekly", state: "sent", ...due },
  });
  return id;
}

async function put(person: CastKey, ...pupils: CastKey[]): Promise<number[]> {
  const deliveryId = await deliveryTo(person);
  return putSheets(school.db, deliveryId, { sheets: pupils.map((pupil) => sheet(pupil)), day: DAY });
}

const rounds = () => listRounds(school.db, { classIds: null, limit: 10 });
const idOf = async (number: number) =>
  (await school.db.paperRound.findUniqueOrThrow({ where: { number } })).id;
const namesOn = async (number: number) =>
  (await getRound(school.db, await idOf(number))).sheets.map(({ pupil }) => pupil.givenName);

describe("R44: the print round of a class", () => {
  test("Children of one mother in two classes go to the two class teachers' rounds.", async () => {
    expect(await put("annaMother", "anna", "misha")).toHaveLength(2);
    expect(
      (await rounds()).map(({ className, sheets }) => `${className} ${sheets[0]?.pupil.givenName}`).sort(),
    ).toEqual(["4Б Михаил", "7А Анна"]);
  });

  test("Sheets of a class gather on one round, in the order of the class list.", async () => {
    const [number] = await put("leilaMother", "leila");
    expect(await put("annaMother", "anna")).toEqual([number]);
    expect(await namesOn(number!)).toEqual(["Анна", "Лейла"]);
  });

  test("A pupil who is in no class goes to the round without a class.", async () => {
    const deliveryId = await deliveryTo("leilaMother");
    const longAgo = new Date("2020-01-01T00:00:00Z");
    await putSheets(school.db, deliveryId, { sheets: [sheet("leila")], day: longAgo });
    expect(await rounds()).toMatchObject([{ classId: null, className: "" }]);
  });

  test("The same delivery twice is one sheet, written anew while the round is open and left alone once it is printed.", async () => {
    const deliveryId = await deliveryTo("leilaMother");
    const write = (title: string) =>
      putSheets(school.db, deliveryId, { sheets: [sheet("leila", title)], day: DAY });
    const [number] = await write("первый");
    await write("второй");
    await closeRound(school.db, await idOf(number!), gromova());
    expect(await write("третий")).toEqual([number]);
    expect((await readPrint(school.db, await idOf(number!))).sheets).toMatchObject([
      { content: { title: "второй" } },
    ]);
    expect(await rounds()).toHaveLength(1);
  });

  test("Each sheet says by which statement the family gets it, or that it is the last resort.", async () => {
    await put("leilaMother", "leila");
    await put("kirillMother", "kirill");
    const { sheets } = (await rounds())[0]!;
    expect(sheets.map(({ basis }) => basis)).toEqual([
      { kind: "lastResort" },
      { kind: "declared", number: expect.any(String), date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
    ]);
  });
});

describe("R44: printing closes a round", () => {
  test("What comes after it is printed goes to the next one, and the printed one stays the same.", async () => {
    const [first] = await put("leilaMother", "leila");
    const id = await idOf(first!);
    await expect(readPrint(school.db, id)).rejects.toBeInstanceOf(Closed);
    await closeRound(school.db, id, gromova());
    const print = await readPrint(school.db, id);
    const [second] = await put("annaMother", "anna");
    expect(second).toBeGreaterThan(first!);
    expect(await readPrint(school.db, id)).toEqual(print);
    expect(await namesOn(second!)).toEqual(["Анна"]);
  });

  test("Two who print at once close it once, and one line of the audit trail says so.", async () => {
    const [number] = await put("leilaMother", "leila");
    const id = await idOf(number!);
    const lost = await atOnce(school.db, "PaperRound", [
      () => closeRound(school.db, id, gromova()),
      () => closeRound(school.db, id, { ...gromova(), actorId: school.cast.voronina.id }),
    ]);
    expect(lost).toEqual([]);
    const where = { action: "paperRound.printed", objectId: id };
    expect(await school.db.auditEntry.count({ where })).toBe(1);
  });

  test("A sheet that arrives while the round is being closed is on the pages, or on the next round: never lost.", async () => {
    const [number] = await put("leilaMother", "leila");
    const id = await idOf(number!);
    const deliveryId = await deliveryTo("annaMother");
    const lost = await atOnce(school.db, "PaperRound", [
      () => closeRound(school.db, id, gromova()),
      () => putSheets(school.db, deliveryId, { sheets: [sheet("anna")], day: DAY }),
    ]);
    expect(lost).toEqual([]);
    const printed = (await readPrint(school.db, id)).sheets.map(({ pupil }) => pupil.givenName);
    const open = (await rounds()).filter(({ printedAt }) => !printedAt).flatMap(({ sheets }) => sheets);
    expect([...printed, ...open.map(({ pupil }) => pupil.givenName)].sort()).toEqual(["Анна", "Лейла"]);
  });

  test("Two sheets at once for a class without a round open one round.", async () => {
    const deliveries = [await deliveryTo("leilaMother"), await deliveryTo("annaMother")];
    const lost = await atOnce(school.db, "PaperRound", [
      () => putSheets(school.db, deliveries[0]!, { sheets: [sheet("leila")], day: DAY }),
      () => putSheets(school.db, deliveries[1]!, { sheets: [sheet("anna")], day: DAY }),
    ]);
    expect(lost).toEqual([]);
    expect(await rounds()).toHaveLength(1);
  });
});

describe("R44: who handed a sheet over and when", () => {
  async function printed() {
    const [number] = await put("leilaMother", "leila");
    const id = await idOf(number!);
    await closeRound(school.db, id, gromova());
    const { deliveryId } = (await getRound(school.db, id)).sheets[0]!;
    const tick = (handedOver: boolean, by = gromova()) =>
      tickSheets(
        school.db,
        { roundId: id, ticks: [{ deliveryId, pupilId: school.cast.leila.id, handedOver }] },
        by,
      );
    return { id, tick };
  }
  const notHandedOver = () => listRounds(school.db, { classIds: null, notHandedOver: true, limit: 10 });

  test("A tick keeps who and when; a second one changes nothing.", async () => {
    const { id, tick } = await printed();
    expect(await notHandedOver()).toHaveLength(1);
    expect(await tick(true)).toBe(1);
    expect(await tick(true, { ...gromova(), actorId: school.cast.voronina.id })).toBe(0);
    const [handed] = (await getRound(school.db, id)).sheets;
    expect(handed).toMatchObject({ handedOverBy: { surname: "Громова" } });
    expect(handed?.handedOverAt?.getTime()).toBeGreaterThanOrEqual(FRIDAY.getTime());
    expect(await notHandedOver()).toEqual([]);
  });

  test("A tick is taken back the same day, and no more the next.", async () => {
    const { tick } = await printed();
    await tick(true);
    expect(await tick(false)).toBe(1);
    expect(await notHandedOver()).toHaveLength(1);
    await tick(true);
    setClock(new Date(FRIDAY.getTime() + DAY_MS));
    await expect(tick(false)).rejects.toBeInstanceOf(Closed);
    expect(await notHandedOver()).toEqual([]);
  });

  test("What is not printed cannot have been handed over.", async () => {
    const [number] = await put("leilaMother", "leila");
    const roundId = await idOf(number!);
    const { deliveryId } = (await getRound(school.db, roundId)).sheets[0]!;
    const ticks = [{ deliveryId, pupilId: school.cast.leila.id, handedOver: true }];
    await expect(tickSheets(school.db, { roundId, ticks }, gromova())).rejects.toBeInstanceOf(Closed);
  });
});

test("R61: families that declared paper are known by their statement; who only could not be reached is not among them.", async () => {
  await put("kirillMother", "kirill");
  const pupils = await listPaperPupils(school.db, [school.cast.classes.sevenA.id], DAY);
  expect(pupils).toMatchObject([{ pupil: { givenName: "Лейла" }, receiver: { surname: "Усманова" } }]);
  expect(pupils[0]?.number).toEqual(expect.any(String));
  expect(await listPaperPupils(school.db, [school.cast.classes.fourB.id], DAY)).toEqual([]);
});
