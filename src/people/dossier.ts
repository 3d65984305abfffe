import type { Db, Tx } from "../db.ts";
import { NotFound } from "../errors.ts";

const NAMED = { select: { id: true, surname: true, givenName: true, patronymic: true } } as const;
const CLASS = { select: { id: true, level: true, letter: true, year: { select: { name: true } } } } as const;

/** How a person belongs to the school, then and now: roles, classes, guardianships, the newest first. @throws NotFound */
export async function getDossier(db: Db | Tx, id: string) {
  const orderBy = [{ from: "desc" }, { id: "asc" }] as const;
  const person = await db.person.findUnique({
    where: { id },
    include: {
      roles: { orderBy: [...orderBy] },
      enrolments: { orderBy: [...orderBy], include: { class: CLASS } },
      leaderships: { orderBy: [...orderBy], include: { class: CLASS } },
      guardianOf: { orderBy: [...orderBy], include: { pupil: NAMED } },
      guardians: { orderBy: [...orderBy], include: { guardian: NAMED } },
      account: { omit: { passwordHash: true } },
    },
  });
  if (!person) throw new NotFound("Такого человека нет. Обновите список.");
  return person;
}
