import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { standingsOf } from "../../../src/access/standing.ts";
import { dayIn } from "../../../src/clock.ts";
import { NotFound } from "../../../src/errors.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { tell } from "../../support/told.ts";

let school: TestSchool;
const day = () => dayIn("Asia/Krasnoyarsk");

beforeAll(async () => {
  school = await castSchool();
});
afterAll(() => school.close());

async function toPupil(person: CastKey, pupil: CastKey): Promise<string[]> {
  const about = { pupil: school.cast[pupil].id };
  return [...(await standingsOf(school.db, school.cast[person].id, { about, day: day() }))].filter(
    (standing) => !["everyone", "signedIn"].includes(standing),
  );
}

async function toAlgebra(person: CastKey): Promise<string[]> {
  const about = { lesson: school.today.algebra.id };
  return [...(await standingsOf(school.db, school.cast[person].id, { about, day: day() }))].filter(
    (standing) => !["everyone", "signedIn"].includes(standing),
  );
}

describe("To a pupil", () => {
  test.each<[string, CastKey, CastKey, string[]]>([
    ["a mother is the guardian of each of hers", "annaMother", "misha", ["guardian"]],
    ["and nothing to another child", "annaMother", "egor", []],
    ["a barred father is nothing", "glebFather", "gleb", []],
    ["a former guardian is nothing", "alinaGrandmother", "alina", []],
    ["the mother of one who comes of age in ten days is the guardian", "danilMother", "danil", ["guardian"]],
    ["of one of age who allows it, too", "arsenyMother", "arseny", ["guardian"]],
    ["of one of age who does not, no more", "yanaMother", "yana", []],
    ["a pupil is the pupil of themselves only", "vera", "anna", []],
    ["a subject teacher teaches the class", "tkachev", "anna", ["subjectTeacher"]],
    ["the class teacher leads it", "gromova", "anna", ["subjectTeacher", "classTeacher"]],
    ["a teacher of another class is nothing", "osokina", "anna", []],
    ["an administrator is the administrator", "maltsev", "anna", ["administrator"]],
  ])("%s", async (_, person, pupil, standings) => {
    expect(await toPupil(person, pupil)).toEqual(standings);
  });

  test("a teacher is the guardian of her own son", async () => {
    expect(await toPupil("lukina", "lev")).toContain("guardian");
  });
});

describe("To a lesson", () => {
  test("its teacher holds it", async () => expect(await toAlgebra("smirnova")).toEqual(["subjectTeacher"]));
  test("the class teacher leads the class", async () =>
    expect(await toAlgebra("gromova")).toEqual(["classTeacher"]));
  test("a teacher of another subject is nothing", async () => expect(await toAlgebra("tkachev")).toEqual([]));
  test("a guardian is nothing", async () => expect(await toAlgebra("annaMother")).toEqual([]));

  test("a substitute holds the one lesson given to them (R12)", async () => {
    const { today, cast, db } = school;
    const geometry = today.lessons.find(({ subject }) => subject === "geometry")!;
    await db.lesson.update({ where: { id: geometry.id }, data: { teacherId: cast.chernov.id } });
    const standings = await standingsOf(db, cast.chernov.id, { about: { lesson: geometry.id }, day: day() });
    expect([...standings]).toContain("subjectTeacher");
    expect(await toAlgebra("chernov")).toEqual([]);
  });

  test("a teacher who has left the school keeps nothing of it", async () => {
    const { cast, db, today } = school;
    const yesterday = new Date(day().getTime() - 86_400_000);
    const history = today.lessons.find(({ subject }) => subject === "history")!;
    await db.roleGrant.updateMany({ where: { personId: cast.sedova.id }, data: { to: yesterday } });
    await db.teaching.updateMany({ where: { teacherId: cast.sedova.id }, data: { to: yesterday } });
    await db.lesson.update({ where: { id: history.id }, data: { date: yesterday } });
    const standings = await standingsOf(db, cast.sedova.id, { about: { lesson: history.id }, day: day() });
    expect([...standings]).toEqual(["everyone", "signedIn"]);
  });

  test("a teacher whose role ended yesterday keeps no right, though lessons and class are in her name", async () => {
    const { db, cast } = school;
    const yesterday = new Date(day().getTime() - 24 * 3_600_000);
    await db.roleGrant.updateMany({ where: { personId: cast.gromova.id }, data: { to: yesterday } });
    expect(await toAlgebra("gromova")).toEqual([]);
    expect(await toPupil("gromova", "anna")).toEqual([]);
    await db.roleGrant.updateMany({ where: { personId: cast.gromova.id }, data: { to: day() } });
    expect(await toAlgebra("gromova")).toEqual(["classTeacher"]);
    await db.roleGrant.updateMany({ where: { personId: cast.gromova.id }, data: { to: null } });
  });

  test("one that does not exist is nothing to anybody", async () => {
    const about = { lesson: school.cast.anna.id };
    await expect(standingsOf(school.db, school.cast.smirnova.id, { about, day: day() })).rejects.toThrow(
      NotFound,
    );
  });
});

describe("To a message", () => {
  test("a guardian of every pupil in it is entitled, a guardian of one of two is not", async () => {
    const { db, cast, today } = school;
    const both = { workId: today.algebra.works.test, pupilIds: [cast.anna.id, cast.egor.id] };
    const delivery = await tell(db, { ...both, receiverId: cast.annaMother.id });
    const standings = await standingsOf(db, cast.annaMother.id, { about: { delivery }, day: day() });
    expect([...standings]).toContain("receiver");
    expect([...standings]).not.toContain("guardian");
  });

  test("the father may read what was written to the mother about their daughter", async () => {
    const { db, cast, today } = school;
    const workId = today.algebra.works.answer;
    const delivery = await tell(db, { workId, pupilIds: [cast.anna.id], receiverId: cast.annaMother.id });
    const standings = await standingsOf(db, cast.annaFather.id, { about: { delivery }, day: day() });
    expect([...standings]).toContain("guardian");
    expect([...standings]).not.toContain("receiver");
  });
});
