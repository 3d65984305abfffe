import { plusDays } from "../../src/calendar/days.ts";
import { dateOf } from "../../src/clock.ts";
import { type LessonAhead, readPupilHomework, readPupilPlan } from "../../src/journal/ahead.ts";
import { readDiary } from "../../src/journal/diary.ts";
import type { Button, Feature, OwnTalk } from "../feature.ts";
import { wordsOf } from "../screens.ts";
import { type DayLesson, dayLines, dayName } from "./family-day-view.ts";
import { type Pupil, type PupilScreen, pupilAct, pupilCommand, titleOf } from "./family-pupil.ts";

// In: a family asks about a day. Out: its lessons, what came and what is to be done; a day ahead as the timetable has it. It
// writes nothing.

/** A button of another year asks for nothing. */
const FARTHEST_DAYS = 400;

const day: PupilScreen = {
  act: "day.show",
  async show(talk, pupil, [asked]) {
    const shown = withinReach(talk, asked);
    const plan = await readPlan(talk, pupil, shown);
    const lessons = await readLessons(talk, pupil, { shown, plan });
    const next = plan.find(({ date, cancelledFor }) => date > shown && cancelledFor === null);
    return {
      html: [
        titleOf(talk, pupil, wordsOf(talk).weekday(shown)),
        ...dayLines(talk, lessons, shown > talk.day ? "due" : "given"),
      ].join("\n"),
      buttons: [
        [turn(talk, pupil, plusDays(shown, -1)), turn(talk, pupil, next?.date ?? plusDays(shown, 1))],
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

/** Of a day that is over the journal says everything. */
async function readPlan({ db, day }: OwnTalk, pupil: Pupil, shown: string): Promise<LessonAhead[]> {
  return shown < day ? [] : readPupilPlan(db, pupil.id, { from: shown, to: plusDays(shown, 7) });
}

async function readLessons(
  talk: OwnTalk,
  pupil: Pupil,
  { shown, plan }: { shown: string; plan: LessonAhead[] },
): Promise<DayLesson[]> {
  const span = { from: dateOf(shown), to: dateOf(shown) };
  const [held] = await readDiary(talk.db, pupil.id, { ...span, reader: "family" });
  const lessons = held?.lessons ?? plan.filter(({ date }) => date === shown).map(planned);
  if (shown <= talk.day) return lessons;
  const due = (await readPupilHomework(talk.db, pupil.id, talk.day)).filter(({ dueOn }) => dueOn === shown);
  return lessons.map((lesson, at) => {
    const isFirst = lessons.findIndex(({ subjectId }) => subjectId === lesson.subjectId) === at;
    const asked = isFirst ? due.find(({ subjectId }) => subjectId === lesson.subjectId) : undefined;
    return { ...lesson, homework: asked?.homework ?? null, task: asked?.task ?? null };
  });
}

function planned(lesson: LessonAhead): DayLesson {
  return { ...lesson, homework: null, task: null, marks: [], absence: null };
}

/** «Вчера», «Завтра», «Пн 30.11» */
function turn(talk: OwnTalk, pupil: Pupil, to: string): Button {
  const near = [plusDays(talk.day, -1), talk.day, plusDays(talk.day, 1)].indexOf(to);
  const name = near < 0 ? dayName(talk, to) : talk.word("bot-family-near-day", { near });
  return { label: name, act: "day.show", args: [pupil.id, to] };
}
