import type { Language } from "../../src/deliveries/message.ts";
import { wordsIn } from "../words.ts";
import { grouped } from "./deliveries-sums.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { share } from "./share.ts";

interface Kept {
  owed: number;
  onTime: number;
}

export interface OnTimeProps {
  /** Today first; days without messages are left out. */
  days: { day: string; soon: Kept; digests: Kept; finals: Kept }[];
  /** How many days are looked back on. */
  most: number;
}

const PROMISES = ["soon", "digests", "finals"] as const;

export function OnTimePage({ frame, days, most }: OnTimeProps & { frame: Frame }) {
  const { language } = frame;
  const { say } = wordsIn(language);
  return (
    <Layout frame={frame} title={say("on-time-title")} css={["on-time"]} language={language}>
      <main id="main">
        <h1>{say("on-time-title")}</h1>
        <p class="say lead">{sentence(language, days, most)}</p>
        {days.length > 0 && <Days days={days} language={language} />}
        <p class="end">{say("on-time-means")}</p>
      </main>
    </Layout>
  );
}

function sentence(language: Language, days: OnTimeProps["days"], most: number): string {
  const { say } = wordsIn(language);
  const all = days.flatMap(({ soon, digests, finals }) => [soon, digests, finals]);
  const total = all.reduce((sum, { owed }) => sum + owed, 0);
  if (total === 0) return say("on-time-none", { days: most });
  const kept = all.reduce((sum, { onTime }) => sum + onTime, 0);
  return say("on-time-say", { days: most, n: grouped(total, language), share: share(kept, total) });
}

function Days({ days, language }: Pick<OnTimeProps, "days"> & { language: Language }) {
  const { say, shortDay } = wordsIn(language);
  return (
    <table class="ontime">
      <caption class="sr">{say("on-time-caption")}</caption>
      <thead>
        <tr>
          <th scope="col">{say("on-time-day")}</th>
          {PROMISES.map((what) => (
            <th key={what} class="r" scope="col">
              {say("on-time-what", { what })}
              <small>{say("on-time-within", { what })}</small>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days.map(({ day, ...kept }) => (
          <tr key={day}>
            <th scope="row">{shortDay(day)}</th>
            {PROMISES.map((what) => (
              <Share key={what} kept={kept[what]} language={language} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Share({ kept: { owed, onTime }, language }: { kept: Kept; language: Language }) {
  if (owed === 0) return <td class="r dim">–</td>;
  return (
    <td class="r">
      {share(onTime, owed)}
      <small>
        {wordsIn(language).say("on-time-of", { n: grouped(onTime, language), all: grouped(owed, language) })}
      </small>
    </td>
  );
}
