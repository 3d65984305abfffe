import { type HeaderLines, simpleParser } from "mailparser";
import type { SMTPServerSession } from "smtp-server";

export interface AcceptedLetter {
  /** Wall clock in ms with the resolution of the monotonic one. */
  at: number;
  /** The envelope's, where bounces go. */
  from: string;
  to: string[];
  /** With its angle brackets. */
  messageId: string;
  subject: string;
  /** Names in lower case, values unfolded but not decoded; of repeated ones the first. */
  headers: Map<string, string>;
  text: string;
  html: string;
  /** The delivery's id. */
  marker: string | undefined;
  /** Bytes as received. */
  size: number;
  raw: string;
}

const MARKER_HEADER = "x-vestnik-delivery";

export async function readLetter(raw: Buffer, session: SMTPServerSession): Promise<AcceptedLetter> {
  const mail = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true });
  const headers = readHeaders(mail.headerLines);
  const { mailFrom, rcptTo } = session.envelope;
  return {
    at: performance.timeOrigin + performance.now(),
    from: mailFrom ? mailFrom.address : "",
    to: rcptTo.map(({ address }) => address),
    messageId: mail.messageId ?? "",
    subject: mail.subject ?? "",
    headers,
    text: mail.text ?? "",
    html: mail.html || "",
    marker: headers.get(MARKER_HEADER),
    size: raw.length,
    raw: raw.toString("utf8"),
  };
}

/** The envelope and the delivery alone. */
export async function noteLetter(raw: Buffer, session: SMTPServerSession): Promise<AcceptedLetter> {
  const { mailFrom, rcptTo } = session.envelope;
  const text = raw.toString("latin1");
  return {
    at: performance.timeOrigin + performance.now(),
    from: mailFrom ? mailFrom.address : "",
    to: rcptTo.map(({ address }) => address),
    ...{ messageId: "", subject: "", headers: new Map(), text: "", html: "" },
    marker: /^x-vestnik-delivery: (\S+)/im.exec(text)?.[1],
    size: raw.length,
    raw: text,
  };
}

function readHeaders(lines: HeaderLines): Map<string, string> {
  const headers = new Map<string, string>();
  for (const { key, line } of lines) {
    const value = line.slice(line.indexOf(":") + 1).replaceAll(/\r?\n(?=[ \t])/g, "");
    if (!headers.has(key)) headers.set(key, value.trim());
  }
  return headers;
}
