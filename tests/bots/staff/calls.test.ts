import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { classCalls } from "../../../bots/features/class-calls.ts";
import { classDesk } from "../../../bots/features/class-desk.ts";
import { classFinals } from "../../../bots/features/class-finals.ts";
import type { CastKey } from "../../../prisma/cast.ts";
import { setClock } from "../../../src/clock.ts";
import type { Language } from "../../../src/deliveries/message.ts";
import { setSettings } from "../../../src/settings.ts";
import { type FakeSmtp, startFakeSmtp } from "../../support/fake-smtp.ts";
import { type FakeTelegram, startFakeTelegram } from "../../support/fake-telegram.ts";
import { setFinals } from "../../support/finals-news.ts";
import { setLevel } from "../../support/level.ts";
import { openPostOffice, type PostOffice, testConfig } from "../../support/post-office.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { type StaffRoom, staffRoom } from "../../support/staff-chat.ts";

const NOW = new Date("2026-11-24T15:00:00+07:00");
const FEATURES = [classDesk, classCalls, classFinals];

let telegram: FakeTelegram;
let smtp: FakeSmtp;
let school: TestSchool;
let room: StaffRoom;
let office: PostOffice;

// One pupil of several whose families nobody reaches for each test: what a call has settled stays so.
beforeAll(async () => {
  setClock(NOW);
  [telegram, smtp] = await Promise.all([startFakeTelegram(), startFakeSmtp()]);
  school = await castSchool({ now: NOW });
  room = await staffRoom(school, FEATURES);
  await setSettings(school.db, { telegramLevel: "full", cardKeeps: ["phone"] });
  await school.db.person.update({
    where: { id: school.cast.kirillMother.id },
    data: { phone: "+7 900 000-00-01" },
  });
  office = await openPostOffice(
    school.db,
    testConfig({ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.root, SMTP_URL: smtp.url }),
  );
  await setFinals(school, { pupils: ["kirill", "roman", "ruslan", "stepan", "egor"], value: "3" });
  await office.route();
  await office.deliver();
});
afterAll(async () => {
  setClock(null);
  await office.close();
  await room.close();
  await school.close();
  await telegram.close();
  await smtp.close();
});

const chat = (as: CastKey, language?: Language) => room.chat(as, language);
const notesOf = (person: CastKey) =>
  school.db.callNote.findMany({ where: { personId: school.cast[person].id }, orderBy: { at: "asc" } });

describe("R63: whom no message reaches", () => {
  test("the class teacher sees whom to call, why and until when, and never the mark", async () => {
    const gromova = await chat("gromova");
    await gromova.writes("/calls");
    expect(gromova.text).toContain("Позвонить в 4 семьи");
    expect(gromova.text).toContain("Ефимова Марина Олеговна: итоговые отметки, Ефимов Кирилл");
    await gromova.taps("Ефимова");
    expect(gromova.text).toContain("+7 900 000-00-01");
    expect(gromova.text).toContain("Должны узнать до 25 ноября, 15:00");
    expect(gromova.text).not.toMatch(/\b3\b|тройка/);
  });

  test.each([
    [
      "ru",
      "kirillMother",
      "Не дозвонились",
      "Записано: не дозвонились",
      "Дозвонились",
      "Записано: дозвонились",
    ],
    ["en", "romanFather", "Not reached", "Noted: not reached", "Reached", "Noted: reached"],
  ] as const)(
    "who did not answer stays, who did leaves (%s)",
    async (language, person, missed, kept, reached, gone) => {
      const { surname } = school.cast[person];
      const gromova = await chat("gromova", language);
      await gromova.writes("/calls");
      await gromova.taps(surname);
      await gromova.taps(missed);
      expect(gromova.toast).toBe(kept);
      expect(gromova.text).toContain(surname);
      await gromova.taps(surname);
      await gromova.taps(reached);
      expect(gromova.toast).toBe(gone);
      expect(gromova.text).not.toContain(surname);
      expect((await notesOf(person)).map((note) => note.reached)).toEqual([false, true]);
    },
  );

  test("a note is typed, and an empty one is asked for again", async () => {
    const gromova = await chat("gromova");
    await gromova.writes("/calls");
    await gromova.taps("Назарова");
    await gromova.taps("Нет, с заметкой");
    await gromova.writes("   ");
    expect(gromova.text).toContain("Напишите ещё раз");
    await gromova.writes("перезвонить <вечером>");
    await gromova.taps("Назарова");
    expect(gromova.text).toContain("перезвонить &lt;вечером&gt;");
    expect(await notesOf("ruslanMother")).toMatchObject([{ reached: false, note: "перезвонить <вечером>" }]);
  });

  test("the same note tapped twice is one call", async () => {
    const { id: noticeId } = await school.db.notice.findFirstOrThrow({
      where: { personId: school.cast.ruslanMother.id },
    });
    const gromova = await chat("gromova");
    for (let tap = 0; tap < 3; tap++) await gromova.forges("calls.missed", [noticeId]);
    expect(await school.db.callNote.count({ where: { noticeId, note: null } })).toBe(1);
  });

  test("a card that lies there still says that the family has left the list", async () => {
    const noticeId = (
      await school.db.notice.findFirstOrThrow({
        where: { personId: school.cast.stepanGuardian.id },
      })
    ).id;
    const gromova = await chat("gromova");
    await gromova.forges("calls.reached", [noticeId]);
    await gromova.forges("calls.reached", [noticeId]);
    expect(gromova.toast).toContain("Этой семьи в списке звонков уже нет");
    await gromova.forges("calls.one", [noticeId]);
    expect(gromova.toast).toBe("Этой семьи в списке уже нет");
  });

  test("the class teacher of another class neither sees nor notes", async () => {
    const notice = await school.db.notice.findFirstOrThrow({
      where: { personId: school.cast.ruslanMother.id },
    });
    const osokina = await chat("osokina");
    await osokina.writes("/calls");
    expect(osokina.text).toContain("Звонить некому");
    for (const act of ["calls.one", "calls.reached", "calls.missed", "calls.ask"]) {
      await osokina.forges(act, [notice.id, "1"]);
      expect(await osokina.isRefused()).toBe(true);
    }
  });

  test("the deputy head sees the whole school", async () => {
    const voronina = await chat("voronina");
    await voronina.writes("/calls");
    expect(voronina.text).toContain("Назарова");
    await voronina.taps("‹ Назад");
    expect(voronina.text).toContain("Вся школа");
  });

  test("at initials nobody is named and no phone is shown", async () => {
    await setLevel(school.db, "initials");
    const gromova = await chat("gromova");
    await gromova.writes("/calls");
    await gromova.taps("Ф. Н.");
    expect(`${gromova.text} ${gromova.labels}`).not.toMatch(/Назаров|\+7|вечером/);
    await setLevel(school.db, "full");
  });
});

test.each([
  [
    "ru",
    /Итоговые отметки не дошли: \d+/,
    /Назаров Руслан, Назарова Фарида Ильдаровна: алгебра, лист не отдан, осталось 23 ч/,
  ],
  [
    "en",
    /Final marks not received: \d+/,
    /Назаров Руслан.*: алгебра, the sheet is not handed over, 23 h left/,
  ],
] as const)(
  "Who has not received finals stands there with the hours that are left (%s)",
  async (language, title, line) => {
    const gromova = await chat("gromova", language);
    await gromova.writes("/class");
    await gromova.taps(language === "ru" ? "Итоги не дошли" : "Finals not received");
    expect(gromova.text).toMatch(title);
    expect(gromova.text).toMatch(line);
  },
);
