import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type QuickContext,
  readQuickMarks,
  type Understanding,
} from "../../../src/quick-marks/quick-marks.ts";
import { with7A } from "../../support/quick-class.ts";

const SEED = 20_261_126;
const CLASS = with7A({ denis: { isOfLesson: false }, egor: { isAbsent: true } });
const some = (...keys: string[]) => CLASS.pupils.filter(({ id }) => keys.includes(id));
/** Few, so that a hundred thousand texts are read in seconds. */
const SMALL: QuickContext = {
  ...CLASS,
  pupils: some("ilya", "timur", "nikita", "maria", "ekaterina", "denis"),
};
const NAMED = new Set(["ilya", "timur", "nikita", "maria"]);

/** Pieces of the grammar that name nobody but four: none of them is «всем», and no digit leads beyond 10. */
const PIECES = [
  ...["Абрамов", "Абрамову", "Васильев", "Васильева", "Иванов", "Иванова", "Илья", "Тимуру", "Ивнаов", "М."],
  ...["1", "3", "9", "10", "2", "4", "5", "№", "з", "О"],
  ...[
    "-",
    "–",
    ":",
    "=",
    ",",
    ";",
    ".",
    "\n",
    "\t",
    " ",
    " ",
    " ",
    "/",
    "+",
    "(",
    ")",
    "•",
    "и",
    "👍",
    "\u0301",
  ],
  ...[
    "н",
    "H",
    "оп",
    "б",
    "нет",
    "нет:",
    "есть",
    "н/а",
    "осв",
    "зач",
    "кр",
    "за",
    "дз",
    "тема",
    "не",
    "кроме",
  ],
  ...["7А", "алгебра", "урок", "мин", "по", "с", "абв", "привет", "пятёрки:", "опоздали", "на месте"],
];
const READY = ["Абрамов 5", "3-4", "Иванову - 4", "9 н", "1: 5/4", "№10 зач", "нет: Васильев", "Илья оп 10"];
const EVERYBODY = ["всем 5", "остальным 4", "всем", "все", "остальным", "все есть", "кроме"];

const JOINTS = [" ", " ", " ", "-", ", ", ": ", "\n"];
const MOST_PIECES = 7;

/** Texts by the thousand, faster than fast-check makes them; the same ones every time. */
function* soups(count: number, pieces: string[]): Generator<string> {
  const next = dice(SEED);
  for (let made = 0; made < count; made++) {
    let text = "";
    for (let left = next(MOST_PIECES + 1); left > 0; left--)
      text += pieces[next(pieces.length)]! + JOINTS[next(JOINTS.length)]!;
    yield text;
  }
}

