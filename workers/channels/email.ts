import { createHash } from "node:crypto";
import { createTransport, type PluginFunction } from "nodemailer";
import type { Mail } from "../../src/config.ts";
import type { Urgency } from "../../src/db.ts";
import type { Settings } from "../../src/settings.ts";
import {
  judge,
  notConnected,
  type Outgoing,
  type Sender,
  type SendOutcome,
  STOPPED_MS,
  type Verdict,
} from "./channel.ts";
import { type Letter, openComposer } from "./composer.ts";

// In: a letter for one address. Out: a message on the school's own SMTP server. If it dies while the letter is handed
// over, it is sent once more with the same Message-ID, so that a mailbox can fold the two.

const MINUTE_MS = 60_000;
const never = (reason: string, suspend: boolean) => ({ kind: "never", reason, suspend }) as const;
const later = (reason: string, afterMs: number) =>
  ({ kind: "later", reason, afterMs, gate: "open" }) as const;

/** Reply codes and enhanced codes of SMTP, most particular first (RFC 3463; providers.md §3). One test per entry. */
export const SMTP_VERDICTS: readonly Verdict[] = [
  {
    words: /^535|^534|^530/,
    outcome: { kind: "later", reason: "loginRefused", afterMs: STOPPED_MS, gate: "stopped" },
  },
  {
    words: /^5\d\d 5\.1\.[78]\b/,
    outcome: { kind: "later", reason: "senderRefused", afterMs: STOPPED_MS, gate: "stopped" },
  },
  { words: /^5\d\d 5\.1\.(?:[0-36]|10)\b/, outcome: never("addressRefused", true) },
  { words: /^5\d\d 5\.2\.1\b/, outcome: never("mailboxDisabled", true) },
  { words: /^5\d\d 5\.2\.2\b/, outcome: never("mailboxFull", false) },
  { words: /^5\d\d 5\.7\./, outcome: never("refusedByPolicy", false) },
  { words: /^55[01] .*(no such|unknown|not found|does not exist)/i, outcome: never("addressRefused", true) },
  { words: /^503/, outcome: later("badSequence", MINUTE_MS) },
  { words: /^421/, outcome: later("serverBusy", MINUTE_MS) },
  { words: /^4\d\d/, outcome: later("refusedForNow", 5 * MINUTE_MS) },
  { words: /^5\d\d/, outcome: never("messageRefused", false) },
];

/** Our own configuration is wrong: every letter would fail alike. */
const STOPPING = new Set(["EAUTH", "ENOAUTH", "EOAUTH2", "ETLS", "EREQUIRETLS", "ECONFIG", "EPROXY"]);
/** At these commands a server refuses us or our sender address: it has not heard yet whom the letter is for. */
const BEFORE_RECIPIENT = new Set(["CONN", "EHLO", "HELO", "STARTTLS", "MAIL FROM"]);
// No socketTimeout of its own: deliver.ts ends a call that takes too long, and does not count time the process was stopped.
const SMTP_TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000 };

/** What a family can end by one click; RFC 8058 asks for it where mail is subscribed to. */
const CAN_BE_STOPPED: readonly Urgency[] = ["now", "digest"];
/** Nodemailer's own list (RFC 6376 §5.4.1) leaves out the one that RFC 8058 demands. */
const SIGNED_FIELDS =
  "From:To:Subject:Date:Message-ID:MIME-Version:Content-Type:List-Unsubscribe:List-Unsubscribe-Post:Auto-Submitted";

/** While one letter is on the wire, others are claimed, worded, put together and written down: a connection never waits for the database. */
const IN_HAND_PER_CONNECTION = 4;

