import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A line to a server that can break at the worst moment. */
export interface FrailLine {
  /** The server's address by way of this line. */
  url: string;
  /** The next request with these words arrives, and its line breaks when the answer is on its way: nobody reads it. */
  loseAnswerTo(words: string): void;
  close(): Promise<void>;
}

/** Puts a line of its own before a server that is known by its URL. */
export async function layFrailLine(serverUrl: string): Promise<FrailLine> {
  const server = new URL(serverUrl);
  const open = new Set<Socket>();
  let feared: string | null = null;
  const line = createServer((near) => {
    const far = connect(Number(server.port), server.hostname);
    let breaks = false;
    near.on("data", (asked) => {
      if (feared !== null && asked.includes(feared)) [feared, breaks] = [null, true];
      far.write(asked);
    });
    far.on("data", (answer) => (breaks ? near.destroy() : near.write(answer)));
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.on("error", () => {});
      one.on("close", () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => line.listen(0, "127.0.0.1", resolve));
  const url = new URL(serverUrl);
  url.port = String((line.address() as AddressInfo).port);
  return {
    url: url.href,
    loseAnswerTo: (words) => {
      feared = words;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        line.close(() => resolve());
      }),
  };
}