/** Whole numbers below a bound, by the generator mulberry32. */
function dice(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

/** What holds of every text whatsoever. */
function checkSound(text: string, context: QuickContext): Understanding {
  const read = readQuickMarks(text, context);
  const ofLesson = new Set(context.pupils.filter(({ isOfLesson }) => isOfLesson).map(({ id }) => id));
  const spoken = [...read.marks, ...read.notes, ...read.tasks];
  const places = [...spoken, ...read.questions, ...read.warnings, ...read.faults, read.homework, read.topic];
  const isWrong =
    spoken.some(({ pupilId }) => !ofLesson.has(pupilId)) ||
    read.marks.some(
      ({ values }) => values.length === 0 || values.some((value) => !context.scale.includes(value)),
    ) ||
    places.some(
      (place) => place && (place.at < 0 || place.length < 0 || place.at + place.length > text.length),
    ) ||
    new Set(read.marks.map(({ pupilId, workKind }) => pupilId + workKind)).size !== read.marks.length ||
    new Set(read.notes.map(({ pupilId }) => pupilId)).size !== read.notes.length ||
    new Set(read.questions.map(({ key }) => key)).size !== read.questions.length ||
    read.questions.some(({ pupilIds, isGuess }) => pupilIds.length < (isGuess ? 1 : 2)) ||
    (read.turn !== null && spoken.length > 0) ||
    (read.isWholeRoll && (read.questions.length > 0 || read.faults.some(({ kind }) => kind === "unknown")));
  if (isWrong) throw new Error(`${JSON.stringify(text)} is read as ${JSON.stringify(read)}`);
  return read;
}

describe("Whatever is typed", () => {
  test("30,000 soups of the grammar's own words: nobody who was not named gets anything.", () => {
    let given = 0;
    for (const text of soups(30_000, [...PIECES, ...READY, ...READY, ...READY])) {
      const { marks, notes, tasks } = checkSound(text, SMALL);
      const pupilIds = [...marks, ...notes, ...tasks].map(({ pupilId }) => pupilId);
      given += pupilIds.length;
      const unnamed = pupilIds.find((id) => !NAMED.has(id));
      if (unnamed) throw new Error(`${unnamed} gets something by ${JSON.stringify(text)}`);
    }
    expect(given).toBeGreaterThan(10_000);
  });

  test("30,000 soups with «всем»: it gives nothing while a piece of the text is not understood.", () => {
    let spread = 0;
    for (const text of soups(30_000, [...PIECES, ...EVERYBODY, ...EVERYBODY, ...READY, ...READY, ...READY])) {
      const { marks, notes, faults } = checkSound(text, SMALL);
      const isOpen = faults.some(({ kind }) => ["unknown", "unclear", "noValue", "noPupil"].includes(kind));
      const isSpread = [...marks, ...notes].some(({ pupilId }) => !NAMED.has(pupilId));
      if (isSpread) spread += 1;
      if (isOpen && isSpread) throw new Error(`«всем» is given out by ${JSON.stringify(text)}`);
    }
    expect(spread).toBeGreaterThan(300);
  });

  test("40,000 texts of any characters are read without a word of complaint.", () => {
    const next = dice(SEED);
    const anything = Array.from({ length: 400 }, () =>
      String.fromCharCode(...Array.from({ length: 1 + next(6) }, () => next(0x10000))),
    );
    for (const text of soups(40_000, [...anything, ...PIECES, ...EVERYBODY])) checkSound(text, SMALL);
  });

  test("The same text is read the same twice, also by a list made anew.", () => {
    for (const text of soups(300, [...PIECES, ...EVERYBODY])) {
      const anew = { ...SMALL, pupils: [...SMALL.pupils] };
      expect(readQuickMarks(text, anew)).toEqual(readQuickMarks(text, SMALL));
    }
  });
});

const joint = fc.constantFrom("-", " - ", " – ", "—", ": ", "=", " = ");
/** One pupil with one value, in one of the ways teachers write it; a text keeps to one sign between the two. */
const entryWith = (between: string) =>
  fc
    .record({
      pupil: fc.constantFrom(...CLASS.pupils.filter(({ isOfLesson }) => isOfLesson)),
      value: fc.constantFrom("5", "4", "3", "2", "5/4", "н", "оп", "зач", "н/а"),
      way: fc.nat({ max: 5 }),
      change: fc.constantFrom<(text: string) => string>(
        (text) => text,
        (text) => text.toLowerCase(),
        (text) => text.toUpperCase(),
        (text) => text.replace(/ё/g, "е"),
        (text) => text.replace(/[АОЕСРХ]/g, (letter) => "AOECPX"["АОЕСРХ".indexOf(letter)]!),
      ),
    })
    .map(({ pupil, value, way, change }) => {
      const { number, surname, givenName } = pupil;
      const who = [
        `${number}${between}`,
        `№${number}${between}`,
        `${change(surname)} `,
        `${change(surname)}${between}`,
        `${change(surname)} ${change(givenName)} `,
        `${number}\t${change(surname)}\t`,
      ][way]!;
      return { pupil, value, text: who + value };
    });
const entries = joint.chain((between) =>
  fc.uniqueArray(entryWith(between), { minLength: 1, maxLength: 15, selector: ({ pupil }) => pupil.id }),
);
describe("Whatever is written properly", () => {
  test("Marks and notes in any order, spelling and separation are those and no others.", () => {
    fc.assert(
      fc.property(entries, fc.constantFrom(", ", "; ", "\n", "\r\n", ",\n", " 🙂\n"), (list, separator) => {
        const text = list.map((one) => one.text).join(separator);
        const { marks, notes, questions, faults } = readQuickMarks(text, CLASS);
        const expected = new Map(list.map(({ pupil, value }) => [pupil.id, value]));
        const told = new Map([
          ...marks.map(({ pupilId, values }) => [pupilId, values.join("/")] as const),
          ...notes.map(({ pupilId, kind }) => [pupilId, kind === "late" ? "оп" : "н"] as const),
        ]);
        expect({ text, faults, questions }).toEqual({ text, faults: [], questions: [] });
        expect(new Map([...told].sort())).toEqual(new Map([...expected].sort()));
        expect(marks.length + notes.length).toBe(list.length);
      }),
      { seed: SEED, numRuns: 1_500 },
    );
  });

  test("«остальным» reaches everybody of the lesson who is neither named nor absent, once.", () => {
    fc.assert(
      fc.property(entries, (list) => {
        const { marks } = readQuickMarks(`${list.map(({ text }) => text).join(", ")}; остальным 3`, CLASS);
        const absent = new Set(list.filter(({ value }) => value === "н").map(({ pupil }) => pupil.id));
        const noted = new Set(list.filter(({ value }) => value === "оп").map(({ pupil }) => pupil.id));
        for (const { id, isOfLesson, isAbsent } of CLASS.pupils) {
          const own = list.find(({ pupil }) => pupil.id === id)?.value;
          const isMarked = own !== undefined && own !== "н" && own !== "оп";
          const isReached = isOfLesson && !isMarked && !absent.has(id) && (!isAbsent || noted.has(id));
          const values = marks.find(({ pupilId }) => pupilId === id)?.values.join("/");
          expect(values).toBe(isMarked ? own : isReached ? "3" : undefined);
        }
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});
