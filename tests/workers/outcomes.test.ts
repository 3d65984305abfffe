import { describe, expect, test } from "vitest";
import { now, setClock } from "../../src/clock.ts";
import { claimDeliveries } from "../../src/deliveries/claiming.ts";
import { joinCrew } from "../../src/deliveries/crew.ts";
import { takePermits } from "../../src/deliveries/pace.ts";
import { settleAttempts } from "../../src/deliveries/settling.ts";
import { writeFinals } from "../../src/finals/finals.ts";
import { writeMarks } from "../../src/marks/marks.ts";
import { getSettings, setSettings } from "../../src/settings.ts";
import { openWindow } from "../../workers/deliver.ts";
import { sweepOnce } from "../../workers/sweeper.ts";
import { NEVER_QUIET } from "../support/never-quiet.ts";
import { testConfig } from "../support/post-office.ts";
import { postalSchool } from "../support/postal-school.ts";
import type { TestSchool } from "../support/school.ts";

const HOUR_MS = 3_600_000;
const CHAT_RESTS_MS = 2000;
type Pupil = "anna" | "egor" | "leila" | "gleb" | "stepan";

const post = postalSchool({
  prepare: ({ db }) => setSettings(db, { telegramLevel: "full", markHoldSeconds: 0, ...NEVER_QUIET }),
});

const by = () => ({ actorId: post.school.cast.smirnova.id, source: "web" as const, silent: false });
const later = (ms: number) => setClock(new Date(now().getTime() + ms));

async function setMark(pupil: Pupil, value: string, work: "test" | "answer" = "test"): Promise<void> {
  await writeMarks(
    post.school.db,
    post.school.today.algebra.works[work],
    [{ pupilId: post.school.cast[pupil].id, value }],
    by(),
  );
  await post.office.route();
}

async function setFinal(pupil: Pupil, value: string): Promise<void> {
  const { id: valueId } = await post.school.db.scaleValue.findFirstOrThrow({ where: { code: value } });
  const { id: subjectId } = await post.school.db.subject.findFirstOrThrow({
    where: { name: { equals: "алгебра", mode: "insensitive" } },
  });
  const entry = {
    pupilId: post.school.cast[pupil].id,
    subjectId,
    kind: "year",
    period: "2026/27",
    termId: null,
    valueId,
    resultsKnownAt: null,
  } as const;
  await post.school.db.$transaction((tx) => writeFinals(tx, [entry], by()));
  await post.office.route();
}

const deliveryOf = (
  person: keyof TestSchool["cast"] & ("annaMother" | "egorMother" | "leilaMother"),
  channel: "telegram" | "email" | "paper",
) =>
  post.school.db.delivery.findFirstOrThrow({
    where: { personId: post.school.cast[person].id, channel },
    include: { attempts: { orderBy: { number: "asc" } } },
    orderBy: { createdAt: "desc" },
  });

async function claimAs(workerNumber: number) {
  const [id] = await post.office.gather();
  const settings = await getSettings(post.school.db);
  return claimDeliveries(post.school.db, [id!], { ...post.office.desk, workerNumber, settings });
}

const NOBODY = 999_999;

/** A worker claims what waits and is never heard of again. */
async function claimAndDie() {
  const claimed = await claimAs(NOBODY);
  await post.school.db.delivery.updateMany({ data: { leaseUntil: new Date(0) } });
  await sweepOnce({ ...post.office.desk, deadChannels: [], gates: new Map() });
  return claimed;
}

