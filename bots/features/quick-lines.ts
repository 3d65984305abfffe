import type { Entry } from "../../src/entries/entries.ts";
import { groupBy } from "../../src/grouping.ts";
import type { QuickSheet } from "../../src/journal/quick-entry.ts";
import type { ListedPupil } from "../../src/lessons/roster.ts";
import type { OwnTalk } from "../feature.ts";
import { cut, plain, saysAll } from "../screens.ts";
import { listed, shortListed } from "./lesson-lines.ts";

/** What an entry says, pupil by pupil; every line is checked by somebody in a hurry. */

const LONGEST_TEXT = 300;
/** More than so many stand together by what is noted of them. */
const MOST_LINES = 8;

/** `isAhead`: what stands there still is said too, «4 → 5». */
export function entryLines(
  talk: OwnTalk,
  entry: Entry,
  { read, isAhead }: { read: QuickSheet; isAhead: boolean },
): string[] {
  return [
    ...pupilLines(talk, entry, { read, isAhead }),
    ...rollLines(talk, entry),
    ...textLines(talk, entry, read),
  ];
}

/** The kinds of work that the marks are for, by their names. */
export function kindsSaid(entry: Entry, { kinds }: QuickSheet): string[] {
  const codes = [...new Set(entry.works.map(({ kindCode }) => kindCode))];
  return codes.map((code) => kinds.find((kind) => kind.code === code)?.name ?? code);
}

function pupilLines(
  talk: OwnTalk,
  entry: Entry,
  { read, isAhead }: { read: QuickSheet; isAhead: boolean },
): string[] {
  const said = read.pupils
    .map((pupil) => ({ pupil, what: whatOf(talk, entry, { read, isAhead, pupil }) }))
    .filter(({ what }) => what !== "");
  if (said.length <= MOST_LINES)
    return said.map(({ pupil, what }) => `${plain(listed(talk, pupil))} — ${plain(what)}`);
  return [...groupBy(said, ({ what }) => what)].map(
    ([what, group]) =>
      `<b>${plain(what)}</b>: ${plain(group.map(({ pupil }) => shortListed(talk, pupil)).join(", "))}`,
  );
}

function whatOf(
  talk: OwnTalk,
  entry: Entry,
  { read, isAhead, pupil }: { read: QuickSheet; isAhead: boolean; pupil: ListedPupil },
): string {
  const ofKinds = groupBy(entry.works, ({ kindCode }) => kindCode);
  const marks = [...ofKinds].flatMap(([kindCode, works]) => {
    const values = works.flatMap(({ workId, marks }) =>
      marks
        .filter(({ pupilId }) => pupilId === pupil.id)
        .map(({ value }) =>
          isAhead ? changeOf(talk, { value, was: standing(read, workId, pupil) }) : value,
        ),
    );
    const kind = read.kinds.find(({ code }) => code === kindCode)?.name ?? kindCode;
    return values.length > 0 ? [values.join("/") + (ofKinds.size > 1 ? ` (${kind})` : "")] : [];
  });
  const cell = entry.roll?.cells.find(({ pupilId }) => pupilId === pupil.id);
  const noted = cell
    ? [talk.word("bot-quick-noted", { kind: cell.kind ?? "present", minutes: cell.lateMinutes ?? 0 })]
    : [];
  return [...marks, ...noted].join(", ");
}

function standing({ sheet }: QuickSheet, workId: string | null, { id }: ListedPupil): string | null {
  const mark = sheet.marks.find((one) => one.workId === workId && one.pupilId === id);
  return mark?.value ?? null;
}

function changeOf(talk: OwnTalk, { value, was }: { value: string | null; was: string | null }): string {
  if (was === null) return value ?? "";
  return was === value ? talk.word("bot-quick-same", { value }) : `${was} → ${value}`;
}

function rollLines(talk: OwnTalk, { roll }: Entry): string[] {
  if (!roll?.isWhole) return [];
  const who = roll.cells.length > 0 ? "rest" : "all";
  return [plain(talk.word("bot-quick-whole", { who }))];
}

/** What a teacher wrote may name anybody: where the channel may not know it, only that it is there. */
function textLines(talk: OwnTalk, { record, tasks }: Entry, { pupils }: QuickSheet): string[] {
  const text = (words: string) =>
    saysAll(talk) ? cut(words, LONGEST_TEXT) : talk.word("bot-quick-as-written");
  const { topic, homework, noHomework } = record?.change ?? {};
  return [
    ...(topic ? [talk.word("bot-quick-text", { what: "topic", text: text(topic) })] : []),
    ...(homework ? [talk.word("bot-quick-text", { what: "homework", text: text(homework) })] : []),
    ...(noHomework ? [talk.word("bot-quick-text", { what: "without", text: "" })] : []),
    ...tasks.map((task) => {
      const pupil = pupils.find(({ id }) => id === task.pupilId);
      return `${pupil ? `${listed(talk, pupil)} — ` : ""}${talk.word("bot-quick-text", { what: "task", text: text(task.text ?? "") })}`;
    }),
  ].map(plain);
}
