import { simpleParser } from "mailparser";

/** What a mail server says of a letter of ours that it had taken (RFC 3464). */
export interface DeliveryReport {
  /** Null: it names no letter of ours. */
  deliveryId: string | null;
  /** `failed`: it gave up, whatever its status says; anything else may still turn out well. */
  action: string;
  /** `5.1.1` */
  status: string;
  /** `550 5.1.1 User unknown`: as the server would have refused it in conversation; it may quote the address. */
  words: string;
}

/** Reads a message of a mailbox. Null: it is no report, but an answer of a person or a holiday notice, say. */
export async function readReport(source: Buffer): Promise<DeliveryReport | null> {
  const mail = await simpleParser(source, {
    keepDeliveryStatus: true,
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
  });
  const part = mail.attachments.find(({ contentType }) =>
    /^message\/(global-)?delivery-status$/.test(contentType),
  );
  if (!part) return null;
  const recipients = readFields(part.content.toString("utf8")).filter((fields) => fields.has("action"));
  // A letter of ours has one recipient; behind a list the one who did not get it counts.
  const worst = recipients.find((fields) => actionOf(fields) === "failed") ?? recipients[0];
  if (!worst) return null;
  const status = /\d\.\d{1,3}\.\d{1,3}/.exec(worst.get("status") ?? "")?.[0] ?? "";
  return {
    deliveryId: findDelivery(source.toString("latin1")),
    action: actionOf(worst),
    status,
    words: wordsOf(status, worst.get("diagnostic-code") ?? ""),
  };
}

function actionOf(fields: Map<string, string>): string {
  return /^\w+/.exec(fields.get("action") ?? "")?.[0].toLowerCase() ?? "";
}

/** Groups of fields with an empty line between them: one about the message, one for each recipient. */
function readFields(text: string): Map<string, string>[] {
  const unfolded = text.replaceAll(/\r?\n[ \t]+/g, " ");
  return unfolded.split(/\r?\n\s*\r?\n/).map((group) => {
    const fields = new Map<string, string>();
    for (const [, name = "", value = ""] of group.matchAll(/^([\w-]+):[ \t]*(.*?)\s*$/gm))
      if (!fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), value);
    return fields;
  });
}

/** With the status where the server's own words lack it; `5.0.0` says nothing that they do not say better. */
function wordsOf(status: string, diagnostic: string): string {
  const said = diagnostic.replace(/^[\w-]+;\s*/, "").replaceAll(/\s+/g, " ");
  const [, code, enhanced, rest = ""] =
    /^(\d{3})[ -]+(?:#?(\d\.\d{1,3}\.\d{1,3})[ -]*)?(.*)$/.exec(said) ?? [];
  const known = enhanced ?? (status.endsWith(".0.0") ? undefined : status);
  return [code ?? `${status.slice(0, 1) || 5}50`, known, code ? rest : said].filter(Boolean).join(" ");
}

const ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
/** Our Message-ID, wherever the report quotes it; our own header in what it returns; the address it was sent to. */
const MARKS = [
  new RegExp(`<d-(${ID})@`, "i"),
  new RegExp(`^X-Vestnik-Delivery:\\s*(${ID})`, "im"),
  /\+([0-9a-f]{32})@/i,
];

function findDelivery(source: string): string | null {
  for (const mark of MARKS) {
    const found = mark.exec(source)?.[1]?.toLowerCase().replaceAll("-", "");
    if (found) return found.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }
  return null;
}
