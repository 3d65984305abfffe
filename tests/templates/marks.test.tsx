import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { expect, test } from "vitest";
import { ChangedMark, Mark } from "../../templates/pages/marks.tsx";
import { wordsIn } from "../../templates/words.ts";

/** What a voice says: the shortened value is for the eye alone. */
const spoken = (mark: VNode) =>
  renderToString(mark)
    .replace(/<(span|s) aria-hidden="true">[^<]*<\/\1>/g, "")
    .replace(/<[^>]*>/g, "");

test.each([
  ["осв", "освобождение", "released"],
  ["н/а", "не аттестация", "not attested"],
  ["зач", "зачёт", "passed"],
  ["незач", "незачёт", "not passed"],
  ["5", "5", "5"],
])("«%s» is heard as «%s», in English as “%s”", (value, ru, en) => {
  expect(spoken(<Mark value={value} words={wordsIn("ru")} />)).toBe(ru);
  expect(spoken(<Mark value={value} words={wordsIn("en")} />)).toBe(en);
});

test.each([
  ["ru", "4, было 3", "–, снята, была 3"],
  ["en", "4, was 3", "–, withdrawn, was 3"],
] as const)("A mark that was changed says in %s what it was", (language, changed, withdrawn) => {
  const words = wordsIn(language);
  expect(spoken(<ChangedMark was="3" value="4" words={words} />)).toBe(changed);
  expect(spoken(<ChangedMark was="3" value={null} words={words} />)).toBe(withdrawn);
});
