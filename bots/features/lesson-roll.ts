import { noteAbsences, readRoll, takeRoll } from "../../src/attendance/roll.ts";
import type { AbsenceKind } from "../../src/db.ts";
import { readLessonSheet } from "../../src/journal/lesson-sheet.ts";
import { type ListedPupil, readClassLists } from "../../src/lessons/roster.ts";
import type { Act, Button, OwnTalk, Reply } from "../feature.ts";
import { bold, byOf, inPairs, label, pageOf, plain, siteInstead, turners } from "../screens.ts";
import { lessonCard, rollLine } from "./lesson-card.ts";
import { listening } from "./lesson-day.ts";
import { lessonTitle, listed, onLesson } from "./lesson-lines.ts";

// In: a teacher opens the roll. Out: «все есть» as one tap, or each pupil's own button. Every tap says what is meant, not
// «the other way round»: one that comes twice, from an impatient finger or after a kill, changes nothing the second time.

export const rollActs: Record<string, Act> = {
  roll: { ...onLesson, run: (talk, [lessonId, page]) => rollScreen(talk, lessonId!, page) },
  note: { ...onLesson, run: (talk, [lessonId, pupilId, said]) => note(talk, lessonId!, [pupilId!, said!]) },
  present: { ...onLesson, run: (talk, [lessonId, place]) => takeRest(talk, lessonId!, place) },
};

/** What a tap makes of it: there, absent, late, there again. */
const NEXT = { p: "a", a: "l", l: "p" } as const;
type Said = keyof typeof NEXT;
const KINDS: Record<Said, AbsenceKind | null> = { p: null, a: "absent", l: "late" };

export async function rollScreen(talk: OwnTalk, lessonId: string, page?: string): Promise<Reply> {
  const instead = siteInstead(talk, talk.word("bot-lesson"));
  if (instead) return { screen: instead, expects: null };
  const sheet = await readLessonSheet(talk.db, lessonId);
  const kinds = new Map(sheet.absences.map(({ pupilId, kind }) => [pupilId, kind]));
  const pupils = (await readClassLists(talk.db, lessonId)).filter(({ isOfLesson }) => isOfLesson);
  const paged = pageOf(pupils, page);
  const isAnybody = [...kinds.values()].some((kind) => kind !== null);
  const rest: Button = {
    label: talk.word("bot-lesson-present", { who: isAnybody ? "rest" : "all" }),
    act: "lesson.present",
    args: [lessonId],
  };
  return {
    screen: {
      html: [
        bold(lessonTitle(talk, sheet.lesson)),
        plain(rollLine(talk, sheet)),
        plain(talk.word("bot-lesson-roll-how")),
      ].join("\n"),
      buttons: [
        [rest],
        ...inPairs(paged.shown.map((pupil) => pupilButton(talk, lessonId, { pupil, kinds }))),
        ...turners(talk, "lesson.roll", { ...paged, args: [lessonId] }),
        [{ label: talk.word("bot-class-back"), act: "lesson.open", args: [lessonId] }],
      ],
    },
    expects: listening(lessonId),
  };
}

function pupilButton(
  talk: OwnTalk,
  lessonId: string,
  { pupil, kinds }: { pupil: ListedPupil; kinds: Map<string, AbsenceKind | null> },
): Button {
  const kind = kinds.get(pupil.id) ?? null;
  const said = (Object.keys(KINDS) as Said[]).find((key) => KINDS[key] === kind)!;
  const noted = kind === null ? "" : `${talk.word("bot-lesson-noted", { kind })} · `;
  return {
    label: label(noted + listed(talk, pupil)),
    act: "lesson.note",
    args: [lessonId, pupil.id, NEXT[said]],
  };
}

async function note(talk: OwnTalk, lessonId: string, [pupilId, said]: [string, string]): Promise<Reply> {
  const { absences } = await readRoll(talk.db, lessonId);
  const version = absences.find((cell) => cell.pupilId === pupilId)?.version ?? 0;
  const kind = KINDS[said as Said] ?? null;
  await noteAbsences(talk.db, lessonId, [{ pupilId, kind, version }], byOf(talk));
  const pupils = (await readClassLists(talk.db, lessonId)).filter(({ isOfLesson }) => isOfLesson);
  const index = pupils.findIndex(({ id }) => id === pupilId);
  return rollScreen(talk, lessonId, pageAt(pupils, index));
}

/** The page on which somebody stands. */
function pageAt(pupils: ListedPupil[], index: number): string {
  const pages = pageOf(pupils, undefined);
  return String(Math.floor(Math.max(index, 0) / Math.max(pages.shown.length, 1)));
}

/** Takes the roll as it stands: whoever is not noted is there. */
async function takeRest(talk: OwnTalk, lessonId: string, place?: string): Promise<Reply> {
  const { version, absences } = await readRoll(talk.db, lessonId);
  await takeRoll(
    talk.db,
    lessonId,
    {
      version,
      absences: absences.map(({ pupilId, kind, lateMinutes }) => ({ pupilId, kind, lateMinutes })),
    },
    byOf(talk),
  );
  return { ...(await lessonCard(talk, lessonId, place)), toast: talk.word("bot-lesson-roll-taken") };
}
