import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Channel } from "../../src/db.ts";
import { AUDIENCE, NOTICE_KINDS } from "../../src/deliveries/audience.ts";
import { EVENT_KINDS } from "../../src/outbox/events.ts";
import { renderMessage } from "../../templates/messages/messages.ts";
import { SAMPLES } from "../../templates/samples.ts";

const MESSAGES = join(import.meta.dirname, "../../templates/messages");
const fileOf = (kind: string) => `${kind.replace(".", "-")}.tsx`;

test.each(EVENT_KINDS)("%s has an audience", (kind) => {
  expect(AUDIENCE, `Say who hears of ${kind}: a line in src/deliveries/audience.ts.`).toHaveProperty([kind]);
});

// What must stand beside a kind that families are told of; the compiler asks for most of it, this says where.
describe.each(NOTICE_KINDS)("%s", (kind) => {
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
    const subject = pupils[0]!.stories[0]!.subject.toLowerCase();
    expect(said, `templates/messages/${fileOf(kind)} says nothing of the subject on ${channel}.`).toContain(
      subject,
    );
  });
});

test("No file of wordings is left of a kind that is no more", () => {
  const known = NOTICE_KINDS.map(fileOf);
  const left = readdirSync(MESSAGES).filter((file) => file.endsWith(".tsx") && !known.includes(file));
  expect(
    left.map(
      (file) =>
        `templates/messages/${file} belongs to no event: add its kind to src/outbox/events.ts, or remove the file.`,
    ),
  ).toEqual([]);
});
