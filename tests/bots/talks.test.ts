import { expect, test } from "vitest";
import { boardPosts } from "../../bots/features/board-posts.ts";
import { threadTalks } from "../../bots/features/thread-talks.ts";
import { publishPost } from "../../src/board/board.ts";
import { setLevel } from "../support/level.ts";
import { staffSchool } from "../support/staff-chat.ts";

const staff = staffSchool({
  at: new Date("2026-11-26T05:00:00Z"),
  features: [threadTalks, boardPosts],
  async clean({ db }) {
    await setLevel(db, "full");
    await db.$executeRaw`truncate "Thread", "BoardPost", "Event" cascade`;
  },
});
const { chat } = staff;

test.each([
  ["ru", "Ответить", "Отправлено", "Семья"],
  ["en", "Answer", "Sent", "Family"],
] as const)(
  "R50: Анна's mother writes to the class teacher, who answers (%s)",
  async (language, answer, sent, from) => {
    const mother = await chat("annaMother", language);
    await mother.writes("/talks");
    await mother.taps("Кравцова Анна");
    await mother.writes("Анна <болеет>.");
    expect(mother.text).toContain(sent);
    const gromova = await chat("gromova", language);
    await gromova.writes("/talks");
    await gromova.taps("Кравцова Елена");
    expect(gromova.text).toContain(from);
    expect(gromova.text).toContain("Анна &lt;болеет&gt;.");
    await gromova.taps(answer);
    await gromova.writes("Спасибо, выздоравливайте.");
    const messages = await staff.school.db.threadMessage.findMany({ orderBy: { at: "asc" } });
    expect(messages.map(({ side }) => side).sort()).toEqual(["family", "teacher"]);
    expect(messages.find(({ side }) => side === "family")?.readAt).not.toBeNull();
  },
);

test("R50: another family is refused the talk, and that is in the audit trail", async () => {
  const mother = await chat("annaMother");
  await mother.writes("/talks");
  await mother.taps("Кравцова Анна");
  const { id } = await staff.school.db.thread.findFirstOrThrow();
  const other = await chat("zlataMother");
  await other.forges("thread.show", [id]);
  expect(await other.isRefused()).toBe(true);
});

test("R50: at initials the words stay on the site", async () => {
  const mother = await chat("annaMother");
  await mother.writes("/talks");
  await mother.taps("Кравцова Анна");
  await mother.writes("Анна болеет.");
  await setLevel(staff.school.db, "initials");
  const { id } = await staff.school.db.thread.findFirstOrThrow();
  await mother.forges("thread.show", [id]);
  expect(mother.text).not.toContain("болеет");
});

test.each([
  ["ru", "На доске пока пусто"],
  ["en", "The board is empty"],
] as const)("A teacher reads the board (%s)", async (language, empty) => {
  const smirnova = await chat("smirnova", language);
  await smirnova.writes("/board");
  expect(smirnova.text).toContain(empty);
  const by = { actorId: staff.school.cast.voronina.id, source: "web" as const, silent: false };
  await publishPost(staff.school.db, { kind: "notice", title: "Педсовет", text: "Кабинет <214>" }, by);
  await smirnova.writes("/board");
  expect(smirnova.text).toContain("<b>Педсовет</b>");
  expect(smirnova.text).toContain("Кабинет &lt;214&gt;");
});
