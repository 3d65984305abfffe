import { chooseReminders, type Reminded, wantsReminders } from "../../src/deliveries/reminding.ts";
import type { Button, Feature, OwnTalk, Reply, Screen } from "../feature.ts";
import { bold, byOf, plain } from "../screens.ts";
import { readOwnClasses } from "./own-classes.ts";

// In: a teacher asks what the bot tells by itself: lessons that are not filled in, and who of their class has joined. Out: yes
// or no to each, and a button that sets the other one. A button carries what it sets, so one tapped twice changes nothing more.

export const reminders: Feature = {
  name: "remind",
  commands: [
    {
      name: "reminders",
      menu: "bot-remind-menu",
      for: ["teacher"],
      access: "choices.own",
      run: async (talk) => ({ screen: await screen(talk) }),
    },
  ],
  acts: { set: { access: "choices.own", run: set } },
};

async function screen(talk: OwnTalk): Promise<Screen> {
  const isLeading = (await readOwnClasses(talk)).length > 0;
  const reminds = await wantsReminders(talk.db, talk.me.id, "remindLessons");
  const tells = await wantsReminders(talk.db, talk.me.id, "tellJoined");
  const turn = (what: Reminded, isOn: boolean): Button => {
    const state = isOn ? "off" : "on";
    return { label: talk.word("bot-remind-turn", { what, state }), act: "remind.set", args: [state, what] };
  };
  return {
    html: [
      bold(talk.word("bot-remind-is", { state: reminds ? "on" : "off" })),
      plain(talk.word("bot-remind-when", { minutes: talk.settings.remindAfterMinutes })),
      ...(isLeading ? ["", bold(talk.word("bot-remind-joined", { state: tells ? "on" : "off" }))] : []),
    ].join("\n"),
    buttons: [[turn("remindLessons", reminds)], isLeading ? [turn("tellJoined", tells)] : []],
  };
}

async function set(talk: OwnTalk, [wish, asked]: string[]): Promise<Reply> {
  const wanted = wish === "on";
  const what = asked === "tellJoined" ? "tellJoined" : "remindLessons";
  const { db, me } = talk;
  if ((await wantsReminders(db, me.id, what)) !== wanted)
    await chooseReminders(db, { personId: me.id, what, wanted }, byOf(talk));
  return { screen: await screen(talk) };
}
