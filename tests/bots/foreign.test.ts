import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FEATURES } from "../../bots/bot.ts";
import { answer } from "../../bots/dispatch.ts";
import type { Act, Feature } from "../../bots/feature.ts";
import { buildHouse, type House, type Known } from "../../bots/house.ts";
import { type Opened, openTalk } from "../../bots/talk.ts";
import type { Doing } from "../../bots/updates.ts";
import { packButton } from "../../src/access/buttons.ts";
import { may, POLICY } from "../../src/access/policy.ts";
import { setSettings } from "../../src/settings.ts";
import { hasChat, startBot, type TestBot } from "../support/bot.ts";
import { RELATIONS, type Related, type Side, standingsByHand } from "../support/relations.ts";
import { castSchool, type TestSchool } from "../support/school.ts";
import { type AllThings, makeThings, type Thing } from "../support/things.ts";

/** Said in place of what an act does: the frame let it through. */
const REACHED = "reached";
const MOST_ARGS = 6;
const AT_ONCE = 8;
const PEOPLE = Object.keys(RELATIONS) as Related[];
const LONG = { timeout: 120_000 };

let school: TestSchool;
let things: AllThings;
let bot: TestBot;
const chats = new Map<Related, number>();

beforeAll(async () => {
  school = await castSchool();
  await setSettings(school.db, { telegramLevel: "full" });
  things = await makeThings(school);
  bot = await startBot(school.db);
  for (const [at, who] of PEOPLE.entries()) {
    chats.set(who, 5_560_000 + at);
    await hasChat(school.db, school.cast[who].id, 5_560_000 + at);
  }
});
afterAll(async () => {
  await bot.close();
  await school.close();
});

/** The real table, with nothing behind its doors. */
const hollow = buildHouse(
  FEATURES.map(({ understands: _, hears: __, ...feature }) => ({
    ...feature,
    commands: (feature.commands ?? []).map((act) => ({ ...act, run: reach })),
    acts: mapped(feature.acts, (act) => ({ ...act, run: reach })),
    steps: mapped(feature.steps, (step) => ({ ...step, run: reach })),
  })),
);

async function reach() {
  return { toast: REACHED };
}

function mapped<Value>(
  table: Record<string, Value> = {},
  change: (value: Value) => Value,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, change(value)]));
}

const doors = [
  ...[...hollow.acts.values()].map((known) => ({ known, by: "tap" as const })),
  ...[...hollow.steps.values()].map((known) => ({ known, by: "words" as const })),
  ...[...hollow.commands.values()].map((known) => ({ known, by: "command" as const })),
];

