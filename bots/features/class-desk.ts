import { listUnread } from "../../src/attendance/excuses.ts";
import { readUnexplained } from "../../src/attendance/unexplained.ts";
import { dateOf } from "../../src/clock.ts";
import { readJoining } from "../../src/contacts/joined.ts";
import { readCalls } from "../../src/oversight/call-list.ts";
import { findNotReceived } from "../../src/oversight/not-received.ts";
import type { Button, Feature, OwnTalk, Screen } from "../feature.ts";
import { bold, inPairs, plain } from "../screens.ts";
import { idsOf, type OwnClass, readOwnClasses } from "./own-classes.ts";

// In: a class teacher opens their class. Out: how much waits in each list; numbers alone, at every level. It writes nothing.

export const classDesk: Feature = {
  name: "class",
  commands: [
    {
      name: "class",
      menu: "bot-class-menu-class",
      for: ["teacher"],
      access: "attendance.read",
      run: async (talk) => ({ screen: await desk(talk) }),
    },
  ],
  acts: {
    open: { access: "attendance.read", run: async (talk) => ({ screen: await desk(talk), expects: null }) },
  },
};

async function desk(talk: OwnTalk): Promise<Screen> {
  const { db } = talk;
  const day = dateOf(talk.day);
  const classes = await readOwnClasses(talk);
  const ofSchool = talk.roles.includes("deputyHead");
  if (classes.length === 0 && !ofSchool) return { html: plain(talk.word("bot-class-none")), buttons: [] };
  const classIds = idsOf(classes);
  const everywhere = ofSchool ? null : classIds;
  const calls = await readCalls(db, { classIds: everywhere, day });
  const { notReceived } = await findNotReceived(db, { classIds: everywhere });
  const own = classes.length > 0 ? await readOwn(talk, classIds) : [];
  const counted = [...own, of("calls", calls.length), of("received", notReceived.length)];
  return {
    html: [
      bold(titleOf(talk, classes)),
      plain(talk.word(counted.some(({ n }) => n > 0) ? "bot-class-waits" : "bot-class-calm")),
    ].join("\n"),
    buttons: inPairs(counted.map((list) => button(talk, list))),
  };
}

function titleOf(talk: OwnTalk, classes: OwnClass[]): string {
  if (classes.length === 0) return talk.word("bot-class-school");
  const names = classes.map(({ name }) => name).filter(Boolean);
  return names.length > 0 ? names.join(", ") : talk.word("bot-class-own");
}

interface Counted {
  list: "excuses" | "reasons" | "joined" | "calls" | "received";
  n: number;
}

function of(list: Counted["list"], n: number): Counted {
  return { list, n };
}

async function readOwn(talk: OwnTalk, classIds: string[]): Promise<Counted[]> {
  const day = dateOf(talk.day);
  const excuses = await listUnread(talk.db, { classIds, day });
  const missed = await readUnexplained(talk.db, classIds, talk.day);
  const guardians = await readJoining(talk.db, { classIds, day });
  return [
    of("excuses", excuses.length),
    of("reasons", missed.length),
    of("joined", guardians.filter(({ isReached }) => !isReached).length),
  ];
}

function button(talk: OwnTalk, { list, n }: Counted): Button {
  return { label: talk.word("bot-class-list", { list, n }), act: `${list}.list` };
}
