import { dateOf } from "../../src/clock.ts";
import { listClassesOn } from "../../src/curriculum/classes.ts";
import {
  type Announcement,
  countReach,
  discardAnnouncement,
  draftAnnouncement,
  getAnnouncement,
  LONGEST_TITLE,
  makeAnnouncement,
  type Reach,
} from "../../src/deliveries/announcing.ts";
import type { Button, Feature, OwnTalk, Reply, Screen, Typed } from "../feature.ts";
import { bold, byOf, plain, saysAll } from "../screens.ts";

// In: the administrator chooses a circle and types. Out: a draft with its words and how many it reaches, and after «отправить»
// one event. If it dies before, a draft nobody heard of is left; afterwards another «отправить» finds that it has left.

const access = "announcement.make" as const;
const IN_A_ROW = 4;

export const announcement: Feature = {
  name: "announce",
  commands: [
    {
      name: "announce",
      menu: "bot-admin-menu-announce",
      for: ["administrator"],
      access,
      run: async (talk) => ({ screen: await circles(talk) }),
    },
  ],
  acts: {
    circles: { access, run: async (talk) => ({ screen: await circles(talk), expects: null }) },
    words: { access, run: async (talk, [circle]) => askWords(talk, circle ?? "") },
    send: { access, run: send },
    discard: { access, run: discard },
  },
  steps: { words: { access, run: draft } },
};

/** Empty: the whole school; one or two digits: a level; else a class. */
function circleOf(circle: string): { level: number | null; classId: string | null } {
  if (circle === "") return { level: null, classId: null };
  return circle.length <= 2 ? { level: Number(circle), classId: null } : { level: null, classId: circle };
}

async function circles(talk: OwnTalk): Promise<Screen> {
  const classes = await listClassesOn(talk.db, dateOf(talk.day));
  const to = (label: string, circle: string): Button => ({ label, act: "announce.words", args: [circle] });
  const levels = [...new Set(classes.map(({ level }) => level))];
  return {
    html: `${bold(talk.word("bot-admin-announce"))}\n${plain(talk.word("bot-admin-announce-whom"))}`,
    buttons: [
      [to(talk.word("announcement-to-school"), "")],
      ...inRows(levels.map((level) => to(talk.word("bot-admin-level", { level }), String(level)))),
      ...(saysAll(talk) ? inRows(classes.map(({ id, level, letter }) => to(`${level}${letter}`, id))) : []),
    ],
  };
}

function inRows(buttons: Button[]): Button[][] {
  return buttons.flatMap((_, at) => (at % IN_A_ROW === 0 ? [buttons.slice(at, at + IN_A_ROW)] : []));
}

function askWords(talk: OwnTalk, circle: string): Reply {
  return {
    screen: {
      html: plain(talk.word("bot-admin-announce-words", { most: LONGEST_TITLE })),
      buttons: [[{ label: talk.word("bot-class-back"), act: "announce.circles" }]],
    },
    expects: { step: "words", args: [circle] },
  };
}

/** The first line is the title; what follows is the text. */
async function draft(talk: OwnTalk, [circle]: string[], typed?: Typed): Promise<Reply> {
  const [title = "", ...lines] = (typed?.text ?? "").trim().split("\n");
  const wanted = { ...circleOf(circle ?? ""), title, text: lines.join("\n") };
  const drafted = await draftAnnouncement(talk.db, wanted, byOf(talk));
  return { screen: preview(talk, drafted, await countReach(talk.db, drafted)), expects: null };
}

function preview(talk: OwnTalk, drafted: Announcement, reach: Reach): Screen {
  const { id, version, title, text } = drafted;
  const args = [id, String(version)];
  const nobody = reach.people === 0;
  return {
    html: [
      bold(talk.word("bot-admin-announce-check", { n: reach.people, pupils: reach.pupils })),
      plain(talk.word("bot-admin-announce-to", { to: circleSaid(talk, drafted) })),
      ...(reach.unreachable > 0
        ? [plain(talk.word("bot-admin-announce-unreachable", { n: reach.unreachable }))]
        : []),
      ...(reach.silent > 0 ? [plain(talk.word("bot-admin-announce-silent", { n: reach.silent }))] : []),
      "",
      ...(saysAll(talk)
        ? [`<blockquote>${[bold(title), ...text.split("\n").map(plain)].join("\n").trim()}</blockquote>`]
        : [plain(talk.word("bot-admin-announce-above"))]),
    ].join("\n"),
    buttons: [
      ...(nobody
        ? []
        : [
            [
              {
                label: talk.word("bot-admin-announce-send", { n: reach.people }),
                act: "announce.send",
                args,
              },
            ],
          ]),
      [{ label: talk.word("bot-admin-announce-discard"), act: "announce.discard", args }],
    ],
  };
}

function circleSaid(talk: OwnTalk, { level, class: of }: Announcement): string {
  if (of) return saysAll(talk) ? `${of.level}${of.letter}` : talk.word("bot-admin-one-class");
  return level === null ? talk.word("announcement-to-school") : talk.word("announcement-to-level", { level });
}

async function send(talk: OwnTalk, [id, version]: string[]): Promise<Reply> {
  const there = await getAnnouncement(talk.db, id!);
  // The same tap that came twice, or a repeated update: what was done is said again.
  if (!there.announcedAt) await makeAnnouncement(talk.db, { id: id!, version: Number(version) }, byOf(talk));
  return {
    screen: { html: bold(talk.word("bot-admin-announced")), buttons: [] },
    toast: talk.word("bot-admin-announced"),
  };
}

async function discard(talk: OwnTalk, [id, version]: string[]): Promise<Reply> {
  await discardAnnouncement(talk.db, { id: id!, version: Number(version) }, byOf(talk));
  return { screen: { html: plain(talk.word("bot-admin-announce-discarded")), buttons: [] } };
}
