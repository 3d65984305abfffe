import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningBot, startBot } from "../../bots/main.ts";
import { dayIn } from "../../src/clock.ts";
import { issueInvitations } from "../../src/contacts/invitations.ts";
import { writeMarks } from "../../src/marks/marks.ts";
import { setSettings } from "../../src/settings.ts";
import { startWorkers, type Workers } from "../../workers/main.ts";
import { BACKENDS, redis } from "../support/backends.ts";
import { type AcceptedMessage, type FakeTelegram, startFakeTelegram } from "../support/fake-telegram.ts";
import { NEVER_QUIET } from "../support/never-quiet.ts";
import { testConfig } from "../support/post-office.ts";
import { castSchool, type TestSchool } from "../support/school.ts";
import { until } from "../support/until.ts";

const CHAT = 5_580_001;

afterAll(() => redis?.close());

describe.each(BACKENDS)("a mother and the bot, $name", ({ redisUrl, missing }) => {
  if (missing) return test.skip(`left out: ${missing}`);

  let telegram: FakeTelegram;
  let school: TestSchool;
  let workers: Workers;
  let bot: RunningBot;

  beforeAll(async () => {
    telegram = await startFakeTelegram();
    school = await castSchool();
    await setSettings(school.db, { telegramLevel: "full", markHoldSeconds: 0, ...NEVER_QUIET });
    const config = testConfig({
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.root,
      ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
    });
    const { db, url: databaseUrl } = school;
    workers = await startWorkers({ db, databaseUrl, config });
    bot = await startBot({ db, databaseUrl, config, telegram: config.telegram! });
    return async () => {
      await bot.stop();
      await workers.stop();
      await school.close();
      await telegram.close();
    };
  });

  const who = { id: CHAT, first_name: "M" };
  const from = { ...who, is_bot: false, language_code: "ru" };
  const chat = { ...who, type: "private" };
  let read = 0;

  /** The next thing that is said in the chat. */
  async function hears(): Promise<AcceptedMessage> {
    const said = () => telegram.ledger.filter(({ chatId }) => chatId === String(CHAT));
    const message = await until(() => said()[read]);
    read += 1;
    return message;
  }
  async function writes(text: string): Promise<AcceptedMessage> {
    telegram.pushUpdate({ message: { message_id: 1, date: 1, text, chat, from } as never });
    return hears();
  }
  async function taps({ messageId, buttons }: AcceptedMessage, label: string): Promise<AcceptedMessage> {
    const data = buttons.find(({ text }) => text === label)!.callback_data!;
    const message = { message_id: messageId, date: 1, chat };
    telegram.pushUpdate({
      callback_query: { id: label, from, chat_instance: "1", data, message } as never,
    });
    return hears();
  }

  test("She joins by her slip, reads a mark by herself, changes her settings and the language and leaves (R4, R60)", async () => {
    const { db, cast, today } = school;
    const day = dayIn("Asia/Krasnoyarsk");
    const invited = [{ personId: cast.kirillMother.id, pupilId: cast.kirill.id }];
    const [slip] = await issueInvitations(
      db,
      { invited, day },
      { actorId: cast.gromova.id, source: "web", silent: false },
    );
    await writes(`/start ${slip!.code}`);
    const when = await taps(await writes(slip!.pin), "Да, это я");
    expect((await taps(when, "Сразу")).text).toContain("Готово");

    await writeMarks(db, today.algebra.works.test, [{ pupilId: cast.kirill.id, value: "4" }], {
      actorId: cast.smirnova.id,
      source: "web",
      silent: false,
    });
    const mark = await hears();
    expect(mark.text).toContain("алгебра — 4");

    const settings = await writes("/settings");
    expect(settings.text).toContain("Кирилл, 7А: отметки — сразу");
    expect((await taps(settings, "Всё вечером")).text).toContain("отметки — вечером");

    expect((await taps(await writes("/language"), "English")).text).toContain("English from now on");
    expect((await taps(await writes("/stop"), "Yes, stop")).text).toContain("will not write here");
    const contact = await db.contact.findFirstOrThrow({ where: { address: String(CHAT) } });
    expect(contact.state).toBe("revoked");
    await until(() => telegram.pendingUpdates.length === 0);
  });
});
