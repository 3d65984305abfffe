import { describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { standingsOf } from "../../../src/access/standing.ts";
import { dateOf, setClock } from "../../../src/clock.ts";
import { BadInput } from "../../../src/errors.ts";
import { listThreads, openThread, readThread, writeMessage } from "../../../src/threads/threads.ts";
import { setLevel } from "../../support/level.ts";
import { postalSchool } from "../../support/postal-school.ts";

const NOON = new Date("2026-11-26T12:00:00+07:00");

const post = postalSchool({
  at: NOON,
  async clean({ db }) {
    await setLevel(db, "full");
    await db.$executeRaw`truncate "Notice", "Delivery", "Thread", "Event", "PaperRound" cascade`;
  },
});

const id = (person: CastKey) => post.school.cast[person].id;
const by = (person: CastKey) => ({ actorId: id(person), source: "web" as const, silent: false });
const open = () =>
  openThread(post.school.db, { pupilId: id("anna"), guardianId: id("annaMother") }, by("annaMother"));
const texts = () => post.telegram.ledger.map(({ text }) => text);

async function send(author: CastKey, text: string) {
  const { id: threadId } = await open();
  const message = await writeMessage(post.school.db, { threadId, text }, by(author));
  await post.office.route();
  await post.office.deliver();
  return { threadId, message };
}

describe("R50: a talk of a guardian and the class teacher", () => {
  test("reaches Анна's mother in her own Telegram, and nobody else", async () => {
    await send("gromova", "Анна забыла тетрадь.");
    expect(post.telegram.ledger.map(({ chatId }) => chatId)).toEqual(["7001012"]);
    expect(texts()[0]).toContain("сообщение от классного руководителя");
    expect(texts()[0]).toContain("Анна забыла тетрадь.");
  });

  test.each(["initials", "ping"] as const)("says none of its words at the level %s", async (level) => {
    await setLevel(post.school.db, level);
    await send("gromova", "Анна забыла тетрадь.");
    expect(texts()).toHaveLength(1);
    expect(texts()[0]).not.toContain("тетрадь");
    if (level === "initials") expect(texts()[0]).toContain("Новое сообщение от классного руководителя");
  });

  test("is a notice to the class teacher when the mother writes, and to no other teacher", async () => {
    await send("annaMother", "Анна болеет.");
    const notices = await post.school.db.notice.findMany();
    expect(notices.map(({ personId }) => personId)).toEqual([id("gromova")]);
  });

  test("waits for the end of quiet hours", async () => {
    setClock(new Date("2026-11-26T23:30:00+07:00"));
    await send("gromova", "Завтра к первому уроку.");
    expect(texts()).toEqual([]);
    const { dueAt } = await post.school.db.notice.findFirstOrThrow();
    expect(dueAt).toEqual(new Date("2026-11-27T07:00:00+07:00"));
  });

  test("is one talk however often it is opened, and an update that comes twice writes once", async () => {
    const { id: threadId } = await open();
    expect((await open()).id).toBe(threadId);
    const words = { threadId, text: "Анна болеет.", onceKey: "bot 1 1" };
    const first = await writeMessage(post.school.db, words, by("annaMother"));
    expect((await writeMessage(post.school.db, words, by("annaMother"))).id).toBe(first.id);
    expect(await post.school.db.event.count()).toBe(1);
  });

  test("knows what the other side has read", async () => {
    const { threadId, message } = await send("gromova", "Анна забыла тетрадь.");
    const own = { personId: id("annaMother"), wardIds: [id("anna")] };
    expect(await listThreads(post.school.db, own)).toMatchObject([{ id: threadId, unread: 1 }]);
    expect(await readThread(post.school.db, threadId, by("gromova"))).toEqual({ read: 0 });
    expect(await readThread(post.school.db, threadId, by("annaMother"))).toEqual({ read: 1 });
    expect(await post.school.db.threadMessage.findUnique({ where: { id: message.id } })).toMatchObject({
      readAt: expect.any(Date),
    });
  });

  test("is read by who answers it", async () => {
    const { threadId } = await send("gromova", "Анна забыла тетрадь.");
    await writeMessage(post.school.db, { threadId, text: "Принесу." }, by("annaMother"));
    const unreadOf = async (person: CastKey, wardIds: string[]) =>
      (await listThreads(post.school.db, { personId: id(person), wardIds })).map(({ unread }) => unread);
    expect(await unreadOf("annaMother", [id("anna")])).toEqual([0]);
    expect(await unreadOf("gromova", [])).toEqual([1]);
  });

  test("passes to the next class teacher: the colleague's own words are none of their unread", async () => {
    const { db, cast } = post.school;
    const { threadId } = await send("gromova", "Анна забыла тетрадь.");
    await writeMessage(db, { threadId, text: "Анна болеет." }, by("annaMother"));
    const [before, after] = [new Date("2026-11-25"), new Date("2026-11-26")];
    const classId = cast.classes.sevenA.id;
    await db.classLeadership.updateMany({ where: { classId }, data: { to: before } });
    await db.classLeadership.create({ data: { classId, teacherId: id("smirnova"), from: after } });
    const listed = () => listThreads(db, { personId: id("smirnova"), wardIds: [] });
    expect(await listed()).toMatchObject([{ id: threadId, unread: 1 }]);
    expect(await readThread(db, threadId, by("smirnova"))).toEqual({ read: 1 });
    expect(await listed()).toMatchObject([{ unread: 0 }]);
    await db.classLeadership.deleteMany({ where: { classId, teacherId: id("smirnova") } });
    await db.classLeadership.updateMany({ where: { classId }, data: { to: null } });
  });

  test("leaves by a delivery of its own kind, apart from announcements", async () => {
    await send("gromova", "Анна забыла тетрадь.");
    expect(await post.school.db.notice.findMany()).toMatchObject([{ factKind: "message" }]);
    expect(await post.school.db.delivery.findMany()).toMatchObject([{ kind: "messages" }]);
  });

  test("is on the list of the mother and the class teacher, not of the teacher of algebra", async () => {
    const { id: threadId } = await open();
    const listed = async (person: CastKey) =>
      (await listThreads(post.school.db, { personId: id(person), wardIds: [] })).map((thread) => thread.id);
    expect(await listed("gromova")).toEqual([threadId]);
    expect(await listed("smirnova")).toEqual([]);
  });

  test("is nobody's else: not the other parent's, not another family's, not another teacher's", async () => {
    const { id: thread } = await open();
    const standing = async (person: CastKey) =>
      [
        ...(await standingsOf(post.school.db, id(person), {
          about: { thread },
          day: dateOf("2026-11-26"),
        })),
      ].filter((one) => ["guardian", "classTeacher", "pupil"].includes(one));
    expect(await standing("annaMother")).toEqual(["guardian"]);
    expect(await standing("gromova")).toEqual(["classTeacher"]);
    for (const person of ["anna", "annaFather", "zlataMother", "osokina", "smirnova"] as const)
      expect(await standing(person), person).toEqual([]);
  });

  test("takes no empty words and none over 2,000 characters", async () => {
    const { id: threadId } = await open();
    for (const text of [" ", "а".repeat(2001)])
      await expect(writeMessage(post.school.db, { threadId, text }, by("annaMother"))).rejects.toBeInstanceOf(
        BadInput,
      );
  });
});
