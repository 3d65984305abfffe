import type { EmailText } from "../../src/deliveries/message.ts";

/** The html with its pictures in it, for a page that shows a letter. */
export function withPictures({ html, pictures = [] }: EmailText): string {
  return pictures.reduce(
    (shown, { cid, png }) => shown.replaceAll(`cid:${cid}`, `data:image/png;base64,${png}`),
    html,
  );
}
