import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ContentLevel, Message, Rendered } from "../../src/deliveries/message.ts";
import type { Settings } from "../../src/settings.ts";
import { hasWords, renderMessage } from "../../templates/messages/messages.ts";
import { SAMPLES } from "../../templates/samples.ts";
import type { Sender } from "../../workers/channels/channel.ts";
import { openEmail } from "../../workers/channels/email.ts";
import { openTelegram } from "../../workers/channels/telegram.ts";
import { type FakeSmtp, startFakeSmtp } from "../support/fake-smtp.ts";
import { type FakeTelegram, startFakeTelegram } from "../support/fake-telegram.ts";
import { findLeaks, forbiddenAt, namesIn, surfacesOfChat, surfacesOfEnvelope } from "../support/leaks.ts";

const SETTINGS = { telegramPermits: 30, telegramReserved: 3, emailConnections: 2 } as Settings;
const LEVELS = ["full", "initials", "ping"] as const satisfies ContentLevel[];
const MESSAGES: [name: string, message: Message][] = Object.entries(SAMPLES).flatMap(([name, message]) => [
  [`${name}, ru`, message],
  [`${name}, en`, { ...message, language: "en" }],
]);

let telegram: FakeTelegram;
let smtp: FakeSmtp;
let chat: Sender;
let mail: Sender;

beforeAll(async () => {
  [telegram, smtp] = await Promise.all([startFakeTelegram(), startFakeSmtp()]);
  chat = openTelegram({ token: telegram.token, apiRoot: telegram.root }, SETTINGS);
  mail = openEmail(
    { smtpUrl: smtp.url, dkim: undefined, bounces: "bounces+@school.example", imapUrl: undefined },
    "Вестник <journal@school.example>",
    SETTINGS,
  );
});
beforeEach(() => {
  telegram.reset();
  smtp.reset();
});
afterAll(async () => {
  await Promise.all([chat.close(), mail.close()]);
  await Promise.all([telegram.close(), smtp.close()]);
});

async function send(sender: Sender, rendered: Rendered, { deliveryId, links }: Message): Promise<void> {
  const outcome = await sender.send({
    deliveryId,
    address: sender === mail ? "mother@family.example" : "700000123",
    receiver: "Кравцова Мария Павловна",
    urgency: "now",
    rendered,
    pupilIds: [],
    unsubscribe: links.unsubscribe,
    signal: new AbortController().signal,
  });
  expect(outcome.kind).toBe("sent");
}

describe.each(LEVELS)("a messenger at the level %s", (level) => {
  test("lets out nothing more in any place that can be read", async () => {
    for (const [name, message] of MESSAGES.filter((one) => hasWords("telegram", one[1]))) {
      await send(chat, renderMessage("telegram", level, message), message);
      const { text = "", ...around } = surfacesOfChat(telegram.ledger.at(-1)!);
      const leaks = [
        ...findLeaks({ text, "buttons' words": around["buttons' words"]! }, forbiddenAt(level, message)),
        // What is not read as the message itself names nobody at any level.
        ...findLeaks(around, namesIn(message)),
      ];
      expect({ name, leaks }).toEqual({ name, leaks: [] });
    }
  });
});

test("Around a letter, in its headers, links, file names and return path, nobody is named", async () => {
  for (const [name, message] of MESSAGES.filter((one) => hasWords("email", one[1]))) {
    await send(mail, renderMessage("email", "full", message), message);
    expect({
      name,
      leaks: findLeaks(await surfacesOfEnvelope(smtp.ledger.at(-1)!), namesIn(message)),
    }).toEqual({
      name,
      leaks: [],
    });
  }
});

test("The sheet of one pupil names no other", () => {
  for (const [, message] of MESSAGES.filter((one) => hasWords("paper", one[1]))) {
    const rendered = renderMessage("paper", "full", message);
    if (rendered.channel !== "paper") throw new Error(rendered.channel);
    for (const { pupilIndex, ...sheet } of rendered.sheets) {
      const others = message.pupils
        .filter((_, index) => index !== pupilIndex)
        .map(({ pupil }) => pupil.givenName);
      for (const other of others) expect(JSON.stringify(sheet)).not.toContain(other);
    }
  }
});

describe("the scan finds what leaks", () => {
  const week = SAMPLES["digest of a week"];
  const away = SAMPLES["the whole day, told in the evening"];

  test.each([
    { level: "initials", message: week, words: "Кравцовой А." },
    { level: "initials", message: week, words: "у ученицы 7А" },
    { level: "initials", message: week, words: "«Тихое утро»" },
    { level: "initials", message: week, words: "по акту: ошибка при подсчёте" },
    { level: "initials", message: week, words: "§ 23, № 481, 483 (а–в)" },
    { level: "initials", message: week, words: "пропущено по болезни" },
    { level: "initials", message: away, words: "геометрия" },
    { level: "ping", message: week, words: "алгебра" },
    { level: "ping", message: week, words: "4,33" },
    { level: "ping", message: week, words: "Новая отметка" },
    { level: "ping", message: SAMPLES["mark.set"], words: "контрольная" },
  ] as const)("$level: $words", async ({ level, message, words }) => {
    const rendered = renderMessage("telegram", level, message);
    if (rendered.channel !== "telegram") throw new Error(rendered.channel);
    const { html, buttons } = rendered;
    const forbidden = forbiddenAt(level, message);
    for (const leaking of [
      { ...rendered, html: `${html} ${words}` },
      { ...rendered, buttons: [...buttons, { text: words, url: message.links.open }] },
    ]) {
      await send(chat, leaking, message);
      const surfaces = surfacesOfChat(telegram.ledger.at(-1)!);
      expect(findLeaks(surfaces, forbidden).filter((leak) => !leak.startsWith("buttons' links"))).not.toEqual(
        [],
      );
    }
  });

  test("a richer level sent by a poorer channel", async () => {
    for (const message of [week, away, SAMPLES["mark.set"], SAMPLES["final.set"]])
      for (const [sent, allowed] of [
        ["full", "initials"],
        ["initials", "ping"],
      ] as const) {
        await send(chat, renderMessage("telegram", sent, message), message);
        const { text = "" } = surfacesOfChat(telegram.ledger.at(-1)!);
        expect(findLeaks({ text }, forbiddenAt(allowed, message))).not.toEqual([]);
      }
  });

  test("a name in a link, a file name, a content id or the return path", async () => {
    const rendered = renderMessage("email", "full", week);
    if (rendered.channel !== "email") throw new Error(rendered.channel);
    const [picture] = rendered.pictures!;
    const letters = [
      { ...rendered, pictures: [{ ...picture!, filename: "Кравцова.png" }] },
      { ...rendered, html: rendered.html.replaceAll("/d/1", "/d/anna") },
    ];
    for (const letter of letters) {
      await send(mail, letter, week);
      const surfaces = await surfacesOfEnvelope(smtp.ledger.at(-1)!);
      expect(findLeaks(surfaces, [/anna/, ...namesIn(week)])).not.toEqual([]);
    }
  });
});
