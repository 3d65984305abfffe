import { setSettings } from "../../src/settings.ts";
import type { TestSchool } from "./school.ts";
import { tellOf } from "./things.ts";

const DAY_MS = 86_400_000;

/** At least one row more in every table that an address can name: of 7А and Анна, of 4Б and Злата. Written past the verbs. */
export async function fillSchool(school: TestSchool): Promise<void> {
  await setSettings(school.db, { correctionOrder: "приказ № 14 от 01.09.2026", finalGraceDays: 60 });
  await fillCalendar(school);
  await fillCurriculum(school);
  await fillJournal(school);
  await fillFinals(school);
}

async function fillCalendar({ db, cast, today }: TestSchool): Promise<void> {
  const { id: yearId, endsOn } = cast.year;
  const day = today.algebra.date;
  const nextWeek = new Date(day.getTime() + 7 * DAY_MS);
  await db.dayOff.create({
    data: { yearId, kind: "other", name: "Карантин", startsOn: nextWeek, endsOn: nextWeek },
  });
  await db.movedDay.create({ data: { yearId, date: nextWeek, likeWeekday: 1, reason: "Приказ № 8" } });
  const bells = [1, 2, 3, 4, 5, 6].map((number) => ({
    number,
    startsAt: 420 + number * 60,
    endsAt: 460 + number * 60,
  }));
  await db.bellSchedule.create({ data: { yearId, name: "Обычное", bells: { create: bells } } });
  await db.workingDay.create({ data: { date: nextWeek, working: false, name: "Выходной" } });
  const startsOn = new Date(endsOn.getTime() + 100 * DAY_MS);
  const next = { name: "2027/2028", startsOn, endsOn: new Date(startsOn.getTime() + 260 * DAY_MS) };
  await db.schoolYear.create({ data: next });
}

async function fillCurriculum({ db, cast, today }: TestSchool): Promise<void> {
  const { algebra } = today;
  const weekday = algebra.date.getUTCDay() || 7;
  const classId = cast.classes.sevenA.id;
  await db.building.create({ data: { code: "1", name: "Главный корпус" } });
  const room = await db.room.create({ data: { name: "214" } });
  const teaching = await db.teaching.findFirstOrThrow({
    where: { classId, subjectId: cast.subjects.algebra.id },
  });
  const entry = await db.timetableEntry.create({
    data: {
      teachingId: teaching.id,
      weekday,
      number: algebra.number,
      roomId: room.id,
      from: cast.year.startsOn,
    },
  });
  await db.substitution.create({
    data: { entryId: entry.id, date: algebra.date, substituteId: cast.tkachev.id, reason: "Болезнь учителя" },
  });
  const subgroup = await db.subgroup.create({
    data: {
      yearId: cast.year.id,
      subjectId: cast.subjects.english.id,
      name: "первая",
      classes: { create: { classId } },
      members: { create: { pupilId: cast.anna.id, from: cast.year.startsOn } },
    },
  });
  await db.teaching.create({
    data: {
      teacherId: cast.smirnova.id,
      subjectId: cast.subjects.english.id,
      subgroupId: subgroup.id,
      from: cast.year.startsOn,
    },
  });
}

async function fillJournal({ db, cast, today }: TestSchool): Promise<void> {
  const { algebra, fourth } = today;
  const dayBefore = new Date(algebra.date.getTime() - DAY_MS);
  // Its day is over: what is wrong there has to be corrected. The last of it, after all that the demonstration has there.
  await db.lesson.create({
    data: {
      classId: cast.classes.sevenA.id,
      ...{ subjectId: cast.subjects.algebra.id, teacherId: cast.smirnova.id, date: dayBefore, number: 8 },
      startsAt: new Date(algebra.startsAt.getTime() - DAY_MS),
      endsAt: new Date(algebra.endsAt.getTime() - DAY_MS),
      works: { create: { kindCode: "answer" } },
    },
  });
  const at = algebra.startsAt;
  const written = { at, byId: cast.voronina.id, source: "seed" } as const;
  for (const [lesson, pupilId] of [
    [algebra, cast.anna.id],
    [fourth, cast.zlata.id],
  ] as const) {
    const { date: day, id: lessonId } = lesson;
    const document = await db.absenceDocument.create({
      data: {
        ...{ pupilId, kind: "справка", issuedOn: day, from: day, to: day, presentedOn: day },
        createdAt: at,
      },
    });
    const said = { kind: "absent", documentId: document.id } as const;
    const absence = await db.absence.create({
      data: {
        lessonId,
        pupilId,
        ...said,
        setAt: at,
        versions: { create: { version: 1, ...said, ...written } },
      },
    });
    const text = "№ 500";
    const task = await db.individualTask.create({
      data: { lessonId, pupilId, text, versions: { create: { version: 1, text, ...written } } },
    });
    await tellOf(db, { kind: "absence.noted", factId: absence.id, pupilId, at });
    await tellOf(db, { kind: "task.set", factId: task.id, pupilId, at });
  }
}

/** The term ends today, so its marks may be entered (R40). */
async function fillFinals({ db, cast, today }: TestSchool): Promise<void> {
  await db.term.updateMany({ data: { endsOn: today.algebra.date } });
  const at = today.algebra.startsAt;
  const valueId = cast.values["4"];
  const { id: termId } = cast.terms.quarter;
  const asked = { askedById: cast.smirnova.id, askedAt: at, source: "seed" } as const;
  for (const [subject, pupil, of] of [
    ["algebra", "anna", "sevenA"],
    ["russian", "zlata", "fourB"],
  ] as const) {
    const pupilId = cast[pupil].id;
    const subjectId = cast.subjects[subject].id;
    const final = await db.finalMark.create({
      data: {
        ...{
          pupilId,
          subjectId,
          kind: "term",
          period: termId,
          termId,
          valueId,
          announcedVersion: 1,
          setAt: at,
        },
        versions: { create: { version: 1, valueId, byId: cast.voronina.id, at, source: "seed" } },
      },
    });
    await tellOf(db, { kind: "final.set", factId: final.id, pupilId, at });
    await db.exam.create({
      data: { yearId: cast.year.id, classId: cast.classes[of].id, subjectId, heldOn: today.algebra.date },
    });
    const about = {
      kind: "final",
      state: "requested",
      pupilId,
      subjectId,
      finalKind: "term",
      period: termId,
    } as const;
    await db.correction.create({
      data: {
        ...about,
        wasValueId: valueId,
        wasVersion: 1,
        wantedValueId: cast.values["5"],
        reason: "Ошибка",
        ...asked,
      },
    });
  }
  await db.correction.create({
    data: {
      ...{ kind: "mark", state: "draft", pupilId: cast.anna.id, workId: today.algebra.works.answer },
      ...{ wasVersion: 0, wantedValueId: valueId, ...asked },
    },
  });
}
