import { now } from "../../src/clock.ts";
import type { Db, Prisma, Tx } from "../../src/db.ts";
import type { Entry, WrittenMark } from "../../src/entries/entries.ts";
import type { Choices } from "../../src/quick-marks/quick-marks.ts";
import type { OwnTalk } from "../feature.ts";

/** What was typed, kept from its card to «Сохранить» and beyond: the row says whether it was saved. */
export interface Draft {
  chatId: string;
  updateId: bigint;
  personId: string;
  lessonId: string;
  text: string;
  kindCode: string;
  choices: Choices;
  entry: Entry | null;
  savedAt: Date | null;
  written: WrittenMark[] | null;
  undoneAt: Date | null;
}

type Key = Pick<Draft, "chatId" | "updateId">;

/** A draft of what this update brought; when the update comes again it is the same one, saved or not. */
export async function keepDraft(
  { db, chatId, updateId, me }: OwnTalk,
  { lessonId, text, kindCode }: Pick<Draft, "lessonId" | "text" | "kindCode">,
): Promise<Draft> {
  const key = { chatId, updateId: BigInt(updateId) };
  const known = await readDraft(db, key);
  if (known && known.personId === me.id && known.text === text) return known;
  const fresh = { personId: me.id, lessonId, text, kindCode, choices: {}, createdAt: now() };
  const emptied = { savedAt: null, undoneAt: null };
  await db.botDraft.upsert({
    where: { chatId_updateId: key },
    create: { ...key, ...fresh },
    update: { ...fresh, ...emptied },
  });
  return { ...key, ...fresh, ...emptied, entry: null, written: null };
}

/** The draft behind a button; null: there is none any more, or it is somebody else's. */
export async function findDraft(
  { db, chatId, me }: OwnTalk,
  updateId: string | undefined,
): Promise<Draft | null> {
  if (!updateId || !/^\d{1,15}$/.test(updateId)) return null;
  const draft = await readDraft(db, { chatId, updateId: BigInt(updateId) });
  return draft?.personId === me.id ? draft : null;
}

async function readDraft(db: Db, key: Key): Promise<Draft | null> {
  return asDraft(await db.botDraft.findUnique({ where: { chatId_updateId: key } }));
}

/** Nobody else looks at it meanwhile: of two taps the second one sees what the first has done. */
export async function lockDraft(tx: Tx, { chatId, updateId }: Key): Promise<Draft | null> {
  const [row] = await tx.$queryRaw<Prisma.BotDraftGetPayload<object>[]>`
    select * from "BotDraft" where "chatId" = ${chatId} and "updateId" = ${updateId} for update`;
  return asDraft(row ?? null);
}

function asDraft(row: Prisma.BotDraftGetPayload<object> | null): Draft | null {
  return row as unknown as Draft | null;
}

export async function changeDraft(
  db: Db | Tx,
  { chatId, updateId }: Key,
  change: Partial<Omit<Draft, keyof Key | "personId" | "text">>,
): Promise<void> {
  await db.botDraft.update({
    where: { chatId_updateId: { chatId, updateId } },
    data: change as unknown as Prisma.BotDraftUpdateInput,
  });
}

export async function dropDraft(db: Db, { chatId, updateId }: Key): Promise<void> {
  await db.botDraft.deleteMany({ where: { chatId, updateId, savedAt: null } });
}
