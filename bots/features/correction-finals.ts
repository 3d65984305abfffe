import { may } from "../../src/access/policy.ts";
import { standingsOf } from "../../src/access/standing.ts";
import { dateOf } from "../../src/clock.ts";
import { requestFinalCorrections } from "../../src/corrections/corrections.ts";
import type { FinalKind } from "../../src/db.ts";
import { Forbidden, NotFound } from "../../src/errors.ts";
import { readOwnJournals } from "../../src/finals/journals.ts";
import { type FinalsPage, finalsPage, type PageColumn } from "../../src/finals/page.ts";
import { period, periodOf } from "../../templates/messages/phrases.ts";
import type { Act, OwnTalk, Reply, Screen, Step } from "../feature.ts";
import {
  bold,
  byOf,
  inPairs,
  inRows,
  label,
  listScreen,
  nameFor,
  pageOf,
  plain,
  saysAll,
  siteInstead,
  wordsOf,
} from "../screens.ts";
import { readReason } from "./correction-own.ts";
import { readScale } from "./correction-scale.ts";

// In: a teacher finds a mistake in final marks whose day is over (R40, R41). Out: journal, period, pupil and mark by buttons, the
// reason in words, and one request to the deputy head. The same words once more find the request that is there.

const access = "correction.requestFinal" as const;
const ofJournal = {
  access,
  about: ([classId, subjectId]: string[]) => ({ journal: { classId: classId!, subjectId: subjectId! } }),
} as const;
const ofPupil = { access, about: ([pupil]: string[]) => ({ pupil: pupil! }) } as const;

/** Beside two ids a button has room for one number: the column in its hundreds, a page or a mark below them. */
const OF_COLUMN = 100;
const OF_YEAR = { year: 50, exam: 51, final: 52 } as const;

export const finalActs: Record<string, Act> = {
  journals: { access, run: async (talk, [page]) => ({ screen: await journals(talk, page), expects: null }) },
  columns: { ...ofJournal, run: columns },
  finals: { ...ofJournal, run: pupils },
  final: { ...ofPupil, run: values },
  becomes: { ...ofPupil, run: askReason },
};

export const finalSteps: Record<string, Step> = { finalReason: { ...ofPupil, run: request } };

async function journals(talk: OwnTalk, page?: string): Promise<Screen> {
  const own = await readOwnJournals(talk.db, talk.me.id, talk.day);
  return listScreen(talk, {
    ...{ title: talk.word("bot-correct-journals", { n: own.length }), items: own, page },
    ...{ act: "correct.journals", back: "correct.lessons" },
    line: (journal) => plain(journalTitle(talk, journal)),
    opens: (journal) => ({
      name: journalTitle(talk, journal),
      act: "correct.columns",
      args: [journal.classId, journal.subjectId],
    }),
  });
}

function journalTitle(talk: OwnTalk, { className, subject }: { className: string; subject: string }): string {
  const name = wordsOf(talk).subject(subject);
  return saysAll(talk) ? `${className}, ${name}` : name;
}

/** The periods whose day is over; before it marks are entered, not corrected. */
async function columns(talk: OwnTalk, [classId, subjectId]: string[]): Promise<Reply> {
  const title = talk.word("bot-correct-period");
  const instead = siteInstead(talk, title);
  if (instead) return { screen: instead };
  const page = await finalsPage(talk.db, { classId: classId!, subjectId: subjectId! });
  const over = page.columns.filter(({ door }) => door === "over");
  const back = { label: talk.word("bot-class-back"), act: "correct.journals" };
  return {
    screen: {
      html: bold(over.length > 0 ? title : talk.word("bot-correct-no-period")),
      buttons: [
        ...inPairs(
          over.map((column) => ({
            label: label(columnSaid(talk, column)),
            act: "correct.finals",
            args: [classId!, subjectId!, String(codeOf(page, column) * OF_COLUMN)],
          })),
        ),
        [back],
      ],
    },
    expects: null,
  };
}

function columnSaid(talk: OwnTalk, { kind, term }: PageColumn): string {
  const { kind: termKind = null, number: termNumber = null } = term ?? {};
  return period({ period: periodOf({ kind, termKind, termNumber, year: "" }) }, wordsOf(talk));
}

function codeOf({ columns }: FinalsPage, column: PageColumn): number {
  return column.kind === "term" ? columns.indexOf(column) : OF_YEAR[column.kind];
}

/** What a button's number says. @throws NotFound the calendar has changed since */
function readCode(talk: OwnTalk, page: FinalsPage, code: string | undefined): [PageColumn, number] {
  const number = Number(code);
  const at = Math.floor(number / OF_COLUMN);
  const column = page.columns.find((one) => codeOf(page, one) === at);
  if (!column) throw new NotFound(talk.word("bot-stale"));
  return [column, number % OF_COLUMN];
}

