import { wordsIn } from "../words.ts";
import type { Frame } from "./layout.tsx";
import { Act, Button, Empty } from "./parts.tsx";
import { PupilFrame } from "./pupil-frame.tsx";
import { type PupilHead, pupilName } from "./pupil-head.tsx";

export interface TalkProps {
  frame: Frame;
  head: PupilHead;
  longest: number;
  /** The oldest first. */
  messages: { id: string; text: string; isOwn: boolean; isRead: boolean; day: string; time: string }[];
}

export function TalkPage({ frame, head, longest, messages }: TalkProps) {
  const { language } = frame;
  const words = wordsIn(language);
  const { say } = words;
  return (
    <PupilFrame
      frame={frame}
      head={head}
      here="talk"
      title={say("talk-page", { pupil: pupilName(head) })}
      heading={say("talk-title")}
    >
      {messages.length === 0 && <Empty say={say("talk-none")} />}
      <ol>
        {messages.map(({ id, text, isOwn, isRead, day, time }) => (
          <li key={id} class="line">
            <time datetime={day}>{words.shortDay(day)}</time>
            <div>
              <b>{say("talk-side", { side: isOwn ? "family" : "teacher" })}</b>
              <p class="words">{text}</p>
              <p class="dim">{isOwn && isRead ? say("talk-read", { time }) : time}</p>
            </div>
          </li>
        ))}
      </ol>
      {messages.some(({ isOwn, isRead }) => !isOwn && !isRead) && (
        <Act action={`/pupils/${head.id}/talk/read`}>{say("talk-mark-read")}</Act>
      )}
      <form class="form" method="post" action={`/pupils/${head.id}/talk`}>
        <p>
          <label for="text">{say("talk-write")}</label>
          <textarea id="text" name="text" rows={4} maxLength={longest} required />
        </p>
        <Button kind="main">{say("talk-send")}</Button>
      </form>
    </PupilFrame>
  );
}
