import { dateOf } from "../../src/clock.ts";
import { confirmContact } from "../../src/contacts/contacts.ts";
import {
  countQueue,
  getQueued,
  QUEUES,
  type Queue,
  type QueuedContact,
  readQueue,
} from "../../src/contacts/queue.ts";
import { findUnreachable } from "../../src/contacts/unreachable.ts";
import type { Feature, OwnTalk, Reply, Screen, Typed } from "../feature.ts";
import {
  bold,
  byOf,
  dayOf,
  inPairs,
  LINES,
  label,
  listScreen,
  nameFor,
  plain,
  saysAll,
  siteInstead,
  turners,
  wordsOf,
} from "../screens.ts";

// In: the administrator asks which contacts wait. Out: the queues, and on one contact the word of the school that it is
// its owner's, with how one knows (R64). If it dies here the contact is confirmed or not; twice changes nothing.

const LONGEST_HOW = 200;
/** Of a queue in a button. */
const QUEUE_AT = new Map(QUEUES.map((queue, at) => [queue, String(at)]));

const ofContact = {
  access: "contact.confirm",
  about: ([contact]: string[]) => ({ contact: contact! }),
} as const;

export const contactQueue: Feature = {
  name: "contacts",
  commands: [
    {
      name: "contacts",
      menu: "bot-admin-menu-contacts",
      for: ["administrator"],
      access: "contacts.list",
      run: async (talk) => ({ screen: await list(talk, "waiting", 0) }),
    },
  ],
  acts: {
    list: {
      access: "contacts.list",
      run: async (talk, [queue, page]) => ({
        screen: await list(talk, QUEUES[Number(queue)] ?? "waiting", Number(page) || 0),
        expects: null,
      }),
    },
    unreachable: {
      access: "contacts.list",
      run: async (talk, [page]) => ({ screen: await unreachable(talk, page) }),
    },
    one: { ...ofContact, run: async (talk, [id]) => ({ screen: one(talk, await getQueued(talk.db, id!)) }) },
    confirm: { ...ofContact, run: async (talk, args) => ask(talk, args) },
  },
  steps: { how: { ...ofContact, run: confirm } },
};

async function list(talk: OwnTalk, queue: Queue, page: number): Promise<Screen> {
  const counts = await countQueue(talk.db);
  const title = talk.word("bot-admin-contacts", { queue, n: counts[queue] });
  const others = QUEUES.filter((other) => other !== queue).map((other) => ({
    label: talk.word("bot-admin-queue", { queue: other, n: counts[other] }),
    act: "contacts.list",
    args: [QUEUE_AT.get(other)!, "0"],
  }));
  const instead = siteInstead(talk, title);
  if (instead) return { ...instead, buttons: [others, ...instead.buttons] };
  const rows = await readQueue(talk.db, queue, { take: LINES + 1, skip: page * LINES });
  const shown = rows.slice(0, LINES);
  return {
    html: [bold(title), ...shown.map((contact) => line(talk, contact))].join("\n"),
    buttons: [
      ...inPairs(
        shown.map(({ id, person }) => ({
          label: label(nameFor(talk, person)),
          act: "contacts.one",
          args: [id],
        })),
      ),
      ...turners(talk, "contacts.list", {
        ...{ at: page, pages: page + (rows.length > LINES ? 2 : 1) },
        args: [QUEUE_AT.get(queue)!],
      }),
      others,
      [{ label: talk.word("bot-admin-unreachable-button"), act: "contacts.unreachable" }],
    ],
  };
}

/** Families nobody can write to; their finals go to the print round by themselves. */
async function unreachable(talk: OwnTalk, page?: string): Promise<Screen> {
  const families = await findUnreachable(talk.db, dateOf(talk.day));
  return listScreen(talk, {
    ...{ title: talk.word("bot-admin-unreachable", { n: families.length }), items: families, page },
    ...{ act: "contacts.unreachable", back: "contacts.list" },
    line({ className, hearers, ...pupil }) {
      const who = saysAll(talk) ? `${className}, ${nameFor(talk, pupil)}` : nameFor(talk, pupil);
      return plain(`${who}: ${hearers.map((hearer) => nameFor(talk, hearer)).join(", ")}`);
    },
  });
}

/** Never the address: it is of use to nobody here. */
function line(
  talk: OwnTalk,
  { person, channel, createdAt, confirmedAt, suspendedAt }: QueuedContact,
): string {
  const at = suspendedAt ?? confirmedAt ?? createdAt;
  const since = wordsOf(talk).shortDay(dayOf(talk, at));
  return plain(`${nameFor(talk, person)}: ${talk.word("bot-admin-channel", { channel })}, ${since}`);
}

function one(talk: OwnTalk, contact: QueuedContact): Screen {
  const instead = siteInstead(talk, talk.word("bot-admin-contact"));
  if (instead) return instead;
  const { id, version, person, channel, state, statement, signedDocument, suspendedReason, createdAt } =
    contact;
  const words = wordsOf(talk);
  const stands = statement ? "statement" : signedDocument?.verifiedAt ? "signed" : "nothing";
  return {
    html: [
      bold(`${nameFor(talk, person)}: ${talk.word("bot-admin-channel", { channel })}`),
      plain(talk.word("bot-admin-contact-state", { state, reason: suspendedReason ?? "" })),
      plain(talk.word("bot-admin-contact-since", { day: words.day(dayOf(talk, createdAt)) })),
      plain(talk.word("bot-admin-contact-stands", { stands })),
    ].join("\n"),
    buttons: [
      ...(state === "unconfirmed" && stands !== "nothing"
        ? [[{ label: talk.word("bot-admin-confirm"), act: "contacts.confirm", args: [id, String(version)] }]]
        : []),
      [{ label: talk.word("bot-class-back"), act: "contacts.list", args: ["0", "0"] }],
    ],
  };
}

function ask(talk: OwnTalk, args: string[]): Reply {
  return {
    screen: {
      html: plain(talk.word("bot-admin-ask-how")),
      buttons: [[{ label: talk.word("bot-class-back"), act: "contacts.one", args: [args[0]!] }]],
    },
    expects: { step: "how", args },
  };
}

async function confirm(talk: OwnTalk, [id, version]: string[], typed?: Typed): Promise<Reply> {
  const how = typed?.text.trim() ?? "";
  if (how === "" || how.length > LONGEST_HOW)
    return { screen: { html: plain(talk.word("bot-admin-how-wrong", { most: LONGEST_HOW })), buttons: [] } };
  const { state, confirmedById } = await getQueued(talk.db, id!);
  // The same words that came twice.
  const isDone = state === "confirmed" && confirmedById === talk.me.id;
  if (!isDone) await confirmContact(talk.db, { id: id!, version: Number(version), how }, byOf(talk));
  const left = await list(talk, "waiting", 0);
  return {
    screen: { ...left, html: `${plain(talk.word("bot-admin-confirmed"))}\n\n${left.html}` },
    expects: null,
  };
}
