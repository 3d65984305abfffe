import { describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { now } from "../../../src/clock.ts";
import { publishFinals } from "../../../src/finals/finals.ts";
import { findNotReceived } from "../../../src/oversight/not-received.ts";
import { alarmsOfFinals } from "../../../src/oversight/results-known.ts";
import { setFinals } from "../../support/finals-news.ts";
import { postalSchool } from "../../support/postal-school.ts";

/** A Tuesday, 15:00 in Krasnoyarsk. */
const NOW = new Date("2026-11-24T08:00:00Z");
const HOUR_MS = 3_600_000;

const post = postalSchool({ at: NOW });

async function announce(...pupils: CastKey[]): Promise<void> {
  await setFinals(post.school, { pupils, value: "4" });
  await post.office.route();
  await post.office.deliver();
}

/** `Ефимова: onPaper` */
const states = async (asked: Parameters<typeof findNotReceived>[1] = {}) =>
  (await findNotReceived(post.school.db, asked)).notReceived.map(
    ({ person, state }) => `${person?.surname ?? "—"}: ${state}`,
  );

describe("R63: who has not received the finals", () => {
  test("Who got the message by Telegram or e-mail has received them.", async () => {
    await announce("egor", "matvey");
    expect(await findNotReceived(post.school.db)).toEqual({ received: 2, acknowledged: 0, notReceived: [] });
  });

  test("A sheet counts when it was handed over, whether it was asked for or the last way left.", async () => {
    await announce("leila", "kirill");
    expect(await states()).toEqual(["Ефимова: onPaper", "Усманова: onPaper"]);
    await post.school.db.paperSheet.updateMany({ data: { handedOverAt: now() } });
    expect(await findNotReceived(post.school.db)).toEqual({ received: 2, acknowledged: 0, notReceived: [] });
  });

  test("What is planned and has not left is on its way, with the hours left until the day is over.", async () => {
    await setFinals(post.school, {
      pupils: ["egor"],
      value: "4",
      knownAt: new Date(NOW.getTime() - 20 * HOUR_MS),
    });
    expect(await states()).toEqual(["—: onTheWay"]);
    await post.office.route();
    const { received, notReceived } = await findNotReceived(post.school.db, { at: NOW });
    expect(received).toBe(0);
    expect(notReceived).toMatchObject([
      {
        kind: "year",
        className: "7А",
        pupil: { surname: "Лаптев" },
        person: { surname: "Лаптева" },
        state: "onTheWay",
        deadlineAt: new Date(NOW.getTime() + 4 * HOUR_MS),
        hoursLeft: 4,
      },
    ]);
  });

  test("A message that was refused as it stands is a failure of ours, until it is sent after all.", async () => {
    post.telegram.script({ answer: { status: 400, description: "Bad Request: can't parse entities" } });
    await announce("anna");
    expect(await states()).toContain("Кравцова: failed");
  });

  test("Known and entered in silence is owed too; published it is on its way.", async () => {
    const knownAt = new Date(NOW.getTime() - HOUR_MS);
    await setFinals(post.school, { pupils: ["egor"], value: "5", silent: true, knownAt });
    expect(await states()).toEqual(["—: notAnnounced"]);
    await publishFinals(post.school.db, "year", { actorId: post.school.cast.voronina.id, source: "web" });
    await post.office.route();
    expect(await states()).toEqual(["Лаптева: onTheWay"]);
  });

  test("A pupil whom no grown-up may hear about is somebody whom nobody tells.", async () => {
    await post.school.db.guardianship.deleteMany({ where: { pupilId: post.school.cast.egor.id } });
    await announce("egor");
    expect(await states()).toEqual(["—: unreachable"]);
  });

  test("A changed final is owed anew to who had received the first.", async () => {
    await announce("egor");
    await setFinals(post.school, { pupils: ["egor"], value: "5" });
    await post.office.route();
    expect(await states()).toEqual(["Лаптева: onTheWay"]);
  });

  test("A father barred by the court is owed nothing.", async () => {
    await announce("gleb");
    expect(await findNotReceived(post.school.db)).toEqual({ received: 1, acknowledged: 0, notReceived: [] });
  });

  test("A class teacher asks for her class, and by kind.", async () => {
    await announce("leila");
    const { fourB, sevenA } = post.school.cast.classes;
    expect(await states({ classIds: [fourB.id] })).toEqual([]);
    expect(await states({ classIds: [sevenA.id], kind: "year" })).toEqual(["Усманова: onPaper"]);
    expect(await states({ kind: "exam" })).toEqual([]);
  });
});

describe("R63: alarms of finals", () => {
  test("Before the day is over nothing is late; afterwards what did not arrive is, and the alarm names nobody.", async () => {
    await announce("leila", "egor");
    expect(await alarmsOfFinals(post.school.db, NOW)).toEqual([]);
    const later = new Date(NOW.getTime() + 25 * HOUR_MS);
    const [late, ...rest] = await alarmsOfFinals(post.school.db, later);
    expect(rest).toEqual([]);
    expect(late).toMatchObject({ kind: "finals.notReceived", count: 1 });
    expect(late?.since.getTime()).toBeGreaterThanOrEqual(NOW.getTime() + 24 * HOUR_MS);
    expect(JSON.stringify(late)).not.toMatch(/Усманова|Лаптев/);
  });

  test("Results that are known and that nobody entered raise one at once.", async () => {
    const dayAfterTerm = new Date("2026-12-21T02:00:00Z");
    expect(await alarmsOfFinals(post.school.db, dayAfterTerm)).toMatchObject([
      { kind: "finals.notEntered", since: new Date("2026-12-20T16:59:00Z"), count: expect.any(Number) },
    ]);
  });
});
