import { listPosts } from "../../src/board/board.ts";
import { html } from "../../templates/telegram/markup.ts";
import type { Feature, OwnTalk, Screen } from "../feature.ts";
import { bold, dayOf, plain, saysAll, wordsOf } from "../screens.ts";

// In: one of the school's people asks what is new on the board. Out: its latest posts. It writes nothing.

const LATEST = 5;
const LONGEST = 500;
const access = "board.read" as const;

export const boardPosts: Feature = {
  name: "board",
  commands: [
    {
      name: "board",
      menu: "bot-board",
      for: ["teacher", "deputyHead", "head", "administrator", "secretary"],
      access,
      run: async (talk) => ({ screen: await latest(talk) }),
    },
  ],
};

/** Its free words may name anybody, so short of the level `full` they are read on the site. */
async function latest(talk: OwnTalk): Promise<Screen> {
  if (!saysAll(talk))
    return {
      html: `${bold(talk.word("bot-board"))}\n${plain(talk.word("bot-staff-on-site"))}`,
      buttons: [[{ label: talk.word("bot-staff-open-site"), url: talk.publicUrl }]],
    };
  const posts = await listPosts(talk.db, { take: LATEST });
  const said = posts.map(
    ({ title, text, at }) =>
      `${bold(title)}, ${wordsOf(talk).shortDay(dayOf(talk, at))}\n${html(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)}`,
  );
  return {
    html: [
      bold(talk.word("bot-board")),
      ...(said.length > 0 ? said : [plain(talk.word("bot-board-empty"))]),
    ].join("\n\n"),
    buttons: [],
  };
}
