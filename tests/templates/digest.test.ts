import { simpleParser } from "mailparser";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ContentLevel, EmailText, Message } from "../../src/deliveries/message.ts";
import type { Digest, SubjectRow } from "../../src/digests/digest.ts";
import type { Settings } from "../../src/settings.ts";
import { DIGEST_SAMPLES } from "../../templates/digest/samples.ts";
import { withPictures } from "../../templates/email/pictures.ts";
import { renderMessage } from "../../templates/messages/messages.ts";
import { TelegramText } from "../../templates/pages/telegram-text.tsx";
import { SAMPLES } from "../../templates/samples.ts";
import { LONGEST_TEXT, visibleLength } from "../../templates/telegram/markup.ts";
import { LANGUAGES } from "../../templates/words.ts";
import { openEmail } from "../../workers/channels/email.ts";
import { type FakeSmtp, startFakeSmtp } from "../support/fake-smtp.ts";

const LARGEST_LETTER = 102 * 1024;
const week = SAMPLES["digest of a week"];
const DIGESTS = Object.keys(DIGEST_SAMPLES) as (keyof typeof DIGEST_SAMPLES)[];

function telegram(message: Message, level: ContentLevel = "full") {
  const rendered = renderMessage("telegram", level, message);
  if (rendered.channel !== "telegram") throw new Error(rendered.channel);
  return rendered;
}

function email(message: Message): EmailText {
  const rendered = renderMessage("email", "full", message);
  if (rendered.channel !== "email") throw new Error(rendered.channel);
  return rendered;
}

function withSubjects(more: Partial<SubjectRow>[], frequency: Digest["frequency"] = "weekly"): Message {
  const [row] = DIGEST_SAMPLES["digest of a hard week"].subjects as SubjectRow[];
  const plain = { ...row!, marks: ["4"], comesOut: "4", forecast: null, lessonsLeft: null, atRisk: null };
  const subjects = more.map((part) => ({ ...plain, ...part }));
  return { ...week, digest: { ...DIGEST_SAMPLES["digest of a week"], frequency, subjects } };
}

const toFive = { value: "5", need: 2, of: "5", possible: true };

describe("What to look at (R62)", () => {
  const watched = (message: Message) =>
    (/На что смотреть<\/b>\n(.*?)\n\n/s.exec(telegram(message).html)?.[1] ?? "").split("\n").filter(Boolean);

  test("What fell and what may fall stand first, then what is within reach, the nearest first", () => {
    const message = withSubjects([
      { subject: "Алгебра", forecast: { ...toFive, need: 3 }, lessonsLeft: 18 },
      { subject: "Физика", forecast: { ...toFive, need: 1 } },
      { subject: "История", atRisk: { of: "3", need: 2, value: "3" } },
      { subject: "География", cameOut: "5", forecast: { ...toFive, need: 1 } },
    ]);
    expect(watched(message)).toEqual([
      "География: выходила 5, теперь 4. Одна пятёрка её вернёт.",
      "История: четвёрка без запаса, две тройки подряд сделают 3.",
      "Физика: до пятёрки — одна пятёрка.",
      "Алгебра: до пятёрки — три пятёрки подряд. Впереди 18 уроков.",
    ]);
  });

  test("Where the teacher decides, no mark is ruled out and none is promised back", () => {
    const message = withSubjects([
      { subject: "Физика", disputed: "5", forecast: { ...toFive, possible: false }, lessonsLeft: 3 },
      { subject: "Химия", disputed: "5", cameOut: "5", forecast: { ...toFive, need: 1 } },
    ]);
    expect(watched(message).slice(0, 3)).toEqual([
      "Химия: выходила 5, теперь 4.",
      "Физика: отметка спорная, 4 или 5, решает учитель.",
      "Химия: отметка спорная, 4 или 5, решает учитель.",
    ]);
    expect(telegram(message).html).not.toMatch(/невозможна|вернёт/);
    expect(telegram(message).html).toContain("4 или 5");
  });

  test("Impossible is said where marks came, and not again every week", () => {
    const far = { ...toFive, possible: false };
    expect(watched(withSubjects([{ subject: "Физика", forecast: far, lessonsLeft: 9 }]))).toEqual([
      "Физика: пятёрка уже невозможна. Впереди девять уроков.",
    ]);
    expect(watched(withSubjects([{ subject: "Физика", marks: [], forecast: far }]))).toEqual([]);
  });

  test("Too few marks promise nothing, and a day has no forecast", () => {
    expect(watched(withSubjects([{ few: true, forecast: toFive, cameOut: "5" }]))).toEqual([]);
    expect(watched(withSubjects([{ forecast: toFive }], "daily"))).toEqual([]);
  });
});

