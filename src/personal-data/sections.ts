import { Prisma } from "../db.ts";

/** A part of the export: what is told of each row, and by what it is told apart and put in order. */
interface Section {
  name: string;
  /** Rows `key text, row jsonb` of the person with this id. */
  of(personId: string): Prisma.Sql;
}

const { sql, raw } = Prisma;

/** All columns of a table but what is a secret, not a fact about somebody. */
function table(name: string, { key = "t.id", by = "personId", without = [] as string[] } = {}) {
  return (id: string): Prisma.Sql =>
    sql`select (${raw(key)})::text as key, to_jsonb(t) - ${without}::text[] as row
      from ${raw(`"${name}"`)} t where t.${raw(`"${by}"`)} = ${id}::uuid`;
}

/** Everything that is kept about a person (R34), in the order of the file. */
export const SECTIONS: Section[] = [
  { name: "card", of: table("Person", { by: "id" }) },
  { name: "staffCard", of: table("StaffCard", { key: `t."personId"` }) },
  {
    name: "account",
    of: table("Account", { without: ["passwordHash", "failedTries", "lockedUntil"] }),
  },
  { name: "roles", of: table("RoleGrant") },
  { name: "leaderships", of: table("ClassLeadership", { by: "teacherId" }) },
  { name: "teachings", of: table("Teaching", { by: "teacherId" }) },
  {
    name: "enrolments",
    of: (
      id,
    ) => sql`select e.id::text as key, to_jsonb(e) || jsonb_build_object('class', c.level || c.letter, 'year', y.name) as row
      from "Enrolment" e join "SchoolClass" c on c.id = e."classId" join "SchoolYear" y on y.id = c."yearId"
      where e."pupilId" = ${id}::uuid`,
  },
  { name: "orders", of: table("MovementOrder", { by: "pupilId" }) },
  { name: "guardianOf", of: relation("guardianId", "pupilId") },
  { name: "guardians", of: relation("pupilId", "guardianId") },
  {
    name: "contacts",
    of: (id) => sql`select c.id::text as key, to_jsonb(c) || jsonb_build_object(
        'statement', (select jsonb_build_object('number', s.number, 'date', s.date) from "Statement" s where s.id = c."statementId"),
        'signedDocument', (select jsonb_build_object('number', s.number, 'date', s.date) from "SignedDocument" s where s.id = c."signedDocumentId")) as row
      from "Contact" c where c."personId" = ${id}::uuid`,
  },
  { name: "statements", of: table("Statement") },
  { name: "signedDocuments", of: table("SignedDocument") },
  { name: "slips", of: table("Invitation", { without: ["codeHash", "pinHash"] }) },
  { name: "signInLinks", of: table("EntryLink", { without: ["tokenHash"] }) },
  { name: "consents", of: table("Consent") },
  { name: "erasureDemand", of: table("ErasureDemand", { key: `t."personId"` }) },
  { name: "choices", of: table("Choice") },
  { name: "preferences", of: table("Preference", { key: `t."personId"` }) },
  { name: "series", of: table("Series", { key: `t."pupilId"::text || t.frequency` }) },
  {
    name: "marks",
    of: (
      id,
    ) => sql`select m.id::text as key, jsonb_build_object('date', l.date, 'subject', s.name, 'work', k.name, 'title', w.title,
        'mark', v.code, 'versions', (select jsonb_agg(jsonb_build_object('version', h.version, 'mark', x.code, 'at', h.at, 'act', h.act)
          order by h.version) from "MarkVersion" h left join "ScaleValue" x on x.id = h."valueId" where h."markId" = m.id)) as row
      from "Mark" m join "Work" w on w.id = m."workId" join "WorkKind" k on k.code = w."kindCode" join "Lesson" l on l.id = w."lessonId"
      join "Subject" s on s.id = l."subjectId" left join "ScaleValue" v on v.id = m."valueId" where m."pupilId" = ${id}::uuid`,
  },
  {
    name: "finals",
    of: (
      id,
    ) => sql`select f.id::text as key, jsonb_build_object('subject', s.name, 'kind', f.kind, 'year or term', coalesce(t.kind || ' ' || t.number, f.period),
        'mark', v.code, 'setAt', f."setAt", 'versions', (select jsonb_agg(jsonb_build_object('version', h.version, 'mark', x.code, 'at', h.at, 'act', h.act)
          order by h.version) from "FinalVersion" h join "ScaleValue" x on x.id = h."valueId" where h."finalId" = f.id)) as row
      from "FinalMark" f join "Subject" s on s.id = f."subjectId" join "ScaleValue" v on v.id = f."valueId"
      left join "Term" t on t.id = f."termId" where f."pupilId" = ${id}::uuid`,
  },
  { name: "announcementsSeen", of: table("AnnouncementAcknowledgement", { key: `t."announcementId"` }) },
  { name: "finalsSeen", of: table("FinalAcknowledgement", { key: `t."finalId"` }) },
  {
    name: "absences",
    of: (
      id,
    ) => sql`select a.id::text as key, jsonb_build_object('date', l.date, 'subject', s.name, 'kind', a.kind, 'lateMinutes', a."lateMinutes",
        'reason', a.reason, 'setAt', a."setAt") as row
      from "Absence" a join "Lesson" l on l.id = a."lessonId" join "Subject" s on s.id = l."subjectId" where a."pupilId" = ${id}::uuid`,
  },
  { name: "absenceDocuments", of: table("AbsenceDocument", { by: "pupilId" }) },
  { name: "excuses", of: table("Excuse", { by: "pupilId" }) },
  { name: "excusesGiven", of: table("Excuse", { by: "givenById" }) },
  {
    name: "excuseFiles",
    of: (
      id,
    ) => sql`select f.id::text as key, jsonb_build_object('excuse', f."excuseId", 'addedAt', f."addedAt") as row
      from "ExcuseFile" f join "Excuse" e on e.id = f."excuseId" where ${id}::uuid in (e."pupilId", e."givenById")`,
  },
  {
    name: "threadMessages",
    of: (
      id,
    ) => sql`select m.id::text as key, jsonb_build_object('thread', m."threadId", 'side', m.side, 'author', m."authorId",
        'text', m.text, 'at', m.at, 'readAt', m."readAt") as row
      from "ThreadMessage" m join "Thread" t on t.id = m."threadId"
      where ${id}::uuid in (m."authorId", t."guardianId", t."pupilId")`,
  },
  { name: "works", of: table("Material", { by: "pupilId", without: ["file"] }) },
  {
    name: "materials",
    of: (id) => sql`select m.id::text as key, to_jsonb(m) - 'file' as row from "Material" m
      where m."addedById" = ${id}::uuid and m."pupilId" is distinct from ${id}::uuid`,
  },
  {
    name: "botChats",
    of: (
      id,
    ) => sql`select b."chatId" as key, jsonb_build_object('chat', b."chatId", 'language', b.language, 'updatedAt', b."updatedAt") as row
      from "BotChat" b join "Contact" c on c.channel = 'telegram' and c.address = b."chatId" where c."personId" = ${id}::uuid`,
  },
  { name: "botDrafts", of: table("BotDraft", { key: `t."chatId" || ' ' || t."updateId"` }) },
  { name: "individualTasks", of: table("IndividualTask", { by: "pupilId" }) },
  { name: "corrections", of: table("Correction", { by: "pupilId" }) },
  { name: "subgroups", of: table("SubgroupMember", { by: "pupilId" }) },
  { name: "notices", of: table("Notice") },
  {
    name: "messages",
    of: (
      id,
    ) => sql`select d.id::text as key, jsonb_build_object('kind', d.kind, 'channel', d.channel, 'state', d.state, 'reason', d.reason,
        'dueAt', d."dueAt", 'settledAt', d."settledAt", 'subject', d.subject, 'text', d.text,
        'sheets', (select jsonb_agg(p.content) from "PaperSheet" p where p."deliveryId" = d.id)) as row
      from "Delivery" d where d."personId" = ${id}::uuid`,
  },
  { name: "calls", of: table("CallNote") },
  {
    // Who read what about them is theirs to know; the names of the school's people are not.
    name: "auditTrail",
    of: (id) => sql`select a.id::text as key, jsonb_build_object('at', a.at, 'via', a.via, 'action', a.action,
        'byThemselves', coalesce(a."actorId" = ${id}::uuid, false)) as row
      from "AuditEntry" a where a."objectId" = ${id}::uuid or a."pupilId" = ${id}::uuid or a."actorId" = ${id}::uuid`,
  },
];

function relation(own: "guardianId" | "pupilId", other: "guardianId" | "pupilId") {
  return (id: string): Prisma.Sql => sql`
    select g.id::text as key, to_jsonb(g) || jsonb_build_object('name', concat_ws(' ', p.surname, p."givenName", p.patronymic)) as row
    from "Guardianship" g join "Person" p on p.id = g.${raw(`"${other}"`)} where g.${raw(`"${own}"`)} = ${id}::uuid`;
}
