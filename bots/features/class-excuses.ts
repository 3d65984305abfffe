import { type ListedFile, listFiles, readExcuseFile } from "../../src/attendance/excuse-files.ts";
import { confirmExcuse, getExcuse, type ListedExcuse, listUnread } from "../../src/attendance/excuses.ts";
import { dateOf, isoDay } from "../../src/clock.ts";
import { NotFound } from "../../src/errors.ts";
import type { Button, Feature, OwnTalk, Reply, Screen } from "../feature.ts";
import {
  bold,
  byOf,
  cut,
  inRows,
  listScreen,
  nameFor,
  plain,
  saysAll,
  siteInstead,
  wordsOf,
} from "../screens.ts";
import { idsOf, readOwnClasses } from "./own-classes.ts";

// In: a class teacher asks for the notes of families. Out: those nobody has read, and «прочитано» on one. If it dies here
// the note is confirmed or not; confirming once more says so.

const LONGEST_IN_LIST = 100;

export const classExcuses: Feature = {
  name: "excuses",
  commands: [
    {
      name: "excuses",
      menu: "bot-class-menu-excuses",
      for: ["teacher"],
      access: "excuse.confirm",
      run: async (talk) => ({ screen: await list(talk) }),
    },
  ],
  acts: {
    list: { access: "excuse.confirm", run: async (talk, [page]) => ({ screen: await list(talk, page) }) },
    one: {
      access: "excuse.confirm",
      about: ([excuse]) => ({ excuse: excuse! }),
      run: async (talk, [id]) => ({
        screen: one(talk, await getExcuse(talk.db, id!), await listFiles(talk.db, id!)),
      }),
    },
    paper: {
      access: "excuse.confirm",
      about: ([excuse]) => ({ excuse: excuse! }),
      run: (talk, [excuseId, number]) => paper(talk, excuseId!, Number(number)),
    },
    confirm: {
      access: "excuse.confirm",
      about: ([excuse]) => ({ excuse: excuse! }),
      async run(talk, [id, version]) {
        const { state } = await getExcuse(talk.db, id!);
        if (state !== "confirmed")
          await confirmExcuse(talk.db, { id: id!, version: Number(version) }, byOf(talk));
        return { toast: talk.word("bot-class-excuse-read"), screen: await list(talk) };
      },
    },
  },
};

async function list(talk: OwnTalk, page?: string): Promise<Screen> {
  const classIds = idsOf(await readOwnClasses(talk));
  const excuses = await listUnread(talk.db, { classIds, day: dateOf(talk.day) });
  return listScreen(talk, {
    ...{ title: talk.word("bot-class-excuses", { n: excuses.length }), items: excuses, page },
    ...{ act: "excuses.list", back: "class.open" },
    line: (excuse) => line(talk, excuse),
    opens: ({ id, pupil }) => ({ name: nameFor(talk, pupil), act: "excuses.one", args: [id] }),
  });
}

function line(talk: OwnTalk, { pupil, from, to, text }: ListedExcuse): string {
  const when = wordsOf(talk).days(isoDay(from), isoDay(to));
  const why = saysAll(talk) ? `. ${plain(cut(text, LONGEST_IN_LIST))}` : "";
  return `${plain(nameFor(talk, pupil))}: ${plain(when)}${why}`;
}

function one(talk: OwnTalk, excuse: ListedExcuse, files: ListedFile[]): Screen {
  const { id, version, pupil, givenBy, from, to, text, state } = excuse;
  const title = talk.word("bot-class-excuse", { pupil: nameFor(talk, pupil) });
  const instead = siteInstead(talk, talk.word("bot-class-excuse-one"));
  if (instead) return instead;
  const words = wordsOf(talk);
  const confirm = {
    label: talk.word("bot-class-excuse-confirm"),
    act: "excuses.confirm",
    args: [id, String(version)],
  };
  return {
    html: [
      bold(title),
      plain(words.days(isoDay(from), isoDay(to))),
      saysAll(talk) ? plain(text) : plain(talk.word("bot-staff-words-on-site")),
      plain(talk.word("bot-class-excuse-by", { name: nameFor(talk, givenBy) })),
      ...(state === "given" ? [] : [plain(talk.word("bot-class-excuse-state", { state }))]),
    ].join("\n"),
    buttons: [
      ...inRows(saysAll(talk) ? files.map((_, index) => paperButton(talk, id, index + 1)) : [], 3),
      ...(state === "given" ? [[confirm]] : []),
      [{ label: talk.word("bot-class-back"), act: "excuses.list" }],
    ],
  };
}

function paperButton(talk: OwnTalk, excuseId: string, n: number): Button {
  return {
    label: talk.word("bot-class-excuse-paper", { n }),
    act: "excuses.paper",
    args: [excuseId, String(n)],
  };
}

/** A document tells of health: it leaves only by a channel that may know all. */
async function paper(talk: OwnTalk, excuseId: string, number: number): Promise<Reply> {
  const { db, dataDir } = talk;
  const file = (await listFiles(db, excuseId))[number - 1];
  if (!saysAll(talk) || !file) throw new NotFound(talk.word("bot-staff-words-on-site"));
  const { bytes, kind } = await readExcuseFile(db, { excuseId, id: file.id, dataDir });
  return { file: { name: `document-${number}.${kind}`, bytes } };
}
