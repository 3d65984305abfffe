import { describe, expect, test } from "vitest";
import type { Channel } from "../../src/db.ts";
import type { ContentLevel, Message } from "../../src/deliveries/message.ts";
import { hasWords, renderMessage } from "../../templates/messages/messages.ts";
import { SAMPLES, type SampleName } from "../../templates/samples.ts";
import { LANGUAGES } from "../../templates/words.ts";

const LEVELS: [Channel, ContentLevel][] = [
  ["telegram", "full"],
  ["telegram", "initials"],
  ["telegram", "ping"],
  ["email", "full"],
  ["paper", "full"],
];

/** As the design writes them: the text, a rule, one button per line. */
function telegram(level: ContentLevel, message: Message): string {
  const rendered = renderMessage("telegram", level, message);
  if (rendered.channel !== "telegram") throw new Error(rendered.channel);
  return [rendered.html, "---", ...rendered.buttons.map(({ text }) => `[ ${text} ]`), ""].join("\n");
}

describe("Telegram says exactly what was agreed", () => {
  const agreed: [SampleName, ContentLevel, string][] = [
    [
      "mark.set",
      "full",
      `<b>Анна, 7А: алгебра — 4</b>
Контрольная «Многочлены», четверг, 26 ноября.

Средний балл 4,33, сейчас выходит 4. До пятёрки — две пятёрки подряд.
---
[ Открыть дневник ]
`,
    ],
    [
      "mark.set",
      "initials",
      `<b>А. К.: алгебра — 4</b>
Контрольная, четверг, 26 ноября.

Средний балл 4,33, сейчас выходит 4. До пятёрки — две пятёрки подряд.
---
[ Открыть дневник ]
`,
    ],
    [
      "mark.set",
      "ping",
      `Есть новое в дневнике.
---
[ Открыть дневник ]
`,
    ],
    [
      "several marks",
      "full",
      `<b>Анна, 7А: две отметки</b>
Алгебра — <b>4</b>, контрольная. Средний 4,33, выходит 4.
Физика — <b>4</b>, лабораторная. Средний 3,00, выходит 3.
---
[ Открыть дневник ]
`,
    ],
    [
      "a two, and one mark that helps",
      "full",
      `<b>Егор, 7А: алгебра — 2</b>
Ответ на уроке, четверг, 19 ноября.

Средний балл 2,80, сейчас выходит 3. Одна четвёрка поднимет средний до 3,00.
---
[ Открыть дневник ]
`,
    ],
    [
      "mark.changed",
      "full",
      `<b>Анна, 7А: русский язык — 5</b>
Было <s>4</s>, стало 5. Изложение, 19 ноября, исправлено по акту № 14: ошибка при подсчёте.

Средний балл 4,00, сейчас выходит 4.
---
[ Открыть дневник ]
`,
    ],
    [
      "final.set",
      "full",
      `<b>Анна, 7А: алгебра за II четверть — 4</b>
Выставлена 29 декабря. Средний балл 4,40 по 15 отметкам, пятёрка у нас от 4,50.
---
[ Почему 4 ]
[ Открыть дневник ]
`,
    ],
    [
      "final.set",
      "initials",
      `<b>А. К.: алгебра за II четверть — 4</b>
Выставлена 29 декабря. Средний балл 4,40 по 15 отметкам, пятёрка у нас от 4,50.
---
[ Почему 4 ]
[ Открыть дневник ]
`,
    ],
    [
      "final.set",
      "ping",
      `Есть новое в дневнике.
---
[ Открыть дневник ]
`,
    ],
    [
      "mark.withdrawn",
      "full",
      `<b>Анна, 7А: алгебра — отметка снята</b>
Была 4, контрольная «Многочлены», 26 ноября. Отметка отменена.

Средний балл 4,33, сейчас выходит 4. До пятёрки — две пятёрки подряд.
---
[ Открыть дневник ]
`,
    ],
    [
      "absence.noted",
      "full",
      `<b>Анна, 7А: нет на первом уроке</b>
Среда, 25 ноября, геометрия, 8:00. Причину мы не знаем.

Если знаете вы, сообщите классному руководителю.
---
[ Открыть дневник ]
`,
    ],
    [
      "absence.noted",
      "initials",
      `<b>А. К.: нет на первом уроке</b>
Среда, 25 ноября, 8:00. Причину мы не знаем.

Если знаете вы, сообщите классному руководителю.
---
[ Открыть дневник ]
`,
    ],
    [
      "absence.noted",
      "ping",
      `<b>Срочное сообщение от школы.</b>
Откройте дневник.
---
[ Открыть дневник ]
`,
    ],
    [
      "arrival.noted",
      "full",
      `<b>Анна, 7А: на уроках с 9:50</b>
Третий урок, английский язык: на месте. Пропущены геометрия и русский язык.
---
[ Открыть дневник ]
`,
    ],
    [
      "arrival.noted",
      "initials",
      `<b>А. К.: на уроках с 9:50</b>
Третий урок: на месте. Пропущено два урока.
---
[ Открыть дневник ]
`,
    ],
    [
      "away for some lessons already",
      "full",
      `<b>Анна, 7А: пропущено два урока</b>
Среда, 25 ноября: геометрия и русский язык. Причину мы не знаем.

Если знаете вы, сообщите классному руководителю.
---
[ Открыть дневник ]
`,
    ],
    [
      "the whole day, told in the evening",
      "full",
      `<b>Анна, 7А: пропущено два урока</b>
Среда, 25 ноября: геометрия и русский язык. Причину мы не знаем.

Если знаете вы, сообщите классному руководителю.
---
[ Открыть дневник ]
`,
    ],
    [
      "absence.withdrawn",
      "full",
      `<b>Анна, 7А: на уроках</b>
Среда, 25 ноября. Отметку об отсутствии исправили.
---
[ Открыть дневник ]
`,
    ],
    [
      "an absence and marks",
      "full",
      `<b>Анна, 7А: посещаемость, две отметки</b>
<b>Не было на первом уроке</b>, геометрия, 8:00, 25 ноября. Причину мы не знаем.
Алгебра — <b>4</b>, контрольная. Средний 4,33, выходит 4.
Физика — <b>4</b>, лабораторная. Средний 3,00, выходит 3.
---
[ Открыть дневник ]
`,
    ],
  ];
  test.each(agreed)("%s at %s", (name, level, text) => {
    expect(telegram(level, SAMPLES[name])).toBe(text);
  });
});