async function pupils(talk: OwnTalk, [classId, subjectId, code]: string[]): Promise<Reply> {
  const instead = siteInstead(talk, talk.word("bot-correct-journals", { n: 1 }));
  if (instead) return { screen: instead };
  const page = await finalsPage(talk.db, { classId: classId!, subjectId: subjectId! });
  const [column, at] = readCode(talk, page, code);
  const first = codeOf(page, column) * OF_COLUMN;
  const paged = pageOf(page.pupils, String(at));
  const index = page.columns.indexOf(column);
  const turn = (key: string, to: number) => ({
    ...{ label: talk.word(key), act: "correct.finals" },
    args: [classId!, subjectId!, String(first + to)],
  });
  return {
    screen: {
      html: `${bold(columnSaid(talk, column))}\n${plain(talk.word("bot-correct-whose"))}`,
      buttons: [
        ...inPairs(
          paged.shown.map(({ pupilId, cells, ...pupil }) => ({
            label: label(`${cells[index]?.set?.value ?? "–"} · ${nameFor(talk, pupil)}`),
            act: "correct.final",
            args: [pupilId, subjectId!, String(first)],
          })),
        ),
        [
          ...(paged.at > 0 ? [turn("bot-staff-earlier", paged.at - 1)] : []),
          ...(paged.at < paged.pages - 1 ? [turn("bot-staff-further", paged.at + 1)] : []),
        ],
        [{ label: talk.word("bot-class-back"), act: "correct.columns", args: [classId!, subjectId!] }],
      ],
    },
    expects: null,
  };
}

interface Cell {
  classId: string;
  column: PageColumn;
  /** What the button's number says beside the column. */
  rest: number;
  /** Whose it is, of what, and what stands there. */
  title: string;
}

/** The cell behind a button. @throws Forbidden it is in a colleague's journal · NotFound the calendar has changed since */
async function readCell(talk: OwnTalk, [pupilId, subjectId, code]: string[]): Promise<Cell> {
  const { db } = talk;
  const { classId, standings } = await journalOf(talk, [pupilId!, subjectId!]);
  if (!may(access, standings)) throw new Forbidden(talk.word("bot-refused"));
  const page = await finalsPage(db, { classId, subjectId: subjectId! });
  const [column, rest] = readCode(talk, page, code);
  const pupil = page.pupils.find((one) => one.pupilId === pupilId);
  if (!pupil) throw new NotFound(talk.word("bot-stale"));
  const subject = await db.subject.findUniqueOrThrow({ where: { id: subjectId! } });
  const what = `${wordsOf(talk).subject(subject.name)}, ${columnSaid(talk, column)}`;
  const value = pupil.cells[page.columns.indexOf(column)]?.set?.value ?? "–";
  return { classId, column, rest, title: `${bold(what)}\n${plain(`${nameFor(talk, pupil)} — ${value}`)}` };
}

/** The journal of the pupil's class, the last one they joined, and what the teacher is to it. */
async function journalOf({ db, me, day }: OwnTalk, [pupilId, subjectId]: [string, string]) {
  const on = dateOf(day);
  const { classId } = await db.enrolment.findFirstOrThrow({
    where: { pupilId, from: { lte: on } },
    orderBy: { from: "desc" },
    select: { classId: true },
  });
  return {
    classId,
    standings: await standingsOf(db, me.id, { about: { journal: { classId, subjectId } }, day: on }),
  };
}

async function values(talk: OwnTalk, args: string[]): Promise<Reply> {
  const instead = siteInstead(talk, talk.word("bot-correct-lessons"));
  if (instead) return { screen: instead };
  const [pupilId, subjectId, code] = args;
  const { title, classId } = await readCell(talk, args);
  const scale = await readScale(talk);
  const back = { act: "correct.finals", args: [classId, subjectId!, code!] };
  return {
    screen: {
      html: `${title}\n${plain(talk.word("bot-correct-which"))}`,
      buttons: [
        ...inRows(
          scale.map((value, index) => ({
            label: value,
            act: "correct.becomes",
            args: [pupilId!, subjectId!, String(Number(code) + index + 1)],
          })),
          3,
        ),
        [{ label: talk.word("bot-class-back"), ...back }],
      ],
    },
    expects: null,
  };
}

async function askReason(talk: OwnTalk, args: string[]): Promise<Reply> {
  const instead = siteInstead(talk, talk.word("bot-correct-lessons"));
  if (instead) return { screen: instead };
  const [pupilId, subjectId, code] = args;
  const { title, column, rest } = await readCell(talk, args);
  const value = (await readScale(talk))[rest - 1];
  if (value === undefined) throw new NotFound(talk.word("bot-stale"));
  const back = { act: "correct.final", args: [pupilId!, subjectId!, String(Number(code) - rest)] };
  return {
    screen: {
      html: `${title} → ${plain(value)}\n${plain(talk.word("bot-correct-reason"))}`,
      buttons: [[{ label: talk.word("bot-class-back"), ...back }]],
    },
    expects: { step: "finalReason", args: [pupilId!, subjectId!, column.kind, column.termId ?? "", value] },
  };
}

async function request(talk: OwnTalk, args: string[], { text }: { text: string }): Promise<Reply> {
  const reason = readReason(talk, text);
  if (typeof reason !== "string") return reason;
  const [pupilId, subjectId, kind, termId, value] = args as [string, string, FinalKind, string, string];
  const { classId, standings } = await journalOf(talk, [pupilId, subjectId]);
  if (!may(access, standings)) throw new Forbidden(talk.word("bot-refused"));
  await requestFinalCorrections(
    talk.db,
    { classId, subjectId, kind, termId: termId || null, entries: [{ pupilId, value }], reason },
    byOf(talk),
    { standings },
  );
  return {
    screen: {
      html: plain(talk.word("bot-correct-asked")),
      buttons: [[{ label: talk.word("bot-correct-mine-all"), act: "correct.mine" }]],
    },
    expects: null,
  };
}
