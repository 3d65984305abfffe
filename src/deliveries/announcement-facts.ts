import { dayIn, isoDay } from "../clock.ts";
import { type ChoiceTopic, type PersonChoices, readChoices, TOPICS } from "../contacts/choices.ts";
import { type NamedSubgroup, subgroupSaid } from "../curriculum/subgroup-names.ts";
import type { Tx } from "../db.ts";
import { groupBy } from "../grouping.ts";
import type { Raw } from "../raw.ts";
import type { Settings } from "../settings.ts";
import { findHearers, type Hearer } from "./audience.ts";
import type { SchoolFact } from "./facts.ts";
import type { Announced } from "./message.ts";
import type { NewNotice, OpenEvent } from "./notices.ts";
import { afterQuiet, withPatience } from "./timing.ts";

/** Whom an announcement speaks to; with none of them the whole school. */
export interface Circle {
  level: number | null;
  classId: string | null;
  subgroupId: string | null;
}

/** Somebody an announcement is for, with the first of the pupils who make it theirs. */
export interface Addressed extends Hearer {
  /** They chose to hear of nothing that the school may leave out. */
  isSilent: boolean;
}

/**
 * Plans one notice for each person, however many pupils of theirs are there. What the school says is no news of a lesson:
 * it waits for no hold, and for the end of quiet hours. A fixed number of queries.
 */
export async function planAnnouncements(tx: Raw, all: OpenEvent[], settings: Settings): Promise<NewNotice[]> {
  const events = all.filter(({ kind }) => kind === "announcement.made");
  if (events.length === 0) return [];
  const made = await tx.$queryRaw<(Circle & { id: string })[]>`
    select id, level, "classId", "subgroupId" from "Announcement"
    where id = any(${events.map(({ factId }) => factId)}::uuid[])`;
  const pupils = await readPupilsOf(tx, made, dayIn(settings.timeZone));
  const { hearers, choices } = await readHearersOf(tx, [...new Set([...pupils.values()].flat())], settings);
  return events.flatMap((event) =>
    addressedOf(pupils.get(event.factId) ?? [], hearers, choices)
      .filter(({ isSilent }) => !isSilent)
      .map((hearer) => schoolNotice(event, hearer, { factKind: "announcement", choices })),
  );
}

/** What somebody says in their own words waits for no hold, and for the end of the hearer's quiet hours. Pure. */
export function schoolNotice(
  { factId, factVersion, occurredAt }: OpenEvent,
  { personId, pupilId }: Hearer,
  { factKind, choices }: { factKind: "announcement" | "message"; choices: Map<string, PersonChoices> },
): NewNotice {
  const dueAt = afterQuiet(occurredAt, choices.get(personId)!.clock);
  return {
    ...withPatience("now", { frequency: "now", dueAt, deadlineAt: null }),
    factKind,
    factId,
    factVersion,
    personId,
    pupilId,
    onlyLow: false,
  };
}

/** Whom these words would be for today. A fixed number of queries. */
export async function readAddressed(
  db: Raw,
  { level, classId, subgroupId }: Circle,
  settings: Settings,
): Promise<{ pupilIds: string[]; addressed: Addressed[] }> {
  const pupils = await readPupilsOf(db, [{ id: "", level, classId, subgroupId }], dayIn(settings.timeZone));
  const pupilIds = pupils.get("") ?? [];
  const { hearers, choices } = await readHearersOf(db, pupilIds, settings);
  return { pupilIds, addressed: addressedOf(pupilIds, hearers, choices) };
}

/** Pupils of each circle on that day, in the order of names. */
async function readPupilsOf(
  db: Raw,
  circles: (Circle & { id: string })[],
  day: Date,
): Promise<Map<string, string[]>> {
  const rows = await db.$queryRaw<{ id: string; pupilId: string }[]>`
    select x.id, p.id as "pupilId"
    from jsonb_to_recordset(${JSON.stringify(circles)}::jsonb) as x(id text, level int, "classId" uuid, "subgroupId" uuid)
    join "SchoolClass" c on (x."classId" is null or c.id = x."classId") and (x.level is null or c.level = x.level)
    join "Enrolment" e on e."classId" = c.id and e."from" <= ${day}::date and (e."to" is null or e."to" >= ${day}::date)
    join "Person" p on p.id = e."pupilId"
    where x."subgroupId" is null or exists (select 1 from "SubgroupMember" m where m."subgroupId" = x."subgroupId"
      and m."pupilId" = p.id and m."from" <= ${day}::date and (m."to" is null or m."to" >= ${day}::date))
    group by x.id, p.id order by p.surname, p."givenName", p.id`;
  return new Map(
    [...groupBy(rows, ({ id }) => id)].map(([id, of]) => [id, of.map(({ pupilId }) => pupilId)]),
  );
}

