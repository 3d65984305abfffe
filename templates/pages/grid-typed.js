// What is typed into a cell: the spelling of the bot, with its usual slips of the keyboard.

/** Latin letters that look like ours, and the key of ours on a Latin keyboard. */
const ABSENT = ["н", "h", "n", "y"];
const LATE = /^(?:оп|op|jg)\.?\s*(\d{1,3})?$/;
const LOOKALIKES = { з: "3", o: "о", c: "с", a: "а" };

/**
 * `{ part: "mark", values }`, `{ part: "roll", value }` or null: not understood. The signs of «5+» and «4-» are dropped, the
 * scale has none.
 */
export function readTyped(text, scale) {
  const typed = text.trim().toLowerCase();
  if (ABSENT.includes(typed)) return { part: "roll", value: { kind: "absent", lateMinutes: null } };
  const late = LATE.exec(typed);
  if (late) return { part: "roll", value: { kind: "late", lateMinutes: late[1] ? Number(late[1]) : null } };
  const whole = inScale(typed, scale);
  const values = whole ? [whole] : typed.split(/\s*[/\\|]\s*/).map((piece) => inScale(piece, scale));
  return values.every(Boolean) ? { part: "mark", values } : null;
}

function inScale(piece, scale) {
  const plain = piece.replace(/[+-]$/, "").replace(/[зoca]/g, (letter) => LOOKALIKES[letter]);
  return scale.find((value) => value === piece || value === plain) ?? null;
}
