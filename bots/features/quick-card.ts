import { clockTime, now } from "../../src/clock.ts";
import type { Question } from "../../src/errors.ts";
import type { QuickRead, QuickSheet } from "../../src/journal/quick-entry.ts";
import type { ListedPupil } from "../../src/lessons/roster.ts";
import type { Understanding } from "../../src/quick-marks/quick-marks.ts";
import type { Settings } from "../../src/settings.ts";
import type { Button, OwnTalk, Screen } from "../feature.ts";
import { bold, inPairs, label, plain } from "../screens.ts";
import { BELOW, lessonTitle, listed, shortListed } from "./lesson-lines.ts";
import type { Draft } from "./quick-drafts.ts";
import { faultLines, placeOf, warningLines } from "./quick-faults.ts";
import { entryLines, kindsSaid } from "./quick-lines.ts";

/** The one card that comes back: what was understood, what is asked, and two buttons. */

/** An undo ends so long before families hear. */
const LAST_MINUTE_MS = 60_000;

/** Above the card: why it stands here once more. */
export interface Extra {
  problem?: string;
  /** Asked before it is written. */
  questions?: Question[];
}

export function cardScreen(
  talk: OwnTalk,
  draft: Draft,
  { read, ...extra }: Extra & { read: QuickRead },
): Screen {
  const { understanding, entry, pupils } = read;
  const { text } = draft;
  const lines = entryLines(talk, entry, { read, isAhead: true });
  const faults = faultLines(talk, understanding, { text, pupils });
  const warnings = warningLines(talk, understanding, { text, pupils });
  const kinds = kindsSaid(entry, read);
  const [question] = understanding.questions;
  return {
    html: [
      ...(extra.problem ? [plain(extra.problem), ""] : []),
      bold([lessonTitle(talk, read.sheet.lesson), ...kinds].join(", ")),
      plain(talk.word("bot-quick-understood", { state: lines.length > 0 ? "some" : "none" })),
      ...lines,
      ...block(talk.word("bot-quick-not-understood"), faults),
      ...block(talk.word("bot-quick-look"), warnings),
      ...(question ? ["", bold(askWho(talk, text, question))] : []),
      ...(extra.questions ?? []).map((each) => `\n${bold(askSure(talk, each, pupils))}`),
    ].join("\n"),
    buttons: buttonsOf(talk, draft, { read, ...extra, isPartly: faults.length > 0 }),
  };
}

function block(title: string, lines: string[]): string[] {
  return lines.length > 0 ? ["", bold(title), ...lines] : [];
}

function askWho(
  talk: OwnTalk,
  text: string,
  { isGuess, ...place }: Understanding["questions"][number],
): string {
  return talk.word("bot-quick-who", { place: placeOf(talk, text, place), guess: String(isGuess) });
}

function askSure(talk: OwnTalk, { code, pupilIds }: Question, pupils: ListedPupil[]): string {
  const named = pupils.filter(({ id }) => pupilIds.includes(id));
  return talk.word("bot-quick-sure", {
    code,
    who: named.map((pupil) => shortListed(talk, pupil)).join(", "),
  });
}

type Shown = Extra & { read: QuickRead; isPartly: boolean };

function buttonsOf(talk: OwnTalk, draft: Draft, { read, questions, isPartly }: Shown): Button[][] {
  const args = [draft.lessonId, String(draft.updateId)];
  const { understanding, entry } = read;
  const fix: Button = { label: talk.word("bot-quick-fix"), act: "lesson.fix", args };
  const [question] = understanding.questions;
  if (question)
    return [
      ...inPairs(
        question.pupilIds.map((pupilId, index) => ({
          label: label(listed(talk, read.pupils.find(({ id }) => id === pupilId)!)),
          act: "lesson.who",
          args: [...args, question.key, String(index)],
        })),
      ),
      [fix],
    ];
  const topic = { label: talk.word("bot-lesson-do", { act: "topic" }), act: "lesson.topic" };
  if (isEmpty(read)) return [[...(understanding.topic ? [{ ...topic, args: [draft.lessonId] }] : []), fix]];
  const save: Button = {
    label: talk.word("bot-quick-save", { how: questions ? "sure" : isPartly ? "part" : "all" }),
    act: "lesson.save",
    args: [...args, ...(questions ? [codesOf(questions)] : [])],
  };
  // A kind that the words themselves name is not chosen anew.
  const isOpenKind = understanding.marks.some(
    ({ workKind }) => (workKind ?? draft.kindCode) === draft.kindCode,
  );
  const kind: Button = { label: talk.word("bot-quick-other-kind"), act: "lesson.kinds", args };
  return [
    [save, fix],
    ...(entry.works.length > 0 && isOpenKind && understanding.workKind === null ? [[kind]] : []),
  ];
}

/** The first letters of what was asked: a button is short. */
function codesOf(questions: Question[]): string {
  return questions.map(({ code }) => code[0]).join("");
}

export function isEmpty({ entry }: Pick<QuickRead, "entry">): boolean {
  const { roll, record, tasks, works } = entry;
  return !roll && !record && tasks.length === 0 && works.length === 0;
}

/** Until when it can be undone, and when families may hear. */
export function undoOf(
  { savedAt, written }: Draft,
  { markHoldSeconds }: Settings,
): { until: Date; heardAt: Date; isOpen: boolean } | null {
  if (!savedAt || !written?.length) return null;
  const heardAt = new Date(savedAt.getTime() + markHoldSeconds * 1000);
  const until = new Date(heardAt.getTime() - LAST_MINUTE_MS);
  return { until, heardAt, isOpen: now() < until };
}

/** What was saved, as it was saved: also for whoever taps once more. It stays, for its undo; what follows comes below. */
export function savedScreen(talk: OwnTalk, draft: Draft, read: QuickSheet): Screen {
  const undo = undoOf(draft, talk.settings);
  const isUndone = draft.undoneAt !== null;
  const entry = isUndone ? { ...draft.entry!, works: [] } : draft.entry!;
  const { lesson } = read.sheet;
  const { lessonId, updateId } = draft;
  const rest = { label: talk.word("bot-lesson-present", { who: "rest" }), act: "lesson.present" };
  const isRollOpen = entry.roll !== null && lesson.rollTakenAt === null;
  const undoing = { label: talk.word("bot-quick-undo"), act: "lesson.undo" };
  return {
    html: [
      bold(
        talk.word("bot-quick-saved", {
          state: isUndone ? "undone" : "saved",
          lesson: [lessonTitle(talk, lesson), ...kindsSaid(draft.entry!, read)].join(", "),
        }),
      ),
      ...entryLines(talk, entry, { read, isAhead: false }),
      ...(undo && !isUndone ? ["", plain(hearing(talk, undo))] : []),
    ].join("\n"),
    buttons: [
      undo?.isOpen && !isUndone ? [{ ...undoing, args: [lessonId, String(updateId)] }] : [],
      [
        ...(isRollOpen ? [{ ...rest, args: [lessonId, BELOW] }] : []),
        { label: talk.word("bot-quick-to-lesson"), act: "lesson.open", args: [lessonId, BELOW] },
      ],
    ],
  };
}

function hearing(talk: OwnTalk, { until, heardAt, isOpen }: NonNullable<ReturnType<typeof undoOf>>): string {
  const state = isOpen ? "undo" : now() < heardAt ? "soon" : "heard";
  const { timeZone } = talk.settings;
  const at = clockTime(heardAt, timeZone);
  return talk.word("bot-quick-hold", { state, at, until: clockTime(until, timeZone) });
}
