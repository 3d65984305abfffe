import { ENTRY_MINUTES, issueEntryLink } from "../../src/contacts/entry-links.ts";
import type { Feature, OwnTalk, Reply } from "../feature.ts";
import { byOf, plain } from "../screens.ts";

// In: somebody of a family wants to open the site without a password. Out: a link that signs them in once, for a quarter of an
// hour. If it dies before the answer, the update comes again and makes another one; the first ends unused.

export const entry: Feature = {
  name: "site",
  commands: [
    {
      name: "site",
      menu: "bot-entry-menu",
      for: ["guardian", "pupil"],
      access: "choices.own",
      run: show,
    },
  ],
  acts: { open: { access: "choices.own", run: show } },
};

async function show(talk: OwnTalk): Promise<Reply> {
  const { db, publicUrl, secret, me } = talk;
  const url = await issueEntryLink(db, { publicUrl, secret, personId: me.id }, byOf(talk));
  return {
    screen: {
      html: plain(talk.word("bot-entry-said", { minutes: ENTRY_MINUTES })),
      buttons: [
        [{ label: talk.word("bot-entry-open"), url }],
        [{ label: talk.word("bot-family-to-menu"), act: "menu.open" }],
      ],
    },
  };
}
