import { nameAtLevel } from "../templates/content-level.ts";
import { html } from "../templates/telegram/markup.ts";
import type { Speaker } from "./chats.ts";
import type { Screen, Talk } from "./feature.ts";

/** What the frame itself says. */

/** Whoever reads the help has begun and has asked. */
const ASKED_ALREADY = ["start", "help"];

/** What somebody may do here, as commands to be tapped. */
export function helpScreen(talk: Talk): Screen {
  const offered = talk.commands.filter(({ name }) => !ASKED_ALREADY.includes(name));
  const lines = offered.map(({ name, menu }) => `/${name} — ${html(talk.word(menu))}`);
  return { html: [`<b>${html(talk.word("bot-help"))}</b>`, "", ...lines].join("\n"), buttons: [] };
}

/** Where files may go; each is a command. */
const TAKES_FILES = ["task", "hand", "excuse"];

/** A file that nobody waited for is kept nowhere: what it may be for, by role. */
export function fileScreen(talk: Talk): Screen {
  const uses = talk.commands.filter(({ name }) => TAKES_FILES.includes(name));
  const said = talk.word("bot-file-unexpected", { state: uses.length > 0 ? "some" : "none" });
  return {
    html: html(said),
    buttons: uses.map(({ name, menu }) => [{ label: talk.word(menu), act: "menu.go", args: [name] }]),
  };
}

/** To whom nobody knows; it tells nothing of anybody. */
export function howToJoin(talk: Talk): Screen {
  return { html: html(talk.word("bot-how-to-join")), buttons: [] };
}

/** Several people have this chat. Grown-ups are named to each other; a pupil is not named where the channel may not. */
export function chooseSpeaker(talk: Talk, speakers: Speaker[]): Screen {
  return {
    html: html(talk.word("bot-who-writes")),
    buttons: speakers.map((speaker, index) => [
      { label: speakerName(talk, speaker, index + 1), act: "bot.speak", args: [speaker.id] },
    ]),
  };
}

function speakerName(talk: Talk, speaker: Speaker, n: number): string {
  const level = talk.settings.telegramLevel;
  const name =
    speaker.isPupil || level !== "ping"
      ? nameAtLevel(level, speaker)
      : [speaker.givenName, speaker.patronymic].filter(Boolean).join(" ");
  return name || talk.word("bot-speaker-nameless", { n });
}
