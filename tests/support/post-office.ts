import { readCalendar } from "../../src/calendar/calendar.ts";
import { now } from "../../src/clock.ts";
import { type Config, readConfig } from "../../src/config.ts";
import type { Channel, Db } from "../../src/db.ts";
import { gatherDue } from "../../src/deliveries/gathering.ts";
import { routeEvents } from "../../src/deliveries/notices.ts";
import { openGate } from "../../src/deliveries/pace.ts";
import { getSettings } from "../../src/settings.ts";
import type { Sender } from "../../workers/channels/channel.ts";
import { openChannels } from "../../workers/channels/channels.ts";
import type { Desk } from "../../workers/counter.ts";
import { openWindow } from "../../workers/deliver.ts";

const SECRET = "a secret of thirty-two characters";

/** The settings of a post office that talks to local servers. */
export function testConfig(env: Record<string, string> = {}): Config {
  return readConfig({
    SECRET,
    PUBLIC_URL: "https://dnevnik.example",
    MAIL_FROM: "Вестник <journal@school.example>",
    ...env,
  });
}

export interface PostOffice {
  desk: Desk;
  senders: Map<Channel, Sender>;
  /** Routes whatever was recorded. */
  route(): Promise<void>;
  /** Gathers what is due and delivers it, one after the other; again until nothing is due. */
  deliver(): Promise<void>;
  /** Gathers what is due; the ids of the deliveries that wait. */
  gather(): Promise<string[]>;
  close(): Promise<void>;
}

/** The post office driven step by step, without queues: every step is the real one. */
export async function openPostOffice(db: Db, config: Config, workerNumber = 0): Promise<PostOffice> {
  const { open } = openChannels({ db, config, settings: await getSettings(db) });
  for (const { pace } of open) await openGate(db, pace);
  const senders = new Map(open.map((sender) => [sender.channel, sender]));
  const desk: Desk = {
    db,
    lines: db,
    workerNumber,
    settings: () => getSettings(db),
    calendarOf: (yearId) => readCalendar(db, yearId),
    publicUrl: config.publicUrl,
    secret: config.secret,
    inHand: new Set(),
  };
  const windows = new Map(open.map((sender) => [sender.channel, openWindow(desk, sender)]));
  const waiting = () =>
    db.delivery.findMany({
      where: {
        state: "waiting",
        channel: { in: [...senders.keys()] },
        OR: [{ notBefore: null }, { notBefore: { lte: now() } }],
      },
      orderBy: { dueAt: "asc" },
    });
  const office: PostOffice = {
    desk,
    senders,
    async route() {
      const events = await db.event.findMany({ where: { routedAt: null }, select: { id: true } });
      await routeEvents(
        db,
        events.map((event) => event.id),
        await getSettings(db),
      );
    },
    async gather() {
      while ((await db.$transaction(gatherDue)) > 0);
      return (await waiting()).map((delivery) => delivery.id);
    },
    async deliver() {
      // Between two steps of a test a chat has rested: only the clock of the database knows otherwise.
      await db.permit.updateMany({ data: { freeAt: new Date(0) } });
      await office.gather();
      for (let due = await waiting(); due.length > 0; due = await waiting()) {
        for (const delivery of due) await windows.get(delivery.channel)!(delivery.id);
        await office.gather();
      }
    },
    async close() {
      await Promise.all(open.map((sender) => sender.close()));
    },
  };
  return office;
}
