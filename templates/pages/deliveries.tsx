import type { Channel, DeliveryState } from "../../src/db.ts";
import type { Language } from "../../src/deliveries/message.ts";
import { wordsIn } from "../words.ts";
import { Attempts, type DeliveryDetail } from "./attempts.tsx";
import { type ChannelSum, ChannelSums, grouped } from "./deliveries-sums.tsx";
import { Fate } from "./fate.tsx";
import { Icon, type IconName } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";

export type { DeliveryDetail } from "./attempts.tsx";
export type { ChannelSum } from "./deliveries-sums.tsx";

/** The fate of one message. It has no place for a mark. */
export interface DeliveryLine {
  id: string;
  /** `2026-11-27` */
  day: string;
  due: string;
  receiver: string;
  about: string[];
  facts: number;
  kind: string;
  channel: Channel;
  state: DeliveryState;
  reason: string | null;
  settled: string | null;
  notBefore: string | null;
  lateSeconds: number | null;
  detail: DeliveryDetail | null;
}

export interface DeliveriesProps {
  lines: DeliveryLine[];
  total: number;
  hasMore: boolean;
  channels: ChannelSum[];
  /** What is broken now. */
  alarms: { kind: string; count: number; words: string }[];
  mayReplay: boolean;
  search: { personId: string; state: DeliveryState | ""; page: number };
  /** Whose messages are shown; null: everybody's. */
  whose: string | null;
  /** A name was typed, and these have it; null: none was. */
  named: { who: string; people: { id: string; name: string; className: string | null }[] } | null;
  today: string;
}

type Looked = DeliveriesProps & { frame: Frame };

const LATE_SECONDS = 10;
const CHANNEL_ICONS: Record<Channel, IconName> = { telegram: "chat", email: "mail", paper: "sheet" };
const STATES: (DeliveryState | "")[] = ["", "waiting", "sending", "sent", "unknown", "failed", "dropped"];

export function DeliveriesPage(props: Looked) {
  const { frame, channels, alarms, whose, named } = props;
  const { language } = frame;
  const { say } = wordsIn(language);
  return (
    <Layout frame={frame} title={say("deliveries-title")} css={["deliveries"]} language={language}>
      <main id="main">
        <h1>{say("deliveries-title")}</h1>
        {alarms.map(({ kind, count, words }) => (
          <p key={words} class="note is-red" role="alert">
            <Icon name="alert" tone="red" />
            <span>
              {language === "ru" ? words : say("health-alarm", { kind: kind.replace(".", "-"), n: count })}
            </span>
          </p>
        ))}
        <Find {...props} />
        {named ? (
          <Named {...named} language={language} />
        ) : (
          <>
            {whose && (
              <p class="acts">
                <b>{say("deliveries-of", { name: whose })}</b>
                <a href="/deliveries">{say("deliveries-of-all")}</a>
              </p>
            )}
            <p class="say">{sentence(props)}</p>
            <div class="split">
              <div class="left">
                {props.lines.length > 0 && <Log {...props} />}
                <Pages {...props} />
              </div>
              {channels.length > 0 && <ChannelSums channels={channels} language={language} />}
            </div>
          </>
        )}
      </main>
    </Layout>
  );
}

function sentence({ frame: { language }, total, channels, search: { personId, state } }: Looked): string {
  const { say } = wordsIn(language);
  if (personId || state)
    return total === 0 ? say("deliveries-none") : say("deliveries-found", { n: grouped(total, language) });
  if (total === 0) return say("deliveries-empty");
  const sum = (key: "sent" | "waiting" | "refused") =>
    channels.reduce((all, channel) => all + channel[key], 0);
  const [sent, waiting, refused] = [sum("sent"), sum("waiting"), sum("refused")];
  if (sent + waiting + refused === 0) return say("deliveries-quiet-day");
  const is = (count: number) => (count > 0 ? "yes" : "no");
  return say("deliveries-sum", {
    ...{ any: is(sent), waits: is(waiting), refuses: is(refused) },
    sent: grouped(sent, language),
    waiting: grouped(waiting, language),
    refused: grouped(refused, language),
  });
}

