import { z } from "zod";
import type { Channel } from "../db.ts";
import { BadInput } from "../errors.ts";

/** RFC 5321 §4.5.3.1.3: a path of 256 with its brackets. */
const LONGEST_EMAIL = 254;
const EMAIL = z.email();
/** Below zero: a group. Telegram promises at most 52 significant bits. */
const CHAT_ID = /^-?[1-9]\d{0,15}$/;

/** An address as it is kept; a sheet of paper goes to the person, so its address is the person's id. @throws BadInput */
export function tidyAddress(channel: Channel, written: string | null, personId: string): string {
  const address = written?.trim() ?? "";
  if (channel === "paper") {
    if (address !== "" && address !== personId)
      throw new BadInput("Листу на бумаге адрес не нужен: его вручает классный руководитель.", ["address"]);
    return personId;
  }
  if (channel === "telegram") {
    if (!CHAT_ID.test(address))
      throw new BadInput("Номер чата Telegram — целое число до шестнадцати цифр. Его называет бот.", [
        "address",
      ]);
    return address;
  }
  if (address.length > LONGEST_EMAIL || !EMAIL.safeParse(address).success)
    throw new BadInput("Адрес почты пишут так: name@school.example. Проверьте, нет ли опечатки.", [
      "address",
    ]);
  // What stands before the @ is the server's own business (RFC 5321 §2.3.11); what stands after it has no case.
  const at = address.lastIndexOf("@");
  return address.slice(0, at) + address.slice(at).toLowerCase();
}
