import { isoDay } from "../../src/clock.ts";
import { submitDraft, withdrawCorrection } from "../../src/corrections/deciding.ts";
import { getCorrection, type ListedCorrection, listCorrections } from "../../src/corrections/listing.ts";
import type { Act, OwnTalk, Reply, Screen, Step } from "../feature.ts";
import { bold, byOf, listScreen, nameFor, plain, saysAll, siteInstead, wordsOf } from "../screens.ts";
import { periodSaid } from "./correction-period.ts";

/** One's own requests: what became of them, and taking them back while nobody has decided. */

const LONGEST_REASON = 500;
const MOST = 200;

const ofAuthor = {
  access: "correction.withdraw",
  about: ([correction]: string[]) => ({ correction: correction! }),
} as const;

export const ownActs: Record<string, Act> = {
  mine: {
    access: "correction.request",
    run: async (talk, [page]) => ({ screen: await mine(talk, page), expects: null }),
  },
  one: {
    ...ofAuthor,
    run: async (talk, [id]) => ({
      screen: await one(talk, await getCorrection(talk.db, id!)),
      expects: null,
    }),
  },
  withdraw: { ...ofAuthor, run: withdraw },
  submit: { ...ofAuthor, run: askReason },
};

export const ownSteps: Record<string, Step> = { submit: { ...ofAuthor, run: submit } };

async function mine(talk: OwnTalk, page?: string): Promise<Screen> {
  const own = await listCorrections(talk.db, { askedById: talk.me.id }, { take: MOST });
  return listScreen(talk, {
    ...{ title: talk.word("bot-correct-mine", { n: own.length }), items: own.toReversed(), page },
    ...{ act: "correct.mine", back: "correct.lessons" },
    line: (each) => plain(`${headline(talk, each)}: ${stateSaid(talk, each)}`),
    opens: (each) => ({ name: headline(talk, each), act: "correct.one", args: [each.id] }),
  });
}

/** «24.11 Кравцова Анна, 4 → 5» */
function headline(talk: OwnTalk, { pupil, work, was, wanted }: ListedCorrection): string {
  const day = work ? `${wordsOf(talk).shortDay(isoDay(work.lesson.date))} ` : "";
  return `${day}${nameFor(talk, pupil)}, ${was?.code ?? "–"} → ${wanted?.code ?? "–"}`;
}

function stateSaid(talk: OwnTalk, { state, act }: ListedCorrection): string {
  return talk.word("bot-correct-state", { state, act: act ?? "" });
}

async function one(talk: OwnTalk, correction: ListedCorrection): Promise<Screen> {
  const instead = siteInstead(talk, talk.word("bot-correct-lessons"));
  if (instead) return instead;
  const { id, version, state, work, subject, reason, answer } = correction;
  const args = [id, String(version)];
  const said = [await periodSaid(talk, correction)].filter((text) => text !== null);
  const words = [reason, answer].filter((text): text is string => text !== null && text !== "");
  return {
    html: [
      bold(headline(talk, correction)),
      plain([wordsOf(talk).subject((work?.lesson.subject ?? subject)!.name), ...said].join(", ")),
      plain(talk.word("bot-correct-is", { state: stateSaid(talk, correction) })),
      ...(saysAll(talk)
        ? [
            ...(reason ? [plain(talk.word("bot-correct-why", { text: reason }))] : []),
            ...(answer ? [plain(talk.word("bot-correct-answer", { text: answer }))] : []),
          ]
        : words.length > 0
          ? [plain(talk.word("bot-staff-words-on-site"))]
          : []),
    ].join("\n"),
    buttons: [
      [
        ...(state === "draft"
          ? [{ label: talk.word("bot-correct-submit"), act: "correct.submit", args }]
          : []),
        ...(state === "draft" || state === "requested"
          ? [{ label: talk.word("bot-correct-withdraw"), act: "correct.withdraw", args }]
          : []),
      ],
      [{ label: talk.word("bot-class-back"), act: "correct.mine" }],
    ],
  };
}

async function withdraw(talk: OwnTalk, [id, version]: string[]): Promise<Reply> {
  // A tap that comes twice has done it.
  const { state } = await getCorrection(talk.db, id!);
  if (state !== "withdrawn")
    await withdrawCorrection(talk.db, { id: id!, version: Number(version) }, byOf(talk));
  return { toast: talk.word("bot-correct-withdrawn"), screen: await mine(talk) };
}

async function askReason(talk: OwnTalk, [id, version]: string[]): Promise<Reply> {
  return {
    screen: {
      html: plain(talk.word("bot-correct-reason")),
      buttons: [[{ label: talk.word("bot-class-back"), act: "correct.one", args: [id!] }]],
    },
    expects: { step: "submit", args: [id!, version!] },
  };
}

/** What a device had kept past midnight goes to the deputy head with its reason. */
async function submit(talk: OwnTalk, [id, version]: string[], { text }: { text: string }): Promise<Reply> {
  const reason = readReason(talk, text);
  if (typeof reason !== "string") return reason;
  const { state } = await getCorrection(talk.db, id!);
  if (state !== "requested")
    await submitDraft(talk.db, { id: id!, version: Number(version), reason }, byOf(talk));
  return { screen: await one(talk, await getCorrection(talk.db, id!)), expects: null };
}

/** What was typed as a reason, or what is wrong with it. */
export function readReason(talk: OwnTalk, text: string): string | Reply {
  const reason = text.trim();
  if (reason !== "" && reason.length <= LONGEST_REASON) return reason;
  return {
    screen: { html: plain(talk.word("bot-correct-reason-wrong", { most: LONGEST_REASON })), buttons: [] },
  };
}
