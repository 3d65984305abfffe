import type { Channel, DeliveryState } from "../../src/db.ts";
import { wordsIn } from "../words.ts";
import { Attempts, type DeliveryDetail } from "./attempts.tsx";
import { Fate } from "./fate.tsx";
import { Icon, type IconName } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";

export type { DeliveryDetail } from "./attempts.tsx";

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

export interface ChannelSum {
  channel: Channel;
  sent: number;
  waiting: number;
  refused: number;
  /** «99,8 %» */
  onTime: string | null;
}

export interface DeliveriesProps {
  lines: DeliveryLine[];
  total: number;
  hasMore: boolean;
  channels: ChannelSum[];
  /** What is broken now. */
  alarms: string[];
  mayReplay: boolean;
  search: { who: string; state: DeliveryState | ""; page: number };
  today: string;
}

const words = wordsIn("ru");
const LATE_SECONDS = 10;
const CHANNELS: Record<Channel, { icon: IconName; name: string }> = {
  telegram: { icon: "chat", name: "Telegram" },
  email: { icon: "mail", name: "почта" },
  paper: { icon: "sheet", name: "бумага" },
};
const STATES: Record<DeliveryState | "", string> = {
  "": "всё",
  waiting: "ждёт",
  sending: "отправляем",
  sent: "принято",
  unknown: "могло дойти",
  failed: "отказ или поломка",
  dropped: "снято",
};

export function DeliveriesPage({ frame, ...props }: DeliveriesProps & { frame: Frame }) {
  const { channels } = props;
  return (
    <Layout frame={frame} title="Отправления" css={["deliveries"]}>
      <main id="main">
        <h1>Отправления</h1>
        {props.alarms.map((words) => (
          <p key={words} class="note is-red" role="alert">
            <Icon name="alert" tone="red" />
            <span>{words}</span>
          </p>
        ))}
        <Find {...props} />
        <p class="say">{sentence(props)}</p>
        <div class="split">
          <div class="left">
            {props.lines.length > 0 && <Log {...props} />}
            <Pages {...props} />
          </div>
          {channels.length > 0 && <Today channels={channels} />}
        </div>
      </main>
    </Layout>
  );
}

function sentence({ total, channels, search: { who, state } }: DeliveriesProps): string {
  if (who || state) return total === 0 ? "Таких сообщений нет." : `Нашлось сообщений: ${grouped(total)}.`;
  if (total === 0) return "Отправлений пока нет. Первое появится здесь, когда учитель поставит отметку.";
  const sum = (key: "sent" | "waiting" | "refused") =>
    channels.reduce((all, channel) => all + channel[key], 0);
  const [sent, waiting, refused] = [sum("sent"), sum("waiting"), sum("refused")];
  if (sent + waiting + refused === 0) return "Сегодня сообщений ещё не было.";
  const rest = [
    waiting > 0 ? `ждут ${grouped(waiting)}` : "",
    refused > 0 ? `отказов ${grouped(refused)}` : "",
  ];
  const accepted = sent > 0 ? `сегодня принято сообщений: ${grouped(sent)}` : "сегодня ещё ничего не принято";
  return `${words.upper([accepted, ...rest].filter(Boolean).join(", "))}.`;
}

function Find({ search: { who, state } }: DeliveriesProps) {
  return (
    <search>
      <form class="find" method="get" action="/deliveries">
        <div>
          <label for="who">Кому или о ком</label>
          <input id="who" name="who" type="search" value={who} autocomplete="off" />
        </div>
        <div>
          <label for="state">Чем кончилось</label>
          <select id="state" name="state">
            {Object.entries(STATES).map(([value, name]) => (
              <option key={value} value={value} selected={value === state}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" class="btn btn-main">
          <Icon name="search" /> Найти
        </button>
      </form>
    </search>
  );
}

function Log({ lines, search, today, mayReplay }: DeliveriesProps) {
  return (
    <table class="d">
      <caption class="sr">Отправления, новые сверху</caption>
      <thead>
        <tr>
          <th scope="col">Срок</th>
          <th scope="col">Кому и о ком</th>
          <th scope="col">Канал</th>
          <th scope="col">Чем кончилось</th>
          <th scope="col" class="late">
            После срока
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, at) => (
          <>
            {lines[at - 1]?.day !== line.day && (
              <tr class="dayrow">
                <th scope="rowgroup">{words.shortDay(line.day)}</th>
                <th colspan={4}>
                  {words.upper(words.weekday(line.day))}
                  {line.day === today && ", сегодня"}
                </th>
              </tr>
            )}
            <Row key={line.id} line={line} search={search} mayReplay={mayReplay} />
          </>
        ))}
      </tbody>
    </table>
  );
}

