import { giveExcuse } from "../../src/attendance/excuses.ts";
import { acknowledge } from "../../src/deliveries/acknowledging.ts";
import { askForCall } from "../../src/oversight/call-list.ts";
import { wordsIn } from "../../templates/words.ts";
import type { Act, Feature, OwnTalk, Reply } from "../feature.ts";
import { byOf, plain } from "../screens.ts";
import { handedScreen, reasonSaid } from "./family-excuse-view.ts";
import { ownPupil } from "./family-pupil.ts";

// In: a button below the alert that a child is away, or below finals and announcements; the post office made it (src/deliveries/answers.ts). Out: a
// note for that day, a place on the call list, or that they have seen them. The message stays; whoever taps once more is
// told the same and nothing is written again.

const give: Pick<Act, "access" | "about"> = {
  access: "excuse.give",
  about: ([pupil = ""]) => ({ pupil }),
};

export const familyAlert: Feature = {
  name: "alert",
  acts: {
    ill: { ...give, run: (talk, args) => answer(talk, args, reasonSaid("ill")) },
    known: { ...give, run: (talk, args) => answer(talk, args, wordsIn("ru").say("bot-choices-known")) },
    call: { ...give, run: call },
    seen: {
      access: "message.acknowledge",
      about: ([delivery = ""]) => ({ delivery }),
      run: seen,
    },
  },
};

async function answer(talk: OwnTalk, [id = "", day = ""]: string[], text: string): Promise<Reply> {
  const pupil = ownPupil(talk, id);
  const excuse = await giveExcuse(talk.db, pupil.id, { from: day, to: day, text }, byOf(talk));
  return { screen: handedScreen(talk, excuse), below: true };
}

async function call(talk: OwnTalk, [id = "", noticeId = ""]: string[]): Promise<Reply> {
  const pupil = ownPupil(talk, id);
  await askForCall(talk.db, { noticeId, personId: talk.me.id, pupilId: pupil.id }, byOf(talk));
  return { screen: { html: plain(talk.word("bot-choices-will-call")), buttons: [] }, below: true };
}

async function seen(talk: OwnTalk, [deliveryId = ""]: string[]): Promise<Reply> {
  await acknowledge(talk.db, deliveryId, byOf(talk));
  return { screen: { html: plain(talk.word("bot-choices-seen")), buttons: [] }, below: true };
}
