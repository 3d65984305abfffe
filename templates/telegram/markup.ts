/** Telegram's subset of HTML: what it takes and how it counts. */
import { type ComponentChildren, Fragment, h } from "preact";
import { renderToString } from "preact-render-to-string";

/** Characters of one message after Telegram has read the tags. */
export const LONGEST_TEXT = 4096;

export function html(children: ComponentChildren): string {
  // Telegram asks for > to be escaped too, which no renderer of HTML does; of the tags used here one has an attribute.
  return renderToString(h(Fragment, null, children)).replace(
    /(<\/?[a-z]+(?: expandable)?>)|>/g,
    (_, tag: string | undefined) => tag ?? "&gt;",
  );
}

/** Length in UTF-16 units, never less than Telegram's own count. */
export function visibleLength(text: string): number {
  return text.replace(/<\/?[a-z]+(?: expandable)?>/g, "").replace(/&(?:lt|gt|amp|quot);/g, ".").length;
}
