import { LessonsPage } from "../../../templates/pages/lessons.tsx";
import { clockTime, dayIn, isoDay, now } from "../../clock.ts";
import { shownClasses, WITH_CLASSES } from "../../lessons/classes.ts";
import { getSettings } from "../../settings.ts";
import { showPage } from "../page.ts";
import type { App, Web } from "../web.ts";

/** My lessons today: those I hold. */
export async function lessonsRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;
  app.get("/lessons", { config: { access: "lessons.list" } }, async (request, reply) => {
    const { timeZone } = await getSettings(db);
    const day = dayIn(timeZone);
    const lessons = await db.lesson.findMany({
      where: { teacherId: request.actor!.personId, date: day, cancelledFor: null },
      include: {
        ...WITH_CLASSES,
        subject: true,
        works: { select: { _count: { select: { marks: { where: { valueId: { not: null } } } } } } },
      },
      orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    });
    const at = now();
    return showPage(web, reply, LessonsPage, {
      day: isoDay(day),
      lessons: lessons.map((lesson) => ({
        id: lesson.id,
        number: lesson.number,
        from: clockTime(lesson.startsAt, timeZone),
        to: clockTime(lesson.endsAt, timeZone),
        runs: lesson.startsAt <= at && at < lesson.endsAt,
        subject: lesson.subject.name,
        className: shownClasses(lesson),
        topic: lesson.topic,
        marks: lesson.works.reduce((sum, work) => sum + work._count.marks, 0),
      })),
    });
  });
}
