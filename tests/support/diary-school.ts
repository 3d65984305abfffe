import { dateOf } from "../../src/clock.ts";
import { writeFinals } from "../../src/finals/finals.ts";
import { at, type TermSchool, termSchool, WEEK } from "./term-school.ts";

/**
 * The school of a term in which Анна and Вера have three marks in algebra (the one of Wednesday corrected by an act),
 * missed Russian on Tuesday because of illness, and have a final mark of the year before; and homework for the days ahead.
 * Titles, acts and homework name people, as free words may.
 */
export async function diarySchool(): Promise<TermSchool> {
  const school = await termSchool();
  const { db, cast } = school;
  for (const [pupil, values] of [
    ["anna", ["4", "5", "4"]],
    ["vera", ["4", "5", "4"]],
  ] as const) {
    await school.put(pupil, "algebra", { day: WEEK.monday, value: values[0] });
    await school.put(pupil, "algebra", { day: "2027-09-22", value: values[1] });
    await school.put(pupil, "algebra", { day: WEEK.friday, value: values[2] });
  }
  const wednesdays = { date: dateOf("2027-09-22") };
  await db.markVersion.updateMany({
    where: { mark: { work: { lesson: wednesdays } } },
    data: { act: "№ 14: ошибка Петровой" },
  });
  await school.put("egor", "algebra", { day: WEEK.friday, value: "2" });
  await db.work.updateMany({ data: { title: "Контрольная Ивана Петрова" } });
  await school.setHomework("algebra", WEEK.friday, "§ 14, № 5 <к доске>");
  await school.setHomework("russian", WEEK.thursday, "упр. 12");
  await school.miss("russian", WEEK.tuesday, ["anna", "vera"]);
  await db.absence.updateMany({ data: { reason: "illness" } });
  const entries = [cast.anna.id, cast.vera.id].map((pupilId) => ({
    ...{ pupilId, subjectId: cast.subjects.physics.id, kind: "year" as const, period: "2026/2027" },
    ...{ termId: null, valueId: cast.values["3"], resultsKnownAt: at(WEEK.monday, 12) },
  }));
  const by = { actorId: cast.gromova.id, source: "web", silent: false, at: at(WEEK.monday, 12) } as const;
  await db.$transaction((tx) => writeFinals(tx, entries, by));
  return school;
}
