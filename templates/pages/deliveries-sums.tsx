import type { Channel } from "../../src/db.ts";
import type { Language } from "../../src/deliveries/message.ts";
import { wordsIn } from "../words.ts";
import { Icon, type IconName } from "./icons.tsx";

export interface ChannelSum {
  channel: Channel;
  sent: number;
  waiting: number;
  refused: number;
  /** «99,8 %» */
  onTime: string | null;
}

const ICONS: Record<Channel, IconName> = { telegram: "chat", email: "mail", paper: "sheet" };

/** What became today of everything that was due, channel by channel. */
export function ChannelSums({ channels, language }: { channels: ChannelSum[]; language: Language }) {
  const { say } = wordsIn(language);
  const heads = [
    say("deliveries-state", { state: "sent" }),
    say("deliveries-state", { state: "waiting" }),
    say("deliveries-refused"),
    say("deliveries-on-time"),
  ];
  return (
    <aside class="sum" aria-label={say("deliveries-sums")}>
      <h2>{say("deliveries-sums-title")}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{say("deliveries-channel-head")}</th>
            {heads.map((head) => (
              <th key={head} class="r" scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {channels.map(({ channel, sent, waiting, refused, onTime }) => (
            <tr key={channel}>
              <th scope="row">
                <Icon name={ICONS[channel]} /> {say("deliveries-channel", { channel })}
              </th>
              {[sent, waiting, refused].map((count, at) => (
                <td key={at} class={count === 0 ? "r dim" : "r"}>
                  {count === 0 ? "–" : grouped(count, language)}
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
        {say("deliveries-promise")} <a href="/on-time">{say("deliveries-by-day")}</a>.{" "}
        {say("deliveries-no-content")}
      </p>
    </aside>
  );
}

/** «1 284», `1,284` */
export function grouped(n: number, language: Language): string {
  return n.toLocaleString(language === "ru" ? "ru" : "en-GB");
}
