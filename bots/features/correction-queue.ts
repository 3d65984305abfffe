import { isoDay } from "../../src/clock.ts";
import { approveCorrection, refuseCorrection } from "../../src/corrections/deciding.ts";
import { getCorrection, type ListedCorrection, listCorrections } from "../../src/corrections/listing.ts";
import type { Feature, OwnTalk, Reply, Screen, Typed } from "../feature.ts";
import {
  bold,
  byOf,
  listScreen,
  nameFor,
  plain,
  saysAll,
  shortNameFor,
  siteInstead,
  wordsOf,
} from "../screens.ts";
import { periodSaid } from "./correction-period.ts";

// In: the deputy head asks what waits for a decision. Out: requests, and on one its approval with the act's number or its
// refusal with the reason. If it dies here the decision is written whole or not at all; a second one finds it decided.

/** More wait only where nobody has decided for weeks. */
const MOST = 200;
const LONGEST_ANSWER = 500;

const decides = {
  access: "correction.decide",
  about: ([correction]: string[]) => ({ correction: correction! }),
} as const;

export const correctionQueue: Feature = {
  name: "decide",
  commands: [
    {
      name: "corrections",
      menu: "bot-deputy-menu-corrections",
      for: ["deputyHead"],
      access: "correction.decide",
      run: async (talk) => ({ screen: await list(talk) }),
    },
  ],
  acts: {
    list: {
      access: "correction.decide",
      run: async (talk, [page]) => ({ screen: await list(talk, page), expects: null }),
    },
    one: {
      ...decides,
      run: async (talk, [id]) => ({ screen: await one(talk, await getCorrection(talk.db, id!)) }),
    },
    approve: { ...decides, run: async (talk, args) => ask(talk, "act", args) },
    refuse: { ...decides, run: async (talk, args) => ask(talk, "answer", args) },
  },
  steps: {
    act: { ...decides, run: approve },
    answer: { ...decides, run: refuse },
  },
};

async function list(talk: OwnTalk, page?: string): Promise<Screen> {
  const asked = await listCorrections(talk.db, { state: "requested" }, { take: MOST });
  return listScreen(talk, {
    ...{ title: talk.word("bot-deputy-corrections", { n: asked.length }), items: asked, page },
    act: "decide.list",
    line: (correction) => plain(headline(talk, correction)),
    opens: ({ id, pupil }) => ({ name: nameFor(talk, pupil), act: "decide.one", args: [id] }),
  });
}

/** «Кравцова Анна: алгебра, 26.11, 4 → 5» */
function headline(talk: OwnTalk, { pupil, work, subject, was, wanted }: ListedCorrection): string {
  const words = wordsOf(talk);
  const named = words.subject((work?.lesson.subject ?? subject)!.name);
  const day = work ? words.shortDay(isoDay(work.lesson.date)) : talk.word("bot-deputy-final");
  const change = `${was?.code ?? "–"} → ${wanted?.code ?? "–"}`;
  return `${nameFor(talk, pupil)}: ${named}, ${day}, ${change}`;
}

async function one(talk: OwnTalk, correction: ListedCorrection): Promise<Screen> {
  const instead = siteInstead(talk, talk.word("bot-deputy-correction"));
  if (instead) return instead;
  const { id, version, state, work, reason, askedBy } = correction;
  const args = [id, String(version)];
  const waits = state === "requested";
  const said = await periodSaid(talk, correction);
  const title = saysAll(talk) && work?.title ? ` «${work.title}»` : "";
  return {
    html: [
      bold(headline(talk, correction)),
      ...(work ? [plain(`${work.kind.name}${title}`)] : []),
      ...(said ? [plain(said)] : []),
      plain(saysAll(talk) ? (reason ?? "") : talk.word("bot-staff-words-on-site")),
      plain(talk.word("bot-deputy-asked-by", { name: shortNameFor(talk, askedBy) })),
      ...(waits ? [] : [plain(talk.word("bot-deputy-decided", { state }))]),
    ].join("\n"),
    buttons: [
      ...(waits
        ? [
            [
              { label: talk.word("bot-deputy-approve"), act: "decide.approve", args },
              { label: talk.word("bot-deputy-refuse"), act: "decide.refuse", args },
            ],
          ]
        : []),
      [{ label: talk.word("bot-class-back"), act: "decide.list" }],
    ],
  };
}

function ask(talk: OwnTalk, step: "act" | "answer", args: string[]): Reply {
  return {
    screen: {
      html: plain(talk.word("bot-deputy-ask", { step })),
      buttons: [[{ label: talk.word("bot-class-back"), act: "decide.one", args: [args[0]!] }]],
    },
    expects: { step, args },
  };
}

async function approve(talk: OwnTalk, [id, version]: string[], typed?: Typed): Promise<Reply> {
  if (!(await isMine(talk, id!, "approved")))
    await approveCorrection(
      talk.db,
      { id: id!, version: Number(version), act: typed?.text ?? "" },
      byOf(talk),
    );
  return decided(talk, "approved");
}

async function refuse(talk: OwnTalk, [id, version]: string[], typed?: Typed): Promise<Reply> {
  const answer = typed?.text.trim() ?? "";
  if (answer === "" || answer.length > LONGEST_ANSWER)
    return {
      screen: { html: plain(talk.word("bot-deputy-answer-wrong", { most: LONGEST_ANSWER })), buttons: [] },
    };
  if (!(await isMine(talk, id!, "refused")))
    await refuseCorrection(talk.db, { id: id!, version: Number(version), answer }, byOf(talk));
  return decided(talk, "refused");
}

/** Decided so by these very words, which came twice. */
async function isMine(talk: OwnTalk, id: string, state: "approved" | "refused"): Promise<boolean> {
  const correction = await getCorrection(talk.db, id);
  return correction.state === state && correction.decidedById === talk.me.id;
}

async function decided(talk: OwnTalk, state: "approved" | "refused"): Promise<Reply> {
  const left = await list(talk);
  const done = plain(talk.word("bot-deputy-decided", { state }));
  return { screen: { ...left, html: `${done}\n\n${left.html}` }, expects: null };
}
