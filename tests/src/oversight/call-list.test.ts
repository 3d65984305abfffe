import { describe, expect, test } from "vitest";
import { now, setClock } from "../../../src/clock.ts";
import { Closed } from "../../../src/errors.ts";
import { noteCall, readCalls } from "../../../src/oversight/call-list.ts";
import { findNotReceived } from "../../../src/oversight/not-received.ts";
import { setSettings } from "../../../src/settings.ts";
import { setFinals } from "../../support/finals-news.ts";
import { postalSchool } from "../../support/postal-school.ts";

const NOW = new Date("2026-11-24T08:00:00Z");
const DAY = new Date("2026-11-24T00:00:00Z");
const DAY_MS = 86_400_000;

const post = postalSchool({ at: NOW });

const by = () => ({ actorId: post.school.cast.gromova.id, source: "web" as const, silent: false });
const calls = (classId = post.school.cast.classes.sevenA.id) =>
  readCalls(post.school.db, { classIds: [classId], day: DAY });

async function announce(value: "3" | "4" = "4"): Promise<void> {
  await setFinals(post.school, { pupils: ["kirill", "leila", "egor"], value });
  await post.office.route();
  await post.office.deliver();
}

describe("R63: whom no message reaches is called", () => {
  test("The family that could not be reached is on the list; those who chose paper, and those who were told, are not.", async () => {
    await announce();
    expect(await calls()).toMatchObject([
      {
        kind: "finals",
        pupil: { surname: "Ефимов" },
        person: { surname: "Ефимова", phone: null },
        news: 1,
        calls: [],
      },
    ]);
    expect(await calls(post.school.cast.classes.fourB.id)).toEqual([]);
    // And a sheet of paper beside it.
    expect(await post.school.db.paperSheet.count({ where: { pupilId: post.school.cast.kirill.id } })).toBe(1);
  });

  test("The list names no mark, and a phone only where the school keeps it.", async () => {
    await announce("3");
    await post.school.db.person.update({
      where: { id: post.school.cast.kirillMother.id },
      data: { phone: "+7 900 000-00-01" },
    });
    expect((await calls())[0]?.person.phone).toBeNull();
    await setSettings(post.school.db, { cardKeeps: ["phone"] });
    expect((await calls())[0]?.person.phone).toBe("+7 900 000-00-01");
    expect(Object.keys((await calls())[0]!).sort()).toEqual([
      "calls",
      "deadlineAt",
      "isAsked",
      "kind",
      "news",
      "noticeId",
      "person",
      "pupil",
      "since",
    ]);
  });

  test("Who did not answer stays, with the call; who was reached leaves, and the audit trail tells of both.", async () => {
    await announce();
    const { noticeId } = (await calls())[0]!;
    await noteCall(post.school.db, { noticeId, reached: false, note: "не берёт трубку" }, by());
    expect((await calls())[0]?.calls).toMatchObject([{ note: "не берёт трубку" }]);
    expect(await noteCall(post.school.db, { noticeId, reached: true, note: null }, by())).toBe(1);
    expect(await calls()).toEqual([]);
    await expect(
      noteCall(post.school.db, { noticeId, reached: true, note: null }, by()),
    ).rejects.toBeInstanceOf(Closed);
    const entries = await post.school.db.auditEntry.findMany({
      where: { action: "call.noted" },
      orderBy: { at: "asc" },
    });
    expect(entries.map(({ details }) => details)).toEqual([{ reached: false }, { reached: true }]);
    const { notReceived } = await findNotReceived(post.school.db);
    const [hers] = notReceived.filter(({ person }) => person?.surname === "Ефимова");
    expect(hers).toMatchObject({ state: "onPaper", calledAt: expect.any(Date) });
  });

  test("A sheet that was handed over needs no call.", async () => {
    await announce();
    await post.school.db.paperSheet.updateMany({ data: { handedOverAt: now() } });
    expect(await calls()).toEqual([]);
  });

  test("Several finals of one pupil are one call.", async () => {
    await announce();
    const { cast, db } = post.school;
    const final = await db.finalMark.findFirstOrThrow({ where: { pupilId: cast.kirill.id } });
    const first = await db.notice.findFirstOrThrow({ where: { factId: final.id } });
    const { id: _, ...same } = first;
    const { id } = await db.notice.create({ data: { ...same, factId: cast.subjects.algebra.id } });
    const { deliveryId } = await db.deliveryNotice.findFirstOrThrow({ where: { noticeId: first.id } });
    await db.deliveryNotice.create({ data: { deliveryId, noticeId: id, factVersion: 1, value: "4" } });
    const [call, ...rest] = await calls();
    expect(rest).toEqual([]);
    expect(call?.news).toBe(2);
    expect(await noteCall(db, { noticeId: call!.noticeId, reached: true, note: null }, by())).toBe(2);
    expect(await calls()).toEqual([]);
  });

  test("A final that changed after the call is a reason to call again.", async () => {
    await announce("4");
    const { noticeId } = (await calls())[0]!;
    await noteCall(post.school.db, { noticeId, reached: true, note: null }, by());
    setClock(new Date(NOW.getTime() + DAY_MS));
    await announce("3");
    expect(await calls()).toHaveLength(1);
  });
});

test("An absence nobody could be told of is called about for a week, before the finals.", async () => {
  await announce();
  const { cast, db } = post.school;
  const notice = await db.notice.findFirstOrThrow({ where: { personId: cast.kirillMother.id } });
  const contact = await db.contact.findFirstOrThrow({
    where: { personId: notice.personId, channel: "paper" },
  });
  const due = { personId: notice.personId, dueAt: NOW, patienceUntil: NOW, urgency: "urgent" } as const;
  const alert = await db.delivery.create({
    data: {
      ...due,
      contactId: contact.id,
      channel: "paper",
      kind: "absences",
      state: "sent",
    },
  });
  await db.notice.create({
    data: {
      ...due,
      ...{
        factKind: "absenceDay",
        factId: alert.id,
        factVersion: 1,
        pupilId: cast.kirill.id,
        deliveryId: alert.id,
      },
    },
  });
  expect((await calls()).map(({ kind }) => kind)).toEqual(["absence", "finals"]);
  setClock(new Date(NOW.getTime() + 8 * DAY_MS));
  expect((await calls()).map(({ kind }) => kind)).toEqual(["finals"]);
});