async function readHearersOf(db: Raw, pupilIds: string[], settings: Settings) {
  const hearers = await findHearers(db, pupilIds, isoDay(dayIn(settings.timeZone)));
  const personIds = [...new Set(hearers.map(({ personId }) => personId))];
  return { hearers, choices: await readChoices(db, personIds, settings) };
}

/** Each person once, with the first pupil about whom they want to hear anything. Pure. */
function addressedOf(
  pupilIds: string[],
  hearers: Hearer[],
  choices: Map<string, PersonChoices>,
): Addressed[] {
  const order = new Map(pupilIds.map((id, at) => [id, at]));
  const own = hearers
    .filter(({ pupilId }) => order.has(pupilId))
    .sort((a, b) => order.get(a.pupilId)! - order.get(b.pupilId)!);
  return [...groupBy(own, ({ personId }) => personId).values()].map((ofPerson) => {
    const wants = ofPerson.find(({ personId, pupilId }) => !isSilent(choices.get(personId)!, pupilId));
    return { ...(wants ?? ofPerson[0]!), isSilent: !wants };
  });
}

/** Who switched off everything that can be, as the stop link of a letter does, is left alone with this too. Pure. */
export function isSilent(choices: PersonChoices, pupilId: string): boolean {
  const topics = Object.keys(TOPICS) as ChoiceTopic[];
  return topics.every((topic) => choices.of(topic, pupilId).frequency === "off");
}

interface AnnouncementRow {
  id: string;
  version: number;
  title: string;
  text: string;
  asksSeen: boolean;
  at: Date;
  level: number | null;
  class: { level: number; letter: string } | null;
  subgroup: Pick<NamedSubgroup, "name" | "subject" | "classes"> | null;
}

/** Its words never change once they left. One query. */
export async function readAnnouncements(tx: Raw, ids: string[], timeZone: string): Promise<SchoolFact[]> {
  const made = await tx.$queryRaw<AnnouncementRow[]>`
    select a.id, a.version, a.title, a.text, a."asksSeen", a."announcedAt" as at, a.level,
      case when c.id is not null then jsonb_build_object('level', c.level, 'letter', c.letter) end as class,
      case when g.id is not null then jsonb_build_object('name', g.name, 'subject', jsonb_build_object('name', s.name), 'classes',
        (select jsonb_agg(jsonb_build_object('class', jsonb_build_object('level', k.level, 'letter', k.letter)) order by k.level, k.letter)
          from "SubgroupClass" gk join "SchoolClass" k on k.id = gk."classId" where gk."subgroupId" = g.id)) end as subgroup
    from "Announcement" a left join "SchoolClass" c on c.id = a."classId"
    left join "Subgroup" g on g.id = a."subgroupId" left join "Subject" s on s.id = g."subjectId"
    where a.id = any(${ids}::uuid[]) and a."announcedAt" is not null`;
  return made.map(({ id, version, title, text, asksSeen, at, ...circle }) => ({
    id,
    version,
    value: "made",
    at,
    announced: {
      ...{ title, text, to: toOf(circle), date: isoDay(dayIn(timeZone, at)) },
      ...(asksSeen && { asksSeen }),
    },
  }));
}

function toOf({
  level,
  class: of,
  subgroup,
}: Pick<AnnouncementRow, "level" | "class" | "subgroup">): Announced["to"] {
  if (subgroup) return { subgroup: subgroupSaid(subgroup) };
  if (of) return { className: `${of.level}${of.letter}` };
  return level === null ? "school" : { level };
}

/** Of one person: what waits and is not wanted any more. */
export async function dropUnwanted(tx: Tx, personId: string, choices: PersonChoices): Promise<void> {
  const waiting = await tx.notice.findMany({
    where: {
      personId,
      factKind: { in: ["announcement", "message"] },
      state: "open",
      delivery: { isNot: { state: "sending" } },
    },
    select: { id: true, pupilId: true },
  });
  const ids = waiting.filter(({ pupilId }) => isSilent(choices, pupilId)).map(({ id }) => id);
  if (ids.length > 0)
    await tx.$executeRaw`
      update "Notice" set state = 'dropped', reason = 'choseOff', "deliveryId" = null
      where id = any(${ids}::uuid[]) and state = 'open'`;
}
