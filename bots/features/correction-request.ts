import { dateOf } from "../../src/clock.ts";
import { requestCorrections } from "../../src/corrections/corrections.ts";
import { listCorrections } from "../../src/corrections/listing.ts";
import { type LessonSheet, readLessonSheet, type SheetWork } from "../../src/journal/lesson-sheet.ts";
import { listPastLessons } from "../../src/lessons/lesson-list.ts";
import { readClassLists } from "../../src/lessons/roster.ts";
import type { Act, Feature, OwnTalk, Reply, Screen } from "../feature.ts";
import {
  bold,
  byOf,
  inPairs,
  inRows,
  label,
  pageOf,
  plain,
  saysAll,
  siteInstead,
  turners,
} from "../screens.ts";
import { finalActs, finalSteps } from "./correction-finals.ts";
import { ownActs, ownSteps, readReason } from "./correction-own.ts";
import { readScale } from "./correction-scale.ts";
import { dayTitle, listed } from "./lesson-lines.ts";

// In: a teacher finds a mistake in a day that is closed (R11). Out: lesson, work, pupil and mark by buttons, the reason in
// words, and one request to the deputy head. The same words once more find the request that is there.

const access = "correction.request" as const;
const PAGE = 8;
const MOST_OWN = 200;

const ofWork = { access, about: ([work]: string[]) => ({ work: work! }) } as const;

const acts: Record<string, Act> = {
  lessons: { access, run: async (talk, [page]) => ({ screen: await lessons(talk, page), expects: null }) },
  lesson: {
    access,
    about: ([lesson]) => ({ lesson: lesson! }),
    run: async (talk, [lessonId]) => ({ screen: await works(talk, lessonId!) }),
  },
  work: {
    ...ofWork,
    run: async (talk, [workId, page]) => ({ screen: await pupilsOf(talk, workId!, page), expects: null }),
  },
  pupil: { ...ofWork, run: async (talk, [workId, pupilId]) => values(talk, [workId!, pupilId!]) },
  value: { ...ofWork, run: askReason },
};

export const correctionRequest: Feature = {
  name: "correct",
  commands: [
    {
      name: "correction",
      menu: "bot-correct-menu",
      for: ["teacher"],
      access,
      run: async (talk) => ({ screen: await lessons(talk) }),
    },
  ],
  acts: { ...acts, ...finalActs, ...ownActs },
  steps: { reason: { ...ofWork, run: request }, ...finalSteps, ...ownSteps },
};

async function lessons(talk: OwnTalk, page?: string): Promise<Screen> {
  const { db, me, settings, day } = talk;
  const title = talk.word("bot-correct-lessons");
  const instead = siteInstead(talk, title);
  if (instead) return instead;
  const own = await listCorrections(db, { askedById: me.id }, { take: MOST_OWN });
  const mine = { label: talk.word("bot-correct-mine", { n: own.length }), act: "correct.mine" };
  const ownRow = own.length > 0 ? [[mine]] : [];
  if (settings.correctionOrder === "")
    return { html: plain(talk.word("bot-correct-no-order")), buttons: ownRow };
  const at = Number(page) || 0;
  const wanted = { teacherId: me.id, before: dateOf(day) };
  const found = await listPastLessons(db, wanted, { take: PAGE + 1, skip: at * PAGE });
  const pages = at + (found.length > PAGE ? 2 : 1);
  return {
    html: bold(found.length > 0 ? title : talk.word("bot-correct-no-lessons")),
    buttons: [
      ...inPairs(
        found.slice(0, PAGE).map((lesson) => ({
          label: label(dayTitle(talk, lesson)),
          act: "correct.lesson",
          args: [lesson.id],
        })),
      ),
      ...turners(talk, "correct.lessons", { at, pages }),
      [{ label: talk.word("bot-correct-finals"), act: "correct.journals" }],
      ...ownRow,
    ],
  };
}

function workTitle(talk: OwnTalk, { kind, title }: SheetWork): string {
  return title && saysAll(talk) ? `${kind} «${title}»` : kind;
}

async function works(talk: OwnTalk, lessonId: string): Promise<Screen> {
  const instead = siteInstead(talk, talk.word("bot-correct-lessons"));
  if (instead) return instead;
  const sheet = await readLessonSheet(talk.db, lessonId);
  const [only, ...others] = sheet.works;
  if (only && others.length === 0) return pupilsOf(talk, only.id);
  return {
    html: `${bold(dayTitle(talk, sheet.lesson))}\n${plain(talk.word("bot-correct-work"))}`,
    buttons: [
      ...inPairs(
        sheet.works.map((work) => ({
          label: label(workTitle(talk, work)),
          act: "correct.work",
          args: [work.id],
        })),
      ),
      [{ label: talk.word("bot-class-back"), act: "correct.lessons" }],
    ],
  };
}

