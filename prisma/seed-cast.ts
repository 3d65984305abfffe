import { hash } from "@node-rs/argon2";
import { now as clockNow, dayIn } from "../src/clock.ts";
import type { Db, Prisma, Tx } from "../src/db.ts";
import type { Settings } from "../src/settings.ts";
import {
  type CastKey,
  type ContactData,
  PEOPLE,
  type PersonData,
  PUPILS,
  type PupilData,
  SCHOOL,
} from "./cast.ts";
import { addDays, type Cast, type CastPerson, castOf, idOf, instantOn } from "./cast-ids.ts";
import { CLASSES, type ClassKey, classData, type SubjectKey } from "./cast-school.ts";
import { writeScale } from "./seed-scale.ts";

export interface CastOptions {
  /** The moment everything is dated by; the clock's, if empty. */
  now?: Date;
  /** Accounts with the password of the demonstration; argon2 takes its time. */
  accounts?: boolean;
  /** The settings of the demonstration; implies accounts. */
  demo?: boolean;
}

const NOON = 12 * 60;
/** So long ago the families handed in their statements. */
const STATEMENT_DAYS = 50;
const FIRST_STATEMENT = 101;
/** Who tries it does so at any hour, in any zone: nothing of the demonstration waits for the morning. */
const DEMO: Partial<Settings> = {
  demo: true,
  markHoldSeconds: 10,
  telegramLevel: "full",
  quietFrom: 0,
  quietTo: 0,
};

/** Builds the cast in an EMPTY database, all or nothing. No lessons: see seed-lessons.ts. */
export async function buildCast(db: Db, options: CastOptions = {}): Promise<Cast> {
  const { now = clockNow(), demo = false, accounts = demo } = options;
  const cast = castOf(now);
  const passwordHash = accounts ? await hash(SCHOOL.password) : null;
  await db.$transaction(async (tx) => {
    await buildSchool(tx, cast, demo);
    await buildPeople(tx, cast);
    await buildTeaching(tx, cast);
    await buildFamilies(tx, cast, now);
    if (passwordHash) await tx.account.createMany({ data: accountRows(passwordHash) });
  });
  return cast;
}

async function buildSchool(tx: Tx, { year, terms, classes, subjects }: Cast, demo: boolean) {
  const settings = { schoolName: SCHOOL.name, schoolCity: SCHOOL.city, ...(demo ? DEMO : {}) };
  await tx.setting.createMany({
    data: Object.entries(settings).map(([key, value]) => ({ key, value, validFrom: year.startsOn })),
  });
  await tx.schoolYear.create({ data: year });
  await tx.term.createMany({
    data: [
      { ...terms.quarter, yearId: year.id, kind: "quarter", levelFrom: 1, levelTo: 9 },
      { ...terms.halfYear, yearId: year.id, kind: "halfYear", levelFrom: 10, levelTo: 11 },
    ],
  });
  await tx.schoolClass.createMany({
    data: classKeys().map((key) => {
      const { level, letter } = CLASSES[key];
      return { id: classes[key].id, yearId: year.id, level, letter };
    }),
  });
  await tx.subject.createMany({ data: Object.values(subjects) });
  await writeScale(tx);
}

async function buildPeople(tx: Tx, cast: Cast): Promise<void> {
  const from = cast.year.startsOn;
  await tx.person.createMany({
    data: people().map(([key]) => {
      const { id, surname, givenName, patronymic, sex, birthDate } = cast[key];
      return { id, surname, givenName, patronymic, sex, birthDate };
    }),
  });
  await tx.roleGrant.createMany({
    data: people().flatMap(([key, { roles = [] }]) =>
      roles.map((role) => ({ personId: cast[key].id, role, from })),
    ),
  });
  await tx.enrolment.createMany({
    data: Object.values(cast.classes).flatMap(({ id, pupils }) =>
      pupils.map((pupil) => ({ pupilId: pupil.id, classId: id, from })),
    ),
  });
}

async function buildTeaching(tx: Tx, cast: Cast): Promise<void> {
  const from = cast.year.startsOn;
  await tx.teaching.createMany({
    data: classKeys().flatMap((key) => {
      const { teachers, week } = classData(key);
      return Object.entries(teachers).map(([subject, teacher]) => ({
        teacherId: cast[teacher].id,
        subjectId: cast.subjects[subject as SubjectKey].id,
        classId: cast.classes[key].id,
        hoursAWeek: week.flat().filter((lesson) => lesson === subject).length,
        from,
      }));
    }),
  });
  await tx.classLeadership.createMany({
    data: classKeys().map((key) => ({
      teacherId: cast[classData(key).classTeacher].id,
      classId: cast.classes[key].id,
      from,
    })),
  });
}

