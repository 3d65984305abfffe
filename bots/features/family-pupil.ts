import { NotFound } from "../../src/errors.ts";
import { nameAtLevel } from "../../templates/content-level.ts";
import type { Act, Button, Command, OwnTalk, Reply, Screen } from "../feature.ts";
import { auditReading } from "../rights.ts";
import { bold, inPairs, label, plain, saysAll, wordsOf } from "../screens.ts";

/** What every screen about a pupil shares: of whom it speaks, the switch between children, and what Telegram may know. */

export type Pupil = OwnTalk["pupils"][number];

export interface PupilScreen {
  /** The act that shows it; its first argument is the pupil. */
  act: string;
  /** Shown when another child is chosen; absent: the same. */
  ofAnother?: string;
  show(talk: OwnTalk, pupil: Pupil, args: string[]): Promise<Screen>;
}

/** Of the child the chat spoke of last. A command names nobody, so who is read about is written down here. */
export function pupilCommand(name: string, menu: string, screen: PupilScreen): Command {
  return {
    name,
    menu,
    for: ["guardian", "pupil"],
    access: "choices.own",
    run: async (talk) => {
      const pupil = chosenPupil(talk);
      if (!pupil) return { screen: { html: plain(talk.word("bot-family-nobody")), buttons: [] } };
      const about = { pupil: pupil.id };
      await auditReading(talk, { name: `/${name}`, access: "diary.read", about });
      return showPupil(talk, pupil, { screen, args: [] });
    },
  };
}

/** Another word for a command: understood, and in nobody's menu. */
export function alsoCalled(name: string, command: Command): Command {
  return { ...command, name, for: [] };
}

export function pupilAct(screen: PupilScreen): Act {
  return {
    access: "diary.read",
    about: ([pupil = ""]) => ({ pupil }),
    run: (talk, [pupilId = "", ...args]) => showPupil(talk, ownPupil(talk, pupilId), { screen, args }),
  };
}

export function chosenPupil({ pupils, pupilId }: OwnTalk): Pupil | undefined {
  return pupils.find(({ id }) => id === pupilId) ?? pupils[0];
}

/** The school's people have a right to the diary too; here it is the family's. @throws NotFound not of this family */
export function ownPupil(talk: OwnTalk, pupilId: string): Pupil {
  const pupil = talk.pupils.find(({ id }) => id === pupilId);
  if (!pupil) throw new NotFound(talk.word("bot-family-not-yours"));
  return pupil;
}

export async function showPupil(
  talk: OwnTalk,
  pupil: Pupil,
  { screen, args }: { screen: PupilScreen; args: string[] },
): Promise<Reply> {
  if (talk.settings.telegramLevel === "ping") return { screen: onSite(talk) };
  const { html, buttons } = await screen.show(talk, pupil, args);
  const others = switches(talk, pupil, screen.ofAnother ?? screen.act);
  return { screen: { html, buttons: [...others, ...buttons] }, pupilId: pupil.id };
}

/** Where the channel may know nothing of a child. */
function onSite(talk: OwnTalk): Screen {
  return {
    html: plain(talk.word("bot-staff-on-site")),
    buttons: [[siteButton(talk)], [{ label: talk.word("bot-family-to-menu"), act: "menu.open" }]],
  };
}

export function siteButton(talk: OwnTalk): Button {
  return { label: talk.word("open-diary"), url: talk.publicUrl };
}

/** «Анна, 7А: четверг, 26 ноября»; to pupils themselves without their name. */
export function titleOf(talk: OwnTalk, pupil: Pupil, what: string): string {
  const words = wordsOf(talk);
  return bold(pupil.isSelf ? words.upper(what) : words.say("heading", { who: whoIs(talk, pupil), what }));
}

/** «Анна, 7А», «А. К.» */
export function whoIs(talk: OwnTalk, pupil: Pupil): string {
  const { givenName, className } = pupil;
  if (!saysAll(talk)) return nameAtLevel(talk.settings.telegramLevel, pupil);
  return className ? talk.word("who", { name: givenName, class: className }) : givenName;
}

/** What holds is marked as everywhere in the bot. */
export function marked(text: string, holds: boolean): string {
  return label(holds ? `• ${text}` : text);
}

function switches(talk: OwnTalk, pupil: Pupil, act: string): Button[][] {
  if (talk.pupils.length < 2) return [];
  return inPairs(
    talk.pupils.map((one) => {
      const name = saysAll(talk) ? one.givenName : whoIs(talk, one);
      return { label: marked(name, one.id === pupil.id), act, args: [one.id] };
    }),
  );
}
