import type { Db, Urgency } from "../../src/db.ts";
import type { Heard } from "./heard.ts";
import { type Owed, readOwed } from "./owed.ts";

export interface Verdict {
  /** Facts × people who were to hear something of them. */
  owed: number;
  /** What they heard last is what stands. */
  delivered: number;
  /** Why not, as the rows say → how many. */
  explained: Record<string, number>;
  /** Neither: `pupil fact: heard …, stands …`. */
  lost: string[];
  /** Said twice although nothing was unknown. */
  repeatsUnexplained: string[];
  repeatsExplained: number;
  /** Not in the order of events: heard of what stood before after what came later. */
  outOfOrder: string[];
  /** Heard by somebody who has no right to it or chose not to. */
  notTheirs: string[];
}

/** Kinds that are repeated once after an unknown answer (delivery.md "States of a delivery"). */
const REPEATED: readonly Urgency[] = ["urgent", "final"];

/** Compares what is owed by the journal with what the providers took, and asks the rows only why something is missing. */
export async function judge(db: Db, heard: Heard[]): Promise<Verdict> {
  const owed = await readOwed(db);
  const fates = await readFates(db);
  const notices = await readNotices(db);
  const stories = storiesOf(heard);
  const verdict: Verdict = {
    ...{ owed: 0, delivered: 0, explained: {}, lost: [], repeatsUnexplained: [], repeatsExplained: 0 },
    ...{ outOfOrder: [], notTheirs: strangers(heard, owed) },
  };
  countRepeats(verdict, heard, fates);
  for (const one of owed) {
    const key = `${one.personId} ${one.fact}`;
    judgeOne(verdict, one, { told: stories.get(key) ?? [], why: notices.get(key), fates });
  }
  return verdict;
}

interface Told {
  value: string | null;
  marker: string;
}

/** Person and fact → what was said of it, one after the other. */
function storiesOf(heard: Heard[]): Map<string, Told[]> {
  const stories = new Map<string, Told[]>();
  for (const { personId, marker, words } of heard)
    for (const [fact, value] of words) {
      const key = `${personId} ${fact}`;
      stories.set(key, [...(stories.get(key) ?? []), { value, marker }]);
    }
  return stories;
}

function strangers(heard: Heard[], owed: Owed[]): string[] {
  const own = new Set(owed.map(({ personId, pupil }) => `${personId} ${pupil}`));
  return heard.flatMap(({ personId, pupils, marker }) =>
    pupils.filter((pupil) => !own.has(`${personId} ${pupil}`)).map((pupil) => `${pupil} in ${marker}`),
  );
}

/** A message that came again: its row must know of an unknown attempt that was worth a repeat. */
function countRepeats(verdict: Verdict, heard: Heard[], fates: Map<string, Fate>): void {
  const times = new Map<string, number>();
  for (const { marker } of heard) times.set(marker, (times.get(marker) ?? 0) + 1);
  for (const [marker, count] of times) {
    const fate = fates.get(marker);
    const repeated = fate && (fate.channel === "email" || REPEATED.includes(fate.urgency)) ? fate.repeats : 0;
    const explained = Math.min(count - 1, repeated);
    verdict.repeatsExplained += explained;
    if (count - 1 > explained) verdict.repeatsUnexplained.push(`${marker}: ${count} times, ${fate?.state}`);
  }
}

interface Evidence {
  told: Told[];
  why: Why | undefined;
  fates: Map<string, Fate>;
}

function judgeOne(verdict: Verdict, one: Owed, { told, why, fates }: Evidence): void {
  const name = `${one.pupil} ${one.fact}: stood ${one.history.join(", ")}; heard ${told.map(({ value }) => value).join(", ")}`;
  const news = told.filter(({ value, marker }, at) => {
    const before = told[at - 1];
    if (before?.value !== value) return true;
    // The same again from another message: only after an attempt of which nobody knew, of that message, an earlier one of
    // this, or one between the two that was going to say something else. What it was going to say counts as told.
    if (before.marker === marker) return false;
    const began = (each: string) => fates.get(each)?.began ?? 0;
    const between = why?.unheard.some(
      (other) =>
        other.value !== value &&
        began(before.marker) < began(other.marker) &&
        began(other.marker) < began(marker),
    );
    if (between || [before.marker, marker].some((each) => fates.get(each)?.unknown))
      verdict.repeatsExplained += 1;
    else
      verdict.repeatsUnexplained.push(
        `${name} in ${tellFate(before.marker, fates)}, then ${tellFate(marker, fates)}`,
      );
    return false;
  });
  if (one.rule === "nothing") {
    if (told.length > 0) verdict.notTheirs.push(name);
    return;
  }
  if (!isInOrder(one.history, news)) verdict.outOfOrder.push(name);
  const stands = one.history.at(-1)!;
  const last = news.at(-1);
  if (!last && (stands === null || (one.rule === "low" && !isLow(stands)))) return;
  verdict.owed += 1;
  if (last && last.value === stands) {
    verdict.delivered += 1;
    return;
  }
  const reason = why && explain(why, stands);
  if (reason) verdict.explained[reason] = (verdict.explained[reason] ?? 0) + 1;
  else verdict.lost.push(`${name}; ${JSON.stringify(why)}`);
}

