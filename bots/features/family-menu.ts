import type { Button, Feature, OwnTalk, Reply, Screen } from "../feature.ts";
import { bold, inPairs, label } from "../screens.ts";
import { chosenPupil, type PupilScreen, pupilAct, showPupil, siteButton, whoIs } from "./family-pupil.ts";

// In: somebody asks what there is, or comes from joining. Out: what they may do here as buttons. It writes nothing.

/** Not buttons of the menu: itself, and what is asked for seldom and stands in Telegram's own list. */
const ELSEWHERE = ["menu", "start", "help", "language", "stop"];
/** They show what Telegram may not know. */
const DIARY = ["today", "week", "marks", "homework", "hand", "absences", "finals"];

const ofPupil: PupilScreen = {
  act: "menu.of",
  show: async (talk, pupil) => ({
    html: bold(pupil.isSelf ? talk.word("bot-family-choose") : whoIs(talk, pupil)),
    buttons: buttonsOf(talk),
  }),
};

export const familyMenu: Feature = {
  name: "menu",
  commands: [
    {
      name: "menu",
      menu: "bot-family-menu-menu",
      for: ["guardian", "pupil", "teacher", "deputyHead", "head", "administrator", "secretary"],
      access: "choices.own",
      run: open,
    },
  ],
  acts: {
    open: { access: "choices.own", run: open },
    of: pupilAct(ofPupil),
    go: { access: "choices.own", run: async (_talk, [command = "help"]) => ({ next: command }) },
  },
};

async function open(talk: OwnTalk): Promise<Reply> {
  const pupil = chosenPupil(talk);
  if (pupil && talk.settings.telegramLevel !== "ping")
    return { ...(await showPupil(talk, pupil, { screen: ofPupil, args: [] })), expects: null };
  if (!pupil && buttonsOf(talk).length === 0) return { next: "help" };
  return { screen: choice(talk), expects: null };
}

function choice(talk: OwnTalk): Screen {
  const site = talk.pupils.length > 0 ? [[siteButton(talk)]] : [];
  return { html: bold(talk.word("bot-family-choose")), buttons: [...site, ...buttonsOf(talk)] };
}

function buttonsOf(talk: OwnTalk): Button[][] {
  const hidden = talk.settings.telegramLevel === "ping" ? [...ELSEWHERE, ...DIARY] : ELSEWHERE;
  return inPairs(
    talk.commands
      .filter(({ name }) => !hidden.includes(name))
      .map(({ name, menu }) => ({ label: label(talk.word(menu)), act: "menu.go", args: [name] })),
  );
}
