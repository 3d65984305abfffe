import type { Db, Tx } from "../db.ts";
import { NotFound } from "../errors.ts";

/** On whom or on what a thing hangs, so that its rights are those to it. @throws NotFound */

export async function lessonOfWork(db: Db | Tx, workId: string): Promise<string> {
  const work = await db.work.findUnique({ where: { id: workId }, select: { lessonId: true } });
  if (!work) throw new NotFound("Такой работы в журнале нет.");
  return work.lessonId;
}

export async function ownerOfContact(db: Db | Tx, id: string): Promise<string> {
  const contact = await db.contact.findUnique({ where: { id }, select: { personId: true } });
  if (!contact) throw new NotFound("Такого контакта нет.");
  return contact.personId;
}

export async function pupilOfGuardianship(db: Db | Tx, id: string): Promise<string> {
  const guardianship = await db.guardianship.findUnique({ where: { id }, select: { pupilId: true } });
  if (!guardianship) throw new NotFound("Такой записи нет.");
  return guardianship.pupilId;
}

export async function pupilsOfLesson(db: Db | Tx, lessonId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ pupilId: string }[]>`
    select "pupilId" from lesson_pupil where "lessonId" = ${lessonId}::uuid`;
  return rows.map(({ pupilId }) => pupilId);
}

export async function pupilOfNotice(db: Db | Tx, id: string): Promise<string> {
  const notice = await db.notice.findUnique({ where: { id }, select: { pupilId: true } });
  if (!notice) throw new NotFound("Такой новости нет.");
  return notice.pupilId;
}
