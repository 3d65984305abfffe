import { startFakeSmtp } from "./fake-smtp.ts";
import { startFakeTelegram } from "./fake-telegram.ts";
import type { ProvidersOptions } from "./providers-process.ts";

export interface Question {
  what: "taken" | "count" | "reset";
  by: "telegram" | "smtp";
}

export interface Answer {
  taken: Taken[];
  count: number;
  refusals: number;
  /** The last letter, byte by byte. */
  letter: string;
}

export interface Taken {
  /** Wall clock in ms; the same on both sides. */
  at: number;
  to: string;
  marker: string | undefined;
}

// A second program for the benches: two servers that are asked and answer by messages of the process that started it.
const options = JSON.parse(process.argv[2]!) as ProvidersOptions;
const telegram = await startFakeTelegram({ token: "7000000001:local-token-of-the-tests", ...options });
const smtp = await startFakeSmtp({ unread: true });
const think = () => options.letterMs && smtp.script({ answer: { delayMs: options.letterMs } });
think();
const ledgers = {
  telegram: () => telegram.ledger.map(({ at, chatId, marker }) => ({ at, to: chatId, marker })),
  smtp: () => smtp.ledger.map(({ at, to, marker }) => ({ at, to: to.join(), marker })),
};
process.on("message", ({ what, by }: Question) => {
  if (what === "reset") {
    telegram.reset();
    smtp.reset();
    think();
  }
  const count = (by === "telegram" ? telegram : smtp).ledger.length;
  const taken = what === "taken" ? ledgers[by]() : [];
  const letter = smtp.ledger.at(-1)?.raw ?? "";
  process.send!({ taken, count, refusals: telegram.refusals, letter } satisfies Answer);
});
process.on("disconnect", () => process.exit(0));
process.send!({ telegram: { token: telegram.token, root: telegram.root }, smtp: { url: smtp.url } });
