import { expect, onTestFinished, test, vi } from "vitest";
import { log } from "../../../src/log.ts";
import { withAlarm } from "../../../workers/channels/alarm.ts";
import type { Outgoing, SendOutcome } from "../../../workers/channels/channel.ts";

const stopped = (reason: string): SendOutcome => {
  return { kind: "later", reason, words: "", afterMs: 1, gate: "stopped" };
};
const busy: SendOutcome = { kind: "later", reason: "tooMany", words: "", afterMs: 1, gate: "paused" };
const sent: SendOutcome = { kind: "sent", providerId: null, words: "" };

test("A channel whose settings are refused says so once, until it has worked again", async () => {
  const error = vi.spyOn(log, "error").mockReturnValue(undefined);
  onTestFinished(() => error.mockRestore());
  const answers = [
    ...[sent, stopped("tokenRefused"), stopped("tokenRefused"), busy, stopped("tokenRefused")],
    ...[stopped("tokenShared"), sent, stopped("tokenShared")],
  ];
  const rest = [...answers];
  const sender = withAlarm({
    channel: "telegram",
    concurrency: 1,
    pace: { gate: "t", permits: 1, cooldownMs: 0, contactCooldownMs: 0, reserved: 0 },
    send: async () => rest.shift()!,
    close: async () => {},
  });
  for (const answer of answers) expect(await sender.send({} as Outgoing)).toBe(answer);
  expect(error.mock.calls.map(([facts]) => (facts as { reason: string }).reason)).toEqual([
    "tokenRefused",
    "tokenShared",
    "tokenShared",
  ]);
});
