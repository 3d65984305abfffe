import { expect, test } from "vitest";
import { EntitiesError, parseTelegramHtml } from "./telegram-html.ts";

test("The reader sees text, entities count UTF-16 units", () => {
  expect(
    parseTelegramHtml('📗 <b>Алгебра: <i>5</i></b> <a href="https://v.example/?a=1&amp;b=2">открыть</a>'),
  ).toEqual({
    text: "📗 Алгебра: 5 открыть",
    entities: [
      { type: "bold", offset: 3, length: 10 },
      { type: "italic", offset: 12, length: 1 },
      { type: "text_link", offset: 14, length: 7, url: "https://v.example/?a=1&b=2" },
    ],
  });
});

test("Escapes are undone and a bare ampersand is left alone", () => {
  expect(parseTelegramHtml("A &lt;b&gt; &amp; B & C &nbsp; &#33;").text).toBe("A <b> & B & C &nbsp; !");
});

test.each([
  ["<b>", `Can't find end tag corresponding to start tag "b"`],
  ["Анна <b", "Unclosed start tag at byte offset 9"],
  ["a <br> b", `Unsupported start tag "br" at byte offset 2`],
  ["1 < 2 > 0", `Unsupported start tag "" at byte offset 2`],
  ["a</b>", "Unexpected end tag at byte offset 1"],
  ["<b><i>x</b></i>", `Unmatched end tag at byte offset 7, expected "</i>", found "</b>"`],
  ["<span>x</span>", `Tag "span" must have class "tg-spoiler" at byte offset 0`],
])("%s is refused in Telegram's words", (html, words) => {
  expect(() => parseTelegramHtml(html)).toThrow(new EntitiesError(words));
});
