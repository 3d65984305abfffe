import { type AddressInfo, createServer, type Socket } from "node:net";

export interface FakeImap {
  /** `imap://user:pass@127.0.0.1:port/INBOX`; no TLS is offered. */
  readonly url: string;
  /** Lies there in the order it came. */
  readonly messages: { source: Buffer; seen: boolean }[];
  readonly logins: number;
  deliver(source: string): void;
  /** The next command of that name ends the connection instead of being obeyed. */
  breakAt(command: string): void;
  reset(): void;
  close(): Promise<void>;
}

type Reply = (line: string | Buffer) => void;

/** A mailbox on this machine: as much of IMAP4rev1 (RFC 3501) as it takes to read it and to mark what was read. */
export async function startFakeImap(): Promise<FakeImap> {
  const messages: FakeImap["messages"] = [];
  const sockets = new Set<Socket>();
  let logins = 0;
  let breaking: string | null = null;

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).once("close", () => sockets.delete(socket));
    socket.write("* OK here\r\n");
    let rest = "";
    socket.on("data", (chunk) => {
      rest += chunk.toString("latin1");
      for (let end = rest.indexOf("\r\n"); end >= 0; end = rest.indexOf("\r\n")) {
        obey(socket, rest.slice(0, end));
        rest = rest.slice(end + 2);
      }
    });
  });

  function obey(socket: Socket, line: string): void {
    const [, tag = "", said = ""] = /^(\S+) (.*)$/.exec(line) ?? [];
    const [, name = "", args = ""] = /^((?:UID )?\S+) ?(.*)$/i.exec(said) ?? [];
    const command = name.toUpperCase();
    if (command === breaking) {
      breaking = null;
      socket.destroy();
      return;
    }
    const answer = ANSWERS[command];
    const reply: Reply = (text) => socket.write(Buffer.concat([Buffer.from(text), Buffer.from("\r\n")]));
    const ending = answer ? answer(args, reply) : "BAD not here";
    reply(`${tag} ${ending}`);
    if (command === "LOGOUT") socket.end();
  }

  /** Uids are places in the list, from 1. */
  const ANSWERS: Record<string, (args: string, reply: Reply) => string> = {
    CAPABILITY: (_, reply) => say(reply, "* CAPABILITY IMAP4rev1"),
    LOGIN: (args) => {
      logins += 1;
      return /^"?user"? "?pass"?$/.test(args) ? "OK in" : "NO [AUTHENTICATIONFAILED] wrong password";
    },
    LIST: (_, reply) => say(reply, '* LIST (\\HasNoChildren) "/" INBOX'),
    LSUB: (_, reply) => say(reply, '* LSUB () "/" INBOX'),
    NOOP: () => "OK",
    SELECT: (_, reply) =>
      say(
        reply,
        "* FLAGS (\\Seen)",
        "* OK [PERMANENTFLAGS (\\Seen)] kept",
        `* ${messages.length} EXISTS`,
        "* OK [UIDVALIDITY 1] ids",
        `* OK [UIDNEXT ${messages.length + 1}] next`,
      ).replace("OK", "OK [READ-WRITE]"),
    "UID SEARCH": (_, reply) => {
      const unread = messages.flatMap(({ seen }, at) => (seen ? [] : [at + 1]));
      return say(reply, `* SEARCH ${unread.join(" ")}`.trimEnd());
    },
    "UID FETCH": (args, reply) => {
      const longest = Number(/<0\.(\d+)>/.exec(args)?.[1] ?? Number.POSITIVE_INFINITY);
      for (const uid of uidsIn(args)) {
        const part = messages[uid - 1]!.source.subarray(0, longest);
        const head = `* ${uid} FETCH (UID ${uid} BODY[]<0> {${part.length}}\r\n`;
        reply(Buffer.concat([Buffer.from(head), part, Buffer.from(")")]));
      }
      return "OK";
    },
    "UID STORE": (args) => {
      for (const uid of uidsIn(args)) messages[uid - 1]!.seen ||= args.includes("\\Seen");
      return "OK";
    },
    CLOSE: () => "OK",
    LOGOUT: (_, reply) => say(reply, "* BYE"),
  };

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `imap://user:pass@127.0.0.1:${port}/INBOX`,
    messages,
    get logins() {
      return logins;
    },
    deliver: (source) => void messages.push({ source: Buffer.from(source), seen: false }),
    breakAt(command) {
      breaking = command;
    },
    reset() {
      messages.length = logins = 0;
      breaking = null;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function say(reply: Reply, ...lines: string[]): string {
  for (const line of lines) reply(line);
  return "OK done";
}

/** `1,3:5` */
function uidsIn(args: string): number[] {
  const [set = ""] = args.split(" ");
  return set.split(",").flatMap((part) => {
    const [from = 0, to = from] = part.split(":").map(Number);
    return Array.from({ length: to - from + 1 }, (_, at) => from + at);
  });
}
