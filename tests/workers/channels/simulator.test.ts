import { describe, expect, test } from "vitest";
import type { Channel } from "../../../src/db.ts";
import { SIMULATED, withSimulator } from "../../../workers/channels/simulator.ts";

/** A channel that says what it was asked for. */
function play(channel: Channel) {
  const called: string[] = [];
  const pace = { gate: channel, permits: 1, cooldownMs: 0, contactCooldownMs: 0, reserved: 0 };
  const sender = withSimulator({
    channel,
    concurrency: 1,
    pace,
    async send({ address }) {
      called.push(address);
      return { kind: "sent", providerId: "real", words: "real" };
    },
    close: async () => {},
  });
  const send = (address: string, deliveryId = "1") =>
    sender.send({
      deliveryId,
      address,
      receiver: "",
      urgency: "now",
      rendered: { channel: "telegram", html: "", buttons: [] },
      pupilIds: [],
      unsubscribe: "",
      signal: new AbortController().signal,
    });
  return { send, called };
}

describe.each(Object.entries(SIMULATED) as [Channel, (typeof SIMULATED)["email"]][])(
  "%s",
  (channel, table = {}) => {
    test.each(Object.entries(table))("%s", async (address, [first, then = first]) => {
      const { send, called } = play(channel);
      expect(await send(address)).toEqual(first);
      expect(await send(address)).toEqual(then);
      // Another message to the same address begins anew.
      expect(await send(address, "2")).toEqual(first);
      expect(called).toEqual([]);
    });

    test("No simulated fate stops anybody else's messages", () => {
      for (const fates of Object.values(table))
        for (const fate of fates) if (fate?.kind === "later") expect(fate.gate).toBe("open");
    });

    test("Every other address is called", async () => {
      const { send, called } = play(channel);
      for (const address of ["7001012", "mother@family.example", "constructor"])
        expect(await send(address)).toMatchObject({ providerId: "real" });
      expect(called).toHaveLength(3);
    });
  },
);

test("A simulated chat can be nobody's: Telegram numbers chats with at most 52 bits", () => {
  for (const chat of Object.keys(SIMULATED.telegram!)) expect(Number(chat)).toBeGreaterThan(2 ** 52);
});
