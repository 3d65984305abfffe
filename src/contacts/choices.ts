import type { Frequency, Prisma, SeriesFrequency, Tx } from "../db.ts";
import { BadInput } from "../errors.ts";
import { idArray, type Raw } from "../raw.ts";
import type { Settings } from "../settings.ts";
import { clockOf, type PersonClock, type Preferences } from "./preferences.ts";

/** What a family chooses about, and what holds until it does. Finals and unexplained absences are owed whatever it says. */
export const TOPICS = {
  marks: { usual: "now", allowed: ["now", "evening", "weekly", "off"] },
  /** Tomorrow's, in the daily digest. */
  homework: { usual: "evening", allowed: ["evening", "off"] },
  /** The digest of the week. */
  weekly: { usual: "weekly", allowed: ["weekly", "off"] },
} as const satisfies Record<string, { usual: Frequency; allowed: readonly Frequency[] }>;

export type ChoiceTopic = keyof typeof TOPICS;

const ALLOWED_WORDS: Record<ChoiceTopic, string> = {
  marks: "Об отметках узнают сразу (now), вечером (evening), раз в неделю (weekly) или никак (off).",
  homework: "Домашнее задание приходит вечером (evening) или никак (off).",
  weekly: "Сводка за неделю приходит раз в неделю (weekly) или никак (off).",
};

export interface Chosen {
  frequency: Frequency;
  /** Of marks: only those that need attention (2 and 3 of five). */
  onlyLow: boolean;
}

/** `pupilId` null: about every pupil of theirs. */
export interface Choice extends Chosen {
  topic: ChoiceTopic;
  pupilId: string | null;
}

/** What one person chose, as it holds today. */
export interface PersonChoices {
  preferences: Preferences;
  clock: PersonClock;
  /** A choice about one pupil goes before the choice about all of them; null: about all. */
  of(topic: ChoiceTopic, pupilId: string | null): Chosen;
}

/** What these people, named or found by a query of their ids, chose; every one of them is in the answer. One query. */
export async function readChoices(
  db: Raw,
  personIds: string[] | Prisma.Sql,
  settings: Settings,
): Promise<Map<string, PersonChoices>> {
  const people = await db.$queryRaw<(Preferences & { id: string; choices: Choice[] })[]>`
    select p.id, p.language, p."timeZone", o."quietFrom", o."quietTo", o."eveningHour", o."weeklyDay", o."weeklyHour",
      coalesce(o."sayNothing", false) as "sayNothing",
      coalesce((select jsonb_agg(jsonb_build_object('topic', c.topic, 'pupilId', c."pupilId", 'frequency', c.frequency,
        'onlyLow', c."onlyLow")) from "Choice" c where c."personId" = p.id), '[]') as choices
    from "Person" p left join "Preference" o on o."personId" = p.id
    where p.id = any(${idArray(personIds)})`;
  return new Map(
    people.map(({ id, choices, ...preferences }) => [
      id,
      {
        preferences,
        clock: clockOf(preferences, settings),
        of: (topic, pupilId) => choiceOf(choices, topic, pupilId),
      },
    ]),
  );
}

function choiceOf(choices: Choice[], topic: ChoiceTopic, pupilId: string | null): Chosen {
  const own = choices.filter((choice) => choice.topic === topic);
  const chosen =
    own.find((choice) => choice.pupilId === pupilId) ?? own.find((choice) => choice.pupilId === null);
  return { frequency: chosen?.frequency ?? TOPICS[topic].usual, onlyLow: chosen?.onlyLow ?? false };
}

/** Whether what they chose about this pupil needs the digest. Pure. */
export function wantsSeries(choices: PersonChoices, frequency: SeriesFrequency, pupilId: string): boolean {
  const marks = choices.of("marks", pupilId).frequency;
  return frequency === "daily"
    ? marks === "evening" || choices.of("homework", pupilId).frequency === "evening"
    : marks === "weekly" || choices.of("weekly", pupilId).frequency === "weekly";
}

/** @throws BadInput a frequency that the topic does not have · only low ones of something that is not marks */
export function checkChoices(choices: Choice[]): void {
  choices.forEach(({ topic, frequency, onlyLow }, index) => {
    const allowed: readonly Frequency[] = TOPICS[topic].allowed;
    if (!allowed.includes(frequency))
      throw new BadInput(ALLOWED_WORDS[topic], ["choices", index, "frequency"]);
    if (onlyLow && topic !== "marks")
      throw new BadInput("«Только двойки и тройки» бывает у отметок. Уберите onlyLow.", [
        "choices",
        index,
        "onlyLow",
      ]);
  });
}

/** Puts these in the place of what was chosen about the same; of two about the same the last counts. */
export async function writeChoices(tx: Tx, personId: string, choices: Choice[]): Promise<void> {
  const rows = [...new Map(choices.map((choice) => [`${choice.topic} ${choice.pupilId}`, choice])).values()];
  await tx.$executeRaw`
    delete from "Choice" c using jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(topic text, "pupilId" uuid)
    where c."personId" = ${personId}::uuid and c.topic = x.topic and c."pupilId" is not distinct from x."pupilId"`;
  await tx.choice.createMany({ data: rows.map((row) => ({ personId, ...row })) });
}
