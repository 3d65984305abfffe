import { describe, expect, test } from "vitest";
import { contactQueue } from "../../../bots/features/contact-queue.ts";
import { failedDeliveries } from "../../../bots/features/failed-deliveries.ts";
import { postState } from "../../../bots/features/post-state.ts";
import type { CastKey } from "../../../prisma/cast.ts";
import { setLevel } from "../../support/level.ts";
import { staffSchool } from "../../support/staff-chat.ts";
import { tell } from "../../support/told.ts";

const NOW = new Date("2026-11-24T05:00:00Z");
const FEATURES = [contactQueue, failedDeliveries, postState];

const staff = staffSchool({
  at: NOW,
  features: FEATURES,
  clean: ({ db }) =>
    db.$executeRaw`truncate "Delivery", "Notice", "Mark", "Event", "Gate", "Setting" cascade`,
});
const { chat } = staff;

describe("contacts that wait", () => {
  test.each([
    ["ru", /Ждут подтверждения: 2/, "Подтвердить", "Контакт подтверждён."],
    ["en", /Waiting to be confirmed: 2/, "Confirm", "The contact is confirmed."],
  ] as const)(
    "one with a statement behind it is vouched for, saying how one knows (%s)",
    async (language, title, button, done) => {
      const { db, cast } = staff.school;
      const personId = cast.kirillMother.id;
      const statement = await db.statement.create({
        data: { personId, number: `7-${language}`, date: NOW, about: "contacts" },
      });
      const where = {
        personId_channel_address: { personId, channel: "telegram", address: "7001006" },
      } as const;
      const { id } = await db.contact.update({
        where,
        data: { state: "unconfirmed", statementId: statement.id, confirmedAt: null },
      });
      const maltsev = await chat("maltsev", language);
      await maltsev.writes("/contacts");
      expect(maltsev.text).toMatch(title);
      expect(maltsev.text).not.toContain("7001006");
      await maltsev.taps("Ефимова");
      await maltsev.taps(button);
      await maltsev.writes("назвала по телефону");
      expect(maltsev.text).toContain(done);
      expect(await db.contact.findUnique({ where: { id } })).toMatchObject({
        state: "confirmed",
        confirmedById: cast.maltsev.id,
        confirmedHow: "назвала по телефону",
      });
    },
  );

  test("one without a document has no button, and a forged one is refused with what to do", async () => {
    const contact = await staff.school.db.contact.findFirstOrThrow({
      where: { personId: staff.school.cast.veraMother.id, state: "unconfirmed" },
    });
    await staff.school.db.contact.update({ where: { id: contact.id }, data: { statementId: null } });
    const maltsev = await chat("maltsev");
    await maltsev.writes("/contacts");
    await maltsev.taps("Мельникова");
    expect(maltsev.labels).toEqual(["‹ Назад"]);
    await maltsev.forges("contacts.confirm", [contact.id, String(contact.version)]);
    await maltsev.writes("знаю");
    expect(maltsev.text).toContain("Внесите документ и повторите.");
  });

  test("those that are suspended say why", async () => {
    const maltsev = await chat("maltsev");
    await maltsev.writes("/contacts");
    await maltsev.taps("Стоят: 2");
    await maltsev.taps("Сидорова");
    expect(maltsev.text).toContain("Приостановлен: бот заблокирован.");
  });

  test.each([
    ["ru", "Кому некуда писать", "Написать некуда: "],
    ["en", "Whom nobody can reach", "Families nobody can reach: "],
  ] as const)(
    "families that nobody can write to are one button away (%s)",
    async (language, button, title) => {
      const maltsev = await chat("maltsev", language);
      await maltsev.writes("/contacts");
      await maltsev.taps(button);
      expect(maltsev.text).toContain(title);
      expect(maltsev.text).toContain("7А, Назаров Руслан: Назарова Фарида Ильдаровна");
      expect(maltsev.text).not.toContain("Кравцов");
    },
  );

  test("nobody but the administrator sees them", async () => {
    for (const person of ["gromova", "voronina", "annaMother"] as const) {
      const other = await chat(person);
      await other.writes("/contacts");
      expect(await other.isRefused()).toBe(true);
    }
  });
});

