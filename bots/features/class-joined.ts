import { dateOf } from "../../src/clock.ts";
import { type Joining, readJoining } from "../../src/contacts/joined.ts";
import { groupBy } from "../../src/grouping.ts";
import type { Feature, OwnTalk, Screen } from "../feature.ts";
import { dayOf, listScreen, nameFor, plain, wordsOf } from "../screens.ts";
import { idsOf, readOwnClasses } from "./own-classes.ts";

// In: a class teacher asks who has joined. Out: how many families hear, and whose slip waits, ran out or went astray. It
// writes nothing; slips are issued and printed on the site, for a PIN must not lie in a chat.

export const classJoined: Feature = {
  name: "joined",
  commands: [
    {
      name: "joined",
      menu: "bot-class-menu-joined",
      for: ["teacher"],
      access: "invitation.check",
      run: async (talk) => ({ screen: await list(talk) }),
    },
  ],
  acts: {
    list: { access: "invitation.check", run: async (talk, [page]) => ({ screen: await list(talk, page) }) },
  },
};

async function list(talk: OwnTalk, page?: string): Promise<Screen> {
  const classIds = idsOf(await readOwnClasses(talk));
  const guardians = await readJoining(talk.db, { classIds, day: dateOf(talk.day) });
  const families = [...groupBy(guardians, ({ pupilId }) => pupilId).values()];
  const joined = families.filter((family) => family.some(({ isReached }) => isReached)).length;
  const missing = guardians.filter(({ isReached }) => !isReached);
  return listScreen(talk, {
    ...{ title: talk.word("bot-class-joined", { joined, families: families.length }), items: missing, page },
    lead: plain(talk.word("bot-class-not-joined", { n: missing.length })),
    ...{ act: "joined.list", back: "class.open" },
    line: (guardian) => line(talk, guardian),
  });
}

function line(talk: OwnTalk, { pupil, kinship, slip }: Joining): string {
  const who = `${nameFor(talk, { ...pupil, patronymic: null })}, ${talk.word("bot-class-kin", { kin: kinship ?? "self" })}`;
  const until = slip ? wordsOf(talk).day(dayOf(talk, slip.expiresAt)) : "";
  return plain(`${who}: ${talk.word("bot-class-slip", { state: slip?.state ?? "none", until })}`);
}
