import { audit } from "../audit.ts";
import { now } from "../clock.ts";
import { NAMED_SUBGROUP } from "../curriculum/subgroup-names.ts";
import type { Db, Prisma, Tx } from "../db.ts";
import { BadInput, Closed, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { recordEvents } from "../outbox/outbox.ts";
import { getSettings } from "../settings.ts";
import { editVersion } from "../versions.ts";
import { type Circle, readAddressed } from "./announcement-facts.ts";

const WITH_CIRCLE = {
  class: { select: { level: true, letter: true } },
  subgroup: NAMED_SUBGROUP,
} as const;

export type { Circle } from "./announcement-facts.ts";
export type Announcement = Prisma.AnnouncementGetPayload<{ include: typeof WITH_CIRCLE }>;

export interface NewAnnouncement extends Circle {
  title: string;
  /** May be empty: the title says it all. */
  text: string;
  /** Guardians are asked to say that they have seen it. */
  asksSeen: boolean;
}

/** As its reader saw it. */
interface Seen {
  id: string;
  version: number;
}

/** Of a title, which is a line of a lock screen, and of the text, which fits one message. */
export const LONGEST_TITLE = 100;
export const LONGEST_ANNOUNCEMENT = 2000;

/** How many an announcement would reach if it left now. */
export interface Reach {
  pupils: number;
  /** Persons who will be told, each once. */
  people: number;
  /** Of them: nobody can write to them, and the announcement ends with that reason. */
  unreachable: number;
  /** Who switched off everything and is not told. */
  silent: number;
}

/**
 * Writes an announcement down without telling anybody; the same words of the same author are the same draft.
 * @throws NotFound no such class or subgroup · BadInput a title that is empty or longer than a line, too long a text, more
 *   than one of level, class and subgroup
 */
export async function draftAnnouncement(
  db: Db,
  wanted: NewAnnouncement,
  by: By & { actorId: string },
): Promise<Announcement> {
  const said = checked(wanted);
  return db.$transaction(async (tx) => {
    await checkCircle(tx, said);
    const words = { ...said, draftedById: by.actorId };
    const drafted = { ...words, announcedAt: null, discardedAt: null };
    const same = await tx.announcement.findFirst({ where: drafted, include: WITH_CIRCLE });
    if (same) return same;
    const announcement = await tx.announcement.create({
      data: { ...words, draftedAt: by.at ?? now(), source: by.source },
      include: WITH_CIRCLE,
    });
    await record(tx, announcement.id, { action: "announcement.drafted", by });
    return announcement;
  });
}

/**
 * Lets it leave, once: everybody who hears today of a pupil of its circle is told, each once.
 * @throws NotFound · Conflict it was changed meanwhile · Closed it has left already, or was discarded
 */
export function makeAnnouncement(db: Db, seen: Seen, by: By & { actorId: string }): Promise<Announcement> {
  return db.$transaction(async (tx) => {
    await checkDraft(tx, seen.id);
    const announcedAt = by.at ?? now();
    const { after } = await editVersion(tx.announcement, seen, { announcedAt, announcedById: by.actorId });
    await record(tx, after.id, { action: "announcement.made", by });
    await recordEvents(tx, [
      {
        kind: "announcement.made",
        factId: after.id,
        factVersion: after.version,
        pupilId: null,
        actorId: by.actorId,
        occurredAt: announcedAt,
        silent: by.silent,
      },
    ]);
    return tx.announcement.findUniqueOrThrow({ where: { id: after.id }, include: WITH_CIRCLE });
  });
}

/** Whether a draft asks its readers to say that they have seen it. @throws NotFound · Conflict · Closed as makeAnnouncement */
export function askSeen(
  db: Db,
  { asksSeen, ...seen }: Seen & { asksSeen: boolean },
  by: By,
): Promise<Announcement> {
  return db.$transaction(async (tx) => {
    await checkDraft(tx, seen.id);
    await editVersion(tx.announcement, seen, { asksSeen });
    await record(tx, seen.id, { action: "announcement.redrafted", by });
    return tx.announcement.findUniqueOrThrow({ where: { id: seen.id }, include: WITH_CIRCLE });
  });
}

/** Puts a draft away; what has left cannot be taken back. @throws NotFound · Conflict · Closed as makeAnnouncement */
export function discardAnnouncement(db: Db, seen: Seen, by: By): Promise<void> {
  return db.$transaction(async (tx) => {
    await checkDraft(tx, seen.id);
    await editVersion(tx.announcement, seen, { discardedAt: by.at ?? now() });
    await record(tx, seen.id, { action: "announcement.discarded", by });
  });
}

/** @throws NotFound */
export async function getAnnouncement(db: Db, id: string): Promise<Announcement> {
  const announcement = await db.announcement.findUnique({ where: { id }, include: WITH_CIRCLE });
  if (!announcement) throw new NotFound("Такого объявления нет. Обновите список.");
  return announcement;
}

/** The newest first, without what was discarded, a page of them. */
export function listAnnouncements(
  db: Db,
  page: { take: number; cursor?: { id: string }; skip?: number },
): Promise<Announcement[]> {
  return db.announcement.findMany({
    where: { discardedAt: null },
    include: WITH_CIRCLE,
    orderBy: [{ draftedAt: "desc" }, { id: "desc" }],
    ...page,
  });
}

/** Asked before it leaves. A fixed number of queries, however large the school. */
export async function countReach(db: Db, circle: Circle): Promise<Reach> {
  const settings = await getSettings(db);
  const { pupilIds, addressed } = await readAddressed(db, circle, settings);
  const told = addressed.filter(({ isSilent }) => !isSilent).map(({ personId }) => personId);
  const [row] = await db.$queryRaw<{ reached: number }[]>`
    select count(distinct "personId")::int as reached from usable_contact
    where "personId" = any(${told}::uuid[])`;
  return {
    pupils: pupilIds.length,
    people: told.length,
    unreachable: told.length - (row?.reached ?? 0),
    silent: addressed.length - told.length,
  };
}

function checked({ level, classId, subgroupId, asksSeen, title, text }: NewAnnouncement): NewAnnouncement {
  if ([level, classId, subgroupId].filter((each) => each !== null).length > 1)
    throw new BadInput("Объявление — параллели, классу или подгруппе. Назовите что-то одно.", [
      subgroupId === null ? "classId" : "subgroupId",
    ]);
  const line = title.trim().replace(/\s+/g, " ");
  if (line === "" || line.length > LONGEST_TITLE)
    throw new BadInput(
      `Заголовок — одна строка, не длиннее ${LONGEST_TITLE} знаков. Остальное напишите в тексте.`,
      ["title"],
    );
  const rest = text.trim();
  if (rest.length > LONGEST_ANNOUNCEMENT)
    throw new BadInput(
      `Текст объявления не длиннее ${LONGEST_ANNOUNCEMENT} знаков, у вас ${rest.length}. Сократите его.`,
      ["text"],
    );
  return { level, classId, subgroupId, asksSeen, title: line, text: rest };
}

async function checkCircle(tx: Tx, { classId, subgroupId }: Circle): Promise<void> {
  if (classId && (await tx.schoolClass.count({ where: { id: classId } })) === 0)
    throw new NotFound("Такого класса нет. Обновите список классов.");
  if (subgroupId && (await tx.subgroup.count({ where: { id: subgroupId } })) === 0)
    throw new NotFound("Такой подгруппы нет. Обновите список подгрупп.");
}

async function checkDraft(tx: Tx, id: string): Promise<void> {
  const announcement = await tx.announcement.findUnique({ where: { id } });
  if (!announcement) throw new NotFound("Такого объявления нет. Обновите список.");
  if (announcement.announcedAt) throw new Closed("Это объявление уже ушло. Второй раз его не отправить.");
  if (announcement.discardedAt) throw new Closed("Это объявление отменено. Напишите новое.");
}

/** Its words stay out of the audit: they may name anybody. */
function record(tx: Tx, id: string, { action, by }: { action: string; by: By }): Promise<void> {
  return audit(tx, by, { action, objectId: id });
}
