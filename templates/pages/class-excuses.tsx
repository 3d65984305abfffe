import { refusalIn } from "../refusals.ts";
import { wordsIn } from "../words.ts";
import { type ClassHead, ClassTop } from "./class-head.tsx";
import type { Refusal } from "./fields.tsx";
import { Icon } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Button, Empty, Note, Part, State } from "./parts.tsx";

/** Days are `2026-11-27`. */
export interface ExcuseLine {
  id: string;
  version: number;
  pupil: string;
  from: string;
  to: string;
  text: string;
  by: string;
  state: "given" | "confirmed" | "withdrawn";
  files: { id: string; isPicture: boolean }[];
  /** Of whoever wrote it, for an answer; null: no guardian any more. */
  guardianshipId: string | null;
}

export interface ExcusesProps {
  head: ClassHead;
  unread: ExcuseLine[];
  /** Of the last weeks. */
  read: ExcuseLine[];
  mayConfirm: boolean;
  refusal: Refusal | null;
}

export function ClassExcusesPage(props: ExcusesProps & { frame: Frame }) {
  const { frame, head, unread, read, refusal } = props;
  const { language } = frame;
  const { say } = wordsIn(language);
  return (
    <Layout frame={frame} title={say("class-tab", { tab: "excuses" })} css={["school"]} language={language}>
      <main id="main">
        <ClassTop frame={frame} of={head} here="excuses" />
        {refusal && (
          <Note icon="alert" tone="red">
            {refusalIn(language, refusal.sentence)}
          </Note>
        )}
        {unread.length === 0 ? (
          <Empty say={say("class-excuses-none")} />
        ) : (
          <p class="say lead">{say("excuses-unread", { n: unread.length })}</p>
        )}
        <ul>
          {unread.map((excuse) => (
            <Excuse key={excuse.id} excuse={excuse} of={props} />
          ))}
        </ul>
        {read.length > 0 && (
          <Part id="read" title={say("excuses-read")}>
            <ul>
              {read.map((excuse) => (
                <Excuse key={excuse.id} excuse={excuse} of={props} />
              ))}
            </ul>
          </Part>
        )}
      </main>
    </Layout>
  );
}

function Excuse({ excuse, of }: { excuse: ExcuseLine; of: ExcusesProps & { frame: Frame } }) {
  const words = wordsIn(of.frame.language);
  const { say } = words;
  const { id, version, pupil, from, to, text, by, state, files, guardianshipId } = excuse;
  return (
    <li class="line">
      <time>{words.shortDay(from)}</time>
      <div>
        <b>{pupil}</b>, {words.days(from, to)}
        <p class="said">{text}</p>
        <small class="below">{say("excuse-by", { name: by })}</small>
        {state !== "given" && (
          <small>
            <State
              icon={state === "confirmed" ? "check" : "undo"}
              tone={state === "confirmed" ? "ok" : "dim"}
            >
              {say("excuse-state", { state })}
            </State>
          </small>
        )}
        {files.length > 0 && (
          <div class="papers">
            {files.map((file, at) => (
              <Paper key={file.id} href={`/api/excuses/${id}/files/${file.id}`} isPicture={file.isPicture}>
                {say("excuse-file", { n: at + 1 })}
              </Paper>
            ))}
          </div>
        )}
        {of.mayConfirm && state !== "withdrawn" && (
          <div class="acts">
            {state === "given" && (
              <form method="post" action={`/classes/${of.head.id}/excuses/${id}`}>
                <input type="hidden" name="version" value={version} />
                <Button>{say("excuse-confirm")}</Button>
              </form>
            )}
            {guardianshipId && (
              <form method="post" action={`/guardianships/${guardianshipId}/talk`}>
                <Button kind="bare">{say("excuse-answer")}</Button>
              </form>
            )}
          </div>
        )}
      </div>
    </li>
  );
}

function Paper({ href, isPicture, children }: { href: string; isPicture: boolean; children: string }) {
  if (isPicture)
    return (
      <a href={href} download>
        <img src={href} alt={children} loading="lazy" />
      </a>
    );
  return (
    <a class="btn btn-s" href={href} download>
      <Icon name="sheet" />
      {children}
    </a>
  );
}
