import { z } from "zod";
import { type ChoiceTopic, TOPICS } from "../../contacts/choices.ts";

const MOST_CHOICES = 100;

const Topic = z.enum(Object.keys(TOPICS) as [ChoiceTopic, ...ChoiceTopic[]]);
const Frequency = z.enum(["now", "evening", "weekly", "off"]);
const Minute = z.int().min(0).max(1439);
const Hour = z.int().min(0).max(23);
const Weekday = z.int().min(1).max(7);
const Language = z.enum(["ru", "en"]);

const Choices = z.array(
  z.strictObject({
    topic: Topic,
    /** Null: about every pupil of theirs. */
    pupilId: z.uuid().nullable(),
    frequency: Frequency,
    /** Of marks: only 2 and 3. */
    onlyLow: z.boolean().default(false),
  }),
);

const Clock = z.object({
  timeZone: z.string().max(100),
  /** Minutes after midnight; equal: no quiet hours. */
  quietFrom: Minute,
  quietTo: Minute,
  eveningHour: Hour,
  /** 1 is Monday. */
  weeklyDay: Weekday,
  weeklyHour: Hour,
});

/** Null: as the school has it. */
const Preferences = z.strictObject({
  language: Language,
  timeZone: Clock.shape.timeZone.nullable(),
  quietFrom: Minute.nullable(),
  quietTo: Minute.nullable(),
  eveningHour: Hour.nullable(),
  weeklyDay: Weekday.nullable(),
  weeklyHour: Hour.nullable(),
  /** A digest also when there is nothing to tell. */
  sayNothing: z.boolean(),
});

const Chosen = z.object({ frequency: Frequency, onlyLow: z.boolean() });
export const ByTopic = z.object({ marks: Chosen, homework: Chosen, weekly: Chosen });

export const Shown = z.object({
  preferences: Preferences,
  /** The hours as they hold today. */
  clock: Clock,
  /** About every pupil who has nothing of their own. */
  everyPupil: ByTopic,
  pupils: z.array(
    z.object({
      id: z.uuid(),
      surname: z.string(),
      givenName: z.string(),
      className: z.string().nullable(),
      choices: ByTopic,
    }),
  ),
});

export const Wish = z.strictObject({
  choices: Choices.max(MOST_CHOICES).optional(),
  preferences: Preferences.partial().optional(),
});
