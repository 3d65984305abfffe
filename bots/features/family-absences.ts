import { type AbsenceDay, readAbsences } from "../../src/attendance/attendance.ts";
import { dateOf } from "../../src/clock.ts";
import { readTermProgress } from "../../src/journal/progress.ts";
import type { Feature, OwnTalk } from "../feature.ts";
import { pageOf, plain, saysAll, turners, wordsOf } from "../screens.ts";
import { absenceSaid } from "./family-day-view.ts";
import { termOf } from "./family-marks.ts";
import { type PupilScreen, pupilAct, pupilCommand, titleOf } from "./family-pupil.ts";

// In: a family asks what was missed. Out: the days of the term with lessons missed or begun late, the newest first; a reason
// nobody has said is not guessed (R22). It writes nothing.

const absences: PupilScreen = {
  act: "absences.list",
  async show(talk, pupil, [page]) {
    const { db, day } = talk;
    const progress = await readTermProgress(db, pupil.id, { day, reader: "family" });
    const span = { from: dateOf(progress.term.startsOn), to: dateOf(progress.term.endsOn) };
    const days = (await readAbsences(db, pupil.id, span)).reverse();
    const paged = pageOf(days, page);
    return {
      html: [
        titleOf(talk, pupil, talk.word("bot-family-absences", { period: termOf(talk, progress) })),
        plain(sumSaid(talk, days)),
        ...(paged.shown.length > 0 ? [""] : []),
        ...paged.shown.map((one) => dayLine(talk, one)),
      ].join("\n"),
      buttons: [
        ...turners(talk, "absences.list", { ...paged, args: [pupil.id] }),
        [{ label: talk.word("bot-family-to-menu"), act: "menu.of", args: [pupil.id] }],
      ],
    };
  },
};

export const familyAbsences: Feature = {
  name: "absences",
  commands: [pupilCommand("absences", "bot-family-menu-absences", absences)],
  acts: { list: pupilAct(absences) },
};

/** «Пропущено два урока. Одно опоздание.» */
function sumSaid(talk: OwnTalk, days: AbsenceDay[]): string {
  const words = wordsOf(talk);
  const all = days.flatMap(({ absences }) => absences);
  const missed = all.filter(({ kind }) => kind === "absent").length;
  const late = all.length - missed;
  return [
    missed > 0 ? `${words.upper(words.counted("missed", missed))}.` : talk.word("digest-none-missed"),
    ...(late > 0 ? [words.say("digest-late", { n: late })] : []),
  ].join(" ");
}

/** «26 ноября: алгебра и физика, пропуск, болезнь»; at `initials` without subjects. */
function dayLine(talk: OwnTalk, { date, absences }: AbsenceDay): string {
  const words = wordsOf(talk);
  const bySaying = new Map<string, string[]>();
  for (const absence of absences) {
    const said = absenceSaid(talk, absence);
    bySaying.set(said, [...(bySaying.get(said) ?? []), words.subject(absence.subject)]);
  }
  const parts = [...bySaying].map(([said, subjects]) =>
    saysAll(talk) ? `${words.list([...new Set(subjects)])} — ${said}` : said,
  );
  return plain(`${words.day(date)}: ${parts.join("; ")}`);
}
