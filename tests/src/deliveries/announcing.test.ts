import { describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { setClock } from "../../../src/clock.ts";
import { acknowledge, countSeen, listUnseen } from "../../../src/deliveries/acknowledging.ts";
import {
  askSeen,
  type Circle,
  countReach,
  discardAnnouncement,
  draftAnnouncement,
  makeAnnouncement,
} from "../../../src/deliveries/announcing.ts";
import { choosePreset } from "../../../src/deliveries/choosing.ts";
import { BadInput, Closed, Conflict, NotFound } from "../../../src/errors.ts";
import { setSettings } from "../../../src/settings.ts";
import { setLevel } from "../../support/level.ts";
import { postalSchool } from "../../support/postal-school.ts";

const NOON = new Date("2026-11-26T12:00:00+07:00");
const WORDS = { title: "Собрание в среду в 18:00", text: "Кабинет 214.\nПриходите.", asksSeen: false };

const post = postalSchool({
  at: NOON,
  prepare: ({ db }) => setSettings(db, { schoolName: "Школа № 214" }),
  async clean({ db }) {
    await setLevel(db, "full");
    await db.$executeRaw`truncate "Notice", "Delivery", "Announcement", "Event", "Choice", "PaperRound" cascade`;
  },
});

const id = (person: CastKey) => post.school.cast[person].id;
const by = () => ({ actorId: id("maltsev"), source: "web" as const, silent: false });
const toSchool = { level: null, classId: null, subgroupId: null };
const toSeventh = { ...toSchool, level: 7 };
const toFourth = () => ({ ...toSchool, classId: post.school.cast.classes.fourB.id });
const texts = () => post.telegram.ledger.map(({ text }) => text);
const chats = () => post.telegram.ledger.map(({ chatId }) => chatId).sort();

async function announce(circle: Circle = toFourth(), { asksSeen = false } = {}) {
  const draft = await draftAnnouncement(post.school.db, { ...circle, ...WORDS, asksSeen }, by());
  const made = await makeAnnouncement(post.school.db, draft, by());
  await post.office.route();
  await post.office.deliver();
  return made;
}

describe("R50: an announcement", () => {
  test("reaches the families of 4Б on their own channels, and nobody else", async () => {
    await announce();
    expect(chats()).toEqual(["7001012", "7001032"]);
    expect(texts()[0]).toBe("Школа № 214, 4Б: Собрание в среду в 18:00\nКабинет 214.\nПриходите.");
    expect(post.smtp.ledger.flatMap(({ to }) => to).sort()).toEqual([
      "kravtsov@pochta.invalid",
      "sheveleva@pochta.invalid",
    ]);
  });

  test("is told to the mother of Анна and Михаил once, though both are of the school", async () => {
    await announce(toSchool);
    expect(chats().filter((chat) => chat === "7001012")).toHaveLength(1);
    expect(texts()[0]).toContain("Школа № 214: Собрание");
  });

  test("to level 7 is for the families of 7А and for the pupils there with contacts of their own", async () => {
    await announce(toSeventh);
    expect(chats()).toContain("7001014");
    expect(chats()).not.toContain("7001032");
  });

  test("to a subgroup of 7А is for the families of those who are in it today", async () => {
    const { db, cast } = post.school;
    const { id: subgroupId } = await db.subgroup.create({
      data: {
        yearId: cast.year.id,
        subjectId: cast.subjects.russian.id,
        name: `группа ${crypto.randomUUID().slice(0, 4)}`,
        classes: { create: { classId: cast.classes.sevenA.id } },
        members: {
          create: [
            { pupilId: id("vera"), from: cast.year.startsOn },
            { pupilId: id("egor"), from: cast.year.startsOn, to: new Date("2026-11-25") },
          ],
        },
      },
    });
    const circle = { ...toSchool, subgroupId };
    expect(await countReach(db, circle)).toMatchObject({ pupils: 1, people: 2 });
    await announce(circle);
    expect(chats()).toEqual(["7001014", "7001114"]);
    expect(texts()[0]).toMatch(/^Школа № 214, 7А, русский язык \(группа [0-9a-f]{4}\): Собрание/);
  });

  test("that asks for it is acknowledged by guardians, each once; the school sees who has not", async () => {
    const { db } = post.school;
    const made = await announce(
      { ...toSchool, classId: post.school.cast.classes.sevenA.id },
      { asksSeen: true },
    );
    const { asked } = await countSeen(db, made.id);
    const veraMother = { personId: id("veraMother"), state: "sent" } as const;
    const { id: delivery } = await db.delivery.findFirstOrThrow({ where: veraMother });
    const own = { ...by(), actorId: id("veraMother") };
    for (const _ of [1, 2]) await acknowledge(db, delivery, own);
    expect(await countSeen(db, made.id)).toEqual({ asked, seen: 1 });
    const unseen = await listUnseen(db, made.id);
    expect(unseen).toHaveLength(asked - 1);
    expect(unseen).toContainEqual(
      expect.objectContaining({ id: id("ruslanMother"), isTold: false, pupil: expect.anything() }),
    );
    // A pupil with a contact of her own hears it and is asked nothing; a stranger has nothing to say.
    expect(unseen.map((each) => each.id)).not.toContain(id("vera"));
    await expect(acknowledge(db, delivery, { ...own, actorId: id("egorMother") })).rejects.toBeInstanceOf(
      NotFound,
    );
    const audited = { action: "announcement.acknowledged", objectId: delivery };
    expect(await db.auditEntry.count({ where: audited })).toBe(1);
    const answers = (chat: string) =>
      post.telegram.ledger
        .filter(({ chatId }) => chatId === chat)
        .map(({ buttons }) => JSON.stringify(buttons));
    expect(answers("7001114").join()).toContain("Ознакомлен(а)");
    expect(answers("7001014").join()).not.toContain("Ознакомлен(а)");
  });

  test("asks for nothing unless it was drafted so, and a draft may be changed to ask", async () => {
    const { db } = post.school;
    const draft = await draftAnnouncement(db, { ...toFourth(), ...WORDS }, by());
    const asking = await askSeen(db, { ...draft, asksSeen: true }, by());
    expect(asking).toMatchObject({ asksSeen: true, version: 2 });
    await expect(askSeen(db, { ...draft, asksSeen: false }, by())).rejects.toBeInstanceOf(Conflict);
    const made = await announce();
    expect(await countSeen(db, made.id)).toEqual({ asked: 0, seen: 0 });
    const { id: delivery } = await db.delivery.findFirstOrThrow({ where: { personId: id("zlataMother") } });
    await expect(acknowledge(db, delivery, { ...by(), actorId: id("zlataMother") })).rejects.toBeInstanceOf(
      NotFound,
    );
  });

  test("does not reach the father whom a court barred, nor whoever is guardian no more", async () => {
    await announce(toSeventh);
    expect(chats()).not.toContain("7001117");
    expect(chats()).not.toContain("7001121");
  });

  test("lies as a sheet in the round of a family on paper", async () => {
    await announce(toSeventh);
    const [sheet] = await post.school.db.paperSheet.findMany({ where: { pupilId: id("leila") } });
    expect(JSON.stringify(sheet?.content)).toContain("Собрание в среду");
  });

  test("leaves once, however often «отправить» is pressed", async () => {
    const draft = await draftAnnouncement(post.school.db, { ...toFourth(), ...WORDS }, by());
    const tries = await Promise.allSettled(
      [1, 2, 3].map(() => makeAnnouncement(post.school.db, draft, by())),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(makeAnnouncement(post.school.db, draft, by())).rejects.toBeInstanceOf(Closed);
    await post.office.route();
    await post.office.deliver();
    expect(chats()).toEqual(["7001012", "7001032"]);
    expect(
      await post.school.db.auditEntry.count({ where: { action: "announcement.made", objectId: draft.id } }),
    ).toBe(1);
  });

  test("written down twice with the same words is one draft; after it has left it may be said again", async () => {
    const draft = () => draftAnnouncement(post.school.db, { ...toFourth(), ...WORDS }, by());
    const first = await draft();
    expect((await draft()).id).toBe(first.id);
    await makeAnnouncement(post.school.db, first, by());
    expect((await draft()).id).not.toBe(first.id);
  });

  test("is told to nobody before it leaves, and never once it was put away", async () => {
    const draft = await draftAnnouncement(post.school.db, { ...toFourth(), ...WORDS }, by());
    await discardAnnouncement(post.school.db, draft, by());
    await expect(makeAnnouncement(post.school.db, { ...draft, version: 2 }, by())).rejects.toBeInstanceOf(
      Closed,
    );
    await post.office.route();
    await post.office.deliver();
    expect(post.telegram.ledger).toEqual([]);
  });

  test("of a version that somebody else has put away is a conflict", async () => {
    const draft = await draftAnnouncement(post.school.db, { ...toFourth(), ...WORDS }, by());
    await expect(makeAnnouncement(post.school.db, { ...draft, version: 7 }, by())).rejects.toBeInstanceOf(
      Conflict,
    );
  });

  test("waits for the end of quiet hours", async () => {
    setClock(new Date("2026-11-26T23:30:00+07:00"));
    await announce();
    expect(post.telegram.ledger).toEqual([]);
    setClock(new Date("2026-11-27T07:00:30+07:00"));
    await post.office.deliver();
    expect(chats()).toEqual(["7001012", "7001032"]);
  });

  test("never stands in one message with marks", async () => {
    await announce();
    expect(await post.school.db.delivery.findMany({ distinct: ["kind"], select: { kind: true } })).toEqual([
      { kind: "announcements" },
    ]);
  });

  test("does not reach the mother of Злата who asked for silence, before it was planned and after", async () => {
    const silence = { personId: id("zlataMother"), preset: "off" as const, pupilId: null };
    const own = { ...by(), actorId: id("zlataMother") };
    setClock(new Date("2026-11-26T23:30:00+07:00"));
    await announce();
    await choosePreset(post.school.db, silence, own);
    setClock(new Date("2026-11-27T07:00:30+07:00"));
    await post.office.deliver();
    expect(chats()).toEqual(["7001012"]);
    setClock(new Date("2026-11-27T12:00:00+07:00"));
    await announce();
    expect(chats()).toEqual(["7001012", "7001012"]);
    expect(await countReach(post.school.db, toFourth())).toMatchObject({ silent: 1 });
  });
});

test.each(["initials", "ping"] as const)(
  "At the level %s no word of it leaves by Telegram",
  async (level) => {
    await setLevel(post.school.db, level);
    await announce();
    expect(texts()).toHaveLength(2);
    for (const text of texts()) expect(text).not.toMatch(/Собрание|Кабинет|4Б/);
  },
);

test("The count before it leaves is what leaves then", async () => {
  const reach = await countReach(post.school.db, toSeventh);
  await announce(toSeventh);
  expect(reach).toMatchObject({ pupils: 25, silent: 0 });
  expect(await post.school.db.notice.count()).toBe(reach.people);
  const unheard = await post.school.db.notice.count({ where: { reason: "noContact" } });
  expect(unheard).toBe(reach.unreachable);
});

test.each([
  ["no title", { title: " ", text: "Текст", asksSeen: false }],
  ["a title longer than a line", { title: "а".repeat(101), text: "", asksSeen: false }],
  ["a text longer than a message", { title: "Собрание", text: "а".repeat(2001), asksSeen: false }],
])("With %s it is not written down", async (_, words) => {
  await expect(draftAnnouncement(post.school.db, { ...toSchool, ...words }, by())).rejects.toBeInstanceOf(
    BadInput,
  );
  expect(await post.school.db.announcement.count()).toBe(0);
});
