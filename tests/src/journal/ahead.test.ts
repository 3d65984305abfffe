import { afterAll, beforeAll, expect, test } from "vitest";
import { readPupilHomework, readPupilPlan } from "../../../src/journal/ahead.ts";
import { setTask } from "../../../src/lessons/tasks.ts";
import { at, type TermSchool, termSchool, WEEK } from "../../support/term-school.ts";

let school: TermSchool;

beforeAll(async () => {
  school = await termSchool();
  await school.setHomework("algebra", WEEK.friday, "§ 14, № 5");
  await school.setHomework("algebra", WEEK.monday, "§ 12");
  await school.setHomework("english", WEEK.monday, "слова");
  await school.setHomework("russian", WEEK.thursday, "упр. 12");
});
afterAll(() => school.close());

const homeworkOf = async (pupil: "anna" | "egor" | "roman") =>
  (await readPupilHomework(school.db, school.cast[pupil].id, WEEK.friday)).map(
    ({ subject, homework, task, dueOn }) => [subject, homework, task, dueOn],
  );

test("Егор has to do what the last lesson of each subject asked for, the nearest day first (R3)", async () => {
  expect(await homeworkOf("egor")).toEqual([
    ["алгебра", "§ 14, № 5", null, WEEK.nextMonday],
    ["русский язык", "упр. 12", null, "2027-09-28"],
  ]);
});

test("What English asked for on Monday is of no day any more once its Friday lesson asked for nothing", async () => {
  const subjects = (await homeworkOf("anna")).map(([subject]) => subject);
  expect(subjects).not.toContain("английский язык");
});

test("A task for Анна alone is hers alone", async () => {
  const { db, cast } = school;
  const { id } = await school.lessonOf("english", WEEK.friday);
  const by = { actorId: cast.belyaeva.id, source: "web", silent: false, at: at(WEEK.friday, 12) } as const;
  await setTask(db, id, { pupilId: cast.anna.id, text: "карточка 3" }, by);
  expect(await homeworkOf("anna")).toContainEqual(["английский язык", null, "карточка 3", WEEK.nextMonday]);
  expect((await homeworkOf("egor")).flat()).not.toContain("карточка 3");
  expect(await homeworkOf("roman")).toEqual([]);
});

test("The days ahead are the pupil's own: English is of her subgroup", async () => {
  const { db, cast } = school;
  const monday = { from: WEEK.nextMonday, to: WEEK.nextMonday };
  const names = async (pupil: "anna" | "egor" | "misha") =>
    (await readPupilPlan(db, cast[pupil].id, monday)).map(({ number, subject }) => `${number} ${subject}`);
  expect(await names("anna")).toEqual(["1 алгебра", "2 английский язык"]);
  expect(await names("egor")).toEqual(["1 алгебра"]);
});
