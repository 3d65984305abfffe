import { listOwn } from "../../src/attendance/excuses.ts";
import { plusDays, weekdayOf } from "../../src/calendar/days.ts";
import { dateOf, isoDay } from "../../src/clock.ts";
import type { Language } from "../../src/deliveries/message.ts";
import { wordsIn } from "../../templates/words.ts";
import type { OwnTalk, Screen } from "../feature.ts";
import { inPairs, inRows, label, plain, saysAll, wordsOf } from "../screens.ts";
import { offeredDays } from "./family-excuse-days.ts";
import { type Pupil, titleOf } from "./family-pupil.ts";

/** The screens of a note, from the days to «Передали». */

const REASONS = ["ill", "doctor", "family", "contest", "later"] as const;

export async function days(talk: OwnTalk, pupil: Pupil): Promise<Screen> {
  const { db, day, me } = talk;
  const given = await listOwn(db, { pupilId: pupil.id, givenById: me.id, day: dateOf(day) });
  return {
    html: [
      titleOf(talk, pupil, talk.word("bot-choices-excuse")),
      ...given.map((note) => plain(talk.word("bot-choices-excuse-there", { days: spanSaid(talk, note) }))),
      plain(talk.word("bot-choices-excuse-days")),
    ].join("\n"),
    buttons: [
      ...inRows(
        offeredDays(day).map((on) => ({
          label: dayLabel(talk, on),
          act: "excuse.why",
          args: [pupil.id, on, on],
        })),
        3,
      ),
      ...given.map((note) => [
        {
          label: label(talk.word("bot-choices-excuse-withdraw", { days: spanSaid(talk, note) })),
          act: "excuse.withdraw",
          args: [note.id],
        },
      ]),
      [{ label: talk.word("bot-family-to-menu"), act: "menu.of", args: [pupil.id] }],
    ],
  };
}

function spanSaid(talk: OwnTalk, { from, to }: { from: Date; to: Date }): string {
  return wordsOf(talk).days(isoDay(from), isoDay(to));
}

/** «Сегодня», «Завтра», «Пн 30.11» */
function dayLabel(talk: OwnTalk, day: string): string {
  if (day === talk.day) return talk.word("bot-family-near-day", { near: 1 });
  if (day === plusDays(talk.day, 1)) return talk.word("bot-family-near-day", { near: 2 });
  return talk.word("bot-family-weekday", { weekday: weekdayOf(day), day: wordsOf(talk).shortDay(day) });
}

export async function why(talk: OwnTalk, pupil: Pupil, [from = "", to = ""]: string[]): Promise<Screen> {
  return {
    html: [
      titleOf(talk, pupil, talk.word("bot-choices-excuse")),
      plain(talk.word("bot-choices-excuse-why", { days: wordsOf(talk).days(from, to) })),
    ].join("\n"),
    buttons: [
      ...inPairs(
        REASONS.map((reason) => ({
          label: label(talk.word("bot-choices-reason", { reason })),
          act: "excuse.check",
          args: [pupil.id, from, to, reason],
        })),
      ),
      [{ label: talk.word("bot-choices-excuse-own"), act: "excuse.own", args: [pupil.id, from, to] }],
      [{ label: talk.word("bot-family-back"), act: "excuse.days", args: [pupil.id] }],
    ],
  };
}

export async function own(talk: OwnTalk, pupil: Pupil, [from = "", to = ""]: string[]): Promise<Screen> {
  return {
    html: [
      titleOf(talk, pupil, talk.word("bot-choices-excuse")),
      plain(talk.word("bot-choices-excuse-write", { days: wordsOf(talk).days(from, to) })),
    ].join("\n"),
    buttons: [[{ label: talk.word("bot-family-back"), act: "excuse.why", args: [pupil.id, from, to] }]],
  };
}

/** Where reasons stay inside, what was chosen is not said again. */
export async function check(
  talk: OwnTalk,
  pupil: Pupil,
  [from = "", to = "", reason]: string[],
): Promise<Screen> {
  const days = wordsOf(talk).days(from, to);
  const because = saysAll(talk) ? `: ${wordsOf(talk).lower(reasonSaid(reason, talk.language))}` : "";
  return {
    html: [
      titleOf(talk, pupil, talk.word("bot-choices-excuse")),
      plain(`${days}${because}.`),
      plain(talk.word("bot-choices-excuse-sees")),
    ].join("\n"),
    buttons: [
      [
        {
          label: talk.word("bot-choices-excuse-send"),
          act: "excuse.send",
          args: [pupil.id, from, to, reason ?? ""],
        },
      ],
      [{ label: talk.word("bot-family-back"), act: "excuse.why", args: [pupil.id, from, to] }],
    ],
  };
}

/** What the family reads when the note lies with the class teacher; `files`: so many documents lie beside it, and more may be sent. */
export function handedScreen(
  talk: OwnTalk,
  excuse: { id: string; from: Date; to: Date; pupilId: string },
  files?: number,
): Screen {
  const span = spanSaid(talk, excuse);
  return {
    html: [
      plain(talk.word("bot-choices-excuse-handed", { days: span })),
      ...(files === undefined ? [] : [plain(talk.word("bot-choices-excuse-papers", { n: files }))]),
    ].join("\n"),
    buttons: [
      [{ label: talk.word("bot-choices-excuse-take-back"), act: "excuse.withdraw", args: [excuse.id] }],
      [{ label: talk.word("bot-family-to-menu"), act: "menu.of", args: [excuse.pupilId] }],
    ],
  };
}

/** The reason of a note that came as a picture alone. */
export const PAPER_ONLY = "Документ приложен";

/** The class teacher reads it, and the school writes Russian. */
export function reasonSaid(wanted: string | undefined, language: Language = "ru"): string {
  const reason = REASONS.find((one) => one === wanted) ?? "later";
  return wordsIn(language).say("bot-choices-reason", { reason });
}