describe("sent", () => {
  test("the row keeps what was said, the provider's own id, and no link that signs the family out", async () => {
    await setMark("egor", "4");
    post.telegram.script({ answer: { status: 403, description: "Forbidden: bot was blocked by the user" } });
    await post.office.deliver();
    const delivery = await deliveryOf("egorMother", "email");
    expect(delivery).toMatchObject({ state: "sent", attempt: 1, repeats: 0 });
    expect(delivery.providerId).toBe(`<d-${delivery.id}@school.example>`);
    expect(delivery.text).toContain("‹link›");
    expect(delivery.text).not.toContain("/stop/");
    expect(post.smtp.ledger[0]?.text).toContain("/stop/");
  });

  test("a letter carries its delivery, a stable Message-ID, and one-click unsubscribing", async () => {
    await setMark("egor", "4");
    post.telegram.script({ answer: { status: 403, description: "Forbidden: bot was blocked by the user" } });
    await post.office.deliver();
    const delivery = await deliveryOf("egorMother", "email");
    const letter = post.smtp.ledger[0]!;
    expect(letter.marker).toBe(delivery.id);
    expect(letter.messageId).toBe(`<d-${delivery.id}@school.example>`);
    expect(letter.headers.get("list-unsubscribe")).toMatch(/^<https:\/\/dnevnik\.example\/stop\//);
    expect(letter.headers.get("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
    expect(letter.headers.get("auto-submitted")).toBe("auto-generated");
    expect(letter.text.length).toBeGreaterThan(50);
    expect(letter.html).toContain("<table");
  });
});

describe("later", () => {
  test("429 pauses the whole token for everybody, and spends no attempt of anybody", async () => {
    await setMark("anna", "4");
    await setMark("egor", "4");
    post.telegram.script({ times: 1, answer: { status: 429, retryAfter: 2 } });
    await post.office.deliver();
    expect(post.telegram.ledger).toEqual([]);
    expect(post.telegram.calls).toBe(1);
    const [gate] = await post.school.db.gate.findMany({ where: { pausedUntil: { gt: new Date() } } });
    expect(gate?.name).toMatch(/^telegram:/);
    expect(await post.school.db.delivery.count({ where: { state: "waiting", channel: "telegram" } })).toBe(2);
  });

  test("a server that cannot be reached costs patience: two hours later the final goes to the next contact", async () => {
    await setFinal("egor", "4");
    post.telegram.script({ answer: { status: 502, description: "Bad Gateway" } });
    await post.office.deliver();
    expect(await deliveryOf("egorMother", "telegram")).toMatchObject({
      state: "waiting",
      reason: "serverError",
    });
    later(2 * HOUR_MS + 1000);
    await post.office.deliver();
    expect(await deliveryOf("egorMother", "telegram")).toMatchObject({
      state: "dropped",
      reason: "patienceEnded",
    });
    expect(await deliveryOf("egorMother", "email")).toMatchObject({ state: "sent" });
  });

  test("a channel without its setting never pretends: its messages wait, then the next contact hears", async () => {
    await post.reopen(testConfig({ SMTP_URL: post.smtp.url }));
    await setFinal("egor", "4");
    await post.office.deliver();
    expect(await deliveryOf("egorMother", "telegram")).toMatchObject({ state: "waiting" });
    later(2 * HOUR_MS + 1000);
    await sweepOnce({ ...post.office.desk, deadChannels: ["telegram"], gates: new Map() });
    await post.office.deliver();
    expect(await deliveryOf("egorMother", "telegram")).toMatchObject({
      state: "dropped",
      reason: "patienceEnded",
    });
    expect(post.smtp.ledger).toHaveLength(1);
  });

  test("a wrong token stops the channel and says so to the administrator", async () => {
    await post.reopen(
      testConfig({
        TELEGRAM_BOT_TOKEN: "1:wrong",
        TELEGRAM_API_ROOT: post.telegram.root,
        SMTP_URL: post.smtp.url,
      }),
    );
    await setMark("anna", "4");
    await post.office.deliver();
    expect(await post.school.db.gate.findFirst({ where: { stopped: "tokenRefused" } })).not.toBeNull();
    expect(await deliveryOf("annaMother", "telegram")).toMatchObject({
      state: "waiting",
      reason: "tokenRefused",
    });
  });

  test("a stopped channel is tried by one call at a time, uses up patience meanwhile, and is open again when it is mended", async () => {
    await setFinal("egor", "4");
    await setFinal("anna", "4");
    post.telegram.script({ times: 2, answer: { status: 401, description: "Unauthorized" } });
    const [gate] = await post.school.db.gate.findMany({ where: { name: { startsWith: "telegram:" } } });
    await post.office.deliver();
    expect(post.telegram.calls).toBe(1);
    const over = { pausedUntil: new Date(0) };
    await post.school.db.gate.update({ where: { name: gate!.name }, data: over });
    const { permits: probes } = await takePermits(post.school.db, post.office.senders.get("telegram")!.pace, {
      ...{ deliveryIds: [], count: 10, aheadMs: 1000, holder: 0, isUrgent: false },
    });
    expect(probes).toMatchObject([{ slot: 0, probes: true }]);
    later(2 * HOUR_MS + 1000);
    await sweepOnce({ ...post.office.desk, deadChannels: [], gates: new Map([[gate!.name, "telegram"]]) });
    expect(await deliveryOf("egorMother", "telegram")).toMatchObject({ reason: "patienceEnded" });
    await post.office.deliver();
    expect(await deliveryOf("egorMother", "email")).toMatchObject({ state: "sent" });

    post.telegram.reset();
    await setMark("gleb", "4");
    await post.office.deliver();
    expect(post.telegram.ledger.length).toBeGreaterThan(0);
    expect(await post.school.db.gate.findFirst({ where: { stopped: { not: null } } })).toBeNull();
  });
});

describe("unknown", () => {
  test("a mark whose answer never came is not repeated, and counted", async () => {
    post.telegram.script({ times: 1, answer: "accept-then-drop" });
    await setMark("anna", "4");
    await post.office.deliver();
    expect(post.telegram.ledger).toHaveLength(1);
    expect(await deliveryOf("annaMother", "telegram")).toMatchObject({
      state: "unknown",
      reason: "noAnswer",
    });
  });

  test("what may have been heard counts as told: the correction names the old mark", async () => {
    post.telegram.script({ times: 1, answer: "accept-then-drop" });
    await setMark("anna", "4");
    await post.office.deliver();
    await setMark("anna", "5");
    await post.office.deliver();
    expect(post.telegram.ledger[1]?.text).toContain("Было 4, стало 5");
  });

  test("a final is repeated once, and the repeat is counted", async () => {
    post.telegram.script({ times: 1, answer: "accept-then-drop" });
    await setFinal("anna", "4");
    await post.office.deliver();
    expect(post.telegram.ledger).toHaveLength(1);
    later(CHAT_RESTS_MS);
    await post.office.deliver();
    expect(post.telegram.ledger).toHaveLength(2);
    expect(await deliveryOf("annaMother", "telegram")).toMatchObject({
      state: "sent",
      attempt: 2,
      repeats: 1,
    });
  });

  test("twice without an answer is left as it is", async () => {
    post.telegram.script({ times: 2, answer: "accept-then-drop" });
    await setFinal("anna", "4");
    for (const _ of [1, 2, 3]) {
      await post.office.deliver();
      later(CHAT_RESTS_MS);
    }
    expect(post.telegram.ledger).toHaveLength(2);
    expect(await deliveryOf("annaMother", "telegram")).toMatchObject({ state: "unknown", repeats: 1 });
  });

  test("a letter is repeated with the same Message-ID", async () => {
    await post.school.db.contact.updateMany({ where: { channel: "telegram" }, data: { state: "suspended" } });
    post.smtp.script({ times: 1, answer: "accept-then-drop" });
    await setMark("egor", "4");
    await post.office.deliver();
    await post.office.deliver();
    expect(post.smtp.ledger).toHaveLength(2);
    expect(post.smtp.ledger[0]?.messageId).toBe(post.smtp.ledger[1]?.messageId);
    expect(await deliveryOf("egorMother", "email")).toMatchObject({ state: "sent", repeats: 1 });
  });

  test("a letter that may have been read is repeated as it was, though its event says to wait by now", async () => {
    await post.school.db.contact.updateMany({ where: { channel: "telegram" }, data: { state: "suspended" } });
    post.smtp.script({ times: 1, answer: "accept-then-drop" });
    await setMark("egor", "4");
    await post.office.deliver();
    await post.school.db.notice.updateMany({ data: { dueAt: new Date(now().getTime() + HOUR_MS) } });
    await post.office.deliver();
    expect(post.smtp.ledger).toHaveLength(2);
    expect(post.smtp.ledger[0]?.messageId).toBe(post.smtp.ledger[1]?.messageId);
    expect(await deliveryOf("egorMother", "email")).toMatchObject({ state: "sent", repeats: 1 });
  });
});

describe("a letter of which nobody knows, and a mark that has changed since", () => {
  const afterSilence = async (first: string, then: string) => {
    await post.school.db.contact.updateMany({ where: { channel: "telegram" }, data: { state: "suspended" } });
    await setMark("egor", first);
    await post.office.deliver();
    await setMark("egor", then);
    await claimAndDie();
  };

  test("it may have said that the mark was 5: when the old one stands again, the family hears of that", async () => {
    await afterSilence("4", "5");
    await setMark("egor", "4");
    await post.office.deliver();
    expect(post.smtp.ledger.map(({ text }) => /— (\d(, было \d)?)/.exec(text)?.[1])).toEqual([
      "4",
      "4, было 5",
    ]);
  });

  test("while the new mark is held nothing is repeated, and what comes is told as a change", async () => {
    await afterSilence("4", "5");
    await setMark("egor", "3");
    await post.school.db.notice.updateMany({ data: { dueAt: new Date(now().getTime() + HOUR_MS) } });
    await post.office.deliver();
    expect(post.smtp.ledger).toHaveLength(1);
    later(HOUR_MS + 1000);
    await post.office.deliver();
    expect(post.smtp.ledger[1]?.text).toContain("— 3, было 5");
  });
});

describe("a worker that is gone", () => {
  test("its final is swept when the lease has passed, and sent once more", async () => {
    await setFinal("egor", "4");
    const crew = await joinCrew(post.school.db, post.school.url);
    await claimAs(crew.number);
    await crew.leave();
    await sweepOnce({ ...post.office.desk, deadChannels: [], gates: new Map() });
    expect(await deliveryOf("egorMother", "telegram")).toMatchObject({ state: "sending" });
    await post.school.db.delivery.updateMany({ data: { leaseUntil: new Date(0) } });
    await sweepOnce({ ...post.office.desk, deadChannels: [], gates: new Map() });
    expect(await deliveryOf("egorMother", "telegram")).toMatchObject({
      state: "waiting",
      reason: "workerGone",
    });
    await post.office.deliver();
    expect(post.telegram.ledger).toHaveLength(1);
    expect(await deliveryOf("egorMother", "telegram")).toMatchObject({ state: "sent", repeats: 1 });
  });

  test("one that is only stopped keeps its call, however long past the lease", async () => {
    await setFinal("egor", "4");
    const crew = await joinCrew(post.school.db, post.school.url);
    await claimAs(crew.number);
    await post.school.db.delivery.updateMany({ data: { leaseUntil: new Date(0) } });
    await sweepOnce({ ...post.office.desk, deadChannels: [], gates: new Map() });
    expect(await deliveryOf("egorMother", "telegram")).toMatchObject({ state: "sending" });
    await crew.leave();
  });

  test("one that was given up too early still says what it told, though its letter was dropped meanwhile", async () => {
    const { db } = post.school;
    await db.contact.updateMany({ where: { channel: "telegram" }, data: { state: "suspended" } });
    await setMark("egor", "4");
    const [claimed] = await claimAndDie();
    await setMark("egor", "5");
    await db.notice.updateMany({ data: { dueAt: new Date(now().getTime() + HOUR_MS) } });
    await post.office.deliver();
    expect(await deliveryOf("egorMother", "email")).toMatchObject({ state: "dropped", reason: "heldAgain" });

    const outcome = { kind: "sent", providerId: null, words: "250 2.0.0 Ok" } as const;
    await settleAttempts(db, [{ claimed: claimed!, outcome, kept: null }]);
    expect(await deliveryOf("egorMother", "email")).toMatchObject({ state: "sent" });
    later(HOUR_MS + 1000);
    await post.office.deliver();
    expect(post.smtp.ledger[0]?.text).toContain("— 5, было 4");
  });

  test("one whose answer comes late takes with it no mark that came while its letter waited to be repeated", async () => {
    const { db } = post.school;
    await db.contact.updateMany({ where: { channel: "telegram" }, data: { state: "suspended" } });
    await setMark("egor", "4");
    const [claimed] = await claimAndDie();
    await setMark("egor", "5", "answer");
    await post.office.gather();

    const outcome = { kind: "sent", providerId: null, words: "250 2.0.0 Ok" } as const;
    await settleAttempts(db, [{ claimed: claimed!, outcome, kept: null }]);
    await post.office.deliver();
    expect(post.smtp.ledger).toHaveLength(1);
    expect(post.smtp.ledger[0]?.text).toContain("— 5, ответ на уроке");
  });

  test("two workers never hold the same delivery, nor two deliveries of one contact", async () => {
    await setFinal("egor", "4");
    const [id] = await post.office.gather();
    const sender = post.office.senders.get("telegram")!;
    // A window each, as in four processes.
    const windows = [1, 2, 3, 4].map(() => openWindow({ ...post.office.desk, inHand: new Set() }, sender));
    await Promise.all(windows.map((deliver) => deliver(id!)));
    expect(post.telegram.ledger).toHaveLength(1);
    expect(await post.school.db.attempt.count()).toBe(1);
  });
});

describe("the right to know, asked again at the moment of sending", () => {
  test("a mother who withdrew her consent a minute ago hears nothing more by Telegram or email (R64)", async () => {
    await setMark("egor", "4");
    await post.office.gather();
    await post.school.db.consent.updateMany({
      where: { personId: post.school.cast.egorMother.id },
      data: { withdrawnAt: new Date() },
    });
    await post.office.deliver();
    expect(post.telegram.ledger).toEqual([]);
    expect(post.smtp.ledger).toEqual([]);
    expect(await deliveryOf("egorMother", "telegram")).toMatchObject({
      state: "dropped",
      reason: "contactLost",
    });
  });

  test("a guardian barred by the court a minute ago hears nothing, and the notice says why", async () => {
    await setMark("egor", "4");
    await post.office.gather();
    await post.school.db.guardianship.updateMany({
      where: { guardianId: post.school.cast.egorMother.id },
      data: { barredFrom: new Date("2020-01-01") },
    });
    await post.office.deliver();
    expect(post.telegram.ledger).toEqual([]);
    expect(
      await post.school.db.notice.findMany({ where: { personId: post.school.cast.egorMother.id } }),
    ).toMatchObject([{ state: "dropped", reason: "noRight" }]);
  });

  test("a family nobody can reach gets the final on paper by itself", async () => {
    await post.school.db.contact.updateMany({
      where: { personId: post.school.cast.egorMother.id },
      data: { state: "suspended" },
    });
    await setFinal("egor", "4");
    await post.office.deliver();
    expect(await deliveryOf("egorMother", "paper")).toMatchObject({ state: "sent" });
    expect(await post.school.db.paperSheet.count({ where: { pupilId: post.school.cast.egor.id } })).toBe(1);
  });
});

describe("our own bugs", () => {
  test("a message Telegram refuses as it stands is a dead letter with its cause, and nobody tries it again", async () => {
    post.telegram.script({
      answer: { status: 400, description: "Bad Request: can't parse entities: unexpected end" },
    });
    await setMark("anna", "4");
    await post.office.deliver();
    await post.office.deliver();
    expect(post.telegram.calls).toBe(1);
    expect(await deliveryOf("annaMother", "telegram")).toMatchObject({
      state: "failed",
      reason: "broken",
      providerWords: "TelegramRefusal 400: can't parse entities",
    });
  });
});
