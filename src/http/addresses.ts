/** An address as far as a page shows it: enough to recognise, not enough to use. */
export function maskAddress(channel: string, address: string): string {
  if (channel === "email") {
    const [name = "", host = ""] = address.split("@");
    return `${name.slice(0, 1)}•••${name.length > 1 ? name.slice(-1) : ""}@${host}`;
  }
  return channel === "telegram" ? `чат •••${address.slice(-3)}` : "через классного руководителя";
}
