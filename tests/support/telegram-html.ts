import type { MessageEntity } from "grammy/types";

/** `can't parse entities: …` without the prefix. */
export class EntitiesError extends Error {}

type SimpleType = Extract<
  MessageEntity["type"],
  "bold" | "italic" | "underline" | "strikethrough" | "spoiler" | "code" | "pre" | "blockquote"
>;

/** https://core.telegram.org/bots/api#html-style */
const SIMPLE: Record<string, SimpleType> = {
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
  u: "underline",
  ins: "underline",
  s: "strikethrough",
  strike: "strikethrough",
  del: "strikethrough",
  span: "spoiler",
  "tg-spoiler": "spoiler",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
};
const NAMED: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"' };
const TAG = /^<(\/?)([^\s>]*)([^>]*)>/;
const ENTITY = /^&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/i;
const ATTRIBUTE = /([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;

interface Open {
  tag: string;
  attributes: Record<string, string>;
  offset: number;
}

/** What a reader sees of a text in Telegram's HTML; offsets count UTF-16 units. Refuses in Telegram's own words. */
export function parseTelegramHtml(html: string): { text: string; entities: MessageEntity[] } {
  const entities: MessageEntity[] = [];
  const open: Open[] = [];
  let text = "";
  let at = 0;
  while (at < html.length) {
    const rest = html.slice(at, at + 4_096);
    if (html[at] === "&") {
      const [whole, character] = decodeEntity(rest);
      text += character;
      at += whole.length;
    } else if (html[at] === "<") {
      const byte = Buffer.byteLength(html.slice(0, at));
      const found = TAG.exec(rest);
      if (!found) {
        throw new EntitiesError(`Unclosed ${rest[1] === "/" ? "end" : "start"} tag at byte offset ${byte}`);
      }
      const [whole, slash, name = "", attributes = ""] = found;
      const tag = name.toLowerCase();
      if (slash) {
        const entity = toEntity(closeTag(open, tag, byte), text.length);
        if (entity) entities.push(entity);
      } else {
        open.push(openTag(tag, attributes, { byte, offset: text.length }));
      }
      at += whole.length;
    } else {
      text += html[at];
      at += 1;
    }
  }
  const last = open.at(-1);
  if (last) throw new EntitiesError(`Can't find end tag corresponding to start tag "${last.tag}"`);
  entities.sort((one, other) => one.offset - other.offset || other.length - one.length);
  return { text, entities };
}

/** Only these are decoded; any other `&` stays as it is written. */
function decodeEntity(rest: string): [whole: string, character: string] {
  const found = ENTITY.exec(rest);
  if (!found) return ["&", "&"];
  const [whole, decimal, hexadecimal, named] = found;
  const character = named
    ? NAMED[named]
    : codePoint(decimal ? Number(decimal) : Number.parseInt(hexadecimal ?? "", 16));
  return character === undefined ? ["&", "&"] : [whole, character];
}

function codePoint(code: number): string | undefined {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

function openTag(tag: string, written: string, place: { byte: number; offset: number }): Open {
  if (!(tag in SIMPLE) && tag !== "a") {
    throw new EntitiesError(`Unsupported start tag "${tag}" at byte offset ${place.byte}`);
  }
  const attributes: Record<string, string> = {};
  for (const [, key = "", double, single, bare] of written.matchAll(ATTRIBUTE)) {
    attributes[key.toLowerCase()] = decodeEntities(double ?? single ?? bare ?? "");
  }
  if (tag === "span" && attributes.class !== "tg-spoiler") {
    throw new EntitiesError(`Tag "span" must have class "tg-spoiler" at byte offset ${place.byte}`);
  }
  return { tag, attributes, offset: place.offset };
}

function closeTag(open: Open[], tag: string, byte: number): Open {
  const last = open.pop();
  if (!last) throw new EntitiesError(`Unexpected end tag at byte offset ${byte}`);
  if (tag && tag !== last.tag) {
    throw new EntitiesError(
      `Unmatched end tag at byte offset ${byte}, expected "</${last.tag}>", found "</${tag}>"`,
    );
  }
  return last;
}

/** An entity without text, or a link without an address, is passed over in silence. */
function toEntity({ tag, attributes, offset }: Open, end: number): MessageEntity | undefined {
  const place = { offset, length: end - offset };
  if (place.length === 0) return undefined;
  if (tag !== "a") return { type: SIMPLE[tag]!, ...place };
  const url = attributes.href;
  return url ? { type: "text_link", ...place, url } : undefined;
}

function decodeEntities(value: string): string {
  return value.replaceAll(/&(?:#\d+|#x[0-9a-f]+|[a-z]+);/gi, (whole) => decodeEntity(whole)[1]);
}
