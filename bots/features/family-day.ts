import { plusDays } from "../../src/calendar/days.ts";
import { readPupilDay } from "../../src/journal/day.ts";
import type { Button, Feature, OwnTalk } from "../feature.ts";
import { wordsOf } from "../screens.ts";
import { dayLines, dayName } from "./family-day-view.ts";
import { withFiles } from "./family-files.ts";
import { type Pupil, type PupilScreen, pupilAct, pupilCommand, titleOf } from "./family-pupil.ts";

// In: a family asks about a day. Out: its lessons, what came and what is to be done; a day ahead as the timetable has it. It
// writes nothing.

/** A button of another year asks for nothing. */
const FARTHEST_DAYS = 400;

const day: PupilScreen = {
  act: "day.show",
  async show(talk, pupil, [asked]) {
    const shown = withinReach(talk, asked);
    const asOf = { shown, today: talk.day, reader: "family" } as const;
    const { lessons, next } = await readPupilDay(talk.db, pupil.id, asOf);
    const files = await withFiles(talk, pupil, lessons);
    return {
      html: [
        titleOf(talk, pupil, wordsOf(talk).weekday(shown)),
        ...dayLines(talk, lessons, shown > talk.day ? "due" : "given"),
        ...files.lines,
      ].join("\n"),
      buttons: [
        ...files.buttons,
        [turn(talk, pupil, plusDays(shown, -1)), turn(talk, pupil, next ?? plusDays(shown, 1))],
        [
          { label: talk.word("bot-family-menu-week"), act: "week.show", args: [pupil.id, shown] },
          { label: talk.word("bot-family-to-menu"), act: "menu.of", args: [pupil.id] },
        ],
      ],
    };
  },
};

export const familyDay: Feature = {
  name: "day",
  commands: [pupilCommand("today", "bot-family-menu-today", day)],
  acts: { show: pupilAct(day) },
};

export function withinReach(talk: OwnTalk, asked = talk.day): string {
  const isNear =
    /^\d{4}-\d\d-\d\d$/.test(asked) &&
    asked > plusDays(talk.day, -FARTHEST_DAYS) &&
    asked < plusDays(talk.day, FARTHEST_DAYS);
  return isNear ? asked : talk.day;
}

/** «Вчера», «Завтра», «Пн 30.11» */
function turn(talk: OwnTalk, pupil: Pupil, to: string): Button {
  const near = [plusDays(talk.day, -1), talk.day, plusDays(talk.day, 1)].indexOf(to);
  const name = near < 0 ? dayName(talk, to) : talk.word("bot-family-near-day", { near });
  return { label: name, act: "day.show", args: [pupil.id, to] };
}