/** Kinds whose facts are not counted. */
const WHOLE: Record<string, string> = {
  absences: "отсутствие",
  daily: "сводка за день",
  weekly: "сводка за неделю",
  confirm: "подтверждение адреса",
  reminder: "напоминание учителю",
  joined: "новый адрес",
  newcomers: "кто присоединился",
};

function Row({
  line,
  search,
  mayReplay,
}: Pick<DeliveriesProps, "search" | "mayReplay"> & { line: DeliveryLine }) {
  const { id, due, receiver, about, facts, kind, channel, lateSeconds, detail } = line;
  const what = WHOLE[kind] ?? (facts === 0 ? "без содержания" : words.counted(kind, facts));
  const href = `${address({ ...search, open: detail ? null : id })}#d-${id}`;
  return (
    <>
      <tr id={`d-${id}`} class={detail ? "on" : undefined}>
        <td>{due}</td>
        <td>
          <a href={href} aria-expanded={detail ? "true" : "false"}>
            {receiver}
          </a>
          <small>{about.length === 0 ? what : `${what}: ${words.list(about)}`}</small>
        </td>
        <td class="via">
          <Icon name={CHANNELS[channel].icon} /> {CHANNELS[channel].name}
        </td>
        <td>
          <Fate delivery={line} />
        </td>
        <td class={lateSeconds !== null && lateSeconds > LATE_SECONDS ? "late is-warn" : "late"}>
          {lateSeconds !== null && inSeconds(lateSeconds)}
        </td>
      </tr>
      {detail && (
        <tr class="open">
          <td colspan={5}>
            <Attempts delivery={line} detail={detail} mayReplay={mayReplay} />
          </td>
        </tr>
      )}
    </>
  );
}

function Pages({ search, hasMore }: DeliveriesProps) {
  return (
    <p class="rest acts">
      {search.page > 0 && <a href={address({ ...search, page: search.page - 1 })}>Новее</a>}
      {hasMore && <a href={address({ ...search, page: search.page + 1 })}>Раньше</a>}
    </p>
  );
}

function Today({ channels }: { channels: ChannelSum[] }) {
  return (
    <aside class="sum" aria-label="Сегодня по каналам">
      <h2>Вся школа сегодня</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Канал</th>
            <th class="r" scope="col">
              принято
            </th>
            <th class="r" scope="col">
              ждёт
            </th>
            <th class="r" scope="col">
              отказ
            </th>
            <th class="r" scope="col">
              в срок
            </th>
          </tr>
        </thead>
        <tbody>
          {channels.map(({ channel, sent, waiting, refused, onTime }) => (
            <tr key={channel}>
              <th scope="row">
                <Icon name={CHANNELS[channel].icon} /> {CHANNELS[channel].name}
              </th>
              {[sent, waiting, refused].map((count, at) => (
                <td key={at} class={count === 0 ? "r dim" : "r"}>
                  {count === 0 ? "–" : grouped(count)}
                </td>
              ))}
              <td class={channel === "paper" || !onTime ? "r dim" : "r"}>
                {channel === "paper" ? "–" : (onTime ?? "–")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        В срок — принято за 10 секунд, сводка за 15 минут, итог за сутки; <a href="/on-time">по дням</a>. Что
        сказано в сообщении, здесь не показывают: это знает семья.
      </p>
    </aside>
  );
}

function address(search: { who: string; state: string; page: number; open?: string | null }): string {
  const asked = Object.entries(search).filter(([, value]) => value !== "" && value !== 0 && value !== null);
  const query = new URLSearchParams(asked.map(([key, value]) => [key, String(value)])).toString();
  return query ? `/deliveries?${query}` : "/deliveries";
}

/** «2 с», «3 мин», «5 ч» */
function inSeconds(seconds: number): string {
  if (seconds < 120) return `${seconds} с`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} мин` : `${Math.round(seconds / 3600)} ч`;
}

/** «1 284» */
function grouped(n: number): string {
  return n.toLocaleString("ru");
}
