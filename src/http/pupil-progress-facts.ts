import type { FastifyRequest } from "fastify";
import type { MarksProps, SubjectMarks } from "../../templates/pages/pupil-marks.tsx";
import type { SubjectProps } from "../../templates/pages/pupil-subject.tsx";
import { isoDay } from "../clock.ts";
import type { Db } from "../db.ts";
import { standingOf } from "../deliveries/facts.ts";
import { NotFound } from "../errors.ts";
import {
  askWhatIf,
  NoTerms,
  readPupilYears,
  readTermProgress,
  type SubjectProgress,
} from "../journal/progress.ts";
import { sumOf, thresholdsOf } from "../marks/average.ts";
import { getSettings, type Settings } from "../settings.ts";
import { readerOf, readPupilHead } from "./pupil-facts.ts";

interface Asked {
  pupilId: string;
  year?: string | undefined;
  term?: string | undefined;
}

/** The marks of a term by subject; of the running one unless another is asked for (R24). @throws NotFound no such term or year */
export async function readMarks(
  db: Db,
  request: FastifyRequest,
  { pupilId, year, term }: Asked,
): Promise<Omit<MarksProps, "frame">> {
  const day = isoDay(request.actor!.day);
  const [head, years] = await Promise.all([readPupilHead(db, request, pupilId), readPupilYears(db, pupilId)]);
  if (years.length === 0) return { head, day, years, shown: null };
  const asked = { ...(year ? { yearId: year } : {}), ...(term ? { termId: term } : {}) };
  const progress = await readTermProgress(db, pupilId, { ...asked, day, reader: readerOf(request) }).catch(
    noTerms,
  );
  if (!progress) return { head, day, years, shown: null };
  const settings = await getSettings(db);
  return {
    ...{ head, day, years },
    shown: {
      yearId: progress.year.id,
      terms: progress.terms,
      term: progress.term,
      subjects: progress.subjects.map((subject) => subjectMarks(subject, settings)),
    },
  };
}

/** A year that is not parted yet has nothing to show: its page says so, and breaks for nobody. */
function noTerms(error: unknown): null {
  if (error instanceof NoTerms) return null;
  throw error;
}

function subjectMarks({ subjectId, subject, marks }: SubjectProgress, settings: Settings): SubjectMarks {
  const sum = sumOf(marks);
  return {
    ...{ subjectId, subject, standing: sum && standingOf(sum, settings) },
    marks: marks.map(({ id, date, value, points, weight, kind, title, act }, at) => {
      const until = sumOf(marks.slice(0, at + 1));
      const average = until && standingOf(until, settings).average;
      return {
        id,
        date: isoDay(date),
        value,
        points,
        weight,
        kind,
        title,
        isCorrected: act !== null,
        average,
      };
    }),
  };
}

/** One subject of the term, with what some marks more would make of it while the term runs. @throws NotFound no mark of it there */
export async function readSubject(
  db: Db,
  request: FastifyRequest,
  { subjectId, tried, pupilId, year, term }: Asked & { subjectId: string; tried: string[] },
): Promise<Omit<SubjectProps, "frame">> {
  const { head, day, shown } = await readMarks(db, request, { pupilId, year, term });
  const subject = shown?.subjects.find((one) => one.subjectId === subjectId);
  if (!shown || !subject)
    throw new NotFound("Отметок по этому предмету в этом периоде нет. Откройте другой период.");
  const { id, kind, number, startsOn, endsOn } = shown.term;
  const runs = startsOn <= day && day <= endsOn;
  const added = tried.map((value) => ({ value, weight: 1 }));
  const asked = { subjectId, added, day, reader: readerOf(request) };
  return {
    ...{ head, subject, term: { id, yearId: shown.yearId, kind, number } },
    steps: thresholdsOf((await getSettings(db)).thresholds).steps.map(([value, from]) => ({ value, from })),
    trial: runs ? { tried, result: (await askWhatIf(db, pupilId, asked)).after } : null,
  };
}
