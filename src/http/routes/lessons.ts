import { LessonsPage } from "../../../templates/pages/lessons.tsx";
import { dayIn, isoDay, now } from "../../clock.ts";
import { getSettings } from "../../settings.ts";
import { clockTime } from "../moments.ts";
import { showPage } from "../page.ts";
import type { App, Web } from "../web.ts";

/** My lessons today: those I hold. */
export async function lessonsRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;
  app.get("/lessons", { config: { access: "lessons.list" } }, async (request, reply) => {
    const { timeZone } = await getSettings(db);
    const day = dayIn(timeZone);
    const lessons = await db.lesson.findMany({
      where: { teacherId: request.actor!.personId, date: day },
      include: {
        class: true,
        subject: true,
        works: { select: { _count: { select: { marks: { where: { valueId: { not: null } } } } } } },
      },
      orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    });
    const at = now();
    return showPage(web, reply, LessonsPage, {
      day: isoDay(day),
      lessons: lessons.map(
        ({ id, number, startsAt, endsAt, subject, topic, works, class: { level, letter } }) => ({
          id,
          number,
          from: clockTime(startsAt, timeZone),
          to: clockTime(endsAt, timeZone),
          runs: startsAt <= at && at < endsAt,
          subject: subject.name,
          className: `${level}${letter}`,
          topic,
          marks: works.reduce((sum, work) => sum + work._count.marks, 0),
        }),
      ),
    });
  });
}
