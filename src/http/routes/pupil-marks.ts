import { z } from "zod";
import { MarkWhyPage } from "../../../templates/pages/mark-why.tsx";
import { PupilFinalsPage } from "../../../templates/pages/pupil-finals.tsx";
import { PupilMarksPage } from "../../../templates/pages/pupil-marks.tsx";
import { PupilSubjectPage } from "../../../templates/pages/pupil-subject.tsx";
import { clockTime, isoDay } from "../../clock.ts";
import { findUnseen } from "../../deliveries/acknowledging.ts";
import { readPupilFinals } from "../../journal/progress.ts";
import { explainMark } from "../../marks/explaining.ts";
import { getSettings } from "../../settings.ts";
import { Id } from "../api/shapes.ts";
import { dayOf } from "../moments.ts";
import { showPage } from "../page.ts";
import { readerOf, readPupilHead } from "../pupil-facts.ts";
import { readMarks, readSubject } from "../pupil-progress-facts.ts";
import { shortName } from "../session.ts";
import type { App, Web } from "../web.ts";

const diary = { access: "diary.read", about: "pupil", showsPersonal: true } as const;
const Term = z.object({ year: z.uuid().optional(), term: z.uuid().optional() });
const Tried = z.enum(["", "5", "4", "3", "2"]).optional();

/** Marks of a pupil by subject and term, why a mark is what it is, and the final marks of all years (R24). */
export async function pupilMarksRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;

  app.get(
    "/pupils/:id/marks",
    { config: diary, schema: { params: Id, querystring: Term } },
    async (request, reply) => {
      const asked = { pupilId: request.params.id, ...request.query };
      return showPage(web, reply, PupilMarksPage, await readMarks(db, request, asked));
    },
  );

  app.get(
    "/pupils/:id/marks/:subject",
    {
      config: diary,
      schema: {
        params: Id.extend({ subject: z.uuid() }),
        querystring: Term.extend({ m1: Tried, m2: Tried, m3: Tried, m4: Tried, m5: Tried }),
      },
    },
    async (request, reply) => {
      const { year, term, ...tries } = request.query;
      const { id: pupilId, subject: subjectId } = request.params;
      const tried = Object.values(tries).filter((value) => value !== undefined && value !== "");
      const facts = await readSubject(db, request, { pupilId, subjectId, year, term, tried });
      return showPage(web, reply, PupilSubjectPage, facts);
    },
  );

  app.get(
    "/marks/:id",
    {
      config: { access: "mark.explain", about: "mark", showsPersonal: true },
      schema: { params: Id },
    },
    async (request, reply) => {
      const isFamily = (["guardian", "pupil"] as const).some((own) => request.standings.has(own));
      const mark = await explainMark(db, request.params.id, { reader: isFamily ? "family" : "staff" });
      const { pupilId, value, subject, lesson, work, versions } = mark;
      const { name, className } = await readPupilHead(db, request, pupilId);
      const { timeZone } = await getSettings(db);
      return showPage(web, reply, MarkWhyPage, {
        ...{ pupilId, value, subject, day: isoDay(lesson.date), topic: lesson.topic },
        pupil: className ? `${name}, ${className}` : name,
        ...{ kind: work.kind, title: work.title, weight: work.weight },
        versions: versions.map(({ version, value, at, act, by }) => ({
          ...{ version, value, act, by: by && shortName(by) },
          ...{ day: dayOf(at, timeZone), time: clockTime(at, timeZone) },
        })),
      });
    },
  );

  app.get("/pupils/:id/finals", { config: diary, schema: { params: Id } }, async (request, reply) => {
    const { id: pupilId } = request.params;
    const [head, finals, unseen] = await Promise.all([
      readPupilHead(db, request, pupilId),
      readPupilFinals(db, pupilId, readerOf(request)),
      request.standings.has("guardian") ? findUnseen(db, pupilId, request.actor!.personId) : null,
    ]);
    return showPage(web, reply, PupilFinalsPage, { head, finals, unseen });
  });
}