/** Each door is asked alone and keeps nothing, so that a few may be asked while others wait for the database. */
async function manyAtOnce<Item>(items: Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const left = items[Symbol.iterator]();
  const worker = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Which thing the act is about, and which of its arguments name it. */
function aboutOf({
  about,
}: Pick<Act, "about">): { thing: Thing; args(side: Record<string, string>): string[] } | null {
  const marks = Array.from({ length: MOST_ARGS }, () => randomUUID());
  const found = about?.(marks);
  if (!found || found === "school") return null;
  const [thing, id] = Object.entries(found)[0] as [Thing, string | { classId: string; subjectId: string }];
  const args = (side: Record<string, string>) =>
    marks.map((mark) => {
      if (id === mark) return side[thing]!;
      if (typeof id !== "string" && id.classId === mark) return side.class!;
      if (typeof id !== "string" && id.subjectId === mark) return side.subjectId!;
      return "1";
    });
  return { thing, args };
}

async function opened(who: Related): Promise<Opened> {
  const chatId = String(chats.get(who));
  return openTalk(bot.desk, { chatId, updateId: 1, language: "ru" }, hollow.offered);
}

async function try_(house: House, open: Opened, asked: { known: Known; by: string; args: string[] }) {
  const { known, by, args } = asked;
  const { secret, chatId } = open.talk;
  const step = { feature: known.feature.name, step: known.name.split(".")[1]!, args };
  const chat = { ...open.chat, expects: by === "words" ? step : null };
  const doing: Doing =
    by === "tap"
      ? {
          kind: "tapped",
          data: packButton(secret, chatId, { act: known.name, args: fitting(args) }),
          queryId: "1",
          messageId: 1,
        }
      : by === "words"
        ? { kind: "typed", typed: { text: "5", file: null } }
        : { kind: "command", name: known.name.slice(1), args: [] };
  return answer(house, { ...open, chat }, { updateId: 1, chatId, language: "ru", ...doing });
}

/** As many as a button holds. */
function fitting(args: string[]): string[] {
  const ids = args.findLastIndex((arg) => arg.length > 30);
  return args.slice(0, Math.max(ids + 1, 1));
}

describe.each(PEOPLE)("%s", (who) => {
  test(
    "reaches by every command, button and step what the policy table gives, and no more",
    LONG,
    async () => {
      const open = await opened(who);
      const before = await refusals(who);
      const wrong: string[] = [];
      let refused = 0;
      await manyAtOnce(doors, async ({ known, by }) => {
        const about = aboutOf(known.act);
        const sides: Side[] = about ? ["own", "foreign"] : ["own"];
        for (const side of sides) {
          const args = about ? about.args(sideOf(who, side)) : [];
          const expected = may(known.act.access, standingsByHand(who, about?.thing, side));
          const { reply } = await try_(hollow, open, { known, by, args });
          const reached = reply.toast === REACHED;
          if (!reached) refused += 1;
          if (reached !== expected)
            wrong.push(`${known.name} of ${side}: ${reached ? "let through" : `refused: ${reply.toast}`}`);
        }
      });
      expect(wrong).toEqual([]);
      expect((await refusals(who)) - before).toBe(refused);
    },
  );
});

/** What is about Глеб is his barred father's own. */
function sideOf(who: Related, side: Side): AllThings["own"] {
  if (side === "foreign") return things.foreign;
  return who === "glebFather" ? things.barred : things.own;
}

function refusals(who: Related): Promise<number> {
  return school.db.auditEntry.count({ where: { action: "bot.refused", actorId: school.cast[who].id } });
}

test("Whoever has not joined reaches only what is everybody's", LONG, async () => {
  const open = await openTalk(bot.desk, { chatId: "5569999", updateId: 1, language: "ru" }, hollow.offered);
  for (const { known, by } of doors) {
    const args = aboutOf(known.act)?.args(things.own) ?? [];
    const { reply } = await try_(hollow, open, { known, by, args });
    const isOpen = (POLICY[known.act.access] as readonly string[]).includes("everyone");
    expect([known.name, reply.toast === REACHED]).toEqual([known.name, isOpen]);
  }
});

/** Acts about the school as a whole look by themselves at what their arguments name. */
test.each(["annaMother", "anna", "smirnova"] as const)(
  "An act that is about nothing in particular tells %s nothing of a foreign family",
  LONG,
  async (who) => {
    const house = buildHouse(FEATURES);
    const open = await opened(who);
    const before = await fingerprint();
    const { foreign } = things;
    const told: string[] = [];
    for (const known of [...house.acts.values()].filter(
      ({ act, feature }) => !act.about && isWalked(feature),
    ))
      for (const thing of ["pupil", "mark", "lesson", "excuse", "contact", "class", "correction"] as const) {
        const { reply } = await try_(house, open, {
          known,
          by: "tap",
          args: [foreign[thing], foreign.pupil],
        });
        const said = JSON.stringify(reply);
        if (/Злат|Осипов/.test(said)) told.push(`${known.name} of ${thing}: ${said}`);
      }
    expect(told).toEqual([]);
    expect(await fingerprint()).toEqual(before);
  },
);

/** Joining, leaving and the language are about the chat itself, and change it on purpose. */
function isWalked({ name }: Feature): boolean {
  return !["join", "leave", "bot"].includes(name);
}

async function fingerprint() {
  const { db, cast } = school;
  const pupilId = cast.zlata.id;
  return {
    marks: await db.mark.findMany({ where: { pupilId } }),
    excuses: await db.excuse.findMany({ where: { pupilId } }),
    corrections: await db.correction.findMany({ where: { pupilId } }),
    contacts: await db.contact.findMany({ where: { personId: cast.zlataMother.id } }),
    choices: await db.choice.findMany({ where: { pupilId } }),
  };
}
