import { afterAll, beforeAll, expect, test } from "vitest";
import { startBot } from "../../bots/main.ts";
import { setSettings } from "../../src/settings.ts";
import { hasChat } from "../support/bot.ts";
import { visitorOf } from "../support/bot-visitor.ts";
import { type FakeTelegram, startFakeTelegram } from "../support/fake-telegram.ts";
import { createGate } from "../support/gate.ts";
import { testConfig } from "../support/post-office.ts";
import { castSchool, type TestSchool } from "../support/school.ts";
import { until } from "../support/until.ts";
import { startBotProcess } from "../support/worker-process.ts";

const CHAT = 5_590_001;

let telegram: FakeTelegram;
let school: TestSchool;

beforeAll(async () => {
  [telegram, school] = await Promise.all([startFakeTelegram(), castSchool()]);
  await setSettings(school.db, { telegramLevel: "full" });
  await hasChat(school.db, school.cast.smirnova.id, CHAT);
});
afterAll(async () => {
  await school.close();
  await telegram.close();
});

/** What of the marks stands in the journal, and how often each was written. */
const journal = async () => {
  const marks = await school.db.mark.findMany({
    include: { value: true, versions: true },
    orderBy: { pupil: { surname: "asc" } },
  });
  return marks.map(({ value, versions }) => `${value?.code ?? "–"} ×${versions.length}`);
};

test("The bot is killed between the journal and its answer: the tap comes again, is done once, and the teacher sees what is true (R7)", async () => {
  const teacher = visitorOf(telegram, CHAT);
  const { db, url: databaseUrl } = school;
  const killed = await startBotProcess({ databaseUrl, telegram });
  const gate = createGate();
  try {
    teacher.writes("3-5 7-4");
    const card = await teacher.hears("Понято:");
    telegram.script({
      ...{ chatId: CHAT, method: "editMessageText", times: 1 },
      answer: { hold: gate, next: "drop" },
    });
    teacher.taps(card, "Сохранить");
    await gate.arrived;
  } finally {
    await killed.kill();
    gate.release();
  }
  expect(await journal()).toEqual(["5 ×1", "4 ×1"]);
  expect(telegram.ledger).toHaveLength(1);
  expect(telegram.pendingUpdates).toHaveLength(1);

  const config = testConfig({ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.root });
  const next = await startBot({ db, databaseUrl, config, telegram: config.telegram! });
  try {
    const saved = await teacher.hears("Записано");
    expect(saved.messageId).toBe(telegram.ledger[0]!.messageId);
    expect(saved.text).toContain("3. Васильев Тимур — 5");
    expect(await journal()).toEqual(["5 ×1", "4 ×1"]);
    expect(await db.event.count({ where: { kind: "mark.set" } })).toBe(2);
    teacher.taps(saved, "Отменить");
    await teacher.hears("Отметки отменены");
    expect(await journal()).toEqual(["– ×2", "– ×2"]);
    await until(() => telegram.pendingUpdates.length === 0);
  } finally {
    await next.stop();
  }
}, 120_000);
