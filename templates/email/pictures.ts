import type { EmailText } from "../../src/deliveries/message.ts";

/** The html with its pictures in it, for a page that shows a letter. */
export function withPictures({ html, pictures = [] }: EmailText): string {
  return pictures.reduce(
    (shown, { cid, svg }) => shown.replaceAll(`cid:${cid}`, `data:image/svg+xml;base64,${btoa(svg)}`),
    html,
  );
}
