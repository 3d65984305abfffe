import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { leash } from "./leash.ts";
import type { Answer, Question, Taken } from "./providers-program.ts";

/** Local Telegram and SMTP servers on a thread of their own, so that they do not take the client's time. */
export interface ProvidersProcess {
  telegram: { token: string; root: string };
  smtp: { url: string };
  /** What was accepted since the last reset, in order. */
  taken(by: "telegram" | "smtp"): Promise<Taken[]>;
  /** How much of it there is: cheap to ask again and again. */
  count(by: "telegram" | "smtp"): Promise<number>;
  /** Messages refused because they came too fast. */
  refusals(): Promise<number>;
  /** The last letter, byte by byte. */
  letter(): Promise<string>;
  reset(): Promise<void>;
  stop(): Promise<void>;
}

export interface ProvidersOptions {
  limits?: { perSecond?: number; perChatPerSecond?: number };
  /** How long the mail server thinks about a letter before it accepts it. */
  letterMs?: number;
}

const PROGRAM = fileURLToPath(new URL("providers-program.ts", import.meta.url));

export async function startProviders(options: ProvidersOptions = {}): Promise<ProvidersProcess> {
  const child = fork(PROGRAM, [JSON.stringify(options)], {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  leash(child);
  const [{ telegram, smtp }] = (await once(child, "message")) as [
    Pick<ProvidersProcess, "telegram" | "smtp">,
  ];
  let asked = Promise.resolve<Answer>({ taken: [], count: 0, refusals: 0, letter: "" });
  // One question at a time: the next answer is the last question's.
  const ask = (question: Question) => {
    asked = asked.then(() => answerOf(child, question));
    return asked;
  };
  return {
    ...{ telegram, smtp },
    taken: async (by) => (await ask({ what: "taken", by })).taken,
    count: async (by) => (await ask({ what: "count", by })).count,
    refusals: async () => (await ask({ what: "count", by: "telegram" })).refusals,
    letter: async () => (await ask({ what: "count", by: "smtp" })).letter,
    reset: async () => void (await ask({ what: "reset", by: "telegram" })),
    async stop() {
      child.kill();
      await once(child, "exit");
    },
  };
}

async function answerOf(child: ChildProcess, question: Question): Promise<Answer> {
  const answered = once(child, "message");
  child.send(question);
  return (await answered)[0];
}
