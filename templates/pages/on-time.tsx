import { wordsIn } from "../words.ts";
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

const words = wordsIn("ru");
const PROMISES = [
  { key: "soon", name: "Сразу", promise: "за 10 секунд" },
  { key: "digests", name: "Сводки", promise: "за 15 минут" },
  { key: "finals", name: "Итоги", promise: "за сутки" },
] as const;

export function OnTimePage({ frame, days, most }: OnTimeProps & { frame: Frame }) {
  return (
    <Layout frame={frame} title="Вовремя ли приходят сообщения" css={["on-time"]}>
      <main id="main">
        <h1>Вовремя ли приходят сообщения</h1>
        <p class="say lead">{sentence(days, most)}</p>
        {days.length > 0 && <Days days={days} />}
        <p class="end">
          «Сразу» — об отметках и о том, что ребёнка нет на уроке. Срок сообщения наступает, когда прошла
          выдержка и кончились часы тишины; итогов — с минуты, когда стал известен результат. В срок — значит,
          почта или мессенджер приняли сообщение вовремя. Листы на бумаге сюда не входят.
        </p>
      </main>
    </Layout>
  );
}

function sentence(days: OnTimeProps["days"], most: number): string {
  const all = days.flatMap(({ soon, digests, finals }) => [soon, digests, finals]);
  const total = all.reduce((sum, { owed }) => sum + owed, 0);
  if (total === 0) return `За последние ${most} дней сообщений не было.`;
  const kept = all.reduce((sum, { onTime }) => sum + onTime, 0);
  return `За последние ${most} дней сообщений: ${total.toLocaleString("ru")}, вовремя принято ${share(kept, total)}.`;
}

function Days({ days }: Pick<OnTimeProps, "days">) {
  return (
    <table class="ontime">
      <caption class="sr">По дням, новые сверху</caption>
      <thead>
        <tr>
          <th scope="col">День</th>
          {PROMISES.map(({ key, name, promise }) => (
            <th key={key} class="r" scope="col">
              {name}
              <small>{promise}</small>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days.map(({ day, ...kept }) => (
          <tr key={day}>
            <th scope="row">{words.shortDay(day)}</th>
            {PROMISES.map(({ key }) => (
              <Share key={key} kept={kept[key]} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Share({ kept: { owed, onTime } }: { kept: Kept }) {
  if (owed === 0) return <td class="r dim">–</td>;
  return (
    <td class="r">
      {share(onTime, owed)}
      <small>
        {onTime.toLocaleString("ru")} из {owed.toLocaleString("ru")}
      </small>
    </td>
  );
}
