import { ImapFlow } from "imapflow";
import type { Db } from "../src/db.ts";
import { type BounceFate, bounceDelivery } from "../src/deliveries/bouncing.ts";
import { log } from "../src/log.ts";
import { judge } from "./channels/channel.ts";
import { SMTP_VERDICTS } from "./channels/email.ts";
import { BOUNCING_ADDRESS } from "./channels/simulator.ts";
import { type DeliveryReport, readReport } from "./delivery-report.ts";

// In: the unread messages of the mailbox where letters come back. Out: letters that were not heard after all, each with what
// it told on its way to the next contact. If it dies before a message is marked as read, the next look finds nothing to undo.

/** Read in one go; the next look follows at once while there are more. */
const BATCH = 20;
/** The report itself comes first and what it returns last: of a letter with pictures the beginning is enough. */
const LONGEST_READ = 256 * 1024;
const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

type Counted = BounceFate | "other";

/** Returns a step that looks once and says how many messages it has dealt with. Without a mailbox it only plays the simulator. */
export function openBounces(db: Db, imapUrl: string | undefined): () => Promise<number> {
  let isBroken = false;
  return async () => {
    await bounceSimulated(db);
    if (!imapUrl) return 0;
    try {
      const seen = await readMailbox(db, imapUrl);
      isBroken = false;
      return seen;
    } catch (error) {
      // Once, not every minute; and not the server's words, which may quote an address.
      const { name, code, authenticationFailed } = error as Error & Record<string, unknown>;
      if (!isBroken) log.error({ reason: name, code, authenticationFailed }, "mailbox of returned letters");
      isBroken = true;
      return 0;
    }
  };
}

async function readMailbox(db: Db, imapUrl: string): Promise<number> {
  const client = openMailbox(imapUrl);
  try {
    await client.connect();
    await client.mailboxOpen(decodeURIComponent(new URL(imapUrl).pathname.slice(1)) || "INBOX");
    const unread = (await client.search({ seen: false }, { uid: true })) || [];
    if (unread.length === 0) return 0;
    const source = { start: 0, maxLength: LONGEST_READ };
    const messages = await client.fetchAll(unread.slice(0, BATCH), { source }, { uid: true });
    const fates = new Map<number, Counted>();
    for (const { uid, source: bytes } of messages) fates.set(uid, await settle(db, bytes));
    const done = [...fates].filter(([, fate]) => fate !== "early").map(([uid]) => uid);
    if (done.length > 0 && !(await client.messageFlagsAdd(done, ["\\Seen"], { uid: true })))
      throw new Error("returned letters could not be marked as read");
    log.info(count([...fates.values()]), "letters came back");
    return done.length;
  } finally {
    await client.logout().catch(() => client.close());
  }
}

function openMailbox(imapUrl: string): ImapFlow {
  const { protocol, hostname, port, username, password } = new URL(imapUrl);
  const secure = protocol === "imaps:";
  const client = new ImapFlow({
    host: hostname,
    port: Number(port) || (secure ? 993 : 143),
    secure,
    auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    logger: false,
    disableAutoIdle: true,
    ...TIMEOUTS,
  });
  // Whatever breaks also ends the command that was waiting.
  client.on("error", () => {});
  return client;
}

async function settle(db: Db, source: Buffer | undefined): Promise<Counted> {
  const report = source ? await readReport(source) : null;
  if (!report || !["failed", "delayed"].includes(report.action)) return "other";
  if (!report.deliveryId) return "unknown";
  return bounceDelivery(db, {
    deliveryId: report.deliveryId,
    // "Gave up" ends it also where the status only speaks of trouble: 4.4.7, tried for days.
    permanent: report.action === "failed",
    suspend: whySuspend(report),
    words: report.words,
  });
}

/** As if the server had said it while it was given the letter. */
function whySuspend({ action, words }: DeliveryReport): string | null {
  const verdict = action === "failed" ? judge(SMTP_VERDICTS, words) : null;
  return verdict?.kind === "never" && verdict.suspend ? verdict.reason : null;
}

function count(fates: Counted[]): Partial<Record<Counted, number>> {
  const counts: Partial<Record<Counted, number>> = {};
  for (const fate of fates) counts[fate] = (counts[fate] ?? 0) + 1;
  return counts;
}

async function bounceSimulated(db: Db): Promise<void> {
  const sent = await db.delivery.findMany({
    where: { state: "sent", bouncedAt: null, contact: { channel: "email", address: BOUNCING_ADDRESS } },
    select: { id: true },
    take: BATCH,
  });
  const bounce = { permanent: true, suspend: "addressRefused", words: "550 5.1.1 simulated" };
  for (const { id } of sent) await bounceDelivery(db, { deliveryId: id, ...bounce });
}
