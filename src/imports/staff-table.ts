import { randomUUID } from "node:crypto";
import { audit } from "../audit.ts";
import { dayIn, now } from "../clock.ts";
import type { Db, Role, Tx } from "../db.ts";
import type { By } from "../outbox/events.ts";
import { heldOn } from "../people/dated.ts";
import { getSettings } from "../settings.ts";
import { type Reading, readRows } from "../tables/cells.ts";
import type { Column, WrongCell } from "../tables/tables.ts";
import { importing } from "./apply.ts";

/** The staff a school begins with: one person and role a row; who has two roles stands in two rows. */
export const STAFF_COLUMNS = {
  surname: { headings: ["Фамилия"] },
  givenName: { headings: ["Имя"] },
  patronymic: { headings: ["Отчество"], optional: true },
  role: { headings: ["Должность", "Роль"] },
} as const satisfies Record<string, Column>;
type StaffColumn = keyof typeof STAFF_COLUMNS;

export const STAFF_SAMPLE: Record<StaffColumn, string> = {
  surname: "Образцов",
  givenName: "Сергей",
  patronymic: "Павлович",
  role: "учитель",
};

const ROLES: Record<string, Role> = {
  учитель: "teacher",
  педагог: "teacher",
  завуч: "deputyHead",
  "заместитель директора": "deputyHead",
  директор: "head",
  секретарь: "secretary",
};

export interface StaffRead {
  /** Null where something is wrong: then nothing is written. */
  counts: { people: number; roles: number; same: number } | null;
  wrong: WrongCell[];
}

/** What a table of staff would change; nothing is. An administrator is made by hand alone. @throws BadInput it is no such table */
export async function planStaff(db: Db, bytes: Buffer): Promise<StaffRead> {
  const { rows, wrong } = await readRows(bytes, STAFF_COLUMNS, staffOf);
  return wrong.length > 0 ? { counts: null, wrong } : { counts: (await compare(db, rows)).counts, wrong };
}

/** Writes it, all or nothing; whoever has the name and the role already stays as they are. @throws as planStaff */
export async function applyStaff(db: Db, bytes: Buffer, by: By): Promise<StaffRead> {
  const { rows, wrong } = await readRows(bytes, STAFF_COLUMNS, staffOf);
  if (wrong.length > 0) return { counts: null, wrong };
  return importing(db, async (tx) => {
    const { counts, people, grants } = await compare(tx, rows);
    const at = by.at ?? now();
    await tx.person.createMany({ data: people.map((person) => ({ ...person, createdAt: at })) });
    await tx.roleGrant.createMany({ data: grants });
    await audit(tx, by, [
      ...people.map(({ id }) => ({ action: "person.created", objectId: id })),
      ...grants.map(({ id, personId, role }) => ({
        ...{ action: "role.granted", objectId: personId },
        details: { grantId: id, role },
      })),
    ]);
    return { counts, wrong };
  });
}

interface StaffRow {
  surname: string;
  givenName: string;
  patronymic: string | null;
  role: Role;
}

function staffOf({ cells, need, text }: Reading<StaffColumn>): StaffRow {
  return {
    surname: text("surname"),
    givenName: text("givenName"),
    patronymic: cells.patronymic === "" ? null : text("patronymic"),
    role: need("role", ROLES[cells.role.toLowerCase()], "учитель, завуч, директор или секретарь"),
  };
}

/** By the whole name: two of the same name are told apart by hand, on their own pages. Two queries. */
async function compare(db: Db | Tx, rows: StaffRow[]) {
  const from = dayIn((await getSettings(db)).timeZone);
  const known = await db.person.findMany({
    where: { surname: { in: rows.map(({ surname }) => surname) } },
    include: { roles: { where: heldOn(from), select: { role: true } } },
    orderBy: { createdAt: "asc" },
  });
  const ids = new Map<string, string>();
  const held = new Set<string>();
  for (const person of known) {
    // A pupil may be called as a teacher is: staff are known among staff.
    if (person.roles.length === 0) continue;
    ids.set(nameOf(person), person.id);
    for (const { role } of person.roles) held.add(`${person.id} ${role}`);
  }
  const people: (Omit<StaffRow, "role"> & { id: string })[] = [];
  const grants: { id: string; personId: string; role: Role; from: Date }[] = [];
  for (const { role, ...name } of rows) {
    const personId = ids.get(nameOf(name)) ?? randomUUID();
    if (!ids.has(nameOf(name))) people.push({ id: personId, ...name });
    ids.set(nameOf(name), personId);
    if (held.has(`${personId} ${role}`)) continue;
    held.add(`${personId} ${role}`);
    grants.push({ id: randomUUID(), personId, role, from });
  }
  const same = rows.length - grants.length;
  return { people, grants, counts: { people: people.length, roles: grants.length, same } };
}

function nameOf({ surname, givenName, patronymic }: Omit<StaffRow, "role">): string {
  return [surname, givenName, patronymic ?? ""].join(" ").toLowerCase();
}
