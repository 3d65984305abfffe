import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Channel } from "../../src/db.ts";
import { AUDIENCE, NOTICE_KINDS } from "../../src/deliveries/audience.ts";
import type { Story } from "../../src/deliveries/message.ts";
import { EVENT_KINDS, type EventKind } from "../../src/outbox/events.ts";
import { renderMessage } from "../../templates/messages/messages.ts";
import { SAMPLES } from "../../templates/samples.ts";

const MESSAGES = join(import.meta.dirname, "../../templates/messages");
const fileOf = (kind: string) => `${kind.replace(".", "-")}.tsx`;

test.each(EVENT_KINDS)("%s has an audience", (kind) => {
  expect(AUDIENCE, `Say who hears of ${kind}: a line in src/deliveries/audience.ts.`).toHaveProperty([kind]);
});

/** What may be told of a pupil's day in class: each of these kinds of stories is named after an event. */
const ALERT_KINDS = ["absence.noted", "arrival.noted", "absence.withdrawn"] as const satisfies EventKind[];
/** A question to an address, which no event of the journal asks. */
const WITHOUT_EVENT = [
  "confirm.tsx",
  "entry.tsx",
  "joined.tsx",
  "newcomers.tsx",
  "reminder.tsx",
  "trial.tsx",
];
/** Of no pupil: the school speaks in its own words. */
const SCHOOL_KIND = "announcement.made" satisfies EventKind;
const TOLD_KINDS = [...NOTICE_KINDS, ...ALERT_KINDS];

// What must stand beside a kind that families are told of; the compiler asks for most of it, this says where.
describe.each(TOLD_KINDS)("%s", (kind) => {
  test("has a file of wordings named after it", () => {
    const file = fileOf(kind);
    expect(existsSync(join(MESSAGES, file)), `Write its words into templates/messages/${file}.`).toBe(true);
  });

  test("has a sample, which is of this kind", () => {
    expect(SAMPLES, `Make up an example of ${kind} in templates/samples.ts.`).toHaveProperty([kind]);
    const kinds = SAMPLES[kind].pupils.flatMap(({ stories }) => stories.map((story) => story.kind));
    expect(
      kinds,
      `The sample of ${kind} in templates/samples.ts must tell of it and of nothing else.`,
    ).toEqual([kind]);
  });

  test.each(Object.values(Channel))("has words for %s", (channel) => {
    const { pupils } = SAMPLES[kind];
    const said = JSON.stringify(renderMessage(channel, "full", SAMPLES[kind])).toLowerCase();
    const told = wordOf(pupils[0]!.stories[0]!).toLowerCase();
    expect(said, `templates/messages/${fileOf(kind)} says nothing of the fact on ${channel}.`).toContain(
      told,
    );
  });
});

test("The school's own words have a file, a sample and every channel", () => {
  expect(existsSync(join(MESSAGES, fileOf(SCHOOL_KIND)))).toBe(true);
  const sample = SAMPLES[SCHOOL_KIND];
  for (const channel of Object.values(Channel))
    expect(JSON.stringify(renderMessage(channel, "full", sample)), channel).toContain(
      sample.announcements![0]!.title,
    );
});

/** What no channel may leave out. */
function wordOf(story: Story): string {
  if ("subject" in story) return story.subject;
  return story.subjects[0] ?? "отсутствии";
}

test("No file of wordings is left of a kind that is no more", () => {
  const known = [...[...TOLD_KINDS, SCHOOL_KIND].map(fileOf), ...WITHOUT_EVENT];
  const left = readdirSync(MESSAGES).filter((file) => file.endsWith(".tsx") && !known.includes(file));
  expect(
    left.map(
      (file) =>
        `templates/messages/${file} belongs to no event: add its kind to src/outbox/events.ts, or remove the file.`,
    ),
  ).toEqual([]);
});
