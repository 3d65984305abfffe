import { attachFile } from "../../src/attendance/excuse-files.ts";
import { checkDays, getExcuse, giveExcuse, withdrawExcuse } from "../../src/attendance/excuses.ts";
import { BadInput } from "../../src/errors.ts";
import type { Act, Feature, OwnTalk, Reply, Typed } from "../feature.ts";
import { byOf, plain } from "../screens.ts";
import { type Days, readDays } from "./family-excuse-days.ts";
import { check, days, handedScreen, own, PAPER_ONLY, reasonSaid, why } from "./family-excuse-view.ts";
import { ownPupil, type Pupil, type PupilScreen, showPupil } from "./family-pupil.ts";

// In: a family says that a child will be away. Out: days, a reason, «Отправить», and the note lies with the class teacher. If
// it dies here the note is given or not; the same one again is the one that stands.

const LONGEST_WORDS = 1000;

const give: Pick<Act, "access" | "about"> = {
  access: "excuse.give",
  about: ([pupil = ""]) => ({ pupil }),
};

const screens = {
  days: { act: "excuse.days", show: days },
  why: { act: "excuse.why", ofAnother: "excuse.days", show: why },
  own: { act: "excuse.own", ofAnother: "excuse.days", show: own },
  check: { act: "excuse.check", ofAnother: "excuse.days", show: check },
} satisfies Record<string, PupilScreen>;

export const familyExcuse: Feature = {
  name: "excuse",
  commands: [
    {
      name: "excuse",
      menu: "bot-choices-menu-excuse",
      for: ["guardian"],
      access: "choices.own",
      run: start,
    },
  ],
  acts: {
    days: { ...give, run: (talk, [id = ""]) => askDays(talk, ownPupil(talk, id)) },
    why: { ...give, run: (talk, args) => open(talk, screens.why, args) },
    own: {
      ...give,
      run: (talk, [id = "", from = "", to = ""]) =>
        waiting(open(talk, screens.own, [id, from, to]), { step: "words", args: [id, from, to] }),
    },
    check: { ...give, run: (talk, args) => open(talk, screens.check, args) },
    send: { ...give, run: send },
    withdraw: { access: "excuse.withdraw", about: ([excuse = ""]) => ({ excuse }), run: withdraw },
  },
  steps: {
    days: { ...give, run: takeDays },
    words: { ...give, files: "words", run: takeWords },
    paper: {
      access: "excuse.attach",
      about: ([excuse = ""]) => ({ excuse }),
      files: "paper",
      run: takePaper,
    },
  },
};

async function start(talk: OwnTalk): Promise<Reply> {
  const children = talk.pupils.filter(({ isSelf }) => !isSelf);
  const child = children.find(({ id }) => id === talk.pupilId) ?? children[0];
  if (child) return askDays(talk, child);
  const key = talk.pupils.length > 0 ? "bot-choices-excuse-parents" : "bot-family-nobody";
  return { screen: { html: plain(talk.word(key)), buttons: [] } };
}

function askDays(talk: OwnTalk, { id }: Pupil): Promise<Reply> {
  return waiting(open(talk, screens.days, [id]), { step: "days", args: [id] });
}

/** Where the channel may know nothing of a child, nothing is asked either. */
async function waiting(shown: Promise<Reply>, step: { step: string; args: string[] }): Promise<Reply> {
  const reply = await shown;
  return reply.pupilId ? { ...reply, expects: step } : reply;
}

async function open(talk: OwnTalk, screen: PupilScreen, [id = "", ...args]: string[]): Promise<Reply> {
  return { ...(await showPupil(talk, ownPupil(talk, id), { screen, args })), expects: null };
}

async function send(talk: OwnTalk, [id = "", from = "", to = "", reason]: string[]): Promise<Reply> {
  return hand(talk, ownPupil(talk, id), { from, to, text: reasonSaid(reason) });
}

async function hand(
  talk: OwnTalk,
  pupil: Pupil,
  { file, ...note }: Days & { text: string; file?: Typed["file"] },
): Promise<Reply> {
  const excuse = await giveExcuse(talk.db, pupil.id, note, byOf(talk));
  if (file) return takePaper(talk, [excuse.id], { text: "", file });
  // A certificate may follow: whatever file comes next is laid beside the note.
  return { screen: handedScreen(talk, excuse, 0), expects: { step: "paper", args: [excuse.id] } };
}

async function withdraw(talk: OwnTalk, [id = ""]: string[]): Promise<Reply> {
  const { state, version, pupilId } = await getExcuse(talk.db, id);
  if (state !== "withdrawn") await withdrawExcuse(talk.db, { id, version }, byOf(talk));
  const menu = { label: talk.word("bot-family-to-menu"), act: "menu.of", args: [pupilId] };
  return {
    screen: { html: plain(talk.word("bot-choices-excuse-withdrawn")), buttons: [[menu]] },
    expects: null,
  };
}

async function takeDays(talk: OwnTalk, [id = ""]: string[], { text }: Typed): Promise<Reply> {
  const pupil = ownPupil(talk, id);
  const days = readDays(text, talk.day);
  if (!days) throw new BadInput(talk.word("bot-choices-excuse-unread"));
  checkDays(days, talk.day);
  return open(talk, screens.why, [pupil.id, days.from, days.to]);
}

async function takeWords(
  talk: OwnTalk,
  [id = "", from = "", to = ""]: string[],
  typed: Typed,
): Promise<Reply> {
  const text = typed.text.trim() || (typed.file ? PAPER_ONLY : "");
  if (text === "") throw new BadInput(talk.word("bot-choices-excuse-empty"));
  if (text.length > LONGEST_WORDS) throw new BadInput(talk.word("bot-choices-excuse-long"));
  return hand(talk, ownPupil(talk, id), { from, to, text, file: typed.file });
}

/** Words that come instead of a file end the waiting: the note lies where it should. */
async function takePaper(talk: OwnTalk, [id = ""]: string[], { file }: Typed): Promise<Reply> {
  const excuse = await getExcuse(talk.db, id);
  if (!file) return { screen: handedScreen(talk, excuse), expects: null };
  const bytes = await talk.readFile(file.id);
  const given = { excuseId: id, dataDir: talk.dataDir, bytes };
  const { length } = await attachFile(talk.db, given, byOf(talk));
  return { screen: handedScreen(talk, excuse, length), expects: { step: "paper", args: [id] } };
}
