import { listWards } from "../src/access/wards.ts";
import { dateOf, dayIn, isoDay } from "../src/clock.ts";
import type { Settings } from "../src/settings.ts";
import { wordsIn } from "../templates/words.ts";
import { type Chat, listSpeakers, readChat, type Speaker } from "./chats.ts";
import type { Desk } from "./desk.ts";
import type { Command, Talk } from "./feature.ts";
import type { Incoming } from "./updates.ts";

export interface Opened {
  talk: Talk;
  chat: Chat;
  /** Everybody who may speak here. */
  speakers: Speaker[];
}

/** Who stands behind the chat today and whom they may hear about. */
export async function openTalk(
  desk: Desk,
  { chatId, updateId, language }: Pick<Incoming, "chatId" | "updateId" | "language">,
  commands: Command[],
): Promise<Opened> {
  const settings = await desk.settings();
  const chat = await readChat(desk.db, chatId, updateId);
  return open(desk, { chatId, updateId, language, chat, commands, settings });
}

interface Opening {
  chatId: string;
  updateId: number;
  language: "ru" | "en";
  chat: Chat;
  commands: Command[];
  settings: Settings;
}

async function open(desk: Desk, opening: Opening): Promise<Opened> {
  const { chatId, updateId, chat, commands, settings } = opening;
  const { db, publicUrl, secret, botName, readFile, dataDir } = desk;
  const day = isoDay(dayIn(settings.timeZone));
  const speakers = await listSpeakers(db, chatId, day);
  const speaker =
    speakers.length === 1 ? speakers[0]! : (speakers.find(({ id }) => id === chat.personId) ?? null);
  const pupils = speaker ? await pupilsOf(desk, speaker, day) : [];
  const language = speaker?.language ?? chat.language ?? opening.language;
  const talk: Talk = {
    ...{
      db,
      settings,
      publicUrl,
      secret,
      botName,
      chatId,
      updateId,
      language,
      day,
      pupils,
      readFile,
      dataDir,
    },
    me: speaker && named(speaker),
    roles: speaker?.roles ?? [],
    pupilId: pupils.some(({ id }) => id === chat.pupilId) ? chat.pupilId : null,
    commands: speaker ? commandsFor(commands, speaker, pupils) : [],
    word: (key, args = {}) => wordsIn(language).say(key, args),
  };
  return { talk, chat, speakers };
}

function named({ id, surname, givenName, patronymic }: Speaker): NonNullable<Talk["me"]> {
  return { id, surname, givenName, patronymic };
}

async function pupilsOf({ db }: Desk, { id: ownId }: Speaker, day: string): Promise<Talk["pupils"]> {
  const wards = await listWards(db, ownId, dateOf(day));
  return wards.map(({ id, surname, givenName, className }) => ({
    ...{ id, surname, givenName },
    className: className ?? "",
    isSelf: id === ownId,
  }));
}

function commandsFor(commands: Command[], { roles }: Speaker, pupils: Talk["pupils"]) {
  const parts: Command["for"] = [
    ...roles,
    ...(pupils.some(({ isSelf }) => !isSelf) ? (["guardian"] as const) : []),
    ...(pupils.some(({ isSelf }) => isSelf) ? (["pupil"] as const) : []),
  ];
  return commands.filter((command) => command.for.some((part) => parts.includes(part)));
}
