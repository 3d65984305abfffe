import { dotted } from "../calendar/days.ts";
import { dateOf } from "../clock.ts";
import { type Db, Prisma } from "../db.ts";
import { countAccounts, countClassCards, countStaffCards } from "./owed-people.ts";
import { missingOfCard } from "./school-card.ts";

/** Who owes it by their office, or the teacher named beside. */
export type Debtor = "administrator" | "deputyHead" | "subjectTeacher" | "classTeacher";

const WORDS = {
  terms: (of) => `Периоды не внесены для классов: ${of}`,
  licence: () => "Лицензия школы не внесена или истекла",
  accreditation: () => "Аккредитация школы не внесена или истекла",
  schoolCard: (of) => `Карточка школы не заполнена: ${of}`,
  staffCards: (of) => `Личные карточки сотрудников заполнены не до конца: ${of}`,
  classCards: (of) => `Личные карточки учеников и родителей ${of.replace(", ", " заполнены не до конца: ")}`,
  accountsMissing: (of) => `Учётные записи не созданы: ${of}`,
  accountsNotHandedOver: (of) => `Учётные записи не вручены: ${of}`,
  teachings: (of) => `Нагрузка не внесена: ${of}`,
  timetable: (of) => `Расписания нет: ${of}`,
  plan: (of) => `КТП нет: ${of}`,
} satisfies Record<string, (of: string) => string>;

export type OwedThing = keyof typeof WORDS;

/** Something the regulation wants by a day, and what of it is missing now. */
export interface Owed {
  requirement: string;
  owes: Debtor;
  /** Of a teacher's debt: whose. */
  personId: string | null;
  /** ISO day. */
  due: string;
  isLate: boolean;
  what: OwedThing;
  /** `7А, алгебра`: which classes, or how many cards; empty where the thing says it all. */
  of: string;
  /** «КТП нет: 7А, алгебра. Срок 15.10.2026.» */
  words: string;
}

interface Year {
  id: string;
  startsOn: Date;
  endsOn: Date;
}

interface Missing {
  what: OwedThing;
  of: string;
  personId?: string | null;
  /** ISO; where it is not the same for everybody. */
  due?: string;
}

/** The deadlines as data: the day is a month and a day of the autumn in which the school year begins. */
const RULES: {
  requirement: string;
  owes: Debtor;
  due: string;
  missing: (db: Db, year: Year, day: string) => Promise<Missing[]>;
}[] = [
  { requirement: "R30", owes: "administrator", due: "09-15", missing: withoutTerms },
  { requirement: "R32", owes: "administrator", due: "09-15", missing: withoutDocuments },
  { requirement: "R32", owes: "administrator", due: "09-15", missing: withoutCard },
  { requirement: "R33", owes: "administrator", due: "09-15", missing: staffCards },
  { requirement: "R33", owes: "classTeacher", due: "09-15", missing: classCards },
  { requirement: "R48", owes: "administrator", due: "09-15", missing: withoutAccounts },
  { requirement: "R35", owes: "deputyHead", due: "09-15", missing: withoutTeachings },
  { requirement: "R37", owes: "deputyHead", due: "09-15", missing: withoutTimetable },
  { requirement: "R36", owes: "subjectTeacher", due: "10-15", missing: withoutPlans },
];

/** What is missing on a day (ISO) of the school year that runs; outside of one, nothing is owed. */
export async function owed(db: Db, day: string): Promise<Owed[]> {
  const on = dateOf(day);
  const year = await db.schoolYear.findFirst({ where: { startsOn: { lte: on }, endsOn: { gte: on } } });
  if (!year) return [];
  const all = await Promise.all(
    RULES.map(async ({ requirement, owes, due: monthDay, missing }) => {
      const dueOfAll = `${year.startsOn.getUTCFullYear()}-${monthDay}`;
      return (await missing(db, year, day)).map(({ what, of, personId = null, due = dueOfAll }) => {
        const words = `${WORDS[what](of)}. Срок ${dotted(due)}.`;
        return { requirement, owes, personId, due, isLate: day > due, what, of, words };
      });
    }),
  );
  return all.flat();
}

/** The heads see all of it, the administrator and a teacher what is theirs. */
export function owedBy(
  debts: Owed[],
  { personId: reader, standings }: { personId: string; standings: ReadonlySet<string> },
): Owed[] {
  if (standings.has("deputyHead") || standings.has("head")) return debts;
  const isOfOffice = standings.has("administrator");
  return debts.filter(
    ({ owes, personId }) => personId === reader || (isOfOffice && owes === "administrator"),
  );
}

