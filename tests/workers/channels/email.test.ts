import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { Settings } from "../../../src/settings.ts";
import { renderMessage } from "../../../templates/messages/messages.ts";
import { SAMPLES } from "../../../templates/samples.ts";
import { openEmail, SMTP_VERDICTS } from "../../../workers/channels/email.ts";
import { type FakeSmtp, startFakeSmtp } from "../../support/fake-smtp.ts";

const DELIVERY = "00000000-0000-4000-8000-000000000001";
const ADDRESS = "mother@family.example";
const IMPATIENT_MS = 300;
const MINUTE_MS = 60_000;
const AUTH = { user: "journal", pass: "right" };
const SETTINGS = { emailConnections: 2 } as Settings;

const never = (reason: string, suspend: boolean) => ({ kind: "never", reason, suspend });
const later = (reason: string, afterMs: number, gate = "open") => ({ kind: "later", reason, afterMs, gate });
const loginRefused = later("loginRefused", 5 * MINUTE_MS, "stopped");

/** What servers say, when, and what it means to us (providers.md §3). A line break makes the answer one of many lines. */
const REFUSALS = [
  { at: "auth", says: "535 5.7.8 Authentication credentials invalid", means: loginRefused },
  { at: "auth", says: "534 5.7.9 Please log in with your web browser", means: loginRefused },
  { at: "rcpt", says: "530 5.7.0 Authentication required", means: loginRefused },
  { at: "rcpt", says: "550 5.1.1 Unknown user", means: never("addressRefused", true) },
  { at: "rcpt", says: "553 5.1.3 Invalid address", means: never("addressRefused", true) },
  { at: "rcpt", says: "550 5.2.1 Mailbox disabled", means: never("mailboxDisabled", true) },
  { at: "rcpt", says: "550 5.7.1 Relaying denied", means: never("refusedByPolicy", false) },
  {
    at: "data",
    says: "550 5.7.26 Unauthenticated email is not accepted",
    means: never("refusedByPolicy", false),
  },
  { at: "rcpt", says: "550 No such user here", means: never("addressRefused", true) },
  { at: "rcpt", says: "551 User not found", means: never("addressRefused", true) },
  {
    at: "rcpt",
    says: "550 5.1.1 The email account that you tried to reach does not exist. Please try\n5.1.1 double-checking the recipient's email address.",
    means: never("addressRefused", true),
  },
  { at: "rcpt", says: "550 Sorry, this address\nis unknown here", means: never("addressRefused", true) },
  { at: "data", says: "503 5.5.1 Bad sequence of commands", means: later("badSequence", MINUTE_MS) },
  {
    at: "rcpt",
    says: "421 4.7.0 Try again later, closing connection",
    means: later("serverBusy", MINUTE_MS),
  },
  { at: "rcpt", says: "450 4.7.1 Greylisted", means: later("refusedForNow", 5 * MINUTE_MS) },
  { at: "data", says: "451 4.3.0 Temporary failure", means: later("refusedForNow", 5 * MINUTE_MS) },
  { at: "rcpt", says: "452 4.2.2 Mailbox full", means: later("refusedForNow", 5 * MINUTE_MS) },
  { at: "data", says: "552 5.3.4 Message too big", means: never("messageRefused", false) },
  { at: "data", says: "554 5.6.0 Message content rejected", means: never("messageRefused", false) },
] as const;

let smtp: FakeSmtp;
let guarded: FakeSmtp;

beforeAll(async () => {
  [smtp, guarded] = await Promise.all([startFakeSmtp(), startFakeSmtp({ auth: AUTH })]);
});
beforeEach(() => {
  smtp.reset();
  guarded.reset();
});
afterAll(async () => {
  await smtp.close();
  await guarded.close();
});

async function sendTo(smtpUrl: string, signal = new AbortController().signal) {
  const sender = openEmail({ smtpUrl, dkim: undefined }, "Вестник <journal@school.example>", SETTINGS);
  onTestFinished(() => sender.close());
  return await sender.send({
    deliveryId: DELIVERY,
    address: ADDRESS,
    receiver: "Кравцова Мария Павловна",
    rendered: renderMessage("email", "full", SAMPLES["mark.set"]),
    pupilIds: [],
    unsubscribe: "https://dnevnik.example/u/1",
    signal,
  });
}

test("An accepted letter is sent, under the delivery's own number", async () => {
  expect(await sendTo(guarded.url)).toMatchObject({
    kind: "sent",
    providerId: `<d-${DELIVERY}@school.example>`,
    words: expect.stringMatching(/^250 /),
  });
  expect(guarded.ledger).toMatchObject([{ to: [ADDRESS], marker: DELIVERY }]);
});

describe("what a mail server refuses", () => {
  test.each(REFUSALS)("$at: $says", async ({ at, says, means }) => {
    const server = at === "auth" ? guarded : smtp;
    server.script({ answer: { refuse: at, code: Number(says.slice(0, 3)), text: says.slice(4) } });
    expect(await sendTo(server.url)).toEqual({ ...means, words: says.replace(/\n(?:5\.1\.1 )?/, " ") });
    expect(server.ledger).toEqual([]);
  });

  test("Every entry of the table has a case here", () => {
    const hit = (words: string) => SMTP_VERDICTS.find((verdict) => verdict.words.test(words));
    const met = new Set(REFUSALS.map(({ says }) => hit(says)));
    expect(
      SMTP_VERDICTS.filter((verdict) => !met.has(verdict)).map(
        ({ words }) => `Nothing in REFUSALS meets ${words}: add what a server says there.`,
      ),
    ).toEqual([]);
  });

  test("A wrong password stops the channel", async () => {
    const { href } = Object.assign(new URL(guarded.url), { password: "wrong" });
    expect(await sendTo(href)).toMatchObject(loginRefused);
  });

  test("A server with all its places taken is asked again in a minute", async () => {
    const full = await startFakeSmtp({ maxConnections: 1 });
    onTestFinished(() => full.close());
    full.script({ answer: "silence" });
    const first = new AbortController();
    const waiting = sendTo(full.url, first.signal);
    await expect.poll(() => full.connections).toBe(1);
    expect(await sendTo(full.url)).toMatchObject(later("serverBusy", MINUTE_MS));
    first.abort();
    await waiting;
  });
});

describe("before the server asked for the letter nobody can have heard it", () => {
  const noConnection = later("noConnection", 10_000);

  test("Nobody listens on the port", async () => {
    const gone = await startFakeSmtp();
    await gone.close();
    expect(await sendTo(gone.url)).toMatchObject(noConnection);
  });

  test("The name leads nowhere", async () => {
    expect(await sendTo("smtp://mail.invalid")).toMatchObject(noConnection);
  });

  test("The connection breaks", async () => {
    smtp.script({ answer: "drop" });
    expect(await sendTo(smtp.url)).toMatchObject(noConnection);
    expect(smtp.connections).toBe(1);
  });

  test("The server says nothing until our time is over", async () => {
    smtp.script({ answer: "silence" });
    expect(await sendTo(smtp.url, AbortSignal.timeout(IMPATIENT_MS))).toMatchObject(noConnection);
  });
});

describe("a letter handed over and never acknowledged may have been heard", () => {
  test.each(["accept-then-drop", "accept-then-silence"] as const)("%s", async (answer) => {
    smtp.script({ answer });
    expect(await sendTo(smtp.url, AbortSignal.timeout(IMPATIENT_MS))).toMatchObject({
      kind: "unknown",
      reason: "noAnswer",
    });
    expect(smtp.ledger).toHaveLength(1);
    expect(smtp.connections).toBe(1);
  });
});
