import { createToken } from "../../src/access/tokens.ts";
import { dateOf, dayIn, isoDay } from "../../src/clock.ts";
import type { Channel, Db, Frequency } from "../../src/db.ts";
import { writeFinals } from "../../src/finals/finals.ts";
import { setSettings } from "../../src/settings.ts";
import { NEVER_QUIET } from "../support/never-quiet.ts";
import { CLASS_SIZE, HOLD_SECONDS, type Plan } from "./plan.ts";

const FROM = dateOf("2026-09-01");
export const LEASE_SECONDS = 3;
/** As a price list says of a bot that bought more: the play is to be over some day. */
const PERMITS = 200;
const EMAIL_CONNECTIONS = 10;
const MORNING = 10;
const BY = { actorId: null, source: "import", silent: true } as const;

/** How a family lives; pupils take them in turn. `telegram` and `email` are its two guardians. */
interface Family {
  choice?: { of: Frequency; onlyLow?: boolean };
  /** This guardian has the other channel as well, and the first one is refused for ever. */
  refused?: Guardian;
  /** This guardian's right is over. */
  past?: Guardian;
  /** This guardian never agreed to messages. */
  withoutConsent?: Guardian;
}
type Guardian = Exclude<Channel, "paper">;

const GUARDIANS = ["telegram", "email"] as const;
const PLAIN: Family = {};
const FAMILIES: readonly Family[] = [
  ...([PLAIN, PLAIN, { choice: { of: "weekly" } }, PLAIN, { refused: "telegram" }, PLAIN] as const),
  ...([{ choice: { of: "evening" } }, PLAIN, { past: "email" }, { choice: { of: "off" } }, PLAIN] as const),
  ...([
    { choice: { of: "now", onlyLow: true } },
    { refused: "email" },
    { withoutConsent: "telegram" },
  ] as const),
];

export interface ChaosSchool {
  /** Class by class, each with its pupils in order. */
  pupilIds: string[][];
  /** Class → work. */
  workIds: string[][];
  /** Of the teacher who holds every lesson. */
  token: string;
  refused: { channel: Guardian; address: string }[];
}

/** Names that are found again in a text: of a pupil, and of the subject of the work with this number; 0: of the final mark. */
const nameOf = (pupil: number) => `К${String(pupil).padStart(4, "0")}`;
const subjectOf = (work: number) => `Ф${String(work).padStart(3, "0")}`;

/** Fills an empty database with families of every kind, a day of lessons that runs now, and a silent final mark each. */
export async function chaosSchool(db: Db, plan: Plan): Promise<ChaosSchool> {
  const timeZone = zoneOfMorning();
  await setSettings(db, {
    ...{ timeZone, telegramLevel: "full", leaseSeconds: LEASE_SECONDS, markHoldSeconds: HOLD_SECONDS },
    ...{ telegramPermits: PERMITS, emailConnections: EMAIL_CONNECTIONS, ...NEVER_QUIET },
  });
  const day = dayIn(timeZone);
  const yearId = await openYear(db);
  const teacher = await db.person.create({ data: { surname: "Учителев", givenName: "Павел" } });
  await db.roleGrant.create({ data: { personId: teacher.id, role: "teacher", from: FROM } });
  const valueIds = await makeScale(db);
  const subjects = await db.subject.createManyAndReturn({
    data: Array.from({ length: plan.works + 1 }, (_, number) => ({ name: subjectOf(number) })),
  });
  const school: ChaosSchool = { pupilIds: [], workIds: [], token: "", refused: [] };
  for (let number = 0; number < plan.classes; number++) {
    const { id: classId } = await db.schoolClass.create({
      data: { yearId, level: 7, letter: letterOf(number) },
    });
    school.pupilIds.push(await admit(db, classId, number * CLASS_SIZE));
    school.workIds.push(await hold(db, { classId, teacherId: teacher.id, day, subjects: subjects.slice(1) }));
  }
  school.refused = await moveIn(db, school.pupilIds.flat());
  const finals = school.pupilIds.flat().map((pupilId) => ({
    ...{ pupilId, subjectId: subjects[0]!.id, kind: "final" as const, period: "2026/2027" },
    ...{ termId: null, valueId: valueIds["4"]!, resultsKnownAt: null },
  }));
  await db.$transaction((tx) => writeFinals(tx, finals, BY));
  const { id: accountId } = await db.account.create({
    data: { personId: teacher.id, login: "teacher", passwordHash: "opened by its token alone" },
  });
  school.token = (await createToken(db, { accountId, name: "chaos", days: 1 }, BY)).token;
  return school;
}

/** Where it is the middle of a morning now: no day ends during the play (R11). */
function zoneOfMorning(): string {
  const east = ((MORNING - new Date().getUTCHours() + 36) % 24) - 12;
  return east === 0 ? "Etc/GMT" : `Etc/GMT${east > 0 ? "-" : "+"}${Math.abs(east)}`;
}

