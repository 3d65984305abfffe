import { renderAsync } from "@resvg/resvg-js";
import type { EmailText } from "../../src/deliveries/message.ts";

/** A PNG of a drawing without letters. On a thread of its own: it takes a millisecond, as much as wording the whole letter. */
export async function drawPng(svg: string): Promise<Buffer> {
  // Looking for the fonts of the machine would cost ten times the picture.
  const drawn = await renderAsync(svg, { font: { loadSystemFonts: false }, logLevel: "off" });
  return drawn.asPng();
}

/** The html with its pictures in it, for a page that shows a letter. */
export function withPictures({ html, pictures = [] }: EmailText): string {
  return pictures.reduce(
    (shown, { cid, svg }) => shown.replaceAll(`cid:${cid}`, `data:image/svg+xml;base64,${btoa(svg)}`),
    html,
  );
}
