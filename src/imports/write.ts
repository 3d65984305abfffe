import type { Tx } from "../db.ts";
import { writeFinals } from "../finals/finals.ts";
import type { Difference } from "./compare.ts";
import { FILE_CHANGED } from "./compare-contacts.ts";

/** Called after each statement: how many of how many rows are written. */
export type Progress = (done: number, total: number) => void;

/** How many rows go into one statement: keeps memory flat and the progress moving. */
const CHUNK = 500;

/** Writes a difference in the caller's transaction, silently: imported facts are told to nobody (delivery.md "Silence"). */
export async function writeDifference(
  tx: Tx,
  difference: Difference,
  at: Date,
  onProgress: Progress,
): Promise<void> {
  const { school, people, contacts, finals } = difference;
  const steps: Step[] = [
    step(school.years, (data) => tx.schoolYear.createMany({ data })),
    step(school.terms, (data) => tx.term.createMany({ data })),
    step(school.buildings, (data) => tx.building.createMany({ data })),
    step(school.classes, (data) => tx.schoolClass.createMany({ data })),
    step(school.subjects, (data) => tx.subject.createMany({ data })),
    step(school.scales, (data) => tx.scale.createMany({ data })),
    step(school.steps, (data) => tx.scaleValue.createMany({ data })),
    step(people.people, (data) =>
      tx.person.createMany({ data: data.map((person) => ({ ...person, createdAt: at })) }),
    ),
    step(people.changedPeople, (rows) => updatePeople(tx, rows)),
    step(people.enrolments, (data) => tx.enrolment.createMany({ data })),
    step(people.changedEnrolments, (rows) => updateEnrolments(tx, rows)),
    step(people.guardianships, (data) => tx.guardianship.createMany({ data })),
    step(people.changedGuardianships, (rows) => updateGuardianships(tx, rows)),
    step(contacts.statements, (data) => tx.statement.createMany({ data })),
    step(contacts.consents, (data) => tx.consent.createMany({ data })),
    step(contacts.revoked, (ids) => revokeContacts(tx, ids, at)),
    step(contacts.contacts, (data) => tx.contact.createMany({ data })),
    step(contacts.confirmed, (rows) => confirmContacts(tx, rows, at)),
    step(finals, (entries) =>
      writeFinals(tx, entries, { actorId: null, source: "import", silent: true, at }),
    ),
  ];
  const total = steps.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  for (const { size, write } of steps) {
    for (let start = 0; start < size; start += CHUNK) {
      const end = Math.min(start + CHUNK, size);
      await write(start, end);
      done += end - start;
      onProgress(done, total);
    }
  }
}

interface Step {
  size: number;
  write(start: number, end: number): Promise<unknown>;
}

function step<Row>(rows: Row[], write: (rows: Row[]) => Promise<unknown>): Step {
  return { size: rows.length, write: (start, end) => write(rows.slice(start, end)) };
}

function updatePeople(tx: Tx, rows: Difference["people"]["changedPeople"]): Promise<number> {
  return tx.$executeRaw`
    update "Person" p set surname = x.surname, "givenName" = x."givenName", patronymic = x.patronymic,
      sex = x.sex::"Sex", "birthDate" = x."birthDate", placeholder = x.placeholder
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, surname text, "givenName" text, patronymic text,
      sex text, "birthDate" date, placeholder boolean)
    where p.id = x.id`;
}

function updateEnrolments(tx: Tx, rows: { id: string; classId: string }[]): Promise<number> {
  return tx.$executeRaw`
    update "Enrolment" e set "classId" = x."classId"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, "classId" uuid)
    where e.id = x.id`;
}

function updateGuardianships(tx: Tx, rows: { id: string; kinship: string }[]): Promise<number> {
  return tx.$executeRaw`
    update "Guardianship" g set kinship = x.kinship::"Kinship"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, kinship text)
    where g.id = x.id`;
}

function confirmContacts(tx: Tx, rows: { id: string; statementId: string }[], at: Date): Promise<number> {
  return tx.$executeRaw`
    update "Contact" c set state = 'confirmed', "suspendedReason" = null, "statementId" = x."statementId",
      "confirmedAt" = ${at}, "confirmedById" = null, "confirmedHow" = 'statement', "recheckAskedAt" = null,
      "revokedAt" = null, version = c.version + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, "statementId" uuid)
    where c.id = x.id`;
}

function revokeContacts(tx: Tx, ids: string[], at: Date): Promise<number> {
  return tx.$executeRaw`
    update "Contact" set state = 'revoked', "suspendedReason" = ${FILE_CHANGED}, "revokedAt" = ${at}, version = version + 1
    where id = any(${ids}::uuid[])`;
}