function tellFate(marker: string, fates: Map<string, Fate>): string {
  const fate = fates.get(marker);
  return `${marker}: ${fate?.state} ${fate?.channel} [${fate?.attempts}]`;
}

function isInOrder(history: (string | null)[], news: Told[]): boolean {
  let from = 0;
  return news.every(({ value }) => {
    const at = history.indexOf(value, from);
    from = at + 1;
    return at >= 0;
  });
}

function isLow(value: string): boolean {
  return value === "2" || value === "3";
}

/** What the row says of why somebody did not hear; undefined: it does not say so. */
function explain(why: Why, stands: string | null): string | undefined {
  if (why.state === "dropped" && why.reason === "noContact") return "no contact left";
  // Of a call whose answer was lost nobody knows whether it was heard; it counts as told.
  if (why.state === "told" && why.toldValue === stands && why.unknown) return "unknown, not repeated";
  return undefined;
}

interface Why {
  state: string;
  reason: string | null;
  toldValue: string | null;
  /** The last message about it ended without anybody knowing. */
  unknown: boolean;
  /** What messages were going to say of it of which nobody knows whether they were heard. */
  unheard: Told[];
  delivery: string | null;
}

async function readNotices(db: Db): Promise<Map<string, Why>> {
  const rows = await db.$queryRaw<(Why & { personId: string; fact: string })[]>`
    select n."personId", coalesce(s.name, fs.name) as fact, n.state::text, n.reason, n."toldValue",
      coalesce(d.state = 'unknown', false) as unknown,
      coalesce((select jsonb_agg(jsonb_build_object('marker', x."deliveryId", 'value', x.value)) from "DeliveryNotice" x
        where x."noticeId" = n.id and exists (select 1 from "Attempt" a
          where a."deliveryId" = x."deliveryId" and a.outcome = 'unknown')), '[]') as unheard, d.state || coalesce(' ' || d.reason, '') as delivery
    from "Notice" n
    left join "Mark" m on m.id = n."factId" left join "Work" w on w.id = m."workId" left join "Lesson" l on l.id = w."lessonId"
    left join "Subject" s on s.id = l."subjectId"
    left join "FinalMark" f on f.id = n."factId" left join "Subject" fs on fs.id = f."subjectId"
    left join lateral (select d.state, d.reason from "DeliveryNotice" x join "Delivery" d on d.id = x."deliveryId"
      where x."noticeId" = n.id order by d."settledAt" desc nulls first limit 1) d on true`;
  return new Map(rows.map(({ personId, fact, ...why }) => [`${personId} ${fact}`, why]));
}

interface Fate {
  state: string;
  channel: string;
  urgency: Urgency;
  /** Attempts made although an earlier one may have been heard. */
  repeats: number;
  unknown: boolean;
  /** When its first attempt began, in seconds. */
  began: number;
  /** One after the other: when it began, its outcome, when it ended. */
  attempts: string;
}

/** Marker → how its delivery went. */
async function readFates(db: Db): Promise<Map<string, Fate>> {
  const rows = await db.$queryRaw<(Fate & { id: string })[]>`
    select d.id, d.state::text, d.channel::text, d.urgency::text, count(*) filter (where a.repeat)::int as repeats,
      coalesce(bool_or(a.outcome = 'unknown'), false) as unknown,
      coalesce(extract(epoch from min(a."startedAt")), 0)::float8 as began,
      coalesce(string_agg(concat_ws(' ', to_char(a."startedAt", 'HH24:MI:SS.MS'), a.outcome, to_char(a."endedAt", 'SS.MS')), '; '
        order by a.number), '') as attempts
    from "Delivery" d left join "Attempt" a on a."deliveryId" = d.id group by d.id`;
  return new Map(rows.map(({ id, ...fate }) => [id, fate]));
}
