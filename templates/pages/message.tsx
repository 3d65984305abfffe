import type { Channel } from "../../src/db.ts";
import type { Announced, Story } from "../../src/deliveries/message.ts";
import { subjectPeriod } from "../messages/phrases.ts";
import { wordsIn } from "../words.ts";
import { Icon } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { ChangedMark, Mark } from "./marks.tsx";

interface SaidFact {
  id: string;
  story: Story;
  /** What was said then; null: withdrawn. */
  value: string | null;
  was: string | null;
  /** The journal has gone on since. */
  isOld: boolean;
}

export interface MessageProps {
  deliveryId: string;
  /** It asks whether they have seen its finals, and `on` which day they said so; null: it does not ask. */
  seen: { on: string | null } | null;
  /** `2026-11-27` */
  day: string;
  time: string;
  channel: Channel;
  announcements: Announced[];
  pupils: { name: string; className: string; facts: SaidFact[] }[];
}

const words = wordsIn("ru");
const GONE_ON = "С тех пор в журнале изменилось, об этом есть новое сообщение";
/** By what was said of the day. */
const ATTENDANCE: Record<string, string> = {
  absent: "Нет на уроке",
  arrived: "На уроках",
  withdrawn: "Отметка об отсутствии исправлена",
};
const BY: Record<Channel, string> = { telegram: "в Telegram", email: "почтой", paper: "на бумаге" };

export function MessagePage({ frame, ...props }: MessageProps & { frame: Frame }) {
  const { deliveryId, seen, day, time, channel, announcements, pupils } = props;
  return (
    <Layout frame={frame} title="Сообщение" css={["message"]}>
      <main id="main" class="narrow">
        <h1>Сообщение</h1>
        <p class="say lead">
          {words.upper(words.weekday(day))}, {time}, {BY[channel]}.
          {pupils.length > 0 && " Так стояло в журнале, когда мы об этом сказали."}
        </p>
        {announcements.map((announced) => (
          <section key={announced.thread?.id ?? announced.title}>
            {announced.title && <h2>{announced.title}</h2>}
            {announced.text
              .split(/\n+/)
              .filter(Boolean)
              .map((paragraph) => (
                <p key={paragraph}>{paragraph}</p>
              ))}
          </section>
        ))}
        {pupils.map(({ name, className, facts }) => (
          <section key={name}>
            <h2>
              {name}, {className}
            </h2>
            <ul>
              {facts.map((fact) => (
                <Fact key={fact.id} fact={fact} />
              ))}
            </ul>
          </section>
        ))}
        {seen && <Seen deliveryId={deliveryId} on={seen.on} />}
      </main>
    </Layout>
  );
}

function Seen({ deliveryId, on }: { deliveryId: string; on: string | null }) {
  if (on)
    return (
      <p class="note seen" role="status">
        <Icon name="check" tone="ok" />
        <span>Вы отметили, что ознакомлены: {words.shortDay(on)}.</span>
      </p>
    );
  return (
    <form method="post" action={`/o/${deliveryId}/seen`} class="seen">
      <button type="submit" class="btn">
        Ознакомлен(а)
      </button>
    </form>
  );
}

function Fact({ fact: { story, value, was, isOld } }: { fact: SaidFact }) {
  if ("missed" in story)
    return (
      <li class="line">
        <time datetime={story.date}>{words.shortDay(story.date)}</time>
        <span>
          <b>{ATTENDANCE[value ?? "withdrawn"]}</b>
          {isOld && <small>{GONE_ON}</small>}
        </span>
      </li>
    );
  return (
    <li class="line">
      <time datetime={story.date}>{words.shortDay(story.date)}</time>
      <span>
        <b>{words.upper(isFinal(story) ? subjectPeriod(story, story.subject, words) : story.subject)}</b>
        <small>
          {!isFinal(story) && earnedFor(story.work)}
          {value === null && ". Отметка снята"}
          {isOld && `. ${GONE_ON}`}
        </small>
      </span>
      <span class="v">
        {was === null ? value !== null && <Mark value={value} /> : <ChangedMark was={was} value={value} />}
      </span>
    </li>
  );
}

function isFinal(story: Story): story is Extract<Story, { kind: "final.set" | "final.changed" }> {
  return story.kind === "final.set" || story.kind === "final.changed";
}

function earnedFor({ kind, title }: { kind: string; title: string | null }): string {
  return title ? `${words.upper(kind)} «${title}»` : words.upper(kind);
}