describe("what did not arrive", () => {
  const failed = (receiver: CastKey, pupil: CastKey, reason = "broken") =>
    tell(staff.school.db, {
      workId: staff.school.today.algebra.works.test,
      pupilIds: [staff.school.cast[pupil].id],
      receiverId: staff.school.cast[receiver].id,
      state: "failed",
      reason,
      dueAt: NOW,
    });
  /** As the post office leaves a notice whose message failed. */
  const untold = () => staff.school.db.notice.updateMany({ data: { state: "open" } });

  test("the ninth of them stands on the second page", async () => {
    for (let message = 0; message < 9; message++) await failed("egorMother", "egor");
    const maltsev = await chat("maltsev");
    await maltsev.writes("/failed");
    expect(maltsev.text.split("\n")).toHaveLength(1 + 8);
    await maltsev.taps("Дальше ›");
    expect(maltsev.text.split("\n")).toHaveLength(1 + 1);
    expect(maltsev.labels).toContain("‹ Раньше");
  });

  test.each([
    ["ru", "Не дошло: 1", "поломка у нас", "Повторить", "Да, повторить", "Снова ждут отправки: 1"],
    ["en", "Not arrived: 1", "broken on our side", "Try again", "Yes, try again", "Waiting again: 1"],
  ] as const)("is let out again after a question (%s)", async (language, title, why, again, yes, done) => {
    const id = await failed("egorMother", "egor");
    await untold();
    const maltsev = await chat("maltsev", language);
    await maltsev.writes("/failed");
    expect(maltsev.text).toContain(title);
    expect(maltsev.text).toContain(why);
    expect(maltsev.text).not.toMatch(/отметка 5|mark 5/);
    await maltsev.taps("Лаптева");
    await maltsev.taps(again);
    expect((await staff.school.db.delivery.findUniqueOrThrow({ where: { id } })).state).toBe("failed");
    await maltsev.taps(yes);
    expect(maltsev.toast).toBe(done);
    expect((await staff.school.db.delivery.findUniqueOrThrow({ where: { id } })).state).toBe("waiting");
    await maltsev.forges("failed.again", [id]);
    expect(maltsev.toast).toMatch(/Повторять его не нужно\.|There is no need to repeat it\./);
  });

  test("all that broke here goes at once, what a family refused stays", async () => {
    await failed("egorMother", "egor");
    await failed("mariaMother", "maria");
    const refused = await failed("denisMother", "denis", "botBlocked");
    await untold();
    const maltsev = await chat("maltsev");
    await maltsev.writes("/failed");
    await maltsev.taps("Повторить сломанное у нас: 2");
    await maltsev.taps("Да, повторить");
    expect(maltsev.toast).toBe("Снова ждут отправки: 2");
    expect((await staff.school.db.delivery.findUniqueOrThrow({ where: { id: refused } })).state).toBe(
      "failed",
    );
  });

  test("is for the deputy head to read and not to replay, and for nobody else", async () => {
    const id = await failed("egorMother", "egor");
    const voronina = await chat("voronina");
    await voronina.forges("failed.one", [id]);
    expect(await voronina.isRefused()).toBe(false);
    for (const act of ["failed.ask", "failed.again", "failed.all"]) {
      await voronina.forges(act, [id]);
      expect(await voronina.isRefused()).toBe(true);
    }
    const gromova = await chat("gromova");
    await gromova.forges("failed.one", [id]);
    expect(await gromova.isRefused()).toBe(true);
  });

  test("names nobody at initials", async () => {
    await failed("egorMother", "egor");
    await setLevel(staff.school.db, "initials");
    const maltsev = await chat("maltsev");
    await maltsev.writes("/failed");
    await maltsev.taps("И. Л.");
    expect(`${maltsev.text} ${maltsev.labels}`).not.toContain("Лаптева");
  });
});

describe("how sending works", () => {
  test.each([
    ["ru", "Всё работает", "Telegram: ждут 0, принято 1, отказов 0, без ответа 0"],
    ["en", "Everything works", "Telegram: waiting 0, accepted 1, refused 0, no answer 0"],
  ] as const)("a calm day says so first (%s)", async (language, title, line) => {
    const { cast, today, db } = staff.school;
    const told = {
      workId: today.algebra.works.test,
      pupilIds: [cast.anna.id],
      receiverId: cast.annaMother.id,
    };
    await tell(db, { ...told, dueAt: NOW });
    await db.event.updateMany({ data: { routedAt: NOW } });
    const maltsev = await chat("maltsev", language);
    await maltsev.writes("/state");
    expect(maltsev.text.split("\n")[0]).toContain(title);
    expect(maltsev.text).toContain(line);
  });

  test.each([
    ["ru", "Требует внимания: 1 дело", "канал остановлен", "telegram: остановлен"],
    ["en", "1 thing needs attention", "the channel is stopped", "telegram: stopped"],
  ] as const)("a stopped channel stands first (%s)", async (language, title, alarm, gate) => {
    const pausedUntil = new Date(Date.now() + 600_000);
    await staff.school.db.gate.create({ data: { name: "telegram:1", pausedUntil, stopped: "tokenRefused" } });
    const maltsev = await chat("maltsev", language);
    await maltsev.writes("/state");
    expect(maltsev.text).toContain(title);
    expect(maltsev.text).toContain(alarm);
    expect(maltsev.text).toContain(gate);
  });

  test("a teacher and a parent are refused", async () => {
    for (const person of ["smirnova", "annaMother"] as const) {
      const other = await chat(person);
      await other.writes("/state");
      expect(await other.isRefused()).toBe(true);
    }
  });
});
