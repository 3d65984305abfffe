import { now } from "../src/clock.ts";
import { type Db, Prisma, type Role } from "../src/db.ts";

/** What is kept of a chat between its updates, and who stands behind it. */

/** A step that waits for typed words. */
export interface Expected {
  feature: string;
  step: string;
  args: string[];
}

export interface Chat {
  personId: string | null;
  pupilId: string | null;
  language: "ru" | "en" | null;
  expects: Expected | null;
  menu: string | null;
  /** This very update was finished before. */
  isDone: boolean;
}

export interface Speaker {
  id: string;
  surname: string;
  givenName: string;
  patronymic: string | null;
  language: "ru" | "en";
  roles: Role[];
  isPupil: boolean;
}

/** Telegram repeats what it was not thanked for: at most a hundred updates. */
const KEPT_DONE = 100;

const NOTHING: Chat = {
  personId: null,
  pupilId: null,
  language: null,
  expects: null,
  menu: null,
  isDone: false,
};

export async function readChat(db: Db, chatId: string, updateId: number): Promise<Chat> {
  const [row] = await db.$queryRaw<Chat[]>`
    select "personId", "pupilId", language, expects, menu, ${updateId}::bigint = any(done) as "isDone"
    from "BotChat" where "chatId" = ${chatId}`;
  return row ?? NOTHING;
}

/** Everybody whose confirmed contact this chat is, by name. Roles are those of the day (`2026-11-26`). */
export function listSpeakers(db: Db, chatId: string, day: string): Promise<Speaker[]> {
  return db.$queryRaw<Speaker[]>`
    select p.id, p.surname, p."givenName", p.patronymic, p.language,
      array(select g.role::text from "RoleGrant" g where g."personId" = p.id and g."from" <= ${day}::date
        and (g."to" is null or g."to" >= ${day}::date) order by 1) as roles,
      exists (select 1 from "Enrolment" e where e."pupilId" = p.id) as "isPupil"
    from "Contact" c join "Person" p on p.id = c."personId"
    where c.channel = 'telegram' and c.address = ${chatId} and c.state = 'confirmed'
    order by p.surname, p."givenName", p.id`;
}

/** Writes what changed, and that the update is finished. */
export async function keepChat(
  db: Db,
  chatId: string,
  { updateId, changes }: { updateId: number; changes: Partial<Omit<Chat, "isDone">> },
): Promise<void> {
  const { expects, ...plain } = changes;
  const data = {
    ...plain,
    ...(expects === undefined ? {} : { expects: expects === null ? Prisma.DbNull : { ...expects } }),
    updatedAt: now(),
  };
  await db.botChat.upsert({ where: { chatId }, create: { chatId, ...data, done: [] }, update: data });
  await db.$executeRaw`
    update "BotChat" set done = (array_prepend(${updateId}::bigint, done))[1:${KEPT_DONE}::int] where "chatId" = ${chatId}`;
}
