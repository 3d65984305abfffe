import { readFileSync } from "node:fs";
import { h, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";

/** What every letter puts into the frame. Text is escaped here; markup comes only as rendered components. */
export interface Letter {
  lang: string;
  subject: string;
  /** What a list of letters shows beside the subject; never a mark. */
  preview: string;
  brand: string;
  school: string;
  body: VNode;
  button: string;
  open: string;
  footer: VNode | "";
}

const SLOT = /\[\[(\w+)\]\]/;
// Keeps a mail program from filling the preview up with the text of the letter.
const PREVIEW_END = "&#8199;&#847;".repeat(12);

/** What MJML makes of frame.mjml (a test makes it and holds them together): texts at even places, names of slots at odd ones. */
const parts = readFileSync(new URL("./frame.html", import.meta.url), "utf8").split(SLOT);

export function renderFrame(letter: Letter): string {
  return parts.map((part, at) => (at % 2 === 0 ? part : fill(part as keyof Letter, letter))).join("");
}

function fill(slot: keyof Letter, letter: Letter): string {
  const value = letter[slot];
  if (typeof value !== "string") return renderToString(value);
  const text = renderToString(h("i", null, value)).slice("<i>".length, -"</i>".length);
  return slot === "preview" ? text + PREVIEW_END : text;
}
