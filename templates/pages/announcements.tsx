import { wordsIn } from "../words.ts";
import { type ClassHead, ClassTop } from "./class-head.tsx";
import { Area, Choice, Form, formLook, Input, type Refusal, Tick } from "./fields.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Button, Empty, Part, State } from "./parts.tsx";
import { type SchoolTab, SchoolTop } from "./school-top.tsx";

export interface AnnouncementLine {
  id: string;
  title: string;
  text: string;
  /** `7А`; null: the school or a level. */
  className: string | null;
  level: number | null;
  /** «7А, 7Б, английский язык (1-я)» */
  subgroup: string | null;
  /** Guardians are asked to say that they have seen it. */
  asksSeen: boolean;
  /** `2026-11-27`; when it left, else when it was drafted. */
  on: string;
  isSent: boolean;
}

export interface AnnouncementsProps {
  /** Of a class; null: of the school. */
  head: ClassHead | null;
  tabs: SchoolTab[];
  lines: AnnouncementLine[];
  /** For whom the school may write; `value` as the form sends it. */
  circles: (Circle & { value: string })[];
  longest: { title: number; text: number };
  refusal: Refusal | null;
}

export function AnnouncementsPage(props: AnnouncementsProps & { frame: Frame }) {
  const { frame, head, tabs, lines, circles, longest, refusal } = props;
  const { language } = frame;
  const words = wordsIn(language);
  const { say } = words;
  const of = formLook("announcement", language, refusal);
  const base = baseOf(head);
  return (
    <Layout frame={frame} title={say("announcements-title")} css={["school"]} language={language}>
      <main id="main">
        {head ? (
          <ClassTop frame={frame} of={head} here="announcements" />
        ) : (
          <SchoolTop frame={frame} tabs={tabs} here="announcements" title={say("announcements-title")} />
        )}
        <p class="say lead">{say("announcements-say")}</p>
        <Form of={of} action={base}>
          {!head && (
            <Choice
              of={of}
              name="circle"
              label={say("announcement-circle")}
              options={circles.map((circle) => ({
                value: circle.value,
                text: circleSaid(circle, say),
              }))}
            />
          )}
          <Input of={of} name="title" label={say("announcement-title")} most={longest.title} />
          <Area of={of} name="text" label={say("announcement-text")} most={longest.text} isOptional />
          <Tick of={of} name="asksSeen" label={say("announcement-asks-seen")} />
          <Button>{say("announcement-preview")}</Button>
        </Form>
        <Part id="before" title={say("announcements-before")}>
          {lines.length === 0 ? (
            <Empty say={say("announcements-none")} />
          ) : (
            <ul>
              {lines.map((line) => (
                <li key={line.id} class="line">
                  <time>{words.shortDay(line.on)}</time>
                  <div>
                    <a href={`${base}/${line.id}`}>{line.title}</a>
                    <small class="below">
                      {!head && `${circleSaid(line, say)}. `}
                      <State icon={line.isSent ? "check" : "clock"} tone={line.isSent ? "ok" : "warn"}>
                        {say("announcement-state", { state: line.isSent ? "sent" : "draft" })}
                      </State>
                    </small>
                  </div>
                </li>
              ))}
            </ul>
          )}
        </Part>
      </main>
    </Layout>
  );
}

export interface AnnouncementProps {
  head: ClassHead | null;
  line: AnnouncementLine & { version: number };
  /** Who would hear if it left now. */
  reach: { pupils: number; people: number; unreachable: number; silent: number };
  refusal: Refusal | null;
}

export function AnnouncementPage({
  frame,
  head,
  line,
  reach,
  refusal,
}: AnnouncementProps & { frame: Frame }) {
  const { language } = frame;
  const words = wordsIn(language);
  const { say } = words;
  const of = formLook("send", language, refusal);
  const here = `${baseOf(head)}/${line.id}`;
  return (
    <Layout frame={frame} title={line.title} css={["school"]} language={language}>
      <main id="main" class="narrow">
        <h1>{line.title}</h1>
        <p class="sub">
          {circleSaid(line, say)}. <a href={baseOf(head)}>{say("announcements-all")}</a>
        </p>
        {line.text && <p class="said">{line.text}</p>}
        {line.asksSeen && <p class="hint">{say("announcement-asks-seen-is")}</p>}
        {line.isSent ? (
          <p class="lead">
            <State icon="check" tone="ok">
              {say("announcement-left", { day: words.day(line.on) })}
            </State>
          </p>
        ) : (
          <>
            <p class="say lead">
              {say("announcement-reach", { people: reach.people, pupils: reach.pupils })}
            </p>
            <p class="hint">
              {say("announcement-missed", { unreachable: reach.unreachable, silent: reach.silent })}
            </p>
            <Form of={of} action={`${here}/send`}>
              <input type="hidden" name="version" value={line.version} />
              <Button kind="main">{say("announcement-send", { n: reach.people })}</Button>
            </Form>
            <form method="post" action={`${here}/discard`}>
              <input type="hidden" name="version" value={line.version} />
              <Button kind="stop">{say("announcement-discard")}</Button>
            </form>
          </>
        )}
      </main>
    </Layout>
  );
}

function baseOf(head: ClassHead | null): string {
  return head ? `/classes/${head.id}/announcements` : "/announcements";
}

interface Circle {
  level: number | null;
  className: string | null;
  subgroup: string | null;
}

function circleSaid(
  { level, className, subgroup }: Circle,
  say: (key: string, args?: Record<string, string | number>) => string,
): string {
  if (subgroup) return say("circle-subgroup", { name: subgroup });
  if (className) return say("circle-class", { name: className });
  return level === null ? say("circle-school") : say("circle-level", { level });
}
