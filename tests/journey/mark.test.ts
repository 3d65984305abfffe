import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeMarks } from "../../src/marks/marks.ts";
import { setSettings } from "../../src/settings.ts";
import { startWorkers, type Workers } from "../../workers/main.ts";
import { BACKENDS, redis } from "../support/backends.ts";
import { type FakeSmtp, startFakeSmtp } from "../support/fake-smtp.ts";
import { type FakeTelegram, startFakeTelegram } from "../support/fake-telegram.ts";
import { NEVER_QUIET } from "../support/never-quiet.ts";
import { testConfig } from "../support/post-office.ts";
import { castSchool, type TestSchool } from "../support/school.ts";
import { until } from "../support/until.ts";

afterAll(() => redis?.close());

describe.each(BACKENDS)("a mark becomes a message, $name", ({ redisUrl, missing }) => {
  if (missing) return test.skip(`left out: ${missing}`);

  let telegram: FakeTelegram;
  let smtp: FakeSmtp;
  let school: TestSchool;
  let workers: Workers;

  beforeAll(async () => {
    telegram = await startFakeTelegram();
    smtp = await startFakeSmtp();
    school = await castSchool();
    await setSettings(school.db, { telegramLevel: "full", markHoldSeconds: 0, ...NEVER_QUIET });
    workers = await startWorkers({
      db: school.db,
      databaseUrl: school.url,
      config: testConfig({
        TELEGRAM_BOT_TOKEN: telegram.token,
        TELEGRAM_API_ROOT: telegram.root,
        SMTP_URL: smtp.url,
        ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
      }),
    });
    return async () => {
      await workers.stop();
      await school.close();
      await telegram.close();
      await smtp.close();
    };
  });

  const set = (pupil: "anna" | "egor" | "leila", value: string) =>
    writeMarks(school.db, school.today.algebra.works.test, [{ pupilId: school.cast[pupil].id, value }], {
      actorId: school.cast.smirnova.id,
      source: "web",
      silent: false,
    });

  test("Смирнова sets a 4, Anna's mother reads it in Telegram without asking anybody (R2, R60)", async () => {
    await set("anna", "4");
    const message = await until(() => telegram.ledger[0]);
    expect(message.chatId).toBe(school.cast.annaMother.contacts.telegram?.address);
    expect(message.text).toContain("алгебра — 4");
    const delivery = await until(() =>
      school.db.delivery.findFirst({ where: { state: "sent", channel: "telegram" } }),
    );
    expect(message.marker).toBe(delivery.id);
  });

  test("Egor's mother blocked the bot: the letter says so and Telegram stays suspended", async () => {
    const mother = school.cast.egorMother;
    telegram.script({
      chatId: mother.contacts.telegram!.address,
      answer: { status: 403, description: "Forbidden: bot was blocked by the user" },
    });
    await set("egor", "2");
    const letter = await until(() =>
      smtp.ledger.find(({ to }) => to.includes(mother.contacts.email!.address)),
    );
    expect(letter.text).toContain("Алгебра — 2");
    expect(letter.text).toContain("Telegram");
    expect(letter.headers.get("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
    const contact = await school.db.contact.findUniqueOrThrow({
      where: { id: mother.contacts.telegram!.id },
    });
    expect(contact).toMatchObject({ state: "suspended", suspendedReason: "botBlocked" });
  });

  test("Leila's family asked for paper: her mark lies on the print round", async () => {
    await set("leila", "5");
    const sheet = await until(() => school.db.paperSheet.findFirst({ include: { round: true } }));
    expect(sheet.pupilId).toBe(school.cast.leila.id);
    expect(JSON.stringify(sheet.content)).toContain("5");
  });
});
