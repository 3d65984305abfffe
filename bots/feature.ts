import type { Action } from "../src/access/policy.ts";
import type { About } from "../src/access/standing.ts";
import type { Db, Role } from "../src/db.ts";
import type { Language } from "../src/deliveries/message.ts";
import type { Settings } from "../src/settings.ts";

/**
 * What the bot can do, as data: a feature names its commands, the acts of its buttons and the words it waits for, each
 * with its right in the policy table. The frame (bot.ts) asks the table before it runs anything.
 */

/** One message that is edited in place; `html` in Telegram's few tags, what people wrote in it escaped. */
export interface Screen {
  html: string;
  /** Rows of buttons under it. */
  buttons: Button[][];
}

/** `act` is "feature.act" of the act that it runs; `args` are short: the frame signs them, all in all 64 bytes. */
export type Button = { label: string; act: string; args?: string[] } | { label: string; url: string };

/** What an update is answered with. */
export interface Reply {
  /** Takes the place of the message whose button was tapped; a new message after a command or typed words. */
  screen?: Screen;
  /** The tapped message is the post office's and stays as it is: the screen comes below it. */
  below?: true;
  /** A line over the chat that goes away by itself. */
  toast?: string;
  /**
   * From now on typed words go to this step of the feature; null: to nobody in particular. Absent: as before; a command,
   * or an act of another feature, then ends the waiting.
   */
  expects?: { step: string; args?: string[] } | null;
  /** A document for the person alone. */
  file?: { name: string; bytes: Uint8Array };
  /** From now on the screens of this chat speak of this pupil: `pupilId` of the talks to come. */
  pupilId?: string;
  /** From now on this person speaks in the chat; one of those whose confirmed contact it is. */
  speakerId?: string;
  /** Of a chat nobody has joined from yet. */
  language?: Language;
  /** Goes on with this command, whose right is asked; whoever lacks it gets help instead. */
  next?: string;
}

/** One update of one chat, with who stands behind it. */
export interface Talk {
  db: Db;
  settings: Settings;
  publicUrl: string;
  /** Signs links and buttons. */
  secret: string;
  /** The bot's own name, for deep links; empty in the demo's window. */
  botName: string;
  chatId: string;
  /** Of the update: what is done by it is done once, however often Telegram repeats it. */
  updateId: number;
  language: Language;
  /** The person behind the chat; several people with one chat choose who speaks. Null: not joined yet. */
  me: { id: string; surname: string; givenName: string; patronymic: string | null } | null;
  roles: Role[];
  /** Whom they may hear about today: their children, or themselves; in the order of names. */
  pupils: { id: string; surname: string; givenName: string; className: string; isSelf: boolean }[];
  /** Of `pupils`, whom the chat spoke of last; null: nobody was chosen yet. */
  pupilId: string | null;
  day: string;
  /** The commands this chat is offered; see Command. */
  commands: Pick<Command, "name" | "menu">[];
  /** What somebody sent as a photo or a document, up to 20 MB as Telegram has it. @throws BadInput it cannot be had */
  readFile(id: string): Promise<Uint8Array>;
  /** Where files that people gave us are kept (src/files.ts). */
  dataDir: string;
  /** A sentence of templates/locales in the person's language. */
  word(key: string, args?: Record<string, string | number>): string;
}

/** `me` is there. */
export type OwnTalk = Talk & { me: NonNullable<Talk["me"]> };

export interface Act {
  /** With an action that is everybody's (policy.ts) it also runs for a chat nobody has joined from: `me` is null then. */
  access: Action;
  /** What of the school its arguments name; absent: the school as a whole. */
  about?: (args: string[]) => About;
  run(talk: OwnTalk, args: string[]): Promise<Reply>;
}

export interface Step extends Omit<Act, "run"> {
  /** The step of the same feature that a photo or a document goes to, its own name if it takes them; absent: to none. */
  files?: string;
  run(talk: OwnTalk, args: string[], typed: Typed): Promise<Reply>;
}

export interface Command extends Act {
  /** «/today» without the slash. */
  name: string;
  /** Key of its line in Telegram's menu. */
  menu: string;
  /** Who sees it in the menu; a right is asked all the same. */
  for: ("guardian" | "pupil" | Role)[];
}

export interface Feature {
  /** First part of its acts' names. */
  name: string;
  commands?: Command[];
  acts?: Record<string, Act>;
  /** Steps that wait for typed words, or for a photo or a document. */
  steps?: Record<string, Step>;
  /** Takes words that nobody waits for, if it can make sense of them; null: it cannot. */
  understands?: (talk: OwnTalk, text: string) => Promise<Reply | null>;
  /** The right to be understood; whoever lacks it is not asked. With `understands` only, and never without it. */
  hears?: Action;
}

export interface Typed {
  text: string;
  file: SentFile | null;
}

export interface SentFile {
  id: string;
  /** A photo has none. */
  name: string | null;
  size: number;
}
