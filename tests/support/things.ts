import type { CastKey } from "../../prisma/cast.ts";
import type { CastLesson } from "../../prisma/seed-lessons.ts";
import type { About } from "../../src/access/standing.ts";
import type { Db } from "../../src/db.ts";
import type { TestSchool } from "./school.ts";

type KeyOf<Asked> = Asked extends object ? keyof Asked : never;
/** Every kind of thing that a right can hang on. */
export type Thing = KeyOf<About>;
/** The id of one of each; the journal's is its class, with the subject beside it. */
export type Things = Record<Thing, string> & { subjectId: string };

export interface AllThings {
  /** 7А, Анна and her mother, with Смирнова's algebra. */
  own: Things;
  /** 4Б, Злата and hers, with Осокина's Russian. */
  foreign: Things;
  /** Глеб, and the father whom a court barred from him. */
  barred: Things;
}

/** One of each kind on each side, written past the verbs: what matters is that it is there and whose it is. */
export async function makeThings(school: TestSchool): Promise<AllThings> {
  const { today, cast } = school;
  const { algebra, fourth } = today;
  const ofSmirnova = {
    lesson: algebra,
    work: algebra.works.test,
    teacher: "smirnova",
    subjectId: cast.subjects.algebra.id,
  } as const;
  const ofOsokina = {
    lesson: fourth,
    work: fourth.works.answer,
    teacher: "osokina",
    subjectId: cast.subjects.russian.id,
  } as const;
  return {
    own: await makeSide(school, { ...ofSmirnova, pupil: "anna", guardian: "annaMother" }),
    foreign: await makeSide(school, { ...ofOsokina, pupil: "zlata", guardian: "zlataMother" }),
    barred: await makeSide(school, { ...ofSmirnova, pupil: "gleb", guardian: "glebFather" }),
  };
}

interface Side {
  lesson: CastLesson;
  work: string;
  pupil: CastKey;
  guardian: CastKey;
  teacher: CastKey;
  subjectId: string;
}

async function makeSide({ db, cast }: TestSchool, side: Side): Promise<Things> {
  const { lesson, work: workId, subjectId } = side;
  const pupilId = cast[side.pupil].id;
  const guardianId = cast[side.guardian].id;
  const teacherId = cast[side.teacher].id;
  const at = lesson.startsAt;
  const valueId = cast.values["4"];
  const source = "seed" as const;
  const mark = await db.mark.create({
    data: {
      workId,
      pupilId,
      valueId,
      setAt: at,
      enteredOn: lesson.date,
      versions: { create: { version: 1, valueId, byId: teacherId, at, source } },
    },
  });
  const excuse = await db.excuse.create({
    data: {
      pupilId,
      from: lesson.date,
      to: lesson.date,
      text: "К врачу",
      givenById: guardianId,
      givenAt: at,
      source,
    },
  });
  const correction = await db.correction.create({
    data: {
      kind: "mark",
      state: "requested",
      pupilId,
      workId,
      wasValueId: valueId,
      wasVersion: 1,
      wantedValueId: cast.values["5"],
      reason: "Ошибка при подсчёте баллов",
      askedById: teacherId,
      askedAt: at,
      source,
    },
  });
  const { id: contact } = await db.contact.findFirstOrThrow({ where: { personId: guardianId } });
  const { id: guardianship } = await db.guardianship.findFirstOrThrow({ where: { guardianId, pupilId } });
  await tellOf(db, { kind: "mark.set", factId: mark.id, pupilId, at });
  const delivery = await deliver(db, { markId: mark.id, pupilId, receiverId: guardianId, at });
  const { id: notice } = await db.notice.findFirstOrThrow({ where: { factId: mark.id } });
  const classId = cast.classes[lesson.classKey].id;
  const sheet = { deliveryId: delivery, pupilId, content: { pupilIndex: 0, title: "", lead: "", lines: [] } };
  const round = await db.paperRound.create({ data: { classId, printedAt: at, sheets: { create: sheet } } });
  const { id: teaching } = await db.teaching.findFirstOrThrow({ where: { teacherId, subjectId, classId } });
  const { id: thread } = await db.thread.create({ data: { pupilId, guardianId, openedAt: at } });
  const { id: material } = await db.material.create({
    data: {
      lessonId: lesson.id,
      kind: "work",
      pupilId,
      name: "работа.txt",
      file: "",
      bytes: 1,
      sha256: "",
      addedById: guardianId,
      addedAt: at,
    },
  });
  return {
    lesson: lesson.id,
    work: workId,
    thread,
    material,
    mark: mark.id,
    pupil: pupilId,
    person: pupilId,
    contact,
    class: classId,
    journal: classId,
    teaching,
    subjectId,
    guardianship,
    excuse: excuse.id,
    correction: correction.id,
    delivery,
    notice,
    round: round.id,
  };
}

/** The first version of a fact, recorded and told to nobody. */
export async function tellOf(
  db: Db,
  { at, ...event }: { kind: string; factId: string; pupilId: string; at: Date },
): Promise<void> {
  await db.event.create({ data: { ...event, occurredAt: at, routedAt: at, factVersion: 1, silent: true } });
}

interface Told {
  markId: string;
  pupilId: string;
  receiverId: string;
  at: Date;
}

/** A message about the mark that has arrived. */
async function deliver(db: Db, told: Told): Promise<string> {
  const { markId, pupilId, receiverId: personId, at } = told;
  const contact = await db.contact.findFirstOrThrow({ where: { personId } });
  const due = { personId, urgency: "now", dueAt: at, patienceUntil: at } as const;
  const notice = { factKind: "mark", factId: markId, factVersion: 1, pupilId, state: "told" } as const;
  const { id } = await db.delivery.create({
    data: {
      ...due,
      contactId: contact.id,
      channel: contact.channel,
      kind: "marks",
      state: "sent",
      settledAt: at,
      text: "отметка 4",
      said: { create: { factVersion: 1, value: "4", notice: { create: { ...due, ...notice } } } },
    },
  });
  return id;
}
