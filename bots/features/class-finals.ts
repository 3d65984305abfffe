import { findNotReceived, type NotReceived } from "../../src/oversight/not-received.ts";
import type { Feature, OwnTalk, Screen } from "../feature.ts";
import { listScreen, nameFor, plain, wordsOf } from "../screens.ts";
import { idsOf, readOwnClasses } from "./own-classes.ts";

// In: a class teacher or the deputy head asks who has not received final marks (R63). Out: who, of what subject, and why
// not; never the mark. It writes nothing.

export const classFinals: Feature = {
  name: "received",
  acts: {
    list: { access: "finals.received", run: async (talk, [page]) => ({ screen: await list(talk, page) }) },
  },
};

async function list(talk: OwnTalk, page?: string): Promise<Screen> {
  const ofSchool = talk.roles.includes("deputyHead") || talk.roles.includes("head");
  const classIds = ofSchool ? null : idsOf(await readOwnClasses(talk));
  const { received, acknowledged, notReceived } = await findNotReceived(talk.db, { classIds });
  return listScreen(talk, {
    ...{ title: talk.word("bot-class-finals", { n: notReceived.length }), items: notReceived, page },
    tail: plain(talk.word("bot-class-finals-received", { n: received, seen: acknowledged })),
    ...{ act: "received.list", back: "class.open" },
    line: (missing) => line(talk, missing),
  });
}

function line(
  talk: OwnTalk,
  { pupil, person, subject, state, hoursLeft, calledAt, acknowledgedAt }: NotReceived,
): string {
  const who = person ? `${nameFor(talk, pupil)}, ${nameFor(talk, person)}` : nameFor(talk, pupil);
  const time = hoursLeft < 0 ? "late" : "left";
  const why = talk.word("bot-class-receipt", {
    state: acknowledgedAt ? "seen" : calledAt ? "called" : state,
  });
  const clock = talk.word("bot-class-receipt-time", { time, hours: Math.abs(hoursLeft) });
  return plain(`${who}: ${wordsOf(talk).subject(subject)}, ${why}, ${clock}`);
}
