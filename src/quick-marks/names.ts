import { formsOf } from "./declension.ts";
import type { QuickPupil } from "./quick-marks.ts";
import { fold } from "./spelling.ts";

/** Somebody a word may speak of → the cases it looks like (CASES). */
export type Matches = Map<QuickPupil, number>;

/** How a class is called. */
export interface Names {
  /** Forms of surnames, given names and patronymics, double ones in their parts too. */
  byForm: Map<string, Matches>;
  byNumber: Map<number, Matches>;
  /** Who the word could be a beginning or a misspelling of. */
  near(word: string): QuickPupil[];
}

/** Whoever is named by a number or guessed stands in no case. */
export const ANY_CASE = 63;
const SHORTEST_BEGINNING = 3;
const SHORTEST_MISSPELT = 4;
/** Words of a message are asked about several times each; more than one message has are forgotten. */
const MOST_GUESSED = 500;

/** A class is read again for every message and every answer about it; forgotten with its list. */
const KNOWN = new WeakMap<readonly QuickPupil[], Names>();

export function namesOf(pupils: readonly QuickPupil[]): Names {
  const known = KNOWN.get(pupils);
  if (known) return known;
  const names = readNames(pupils);
  KNOWN.set(pupils, names);
  return names;
}

function readNames(pupils: readonly QuickPupil[]): Names {
  const byForm = new Map<string, Matches>();
  const byNumber = new Map<number, Matches>();
  for (const pupil of pupils) {
    const sameNumber = byNumber.get(pupil.number) ?? new Map();
    byNumber.set(pupil.number, sameNumber.set(pupil, ANY_CASE));
    for (const part of [pupil.surname, pupil.givenName, pupil.patronymic ?? ""].flatMap(partsOf)) {
      for (const [form, cases] of formsOf(part)) {
        const matches = byForm.get(form) ?? new Map();
        byForm.set(form, matches.set(pupil, (matches.get(pupil) ?? 0) | cases));
      }
    }
  }
  let guesses: Map<string, Set<QuickPupil>> | null = null;
  const guessed = new Map<string, QuickPupil[]>();
  const guess = (word: string) => {
    guesses ??= guessesOf(pupils);
    const found = new Set(word.length >= SHORTEST_BEGINNING ? guesses.get(`${word}…`) : []);
    if (word.length >= SHORTEST_MISSPELT)
      for (const key of [word, ...withoutOne(word)])
        for (const pupil of guesses.get(key) ?? []) found.add(pupil);
    return found.size === 0 ? [] : pupils.filter((pupil) => found.has(pupil));
  };
  return {
    byForm,
    byNumber,
    near(word) {
      const known = guessed.get(word);
      if (known) return known;
      const near = guess(word);
      if (guessed.size >= MOST_GUESSED) guessed.clear();
      guessed.set(word, near);
      return near;
    },
  };
}

/** «Преображенская-Лунёва» → its two parts; «О’Коннор» is one. */
export function partsOf(name: string): string[] {
  return fold(name).match(/[\p{L}\p{M}]+/gu) ?? [];
}

/** Beginnings of surnames, and their forms with one letter left out: two words one letter apart share such a key. */
function guessesOf(pupils: readonly QuickPupil[]): Map<string, Set<QuickPupil>> {
  const guesses = new Map<string, Set<QuickPupil>>();
  const note = (key: string, pupil: QuickPupil) => {
    const known = guesses.get(key);
    if (known) known.add(pupil);
    else guesses.set(key, new Set([pupil]));
  };
  for (const pupil of pupils) {
    for (const part of partsOf(pupil.surname)) {
      for (let length = SHORTEST_BEGINNING; length < part.length; length++)
        note(`${part.slice(0, length)}…`, pupil);
      for (const form of formsOf(part).keys())
        if (form.length >= SHORTEST_MISSPELT) for (const key of [form, ...withoutOne(form)]) note(key, pupil);
    }
  }
  return guesses;
}

function withoutOne(word: string): string[] {
  // A name is never so long; whoever pastes a book must not wait.
  if (word.length > 40) return [];
  return Array.from(word, (_, index) => word.slice(0, index) + word.slice(index + 1));
}
