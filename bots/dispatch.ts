import { readButton } from "../src/access/buttons.ts";
import { RuleBroken } from "../src/errors.ts";
import { log } from "../src/log.ts";
import { refusalIn } from "../templates/refusals.ts";
import { html } from "../templates/telegram/markup.ts";
import type { Expected } from "./chats.ts";
import type { OwnTalk, Reply, Screen, Step, Talk, Typed } from "./feature.ts";
import type { House, Known } from "./house.ts";
import { auditReading, auditRefusal, isAllowed } from "./rights.ts";
import { chooseSpeaker, fileScreen, helpScreen, howToJoin } from "./sentences.ts";
import type { Opened } from "./talk.ts";
import type { Incoming } from "./updates.ts";

/** What an update is answered with, and what words are waited for afterwards. */
export interface Answer {
  reply: Reply;
  expects: Expected | null;
  /** Something went wrong, and the toast says what: it stays until it is read. */
  isTrouble: boolean;
}

/** Finds what is meant, asks the policy table and runs it; whatever goes wrong becomes one sentence. */
export async function answer(house: House, opened: Opened, incoming: Incoming): Promise<Answer> {
  const { talk, chat } = opened;
  const run = (known: Known, args: string[], typed?: Typed) =>
    runKnown(house, opened, { known, args, ...(typed ? { typed } : {}) });
  if (incoming.kind === "command") {
    const known = house.commands.get(incoming.name);
    return known ? run(known, incoming.args) : saying(null, { screen: unknown(opened) });
  }
  if (incoming.kind === "tapped") {
    const tapped = readButton(talk.secret, talk.chatId, incoming.data);
    const known = tapped && house.acts.get(tapped.key);
    if (!known) return { ...saying(chat.expects, trouble(talk, "bot-stale")), isTrouble: true };
    return run(known, tapped.args);
  }
  if (incoming.kind !== "typed") throw new TypeError("nobody said anything");
  const { typed } = incoming;
  const step = waitingFor(house, chat, typed);
  if (step) return run(step, chat.expects!.args, typed);
  // What was waited for before is waited for still.
  if (typed.file && talk.me) return saying(chat.expects, { screen: fileScreen(talk) });
  return (await understood(house, opened, typed)) ?? saying(null, { screen: unknown(opened) });
}

/** Who waits for these words, or for this file. */
function waitingFor({ steps }: House, { expects }: Opened["chat"], { file }: Typed): Known | undefined {
  const known = expects ? steps.get(`${expects.feature}.${expects.step}`) : undefined;
  if (!file || !known) return known;
  return steps.get(`${known.feature.name}.${(known.act as Step).files}`);
}

interface Asked {
  known: Known;
  args: string[];
  typed?: Typed;
}

async function runKnown(house: House, opened: Opened, asked: Asked): Promise<Answer> {
  const { talk, chat } = opened;
  const { known, args, typed } = asked;
  const { feature, act, name } = known;
  const about = act.about?.(args) ?? "school";
  const isOpen = await isAllowed({ ...talk, me: null }, { access: act.access, about });
  if (!talk.me && !isOpen) return saying(chat.expects, { screen: unknown(opened) });
  // A command is a new thought; so is a button of another feature.
  const before = name.startsWith("/") || chat.expects?.feature !== feature.name ? null : chat.expects;
  return guarded(opened, name, async () => {
    if (!(await isAllowed(talk, { access: act.access, about }))) {
      await auditRefusal(talk, { name, about });
      return { ...saying(before, trouble(talk, "bot-refused")), isTrouble: true };
    }
    await auditReading(talk, { name, access: act.access, about });
    const reply = await call(act, talk, { args, typed });
    if (reply.next !== undefined) return goOn(house, opened, reply);
    const expects = reply.expects && { feature: feature.name, args: [], ...reply.expects };
    return { reply, expects: expects === undefined ? before : expects, isTrouble: false };
  });
}

/** Whoever waits for words gets them; an act that does not is called without. */
function call(act: Known["act"], talk: Talk, { args, typed }: { args: string[]; typed: Typed | undefined }) {
  const run = act.run as (talk: Talk, args: string[], typed?: Typed) => Promise<Reply>;
  return run.call(act, talk, args, typed);
}

/** The command is another thought of the same person, so its right is asked as if they had typed it. */
async function goOn(house: House, opened: Opened, { next: wanted, ...reply }: Reply): Promise<Answer> {
  const known = house.commands.get(wanted!);
  const offered = opened.talk.commands.some(({ name }) => name === wanted);
  if (!known || !offered) return saying(null, { ...reply, screen: unknown(opened) });
  const next = await runKnown(house, opened, { known, args: [] });
  return { ...next, reply: { ...reply, ...next.reply } };
}

async function understood(house: House, opened: Opened, { text }: Typed): Promise<Answer | null> {
  const { talk } = opened;
  if (!talk.me || text === "") return null;
  for (const feature of house.features) {
    const { name, understands, hears } = feature;
    if (!understands || !hears || !(await isAllowed(talk, { access: hears, about: "school" }))) continue;
    const made = await guarded(opened, `${name} understands`, async () => {
      const reply = await understands(talk as OwnTalk, text);
      if (!reply) return null;
      const expects = reply.expects && { feature: name, args: [], ...reply.expects };
      return { reply, expects: expects ?? null, isTrouble: false };
    });
    if (made) return made;
  }
  return null;
}

/** A broken rule says itself; of anything else the log gets the name and the person a sentence. */
async function guarded<Made extends Answer | null>(
  opened: Opened,
  name: string,
  work: () => Promise<Made>,
): Promise<Made | Answer> {
  try {
    return await work();
  } catch (error) {
    const { talk, chat } = opened;
    if (error instanceof RuleBroken) {
      const said = refusalIn(talk.language, error.message);
      return {
        reply: { screen: { html: html(said), buttons: [] }, toast: said },
        expects: chat.expects,
        isTrouble: true,
      };
    }
    log.error({ act: name, error: (error as Error).name, stack: traceOf(error) }, "the bot broke");
    return { ...saying(chat.expects, trouble(talk, "bot-broken")), isTrouble: true };
  }
}

/** Where it broke, without the message, which may quote what somebody typed. */
function traceOf(error: unknown): string[] {
  const lines = ((error as Error).stack ?? "").split("\n").map((line) => line.trim());
  return lines.filter((line) => line.startsWith("at ")).slice(0, 6);
}

function trouble(talk: Talk, key: "bot-stale" | "bot-refused" | "bot-broken"): Reply {
  const words = talk.word(key);
  return { screen: { html: html(words), buttons: [] }, toast: words };
}

function saying(expects: Expected | null, reply: Reply): Answer {
  return { reply, expects, isTrouble: false };
}

/** What helps whoever wrote: the choice of who speaks, how to join, or what they may do here. */
function unknown({ talk, speakers }: Opened): Screen {
  if (talk.me) return helpScreen(talk);
  return speakers.length > 1 ? chooseSpeaker(talk, speakers) : howToJoin(talk);
}
