import { parseArgs } from "node:util";
import { readStatus, type Status } from "../deliveries/status.ts";
import { BadInput } from "../errors.ts";
import { countUnentered } from "../finals/unentered.ts";
import { type Alarm, readAlarms } from "../oversight/alarms.ts";
import type { Command } from "./command.ts";

const USAGE = "npm run status [-- --json]";

/** What was sent, what waits and why not. */
export const status: Command = async (args, { db, say }) => {
  const { json } = readArgs(args);
  const now = { ...(await readStatus(db)), ...(await countUnentered(db)), alarms: await readAlarms(db) };
  if (json) say(JSON.stringify(now, null, 2));
  else for (const line of inWords(now)) say(line);
  return 0;
};

function readArgs(args: string[]): { json?: boolean } {
  try {
    return parseArgs({ args, options: { json: { type: "boolean" } } }).values;
  } catch {
    throw new BadInput(`Команда написана не так: ${USAGE}`);
  }
}

function inWords(now: Status & { finalsOwed: number; finalsOverdue: number; alarms: Alarm[] }): string[] {
  const rows = now.deliveries.map(
    ({ kind, channel, state, reason, deliveries }) =>
      `${kind.padEnd(8)} ${channel.padEnd(9)} ${state.padEnd(8)} ${(reason ?? "").padEnd(20)} ${String(deliveries).padStart(6)}`,
  );
  return [
    ...now.alarms.map(({ words, count, since }) => `ТРЕВОГА (${count}, с ${since.toISOString()}): ${words}`),
    rows.length > 0 ? "Отправления: что, канал, состояние, причина, сколько" : "Отправлений ещё не было.",
    ...rows,
    ...now.channels.map(
      ({ kind, channel, waiting, oldestDue, sent, onTime }) =>
        `${kind.padEnd(8)} ${channel.padEnd(9)} ждут ${waiting}${oldestDue ? ` с ${oldestDue}` : ""}, в срок ${onTime} из ${sent}`,
    ),
    ...now.notices
      .filter(({ state }) => state !== "told")
      .map(({ state, reason, notices }) => `Вести ${state}${reason ? ` (${reason})` : ""}: ${notices}`),
    `Ждёт дольше всех: ${now.oldestDue ?? "–"}. События без маршрута: ${now.unrouted}.`,
    `Неизвестных исходов: ${now.unknown}. Известных повторов: ${now.repeatsKnown}.`,
    `Итоговых, которые известны и не внесены: ${now.finalsOwed}, из них дольше суток: ${now.finalsOverdue}.`,
    ...now.gates.map(
      (gate) => `Канал ${gate.name} ждёт до ${gate.pausedUntil}${gate.stopped ? `: ${gate.stopped}` : ""}.`,
    ),
  ];
}
