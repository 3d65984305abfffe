import type { AddressInfo, Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import type { Gate } from "./gate.ts";
import { createScript, type Scripted } from "./script.ts";
import { createArrivals } from "./sliding-window.ts";
import { type AcceptedLetter, noteLetter, readLetter } from "./smtp-letter.ts";

export type SmtpAnswer =
  /** `mail` is the sender's address; `auth` needs `options.auth`; 421 also ends the session; a line break in the text makes an answer of many lines. */
  | { refuse: "auth" | "mail" | "rcpt" | "data"; code: number; text: string }
  /** The connection goes at RCPT, before a word of the letter. */
  | "drop"
  /** RCPT is never answered. */
  | "silence"
  | "accept-then-silence"
  | "accept-then-drop"
  /** At the end of DATA, unless `next` speaks of RCPT or AUTH. */
  | { delayMs: number; next?: SmtpAnswer }
  | { hold: Gate; next?: SmtpAnswer };

export interface SmtpRule {
  recipient?: string;
  /** The delivery's id; known only once the letter was read, so RCPT and AUTH never match it. */
  marker?: string;
  /** How often it answers; absent: until reset. */
  times?: number;
  answer: SmtpAnswer;
}

export interface FakeSmtpOptions {
  /** Sign-in is demanded; otherwise AUTH is not offered. */
  auth?: { user: string; pass: string };
  /** More connections at once are answered 421. */
  maxConnections?: number;
  /** Letters are kept as they came, not taken apart: for those who count thousands of them. */
  unread?: boolean;
  port?: number;
}

export interface FakeSmtp {
  /** `smtp://user:pass@127.0.0.1:port`; no TLS is offered. */
  readonly url: string;
  readonly port: number;
  /** What was accepted, in order; emptied by reset, never replaced. */
  readonly ledger: AcceptedLetter[];
  /** Connections since the start or the last reset. */
  readonly connections: number;
  /** The most connections open at the same moment. */
  readonly mostConnections: number;
  /** The most letters that ended in any window of this length. */
  maxInWindow(windowMs: number): number;
  script(rule: SmtpRule): Scripted;
  /** Forgets everything and cuts the connections open now. */
  reset(): void;
  close(): Promise<void>;
}

type Phase = "auth" | "mail" | "rcpt" | "data";

interface Conversation {
  session: SMTPServerSession;
  accept?: () => void;
  reply(error: Error | null): void;
}

/** An SMTP server on this machine: real conversations, a ledger of what it accepted, faults on demand. */
export async function startFakeSmtp(options: FakeSmtpOptions = {}): Promise<FakeSmtp> {
  const { auth } = options;
  const ledger: AcceptedLetter[] = [];
  const script = createScript<SmtpRule>();
  const arrivals = createArrivals();
  /** By the client's port: a session knows that, not its socket. */
  const sockets = new Map<number, Socket>();
  let connections = 0;
  let mostConnections = 0;
  let epoch = 0;

  const server = new SMTPServer({
    disabledCommands: auth ? ["STARTTLS"] : ["STARTTLS", "AUTH"],
    allowInsecureAuth: true,
    authOptional: !auth,
    disableReverseLookup: true,
    logger: false,
    // Silence has to last longer than any client's patience.
    socketTimeout: 3_600_000,
    closeTimeout: 1,
    ...(options.maxConnections && { maxClients: options.maxConnections }),
    onAuth({ username, password }, session, callback) {
      const known = username === auth?.user && password === auth?.pass;
      const wrong = known ? null : refusal(535, "5.7.8 Authentication credentials invalid");
      const reply = (error: Error | null) =>
        (error ?? wrong) ? callback(error ?? wrong) : callback(null, { user: username });
      void answer(answerFor("auth"), { session, reply });
    },
    onMailFrom(_, session, callback) {
      void answer(answerFor("mail"), { session, reply: callback });
    },
    onRcptTo({ address }, session, callback) {
      void answer(answerFor("rcpt", [address]), { session, reply: callback });
    },
    onData(stream, session, callback) {
      hear(stream, { session, reply: callback }).catch(() => drop(session));
    },
  });
  server.on("error", () => {
    // Clients that hang up in the middle are what these tests are about.
  });
  server.server.on("connection", (socket: Socket) => {
    const port = socket.remotePort ?? 0;
    sockets.set(port, socket);
    connections += 1;
    mostConnections = Math.max(mostConnections, sockets.size);
    socket.once("close", () => sockets.delete(port));
  });
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.server.address() as AddressInfo;

  async function hear(stream: SMTPServerDataStream, call: Conversation): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    arrivals.note(performance.now());
    const mine = epoch;
    const read = options.unread ? noteLetter : readLetter;
    const letter = await read(Buffer.concat(chunks), call.session);
    const accept = () => {
      if (mine !== epoch) return;
      letter.at = performance.timeOrigin + performance.now();
      ledger.push(letter);
    };
    await answer(answerFor("data", letter.to, letter.marker), { ...call, accept });
  }

  function answerFor(phase: Phase, recipients: string[] = [], marker?: string): SmtpAnswer | undefined {
    const fits = (rule: SmtpRule) =>
      (rule.recipient === undefined || recipients.some((to) => sameAddress(to, rule.recipient))) &&
      (rule.marker === undefined || rule.marker === marker);
    return script.take((rule) => phaseOf(rule.answer) === phase && (phase === "auth" || fits(rule)))?.answer;
  }

  async function answer(scripted: SmtpAnswer | undefined, call: Conversation): Promise<void> {
    if (scripted === undefined) {
      call.accept?.();
      call.reply(null);
    } else if (scripted === "drop") {
      drop(call.session);
    } else if (scripted === "accept-then-silence") {
      call.accept?.();
    } else if (scripted === "accept-then-drop") {
      call.accept?.();
      drop(call.session);
    } else if (scripted !== "silence") {
      if ("refuse" in scripted) return call.reply(refusal(scripted.code, scripted.text));
      const mine = epoch;
      await ("hold" in scripted ? scripted.hold.pass() : sleep(scripted.delayMs));
      // What was held before a reset must not turn up in the ledger after it.
      if (mine === epoch) await answer(scripted.next, call);
    }
  }

  function drop(session: SMTPServerSession): void {
    sockets.get(session.remotePort)?.destroy();
  }

  function cutAll(): void {
    epoch += 1;
    for (const socket of sockets.values()) socket.destroy();
  }

  return {
    url: `smtp://${auth ? `${encodeURIComponent(auth.user)}:${encodeURIComponent(auth.pass)}@` : ""}127.0.0.1:${port}`,
    port,
    ledger,
    get connections() {
      return connections;
    },
    get mostConnections() {
      return mostConnections;
    },
    maxInWindow: arrivals.maxInWindow,
    script: script.add,
    reset() {
      cutAll();
      script.clear();
      arrivals.clear();
      ledger.length = connections = mostConnections = 0;
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(resolve));
      cutAll();
      await closed;
    },
  };
}

function phaseOf(answer: SmtpAnswer): Phase {
  if (answer === "drop" || answer === "silence") return "rcpt";
  if (typeof answer === "string") return "data";
  if ("refuse" in answer) return answer.refuse;
  return answer.next === undefined ? "data" : phaseOf(answer.next);
}

/** smtp-server writes the code and the words as they are, and a list of words as so many lines. */
function refusal(responseCode: number, text: string): Error {
  const lines = text.split("\n");
  return Object.assign(new Error(text), { responseCode }, lines.length > 1 && { message: lines });
}

function sameAddress(one: string, other: string | undefined): boolean {
  return one.toLowerCase() === other?.toLowerCase();
}
