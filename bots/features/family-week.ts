import { plusDays, weekdayOf } from "../../src/calendar/days.ts";
import { dateOf } from "../../src/clock.ts";
import { type DiaryDay, readDiary } from "../../src/journal/diary.ts";
import type { Button, Feature, OwnTalk } from "../feature.ts";
import { inRows, plain, wordsOf } from "../screens.ts";
import { withinReach } from "./family-day.ts";
import { dayName } from "./family-day-view.ts";
import { alsoCalled, type Pupil, type PupilScreen, pupilAct, pupilCommand, titleOf } from "./family-pupil.ts";

// In: a family asks about a week. Out: a line a day with its marks and absences, each day a button. It writes nothing.

const SCHOOL_DAYS = 5;
const IN_A_ROW = 3;

const week: PupilScreen = {
  act: "week.show",
  async show(talk, pupil, [asked]) {
    const day = withinReach(talk, asked);
    const monday = plusDays(day, 1 - weekdayOf(day));
    const sunday = plusDays(monday, 6);
    const span = { from: dateOf(monday), to: dateOf(sunday) };
    const held = await readDiary(talk.db, pupil.id, { ...span, reader: "family" });
    const days = daysOf(monday, held);
    const to = (start: string, name: string): Button => ({
      label: talk.word(name),
      act: "week.show",
      args: [pupil.id, start],
    });
    return {
      html: [
        titleOf(talk, pupil, talk.word("digest-week", { days: wordsOf(talk).days(monday, sunday) })),
        ...days.map((one) => dayLine(talk, one)),
      ].join("\n"),
      buttons: [
        ...inRows(
          days.map(({ date }) => dayButton(talk, pupil, date)),
          IN_A_ROW,
        ),
        [
          to(plusDays(monday, -7), "bot-family-week-before"),
          to(plusDays(monday, 7), "bot-family-week-after"),
        ],
        [{ label: talk.word("bot-family-to-menu"), act: "menu.of", args: [pupil.id] }],
      ],
    };
  },
};

const command = pupilCommand("week", "bot-family-menu-week", week);

export const familyWeek: Feature = {
  name: "week",
  commands: [command, alsoCalled("diary", command)],
  acts: { show: pupilAct(week) },
};

/** Monday to Friday, and a Saturday or Sunday that has lessons. */
function daysOf(monday: string, held: DiaryDay[]): DiaryDay[] {
  const known = new Map(held.map((day) => [day.date, day]));
  return Array.from({ length: 7 }, (_, at) => plusDays(monday, at)).flatMap((date, at) => {
    const day = known.get(date);
    return day || at < SCHOOL_DAYS ? [day ?? { date, lessons: [] }] : [];
  });
}

/** «Чт 26.11: алгебра 5, физика 4; пропущено два урока» */
function dayLine(talk: OwnTalk, { date, lessons }: DiaryDay): string {
  const words = wordsOf(talk);
  const marked = lessons.filter(({ marks }) => marks.length > 0);
  const marks = marked.map(
    ({ subject, marks }) =>
      `${plain(words.subject(subject))} <b>${plain(marks.map(({ value }) => value).join(", "))}</b>`,
  );
  const missed = lessons.filter(({ absence }) => absence?.kind === "absent").length;
  const told = [marks.join(", "), missed > 0 ? plain(words.counted("missed", missed)) : ""].filter(Boolean);
  return `${plain(dayName(talk, date))}: ${told.join("; ") || "–"}`;
}

function dayButton(talk: OwnTalk, pupil: Pupil, date: string): Button {
  return { label: dayName(talk, date), act: "day.show", args: [pupil.id, date] };
}
