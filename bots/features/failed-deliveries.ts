import type { DeliveryState } from "../../src/db.ts";
import { type LogRow, readLog } from "../../src/oversight/log.ts";
import { countBroken, replayBroken, replayDelivery } from "../../src/oversight/replay.ts";
import type { Button, Feature, OwnTalk, Reply, Screen } from "../feature.ts";
import { readMoment } from "../moments.ts";
import {
  bold,
  byOf,
  inPairs,
  LINES,
  label,
  nameFor,
  plain,
  siteInstead,
  turners,
  wordsOf,
} from "../screens.ts";

// In: the administrator asks what did not get through. Out: deliveries that failed with their reasons, and after a question
// their second chance. If it dies here the delivery waits again or not; what waits already is not let out twice.

const SHOWN_STATES = ["failed", "unknown"] as const satisfies DeliveryState[];

const reads = { access: "deliveries.read" } as const;
const replays = { access: "deliveries.replay" } as const;

export const failedDeliveries: Feature = {
  name: "failed",
  commands: [
    {
      name: "failed",
      menu: "bot-admin-menu-failed",
      for: ["administrator"],
      ...replays,
      run: async (talk) => ({ screen: await list(talk, "failed", 0) }),
    },
  ],
  acts: {
    list: {
      ...reads,
      run: async (talk, [state, page]) => ({
        screen: await list(talk, SHOWN_STATES[Number(state)] ?? "failed", Number(page) || 0),
      }),
    },
    one: { ...reads, about: ([delivery]) => ({ delivery: delivery! }), run: one },
    ask: { ...replays, run: async (talk, [id]) => ({ screen: ask(talk, "one", id) }) },
    again: { ...replays, run: again },
    askAll: { ...replays, run: async (talk) => ({ screen: ask(talk, "all") }) },
    all: { ...replays, run: all },
  },
};

async function list(talk: OwnTalk, state: (typeof SHOWN_STATES)[number], page: number): Promise<Screen> {
  const { db } = talk;
  const n = await db.delivery.count({ where: { state } });
  const title = talk.word("bot-admin-failed", { state, n });
  const instead = siteInstead(talk, title);
  if (instead) return instead;
  const rows = await readLog(db, { state }, { limit: (page + 1) * LINES });
  const shown = rows.slice(page * LINES, (page + 1) * LINES);
  const other = state === "failed" ? "unknown" : "failed";
  const broken = await countBroken(db);
  const to = (key: string, [of, at]: [typeof state, number]): Button => ({
    label: talk.word(key, { state: of }),
    act: "failed.list",
    args: [String(SHOWN_STATES.indexOf(of)), String(at)],
  });
  return {
    html: [bold(title), ...shown.map((row) => line(talk, row))].join("\n"),
    buttons: [
      ...inPairs(
        shown.map(({ id, receiver }) => ({
          label: label(nameFor(talk, receiver)),
          act: "failed.one",
          args: [id],
        })),
      ),
      ...turners(talk, "failed.list", {
        ...{ at: page, pages: page + (n > (page + 1) * LINES ? 2 : 1) },
        args: [String(SHOWN_STATES.indexOf(state))],
      }),
      ...(broken > 0
        ? [[{ label: talk.word("bot-admin-replay-all", { n: broken }), act: "failed.askAll" }]]
        : []),
      [to("bot-admin-failed-other", [other, 0])],
    ].filter((row) => row.length > 0),
  };
}

function line(talk: OwnTalk, { receiver, kind, channel, reason, dueAt }: LogRow): string {
  const parts = [
    talk.word("bot-admin-kind", { kind }),
    talk.word("bot-admin-channel", { channel }),
    talk.word("bot-admin-reason", { reason: reason ?? "none" }),
    readMoment(dueAt, talk.settings.timeZone, wordsOf(talk)),
  ];
  return plain(`${nameFor(talk, receiver)}: ${parts.join(", ")}`);
}

async function one(talk: OwnTalk, [id]: string[]): Promise<Reply> {
  const instead = siteInstead(talk, talk.word("bot-admin-delivery"));
  if (instead) return { screen: instead };
  const [row] = await readLog(talk.db, { id: id! }, { limit: 1 });
  if (!row) return { toast: talk.word("bot-admin-gone"), screen: await list(talk, "failed", 0) };
  const { state, attempts, receiver } = row;
  const last = attempts.at(-1);
  const isDead = state === "failed" || state === "unknown" || state === "dropped";
  return {
    screen: {
      html: [
        bold(nameFor(talk, receiver)),
        line(talk, row).replace(`${plain(nameFor(talk, receiver))}: `, ""),
        plain(talk.word("bot-admin-fate", { state })),
        plain(talk.word("bot-admin-attempts", { n: attempts.length })),
        ...(last?.providerWords ? [`<code>${plain(last.providerWords)}</code>`] : []),
      ].join("\n"),
      buttons: [
        ...(isDead ? [[{ label: talk.word("bot-admin-replay"), act: "failed.ask", args: [id!] }]] : []),
        [{ label: talk.word("bot-class-back"), act: "failed.list", args: ["0", "0"] }],
      ],
    },
  };
}

/** A repeat may be heard twice, so it is asked about. */
function ask(talk: OwnTalk, what: "one" | "all", id?: string): Screen {
  const yes =
    what === "one" ? { act: "failed.again", args: [id!] } : { act: "failed.all", args: [] as string[] };
  const no = what === "one" ? { act: "failed.one", args: [id!] } : { act: "failed.list", args: ["0", "0"] };
  return {
    html: plain(talk.word("bot-admin-replay-ask", { what })),
    buttons: [
      [
        { label: talk.word("bot-admin-replay-yes"), ...yes },
        { label: talk.word("bot-class-back"), ...no },
      ],
    ],
  };
}

async function again(talk: OwnTalk, [id]: string[]): Promise<Reply> {
  await replayDelivery(talk.db, id!, byOf(talk));
  return { toast: talk.word("bot-admin-replayed", { n: 1 }), screen: await list(talk, "failed", 0) };
}

async function all(talk: OwnTalk): Promise<Reply> {
  const n = await replayBroken(talk.db, {}, byOf(talk));
  return { toast: talk.word("bot-admin-replayed", { n }), screen: await list(talk, "failed", 0) };
}
