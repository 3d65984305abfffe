import { dateOf } from "../../src/clock.ts";
import { type CallEntry, noteCall, readCalls } from "../../src/oversight/call-list.ts";
import type { Button, Feature, OwnTalk, Reply, Screen, Typed } from "../feature.ts";
import { readMoment } from "../moments.ts";
import { bold, byOf, listScreen, nameFor, plain, saysAll, siteInstead, wordsOf } from "../screens.ts";
import { idsOf, readOwnClasses } from "./own-classes.ts";

// In: somebody of the school asks whom to call. Out: families no message reaches, and a note per call. If it dies here the
// call is noted or not; one that reached the family is not noted twice, for the family has left the list.

const LONGEST_NOTE = 500;
const REACHED = "1";

const ofNotice = { access: "call.note", about: ([notice]: string[]) => ({ notice: notice! }) } as const;

export const classCalls: Feature = {
  name: "calls",
  commands: [
    {
      name: "calls",
      menu: "bot-class-menu-calls",
      for: ["teacher", "deputyHead"],
      access: "calls.read",
      run: async (talk) => ({ screen: await list(talk) }),
    },
  ],
  acts: {
    list: {
      access: "calls.read",
      run: async (talk, [page]) => ({ screen: await list(talk, page), expects: null }),
    },
    one: { ...ofNotice, run: one },
    reached: {
      ...ofNotice,
      run: (talk, [noticeId]) => note(talk, { noticeId: noticeId!, reached: true, note: null }),
    },
    missed: {
      ...ofNotice,
      run: (talk, [noticeId]) => note(talk, { noticeId: noticeId!, reached: false, note: null }),
    },
    ask: {
      ...ofNotice,
      run: async (talk, [noticeId, reached]) => ({
        screen: {
          html: plain(talk.word("bot-class-call-ask")),
          buttons: [[{ label: talk.word("bot-class-back"), act: "calls.list" }]],
        },
        expects: { step: "note", args: [noticeId!, reached!] },
      }),
    },
  },
  steps: { note: { ...ofNotice, run: takeNote } },
};

/** Of the whole school for the deputy head, else of the classes they lead. */
async function read(talk: OwnTalk): Promise<CallEntry[]> {
  const classIds = talk.roles.includes("deputyHead") ? null : idsOf(await readOwnClasses(talk));
  return readCalls(talk.db, { classIds, day: dateOf(talk.day) });
}

async function list(talk: OwnTalk, page?: string): Promise<Screen> {
  const calls = await read(talk);
  return listScreen(talk, {
    ...{ title: talk.word("bot-class-calls", { n: calls.length }), items: calls, page },
    ...{ act: "calls.list", back: "class.open" },
    line: (call) => line(talk, call),
    opens: ({ noticeId, person }) => ({ name: nameFor(talk, person), act: "calls.one", args: [noticeId] }),
  });
}

function line(talk: OwnTalk, { pupil, person, kind, calls, isAsked }: CallEntry): string {
  const about = talk.word("bot-class-call-about", { kind, pupil: nameFor(talk, pupil) });
  const tried = calls.length > 0 ? `, ${talk.word("bot-class-call-tried", { n: calls.length })}` : "";
  const asked = isAsked ? `, ${talk.word("bot-choices-call-asked")}` : "";
  return plain(`${nameFor(talk, person)}: ${about}${asked}${tried}`);
}

async function one(talk: OwnTalk, [noticeId]: string[]): Promise<Reply> {
  const entry = (await read(talk)).find((call) => call.noticeId === noticeId);
  if (!entry) return { toast: talk.word("bot-class-call-gone"), screen: await list(talk) };
  const instead = siteInstead(talk, talk.word("bot-class-calls-one"));
  if (instead) return { screen: instead };
  const { person, pupil, kind, deadlineAt, since, calls } = entry;
  const words = wordsOf(talk);
  const at = (moment: Date) => readMoment(moment, talk.settings.timeZone, words);
  const button = (key: string, act: string, args: string[] = []): Button => ({
    label: talk.word(key),
    act: `calls.${act}`,
    args: [noticeId!, ...args],
  });
  return {
    screen: {
      html: [
        bold(nameFor(talk, person)),
        plain(talk.word("bot-class-call-about", { kind, pupil: nameFor(talk, pupil) })),
        ...(saysAll(talk) && person.phone
          ? [plain(talk.word("bot-class-call-phone", { phone: person.phone }))]
          : []),
        plain(
          deadlineAt
            ? talk.word("bot-class-call-until", { at: at(deadlineAt) })
            : talk.word("bot-class-call-since", { at: at(since) }),
        ),
        ...calls
          .slice(0, 3)
          .map((call) =>
            plain(`${at(call.at)}: ${(saysAll(talk) && call.note) || talk.word("bot-class-call-nobody")}`),
          ),
      ].join("\n"),
      buttons: [
        [button("bot-class-call-reached", "reached"), button("bot-class-call-missed", "missed")],
        [
          button("bot-class-call-reached-note", "ask", [REACHED]),
          button("bot-class-call-missed-note", "ask", ["0"]),
        ],
        [{ label: talk.word("bot-class-back"), act: "calls.list" }],
      ],
    },
  };
}

async function takeNote(talk: OwnTalk, [noticeId, reached]: string[], typed?: Typed): Promise<Reply> {
  const text = typed?.text.trim() ?? "";
  if (text === "" || text.length > LONGEST_NOTE)
    return {
      screen: { html: plain(talk.word("bot-class-call-note-wrong", { most: LONGEST_NOTE })), buttons: [] },
    };
  return note(talk, { noticeId: noticeId!, reached: reached === REACHED, note: text });
}

async function note(talk: OwnTalk, call: Parameters<typeof noteCall>[1]): Promise<Reply> {
  await noteCall(talk.db, call, byOf(talk));
  const toast = talk.word(call.reached ? "bot-class-call-noted-reached" : "bot-class-call-noted-missed");
  return { toast, screen: await list(talk), expects: null };
}
