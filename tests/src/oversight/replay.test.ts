import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { setClock } from "../../../src/clock.ts";
import { Conflict, NotFound } from "../../../src/errors.ts";
import { writeMarks } from "../../../src/marks/marks.ts";
import { replayBroken, replayDelivery } from "../../../src/oversight/replay.ts";
import { type FakeSmtp, startFakeSmtp } from "../../support/fake-smtp.ts";
import { type FakeTelegram, startFakeTelegram } from "../../support/fake-telegram.ts";
import { after, plant } from "../../support/planted.ts";
import { openPostOffice, type PostOffice, testConfig } from "../../support/post-office.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

const NOW = new Date("2026-11-24T05:00:00Z");

let telegram: FakeTelegram;
let smtp: FakeSmtp;
let school: TestSchool;
let office: PostOffice;

beforeAll(async () => {
  [telegram, smtp] = await Promise.all([startFakeTelegram(), startFakeSmtp()]);
});
afterAll(async () => {
  await telegram.close();
  await smtp.close();
});
beforeEach(async () => {
  setClock(NOW);
  telegram.reset();
  school = await castSchool({ now: NOW });
  const servers = {
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.root,
    SMTP_URL: smtp.url,
  };
  office = await openPostOffice(school.db, testConfig(servers));
  return async () => {
    setClock(null);
    await office.close();
    await school.close();
  };
});

const by = () => ({ actorId: school.cast.maltsev.id, source: "web" as const, silent: false });
const find = (id: string) => school.db.delivery.findUniqueOrThrow({ where: { id } });
const replay = (id: string) => replayDelivery(school.db, id, by());

/** Егор has a mark and the hold has ended. */
async function mark(value: string | null = "4"): Promise<void> {
  const { db, cast, today } = school;
  await writeMarks(db, today.algebra.works.answer, [{ pupilId: cast.egor.id, value }], {
    actorId: cast.smirnova.id,
    source: "web",
    silent: false,
  });
  await office.route();
}

/** The message to Егор's mother, gathered, which then ends as said. */
async function dead(fate: { state: "failed" | "unknown"; reason: string }): Promise<string> {
  await mark();
  setClock(after(NOW, 900));
  await office.gather();
  const { id } = await school.db.delivery.findFirstOrThrow({
    where: { personId: school.cast.egorMother.id },
  });
  await school.db.delivery.update({ where: { id }, data: { ...fate, settledAt: NOW } });
  return id;
}

const BROKEN = { state: "failed", reason: "broken" } as const;

test("What we broke arrives when it is replayed, and the audit trail says who did it.", async () => {
  const id = await dead(BROKEN);
  await office.deliver();
  expect((await find(id)).state).toBe("failed");
  await replay(id);
  await office.deliver();
  expect(await find(id)).toMatchObject({ state: "sent", reason: null });
  expect(await school.db.notice.findFirst({ where: { personId: school.cast.egorMother.id } })).toMatchObject({
    state: "told",
    toldValue: "4",
  });
  const entry = await school.db.auditEntry.findFirstOrThrow({ where: { action: "delivery.replayed" } });
  expect(entry).toMatchObject({
    ...{ objectId: id, actorId: school.cast.maltsev.id, details: { was: "failed" } },
  });
});

test("A mark that was taken back meanwhile is not told by the replay.", async () => {
  const id = await dead(BROKEN);
  await mark(null);
  setClock(after(NOW, 1800));
  await replay(id);
  await office.deliver();
  expect(await find(id)).toMatchObject({ state: "dropped", reason: "withdrawnBeforeTold" });
  expect(telegram.ledger).toEqual([]);
});

test("What may not have been heard is said again as it was said, and counts as a repeat.", async () => {
  await mark();
  setClock(after(NOW, 900));
  await office.deliver();
  const { id } = await school.db.delivery.findFirstOrThrow({
    where: { personId: school.cast.egorMother.id },
  });
  await school.db.delivery.update({ where: { id }, data: { state: "unknown", reason: "noAnswer" } });
  await school.db.attempt.updateMany({ where: { deliveryId: id }, data: { outcome: "unknown" } });
  const first = (await find(id)).text;
  await replay(id);
  await office.deliver();
  expect(await find(id)).toMatchObject({ state: "sent", text: first, repeats: 1, attempt: 2 });
});

test("The contact that was lost gives way to the person's next one.", async () => {
  const { db, cast } = school;
  const id = await dead(BROKEN);
  const { contactId } = await find(id);
  await db.contact.update({ where: { id: contactId }, data: { state: "suspended", suspendedReason: "x" } });
  const next = { address: "mother@home.example", channel: "email" as const, state: "confirmed" as const };
  await db.contact.create({ data: { ...next, personId: cast.egorMother.id, origin: "statement", rank: 8 } });
  await replay(id);
  await office.deliver();
  expect(await find(id)).toMatchObject({ state: "dropped", reason: "contactLost" });
  const others = await db.delivery.findMany({
    where: { personId: cast.egorMother.id, id: { not: id } },
    select: { channel: true, state: true },
  });
  expect(others).toEqual([{ channel: "email", state: "sent" }]);
});

test("What was sent, waits, or was told by another message is refused with a sentence and stays as it is.", async () => {
  const id = await dead(BROKEN);
  await replay(id);
  await expect(replay(id)).rejects.toThrow(Conflict);
  await office.deliver();
  await expect(replay(id)).rejects.toThrow(/отправлено/);
  const { noticeId } = await school.db.deliveryNotice.findFirstOrThrow({ where: { deliveryId: id } });
  const refused = await plant(school, "egorMother", { state: "failed", reason: "botBlocked" });
  await school.db.deliveryNotice.create({
    data: { deliveryId: refused, noticeId, factVersion: 1, value: "4" },
  });
  await expect(replay(refused)).rejects.toThrow(/Повторять нечего/);
  expect((await find(refused)).state).toBe("failed");
  await expect(replay(crypto.randomUUID())).rejects.toThrow(NotFound);
});

test("A digest is replayed with its own window, unless a later one has looked back on it.", async () => {
  const { db, cast } = school;
  const digest = { kind: "weekly", urgency: "digest", pupilId: cast.anna.id } as const;
  const window = { windowFrom: after(NOW, -7 * 86_400), windowUntil: NOW };
  const id = await plant(school, "annaMother", { ...digest, ...window, ...BROKEN });
  await replay(id);
  expect(await find(id)).toMatchObject({ state: "waiting", ...window });
  await db.delivery.update({ where: { id }, data: BROKEN });
  await plant(school, "annaMother", {
    ...{ ...digest, state: "sent", windowFrom: window.windowFrom, windowUntil: after(NOW, 86_400) },
  });
  await expect(replay(id)).rejects.toThrow(/Повторять нечего/);
});

test("Everything we broke of one kind is replayed at once; what a provider refused is not.", async () => {
  const id = await dead(BROKEN);
  const confirm = await plant(school, "annaMother", { kind: "confirm", urgency: "service", ...BROKEN });
  await plant(school, "annaMother", { kind: "confirm", state: "failed", reason: "addressRefused" });
  expect(await replayBroken(school.db, { kind: "marks" }, by())).toBe(1);
  expect((await find(id)).state).toBe("waiting");
  expect((await find(confirm)).state).toBe("failed");
  expect(await replayBroken(school.db, {}, by())).toBe(1);
  expect(await replayBroken(school.db, {}, by())).toBe(0);
});
