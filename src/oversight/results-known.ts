import { now } from "../clock.ts";
import type { Db } from "../db.ts";
import { unenteredFinals } from "../finals/unentered.ts";
import { findNotReceived } from "./not-received.ts";

/** Something the school has to look at; it names nobody. `words` say in Russian what it is and what to do. */
export interface Alarm {
  kind: string;
  count: number;
  since: Date;
  words: string;
}

/** R63: results that are known and not entered, and those that did not reach somebody within their day. */
export async function alarmsOfFinals(db: Db, at: Date = now()): Promise<Alarm[]> {
  const unentered = await unenteredFinals(db, at);
  const { notReceived } = await findNotReceived(db, { at });
  const late = notReceived.filter(({ deadlineAt }) => deadlineAt <= at);
  return [
    ...alarm({
      kind: "finals.notEntered",
      count: unentered.reduce((total, { pupils }) => total + pupils, 0),
      moments: unentered.map(({ knownAt }) => knownAt),
      words: "Итоги известны и не внесены. Внесите их: семьи должны узнать в течение суток.",
    }),
    ...alarm({
      kind: "finals.notReceived",
      count: late.length,
      moments: late.map(({ deadlineAt }) => deadlineAt),
      words: "Прошли сутки, а итоги дошли не до всех. Посмотрите список и позвоните или отдайте листы.",
    }),
  ];
}

function alarm({ moments, ...rest }: Omit<Alarm, "since"> & { moments: Date[] }): Alarm[] {
  const [since] = moments.toSorted((a, b) => a.getTime() - b.getTime());
  return since ? [{ ...rest, since }] : [];
}