interface Class {
  level: number;
  letter: string;
}

const named = (classes: Class[]) => classes.map(({ level, letter }) => `${level}${letter}`).join(", ");

async function withoutTerms(db: Db, { id }: Year): Promise<Missing[]> {
  const levels = await db.$queryRaw<{ level: number }[]>`
    select distinct c.level from "SchoolClass" c where c."yearId" = ${id}::uuid and not exists (
      select 1 from "Term" t where t."yearId" = c."yearId" and c.level between t."levelFrom" and t."levelTo")
    order by c.level`;
  if (levels.length === 0) return [];
  return [{ what: "terms", of: levels.map(({ level }) => level).join(", ") }];
}

async function withoutDocuments(db: Db, _year: Year, day: string): Promise<Missing[]> {
  const on = dateOf(day);
  const valid = await db.schoolDocument.findMany({
    where: { issuedOn: { lte: on }, OR: [{ validTo: null }, { validTo: { gte: on } }] },
  });
  return (["licence", "accreditation"] as const)
    .filter((kind) => !valid.some((document) => document.kind === kind))
    .map((kind) => ({ what: kind, of: "" }));
}

async function withoutCard(db: Db): Promise<Missing[]> {
  const missing = await missingOfCard(db);
  return missing.length === 0 ? [] : [{ what: "schoolCard", of: missing.join(", ") }];
}

async function staffCards(db: Db, _year: Year, day: string): Promise<Missing[]> {
  const cards = await countStaffCards(db, day);
  return cards === 0 ? [] : [{ what: "staffCards", of: String(cards) }];
}

async function classCards(db: Db, { id }: Year, day: string): Promise<Missing[]> {
  return (await countClassCards(db, id, day)).map(({ level, letter, leaderId, cards }) => ({
    what: "classCards",
    of: `${level}${letter}, ${cards}`,
    personId: leaderId,
  }));
}

const ACCOUNTS = { missing: "accountsMissing", notHandedOver: "accountsNotHandedOver" } as const;

/** Within three working days of each document (R48): the earliest of them is said. */
async function withoutAccounts(db: Db, _year: Year, day: string): Promise<Missing[]> {
  return (await countAccounts(db, day)).map(({ why, accounts, due }) => ({
    what: ACCOUNTS[why],
    of: String(accounts),
    due,
  }));
}

/** A teaching of the class itself, or of a subgroup that takes pupils of it. */
const OF_CLASS = Prisma.sql`(t."classId" = c.id
  or t."subgroupId" in (select s."subgroupId" from "SubgroupClass" s where s."classId" = c.id))`;

async function withoutTeachings(db: Db, { id }: Year): Promise<Missing[]> {
  const classes = await db.$queryRaw<Class[]>`
    select c.level, c.letter from "SchoolClass" c where c."yearId" = ${id}::uuid
      and not exists (select 1 from "Teaching" t where ${OF_CLASS}) order by c.level, c.letter`;
  return classes.length === 0 ? [] : [{ what: "teachings", of: named(classes) }];
}

async function withoutTimetable(db: Db, { id }: Year): Promise<Missing[]> {
  const classes = await db.$queryRaw<Class[]>`
    select c.level, c.letter from "SchoolClass" c where c."yearId" = ${id}::uuid
      and not exists (select 1 from "TimetableEntry" e join "Teaching" t on t.id = e."teachingId" where ${OF_CLASS})
    order by c.level, c.letter`;
  return classes.length === 0 ? [] : [{ what: "timetable", of: named(classes) }];
}

async function withoutPlans(db: Db, { id }: Year, day: string): Promise<Missing[]> {
  const rows = await db.$queryRaw<{ whom: string; subject: string; personId: string }[]>`
    select coalesce(c.level || c.letter, g.name) as whom, s.name as subject, t."teacherId" as "personId"
    from "Teaching" t join "Subject" s on s.id = t."subjectId"
    left join "SchoolClass" c on c.id = t."classId" left join "Subgroup" g on g.id = t."subgroupId"
    where coalesce(c."yearId", g."yearId") = ${id}::uuid
      and t."from" <= ${day}::date and (t."to" is null or t."to" >= ${day}::date)
      and not exists (select 1 from "LessonPlan" p where p."subjectId" = t."subjectId"
        and (p."classId" = t."classId" or p."subgroupId" = t."subgroupId"))
    order by c.level, whom, subject, t.id`;
  return rows.map(({ whom, subject, personId }) => ({ what: "plan", of: `${whom}, ${subject}`, personId }));
}
