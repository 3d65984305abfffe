import { expect, test } from "vitest";
import { announcement } from "../../../bots/features/announcement.ts";
import { setLevel } from "../../support/level.ts";
import { staffSchool } from "../../support/staff-chat.ts";

const NOW = new Date("2026-11-24T05:00:00Z");

const staff = staffSchool({
  at: NOW,
  features: [announcement],
  clean: ({ db }) => db.$executeRaw`truncate "Announcement", "Event", "Setting" cascade`,
});
const { chat } = staff;
const events = () => staff.school.db.event.findMany({ where: { kind: "announcement.made" } });

test.each([
  ["ru", "Объявление услышат 4 человека, учеников — 3", "Кому: 4Б", "Отправить: 4", "Объявление отправлено"],
  ["en", "The announcement is for 4 people, pupils: 3", "To: 4Б", "Send: 4", "The announcement is sent"],
] as const)(
  "The administrator sees the words and how many they reach before they leave (%s)",
  async (language, count, to, send, done) => {
    const maltsev = await chat("maltsev", language);
    await maltsev.writes("/announce");
    await maltsev.taps("4Б");
    await maltsev.writes("Собрание в среду\nКабинет <214>.");
    expect(maltsev.text).toContain(count);
    expect(maltsev.text).toContain(to);
    expect(maltsev.text).toContain("<b>Собрание в среду</b>\nКабинет &lt;214&gt;.");
    expect(await events()).toEqual([]);
    await maltsev.taps(send);
    expect(maltsev.text).toContain(done);
    expect(await events()).toMatchObject([{ actorId: staff.school.cast.maltsev.id, silent: false }]);
  },
);

test("Tapped twice, or repeated by Telegram after a kill, it leaves once", async () => {
  const maltsev = await chat("maltsev");
  await maltsev.writes("/announce");
  await maltsev.taps("всей школе");
  await maltsev.writes("Школа закрыта 4 декабря");
  const draft = await staff.school.db.announcement.findFirstOrThrow();
  for (let tap = 0; tap < 3; tap++) await maltsev.forges("announce.send", [draft.id, String(draft.version)]);
  expect(maltsev.text).toContain("Объявление отправлено");
  expect(await events()).toHaveLength(1);
});

test("A level is chosen by its button, and a draft is put away unheard", async () => {
  const maltsev = await chat("maltsev");
  await maltsev.writes("/announce");
  await maltsev.taps("7 кл.");
  await maltsev.writes("Каникулы");
  expect(maltsev.text).toContain("Кому: параллель 7");
  await maltsev.taps("Не отправлять");
  expect(await events()).toEqual([]);
  expect(await staff.school.db.announcement.findFirst()).toMatchObject({ level: 7, announcedAt: null });
  expect(maltsev.text).toBe("Объявление не отправлено.");
});

test("R50: within a class one of its subgroups is chosen, and the draft is made to ask for an answer", async () => {
  const { db, cast } = staff.school;
  await db.subgroup.create({
    data: {
      yearId: cast.year.id,
      subjectId: cast.subjects.russian.id,
      name: "1-я",
      classes: { create: { classId: cast.classes.sevenA.id } },
      members: { create: { pupilId: cast.vera.id, from: cast.year.startsOn } },
    },
  });
  const maltsev = await chat("maltsev");
  await maltsev.writes("/announce");
  await maltsev.taps("7А");
  await maltsev.taps("7А, русский язык (1-я)");
  await maltsev.writes("Принесите словари");
  expect(maltsev.text).toContain("Кому: 7А, русский язык (1-я)");
  await maltsev.taps("☐ Просить «Ознакомлен(а)»");
  expect(maltsev.labels).toContain("☑ Просить «Ознакомлен(а)»");
  await maltsev.taps("Отправить: 2");
  expect(await db.announcement.findFirst()).toMatchObject({ asksSeen: true, announcedAt: expect.any(Date) });
});

test("Too long a title is refused with what to do, and the bot goes on waiting for the words", async () => {
  const maltsev = await chat("maltsev");
  await maltsev.writes("/announce");
  await maltsev.taps("4Б");
  await maltsev.writes("а".repeat(101));
  expect(maltsev.text).toContain("Остальное напишите в тексте.");
  await maltsev.writes("Собрание");
  expect(maltsev.text).toContain("Собрание");
});

test.each(["initials", "ping"] as const)(
  "At %s no class is offered and the words are not said back",
  async (telegramLevel) => {
    await setLevel(staff.school.db, telegramLevel);
    const maltsev = await chat("maltsev");
    await maltsev.writes("/announce");
    expect(maltsev.labels).toEqual(["всей школе", "4 кл.", "7 кл.", "11 кл."]);
    await maltsev.taps("4 кл.");
    await maltsev.writes("Собрание о Михаиле");
    expect(maltsev.text).not.toContain("Михаил");
    await maltsev.taps("Отправить: 4");
    expect(await events()).toHaveLength(1);
  },
);

test("Teachers, parents and pupils announce nothing", async () => {
  for (const person of ["gromova", "popova", "annaMother", "vera"] as const) {
    const other = await chat(person);
    await other.writes("/announce");
    expect(await other.isRefused()).toBe(true);
  }
});
