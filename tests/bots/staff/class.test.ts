import { describe, expect, test } from "vitest";
import { classAbsences } from "../../../bots/features/class-absences.ts";
import { classCalls } from "../../../bots/features/class-calls.ts";
import { classDesk } from "../../../bots/features/class-desk.ts";
import { classExcuses } from "../../../bots/features/class-excuses.ts";
import { classFinals } from "../../../bots/features/class-finals.ts";
import { classJoined } from "../../../bots/features/class-joined.ts";
import type { CastKey } from "../../../prisma/cast.ts";
import { giveExcuse } from "../../../src/attendance/excuses.ts";
import { readRoll, takeRoll } from "../../../src/attendance/roll.ts";
import { issueInvitations } from "../../../src/contacts/invitations.ts";
import { setLevel } from "../../support/level.ts";
import { staffSchool } from "../../support/staff-chat.ts";

const FEATURES = [classDesk, classExcuses, classAbsences, classJoined, classCalls, classFinals];
const TODAY = "2026-11-26";

const staff = staffSchool({
  at: new Date(`${TODAY}T10:00:00+07:00`),
  features: FEATURES,
  clean: async ({ db }) => {
    await db.$executeRaw`truncate "Absence", "Excuse", "AbsenceDay", "Event", "Invitation" cascade`;
    await db.lesson.updateMany({ data: { rollTakenAt: null } });
  },
});
const { chat } = staff;
const id = (person: CastKey) => staff.school.cast[person].id;

function excuse(pupil: CastKey, guardian: CastKey, text = "Идём к врачу") {
  const by = { actorId: id(guardian), source: "bot" as const, silent: false };
  return giveExcuse(staff.school.db, id(pupil), { from: TODAY, to: "2026-11-27", text }, by);
}

async function away(...pupils: CastKey[]) {
  const lessonId = staff.school.today.algebra.id;
  const { version } = await readRoll(staff.school.db, lessonId);
  const absences = pupils.map((pupil) => ({ pupilId: id(pupil), kind: "absent" as const }));
  const by = { actorId: id("smirnova"), source: "web" as const, silent: false };
  await takeRoll(staff.school.db, lessonId, { version, absences }, by);
}

describe("notes of families", () => {
  test.each([
    ["ru", "1 записка не прочитана", "Прочитано", "Непрочитанных записок нет"],
    ["en", "1 unread note", "I have read it", "No unread notes"],
  ] as const)("the class teacher reads one and says so (%s)", async (language, one, button, none) => {
    const { id: excuseId } = await excuse("anna", "annaMother");
    const gromova = await chat("gromova", language);
    await gromova.writes("/excuses");
    expect(gromova.text).toContain(one);
    expect(gromova.text).toContain("Кравцова Анна");
    await gromova.taps("Кравцова Анна");
    expect(gromova.text).toContain("Идём к врачу");
    expect(gromova.text).toContain("Кравцова Елена Сергеевна");
    await gromova.taps(button);
    expect(gromova.text).toContain(none);
    expect(await staff.school.db.excuse.findUnique({ where: { id: excuseId } })).toMatchObject({
      state: "confirmed",
    });
    const entry = await staff.school.db.event.findFirstOrThrow({ where: { kind: "excuse.confirmed" } });
    expect(entry.actorId).toBe(id("gromova"));
  });

  test("tapped twice, or repeated by Telegram, is written once", async () => {
    const { id: excuseId } = await excuse("anna", "annaMother");
    const gromova = await chat("gromova");
    for (let tap = 0; tap < 3; tap++) await gromova.forges("excuses.confirm", [excuseId, "1"]);
    expect(gromova.toast).toBe("Записка прочитана");
    expect(await staff.school.db.event.count({ where: { kind: "excuse.confirmed" } })).toBe(1);
  });

  test("taken back meanwhile is not confirmed", async () => {
    const { id: excuseId } = await excuse("anna", "annaMother");
    await staff.school.db.excuse.update({ where: { id: excuseId }, data: { state: "withdrawn" } });
    const gromova = await chat("gromova");
    await gromova.forges("excuses.confirm", [excuseId, "1"]);
    expect(gromova.toast).toContain("Записку забрали");
  });

  test("of another class are not hers to read or confirm", async () => {
    const { id: excuseId } = await excuse("zlata", "zlataMother");
    const gromova = await chat("gromova");
    await gromova.writes("/excuses");
    expect(gromova.text).toContain("Непрочитанных записок нет");
    for (const act of ["excuses.one", "excuses.confirm"]) {
      await gromova.forges(act, [excuseId, "1"]);
      expect(await gromova.isRefused()).toBe(true);
    }
    expect(await staff.school.db.excuse.count({ where: { state: "confirmed" } })).toBe(0);
  });

  test("name nobody at initials, and say nothing at ping", async () => {
    await excuse("anna", "annaMother", "Анна едет в Ачинск");
    await setLevel(staff.school.db, "initials");
    const gromova = await chat("gromova");
    await gromova.writes("/excuses");
    expect(gromova.text).toContain("А. К.");
    await gromova.taps("А. К.");
    expect(`${gromova.text} ${gromova.labels}`).not.toMatch(/Кравцова|Ачинск|7А/);
    await setLevel(staff.school.db, "ping");
    await gromova.writes("/excuses");
    expect(gromova.labels).toEqual(["Открыть сайт"]);
    expect(gromova.text).not.toMatch(/А\. К\./);
  });

  test("what a parent wrote is escaped", async () => {
    await excuse("anna", "annaMother", "<b>жар</b> & насморк");
    const gromova = await chat("gromova");
    await gromova.writes("/excuses");
    expect(gromova.text).toContain("&lt;b&gt;жар&lt;/b&gt; &amp; насморк");
  });

  test("of a long list come eight by eight", async () => {
    const { db } = staff.school;
    const pupils = await db.enrolment.findMany({
      where: { classId: staff.school.cast.classes.sevenA.id },
      take: 12,
    });
    await db.excuse.createMany({
      data: pupils.map(({ pupilId }) => ({
        pupilId,
        from: new Date(TODAY),
        to: new Date(TODAY),
        text: "болеет ".repeat(140),
        givenById: id("annaMother"),
        givenAt: new Date(),
        source: "bot" as const,
      })),
    });
    const gromova = await chat("gromova");
    await gromova.writes("/excuses");
    expect(gromova.text.split("\n")).toHaveLength(9);
    await gromova.taps("Дальше");
    expect(gromova.text.split("\n")).toHaveLength(5);
    expect(gromova.labels).toContain("‹ Раньше");
  });
});

