import { afterAll, beforeAll, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { standingsOf } from "../../../src/access/standing.ts";
import { dateOf, dayIn, isoDay } from "../../../src/clock.ts";
import { BadInput, Conflict, NotFound } from "../../../src/errors.ts";
import { appointLeader, changeLeadership } from "../../../src/people/leaderships.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

let school: TestSchool;
const DAY_MS = 86_400_000;
const day = (after: number) => isoDay(new Date(dayIn("Asia/Krasnoyarsk").getTime() + after * DAY_MS));

beforeAll(async () => {
  school = await castSchool();
});
afterAll(() => school.close());

const byVoronina = () => ({ actorId: school.cast.voronina.id, source: "web", silent: false }) as const;
const appoint = (teacher: CastKey, from: string, classId = school.cast.classes.sevenA.id) =>
  appointLeader(school.db, { classId, teacherId: school.cast[teacher].id, from, to: null }, byVoronina());

async function leads(teacher: CastKey, on: string): Promise<boolean> {
  const { db, cast } = school;
  const about = { pupil: cast.anna.id };
  return (await standingsOf(db, cast[teacher].id, { about, day: dateOf(on) })).has("classTeacher");
}

test("A class has one class teacher at a time: the next begins when the last has ended", async () => {
  await expect(appoint("sedova", day(1))).rejects.toThrow(Conflict);
  const old = await school.db.classLeadership.findFirstOrThrow({
    where: { classId: school.cast.classes.sevenA.id },
  });
  await changeLeadership(school.db, { id: old.id, version: 1, to: day(0) }, byVoronina());
  const teachers = ["sedova", "chernov", "belyaeva", "drozdova"] as const;
  // All connections are open by now: none of the four waits for its own.
  await Promise.all(teachers.map((teacher) => leads(teacher, day(1))));
  const all = await Promise.allSettled(teachers.map((teacher) => appoint(teacher, day(1))));
  expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect([await leads("gromova", day(0)), await leads("gromova", day(1))]).toEqual([true, false]);
  await expect(
    changeLeadership(school.db, { id: old.id, version: 2, to: null }, byVoronina()),
  ).rejects.toThrow(Conflict);
});

test("A class teacher is a teacher on that day: neither a secretary, nor somebody hired later", async () => {
  const { fourB } = school.cast.classes;
  await school.db.classLeadership.updateMany({ where: { classId: fourB.id }, data: { to: dateOf(day(-1)) } });
  await expect(appoint("popova", day(0), fourB.id)).rejects.toThrow(BadInput);
  await expect(appoint("osokina", "2001-09-01", fourB.id)).rejects.toThrow(BadInput);
  const appointed = await appoint("osokina", day(0), fourB.id);
  expect(await school.db.auditEntry.findFirst({ where: { action: "leadership.created" } })).toMatchObject({
    actorId: school.cast.voronina.id,
    details: { classId: expect.any(String), leadershipId: expect.any(String) },
  });
  expect(appointed).toMatchObject({ from: dateOf(day(0)), to: null });
});

test("A class that is not there gets no class teacher", async () => {
  await expect(appoint("sedova", day(0), school.cast.sedova.id)).rejects.toThrow(NotFound);
});
