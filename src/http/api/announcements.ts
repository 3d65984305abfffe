import { z } from "zod";
import { subgroupSaid } from "../../curriculum/subgroup-names.ts";
import { countSeen, listUnseen } from "../../deliveries/acknowledging.ts";
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
import type { App, Web } from "../web.ts";
import { byOf, Id, Instant, Level, Paging, page, pageArgs, pageOf, text, Version } from "./shapes.ts";

const tags = ["announcements"];
const access = "announcement.make" as const;

/** Free words of the school; with neither a level nor a class nor a subgroup they are for everybody. */
const Shown = z.object({
  id: z.uuid(),
  level: Level.nullable(),
  classId: z.uuid().nullable(),
  className: z.string().nullable(),
  subgroupId: z.uuid().nullable(),
  subgroupName: z.string().nullable(),
  title: z.string(),
  text: z.string(),
  /** Guardians are asked to say that they have seen it. */
  asksSeen: z.boolean(),
  draftedById: z.uuid(),
  draftedAt: Instant,
  announcedAt: Instant.nullable(),
  version: Version,
});

const Reach = z.object({
  pupils: z.int(),
  /** Each person once, however many pupils of theirs are there. */
  people: z.int(),
  /** Of them: no contact can be written to. */
  unreachable: z.int(),
  /** Switched off everything, and is not told. */
  silent: z.int(),
});

/** Of guardians who were asked. */
const SeenBy = z.object({ asked: z.int(), seen: z.int() });

const Unseen = z.object({
  id: z.uuid(),
  ...{ surname: z.string(), givenName: z.string(), patronymic: z.string().nullable() },
  pupil: z.object({ id: z.uuid(), surname: z.string(), givenName: z.string() }),
  /** The message has reached them. */
  isTold: z.boolean(),
});

const Seen = z.strictObject({ version: Version });

/** What the school says to its families in its own words: written, counted, and sent once. */
export async function announcementsApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/announcements",
    {
      config: { access },
      schema: {
        tags,
        summary: "Announcements, the newest first, drafts too",
        querystring: Paging,
        response: { 200: page(Shown) },
      },
    },
    async ({ query }) => {
      const { items, next } = pageOf(await listAnnouncements(db, pageArgs(query)), query);
      return { items: items.map(shown), next };
    },
  );

  app.post(
    "/announcements",
    {
      config: { access },
      schema: {
        tags,
        summary:
          "Write an announcement down, to the school, a level, a class or a subgroup; nobody is told yet",
        body: z.strictObject({
          level: Level.nullable().default(null),
          classId: z.uuid().nullable().default(null),
          subgroupId: z.uuid().nullable().default(null),
          asksSeen: z.boolean().default(false),
          title: text(LONGEST_TITLE),
          text: z.string().trim().max(LONGEST_ANNOUNCEMENT).default(""),
        }),
        response: { 201: Shown },
      },
    },
    async (request, reply) => {
      const by = { ...byOf(request), actorId: request.actor!.personId };
      return reply.status(201).send(shown(await draftAnnouncement(db, request.body, by)));
    },
  );

  app.get(
    "/announcements/:id",
    {
      config: { access },
      schema: {
        tags,
        summary: "An announcement, how many it reaches if it leaves now, and how many have seen it",
        params: Id,
        response: { 200: Shown.extend({ reach: Reach, seenBy: SeenBy }) },
      },
    },
    async ({ params }) => {
      const announcement = await getAnnouncement(db, params.id);
      const seenBy = await countSeen(db, params.id);
      return { ...shown(announcement), reach: await countReach(db, announcement), seenBy };
    },
  );

  app.get(
    "/announcements/:id/unseen",
    {
      config: { access, showsPersonal: true },
      schema: {
        tags,
        summary: "Guardians who were asked and have not said that they have seen it",
        params: Id,
        response: { 200: z.object({ items: z.array(Unseen) }) },
      },
    },
    async ({ params }) => {
      const { id } = await getAnnouncement(db, params.id);
      return { items: await listUnseen(db, id) };
    },
  );

  app.post(
    "/announcements/:id/send",
    {
      config: { access },
      schema: {
        tags,
        summary: "Tell the families, once: it cannot be taken back",
        params: Id,
        body: Seen,
        response: { 200: Shown },
      },
    },
    async (request) => {
      const seen = { id: request.params.id, ...request.body };
      const by = { ...byOf(request), actorId: request.actor!.personId };
      return shown(await makeAnnouncement(db, seen, by));
    },
  );

  app.post(
    "/announcements/:id/discard",
    {
      config: { access },
      schema: {
        tags,
        summary: "Put a draft away",
        params: Id,
        body: Seen,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await discardAnnouncement(db, { id: request.params.id, ...request.body }, byOf(request));
      return reply.status(204).send(null);
    },
  );
}

function shown(announcement: Announcement): z.infer<typeof Shown> {
  const { id, level, classId, class: of, subgroupId, subgroup, title, text } = announcement;
  const { asksSeen, draftedById, version } = announcement;
  return {
    id,
    level,
    classId,
    className: of && `${of.level}${of.letter}`,
    subgroupId,
    subgroupName: subgroup && subgroupSaid(subgroup),
    title,
    text,
    asksSeen,
    draftedById,
    draftedAt: announcement.draftedAt.toISOString(),
    announcedAt: announcement.announcedAt?.toISOString() ?? null,
    version,
  };
}
