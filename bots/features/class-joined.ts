import { dateOf } from "../../src/clock.ts";
import { type Joining, readJoining } from "../../src/contacts/joined.ts";
import { groupBy } from "../../src/grouping.ts";
import type { Feature, OwnTalk, Screen } from "../feature.ts";
import { idsOf, readOwnClasses } from "./own-classes.ts";
import { bold, dayOf, nameFor, pageOf, plain, siteInstead, turners, wordsOf } from "./staff-lines.ts";

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
  const title = talk.word("bot-class-joined", { joined, families: families.length });
  const instead = siteInstead(talk, title);
  if (instead) return instead;
  const missing = guardians.filter(({ isReached }) => !isReached);
  const paged = pageOf(missing, page);
  return {
    html: [
      bold(title),
      plain(talk.word("bot-class-not-joined", { n: missing.length })),
      ...paged.shown.map((guardian) => line(talk, guardian)),
    ].join("\n"),
    buttons: [
      ...turners(talk, "joined.list", paged),
      [{ label: talk.word("bot-class-back"), act: "class.open" }],
    ],
  };
}

function line(talk: OwnTalk, { pupil, kinship, slip }: Joining): string {
  const who = `${nameFor(talk, { ...pupil, patronymic: null })}, ${talk.word("bot-class-kin", { kin: kinship ?? "self" })}`;
  const until = slip ? wordsOf(talk).day(dayOf(talk, slip.expiresAt)) : "";
  return plain(`${who}: ${talk.word("bot-class-slip", { state: slip?.state ?? "none", until })}`);
}
