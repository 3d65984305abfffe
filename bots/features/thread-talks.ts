import {
  type ListedThread,
  LONGEST_MESSAGE,
  listMessages,
  listThreads,
  openThread,
  readThread,
  type ThreadMessage,
  writeMessage,
} from "../../src/threads/threads.ts";
import { html } from "../../templates/telegram/markup.ts";
import type { Button, Feature, OwnTalk, Reply, Screen, Typed } from "../feature.ts";
import { bold, byOf, dayOf, label, nameFor, plain, saysAll, siteInstead, wordsOf } from "../screens.ts";

// In: a family or its class teacher opens their talk, or answers a message. Out: the last messages, and what they type
// goes to the other side. A repeated update writes nothing twice: its number is the message's key.

const LAST = 5;
const about = ([id]: string[]) => ({ thread: id ?? "" });

export const threadTalks: Feature = {
  name: "thread",
  commands: [
    {
      name: "talks",
      menu: "bot-thread-menu",
      for: ["guardian", "teacher"],
      access: "threads.list",
      run: async (talk) => ({ screen: await list(talk) }),
    },
  ],
  acts: {
    list: { access: "threads.list", run: async (talk) => ({ screen: await list(talk), expects: null }) },
    begin: {
      access: "thread.open",
      about: ([pupilId]) => ({ pupil: pupilId ?? "" }),
      run: begin,
    },
    show: { access: "thread.read", about, run: show },
    reply: { access: "thread.write", about, run: async (talk, [id]) => ask(talk, id!) },
  },
  steps: { words: { access: "thread.write", about, run: write } },
};

async function list(talk: OwnTalk): Promise<Screen> {
  const instead = siteInstead(talk, talk.word("bot-thread-menu"));
  if (instead) return instead;
  const wards = talk.pupils.filter(({ isSelf }) => !isSelf);
  const threads = await listThreads(talk.db, { personId: talk.me.id, wardIds: wards.map(({ id }) => id) });
  const has = (pupilId: string) =>
    threads.some((thread) => thread.pupilId === pupilId && thread.guardianId === talk.me.id);
  const begins = wards
    .filter(({ id }) => !has(id))
    .map((pupil): Button[] => [
      { label: label(nameFor(talk, pupil)), act: "thread.begin", args: [pupil.id] },
    ]);
  const none = threads.length + begins.length === 0;
  return {
    html: `${bold(talk.word("bot-thread-menu"))}\n${plain(talk.word(none ? "bot-thread-none" : "bot-thread-choose"))}`,
    buttons: [...threads.slice(0, 20).map((thread): Button[] => [opens(talk, thread)]), ...begins],
  };
}

function opens(talk: OwnTalk, { id, unread, pupil, guardian, guardianId }: ListedThread): Button {
  const who = guardianId === talk.me.id ? nameFor(talk, pupil) : nameFor(talk, guardian);
  return { label: label(unread > 0 ? `${who} (${unread})` : who), act: "thread.show", args: [id] };
}

async function begin(talk: OwnTalk, [pupilId]: string[]): Promise<Reply> {
  const { id } = await openThread(talk.db, { pupilId: pupilId!, guardianId: talk.me.id }, byOf(talk));
  return ask(talk, id);
}

async function show(talk: OwnTalk, [id]: string[]): Promise<Reply> {
  const messages = (await listMessages(talk.db, id!, { take: LAST })).reverse();
  // What stays on the site has not been read here.
  if (saysAll(talk)) await readThread(talk.db, id!, byOf(talk));
  return { screen: screenOf(talk, id!, messages), expects: null };
}

function screenOf(talk: OwnTalk, id: string, messages: ThreadMessage[]): Screen {
  const said = messages.map(
    ({ side, at, text }) =>
      `<b>${plain(talk.word("bot-thread-from", { side }))}</b>, ${wordsOf(talk).shortDay(dayOf(talk, at))}:\n${html(short(text))}`,
  );
  const site: Button[][] = saysAll(talk)
    ? []
    : [[{ label: talk.word("bot-staff-open-site"), url: talk.publicUrl }]];
  const body = saysAll(talk) ? said.join("\n\n") : plain(talk.word("bot-staff-on-site"));
  return {
    html: messages.length === 0 ? plain(talk.word("bot-thread-empty")) : body,
    buttons: [
      ...site,
      [{ label: talk.word("bot-thread-reply"), act: "thread.reply", args: [id] }],
      [{ label: talk.word("bot-class-back"), act: "thread.list" }],
    ],
  };
}

/** Five of them fit one message; the whole is on the site. */
function short(text: string): string {
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}

function ask(talk: OwnTalk, id: string): Reply {
  return {
    screen: {
      html: plain(talk.word("bot-thread-ask", { most: LONGEST_MESSAGE })),
      buttons: [[{ label: talk.word("bot-class-back"), act: "thread.list" }]],
    },
    below: true,
    expects: { step: "words", args: [id] },
  };
}

async function write(talk: OwnTalk, [id]: string[], typed: Typed): Promise<Reply> {
  const onceKey = `bot ${talk.chatId} ${talk.updateId}`;
  await writeMessage(talk.db, { threadId: id!, text: typed.text, onceKey }, byOf(talk));
  return {
    screen: {
      html: plain(talk.word("bot-thread-sent")),
      buttons: [[{ label: talk.word("bot-thread-open"), act: "thread.show", args: [id!] }]],
    },
    expects: null,
  };
}
