import { createHash, createVerify, generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { Mail } from "../../../src/config.ts";
import type { Urgency } from "../../../src/db.ts";
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
const senderRefused = later("senderRefused", 5 * MINUTE_MS, "stopped");
const loginRefused = later("loginRefused", 5 * MINUTE_MS, "stopped");

/** What servers say, when, and what it means to us (providers.md §3). A line break makes the answer one of many lines. */
const REFUSALS = [
  { at: "auth", says: "535 5.7.8 Authentication credentials invalid", means: loginRefused },
  { at: "auth", says: "534 5.7.9 Please log in with your web browser", means: loginRefused },
  { at: "rcpt", says: "530 5.7.0 Authentication required", means: loginRefused },
  { at: "mail", says: "553 5.7.1 Sender address rejected: not owned by auth user", means: senderRefused },
  { at: "mail", says: "554 5.7.1 Service unavailable; client host blocked", means: senderRefused },
  { at: "mail", says: "552 5.3.4 Message too big", means: never("messageRefused", false) },
  { at: "mail", says: "451 4.7.1 Try later", means: later("refusedForNow", 5 * MINUTE_MS) },
  { at: "rcpt", says: "550 5.1.8 Sender address rejected: domain not found", means: senderRefused },
  { at: "rcpt", says: "550 5.1.10 Recipient not found", means: never("addressRefused", true) },
  { at: "rcpt", says: "552 5.2.2 Mailbox full", means: never("mailboxFull", false) },
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

interface Sending extends Partial<Mail> {
  signal?: AbortSignal;
  urgency?: Urgency;
  address?: string;
}

async function sendTo(smtpUrl: string, sending: Sending = {}) {
  const { signal = new AbortController().signal, urgency = "now", address = ADDRESS, ...changes } = sending;
  const mail = { smtpUrl, dkim: undefined, bounces: undefined, imapUrl: undefined, ...changes };
  const sender = openEmail(mail, "Вестник <journal@school.example>", SETTINGS);
  onTestFinished(() => sender.close());
  return await sender.send({
    deliveryId: DELIVERY,
    address,
    receiver: "Кравцова Мария Павловна",
    urgency,
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

describe("what stands around a letter", () => {
  const STOP = "<https://dnevnik.example/u/1>";

  test.each(["now", "digest"] as const)("%s: can be ended by one click, without a page", async (urgency) => {
    await sendTo(smtp.url, { urgency });
    const { headers } = smtp.ledger[0]!;
    expect(headers.get("list-unsubscribe")).toBe(STOP);
    expect(headers.get("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
  });

  test.each(["urgent", "final", "service"] as const)(
    "%s: is owed, so nobody offers to end it",
    async (urgency) => {
      await sendTo(smtp.url, { urgency });
      expect([...smtp.ledger[0]!.headers.keys()].filter((name) => name.startsWith("list-"))).toEqual([]);
    },
  );

  test("No holiday notice comes back, and a repeat can be folded with the first", async () => {
    await sendTo(smtp.url);
    await sendTo(smtp.url);
    const [first, second] = smtp.ledger;
    expect(first!.headers.get("auto-submitted")).toBe("auto-generated");
    expect(first!.headers.get("x-auto-response-suppress")).toBe("All");
    expect(Math.abs(Date.parse(first!.headers.get("date")!) - Date.now())).toBeLessThan(MINUTE_MS);
    expect(second!.messageId).toBe(first!.messageId);
  });

  test.each([
    { bounces: undefined, from: "journal@school.example" },
    { bounces: "bounces@school.example", from: "bounces@school.example" },
    { bounces: "bounces+@school.example", from: `bounces+${DELIVERY.replaceAll("-", "")}@school.example` },
  ])("Where it comes back to: $bounces", async ({ bounces, from }) => {
    await sendTo(smtp.url, { bounces });
    expect(smtp.ledger[0]).toMatchObject({ from, to: [ADDRESS] });
    expect(smtp.ledger[0]!.headers.get("from")).toContain("<journal@school.example>");
  });

  test("The school's signature covers the letter and the one click that ends it", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
      publicKeyEncoding: { type: "spki", format: "pem" },
    });
    await sendTo(smtp.url, { dkim: { domainName: "school.example", keySelector: "v1", privateKey } });
    const { raw } = smtp.ledger[0]!;
    const { isValid, fields } = checkDkim(raw, publicKey);
    expect(isValid).toBe(true);
    expect(fields).toEqual(
      expect.arrayContaining([
        "from",
        "to",
        "subject",
        "message-id",
        "list-unsubscribe",
        "list-unsubscribe-post",
      ]),
    );
    expect(checkDkim(raw.replace("dnevnik.example/u/1>", "dnevnik.example/u/2>"), publicKey).isValid).toBe(
      false,
    );
    expect(checkDkim(`${raw}one more line\r\n`, publicKey).isValid).toBe(false);
  });

  test("An address that cannot be one is refused by ourselves", async () => {
    expect(await sendTo(smtp.url, { address: "" })).toMatchObject(never("addressRefused", true));
    expect(smtp.connections).toBeLessThanOrEqual(1);
  });
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
    const waiting = sendTo(full.url, { signal: first.signal });
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
    expect(await sendTo(smtp.url, { signal: AbortSignal.timeout(IMPATIENT_MS) })).toMatchObject(noConnection);
  });
});

describe("a letter handed over and never acknowledged may have been heard", () => {
  test.each(["accept-then-drop", "accept-then-silence"] as const)("%s", async (answer) => {
    smtp.script({ answer });
    expect(await sendTo(smtp.url, { signal: AbortSignal.timeout(IMPATIENT_MS) })).toMatchObject({
      kind: "unknown",
      reason: "noAnswer",
    });
    expect(smtp.ledger).toHaveLength(1);
    expect(smtp.connections).toBe(1);
  });
});

/** RFC 6376 with relaxed/relaxed and rsa-sha256, which is what is sent here. */
function checkDkim(raw: string, publicKey: string): { isValid: boolean; fields: string[] } {
  const [head = "", ...rest] = raw.split("\r\n\r\n");
  const relaxed = (line: string) =>
    line.replace(/\r\n(?=[ \t])/g, "").replace(/^([^:]+?)\s*:\s*(.*?)\s*$/s, (_, name, value) => {
      return `${name.toLowerCase()}:${value.replaceAll(/[ \t]+/g, " ")}`;
    });
  const lines = head.split(/\r\n(?![ \t])/).map(relaxed);
  const signature = lines.find((line) => line.startsWith("dkim-signature:"))!;
  const tag = (name: string) => new RegExp(`[:;] ?${name}=([^;]*)`).exec(signature)![1]!.trim();
  const fields = tag("h").split(":");
  const body = rest
    .join("\r\n\r\n")
    .replaceAll(/[ \t]+(?=\r\n)/g, "")
    .replaceAll(/[ \t]+/g, " ");
  const bodyHash = createHash("sha256")
    .update(body.replace(/(\r\n)*$/, "\r\n"))
    .digest("base64");
  const signed = [
    ...fields.map((name) => lines.find((line) => line.startsWith(`${name.toLowerCase()}:`))!),
    signature.replace(/([;:] ?b=)[^;]*/, "$1"),
  ].join("\r\n");
  const isSigned = createVerify("RSA-SHA256")
    .update(signed)
    .verify(publicKey, tag("b").replaceAll(" ", ""), "base64");
  return { isValid: isSigned && bodyHash === tag("bh"), fields: fields.map((name) => name.toLowerCase()) };
}
