import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import {
  type AnnouncementLine,
  AnnouncementPage,
  AnnouncementsPage,
} from "../../../templates/pages/announcements.tsx";
import type { Refusal } from "../../../templates/pages/fields.tsx";
import { listClassesOn } from "../../curriculum/classes.ts";
import { listSubgroupsOf, subgroupSaid } from "../../curriculum/subgroup-names.ts";
import {
  type Announcement,
  type Circle,
  countReach,
  discardAnnouncement,
  draftAnnouncement,
  getAnnouncement,
  LONGEST_ANNOUNCEMENT,
  LONGEST_TITLE,
  listAnnouncements,
  makeAnnouncement,
} from "../../deliveries/announcing.ts";
import { BadInput, NotFound } from "../../errors.ts";
import { getSettings } from "../../settings.ts";
import { byOf, Id, text, Version } from "../api/shapes.ts";
import { readClassHead } from "../class-facts.ts";
import { answerForm, typed } from "../forms.ts";
import { dayOf } from "../moments.ts";
import { showPage } from "../page.ts";
import { schoolTabs } from "../school-tabs.ts";
import type { App, Web } from "../web.ts";

const MOST_SHOWN = 100;
const NOBODY = { level: null, className: null, subgroup: null };
const Words = z.object({
  circle: z.string().max(60).default(""),
  title: text(LONGEST_TITLE),
  text: z.string().trim().max(LONGEST_ANNOUNCEMENT).default(""),
  asksSeen: z.literal("yes").optional(),
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
          const { circle, asksSeen, ...words } = typed(Words, request.body);
          const to = classId ? { classId, level: null, subgroupId: null } : circleOf(circle);
          const by = { ...byOf(request), actorId: request.actor!.personId };
          const wanted = { ...to, ...words, asksSeen: asksSeen === "yes" };
          const { id } = await draftAnnouncement(db, wanted, by);
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
    const subgroups = await listSubgroupsOf(
      db,
      classes.map(({ id }) => id),
    );
    return showPage(web, reply, AnnouncementsPage, {
      head: await headOf(request, classId),
      tabs: schoolTabs(standings),
      lines: all.filter((one) => !classId || one.classId === classId).map((one) => lineOf(one, timeZone)),
      circles: [
        { value: "", ...NOBODY },
        ...levels.map((level) => ({ value: `level ${level}`, ...NOBODY, level })),
        ...classes.map(({ id, level, letter }) => ({ value: id, ...NOBODY, className: `${level}${letter}` })),
        ...subgroups.map((one) => ({
          value: `subgroup ${one.id}`,
          ...NOBODY,
          subgroup: subgroupSaid(one),
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
  const {
    id,
    title,
    text: words,
    level,
    class: of,
    subgroup,
    asksSeen,
    announcedAt,
    draftedAt,
  } = announcement;
  return {
    id,
    title,
    text: words,
    level,
    className: of && `${of.level}${of.letter}`,
    subgroup: subgroup && subgroupSaid(subgroup),
    asksSeen,
    on: dayOf(announcedAt ?? draftedAt, timeZone),
    isSent: announcedAt !== null,
  };
}

/** `level 7`, `subgroup …`, the id of a class, or nothing: everybody. @throws BadInput it is none of them */
function circleOf(circle: string): Circle {
  const nobody = { level: null, classId: null, subgroupId: null };
  if (circle === "") return nobody;
  const [, level, subgroup] = /^(?:level (\d{1,2})|subgroup (.+))$/.exec(circle) ?? [];
  if (level) return { ...nobody, level: Number(level) };
  const id = z.uuid().safeParse(subgroup ?? circle);
  // Whoever is not understood must not be told to the whole school.
  if (!id.success) throw new BadInput("Выберите, кому объявление, из списка.", ["circle"]);
  return subgroup ? { ...nobody, subgroupId: id.data } : { ...nobody, classId: id.data };
}
