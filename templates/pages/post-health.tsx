import type { Channel } from "../../src/db.ts";
import { type Words, wordsIn } from "../words.ts";
import { CHANNEL_ICONS } from "./contact-words.ts";
import { Icon } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Act, Empty, Note, Part, Table } from "./parts.tsx";

interface Moment {
  /** `2026-11-27` */
  day: string;
  time: string;
}

interface Kind {
  kind: string;
  waiting: number;
  sent: number;
  failed: number;
  unknown: number;
  dropped: number;
  /** Since when the longest waiting one is due. */
  oldest: Moment | null;
}

export interface PostHealthProps {
  alarms: { kind: string; count: number; words: string }[];
  channels: { channel: Channel; isSet: boolean; kinds: Kind[] }[];
  /** Channels that are paused or stopped. */
  gates: { name: string; until: Moment; isStopped: boolean }[];
  /** Processes of the post office that live now. */
  workers: number;
  queues: "redis" | "postgres";
  /** By queue, `events` or a channel; null: they do not answer. */
  jobs: { name: string; waiting: number; active: number; delayed: number; failed: number }[] | null;
  /** News nobody has routed yet. */
  unrouted: number;
  /** Calls whose answer never came, and those made again after one. */
  unknown: number;
  repeats: number;
  /** Deliveries a bug of ours broke. */
  broken: number;
  /** Links lead to this machine alone. */
  isLocal: boolean;
  mayReplay: boolean;
}

type Looked = PostHealthProps & { frame: Frame };

export function PostHealthPage(props: Looked) {
  const { frame, alarms, channels, gates, isLocal } = props;
  const { language } = frame;
  const { say, day } = wordsIn(language);
  return (
    <Layout frame={frame} title={say("health-title")} language={language}>
      <main id="main">
        <h1>{say("health-title")}</h1>
        <p class="say">{say("health-say", { n: alarms.length })}</p>
        {alarms.map(({ kind, count, words }) => (
          <Note key={words} icon="alert" tone="red">
            {language === "ru" ? words : say("health-alarm", { kind: kind.replace(".", "-"), n: count })}
          </Note>
        ))}
        {isLocal && (
          <Note icon="alert" tone="warn">
            {say("health-local")}
          </Note>
        )}
        {gates.map(({ name, until, isStopped }) => (
          <Note key={name} icon="stop" tone="warn">
            {say("health-gate", {
              name,
              stopped: isStopped ? "yes" : "no",
              day: day(until.day),
              time: until.time,
            })}
          </Note>
        ))}
        <Office {...props} />
        <Queues {...props} />
        {channels.length === 0 && <Empty say={say("health-none")} />}
        {channels.map((one) => (
          <ChannelPart key={one.channel} {...one} language={language} />
        ))}
        <p class="lead acts">
          <a href="/deliveries">{say("health-deliveries")}</a>
          <a href="/on-time">{say("foot-on-time")}</a>
        </p>
      </main>
    </Layout>
  );
}

function Office({ frame, workers, unrouted, unknown, repeats, broken, mayReplay }: Looked) {
  const { say } = wordsIn(frame.language);
  return (
    <Part id="office" title={say("health-office")}>
      <Table
        isHeaded
        caption={say("health-office")}
        columns={[{ head: say("health-what") }, { head: say("health-count"), isNumber: true }]}
        rows={[
          [say("health-workers"), String(workers)],
          [say("health-unrouted"), String(unrouted)],
          [say("health-unknown"), String(unknown)],
          [say("health-repeats"), String(repeats)],
          [say("health-broken"), String(broken)],
        ]}
      />
      {mayReplay && broken > 0 && (
        <div class="lead">
          <Act action="/health/replay">{say("health-replay", { n: broken })}</Act>
        </div>
      )}
    </Part>
  );
}

const JOB_STATES = ["waiting", "active", "delayed", "failed"] as const;

/** Only what is about to leave lies there: the rest waits in its rows, whatever becomes of a queue. */
function nameOf(queue: string, { say }: Words): string {
  if (queue === "events") return say("health-job-events");
  if (queue === "urgent") return say("health-job-urgent");
  return say("contacts-channel", { channel: queue });
}

function Queues({ frame, queues, jobs }: Looked) {
  const words = wordsIn(frame.language);
  const { say } = words;
  return (
    <Part id="queues" title={say("health-jobs")}>
      {jobs === null ? (
        <Note icon="alert" tone="warn">
          {say("health-jobs-silent", { queues })}
        </Note>
      ) : (
        <Table
          isHeaded
          caption={say("health-jobs")}
          columns={[
            { head: say("health-job-queue") },
            ...JOB_STATES.map((state) => ({ head: say("health-job-state", { state }), isNumber: true })),
          ]}
          rows={jobs.map(({ name, ...counts }) => [
            nameOf(name, words),
            ...JOB_STATES.map((state) => String(counts[state])),
          ])}
        />
      )}
      <p class="cap">{say("health-queues", { queues })}</p>
    </Part>
  );
}

function ChannelPart({
  channel,
  isSet,
  kinds,
  language,
}: PostHealthProps["channels"][number] & Pick<Frame, "language">) {
  const { say, day } = wordsIn(language);
  const name = say("contacts-channel", { channel });
  return (
    <section class="part" aria-labelledby={`channel-${channel}`}>
      <h2 id={`channel-${channel}`}>
        <Icon name={CHANNEL_ICONS[channel]} /> {name}
      </h2>
      {!isSet && (
        <Note icon="alert" tone="warn">
          {say("health-not-set", { channel })}
        </Note>
      )}
      <Table
        isHeaded
        caption={say("health-kinds", { channel: name })}
        columns={[
          { head: say("health-kind") },
          ...(["waiting", "sent", "failed", "unknown", "dropped"] as const).map((state) => ({
            head: say("health-state", { state }),
            isNumber: true,
          })),
          { head: say("health-oldest") },
        ]}
        rows={kinds.map(({ kind, waiting, sent, failed, unknown, dropped, oldest }) => [
          say("bot-admin-kind", { kind }),
          ...[waiting, sent, failed, unknown, dropped].map(String),
          oldest && waiting > 0 ? `${day(oldest.day)}, ${oldest.time}` : "–",
        ])}
      />
    </section>
  );
}
