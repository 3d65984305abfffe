import { chooseReminders, wantsReminders } from "../../src/deliveries/reminding.ts";
import type { Feature, OwnTalk, Reply, Screen } from "../feature.ts";
import { bold, byOf, plain } from "../screens.ts";

// In: a teacher asks whether the bot reminds them of lessons that are not filled in. Out: yes or no, and a button that sets the
// other one. A button carries what it sets, so one tapped twice changes nothing more.

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
  const isOn = await wantsReminders(talk.db, talk.me.id);
  const state = isOn ? "on" : "off";
  const turned = isOn ? "off" : "on";
  return {
    html: [
      bold(talk.word("bot-remind-is", { state })),
      plain(talk.word("bot-remind-when", { minutes: talk.settings.remindAfterMinutes })),
    ].join("\n"),
    buttons: [
      [{ label: talk.word("bot-remind-turn", { state: turned }), act: "remind.set", args: [turned] }],
    ],
  };
}

async function set(talk: OwnTalk, [wish]: string[]): Promise<Reply> {
  const wanted = wish === "on";
  const { db, me } = talk;
  if ((await wantsReminders(db, me.id)) !== wanted)
    await chooseReminders(db, { personId: me.id, wanted }, byOf(talk));
  return { screen: await screen(talk) };
}
