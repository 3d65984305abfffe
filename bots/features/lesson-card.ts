import { now } from "../../src/clock.ts";
import { type LessonSheet, readLessonSheet } from "../../src/journal/lesson-sheet.ts";
import type { Awaited } from "../../src/lessons/awaited.ts";
import type { ListedLesson } from "../../src/lessons/lesson-list.ts";
import { listOfLesson } from "../../src/materials/materials.ts";
import type { Button, OwnTalk, Reply, Screen } from "../feature.ts";
import { bold, cut, inPairs, label, plain, saysAll, siteInstead, wordsOf } from "../screens.ts";
import { atHand, listening, readAwaited, readDay } from "./lesson-day.ts";
import { BELOW, dayTitle, filesSaid, lessonTime, lessonTitle } from "./lesson-lines.ts";

const LONGEST_TEXT = 300;
const MOST_AWAITED = 6;

/** The lesson of the bells, shown by `view`; where there is none, those to choose from. */
export async function ofHand(
  talk: OwnTalk,
  view: (talk: OwnTalk, lessonId: string) => Promise<Reply>,
): Promise<Reply> {
  const lesson = atHand(await readDay(talk));
  return lesson ? view(talk, lesson.id) : { screen: await dayScreen(talk), expects: null };
}

/** Today's lessons to choose from; `act` gets the id of the chosen one first. */
export async function dayScreen(
  talk: OwnTalk,
  { act = "lesson.open", args = [] }: { act?: string; args?: string[] } = {},
): Promise<Screen> {
  const [lessons, awaited] = await Promise.all([readDay(talk), readAwaited(talk)]);
  const title = talk.word("bot-lesson-day", { n: lessons.length });
  const instead = siteInstead(talk, title);
  if (instead) return instead;
  return {
    html: [
      bold(title),
      ...lessons.map((lesson) => plain(`${lessonTime(talk, lesson)} ${lessonTitle(talk, lesson)}`)),
      ...(awaited.length > 0 ? ["", bold(talk.word("bot-lesson-awaited", { n: awaited.length }))] : []),
      ...awaited.slice(0, MOST_AWAITED).map((each) => plain(awaitedLine(talk, each))),
    ].join("\n"),
    buttons: inPairs([
      ...lessons.map((lesson) => ({
        label: label(lessonTitle(talk, lesson)),
        act,
        args: [lesson.id, ...args],
      })),
      ...awaited.slice(0, MOST_AWAITED).map(({ lesson }) => ({
        label: label(dayTitle(talk, lesson)),
        act,
        args: [lesson.id, ...args],
      })),
    ]),
  };
}

/** «24.11 7А, алгебра, 3 урок: до 27 ноября» */
export function awaitedLine(talk: OwnTalk, { lesson, until }: Awaited): string {
  return `${dayTitle(talk, lesson)}: ${talk.word("bot-lesson-until", { day: wordsOf(talk).day(until) })}`;
}

/** One lesson, how far it is filled in, and what may be done; typed words are of it from then on. */
export async function lessonCard(talk: OwnTalk, lessonId: string, place?: string): Promise<Reply> {
  const instead = siteInstead(talk, talk.word("bot-lesson"));
  if (instead) return { screen: instead, expects: null };
  const [sheet, materials] = await Promise.all([
    readLessonSheet(talk.db, lessonId),
    listOfLesson(talk.db, lessonId),
  ]);
  const { lesson, door, works } = sheet;
  const isOpen = door.state === "open";
  // R14: of a closed day only the marks of these works are still entered.
  const awaited = isOpen ? [] : works.filter((work) => work.door.state === "open");
  return {
    screen: {
      html: [
        bold(lessonTitle(talk, lesson)),
        plain(`${lessonTime(talk, lesson)}, ${talk.word("bot-lesson-state", { state: stateOf(lesson) })}`),
        plain(rollLine(talk, sheet)),
        plain(topicLine(talk, lesson)),
        plain(homeworkLine(talk, lesson)),
        ...(materials.length > 0 ? [plain(filesSaid(talk, materials))] : []),
        plain(talk.word("bot-lesson-marks", { n: sheet.marks.filter(({ value }) => value !== null).length })),
        "",
        plain(talk.word(isOpen ? "bot-lesson-type" : "bot-lesson-closed", { state: door.state })),
        ...awaited.map(({ kind }) => plain(talk.word("bot-lesson-still", { kind }))),
      ].join("\n"),
      buttons: [
        ...(isOpen ? inPairs(doable(talk, lessonId)) : []),
        materials.length > 0
          ? [{ label: talk.word("bot-lesson-to-files"), act: "lesson.files", args: [lessonId] }]
          : [],
        [{ label: talk.word("bot-lesson-other"), act: "lesson.day" }],
      ],
    },
    expects: listening(lessonId),
    ...(place === BELOW ? { below: true } : {}),
  };
}

function doable(talk: OwnTalk, lessonId: string): Button[] {
  return (["roll", "topic", "homework", "whom"] as const).map((act) => ({
    label: talk.word("bot-lesson-do", { act }),
    act: `lesson.${act}`,
    args: [lessonId],
  }));
}

function stateOf({ startsAt, endsAt }: ListedLesson): string {
  const at = now();
  if (at < startsAt) return "ahead";
  return at < endsAt ? "runs" : "over";
}

/** «Перекличка: нет — 2, опоздали — 1» */
export function rollLine(
  talk: OwnTalk,
  { lesson, absences }: Pick<LessonSheet, "lesson" | "absences">,
): string {
  const absent = absences.filter(({ kind }) => kind === "absent").length;
  const late = absences.filter(({ kind }) => kind === "late").length;
  const isTaken = lesson.rollTakenAt !== null;
  const state = absent + late > 0 ? (isTaken ? "some" : "noted") : isTaken ? "all" : "none";
  return talk.word("bot-lesson-roll", { state, absent, late });
}

/** What a teacher wrote may name anybody: where the channel may not know it, only that it is there. */
function topicLine(talk: OwnTalk, { topic }: ListedLesson): string {
  return talk.word("bot-lesson-topic", { state: said(talk, topic), text: cut(topic ?? "", LONGEST_TEXT) });
}

function homeworkLine(talk: OwnTalk, { homework, noHomework }: ListedLesson): string {
  const state = noHomework ? "without" : said(talk, homework);
  return talk.word("bot-lesson-homework", { state, text: cut(homework ?? "", LONGEST_TEXT) });
}

function said(talk: OwnTalk, text: string | null): "none" | "there" | "said" {
  if (!text) return "none";
  return saysAll(talk) ? "said" : "there";
}
