import { listWards } from "../access/wards.ts";
import { audit } from "../audit.ts";
import { dayIn } from "../clock.ts";
import {
  type Choice,
  type ChoiceTopic,
  checkChoices,
  type PersonChoices,
  readChoices,
  writeChoices,
} from "../contacts/choices.ts";
import { type Preferences, writePreferences } from "../contacts/preferences.ts";
import type { Db, Frequency, Tx } from "../db.ts";
import { BadInput } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { type Changes, given, lockPerson } from "../people/people.ts";
import { getSettings, type Settings } from "../settings.ts";
import { retime } from "./retiming.ts";

/** Three ways to live with the journal, and silence: finals and unexplained absences are owed all the same. */
const PRESETS = {
  now: { marks: "now", homework: "evening", weekly: "weekly" },
  evening: { marks: "evening", homework: "evening", weekly: "weekly" },
  weekly: { marks: "weekly", homework: "off", weekly: "weekly" },
  off: { marks: "off", homework: "off", weekly: "off" },
} as const satisfies Record<string, Record<ChoiceTopic, Frequency>>;

export type Preset = keyof typeof PRESETS;
export const PRESET_NAMES = Object.keys(PRESETS) as [Preset, ...Preset[]];

export interface Wish {
  personId: string;
  choices?: Choice[] | undefined;
  /** What is left out stays as it is; null is as the school has it. */
  preferences?: Changes<Preferences> | undefined;
  /** The family's written wish, where somebody of the school writes it down. */
  statementId?: string;
}

/**
 * Writes what somebody wants to hear and when; what has not left yet follows it.
 * @throws NotFound · BadInput a pupil that is not theirs, hours or a frequency that cannot be, a statement of another's
 */
export function choose(db: Db, wish: Wish, by: By): Promise<void> {
  const { personId, choices = [], preferences, statementId } = wish;
  const wanted = given(preferences ?? {});
  return change(db, personId, async (tx, settings) => {
    checkChoices(choices);
    await checkWards(tx, { personId, choices, settings });
    if (statementId && (await tx.statement.count({ where: { id: statementId, personId } })) === 0)
      throw new BadInput("У этого человека такого заявления нет. Сначала внесите заявление.", [
        "statementId",
      ]);
    await writeChoices(tx, personId, choices);
    if (Object.keys(wanted).length > 0) {
      const { preferences: before } = (await readChoices(tx, [personId], settings)).get(personId)!;
      await writePreferences(tx, personId, { ...before, ...wanted });
    }
    const topics = [...new Set(choices.map(({ topic }) => topic))];
    await audit(tx, by, {
      action: "choices.changed",
      objectId: personId,
      details: { topics, fields: Object.keys(wanted), ...(statementId ? { statementId } : {}) },
    });
  });
}

/**
 * One answer to every topic, about one pupil; or about all of them (null), and then nothing chosen about one is left.
 * @throws NotFound · BadInput a pupil that is not theirs
 */
export function choosePreset(
  db: Db,
  { personId, preset, pupilId }: { personId: string; preset: Preset; pupilId: string | null },
  by: By,
): Promise<void> {
  const topics = Object.entries(PRESETS[preset]) as [ChoiceTopic, Frequency][];
  const choices = topics.map(([topic, frequency]) => ({ topic, frequency, pupilId, onlyLow: false }));
  return change(db, personId, async (tx, settings) => {
    await checkWards(tx, { personId, choices, settings });
    if (pupilId === null) await tx.choice.deleteMany({ where: { personId } });
    await writeChoices(tx, personId, choices);
    await audit(tx, by, { action: "choices.changed", objectId: personId, details: { preset } });
  });
}

/** Whether somebody lives by this preset about all of these pupils. Pure. */
export function livesBy(choices: PersonChoices, preset: Preset, pupilIds: string[]): boolean {
  const topics = Object.entries(PRESETS[preset]) as [ChoiceTopic, Frequency][];
  return pupilIds.every((pupilId) =>
    topics.every(([topic, wanted]) => {
      const { frequency, onlyLow } = choices.of(topic, pupilId);
      return frequency === wanted && !onlyLow;
    }),
  );
}

/** One change after the other; what is open is re-timed in the same transaction. */
function change(
  db: Db,
  personId: string,
  write: (tx: Tx, settings: Settings) => Promise<void>,
): Promise<void> {
  return db.$transaction(async (tx) => {
    await lockPerson(tx, personId);
    const settings = await getSettings(tx);
    await write(tx, settings);
    await retime(tx, personId, settings);
  });
}

async function checkWards(
  tx: Tx,
  { personId, choices, settings }: { personId: string; choices: Choice[]; settings: Settings },
): Promise<void> {
  const wards = await listWards(tx, personId, dayIn(settings.timeZone));
  choices.forEach(({ pupilId }, index) => {
    if (pupilId !== null && !wards.some(({ id }) => id === pupilId))
      throw new BadInput("О чужом ученике выбирать нельзя. Укажите своего ученика или null: обо всех.", [
        "choices",
        index,
        "pupilId",
      ]);
  });
}
