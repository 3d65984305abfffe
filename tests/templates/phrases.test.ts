import { expect, test } from "vitest";
import type { FinalStory, Standing } from "../../src/deliveries/message.ts";
import { renderMessage } from "../../templates/messages/messages.ts";
import { finalDay, finalMeaning, meaning, shortMeaning } from "../../templates/messages/phrases.ts";
import { SAMPLES } from "../../templates/samples.ts";
import { wordsIn } from "../../templates/words.ts";

const disputed: Standing = {
  average: 440,
  marks: 15,
  comesOut: "4",
  disputed: "5",
  next: { value: "5", need: 3, of: "5", from: 450 },
};

test("A disputed average is called so, promises neither mark, and says what makes the next one certain (R62)", () => {
  const ru = wordsIn("ru");
  expect(meaning(disputed, ru)).toBe(
    "Средний балл 4,40, отметка спорная: 4 или 5, решает учитель. До пятёрки — три пятёрки подряд.",
  );
  expect(shortMeaning(disputed, ru)).toBe("Средний 4,40, спорная: 4 или 5.");
  expect(finalMeaning(disputed, ru)).toBe(
    "Средний балл 4,40 по 15 отметкам, отметка спорная: 4 или 5, решает учитель.",
  );
});

test("A disputed average in English", () => {
  const en = wordsIn("en");
  expect(meaning(disputed, en)).toBe(
    "The average is 4.40; between 4 and 5 the teacher decides. Three 5s in a row make it a 5.",
  );
  expect(shortMeaning(disputed, en)).toBe("Average 4.40, disputed: 4 or 5.");
  expect(finalMeaning(disputed, en)).toBe(
    "The average is 4.40 over 15 marks; between 4 and 5 the teacher decides.",
  );
});

test("A final mark corrected by act says so, in each language", () => {
  const story: FinalStory = {
    kind: "final.changed",
    subject: "Физика",
    value: "4",
    was: "3",
    period: { kind: "quarter", number: 2 },
    date: "2026-12-30",
    act: "№ 14 от 30.12.2026: ошибка при подсчёте.",
    standing: null,
  };
  const ru = wordsIn("ru");
  expect(finalDay(story, ru)).toBe("Изменена 30 декабря по акту № 14 от 30.12.2026: ошибка при подсчёте.");
  expect(finalDay({ ...story, kind: "final.set", was: null, act: "" }, ru)).toBe(
    "Выставлена 30 декабря по акту.",
  );
  expect(finalDay({ ...story, act: null }, ru)).toBe("Изменена 30 декабря.");
  expect(finalDay({ ...story, act: "№ 14" }, wordsIn("en"))).toBe("Changed on 30 December by act № 14.");
});

test("At the level of initials nothing but the act's number is left", () => {
  const act = "№ 14 от 30.12.2026: Кравцова Анна";
  const [told] = SAMPLES["final.changed"].pupils;
  const message = {
    ...SAMPLES["final.changed"],
    pupils: [{ ...told!, stories: [{ ...told!.stories[0]!, act }] }],
  };
  const said = JSON.stringify(renderMessage("telegram", "initials", message));
  expect(said).toContain("по акту № 14.");
  expect(said).not.toContain("Кравцова");
});
