import { BadInput, NotFound } from "../../src/errors.ts";
import { countKept, exportPerson } from "../../src/personal-data/export.ts";
import type { Feature, OwnTalk, Reply, Screen } from "../feature.ts";
import { bold, plain, saysAll } from "../screens.ts";

// In: somebody asks what is kept about them (R34). Out: how much of what in words, everything as a file, and the way to leave.
// It writes nothing.

const FILE_NAME = "personal-data.json";
/** Telegram takes files of a bot up to 50 MB. core.telegram.org/bots/api#senddocument */
const LARGEST = 45 * 1024 * 1024;

export const familyData: Feature = {
  name: "data",
  commands: [
    {
      name: "data",
      menu: "bot-choices-menu-data",
      for: ["guardian", "pupil"],
      access: "choices.own",
      run: async (talk) => ({ screen: await kept(talk) }),
    },
  ],
  acts: {
    open: { access: "choices.own", run: async (talk) => ({ screen: await kept(talk) }) },
    file: { access: "personal.export", about: ([person = ""]) => ({ person }), run: file },
    leave: { access: "choices.own", run: async () => ({ next: "stop" }) },
  },
};

async function kept(talk: OwnTalk): Promise<Screen> {
  const { level, lines } = { level: talk.settings.telegramLevel, lines: await linesOf(talk) };
  const download = { label: talk.word("bot-choices-data-get"), act: "data.file", args: [talk.me.id] };
  return {
    html: [
      bold(talk.word("bot-choices-data")),
      plain(talk.word("bot-choices-data-card")),
      ...(level === "ping" ? [] : lines),
      "",
      plain(talk.word(saysAll(talk) ? "bot-choices-data-why" : "bot-choices-data-elsewhere")),
    ].join("\n"),
    buttons: [
      ...(saysAll(talk) ? [[download]] : []),
      [{ label: talk.word("bot-menu-stop"), act: "data.leave" }],
      [{ label: talk.word("bot-family-to-menu"), act: "menu.open" }],
    ],
  };
}

/** «Контакты: 2» of everything there is. */
async function linesOf(talk: OwnTalk): Promise<string[]> {
  const kept = await countKept(talk.db, talk.me.id);
  return kept.map(({ kind, n }) => plain(talk.word("bot-choices-data-line", { kind, n })));
}

/** It names everybody and everything, so it leaves only by a channel that may know all. */
async function file(talk: OwnTalk, [personId = ""]: string[]): Promise<Reply> {
  if (personId !== talk.me.id) throw new NotFound(talk.word("bot-refused"));
  if (!saysAll(talk)) return { screen: await kept(talk) };
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of await exportPerson(talk.db, personId)) {
    pieces.push(Buffer.from(piece));
    size += pieces.at(-1)!.length;
    if (size > LARGEST) throw new BadInput(talk.word("bot-choices-data-large"));
  }
  return { file: { name: FILE_NAME, bytes: Buffer.concat(pieces) } };
}
