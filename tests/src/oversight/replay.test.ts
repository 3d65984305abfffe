import { expect, test } from "vitest";
import { setClock } from "../../../src/clock.ts";
import { Conflict, NotFound } from "../../../src/errors.ts";
import { writeMarks } from "../../../src/marks/marks.ts";
import { replayBroken, replayDelivery } from "../../../src/oversight/replay.ts";
import { after, plant } from "../../support/planted.ts";
import { postalSchool } from "../../support/postal-school.ts";

const NOW = new Date("2026-11-24T05:00:00Z");

const post = postalSchool({ at: NOW });

const by = () => ({ actorId: post.school.cast.maltsev.id, source: "web" as const, silent: false });
const find = (id: string) => post.school.db.delivery.findUniqueOrThrow({ where: { id } });
const replay = (id: string) => replayDelivery(post.school.db, id, by());

/** Егор has a mark and the hold has ended. */
async function mark(value: string | null = "4"): Promise<void> {
  const { db, cast, today } = post.school;
  await writeMarks(db, today.algebra.works.answer, [{ pupilId: cast.egor.id, value }], {
    actorId: cast.smirnova.id,
    source: "web",
    silent: false,
  });
  await post.office.route();
}

/** The message to Егор's mother, gathered, which then ends as said. */
async function dead(fate: { state: "failed" | "unknown"; reason: string }): Promise<string> {
  await mark();
  setClock(after(NOW, 900));
  await post.office.gather();
  const { id } = await post.school.db.delivery.findFirstOrThrow({
    where: { personId: post.school.cast.egorMother.id },
  });
  await post.school.db.delivery.update({ where: { id }, data: { ...fate, settledAt: NOW } });
  return id;
}

const BROKEN = { state: "failed", reason: "broken" } as const;

test("What we broke arrives when it is replayed, and the audit trail says who did it.", async () => {
  const id = await dead(BROKEN);
  await post.office.deliver();
  expect((await find(id)).state).toBe("failed");
  await replay(id);
  await post.office.deliver();
  expect(await find(id)).toMatchObject({ state: "sent", reason: null });
  expect(
    await post.school.db.notice.findFirst({ where: { personId: post.school.cast.egorMother.id } }),
  ).toMatchObject({
    state: "told",
    toldValue: "4",
  });
  const entry = await post.school.db.auditEntry.findFirstOrThrow({ where: { action: "delivery.replayed" } });
  expect(entry).toMatchObject({
    ...{ objectId: id, actorId: post.school.cast.maltsev.id, details: { was: "failed" } },
  });
});

test("A mark that was taken back meanwhile is not told by the replay.", async () => {
  const id = await dead(BROKEN);
  await mark(null);
  setClock(after(NOW, 1800));
  await replay(id);
  await post.office.deliver();
  expect(await find(id)).toMatchObject({ state: "dropped", reason: "withdrawnBeforeTold" });
  expect(post.telegram.ledger).toEqual([]);
});

test("What may not have been heard is said again as it was said, and counts as a repeat.", async () => {
  await mark();
  setClock(after(NOW, 900));
  await post.office.deliver();
  const { id } = await post.school.db.delivery.findFirstOrThrow({
    where: { personId: post.school.cast.egorMother.id },
  });
  await post.school.db.delivery.update({ where: { id }, data: { state: "unknown", reason: "noAnswer" } });
  await post.school.db.attempt.updateMany({ where: { deliveryId: id }, data: { outcome: "unknown" } });
  const first = (await find(id)).text;
  await replay(id);
  await post.office.deliver();
  expect(await find(id)).toMatchObject({ state: "sent", text: first, repeats: 1, attempt: 2 });
});

test("The contact that was lost gives way to the person's next one.", async () => {
  const { db, cast } = post.school;
  const id = await dead(BROKEN);
  const { contactId } = await find(id);
  await db.contact.update({ where: { id: contactId }, data: { state: "suspended", suspendedReason: "x" } });
  const next = { address: "mother@home.example", channel: "email" as const, state: "confirmed" as const };
  await db.contact.create({ data: { ...next, personId: cast.egorMother.id, origin: "statement", rank: 8 } });
  await replay(id);
  await post.office.deliver();
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
  await post.office.deliver();
  await expect(replay(id)).rejects.toThrow(/отправлено/);
  const { noticeId } = await post.school.db.deliveryNotice.findFirstOrThrow({ where: { deliveryId: id } });
  const refused = await plant(post.school, "egorMother", { state: "failed", reason: "botBlocked" });
  await post.school.db.deliveryNotice.create({
    data: { deliveryId: refused, noticeId, factVersion: 1, value: "4" },
  });
  await expect(replay(refused)).rejects.toThrow(/Повторять нечего/);
  expect((await find(refused)).state).toBe("failed");
  await expect(replay(crypto.randomUUID())).rejects.toThrow(NotFound);
});

test("A digest is replayed with its own window, unless a later one has looked back on it.", async () => {
  const { db, cast } = post.school;
  const digest = { kind: "weekly", urgency: "digest", pupilId: cast.anna.id } as const;
  const window = { windowFrom: after(NOW, -7 * 86_400), windowUntil: NOW };
  const id = await plant(post.school, "annaMother", { ...digest, ...window, ...BROKEN });
  await replay(id);
  expect(await find(id)).toMatchObject({ state: "waiting", ...window });
  await db.delivery.update({ where: { id }, data: BROKEN });
  await plant(post.school, "annaMother", {
    ...{ ...digest, state: "sent", windowFrom: window.windowFrom, windowUntil: after(NOW, 86_400) },
  });
  await expect(replay(id)).rejects.toThrow(/Повторять нечего/);
});

test("Everything we broke of one kind is replayed at once; what a provider refused is not.", async () => {
  const id = await dead(BROKEN);
  const confirm = await plant(post.school, "annaMother", { kind: "confirm", urgency: "service", ...BROKEN });
  await plant(post.school, "annaMother", { kind: "confirm", state: "failed", reason: "addressRefused" });
  expect(await replayBroken(post.school.db, { kind: "marks" }, by())).toBe(1);
  expect((await find(id)).state).toBe("waiting");
  expect((await find(confirm)).state).toBe("failed");
  expect(await replayBroken(post.school.db, {}, by())).toBe(1);
  expect(await replayBroken(post.school.db, {}, by())).toBe(0);
});