async function sheetOfWork(talk: OwnTalk, workId: string): Promise<{ sheet: LessonSheet; work: SheetWork }> {
  const { lessonId } = await talk.db.work.findUniqueOrThrow({
    where: { id: workId },
    select: { lessonId: true },
  });
  const sheet = await readLessonSheet(talk.db, lessonId);
  return { sheet, work: sheet.works.find(({ id }) => id === workId)! };
}

async function pupilsOf(talk: OwnTalk, workId: string, page?: string): Promise<Screen> {
  const instead = siteInstead(talk, talk.word("bot-correct-lessons"));
  if (instead) return instead;
  const { sheet, work } = await sheetOfWork(talk, workId);
  const pupils = (await readClassLists(talk.db, sheet.lesson.id)).filter(({ isOfLesson }) => isOfLesson);
  const paged = pageOf(pupils, page);
  return {
    html: [
      bold(dayTitle(talk, sheet.lesson)),
      plain(workTitle(talk, work)),
      plain(talk.word("bot-correct-whose")),
    ].join("\n"),
    buttons: [
      ...inPairs(
        paged.shown.map((pupil) => ({
          label: label(`${standing(sheet, [workId, pupil.id]) ?? "–"} · ${listed(talk, pupil)}`),
          act: "correct.pupil",
          args: [workId, pupil.id],
        })),
      ),
      ...turners(talk, "correct.work", { ...paged, args: [workId] }),
      [{ label: talk.word("bot-class-back"), act: "correct.lessons" }],
    ],
  };
}

function standing({ marks }: LessonSheet, [workId, pupilId]: [string, string]): string | null {
  return marks.find((mark) => mark.workId === workId && mark.pupilId === pupilId)?.value ?? null;
}

async function values(talk: OwnTalk, cell: [workId: string, pupilId: string]): Promise<Reply> {
  const instead = siteInstead(talk, talk.word("bot-correct-lessons"));
  if (instead) return { screen: instead };
  const scale = await readScale(talk);
  const title = await cellTitle(talk, cell);
  const to = (text: string, value: string) => ({
    label: text,
    act: "correct.value",
    args: [...cell, value],
  });
  return {
    screen: {
      html: `${title}\n${plain(talk.word("bot-correct-which"))}`,
      buttons: [
        ...inRows(
          scale.map((value, index) => to(value, String(index + 1))),
          3,
        ),
        [to(talk.word("bot-correct-take-away"), "0")],
        [{ label: talk.word("bot-class-back"), act: "correct.work", args: [cell[0]] }],
      ],
    },
    expects: null,
  };
}

/** The lesson, and whose mark stands there. */
async function cellTitle(talk: OwnTalk, [workId, pupilId]: [string, string]): Promise<string> {
  const { sheet, work } = await sheetOfWork(talk, workId);
  const pupils = await readClassLists(talk.db, sheet.lesson.id);
  const pupil = pupils.find(({ id }) => id === pupilId);
  const value = standing(sheet, [workId, pupilId]) ?? "–";
  return [
    bold(dayTitle(talk, sheet.lesson)),
    plain(`${workTitle(talk, work)}: ${pupil ? listed(talk, pupil) : ""} — ${value}`),
  ].join("\n");
}

async function askReason(talk: OwnTalk, [workId, pupilId, index]: string[]): Promise<Reply> {
  const instead = siteInstead(talk, talk.word("bot-correct-lessons"));
  if (instead) return { screen: instead };
  const wanted = (await readScale(talk))[Number(index) - 1] ?? null;
  const title = await cellTitle(talk, [workId!, pupilId!]);
  return {
    screen: {
      html: `${title} → ${plain(wanted ?? "–")}\n${plain(talk.word("bot-correct-reason"))}`,
      buttons: [[{ label: talk.word("bot-class-back"), act: "correct.pupil", args: [workId!, pupilId!] }]],
    },
    expects: { step: "reason", args: [workId!, pupilId!, ...(wanted ? [wanted] : [])] },
  };
}

async function request(
  talk: OwnTalk,
  [workId, pupilId, value = null]: (string | null)[],
  { text }: { text: string },
): Promise<Reply> {
  const reason = readReason(talk, text);
  if (typeof reason !== "string") return reason;
  const entries = [{ pupilId: pupilId!, value: value ?? null }];
  await requestCorrections(talk.db, { workId: workId!, entries, reason }, byOf(talk));
  return {
    screen: {
      html: `${await cellTitle(talk, [workId!, pupilId!])} → ${plain(value ?? "–")}\n${plain(talk.word("bot-correct-asked"))}`,
      buttons: [[{ label: talk.word("bot-correct-mine-all"), act: "correct.mine" }]],
    },
    expects: null,
  };
}
