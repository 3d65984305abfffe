import { type Words, wordsIn } from "../words.ts";
import { Bells, DaysOff, MovedDays, Terms } from "./calendar-lines.tsx";
import { Form, formLook, Input, type Refusal } from "./fields.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Button, Empty, Note } from "./parts.tsx";
import { type SchoolTab, SchoolTop } from "./school-top.tsx";

interface Levels {
  levelFrom: number;
  levelTo: number;
}
interface Kept {
  id: string;
  version: number;
}
/** ISO days. */
interface Span {
  startsOn: string;
  endsOn: string;
}

export interface Calendar {
  year: Kept & Span & { name: string; weekDays: number };
  isClosed: boolean;
  terms: (Kept & Span & Levels & { kind: string; number: number })[];
  daysOff: (Kept & Span & Levels & { kind: string; name: string })[];
  movedDays: (Kept & Levels & { date: string; likeWeekday: number | null; reason: string })[];
  bellSchedules: (Kept &
    Levels & {
      name: string;
      date: string | null;
      weekdays: number[];
      /** Minutes from midnight. */
      bells: { number: number; startsAt: number; endsAt: number }[];
    })[];
}

export interface CalendarProps {
  tabs: SchoolTab[];
  /** The newest first. */
  years: { id: string; name: string }[];
  calendar: Calendar | null;
  mayWrite: boolean;
  mayOpen: boolean;
  /** Norms that what was just written has missed; in Russian. */
  remarks: string[];
  refusal: Refusal | null;
}

/** What the parts of the page need beside their own lines. */
export interface InCalendar {
  calendar: Calendar;
  /** Closed years are only read. */
  mayWrite: boolean;
  refusal: Refusal | null;
  words: Words;
}

export function CalendarPage({ frame, ...props }: CalendarProps & { frame: Frame }) {
  const { tabs, years, calendar, remarks, refusal } = props;
  const words = wordsIn(frame.language);
  const { say } = words;
  const title = say("calendar-title");
  return (
    <Layout frame={frame} title={title} css={["school", "timetable"]} language={frame.language}>
      <main id="main">
        <SchoolTop frame={frame} tabs={tabs} here="calendar" title={title} />
        <nav class="weeks no-print" aria-label={say("calendar-years")}>
          {years.map(({ id, name }) => (
            <a
              key={id}
              href={`/calendar?year=${id}`}
              aria-current={id === calendar?.year.id ? "page" : undefined}
            >
              {name}
            </a>
          ))}
          {props.mayOpen && <a href="/next-year">{say("calendar-open")}</a>}
        </nav>
        {remarks.map((remark) => (
          <Note key={remark} icon="alert" tone="warn">
            <p role="status" lang="ru">
              {remark}
            </p>
          </Note>
        ))}
        {calendar ? (
          <Year
            calendar={calendar}
            mayWrite={props.mayWrite && !calendar.isClosed}
            refusal={refusal}
            words={words}
          />
        ) : (
          <Empty say={say("calendar-none", { may: props.mayOpen ? "yes" : "no" })}>
            {props.mayOpen && <a href="/first-run">{say("calendar-first-run")}</a>}
          </Empty>
        )}
      </main>
    </Layout>
  );
}

function Year(shown: InCalendar) {
  const { calendar, mayWrite, refusal, words } = shown;
  const { say, fullDay } = words;
  const { year, isClosed } = calendar;
  const of = formLook(`year-${year.id}`, words.language, refusal);
  const close = formLook(`close-${year.id}`, words.language, refusal);
  return (
    <>
      <p class="say lead">
        {say("calendar-say", {
          name: year.name,
          from: fullDay(year.startsOn),
          to: fullDay(year.endsOn),
          n: year.weekDays,
          closed: isClosed ? "yes" : "no",
        })}
      </p>
      {mayWrite && (
        <details open={of.refusal !== null || close.refusal !== null}>
          <summary>{say("calendar-change-year")}</summary>
          <Form of={of} action={`/calendar/years/${year.id}?year=${year.id}`}>
            <input type="hidden" name="version" value={year.version} />
            <Input of={of} name="name" label={say("calendar-name")} value={year.name} most={50} />
            <Input of={of} name="startsOn" label={say("calendar-from")} value={year.startsOn} type="date" />
            <Input of={of} name="endsOn" label={say("calendar-to")} value={year.endsOn} type="date" />
            <Input
              of={of}
              name="weekDays"
              label={say("calendar-week")}
              value={String(year.weekDays)}
              type="number"
              min="5"
              max="6"
            />
            <Button>{say("calendar-save")}</Button>
          </Form>
          <Form of={close} action={`/calendar/years/${year.id}/close?year=${year.id}`}>
            <input type="hidden" name="version" value={year.version} />
            <p class="hint">{say("calendar-close-hint")}</p>
            <Button kind="stop">{say("calendar-close", { name: year.name })}</Button>
          </Form>
        </details>
      )}
      <Terms {...shown} />
      <DaysOff {...shown} />
      <MovedDays {...shown} />
      <Bells {...shown} />
    </>
  );
}
