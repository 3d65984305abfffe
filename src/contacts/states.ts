import type { ContactState } from "../db.ts";
import { Closed } from "../errors.ts";

/** From which state a contact gets to which: the whole table. A revoked one comes back only by being entered again. */
export const MOVES = {
  // Of a confirmed one too: the yearly question is answered by confirming again.
  confirm: { from: ["unconfirmed", "confirmed", "suspended"], to: "confirmed" },
  suspend: { from: ["confirmed"], to: "suspended" },
  revive: { from: ["suspended"], to: "confirmed" },
  revoke: { from: ["unconfirmed", "confirmed", "suspended"], to: "revoked" },
} as const satisfies Record<string, { from: readonly ContactState[]; to: ContactState }>;

export type Move = keyof typeof MOVES;

const REFUSED: Record<Move, string> = {
  confirm: "Этот контакт отозван. Внесите его заново.",
  suspend: "Приостановить можно только подтверждённый контакт. Обновите список.",
  revive: "Возобновить можно только приостановленный контакт. Обновите список.",
  revoke: "Этот контакт уже отозван. Обновите список.",
};

/** @throws Closed a contact in this state does not go that way */
export function checkMove(move: Move, { state, suspendedReason }: Standing): void {
  if (!(MOVES[move].from as readonly ContactState[]).includes(state)) throw new Closed(REFUSED[move]);
  // Nobody has said since that the address is still theirs.
  if (move === "revive" && suspendedReason === "recheckDue")
    throw new Closed("На ежегодный вопрос семья не ответила. Спросите её и подтвердите контакт заново.");
}

interface Standing {
  state: ContactState;
  suspendedReason: string | null;
}