test("Nothing but homework is told under its day, unfolded, and says nothing of marks", () => {
  const { html } = telegram(SAMPLES["digest of a day, only homework"]);
  expect(html).toMatch(/^<b>Анна, 7А: задано к понедельнику, 30 ноября<\/b>\n\nРусский язык: упр. 204\n/);
  expect(html).not.toMatch(/blockquote|отмет/);
});

test("A week folds its homework, and Telegram shows the rest", () => {
  expect(telegram(week).html).toMatch(/<blockquote expandable>Русский язык: упр. 204\n[^<]*<\/blockquote>$/);
});

test("A reason that is known by now is told once, and stays inside where reasons do", () => {
  const explained = [{ date: "2026-11-25", lessons: 2, reason: "illness" }] as const;
  const { digest } = SAMPLES["digest of a day"];
  const message = {
    ...SAMPLES["digest of a day"],
    digest: { ...digest!, attendance: { ...digest!.attendance, explained: [...explained] } },
  };
  expect(telegram(message).html).toContain("25.11 Пропущено два урока, болезнь.");
  expect(email(message).text).toContain("25.11  Пропущено два урока, болезнь.");
  const bare = telegram(message, "initials").html;
  expect(bare).toContain("25.11 Пропущено два урока, причина названа.");
  expect(telegram({ ...message, language: "en" }).html).toContain("Two lessons missed, illness.");
});

test("English counts and writes numbers its own way", () => {
  const { html } = telegram({ ...week, language: "en" });
  expect(html).toContain("Алгебра <b>5, 4</b> ▲ 4.33, comes to 4");
  expect(html).toContain("Two lessons missed, for a good reason.");
});

describe("A digest leaves only what its channel may know", () => {
  // Whatever of the samples may name a child, in small letters.
  const SECRETS = [
    ...["анна", "кравцова", "глеб", "павлов", "7а", "№ 14", "подсчёт", "тихое утро"],
    ...["упр. 204", "№ 481", "таблица", "уважительная", "болезнь", "не названа"],
  ];
  const leaving = (message: Message, level: ContentLevel) =>
    JSON.stringify(telegram(message, level)).toLocaleLowerCase("ru");

  test.each(DIGESTS)("%s", (name) => {
    for (const language of LANGUAGES) {
      const message = { ...SAMPLES[name], language };
      for (const secret of SECRETS) expect(leaving(message, "initials")).not.toContain(secret);
    }
  });

  test("and the same search finds them where everything may leave", () => {
    const all = DIGESTS.map((name) => leaving(SAMPLES[name], "full")).join();
    expect(SECRETS.filter((secret) => !all.includes(secret))).toEqual(["кравцова", "павлов"]);
  });

  test("ping says the same of every digest", () => {
    const said = { channel: "telegram", html: "Новая сводка готова.", buttons: telegram(week).buttons };
    for (const name of DIGESTS) expect(telegram(SAMPLES[name], "ping")).toEqual(said);
  });

  test("the picture and its file name nobody, and a subject holds no mark", () => {
    const { subject, pictures } = email(week);
    expect(subject).toBe("Анна, 7А: неделя 23–27 ноября");
    expect(pictures).toMatchObject([{ cid: "chart", filename: "chart.png" }]);
    expect(pictures?.[0]?.alt).toBe(
      "Средний балл по всем предметам, по неделям: 4,05; 3,98; 4,10; 4,02; 4,15; 4,08; 4,17.",
    );
  });
});

