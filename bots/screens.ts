import { dayIn, isoDay } from "../src/clock.ts";
import type { By } from "../src/outbox/events.ts";
import { nameAtLevel } from "../templates/content-level.ts";
import { html } from "../templates/telegram/markup.ts";
import { type Words, wordsIn } from "../templates/words.ts";
import type { Button, OwnTalk, Screen } from "./feature.ts";

/** What screens share: names as far as the level allows, lists by pages, and who writes. */

/** Of a list on one screen. */
export const LINES = 8;
/** A button is one line of a small phone. */
const LONGEST_LABEL = 30;

export function byOf({ me }: OwnTalk): By & { actorId: string } {
  return { actorId: me.id, source: "bot", silent: false };
}

export function wordsOf({ language }: OwnTalk): Words {
  return wordsIn(language);
}

/** ISO, in the school's zone. */
export function dayOf({ settings }: OwnTalk, moment: Date): string {
  return isoDay(dayIn(settings.timeZone, moment));
}

/** What people wrote, escaped, on one line. */
export function plain(text: string): string {
  return html(text.replace(/\s+/g, " ").trim());
}

export function bold(text: string): string {
  return `<b>${plain(text)}</b>`;
}

interface Named {
  surname: string;
  givenName: string;
  patronymic?: string | null;
}

/** «Кравцова Анна», «Кравцова Елена Сергеевна»; «А. К.» where the channel may not know more. */
export function nameFor({ settings }: OwnTalk, person: Named): string {
  return nameAtLevel(settings.telegramLevel, person);
}

/** «Смирнова О. П.»: of colleagues. */
export function shortNameFor(talk: OwnTalk, person: Named): string {
  if (talk.settings.telegramLevel !== "full") return nameFor(talk, person);
  const letters = [person.givenName, person.patronymic].flatMap((name) => (name ? `${name[0]}.` : []));
  return [person.surname, ...letters].join(" ");
}

/** May speak of classes, titles and whatever people wrote. */
export function saysAll({ settings }: OwnTalk): boolean {
  return settings.telegramLevel === "full";
}

/** In place of a screen that tells of people, where the channel may know nothing of them. */
export function siteInstead(talk: OwnTalk, title: string): Screen | null {
  if (talk.settings.telegramLevel !== "ping") return null;
  return {
    html: `${bold(title)}\n${plain(talk.word("bot-staff-on-site"))}`,
    buttons: [[{ label: talk.word("bot-staff-open-site"), url: talk.publicUrl }]],
  };
}

/** One page of a list; `page` as a button's argument carries it. */
export function pageOf<Item>(
  items: Item[],
  page: string | undefined,
): { at: number; shown: Item[]; pages: number } {
  const pages = Math.max(1, Math.ceil(items.length / LINES));
  const at = Math.min(Math.max(0, Number(page) || 0), pages - 1);
  return { at, shown: items.slice(at * LINES, (at + 1) * LINES), pages };
}

/** «‹ 2 из 3 ›», or nothing where one page holds all; the page is the argument after `args`. */
export function turners(
  talk: OwnTalk,
  act: string,
  { at, pages, args = [] }: { at: number; pages: number; args?: string[] },
): Button[][] {
  if (pages === 1) return [];
  const to = (page: number, key: string): Button => ({
    label: talk.word(key),
    act,
    args: [...args, String(page)],
  });
  return [
    [
      ...(at > 0 ? [to(at - 1, "bot-staff-earlier")] : []),
      ...(at < pages - 1 ? [to(at + 1, "bot-staff-further")] : []),
    ],
  ];
}

interface Listed<Item> {
  title: string;
  items: Item[];
  /** As a button's argument carries it. */
  page: string | undefined;
  /** "feature.act" that shows another page, and the arguments before it. */
  act: string;
  args?: string[];
  /** In Telegram's HTML. */
  line(item: Item): string;
  /** The button that opens one. */
  opens?: (item: Item) => { name: string; act: string; args: string[] };
  /** A line before and one after the list. */
  lead?: string;
  tail?: string;
  /** Rows of buttons below the pages. */
  more?: Button[][];
  /** "feature.act" that this list was opened from. */
  back?: string;
}

/** A list of people, a page at a time; where the channel may know nothing of them its title and the way to the site. */
export function listScreen<Item>(talk: OwnTalk, listed: Listed<Item>): Screen {
  const { title, items, page, act, args = [], line, opens, lead, tail, more = [], back } = listed;
  const instead = siteInstead(talk, title);
  if (instead) return instead;
  const paged = pageOf(items, page);
  const ofOne = (item: Item): Button => {
    const { name, ...to } = opens!(item);
    return { label: label(name), ...to };
  };
  return {
    html: [
      bold(title),
      ...(lead === undefined ? [] : [lead]),
      ...paged.shown.map(line),
      ...(tail === undefined ? [] : [tail]),
    ].join("\n"),
    buttons: [
      ...(opens ? inPairs(paged.shown.map(ofOne)) : []),
      ...turners(talk, act, { ...paged, args }),
      ...more,
      ...(back ? [[{ label: talk.word("bot-class-back"), act: back }]] : []),
    ],
  };
}

/** Two buttons a row. */
export function inPairs(buttons: Button[]): Button[][] {
  return inRows(buttons, 2);
}

export function inRows(buttons: Button[], most: number): Button[][] {
  return buttons.flatMap((_, at) => (at % most === 0 ? [buttons.slice(at, at + most)] : []));
}

export function label(text: string): string {
  return cut(text, LONGEST_LABEL);
}

/** What somebody wrote at length, as a line of a list bears it: eight of them are one message. */
export function cut(text: string, longest: number): string {
  const letters = [...text.replace(/\s+/g, " ").trim()];
  return letters.length <= longest ? letters.join("") : `${letters.slice(0, longest - 1).join("")}…`;
}
