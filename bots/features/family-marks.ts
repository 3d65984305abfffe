import { isoDay } from "../../src/clock.ts";
import { standingOf } from "../../src/deliveries/facts.ts";
import { readTermProgress, type SubjectProgress, type TermProgress } from "../../src/journal/progress.ts";
import type { PupilMark } from "../../src/journal/pupil-marks.ts";
import { sumOf } from "../../src/marks/average.ts";
import { meaning, period, shortMeaning, work } from "../../templates/messages/phrases.ts";
import type { Button, Feature, OwnTalk, Screen } from "../feature.ts";
import { inPairs, inRows, LINES, label, pageOf, plain, saysAll, turners, wordsOf } from "../screens.ts";
import { alsoCalled, type Pupil, type PupilScreen, pupilAct, pupilCommand, titleOf } from "./family-pupil.ts";

// In: a family asks for marks, of all subjects or of one. Out: averages of the term, what comes out and what is missing to the
// next mark up (R62), each mark a button to why it stands. It writes nothing.

/** A line of marks is read at a glance. */
const SHOWN_MARKS = 12;
const IN_A_ROW = 3;

const list: PupilScreen = {
  act: "marks.list",
  async show(talk, pupil, [page]) {
    const progress = await readProgress(talk, pupil);
    const paged = pageOf(progress.subjects, page);
    return {
      html: [
        titleOf(talk, pupil, talk.word("bot-family-marks", { period: termOf(talk, progress) })),
        ...(progress.subjects.length === 0 ? [plain(talk.word("bot-family-no-marks"))] : []),
        ...paged.shown.map((subject) => subjectLine(talk, subject)),
      ].join("\n"),
      buttons: [
        ...inPairs(paged.shown.map((subject) => subjectButton(talk, pupil, subject))),
        ...turners(talk, "marks.list", { ...paged, args: [pupil.id] }),
        [{ label: talk.word("bot-family-to-menu"), act: "menu.of", args: [pupil.id] }],
      ],
    };
  },
};

const subject: PupilScreen = {
  act: "marks.subject",
  ofAnother: "marks.list",
  async show(talk, pupil, [subjectId = "", page]) {
    const { subjects } = await readProgress(talk, pupil);
    const at = subjects.findIndex((one) => one.subjectId === subjectId);
    const own = subjects[at];
    const listPage = Math.max(0, Math.floor(at / LINES));
    const back = {
      label: talk.word("bot-family-back"),
      act: "marks.list",
      args: [pupil.id, String(listPage)],
    };
    if (!own) return { html: titleOf(talk, pupil, talk.word("bot-family-no-marks")), buttons: [[back]] };
    return subjectScreen(talk, pupil, { own, page, back });
  },
};

const command = pupilCommand("marks", "bot-family-menu-marks", list);

export const familyMarks: Feature = {
  name: "marks",
  commands: [command, alsoCalled("forecast", command)],
  acts: { list: pupilAct(list), subject: pupilAct(subject) },
};

function readProgress({ db, day }: OwnTalk, pupil: Pupil): Promise<TermProgress> {
  return readTermProgress(db, pupil.id, { day, reader: "family" });
}

/** «за II четверть» */
export function termOf(talk: OwnTalk, { term: { kind, number } }: Pick<TermProgress, "term">): string {
  return period({ period: { kind, number } }, wordsOf(talk));
}

/** «Алгебра: 4 5 3 5. Средний 4,33, выходит 4.» */
function subjectLine(talk: OwnTalk, { subject, marks }: SubjectProgress): string {
  const words = wordsOf(talk);
  const values = marks.map(({ value }) => value);
  const shown = values.length > SHOWN_MARKS ? ["…", ...values.slice(-SHOWN_MARKS)] : values;
  const line = `${plain(words.upper(subject))}: <b>${plain(shown.join(" "))}</b>.`;
  const means = shortMeaning(standing(talk, marks), words);
  return means ? `${line} ${plain(means)}` : line;
}

function standing({ settings }: OwnTalk, marks: PupilMark[]) {
  const sum = sumOf(marks);
  return sum && standingOf(sum, settings);
}

function subjectButton(talk: OwnTalk, pupil: Pupil, { subject, subjectId }: SubjectProgress): Button {
  const name = label(wordsOf(talk).upper(subject));
  return { label: name, act: "marks.subject", args: [pupil.id, subjectId] };
}

interface OneSubject {
  own: SubjectProgress;
  page: string | undefined;
  back: Button;
}

function subjectScreen(talk: OwnTalk, pupil: Pupil, { own, page, back }: OneSubject): Screen {
  const words = wordsOf(talk);
  const paged = pageOf([...own.marks].reverse(), page);
  const about = [pupil.id, own.subjectId];
  const means = meaning(standing(talk, own.marks), words);
  return {
    html: [
      titleOf(talk, pupil, words.subject(own.subject)),
      ...(means ? [plain(means)] : []),
      "",
      ...paged.shown.map((mark) => markLine(talk, mark)),
    ].join("\n"),
    buttons: [
      ...inRows(
        paged.shown.map((mark) => whyButton(talk, mark)),
        IN_A_ROW,
      ),
      ...turners(talk, "marks.subject", { ...paged, args: about }),
      [{ label: talk.word("bot-family-what-if"), act: "whatIf.try", args: [...about, "0"] }, back],
    ],
  };
}

/** «26.11: 4, контрольная «Многочлены»» */
function markLine(talk: OwnTalk, { date, value, kind, title, act }: PupilMark): string {
  const words = wordsOf(talk);
  const what = work({ work: { kind, title: saysAll(talk) ? title : null } }, words);
  const corrected = act === null ? "" : `, ${words.say("corrected-bare")}`;
  const day = words.shortDay(isoDay(date));
  return `${plain(day)}: <b>${plain(value)}</b>, ${plain(`${what}${corrected}`)}`;
}

function whyButton(talk: OwnTalk, { id, value, date }: PupilMark): Button {
  const day = wordsOf(talk).shortDay(isoDay(date));
  return { label: talk.word("bot-family-why", { mark: value, day }), act: "why.card", args: [id] };
}