function letterOf(number: number): string {
  return String.fromCharCode("А".charCodeAt(0) + number);
}

async function openYear(db: Db): Promise<string> {
  const endsOn = dateOf(isoDay(new Date(Date.now() + 200 * 86_400_000)));
  const { id } = await db.schoolYear.create({
    data: {
      ...{ name: "2026/2027", startsOn: FROM, endsOn },
      terms: {
        create: { kind: "halfYear", number: 1, startsOn: FROM, endsOn, levelFrom: 1, levelTo: 11 },
      },
    },
  });
  return id;
}

async function makeScale(db: Db): Promise<Record<string, string>> {
  const values = [5, 4, 3, 2].map((points) => {
    return { code: String(points), name: String(points), rank: points, points, passes: points > 2 };
  });
  const scale = await db.scale.create({
    data: { code: "five", name: "пятибалльная", values: { create: values } },
    include: { values: true },
  });
  await db.workKind.create({ data: { code: "answer", name: "ответ на уроке" } });
  return Object.fromEntries(scale.values.map(({ code, id }) => [code, id]));
}

async function admit(db: Db, classId: string, first: number): Promise<string[]> {
  const pupils = await db.person.createManyAndReturn({
    data: Array.from({ length: CLASS_SIZE }, (_, number) => ({
      surname: "Проверочный",
      givenName: nameOf(first + number),
    })),
  });
  await db.enrolment.createMany({ data: pupils.map(({ id }) => ({ pupilId: id, classId, from: FROM })) });
  return pupils.map(({ id }) => id);
}

interface Day {
  classId: string;
  teacherId: string;
  day: Date;
  subjects: { id: string }[];
}

async function hold(db: Db, { classId, teacherId, day, subjects }: Day): Promise<string[]> {
  const [startsAt, endsAt] = [new Date(Date.now() - 600_000), new Date(Date.now() + 1_800_000)];
  const lessons = await db.lesson.createManyAndReturn({
    data: subjects.map(({ id: subjectId }, index) => {
      return { classId, subjectId, teacherId, date: day, number: index + 1, startsAt, endsAt };
    }),
  });
  const works = await db.work.createManyAndReturn({
    data: lessons.map(({ id }) => ({ lessonId: id, kindCode: "answer" })),
  });
  return works.map(({ id }) => id);
}

async function moveIn(db: Db, pupilIds: string[]): Promise<ChaosSchool["refused"]> {
  const people = await db.person.createManyAndReturn({
    data: pupilIds.flatMap(() => GUARDIANS.map((own) => ({ surname: "Проверочный", givenName: own }))),
  });
  const members = people.map(({ id: guardianId }, index) => {
    const own = GUARDIANS[index % 2]!;
    const number = Math.floor(index / 2);
    return {
      guardianId,
      own,
      number,
      pupilId: pupilIds[number]!,
      family: FAMILIES[number % FAMILIES.length]!,
    };
  });
  await db.guardianship.createMany({
    data: members.map(({ guardianId, pupilId, own, family }) => ({
      ...{ guardianId, pupilId, kinship: own === "telegram" ? ("mother" as const) : ("father" as const) },
      ...{ from: FROM, to: family.past === own ? FROM : null },
    })),
  });
  await db.consent.createMany({
    data: members
      .filter(({ own, family }) => family.withoutConsent !== own)
      .map(({ guardianId }) => {
        return { personId: guardianId, purpose: "messages", givenAt: FROM, source: "chaos" };
      }),
  });
  await db.choice.createMany({
    data: members.flatMap(({ guardianId, family: { choice } }) =>
      choice
        ? [{ personId: guardianId, topic: "marks", frequency: choice.of, onlyLow: choice.onlyLow ?? false }]
        : [],
    ),
  });
  const contacts = members.flatMap(({ guardianId, own, number, family }) => {
    const channels = family.refused === own ? [own, other(own)] : [own];
    return channels.map((channel, rank) => ({
      ...{ personId: guardianId, channel, rank, address: addressOf(channel, number, own) },
      ...{ state: "confirmed" as const, origin: "statement" as const, confirmedAt: FROM },
    }));
  });
  await db.contact.createMany({ data: contacts });
  return members
    .filter(({ own, family }) => family.refused === own)
    .map(({ own, number }) => ({ channel: own, address: addressOf(own, number, own) }));
}

function other(own: Guardian): Guardian {
  return own === "telegram" ? "email" : "telegram";
}

function addressOf(channel: Guardian, number: number, own: Guardian): string {
  if (channel === "email") return `${own}-${number}@chaos.invalid`;
  return String((own === "telegram" ? 8_000_000 : 8_500_000) + number);
}
