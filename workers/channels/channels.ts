import type { Config } from "../../src/config.ts";
import type { Channel, Db } from "../../src/db.ts";
import type { Settings } from "../../src/settings.ts";
import { withAlarm } from "./alarm.ts";
import type { Sender } from "./channel.ts";
import { openEmail } from "./email.ts";
import { openPaper } from "./paper.ts";
import { openPostbox } from "./postbox.ts";
import { withSimulator } from "./simulator.ts";
import { openTelegram } from "./telegram.ts";

interface Opening {
  db: Db;
  config: Config;
  settings: Settings;
}

/** Channel → how it is opened; null: its setting is missing, so its messages wait and the administrator is told. */
const CHANNELS = {
  telegram: ({ db, config, settings }) =>
    config.postbox
      ? openPostbox(db, "telegram")
      : config.telegram
        ? openTelegram(config.telegram, settings)
        : null,
  email: ({ db, config, settings }) =>
    config.postbox
      ? openPostbox(db, "email")
      : config.mail
        ? openEmail(config.mail, config.mailFrom, settings)
        : null,
  paper: ({ db }) => openPaper(db),
} satisfies Record<Channel, (opening: Opening) => Sender | null>;

export interface Channels {
  open: Sender[];
  notConfigured: Channel[];
}

export function openChannels(opening: Opening): Channels {
  const all = Object.entries(CHANNELS).map(([name, open]) => ({
    channel: name as Channel,
    sender: open(opening),
  }));
  return {
    open: all.flatMap(({ sender }) => (sender ? withAlarm(withSimulator(sender)) : [])),
    notConfigured: all.filter(({ sender }) => sender === null).map(({ channel }) => channel),
  };
}