describe.each(LANGUAGES)("every sample in %s", (language) => {
  describe.each(Object.entries(SAMPLES).filter(([name]) => name !== "very many marks"))(
    "%s",
    (name, message) => {
      test.each(LEVELS.filter(([channel]) => hasWords(channel, message)))("by %s at %s", (channel, level) => {
        const rendered = renderMessage(channel, level, { ...message, language });
        if (rendered.channel !== "email") return expect(rendered).toMatchSnapshot();
        const { subject, text, html } = rendered;
        expect({ subject, text, html: name === "mark.set" ? html : read(html) }).toMatchSnapshot();
      });
    },
  );
});

test("one mark under a heading of several pupils is told as if it were alone", () => {
  expect(telegram("initials", SAMPLES["two pupils"])).toBe(`<b>А. К.: две отметки</b>
Алгебра — <b>4</b>, контрольная. Средний 4,33, выходит 4.
Физика — <b>4</b>, лабораторная. Средний 3,00, выходит 3.

<b>Е. Л.: алгебра — 2</b>
Ответ на уроке, четверг, 19 ноября.

Средний балл 2,80, сейчас выходит 3. Одна четвёрка поднимет средний до 3,00.
---
[ Открыть дневник ]
`);
});

test("final marks come first, and the average of a subject is told once", () => {
  expect(telegram("full", SAMPLES["everything at once"])).toMatch(
    /^<b>.*две итоговые отметки, три отметки, одна отметка снята<\/b>\nАлгебра за II/,
  );
  expect(telegram("full", SAMPLES["everything at once"]).match(/Средний 3,00/g)).toHaveLength(1);
});

test("the subject of a letter says whose and what, and never a mark", () => {
  const samples: Message[] = Object.values(SAMPLES);
  const subjects = samples
    .filter((one) => hasWords("email", one))
    .map((message) => {
      const rendered = renderMessage("email", "full", message);
      return rendered.channel === "email" ? rendered.subject : "";
    });
  expect(subjects).toEqual([
    "Анна, 7А: новая отметка",
    "Анна, 7А: изменение отметки",
    "Анна, 7А: изменение отметки",
    "Анна, 7А: итоговая отметка",
    "Анна, 7А: итоговая отметка",
    "Анна, 7А: нет на первом уроке",
    "Анна, 7А: на уроках с 9:50",
    "Анна, 7А: на уроках",
    "Анна, 7А: неделя 23–27 ноября",
    "Глеб, 7А: неделя 23–27 ноября",
    "Анна, 7А: пятница, 27 ноября",
    "Анна, 7А: задано к понедельнику, 30 ноября",
    "Анна, 7А: неделя 23–27 ноября",
    "Школа № 214, 7А: собрание родителей в среду, 2 декабря, в 18:00",
    "Школа № 214: новое сообщение от классного руководителя",
    "Школа № 214, 7А, английский, 1-я группа: собрание родителей в среду, 2 декабря, в 18:00",
    "Школа № 214: объявления школы",
    "Егор, 7А: новая отметка",
    "Анна, 7А: новые отметки",
    "Анна, 7А: итоговые и новые отметки",
    "Анна, 7А: пропущено два урока",
    "Анна, 7А: пропущено два урока",
    "Анна, 7А: не было на первом уроке, новые отметки",
    "Анна и Егор: новые отметки",
    "Анна, 7А: новая отметка",
    "Анна, 7А: итоговые отметки",
    "Анна, 7А: итоговые отметки",
    "Анна, 7А: нет на первом уроке",
    "Подтвердите адрес",
    "Проверка связи",
    "Вход в журнал",
    "Подключён ещё один адрес",
    "Анна, 7А: новая отметка",
    "<b>, 7<А>: новые отметки",
    "Анна, 7А: новые отметки",
  ]);
});

test("a message without anything to say is refused", () => {
  expect(() => renderMessage("telegram", "full", { ...SAMPLES["mark.set"], pupils: [] })).toThrow();
});

/** What a person reads of a letter, one cell a line. */
function read(html: string): string[] {
  return html
    .replace(/<head>[\s\S]*?<\/head>|<!--[\s\S]*?-->/g, "")
    .replace(/<\/?(?:td|p|h1|a|div)\b[^>]*>/g, "\n")
    .replace(/<[^>]+>/g, " ")
    .split("\n")
    .map((line) => line.replace(/[\s\u00A0]+/g, " ").trim())
    .filter((line) => line && line !== "&nbsp;");
}
