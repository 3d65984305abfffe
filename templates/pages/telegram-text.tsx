import type { ComponentChildren, JSX } from "preact";

/** The tags a message of ours may carry, of Telegram's own subset. */
const TAGS = new Set(["b", "i", "u", "s", "code", "pre", "blockquote"]);
const ENTITIES: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"' };

/**
 * Telegram's text as its app shows it: paragraphs at empty lines. It is read, not pasted into the page, so that a
 * mistake in a wording shows as letters and not as markup of ours.
 */
export function TelegramText({ html }: { html: string }) {
  return html.split(/\n{2,}/).map((paragraph) => <p key={paragraph}>{read(paragraph)}</p>);
}

function read(html: string): ComponentChildren[] {
  const open: { tag: string; children: ComponentChildren[] }[] = [{ tag: "", children: [] }];
  const put = (child: ComponentChildren) => open.at(-1)?.children.push(child);
  for (const part of html.split(/(<\/?[a-z]+(?: expandable)?>|\n)/)) {
    const [, closing, tag = ""] = /^<(\/?)([a-z]+)(?: expandable)?>$/.exec(part) ?? [];
    if (part === "\n") put(<br />);
    else if (!TAGS.has(tag))
      put(part.replace(/&(?:lt|gt|amp|quot);/g, (entity) => ENTITIES[entity] ?? entity));
    else if (!closing) open.push({ tag, children: [] });
    else if (open.length > 1 && open.at(-1)?.tag === tag) put(element(open.pop()!));
  }
  // What was left open closes at the end of its paragraph.
  while (open.length > 1) put(element(open.pop()!));
  return open[0]?.children ?? [];
}

function element({ tag: Tag, children }: { tag: string; children: ComponentChildren[] }): JSX.Element {
  const Element = Tag as "b";
  return <Element>{children}</Element>;
}
