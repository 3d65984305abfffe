import { z } from "zod";
import { aText, cellOf, collect, fill, oneOf, type Reading, readField } from "./cells.ts";
import type { Mapping, Way } from "./mapping.ts";
import type { PlannedContact } from "./plan.ts";

type Contacts = NonNullable<Mapping["contacts"]>;

const email = z.email();

/** The one contact of a family. `turns` counts the families that have taken each kind of turn so far. */
export function planContact(
  contacts: Contacts,
  reading: Reading,
  turns: Map<string, number>,
): PlannedContact | null {
  const { way, statement } = contacts;
  const chosen = readField(way, oneOf<Way>(["email", "telegram", "paper", "none"]), reading);
  if (chosen === undefined || chosen === "none") return null;
  const options = typeof chosen === "string" ? [chosen] : takeTurn(chosen.alternate, turns);
  return {
    options: options.map((channel) => ({ channel, address: addressOf(channel, reading, contacts) })),
    statement: statement ? { number: fill(statement.number, reading), date: statement.date } : null,
  };
}

/** In turn: the first family begins with the first way, the second with the second, and round again. */
function takeTurn<One extends string>(ways: One[], turns: Map<string, number>): One[] {
  const turn = turns.get(ways.join()) ?? 0;
  turns.set(ways.join(), turn + 1);
  const at = turn % ways.length;
  return [...ways.slice(at), ...ways.slice(0, at)];
}

function addressOf(channel: Way, reading: Reading, contacts: Contacts): string | null {
  if (channel === "email" && contacts.email) {
    const address = readField(contacts.email, aText, reading);
    if (address !== undefined && !email.safeParse(address).success)
      collect(
        reading,
        contacts.email.column ?? reading.keyColumn ?? contacts.way.column ?? "",
        `то, из чего выйдет адрес почты (вышло «${address}»)`,
      );
    return address ?? null;
  }
  if (channel === "telegram" && contacts.telegram) {
    const { chatIdBase, column } = contacts.telegram;
    if (chatIdBase !== undefined) return String(chatIdBase + reading.number);
    if (!/^-?[1-9]\d{0,15}$/.test(cellOf(reading, column!)))
      collect(reading, column!, "номер чата Telegram, целое число");
    return cellOf(reading, column!);
  }
  return null;
}
