import { wordsIn } from "../words.ts";
import { type Frame, Layout } from "./layout.tsx";
import { Act, Note, Table } from "./parts.tsx";

interface Moment {
  /** `2026-11-27` */
  day: string;
  time: string;
}

export interface SessionsProps {
  /** The one last seen first. */
  sessions: {
    id: string;
    device: string | null;
    since: Moment;
    seen: Moment;
    until: Moment;
    /** The one that looks at this page. */
    isThis: boolean;
  }[];
  /** One of them was just ended. */
  isEnded: boolean;
}

export function SessionsPage({ frame, sessions, isEnded }: SessionsProps & { frame: Frame }) {
  const { language } = frame;
  const { say, day } = wordsIn(language);
  const moment = (at: Moment) => say("sessions-moment", { day: day(at.day), time: at.time });
  const nameOf = ({ device, isThis }: SessionsProps["sessions"][number]) => {
    const kind = device ?? "unknown";
    const name = say("sessions-device-kind", { kind });
    return isThis ? say("sessions-this", { device: name }) : name;
  };
  return (
    <Layout frame={frame} title={say("sessions-title")} language={language}>
      <main id="main">
        <h1>{say("sessions-title")}</h1>
        {isEnded && (
          <Note icon="check" tone="ok">
            {say("sessions-ended")}
          </Note>
        )}
        <p class="say lead">{say("sessions-say", { n: sessions.length })}</p>
        <Table
          caption={say("sessions-caption")}
          columns={[
            { head: say("sessions-device") },
            { head: say("sessions-since") },
            { head: say("sessions-seen") },
            { head: say("sessions-until") },
            { head: say("sessions-act") },
          ]}
          rows={sessions.map((session) => [
            nameOf(session),
            moment(session.since),
            moment(session.seen),
            moment(session.until),
            <Act key={session.id} action={`/sessions/${session.id}/end`} isSmall>
              {say("sessions-end")}
            </Act>,
          ])}
        />
        <div class="acts lead">
          <Act action="/sessions/end" kind="stop">
            {say("sessions-end-all")}
          </Act>
          <a class="btn" href="/password">
            {say("sessions-password")}
          </a>
        </div>
      </main>
    </Layout>
  );
}
