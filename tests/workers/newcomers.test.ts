import { describe, expect, test } from "vitest";
import { reminders } from "../../bots/features/reminders.ts";
import { setClock } from "../../src/clock.ts";
import { confirmFromAddress } from "../../src/contacts/contacts.ts";
import { chooseReminders } from "../../src/deliveries/reminding.ts";
import { hasChat } from "../support/bot.ts";
import { setLevel } from "../support/level.ts";
import { postalSchool } from "../support/postal-school.ts";
import { staffRoom } from "../support/staff-chat.ts";

/** Noon of a Tuesday in Krasnoyarsk. Громова leads 7А. */
const TUESDAY_NOON = new Date("2026-11-24T05:00:00Z");
const MINUTE_MS = 60_000;
const CHAT = 9_910_001;

const post = postalSchool({
  at: TUESDAY_NOON,
  async prepare({ db, cast }) {
    await hasChat(db, cast.gromova.id, CHAT);
    await db.consent.create({
      data: { personId: cast.gromova.id, purpose: "messages", givenAt: TUESDAY_NOON, source: "statement" },
    });
  },
  async clean({ db }) {
    await db.$executeRaw`truncate "Delivery", "Preference" cascade`;
    await db.$executeRaw`delete from "Contact" where address like '98000%'`;
    await db.person.updateMany({ data: { language: "ru" } });
    await setLevel(db, "full");
  },
});

const turnClock = (minutes: number) => setClock(new Date(TUESDAY_NOON.getTime() + minutes * MINUTE_MS));
const said = () => post.telegram.ledger.filter(({ chatId }) => chatId === String(CHAT));
const planned = () => post.school.db.delivery.count({ where: { kind: "newcomers" } });

/** As their slip and its PIN do it. */
async function joins(who: "kirillMother" | "veraMother" | "colleague", address: string): Promise<string> {
  const { db, cast } = post.school;
  const personId = who === "colleague" ? cast.smirnova.id : cast[who].id;
  const { id } = await db.contact.create({
    data: { personId, channel: "telegram", origin: "ownEntry", address },
  });
  const by = { actorId: personId, source: "bot", silent: false } as const;
  await db.$transaction((tx) => confirmFromAddress(tx, id, "slip", by));
  return id;
}

describe("R4: the class teacher hears who has joined", () => {
  test("those of ten minutes together, once, with a way to the list", async () => {
    await joins("kirillMother", "9800001");
    turnClock(3);
    await joins("veraMother", "9800002");
    expect(await planned()).toBe(1);
    const { dueAt } = await post.school.db.delivery.findFirstOrThrow({ where: { kind: "newcomers" } });
    expect(Math.floor(dueAt.getTime() / MINUTE_MS)).toBe(TUESDAY_NOON.getTime() / MINUTE_MS + 10);
    turnClock(11);
    await post.office.deliver();
    expect(said()).toHaveLength(1);
    const [{ text, buttons }] = said() as [(typeof post.telegram.ledger)[number]];
    expect(text).toContain("Подключились 2 человека из вашего класса");
    expect(text).toContain("Ефимов Кирилл, 7А: мать");
    expect(text).toContain("Отключить: /reminders");
    expect(buttons.map((button) => button.text)).toEqual(["Кто подключён"]);
    turnClock(60);
    await joins("veraMother", "9800003");
    turnClock(71);
    await post.office.deliver();
    expect(said()[1]!.text).toContain("Подключился 1 человек");
    expect(said()[1]!.text).not.toContain("Ефимов");
  });

  test.each([
    ["initials", "К. Е.: mother", /Ефимов|7А/],
    ["ping", "1 person of your class has joined", /Ефимов|7А|К\. Е\./],
  ] as const)("at the level %s it names no more than that, in English too", async (level, told, untold) => {
    const { db, cast } = post.school;
    await setLevel(db, level);
    await db.person.update({ where: { id: cast.gromova.id }, data: { language: "en" } });
    await joins("kirillMother", "9800004");
    turnClock(11);
    await post.office.deliver();
    expect(said()[0]!.text).toContain(told);
    expect(said()[0]!.text).not.toMatch(untold);
  });

  test("nothing of whoever has left again meanwhile, and of colleagues", async () => {
    const { db } = post.school;
    await joins("colleague", "9800005");
    expect(await planned()).toBe(0);
    const id = await joins("kirillMother", "9800006");
    await db.contact.update({ where: { id }, data: { state: "revoked" } });
    turnClock(11);
    await post.office.deliver();
    expect(said()).toEqual([]);
    expect(await db.delivery.findFirst()).toMatchObject({ state: "dropped", reason: "nothingToSay" });
  });

  test("at night it waits for the morning", async () => {
    setClock(new Date("2026-11-24T16:00:00Z"));
    await joins("kirillMother", "9800007");
    setClock(new Date("2026-11-24T16:15:00Z"));
    await post.office.deliver();
    expect(said()).toEqual([]);
    setClock(new Date("2026-11-25T01:00:00Z"));
    await post.office.deliver();
    expect(said()).toHaveLength(1);
  });

  test("not to whoever switched it off in the bot, until they want it again", async () => {
    const { school } = post;
    const room = await staffRoom(school, [reminders]);
    try {
      const gromova = await room.chat("gromova");
      await gromova.writes("/reminders");
      expect(gromova.text).toContain("Кто из класса подключился — сообщаем");
      await gromova.taps("Не сообщать");
      expect(gromova.text).toContain("не сообщаем");
      await joins("kirillMother", "9800008");
      expect(await planned()).toBe(0);
    } finally {
      await room.close();
    }
    const { id } = school.cast.gromova;
    const wish = { personId: id, what: "tellJoined", wanted: true } as const;
    await chooseReminders(school.db, wish, { actorId: id, source: "bot", silent: false });
    await joins("veraMother", "9800009");
    expect(await planned()).toBe(1);
  });
});