describe("R39: absences nobody has explained", () => {
  test.each([
    ["ru", "Болезнь", "Причина поставлена: 1 урок"],
    ["en", "Illness", "The reason is set: 1 lesson"],
  ] as const)("the class teacher says why Анна was away (%s)", async (language, reason, done) => {
    await away("anna", "egor");
    const gromova = await chat("gromova", language);
    await gromova.writes("/class");
    await gromova.taps(language === "ru" ? "Без причины: 2" : "No reason: 2");
    expect(gromova.text).toContain("Лаптев Егор");
    await gromova.taps("Кравцова Анна");
    await gromova.taps(reason);
    expect(gromova.toast).toBe(done);
    const [absence] = await staff.school.db.absence.findMany({ where: { pupilId: id("anna") } });
    expect(absence?.reason).toBe("illness");
    expect(gromova.text).not.toContain("Кравцова");
  });

  test("a note of the family is named beside it", async () => {
    await away("anna");
    await excuse("anna", "annaMother");
    const gromova = await chat("gromova");
    await gromova.forges("reasons.list", []);
    expect(gromova.text).toContain("Есть записка или документ.");
  });

  test("a card that lay open is answered for its own days only", async () => {
    await away("anna");
    const gromova = await chat("gromova");
    await gromova.forges("reasons.one", [id("anna")]);
    await gromova.forges("reasons.say", [id("anna"), "2026-11-20", "2026-11-25", "illness"]);
    expect(gromova.toast).toBe("Причина уже стояла");
    expect(await staff.school.db.absence.count({ where: { reason: "illness" } })).toBe(0);
  });

  test("the subject teacher and the class teacher of another class are refused", async () => {
    await away("anna");
    for (const other of ["smirnova", "osokina"] as const) {
      const stranger = await chat(other);
      await stranger.forges("reasons.say", [id("anna"), "2026-11-26", "2026-11-26", "illness"]);
      expect(await stranger.isRefused()).toBe(true);
    }
    expect(await staff.school.db.absence.count({ where: { reason: { not: null } } })).toBe(0);
  });
});

describe("who has joined", () => {
  test.each([
    ["ru", /Подключены семьи: \d+ из 25/, "листок ждёт до 10 декабря", "листок не выдан"],
    ["en", /Families that have joined: \d+ of 25/, "the slip waits until 10 December", "no slip was issued"],
  ] as const)("the class teacher sees whose slip waits (%s)", async (language, title, waits, none) => {
    const invited = [{ personId: id("kirillMother"), pupilId: id("kirill") }];
    const by = { actorId: id("gromova"), source: "web" as const, silent: false };
    await issueInvitations(staff.school.db, { invited, day: new Date(TODAY) }, by);
    const gromova = await chat("gromova", language);
    await gromova.writes("/joined");
    expect(gromova.text).toMatch(title);
    expect(gromova.text).toMatch(new RegExp(`Ефимов Кирилл.*${waits}`));
    expect(gromova.text).toMatch(new RegExp(`Назаров Руслан.*${none}`));
    expect(gromova.text).not.toContain("Кравцова");
  });

  test("nobody who leads no class sees anything of it", async () => {
    const smirnova = await chat("smirnova");
    await smirnova.writes("/joined");
    expect(await smirnova.isRefused()).toBe(true);
  });
});

test.each([
  ["full", "<b>7А</b>"],
  ["initials", "<b>Ваш класс</b>"],
  ["ping", "<b>Ваш класс</b>"],
] as const)("The desk of the class at %s counts and names nobody", async (telegramLevel, title) => {
  await away("anna");
  await excuse("egor", "egorMother");
  await setLevel(staff.school.db, telegramLevel);
  const gromova = await chat("gromova");
  await gromova.writes("/class");
  expect(gromova.text).toContain(title);
  expect(gromova.labels).toEqual([
    "Записки: 1",
    "Без причины: 1",
    expect.stringMatching(/^Не подключились: \d+$/),
    "Позвонить: 0",
    "Итоги не дошли: 0",
  ]);
});

test("A parent and a pupil have no class here", async () => {
  for (const person of ["annaMother", "vera"] as const) {
    const stranger = await chat(person);
    for (const command of ["/class", "/excuses", "/calls", "/joined"]) {
      await stranger.writes(command);
      expect(await stranger.isRefused()).toBe(true);
    }
  }
});
