import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningBot, startBot } from "../../bots/main.ts";
import { dayIn, setClock } from "../../src/clock.ts";
import { issueInvitations } from "../../src/contacts/invitations.ts";
import { writeMarks } from "../../src/marks/marks.ts";
import { setSettings } from "../../src/settings.ts";
import { startWorkers, type Workers } from "../../workers/main.ts";
import { BACKENDS, redis } from "../support/backends.ts";
import { hasChat } from "../support/bot.ts";
import { type Visitor, visitorOf } from "../support/bot-visitor.ts";
import { type FakeTelegram, startFakeTelegram } from "../support/fake-telegram.ts";
import { NEVER_QUIET } from "../support/never-quiet.ts";
import { testConfig } from "../support/post-office.ts";
import { castSchool, type TestSchool } from "../support/school.ts";
import { until } from "../support/until.ts";

const CHATS = { mother: 5_580_001, otherMother: 7_001_012, teacher: 5_580_003, deputy: 5_580_004 };
const TUESDAY = new Date("2026-11-24T05:00:00Z");
const WEDNESDAY = new Date("2026-11-25T05:00:00Z");

afterAll(() => redis?.close());

describe.each(BACKENDS)("the bot and the post office, $name", ({ redisUrl, missing }) => {
  if (missing) return test.skip(`left out: ${missing}`);

  let telegram: FakeTelegram;
  let school: TestSchool;
  let workers: Workers;
  let bot: RunningBot;
  const visitor = (who: keyof typeof CHATS): Visitor => visitorOf(telegram, CHATS[who]);

  beforeAll(async () => {
    setClock(TUESDAY);
    telegram = await startFakeTelegram();
    school = await castSchool({ now: TUESDAY });
    await setSettings(school.db, {
      ...{ telegramLevel: "full", markHoldSeconds: 0, correctionOrder: "№ 31 от 01.09.2026" },
      ...NEVER_QUIET,
    });
    const config = testConfig({
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.root,
      ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
    });
    const { db, url: databaseUrl } = school;
    workers = await startWorkers({ db, databaseUrl, config });
    bot = await startBot({ db, databaseUrl, config, telegram: config.telegram! });
    return async () => {
      setClock(null);
      await bot.stop();
      await workers.stop();
      await school.close();
      await telegram.close();
    };
  });

  test("A mother joins by her slip, reads a mark by herself, changes her settings and the language and leaves (R4, R60)", async () => {
    const { db, cast, today } = school;
    const mother = visitor("mother");
    const [slip] = await issueInvitations(
      db,
      {
        invited: [{ personId: cast.kirillMother.id, pupilId: cast.kirill.id }],
        day: dayIn("Asia/Krasnoyarsk"),
      },
      { actorId: cast.gromova.id, source: "web", silent: false },
    );
    mother.writes(`/start ${slip!.code}`);
    await mother.hears("ПИН-код");
    mother.writes(slip!.pin);
    mother.taps(await mother.hears("Кирилл"), "Да, это я");
    mother.taps(await mother.hears("Когда писать об отметках?"), "Сразу");
    await mother.hears("Готово");

    await writeMarks(db, today.algebra.works.test, [{ pupilId: cast.kirill.id, value: "4" }], {
      actorId: cast.smirnova.id,
      source: "web",
      silent: false,
    });
    await mother.hears("алгебра — 4");

    mother.writes("/settings");
    mother.taps(await mother.hears("Кирилл, 7А: отметки — сразу"), "Всё вечером");
    await mother.hears("отметки — вечером");

    mother.writes("/language");
    mother.taps(await mother.hears("языке"), "English");
    await mother.hears("English from now on");
    mother.writes("/stop");
    mother.taps(await mother.hears("Stop writing"), "Yes, stop");
    await mother.hears("will not write here");
    const contact = await db.contact.findFirstOrThrow({ where: { address: String(CHATS.mother) } });
    expect(contact.state).toBe("revoked");
    await until(() => telegram.pendingUpdates.length === 0);
  });

  test("A teacher types a line and saves its card, the family hears; next day the mark is corrected by act and they hear once more (R11, R60)", async () => {
    const { db, cast } = school;
    await hasChat(db, cast.smirnova.id, CHATS.teacher);
    await hasChat(db, cast.voronina.id, CHATS.deputy);
    const [mother, teacher, deputy] = [visitor("otherMother"), visitor("teacher"), visitor("deputy")];

    teacher.writes("12-4");
    const card = await teacher.hears("12. Кравцова Анна — 4");
    teacher.taps(card, "Сохранить");
    expect(await teacher.hears("Записано")).toMatchObject({ messageId: card.messageId });
    await mother.hears("алгебра — 4");

    setClock(WEDNESDAY);
    teacher.writes("/correction");
    teacher.taps(await teacher.hears("В каком уроке исправить?"), "24.11 7А, алгебра");
    teacher.taps(await teacher.hears("За какую работу?"), "ответ");
    teacher.taps(await teacher.hears("Чью отметку?"), "Дальше");
    teacher.taps(await teacher.hears("Чью отметку?"), "4 · 12. Кравцова");
    teacher.taps(await teacher.hears("Какая отметка должна стоять?"), "5");
    await teacher.hears("Напишите завучу причину");
    teacher.writes("ошибка при подсчёте");
    await teacher.hears("Запрос подан.");

    deputy.writes("/corrections");
    deputy.taps(await deputy.hears("1 исправление ждёт решения"), "Кравцова Анна");
    deputy.taps(await deputy.hears("ошибка при подсчёте"), "Одобрить");
    await deputy.hears("Напишите номер акта");
    deputy.writes("14");
    await deputy.hears("Исправление одобрено.");
    await mother.hears("Было 4, стало 5");
    await until(() => telegram.pendingUpdates.length === 0);
    const told = telegram.ledger.filter(({ chatId }) => chatId === String(CHATS.otherMother));
    expect(told).toHaveLength(2);
  });
});
