import { Worker } from "node:worker_threads";
import type { SendMailOptions } from "nodemailer";
import type { Picture } from "../../src/deliveries/message.ts";

export interface Letter
  extends Pick<
    SendMailOptions,
    "from" | "to" | "subject" | "html" | "text" | "textEncoding" | "messageId" | "headers"
  > {
  pictures: Picture[];
}

/** Puts letters together, with their pictures drawn as PNG. */
export interface Composer {
  /** The letter's bytes. @throws Error it cannot be put together: a bug of ours */
  compose(letter: Letter): Promise<Buffer>;
  close(): Promise<void>;
}

type Answer = { id: number } & ({ bytes: Uint8Array } | { error: Error });

export function openComposer(): Composer {
  const thread = new Worker(new URL("./composer.mjs", import.meta.url), { execArgv: [] });
  const asked = new Map<number, { resolve(bytes: Buffer): void; reject(error: Error): void }>();
  let count = 0;
  thread.on("message", ({ id, ...answer }: Answer) => {
    const { resolve, reject } = asked.get(id)!;
    asked.delete(id);
    if ("error" in answer) return reject(answer.error);
    const { buffer, byteOffset, byteLength } = answer.bytes;
    resolve(Buffer.from(buffer, byteOffset, byteLength));
  });
  return {
    compose: (letter) =>
      new Promise((resolve, reject) => {
        const id = count++;
        asked.set(id, { resolve, reject });
        thread.postMessage({ id, letter });
      }),
    close: async () => void (await thread.terminate()),
  };
}