export function openEmail(mail: Mail, mailFrom: string, settings: Settings): Sender {
  const { hostname, username } = new URL(mail.smtpUrl);
  const transport = createTransport({
    url: mail.smtpUrl,
    pool: true,
    maxConnections: settings.emailConnections,
    maxMessages: 100,
    maxRequeues: 0, // retries live in deliver.ts alone
    ...SMTP_TIMEOUTS,
    ...(mail.dkim ? { dkim: { ...mail.dkim, headerFieldNames: SIGNED_FIELDS } } : {}),
  });
  transport.use("stream", noteHandOver);
  const composer = openComposer();
  const address = /([^<\s]+@[^>\s]+)>?$/.exec(mailFrom)?.[1] ?? "vestnik@localhost";
  const domain = address.slice(address.lastIndexOf("@") + 1);
  const returnPath = mail.bounces ?? address;
  return {
    channel: "email",
    concurrency: settings.emailConnections * IN_HAND_PER_CONNECTION,
    pace: {
      gate: `email:${createHash("sha256").update(`${username}@${hostname}`).digest("hex").slice(0, 8)}`,
      permits: (settings.emailConnections + 1) * IN_HAND_PER_CONNECTION,
      cooldownMs: 0,
      contactCooldownMs: 0,
      reserved: IN_HAND_PER_CONNECTION,
    },
    async send(outgoing) {
      let handedOver = false;
      const letter = letterOf(outgoing, mailFrom, domain);
      const data = {
        raw: await composer.compose(letter),
        envelope: { from: senderOf(returnPath, outgoing.deliveryId), to: outgoing.address },
        signal: outgoing.signal,
        onHandOver: () => (handedOver = true),
      };
      try {
        const info = await transport.sendMail(data);
        return { kind: "sent", providerId: letter.messageId, words: info.response };
      } catch (error) {
        return judgeError(error, handedOver);
      }
    },
    async close() {
      transport.close();
      await composer.close();
    },
  };
}

/** `bounces+@…` gets the delivery after the plus, so that a report that quotes nothing still says what came back (VERP). */
function senderOf(returnPath: string, deliveryId: string): string {
  return returnPath.replace("+@", `+${deliveryId.replaceAll("-", "")}@`);
}

function letterOf(
  { deliveryId, address, urgency, rendered, unsubscribe }: Outgoing,
  from: string,
  domain: string,
): Letter & { messageId: string } {
  if (rendered.channel !== "email") throw new TypeError("not a letter");
  return {
    from,
    to: address,
    subject: rendered.subject,
    html: rendered.html,
    text: rendered.text,
    // What nodemailer chooses for Cyrillic anyway, after reading the whole letter.
    textEncoding: "base64",
    pictures: rendered.pictures ?? [],
    // The delivery's own, whatever the attempt: a repeated letter can be folded.
    messageId: `<d-${deliveryId}@${domain}>`,
    headers: {
      "X-Vestnik-Delivery": deliveryId,
      "Auto-Submitted": "auto-generated", // RFC 3834: no "I am on holiday" back
      "X-Auto-Response-Suppress": "All", // the same for Exchange
      ...(CAN_BE_STOPPED.includes(urgency) && {
        "List-Unsubscribe": `<${unsubscribe}>`,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      }),
    },
  };
}

interface SmtpError {
  code?: string;
  responseCode?: number;
  response?: string;
  command?: string;
}

function judgeError(error: unknown, handedOver: boolean): SendOutcome {
  if (!(error instanceof Error) || !("code" in error)) throw error;
  const { code = "", responseCode, response, command = "" } = error as SmtpError;
  const words = inOneLine(response ?? String(responseCode));
  const outcome = responseCode === undefined ? null : judge(SMTP_VERDICTS, words);
  // 552: this very letter is larger than they take, said as early as that.
  if (outcome?.kind === "never" && BEFORE_RECIPIENT.has(command) && responseCode !== 552)
    return { kind: "later", reason: "senderRefused", words, afterMs: STOPPED_MS, gate: "stopped" };
  if (outcome) return outcome;
  if (STOPPING.has(code))
    return { kind: "later", reason: "mailSettings", words: code, afterMs: STOPPED_MS, gate: "stopped" };
  // Without an answer of the server it is nodemailer's own word: this is no address.
  if (code === "EENVELOPE") return { kind: "never", reason: "addressRefused", words: code, suspend: true };
  return handedOver ? { kind: "unknown", reason: "noAnswer", words: code } : notConnected(code);
}

/** Big providers answer in several lines, each with the code again and a dash but in the last: `550-5.1.1 …` (RFC 5321 §4.2.1). */
function inOneLine(response: string): string {
  return response.replace(/^(\d{3})-/, "$1 ").replace(/\s*\n\d{3}[ -](?:\d\.\d+\.\d+ )?/g, " ");
}

/**
 * Notes the moment the server asks for the letter itself (its stream begins to flow after DATA was accepted): before it a
 * broken connection proves that nobody heard, after it nothing is known. nodemailer's own error tells them not apart.
 */
const noteHandOver: PluginFunction = (mail, done) => {
  const { onHandOver } = mail.data as { onHandOver?: () => void };
  const open = mail.message.createReadStream.bind(mail.message);
  mail.message.createReadStream = (options) => open(options).once("resume", () => onHandOver?.());
  done();
};
