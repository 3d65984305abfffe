import { addMaterial, type Material } from "../../src/materials/materials.ts";
import type { OwnTalk, SentFile } from "../feature.ts";
import { byOf, cut, wordsOf } from "../screens.ts";

/** A photo or a document from a chat, on its way to a lesson: fetched, and kept as the journal keeps files elsewhere. */

const LONGEST_NAME = 60;

interface Fetched {
  name: string;
  bytes: Uint8Array;
}

/** @throws BadInput Telegram does not have it any more, or hands out none so large */
export async function fetchSent(talk: OwnTalk, { id, name }: SentFile): Promise<Fetched> {
  const bytes = await talk.readFile(id);
  return { bytes, name: name ?? talk.word("bot-file-photo", { day: wordsOf(talk).day(talk.day) }) };
}

type Place =
  | { lessonId: string; kind: "homework"; pupilId: null }
  | { lessonId: string; kind: "work"; pupilId: string };

/** The same one again, as after a kill, is kept once. @throws see addMaterial */
export function lay(
  talk: OwnTalk,
  file: Place & Fetched,
  db: Parameters<typeof addMaterial>[0] = talk.db,
): Promise<Material> {
  return addMaterial(db, { ...file, dataDir: talk.dataDir }, byOf(talk));
}

export function openerOf({ id, name, kind }: Material): { name: string; act: string; args: string[] } {
  return { name, act: kind === "work" ? "files.work" : "files.open", args: [id] };
}

export function shownName({ name }: Material): string {
  return cut(name, LONGEST_NAME);
}
