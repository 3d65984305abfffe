import { dayIn, now } from "../../src/clock.ts";
import type { Channel, Db, Urgency } from "../../src/db.ts";
import { openDb } from "../../src/db.ts";
import { WAKE_FEEDER } from "../../src/deliveries/notices.ts";
import { writeFinals } from "../../src/finals/finals.ts";
import { setSettings } from "../../src/settings.ts";
import { testDatabase } from "./database.ts";
import { NEVER_QUIET } from "./never-quiet.ts";

export interface CrowdSchool {
  db: Db;
  url: string;
  close(): Promise<void>;
}

export interface CrowdOptions {
  families: number;
  /** Channel of each family, in turn. */
  channels: Channel[];
  leaseSeconds?: number;
}

/** A school of many families with a pupil and a contact each, and one silent final mark a pupil: a wave to announce. */
export async function crowdSchool(options: CrowdOptions): Promise<CrowdSchool> {
  const { url, drop } = await testDatabase();
  const db = openDb(url);
  await fillCrowd(db, options);
  return {
    db,
    url,
    async close() {
      await db.$disconnect();
      await drop();
    },
  };
}

/** The same in an empty database of whatever server. */
export async function fillCrowd(
  db: Db,
  { families, channels, leaseSeconds = 60 }: CrowdOptions,
): Promise<void> {
  await setSettings(db, { telegramLevel: "full", leaseSeconds, ...NEVER_QUIET });
  const { valueId, subjectId } = await journalOf(db);
  await db.$executeRaw`
    insert into "Person" (surname, "givenName", "externalId")
    select 'Проверочный', 'Ученик', 'crowd:' || n from generate_series(1, ${families}::int) n
    union all select 'Проверочный', 'Родитель', 'crowd:' || n || ':guardian' from generate_series(1, ${families}::int) n`;
  const pupils = await db.person.findMany({ where: { givenName: "Ученик" }, orderBy: { externalId: "asc" } });
  const guardians = new Map(
    (await db.person.findMany({ where: { givenName: "Родитель" } })).map((person) => [
      person.externalId,
      person.id,
    ]),
  );
  const from = new Date("2026-09-01");
  const pairs = pupils.map((pupil, index) => ({
    pupilId: pupil.id,
    guardianId: guardians.get(`${pupil.externalId}:guardian`)!,
    channel: channels[index % channels.length]!,
    index,
  }));
  await db.guardianship.createMany({
    data: pairs.map(({ pupilId, guardianId }) => ({ pupilId, guardianId, kinship: "mother", from })),
  });
  await db.consent.createMany({
    data: pairs.map(({ guardianId }) => ({
      personId: guardianId,
      purpose: "messages",
      givenAt: from,
      source: "test",
    })),
  });
  await db.contact.createMany({
    data: pairs.map(({ guardianId, channel, index }) => ({
      personId: guardianId,
      channel,
      address:
        channel === "telegram"
          ? String(9_000_000 + index)
          : channel === "email"
            ? `family-${index}@crowd.invalid`
            : guardianId,
      state: "confirmed",
      origin: "statement",
      confirmedAt: from,
    })),
  });
  const entries = pairs.map(({ pupilId }) => ({
    pupilId,
    subjectId,
    kind: "final" as const,
    period: "2026/2027",
    termId: null,
    valueId,
    resultsKnownAt: null,
  }));
  await db.$transaction((tx) => writeFinals(tx, entries, { actorId: null, source: "import", silent: true }));
}

/** News of the final mark, due now, for so many families from this one on, in an order of no meaning. */
export async function owe(
  db: Db,
  { urgency, from, count }: { urgency: Urgency; from: number; count: number },
): Promise<void> {
  await db.$executeRaw`
    insert into "Notice" ("factKind", "factId", "factVersion", "personId", "pupilId", urgency, "dueAt", "patienceUntil")
    select 'final', f.id, f.version, g."guardianId", g."pupilId", ${urgency}::"Urgency", clock_timestamp(), now() + interval '10 minutes'
    from "FinalMark" f join "Guardianship" g on g."pupilId" = f."pupilId" join "Person" p on p.id = f."pupilId"
    order by p.id offset ${from} limit ${count}`;
  await db.$executeRaw`select pg_notify(${WAKE_FEEDER}, '')`;
}

async function journalOf(db: Db): Promise<{ valueId: string; subjectId: string }> {
  const scale = await db.scale.create({
    data: {
      code: "five",
      name: "пятибалльная",
      values: { create: { code: "4", name: "хорошо", rank: 4, points: 4, passes: true } },
    },
    include: { values: true },
  });
  const subject = await db.subject.create({ data: { name: "Алгебра" } });
  await db.schoolYear.create({
    data: {
      name: "2026/2027",
      startsOn: new Date("2026-09-01"),
      endsOn: dayIn("UTC", new Date(now().getTime() + 86_400_000)),
    },
  });
  return { valueId: scale.values[0]!.id, subjectId: subject.id };
}
