import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import {
  type AnnouncementLine,
  AnnouncementPage,
  AnnouncementsPage,
} from "../../../templates/pages/announcements.tsx";
import type { Refusal } from "../../../templates/pages/fields.tsx";
import { listClassesOn } from "../../curriculum/classes.ts";
import {
  type Announcement,
  countReach,
  discardAnnouncement,
  draftAnnouncement,
  getAnnouncement,
  LONGEST_ANNOUNCEMENT,
  LONGEST_TITLE,
  listAnnouncements,
  makeAnnouncement,
} from "../../deliveries/announcing.ts";
import { NotFound } from "../../errors.ts";
import { getSettings } from "../../settings.ts";
import { byOf, Id, text, Version } from "../api/shapes.ts";
import { readClassHead } from "../class-facts.ts";
import { answerForm, typed } from "../forms.ts";
import { dayOf } from "../moments.ts";
import { showPage } from "../page.ts";
import { schoolTabs } from "../school-tabs.ts";
import type { App, Web } from "../web.ts";

const MOST_SHOWN = 100;
const Words = z.object({
  circle: z.string().max(60).default(""),
  title: text(LONGEST_TITLE),
  text: z.string().trim().max(LONGEST_ANNOUNCEMENT).default(""),
});
const Seen = z.object({ version: z.coerce.number().pipe(Version) });

/** The same pages twice: for the whole school, and for the families of one class by its teacher. */
const PLACES = [
  { base: "/announcements", one: "id", access: { access: "announcement.make" } },
  {
    base: "/classes/:id/announcements",
    one: "announcementId",
    access: { access: "announcement.toClass", about: "class" },
  },
] as const;

/** Words of the school to its families: written, counted, and sent once. */
export async function announcementRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;
  for (const { base, one, access: config } of PLACES) {
    const ofClass = base !== "/announcements";
    const params = ofClass ? Id : z.object({});
    const ofOne = { params: params.extend({ [one]: z.uuid() }) };
    const classOf = ({ params: given }: FastifyRequest) => (ofClass ? (given as { id: string }).id : null);
    const idOf = ({ params: given }: FastifyRequest) => (given as Record<string, string>)[one]!;
    const here = (request: FastifyRequest) => base.replace(":id", classOf(request) ?? "");

    app.get(base, { config, schema: { params } }, async (request, reply) =>
      showAll(request, reply, { classId: classOf(request), refusal: null }),
    );

    app.post(base, { config, schema: { params } }, async (request, reply) => {
      const classId = classOf(request);
      let next = here(request);
      return answerForm(reply, "announcement", {
        act: async () => {
          const { circle, ...words } = typed(Words, request.body);
          const to = classId ? { classId, level: null } : circleOf(circle);
          const by = { ...byOf(request), actorId: request.actor!.personId };
          const { id } = await draftAnnouncement(
            db,
            { subgroupId: null, asksSeen: false, ...to, ...words },
            by,
          );
          next = `${next}/${id}`;
        },
        next: () => next,
        again: (answer, refusal) => showAll(request, answer, { classId, refusal }),
      });
    });

    app.get(`${base}/:${one}`, { config, schema: ofOne }, async (request, reply) =>
      showOne(request, reply, { id: idOf(request), classId: classOf(request), refusal: null }),
    );

    app.post(`${base}/:${one}/send`, { config, schema: ofOne }, async (request, reply) => {
      const [id, classId] = [idOf(request), classOf(request)];
      return answerForm(reply, "send", {
        act: async () => {
          await checkOf(id, classId);
          const by = { ...byOf(request), actorId: request.actor!.personId };
          await makeAnnouncement(db, { id, ...typed(Seen, request.body) }, by);
        },
        next: `${here(request)}/${id}`,
        again: (answer, refusal) => showOne(request, answer, { id, classId, refusal }),
      });
    });

    app.post(`${base}/:${one}/discard`, { config, schema: ofOne }, async (request, reply) => {
      const [id, classId] = [idOf(request), classOf(request)];
      return answerForm(reply, "send", {
        act: async () => {
          await checkOf(id, classId);
          await discardAnnouncement(db, { id, ...typed(Seen, request.body) }, byOf(request));
        },
        next: here(request),
        again: (answer, refusal) => showOne(request, answer, { id, classId, refusal }),
      });
    });
  }

  /** Of a class one opens only its own. @throws NotFound */
  async function checkOf(id: string, classId: string | null): Promise<Announcement> {
    const announcement = await getAnnouncement(db, id);
    if (announcement.discardedAt || (classId && announcement.classId !== classId))
      throw new NotFound("Такого объявления нет. Обновите список.");
    return announcement;
  }

  async function headOf({ actor, standings }: FastifyRequest, id: string | null) {
    return id ? readClassHead(db, { id, day: actor!.day }, standings) : null;
  }

  async function showAll(
    request: FastifyRequest,
    reply: FastifyReply,
    { classId, refusal }: { classId: string | null; refusal: Refusal | null },
  ) {
    const { timeZone } = await getSettings(db);
    const { day, standings } = request.actor!;
    const all = await listAnnouncements(db, { take: MOST_SHOWN });
    const classes = classId ? [] : await listClassesOn(db, day);
    const levels = [...new Set(classes.map(({ level }) => level))];
    return showPage(web, reply, AnnouncementsPage, {
      head: await headOf(request, classId),
      tabs: schoolTabs(standings),
      lines: all.filter((one) => !classId || one.classId === classId).map((one) => lineOf(one, timeZone)),
      circles: [
        { level: null, classId: null, className: null },
        ...levels.map((level) => ({ level, classId: null, className: null })),
        ...classes.map(({ id, level, letter }) => ({
          level: null,
          classId: id,
          className: `${level}${letter}`,
        })),
      ],
      longest: { title: LONGEST_TITLE, text: LONGEST_ANNOUNCEMENT },
      refusal,
    });
  }

  async function showOne(
    request: FastifyRequest,
    reply: FastifyReply,
    { id, classId, refusal }: { id: string; classId: string | null; refusal: Refusal | null },
  ) {
    const { timeZone } = await getSettings(db);
    const announcement = await checkOf(id, classId);
    return showPage(web, reply, AnnouncementPage, {
      head: await headOf(request, classId),
      line: { ...lineOf(announcement, timeZone), version: announcement.version },
      reach: await countReach(db, announcement),
      refusal,
    });
  }
}

function lineOf(announcement: Announcement, timeZone: string): AnnouncementLine {
  const { id, title, text: words, level, class: of, announcedAt, draftedAt } = announcement;
  return {
    id,
    title,
    text: words,
    level,
    className: of && `${of.level}${of.letter}`,
    on: dayOf(announcedAt ?? draftedAt, timeZone),
    isSent: announcedAt !== null,
  };
}

/** `level 7`, the id of a class, or nothing: everybody. */
function circleOf(circle: string): { level: number | null; classId: string | null } {
  const level = /^level (\d{1,2})$/.exec(circle)?.[1];
  if (level) return { level: Number(level), classId: null };
  const classId = z.uuid().safeParse(circle);
  return { level: null, classId: classId.success ? classId.data : null };
}
