import { describe, expect, test } from "vitest";
import type { Message } from "../../src/deliveries/message.ts";
import { renderMessage } from "../../templates/messages/messages.ts";
import { SAMPLES } from "../../templates/samples.ts";
import { LANGUAGES } from "../../templates/words.ts";

const meeting: Message = SAMPLES["announcement.made"];
const [announced] = meeting.announcements!;

function telegram(level: "full" | "initials" | "ping", message = meeting): string {
  const rendered = renderMessage("telegram", level, message);
  if (rendered.channel !== "telegram") throw new Error(rendered.channel);
  return rendered.html;
}

describe.each(LANGUAGES)("an announcement in %s", (language) => {
  const message = { ...meeting, language };

  test("says on its first line who speaks, to whom and what", () => {
    expect(telegram("full", message).split("\n")[0]).toBe(
      "<b>Школа № 214, 7А: собрание родителей в среду, 2 декабря, в 18:00</b>",
    );
  });

  test("keeps its words inside at initials and ping, for they may name anybody", () => {
    for (const level of ["initials", "ping"] as const)
      expect(telegram(level, message)).not.toMatch(/собрание|Кабинет|7А/);
  });

  test("stands whole in both parts of the letter, with the way to stop", () => {
    const letter = renderMessage("email", "full", message);
    if (letter.channel !== "email") throw new Error(letter.channel);
    for (const part of [letter.html, letter.text]) {
      expect(part).toContain("На собрании будут все учителя класса.");
      expect(part).toContain(message.links.unsubscribe);
    }
  });

  test("is one sheet, whatever it tells of", () => {
    const paper = renderMessage("paper", "full", { ...SAMPLES["two announcements"], language });
    if (paper.channel !== "paper") throw new Error(paper.channel);
    expect(paper.sheets).toHaveLength(1);
    expect(JSON.stringify(paper.sheets)).toContain("школа закрыта");
  });
});

test("What somebody typed is escaped and breaks no line of ours", () => {
  const hostile = { ...announced!, title: "<b>Срочно\nсейчас</b>", text: "a & b\n\n\n\n<i>c</i>" };
  const html = telegram("full", { ...meeting, announcements: [hostile] });
  expect(html).toContain("&lt;b&gt;Срочно сейчас&lt;/b&gt;");
  expect(html).toContain("a &amp; b\n\n&lt;i&gt;c&lt;/i&gt;");
});

test("Of many long ones a message holds as many as it can whole, and says that there are more", () => {
  const long = { ...announced!, text: "слово ".repeat(300) };
  const html = telegram("full", { ...meeting, announcements: Array.from({ length: 5 }, () => long) });
  expect(html.length).toBeLessThan(4096);
  expect(html).toContain("И ещё объявления — в дневнике: 3.");
});

test("A channel that stopped is told of beside it", () => {
  expect(telegram("full", { ...meeting, suspended: "email" })).toContain("Почта больше не принимает");
});
