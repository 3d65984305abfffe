import type { FakeSmtp, SmtpAnswer } from "../support/fake-smtp.ts";
import type { FakeTelegram } from "../support/fake-telegram.ts";
import type { Scripted } from "../support/script.ts";
import type { TelegramAnswer } from "../support/telegram-answers.ts";
import type { Dice } from "./dice.ts";

/** A misfortune of a provider that the next call meets, whoever it is for. */
export type Fault =
  | { at: "telegram"; answer: TelegramAnswer; unknown: boolean }
  | { at: "smtp"; answer: SmtpAnswer; unknown: boolean };

const MOST_A_WAVE = 4;

/** `unknown`: the caller cannot tell whether it was heard. */
const FAULTS: readonly Fault[] = [
  { at: "telegram", answer: { status: 429, retryAfter: 1 }, unknown: false },
  { at: "telegram", answer: { status: 500 }, unknown: false },
  { at: "telegram", answer: { status: 502, page: "<h1>Bad Gateway</h1>" }, unknown: true },
  { at: "telegram", answer: "drop", unknown: true },
  { at: "telegram", answer: "accept-then-drop", unknown: true },
  { at: "telegram", answer: { delayMs: 3000 }, unknown: false },
  { at: "smtp", answer: "drop", unknown: false },
  { at: "smtp", answer: "accept-then-drop", unknown: true },
  { at: "smtp", answer: { refuse: "data", code: 451, text: "4.3.0 try again later" }, unknown: false },
  { at: "smtp", answer: { delayMs: 3000 }, unknown: false },
];
/** Cost the caller all its patience, twenty seconds. */
const SILENCES: readonly Fault[] = [
  { at: "telegram", answer: "silence", unknown: true },
  { at: "telegram", answer: "accept-then-silence", unknown: true },
  { at: "smtp", answer: "accept-then-silence", unknown: true },
];
const SILENT = 0.15;

export function faultsOf(dice: Dice): Fault[] {
  const faults = Array.from({ length: dice.below(MOST_A_WAVE + 1) }, () => dice.pick(FAULTS));
  return dice.chance(SILENT) ? [...faults, dice.pick(SILENCES)] : faults;
}

export interface Misfortunes {
  add(faults: Fault[]): void;
  /** This address is refused for ever. */
  refuse(channel: "telegram" | "email", address: string): void;
  /** How many calls have met one after which nobody knows. */
  unknowns(): number;
}

export function createMisfortunes({
  telegram,
  smtp,
}: {
  telegram: FakeTelegram;
  smtp: FakeSmtp;
}): Misfortunes {
  const unknown: Scripted[] = [];
  return {
    add(faults) {
      for (const fault of faults) {
        const scripted =
          fault.at === "telegram"
            ? telegram.script({ answer: fault.answer, times: 1 })
            : smtp.script({ answer: fault.answer, times: 1 });
        if (fault.unknown) unknown.push(scripted);
      }
    },
    refuse(channel, address) {
      if (channel === "telegram")
        telegram.script({
          chatId: address,
          answer: { status: 403, description: "Forbidden: bot was blocked by the user" },
        });
      else
        smtp.script({
          recipient: address,
          answer: { refuse: "rcpt", code: 550, text: "5.1.1 no such mailbox" },
        });
    },
    unknowns: () => unknown.reduce((sum, { used }) => sum + used, 0),
  };
}