/** A name is sent, not asked for: it stands in no address and no log. */
function Find({ frame: { language }, search: { personId, state }, named }: Looked) {
  const { say } = wordsIn(language);
  return (
    <search class="finds">
      <form class="find" method="post" action="/deliveries/find">
        <div>
          <label for="who">{say("deliveries-who")}</label>
          <input
            id="who"
            name="who"
            type="search"
            value={named?.who ?? ""}
            placeholder={say("deliveries-who-hint")}
            autocomplete="off"
            maxLength={100}
            required
          />
        </div>
        <button type="submit" class="btn btn-main">
          <Icon name="search" /> {say("deliveries-find")}
        </button>
      </form>
      <form class="find" method="get" action="/deliveries">
        {personId && <input type="hidden" name="person" value={personId} />}
        <div>
          <label for="state">{say("deliveries-state-head")}</label>
          <select id="state" name="state">
            {STATES.map((one) => (
              <option key={one} value={one} selected={one === state}>
                {say("deliveries-state", { state: one || "all" })}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" class="btn">
          {say("deliveries-show")}
        </button>
      </form>
    </search>
  );
}

function Named({ people, language }: NonNullable<DeliveriesProps["named"]> & { language: Language }) {
  const { say } = wordsIn(language);
  if (people.length === 0) return <p class="say">{say("deliveries-people-none")}</p>;
  return (
    <section aria-labelledby="people">
      <h2 id="people">{say("deliveries-people")}</h2>
      <ul>
        {people.map(({ id, name, className }) => (
          <li key={id}>
            <a class="reach" href={`/deliveries?person=${id}`}>
              {name}
            </a>
            {className && <small class="dim"> {className}</small>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Log(props: Looked) {
  const { frame, lines, today } = props;
  const { say, shortDay, upper, weekday } = wordsIn(frame.language);
  return (
    <table class="d">
      <caption class="sr">{say("deliveries-caption")}</caption>
      <thead>
        <tr>
          <th scope="col">{say("deliveries-due")}</th>
          <th scope="col">{say("deliveries-receiver")}</th>
          <th scope="col">{say("deliveries-channel-head")}</th>
          <th scope="col">{say("deliveries-state-head")}</th>
          <th scope="col" class="late">
            {say("deliveries-late-head")}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, at) => (
          <>
            {lines[at - 1]?.day !== line.day && (
              <tr class="dayrow">
                <th scope="rowgroup">{shortDay(line.day)}</th>
                <th colspan={4}>
                  {upper(weekday(line.day))}
                  {line.day === today && say("deliveries-today")}
                </th>
              </tr>
            )}
            <Row key={line.id} line={line} of={props} />
          </>
        ))}
      </tbody>
    </table>
  );
}

/** Kinds whose facts are counted. */
const COUNTED = ["marks", "finals", "announcements", "messages"];

function Row({ line, of: { frame, search, mayReplay } }: { line: DeliveryLine; of: Looked }) {
  const { language } = frame;
  const { say, counted, list } = wordsIn(language);
  const { id, due, receiver, about, facts, kind, channel, lateSeconds, detail } = line;
  const contents = facts === 0 ? say("deliveries-empty-message") : counted(kind, facts);
  const what = COUNTED.includes(kind) ? contents : say("deliveries-whole", { kind });
  const href = `${address({ ...search, open: detail ? null : id })}#d-${id}`;
  return (
    <>
      <tr id={`d-${id}`} class={detail ? "on" : undefined}>
        <td>{due}</td>
        <td>
          <a href={href} aria-expanded={detail ? "true" : "false"}>
            {receiver}
          </a>
          <small>{about.length === 0 ? what : `${what}: ${list(about)}`}</small>
        </td>
        <td class="via">
          <Icon name={CHANNEL_ICONS[channel]} /> {say("deliveries-channel", { channel })}
        </td>
        <td>
          <Fate delivery={line} language={language} />
        </td>
        <td class={lateSeconds !== null && lateSeconds > LATE_SECONDS ? "late is-warn" : "late"}>
          {lateSeconds !== null && say("deliveries-late", lateness(lateSeconds))}
        </td>
      </tr>
      {detail && (
        <tr class="open">
          <td colspan={5}>
            <Attempts
              delivery={line}
              detail={detail}
              mayReplay={mayReplay}
              personId={search.personId}
              language={language}
            />
          </td>
        </tr>
      )}
    </>
  );
}

function Pages({ frame, search, hasMore }: Looked) {
  const { say } = wordsIn(frame.language);
  return (
    <p class="rest acts">
      {search.page > 0 && (
        <a href={address({ ...search, page: search.page - 1 })}>{say("deliveries-newer")}</a>
      )}
      {hasMore && <a href={address({ ...search, page: search.page + 1 })}>{say("deliveries-older")}</a>}
    </p>
  );
}

function address({
  personId: person,
  ...search
}: DeliveriesProps["search"] & { open?: string | null }): string {
  const asked = Object.entries({ person, ...search }).filter(([, value]) => Boolean(value));
  const query = new URLSearchParams(asked.map(([key, value]) => [key, String(value)])).toString();
  return query ? `/deliveries?${query}` : "/deliveries";
}

/** «2 с», «3 мин», «5 ч» */
function lateness(seconds: number): { unit: string; n: number } {
  if (seconds < 120) return { unit: "s", n: seconds };
  return seconds < 7200
    ? { unit: "min", n: Math.round(seconds / 60) }
    : { unit: "h", n: Math.round(seconds / 3600) };
}
