import type { Place } from "./quick-marks.ts";
import { fold } from "./spelling.ts";

export type TokenKind =
  | "word"
  | "number"
  | "dash"
  | "colon"
  /** «=», arrows, «_»: between somebody and a value. */
  | "pair"
  | "plus"
  | "slash"
  | "comma"
  | "stop"
  | "dot"
  | "close"
  | "numberSign"
  | "tab"
  | "comment"
  | "line"
  | "end";

export interface Token extends Place {
  kind: TokenKind;
  /** Folded; digits as they are. */
  word: string;
  raw: string;
  /** Nothing stands between it and the token before. */
  isGlued: boolean;
  isBracketed: boolean;
}

/** Order matters: what is longer comes first. What matches nothing (emoji, quotes, «!») is passed over. */
const SCANNER = new RegExp(
  [
    /\r\n|\([^()\r\n]*\)|\[[^[\]\r\n]*\]/u,
    // «н/а», «к/р», «д/з», «н/б», and with dots where capitals would be initials.
    /[нНhH][/\\][аАaAбБ](?!\p{L})|[кКkKсСcCлЛпПдД][/\\][рРpP](?!\p{L})|[дД][/\\][зЗ](?!\p{L})/u,
    /н\.\s?а\.?(?!\p{L})|[кКсСлЛ]\.\s?р\.?(?!\p{L})/u,
    /\p{L}[\p{L}\p{M}\u00AD\u200B-\u200D'’ʼ]*|[0-9]+|[-=]>|[-‐‑‒–—―−]+|\++|\.+/u,
    /[\n\r\v\f\u2028\u2029\t|=→⇒_:/\\,;•●▪·…)№#§]/u,
  ]
    .map(({ source }) => source)
    .join("|"),
  "gu",
);
/** Brackets around one thing say that thing: «Иванова (Мария) 5», «оп (10 мин)»; around more they are a comment. */
const ONE_THING = /^\s*(?:[\p{L}\p{M}.'’-]+|\d+\s*(?:мин\p{L}*\.?|м\.?)?|\d[+-]?(?:\/\d[+-]?)?)\s*$/u;

/** The text in pieces; the last is `end`. Linear in its length. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  scan({ text, offset: 0, isBracketed: false }, tokens);
  tokens.push({
    kind: "end",
    word: "",
    raw: "",
    at: text.length,
    length: 0,
    isGlued: false,
    isBracketed: false,
  });
  return tokens;
}

interface Part {
  text: string;
  offset: number;
  isBracketed: boolean;
}

function scan({ text, offset, isBracketed }: Part, tokens: Token[]): void {
  for (const match of text.matchAll(SCANNER)) {
    const [raw] = match;
    const at = offset + match.index;
    const kind = kindOf(raw);
    if (kind === "comment") {
      const inside = raw.slice(1, -1);
      if (ONE_THING.test(inside)) {
        scan({ text: inside, offset: at + 1, isBracketed: true }, tokens);
        continue;
      }
    }
    const last = tokens.at(-1);
    tokens.push({
      kind,
      word: kind === "word" ? abbreviation(fold(raw)) : raw,
      raw,
      at,
      length: raw.length,
      isGlued: last !== undefined && last.at + last.length === at,
      isBracketed,
    });
  }
}

/** By its first character: the scanner lets nothing else through. */
const SIGNS: Record<string, TokenKind> = {};
for (const [kind, signs] of [
  ["line", "\r\n\v\f\u2028\u2029"],
  ["tab", "\t|"],
  ["pair", "=→⇒_"],
  ["dash", "-‐‑‒–—―−"],
  ["colon", ":"],
  ["plus", "+"],
  ["slash", "/\\"],
  ["comma", ","],
  ["stop", ";•●▪·"],
  ["dot", ".…"],
  ["close", ")"],
  ["numberSign", "№#"],
  ["comment", "(["],
  ["number", "0123456789"],
] as const)
  for (const sign of signs) SIGNS[sign] = kind;

function kindOf(raw: string): TokenKind {
  return raw.endsWith(">") ? "pair" : (SIGNS[raw[0]!] ?? "word");
}

/** «н\а», «н.а.» as «н/а». */
function abbreviation(folded: string): string {
  return folded.replace(/^(\p{L})\.\s?(\p{L})\.?$/u, "$1/$2").replace("\\", "/");
}
