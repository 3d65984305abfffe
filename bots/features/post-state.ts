import type { Channel } from "../../src/db.ts";
import { type ChannelStatus, readStatus, type Status } from "../../src/deliveries/status.ts";
import { groupBy } from "../../src/grouping.ts";
import { readAlarms } from "../../src/oversight/alarms.ts";
import type { Feature, OwnTalk, Screen } from "../feature.ts";
import { readMoment } from "../moments.ts";
import { bold, plain, wordsOf } from "../screens.ts";

// In: the administrator asks how the post office stands. Out: what is broken, and each channel's queue; numbers alone, at
// every level. It writes nothing.

export const postState: Feature = {
  name: "state",
  commands: [
    {
      name: "state",
      menu: "bot-admin-menu-state",
      for: ["administrator"],
      access: "deliveries.read",
      run: async (talk) => ({ screen: await show(talk) }),
    },
  ],
  acts: { show: { access: "deliveries.read", run: async (talk) => ({ screen: await show(talk) }) } },
};

async function show(talk: OwnTalk): Promise<Screen> {
  const alarms = await readAlarms(talk.db);
  const status = await readStatus(talk.db);
  const ofChannel = groupBy(status.channels, ({ channel }) => channel);
  return {
    html: [
      bold(talk.word("bot-admin-state", { n: alarms.length })),
      ...alarms.map(({ kind, count, words }) =>
        // The house words its alarms in Russian.
        plain(
          talk.language === "ru"
            ? words
            : talk.word("bot-admin-alarm", { kind: kind.replace(".", "-"), n: count }),
        ),
      ),
      ...[...ofChannel].map(([channel, kinds]) => channelLine(talk, channel, kinds)),
      ...restOf(talk, status),
    ].join("\n"),
    buttons: [
      [
        { label: talk.word("bot-admin-refresh"), act: "state.show" },
        { label: talk.word("bot-admin-failed-short"), act: "failed.list", args: ["0", "0"] },
      ],
    ],
  };
}

function channelLine(talk: OwnTalk, channel: Channel, kinds: ChannelStatus[]): string {
  const sum = (key: "waiting" | "sent" | "failed" | "unknown") =>
    kinds.reduce((all, kind) => all + kind[key], 0);
  const counts = talk.word("bot-admin-counts", {
    waiting: sum("waiting"),
    sent: sum("sent"),
    failed: sum("failed"),
    unknown: sum("unknown"),
  });
  const [oldest] = kinds.flatMap(({ oldestDue }) => oldestDue ?? []).sort();
  const since = oldest ? `, ${talk.word("bot-admin-oldest", { at: moment(talk, oldest) })}` : "";
  return plain(`${wordsOf(talk).upper(talk.word("bot-admin-channel", { channel }))}: ${counts}${since}`);
}

function restOf(talk: OwnTalk, { gates, unrouted }: Status): string[] {
  return [
    ...gates.map(({ name, pausedUntil, stopped }) =>
      plain(
        talk.word("bot-admin-gate", {
          name: name.split(":")[0]!,
          state: stopped ? "stopped" : "paused",
          until: moment(talk, pausedUntil),
        }),
      ),
    ),
    ...(unrouted > 0 ? [plain(talk.word("bot-admin-unrouted", { n: unrouted }))] : []),
  ];
}

function moment(talk: OwnTalk, at: string): string {
  return readMoment(new Date(at), talk.settings.timeZone, wordsOf(talk));
}
