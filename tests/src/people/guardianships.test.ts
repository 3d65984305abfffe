import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { standingsOf } from "../../../src/access/standing.ts";
import { dateOf, dayIn, isoDay } from "../../../src/clock.ts";
import { BadInput, Conflict } from "../../../src/errors.ts";
import {
  addGuardian,
  barGuardian,
  changeGuardianship,
  unbarGuardian,
} from "../../../src/people/guardianships.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

let school: TestSchool;
const DAY_MS = 86_400_000;
const day = (after: number) => isoDay(new Date(dayIn("Asia/Krasnoyarsk").getTime() + after * DAY_MS));

beforeAll(async () => {
  school = await castSchool();
});
afterAll(() => school.close());

const byPopova = () => ({ actorId: school.cast.popova.id, source: "web", silent: false }) as const;

async function isGuardian(guardian: CastKey, pupil: CastKey, on = day(0)): Promise<boolean> {
  const { db, cast } = school;
  const about = { pupil: cast[pupil].id };
  return (await standingsOf(db, cast[guardian].id, { about, day: dateOf(on) })).has("guardian");
}

const guardianshipOf = (guardian: CastKey, pupil: CastKey) =>
  school.db.guardianship.findFirstOrThrow({
    where: { guardianId: school.cast[guardian].id, pupilId: school.cast[pupil].id },
    orderBy: { from: "desc" },
  });

describe("Separated parents", () => {
  test("each stay the guardian of their daughter, whatever happens to the other", async () => {
    const { id, version } = await guardianshipOf("annaFather", "anna");
    await changeGuardianship(school.db, { id, version, to: day(-1) }, byPopova());
    expect(await isGuardian("annaFather", "anna", day(-1))).toBe(true);
    expect(await isGuardian("annaFather", "anna")).toBe(false);
    expect(await isGuardian("annaMother", "anna")).toBe(true);
    // Of the brother he is the father still.
    expect(await isGuardian("annaFather", "misha")).toBe(true);
  });
});

describe("A guardian", () => {
  const grandmother = (rest: object = {}) => ({
    guardianId: school.cast.alinaGrandmother.id,
    pupilId: school.cast.alina.id,
    kinship: "other" as const,
    from: day(0),
    to: null,
    ...rest,
  });

  test("who had left comes back for the days that are free", async () => {
    await expect(addGuardian(school.db, grandmother({ from: day(-60) }), byPopova())).rejects.toThrow(
      Conflict,
    );
    await addGuardian(school.db, grandmother(), byPopova());
    expect(await isGuardian("alinaGrandmother", "alina")).toBe(true);
    expect(await isGuardian("alinaGrandmother", "alina", day(-1))).toBe(false);
  });

  test("is never the pupil", async () => {
    const self = grandmother({ guardianId: school.cast.alina.id });
    await expect(addGuardian(school.db, self, byPopova())).rejects.toThrow(BadInput);
  });

  test("entered as the mother by mistake is put down as what she is", async () => {
    const { id, version } = await guardianshipOf("stepanGuardian", "stepan");
    const after = await changeGuardianship(school.db, { id, version, kinship: "mother" }, byPopova());
    expect(after).toMatchObject({ kinship: "mother", to: null, version: 2 });
  });

  test("who teaches the class is the mother of her own son only", async () => {
    const { db, cast } = school;
    const toPupil = async (pupil: CastKey) => [
      ...(await standingsOf(db, cast.lukina.id, { about: { pupil: cast[pupil].id }, day: dateOf(day(0)) })),
    ];
    expect(await toPupil("lev")).toContain("guardian");
    expect(await toPupil("anna")).not.toContain("guardian");
    const { id, version } = await guardianshipOf("lukina", "lev");
    await changeGuardianship(db, { id, version, to: day(-1) }, byPopova());
    expect(await toPupil("lev")).not.toContain("guardian");
    expect(await toPupil("lev")).toContain("subjectTeacher");
  });
});

describe("A father whom a court bars", () => {
  const DECISION = "решение районного суда № 2-77 от 20.11.2026";
  const bar = async (from: string, document = DECISION) => {
    const { id, version } = await guardianshipOf("ilyaFather", "ilya");
    return barGuardian(school.db, { id, version, from, document }, byPopova());
  };
  const unbar = async (from: string) => {
    const { id, version } = await guardianshipOf("ilyaFather", "ilya");
    return unbarGuardian(school.db, { id, version, from }, byPopova());
  };

  test("sees his son the day before and not on that day; Павлов has not for a month", async () => {
    await bar(day(0));
    expect(await isGuardian("ilyaFather", "ilya", day(-1))).toBe(true);
    expect(await isGuardian("ilyaFather", "ilya")).toBe(false);
    expect(await isGuardian("ilyaMother", "ilya")).toBe(true);
    expect(await isGuardian("glebFather", "gleb", day(-31))).toBe(true);
    expect(await isGuardian("glebFather", "gleb", day(-30))).toBe(false);
  });

  test("is barred by a document, which the trail does not repeat", async () => {
    await expect(bar(day(0), "  ")).rejects.toThrow(BadInput);
    expect(await guardianshipOf("ilyaFather", "ilya")).toMatchObject({ barredBy: DECISION });
    const trail = await school.db.auditEntry.findMany({ where: { pupilId: school.cast.ilya.id } });
    expect(trail).toMatchObject([
      { action: "guardianship.barred", objectId: school.cast.ilyaFather.id, actorId: school.cast.popova.id },
    ]);
    expect(JSON.stringify(trail)).not.toContain("2-77");
  });

  test("by mistake has never been barred", async () => {
    await unbar(day(0));
    expect(await isGuardian("ilyaFather", "ilya")).toBe(true);
    await expect(unbar(day(0))).rejects.toThrow(BadInput);
  });

  test("and lets in again later stays barred for the days between", async () => {
    await bar(day(-10));
    const lifted = await unbar(day(-2));
    expect(lifted).toMatchObject({ barredFrom: null, from: dateOf(day(-2)), to: null, kinship: "father" });
    const seen = [-11, -10, -3, -2, 0].map((after) => isGuardian("ilyaFather", "ilya", day(after)));
    expect(await Promise.all(seen)).toEqual([true, false, false, true, true]);
  });
});
