import { wordsIn } from "../words.ts";
import { type ClassHead, ClassTop } from "./class-head.tsx";
import { Area, Form, formLook, type Refusal } from "./fields.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Act, Button, Empty, Part } from "./parts.tsx";

interface TalkLine {
  id: string;
  pupil: string;
  guardian: string;
  unread: number;
  /** `2026-11-27`; null: nothing was written yet. */
  on: string | null;
}

export interface TalksProps {
  head: ClassHead;
  talks: TalkLine[];
  /** Guardians of the class with whom nobody has talked yet. */
  others: { guardianshipId: string; pupil: string; guardian: string }[];
}

export function ClassTalksPage({ frame, head, talks, others }: TalksProps & { frame: Frame }) {
  const { language } = frame;
  const words = wordsIn(language);
  const { say } = words;
  return (
    <Layout frame={frame} title={say("class-tab", { tab: "talks" })} css={["school"]} language={language}>
      <main id="main">
        <ClassTop frame={frame} of={head} here="talks" />
        {talks.length === 0 && <Empty say={say("talks-none")} />}
        <ul>
          {talks.map(({ id, pupil, guardian, unread, on }) => (
            <li key={id} class="line">
              <time>{on && words.shortDay(on)}</time>
              <div>
                <a href={`/class-talks/${id}`}>
                  {guardian}, {pupil}
                </a>
                {unread > 0 && <small class="below is-warn">{say("talks-unread", { n: unread })}</small>}
              </div>
            </li>
          ))}
        </ul>
        {others.length > 0 && (
          <Part id="others" title={say("talks-begin")}>
            <ul>
              {others.map(({ guardianshipId, pupil, guardian }) => (
                <li key={guardianshipId} class="line">
                  <span />
                  <span>
                    {guardian}, {pupil}
                  </span>
                  <Act action={`/guardianships/${guardianshipId}/talk`} isSmall>
                    {say("talks-write")}
                  </Act>
                </li>
              ))}
            </ul>
          </Part>
        )}
      </main>
    </Layout>
  );
}

export interface TalkProps {
  id: string;
  pupil: string;
  guardian: string;
  /** Where the list of talks is. */
  back: string;
  /** The newest last. */
  messages: { id: string; isOwn: boolean; text: string; on: string; at: string; isRead: boolean }[];
  most: number;
  refusal: Refusal | null;
}

export function ClassTalkPage({
  frame,
  id,
  pupil,
  guardian,
  back,
  messages,
  most,
  refusal,
}: TalkProps & { frame: Frame }) {
  const { language } = frame;
  const words = wordsIn(language);
  const { say } = words;
  const of = formLook("answer", language, refusal);
  return (
    <Layout frame={frame} title={guardian} css={["school"]} language={language}>
      <main id="main">
        <h1>{guardian}</h1>
        <p class="sub">
          {pupil}. <a href={back}>{say("talks-all")}</a>
        </p>
        {messages.length === 0 && <p class="say lead">{say("talk-empty")}</p>}
        <ol>
          {messages.map((message) => (
            <li key={message.id} class="line">
              <time>{message.at}</time>
              <div>
                <small class="dim">
                  {message.isOwn ? say("talk-own") : guardian}, {words.day(message.on)}
                  {message.isOwn && `, ${say("talk-seen", { seen: message.isRead ? "yes" : "no" })}`}
                </small>
                <p class="said">{message.text}</p>
              </div>
            </li>
          ))}
        </ol>
        {messages.some(({ isOwn, isRead }) => !isOwn && !isRead) && (
          <Act action={`/class-talks/${id}/read`}>{say("talk-mark-read")}</Act>
        )}
        <Form of={of} action={`/class-talks/${id}`}>
          <Area of={of} name="text" label={say("talk-text")} hint={say("talk-hint")} most={most} />
          <Button kind="main">{say("class-talk-send")}</Button>
        </Form>
      </main>
    </Layout>
  );
}
