import { may } from "../access/policy.ts";
import { standingsOf } from "../access/standing.ts";
import { dayIn } from "../clock.ts";
import type { Db } from "../db.ts";
import { getSettings } from "../settings.ts";
import { isNewSchool } from "./first-run-facts.ts";
import { homeOf } from "./page.ts";

/** Where this person begins after signing in. */
export async function homeFor(db: Db, personId: string): Promise<string> {
  const { timeZone } = await getSettings(db);
  const standings = await standingsOf(db, personId, { about: "school", day: dayIn(timeZone) });
  if (may("settings.write", standings) && (await isNewSchool(db))) return "/first-run";
  return homeOf(standings);
}

/** A page of ours to go on to, or undefined: `next` is typed by anybody, and `//evil.example` is not ours. */
export function ownPath(next: string | undefined): string | undefined {
  if (!next) return undefined;
  const base = "http://ours.invalid";
  if (!URL.canParse(next, base)) return undefined;
  const url = new URL(next, base);
  const isOurs = url.origin === base && next.startsWith("/") && !url.pathname.startsWith("//");
  return isOurs ? `${url.pathname}${url.search}` : undefined;
}