/** Guardianships, and every contact with its passport (R64) and the consent behind it (R34). */
async function buildFamilies(tx: Tx, cast: Cast, now: Date): Promise<void> {
  const today = dayIn(SCHOOL.timeZone, now);
  const signedOn = addDays(today, -STATEMENT_DAYS);
  const confirmedAt = instantOn(addDays(signedOn, 1), NOON);
  const families = people().filter(([, { contacts = [] }]) => contacts.length > 0);

  await tx.guardianship.createMany({
    data: people().flatMap(([key, { kinship, guardianOf = [], former, barredBy }]) =>
      guardianOf.map((pupil) => ({
        guardianId: cast[key].id,
        pupilId: cast[pupil as CastKey].id,
        kinship: kinship ?? "other",
        from: cast.year.startsOn,
        to: former ? addDays(today, -30) : null,
        barredFrom: barredBy ? addDays(today, -30) : null,
        barredBy: barredBy ?? null,
      })),
    ),
  });
  await tx.statement.createMany({
    data: families.map(([key, { contacts = [] }], index) => ({
      id: idOf("statement", key),
      personId: cast[key].id,
      number: String(FIRST_STATEMENT + index),
      date: signedOn,
      about: contacts[0]?.channel === "paper" ? "paper" : "contacts",
    })),
  });
  await tx.contact.createMany({
    data: families.flatMap(([key, { contacts = [] }]) =>
      contacts.map((contact, rank) => contactRow(cast[key], { ...contact, rank, confirmedAt })),
    ),
  });
  await tx.consent.createMany({
    data: families
      .filter(([, { contacts = [] }]) => contacts.some(({ channel }) => channel !== "paper"))
      .map(([key, { consent }]) => ({
        personId: cast[key].id,
        purpose: "messages",
        givenAt: instantOn(signedOn, NOON),
        source: `документ № ${FIRST_STATEMENT + families.findIndex(([other]) => other === key)}-С`,
        withdrawnAt: consent === "withdrawn" ? instantOn(addDays(today, -7), NOON) : null,
      }))
      .concat(
        Object.entries(PUPILS as Record<string, PupilData>)
          .filter(([, pupil]) => pupil.letsGuardiansHear)
          .map(([key]) => ({
            personId: cast[key as CastKey].id,
            purpose: "guardians",
            givenAt: instantOn(signedOn, NOON),
            source: "документ № 90-С",
            withdrawnAt: null,
          })),
      ),
  });
  await tx.choice.createMany({
    data: people().flatMap(([key, { marks }]) =>
      marks ? [{ personId: cast[key].id, topic: "marks", frequency: marks }] : [],
    ),
  });
}

const CONFIRMED_HOW = { telegram: "slipPin", email: "emailLink", paper: "statement" } as const;

function contactRow(
  { key, id: personId, contacts }: CastPerson,
  contact: ContactData & { rank: number; confirmedAt: Date },
): Prisma.ContactCreateManyInput {
  const { channel, state, suspendedReason, rank, confirmedAt } = contact;
  const { id, address } = contacts[channel]!;
  return {
    id,
    personId,
    channel,
    address,
    rank,
    state,
    suspendedReason: suspendedReason ?? null,
    origin: "statement",
    statementId: idOf("statement", key),
    createdAt: confirmedAt,
    ...(state === "unconfirmed"
      ? {}
      : // Nobody confirms for somebody else.
        { confirmedAt, confirmedById: personId, confirmedHow: CONFIRMED_HOW[channel] }),
  };
}

function accountRows(passwordHash: string): Prisma.AccountCreateManyInput[] {
  return people().flatMap(([key, { login }]) =>
    login ? [{ personId: idOf("person", key), login, passwordHash }] : [],
  );
}

function people(): [CastKey, PersonData][] {
  return Object.entries(PEOPLE) as [CastKey, PersonData][];
}

function classKeys(): ClassKey[] {
  return Object.keys(CLASSES) as ClassKey[];
}