describe("However much there is to say", () => {
  const word = "Ж<&".repeat(1000);
  const { digest } = withSubjects(
    Array.from({ length: 30 }, () => ({
      subject: word,
      marks: Array.from({ length: 40 }, () => word),
      cameOut: "5",
      trend: "up",
      forecast: toFive,
      atRisk: { of: "3", need: 1, value: "3" },
    })),
  );
  const [changed] = DIGEST_SAMPLES["digest of a week"].changed;
  const huge: Message = {
    ...week,
    suspended: "email",
    school: { name: word, city: word },
    digest: {
      ...digest!,
      pupil: { surname: word, givenName: word, className: word },
      changed: Array.from({ length: 40 }, () => ({
        ...changed!,
        story: { ...changed!.story, subject: word, act: word, work: { kind: word, title: word } } as never,
      })),
      ahead: {
        date: "2026-11-30",
        homework: Array.from({ length: 40 }, () => ({ subject: word, text: word, files: 1 })),
      },
    },
  };

  test("Telegram takes it, its tags are whole, and it says how much is left", () => {
    for (const level of ["full", "initials"] as const) {
      const { html } = telegram(huge, level);
      expect(visibleLength(html)).toBeLessThanOrEqual(LONGEST_TEXT);
      expect(html.match(/<b>/g)?.length).toBe(html.match(/<\/b>/g)?.length);
      expect(html).toMatch(/\nи ещё \d+ — в дневнике/);
    }
  });

  test("Gmail shows the whole letter", () => {
    const { html, text } = email(huge);
    expect(Buffer.byteLength(html)).toBeLessThan(LARGEST_LETTER);
    for (const part of [html, text]) {
      expect(part).toContain("И ещё 22 предмета — в дневнике.");
      expect(part).toContain("и ещё 32 — в дневнике");
    }
  });

  test("30 subjects with long names keep every subject, what to look at and the homework", () => {
    const name = "Основы религиозных культур и светской этики, группа ";
    const long = withSubjects(
      Array.from({ length: 30 }, (_, at) => ({
        subject: `${name}${at + 1}`,
        atRisk: { of: "3", need: 1, value: "3" },
      })),
    );
    for (const at of [1, 30]) expect(email(long).html).toContain(`${name}${at}<`);
    const { html } = telegram(long);
    expect(visibleLength(html)).toBeLessThanOrEqual(LONGEST_TEXT);
    expect(html).toContain("На что смотреть");
    expect(html).toContain("Биология: § 14, таблица; файл в дневнике</blockquote>");
  });
});

describe("The postbox shows a digest as its receiver sees it", () => {
  test("a letter with its picture in it, which needs nothing from outside", () => {
    const shown = withPictures(email(week));
    expect(shown).not.toContain("cid:");
    expect(shown).toMatch(/<img src="data:image\/svg\+xml;base64,[\w+/=]+"/);
  });

  test("homework in a quotation, not as letters of a tag", () => {
    const page = renderToString(h(TelegramText, { html: telegram(week).html }));
    expect(page).toMatch(/<blockquote>Русский язык: упр\. 204<br\/?>/);
    expect(page).not.toContain("expandable");
  });
});

describe("A letter as the mail server got it", () => {
  let smtp: FakeSmtp;
  beforeAll(async () => {
    smtp = await startFakeSmtp();
  });
  afterAll(() => smtp.close());

  test("has a text, an html and the picture that the html shows", async () => {
    const rendered = { channel: "email" as const, ...email(week) };
    const sender = openEmail(
      { smtpUrl: smtp.url, dkim: undefined, bounces: undefined, imapUrl: undefined },
      "Вестник <journal@school.example>",
      { emailConnections: 1 } as Settings,
    );
    const outcome = await sender.send({
      deliveryId: week.deliveryId,
      address: "mother@family.example",
      receiver: "Кравцова Мария Павловна",
      urgency: "digest",
      rendered,
      pupilIds: [],
      unsubscribe: week.links.unsubscribe,
      signal: new AbortController().signal,
    });
    await sender.close();
    expect(outcome.kind).toBe("sent");
    const mail = await simpleParser(smtp.ledger[0]!.raw, { skipImageLinks: true });
    expect(mail.subject).toBe("Анна, 7А: неделя 23–27 ноября");
    expect(mail.text?.trim()).toBe(rendered.text.trim());
    expect(mail.html).toContain('src="cid:chart"');
    expect(mail.attachments).toMatchObject([
      {
        cid: "chart",
        filename: "chart.png",
        contentType: "image/png",
        contentDisposition: "inline",
        related: true,
      },
    ]);
    expect(mail.attachments[0]?.content.subarray(1, 4).toString()).toBe("PNG");
    expect(smtp.ledger[0]!.size).toBeLessThan(LARGEST_LETTER);
  });
});
