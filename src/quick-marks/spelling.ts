/** Latin letters that look like Russian ones: a phone with the other keyboard writes «H» for «Н». */
const LOOKS_RUSSIAN: Record<string, string> = {
  a: "а",
  b: "в",
  c: "с",
  e: "е",
  h: "н",
  k: "к",
  m: "м",
  o: "о",
  p: "р",
  t: "т",
  x: "х",
  y: "у",
  ё: "е",
};
const MARKS_APART = /\p{M}/u;
const LOOKALIKE = /[abcehkmoptxyё]/g;
const UNSEEN = /[\u00AD\u200B-\u200D\u2060\uFEFF'’ʼ`]/g;

/** Letters that are typed for digits: «З-5», «1О-4», «l2-5». */
const LOOKS_LIKE_DIGIT: Record<string, string> = { з: "3", о: "0", б: "6", l: "1", i: "1" };

/** One spelling for everything that looks the same: small letters, «е» for «ё», Russian for Latin, no apostrophes. */
export function fold(word: string): string {
  const composed = MARKS_APART.test(word) ? word.normalize("NFC") : word;
  return composed
    .replace(UNSEEN, "")
    .toLowerCase()
    .replace(LOOKALIKE, (letter) => LOOKS_RUSSIAN[letter]!);
}

/** The digits that a folded word may have been meant as; null: a letter of it looks like none. */
export function asDigits(folded: string): string | null {
  let digits = "";
  for (const letter of folded) {
    const digit = LOOKS_LIKE_DIGIT[letter];
    if (!digit) return null;
    digits += digit;
  }
  return digits || null;
}

/** Far more than a school has subjects and kinds of work. */
const MOST_NAMES = 1_000;
/** The same few names are held against every word that is typed. */
const KNOWN_NAMES = new Map<string, readonly string[]>();

/** The words of a name that the school gave, folded; never empty. */
export function wordsOfName(name: string): readonly string[] {
  const known = KNOWN_NAMES.get(name);
  if (known) return known;
  const words = fold(name).split(/\s/);
  if (KNOWN_NAMES.size >= MOST_NAMES) KNOWN_NAMES.clear();
  KNOWN_NAMES.set(name, words);
  return words;
}
