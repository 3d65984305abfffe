import type { FastifyReply } from "fastify";
import { renderDiaryPages } from "../../templates/print/diary.ts";
import { renderRound } from "../../templates/print/round.ts";
import { dateOf, dayIn, isoDay } from "../clock.ts";
import type { Db } from "../db.ts";
import { readDiary } from "../journal/diary.ts";
import { readPrint } from "../paper/printing.ts";
import { getSettings } from "../settings.ts";
import { dayOf } from "./moments.ts";

/** A printed round as PDF: the same pages every time. @throws NotFound · Closed (see paper/printing.ts) */
export async function printRound(db: Db, id: string): Promise<Buffer> {
  const { schoolName, schoolCity, timeZone } = await getSettings(db);
  const { number, openedAt, sheets } = await readPrint(db, id);
  return renderRound({
    school: { name: schoolName, city: schoolCity },
    round: { number, date: dayOf(openedAt, timeZone) },
    sheets: sheets.map(({ pupil, basis, content }) => ({ pupil, basis, sheet: content })),
  });
}

const DAY_MS = 86_400_000;
/** A paper diary has lines for Monday to Saturday. */
const DAYS_OF_DIARY = 6;

/** The pages of a paper diary for the week of that day, or of today (R61). The family reads them, so marks on hold are not there. */
export async function printDiary(db: Db, pupilId: string, day?: string): Promise<Buffer> {
  const { schoolName, schoolCity, schoolAddress, schoolPhone, timeZone } = await getSettings(db);
  const asked = day ? dateOf(day) : dayIn(timeZone);
  const monday = new Date(asked.getTime() - ((asked.getUTCDay() + 6) % 7) * DAY_MS);
  const dates = Array.from({ length: DAYS_OF_DIARY }, (_, at) => new Date(monday.getTime() + at * DAY_MS));
  const span = { from: monday, to: dates.at(-1)! };
  const known = new Map(
    (await readDiary(db, pupilId, { ...span, reader: "family" })).map(({ date, lessons }) => [date, lessons]),
  );
  const { surname, givenName, enrolments } = await db.person.findUniqueOrThrow({
    where: { id: pupilId },
    include: {
      enrolments: {
        where: { from: { lte: span.to }, OR: [{ to: null }, { to: { gte: span.from } }] },
        include: { class: true },
        orderBy: { from: "desc" },
        take: 1,
      },
    },
  });
  const own = enrolments[0]?.class;
  return renderDiaryPages({
    school: { name: schoolName, city: schoolCity, address: schoolAddress, phone: schoolPhone },
    pupil: { surname, givenName, className: own ? `${own.level}${own.letter}` : "" },
    days: dates.map(isoDay).map((date) => ({
      date,
      lessons: (known.get(date) ?? []).map(
        ({ number, subject, homework, task, homeworkFiles, marks, ...lesson }) => ({
          ...{ number, subject, noHomework: lesson.noHomework, isCancelled: lesson.cancelledFor !== null },
          ...{ homework: [homework, task].filter((text) => text !== null), homeworkFiles },
          marks: marks.map(({ value }) => value),
          absence: lesson.absence?.kind ?? null,
        }),
      ),
    })),
  });
}

/** File names name nobody. */
export function sendPdf(reply: FastifyReply, name: string, pdf: Buffer): FastifyReply {
  return reply
    .type("application/pdf")
    .header("cache-control", "no-store")
    .header("content-disposition", `inline; filename="${name}.pdf"`)
    .send(pdf);
}
