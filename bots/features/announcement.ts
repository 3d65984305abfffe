import { dateOf } from "../../src/clock.ts";
import { listClassesOn } from "../../src/curriculum/classes.ts";
import { listSubgroupsOf, subgroupSaid } from "../../src/curriculum/subgroup-names.ts";
import {
  type Announcement,
  askSeen,
  type Circle,
  countReach,
  discardAnnouncement,
  draftAnnouncement,
  getAnnouncement,
  LONGEST_TITLE,
  makeAnnouncement,
  type Reach,
} from "../../src/deliveries/announcing.ts";
import type { Button, Feature, OwnTalk, Reply, Screen, Typed } from "../feature.ts";
import { bold, byOf, label, plain, saysAll } from "../screens.ts";

// In: the administrator chooses a circle and types, and whether it is to be acknowledged. Out: a draft with its words and how many it reaches, and after «отправить»
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
    subgroup: { access, run: async (talk, [id]) => askWords(talk, `${OF_SUBGROUP}${id}`) },
    ask: { access, run: toggleSeen },
    send: { access, run: send },
    discard: { access, run: discard },
  },
  steps: { words: { access, run: draft } },
};

const OF_SUBGROUP = "g";

/** Empty: the whole school; one or two digits: a level; an id: a class, or a subgroup where a letter stands before it. */
function circleOf(circle: string): Circle {
  const school = { level: null, classId: null, subgroupId: null };
  if (circle === "") return school;
  if (circle.length <= 2) return { ...school, level: Number(circle) };
  return circle.startsWith(OF_SUBGROUP)
    ? { ...school, subgroupId: circle.slice(OF_SUBGROUP.length) }
    : { ...school, classId: circle };
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

/** To a class it may still be narrowed to one of its subgroups. */
async function askWords(talk: OwnTalk, circle: string): Promise<Reply> {
  const { classId } = circleOf(circle);
  const subgroups = classId && saysAll(talk) ? await listSubgroupsOf(talk.db, [classId]) : [];
  return {
    screen: {
      html: plain(talk.word("bot-admin-announce-words", { most: LONGEST_TITLE })),
      buttons: [
        ...subgroups.map((subgroup): Button[] => [
          {
            label: label(subgroupSaid(subgroup)),
            act: "announce.subgroup",
            args: [subgroup.id],
          },
        ]),
        [{ label: talk.word("bot-class-back"), act: "announce.circles" }],
      ],
    },
    expects: { step: "words", args: [circle] },
  };
}

/** The first line is the title; what follows is the text. */
async function draft(talk: OwnTalk, [circle]: string[], typed?: Typed): Promise<Reply> {
  const [title = "", ...lines] = (typed?.text ?? "").trim().split("\n");
  const wanted = { ...circleOf(circle ?? ""), title, text: lines.join("\n"), asksSeen: false };
  const drafted = await draftAnnouncement(talk.db, wanted, byOf(talk));
  return { screen: preview(talk, drafted, await countReach(talk.db, drafted)), expects: null };
}

function preview(talk: OwnTalk, drafted: Announcement, reach: Reach): Screen {
  const { id, version, title, text, asksSeen } = drafted;
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
      [
        {
          label: talk.word("bot-admin-announce-ask", { asks: asksSeen ? "yes" : "no" }),
          act: "announce.ask",
          args: [...args, asksSeen ? "no" : "yes"],
        },
      ],
      [{ label: talk.word("bot-admin-announce-discard"), act: "announce.discard", args }],
    ],
  };
}

function circleSaid(talk: OwnTalk, { level, class: of, subgroup }: Announcement): string {
  if (subgroup) return saysAll(talk) ? subgroupSaid(subgroup) : talk.word("bot-admin-one-class");
  if (of) return saysAll(talk) ? `${of.level}${of.letter}` : talk.word("bot-admin-one-class");
  return level === null ? talk.word("announcement-to-school") : talk.word("announcement-to-level", { level });
}

async function toggleSeen(talk: OwnTalk, [id, version, asks]: string[]): Promise<Reply> {
  const there = await getAnnouncement(talk.db, id!);
  const asksSeen = asks === "yes";
  // The same tap that came twice, or a repeated update: what stands is shown again.
  const wanted = { id: id!, version: Number(version), asksSeen };
  const drafted = there.asksSeen === asksSeen ? there : await askSeen(talk.db, wanted, byOf(talk));
  return { screen: preview(talk, drafted, await countReach(talk.db, drafted)) };
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
