import { type Words, wordsIn } from "../words.ts";
import { Icon } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { AbsenceMark, Mark } from "./marks.tsx";
import { Note, Pager } from "./parts.tsx";
import { PupilBar, type PupilHead, pupilName } from "./pupil-head.tsx";

interface DiaryMark {
  id: string;
  value: string;
  kind: string;
  title: string | null;
  isCorrected: boolean;
}

export interface DiaryEntry {
  key: string;
  number: number;
  subject: string;
  topic: string | null;
  homework: string | null;
  /** For this pupil alone. */
  task: string | null;
  noHomework: boolean;
  /** The lesson is ahead: its homework is to be done for it. */
  isDue: boolean;
  isCancelled: boolean;
  /** What the teacher laid beside it, and the pupil's own work. */
  files: { name: string; href: string }[];
  marks: DiaryMark[];
  absence: { kind: string; lateMinutes: number | null; reason: string | null } | null;
}

export interface DiaryProps {
  frame: Frame;
  head: PupilHead;
  today: string;
  monday: string;
  sunday: string;
  days: { date: string; lessons: DiaryEntry[] }[];
  /** The next day that something is to be done for. */
  due: { day: string; subjects: string[] } | null;
}

const BEST_FIRST = ["5", "4", "3", "2", "1"];

export function DiaryPage({ frame, head, today, monday, sunday, days, due }: DiaryProps) {
  const { language } = frame;
  const words = wordsIn(language);
  const { say } = words;
  const title = words.days(monday, days.at(-1)?.date ?? sunday);
  const week = (day: string) => `/pupils/${head.id}/diary?week=${day}`;
  const isNow = monday <= today && today <= sunday;
  return (
    <Layout
      frame={frame}
      title={say("diary-page", { pupil: pupilName(head), days: title })}
      css={["pupil", "diary"]}
      language={language}
    >
      <main id="main" class="narrow">
        <PupilBar head={head} here="diary" language={language} />
        <Pager
          title={title}
          before={{ href: week(shifted(monday, -7)), text: say("diary-before") }}
          after={{ href: week(shifted(monday, 7)), text: say("diary-after") }}
        />
        <p class="say">{weekSaid(days, words)}</p>
        {!isNow && (
          <p>
            <a href={`/pupils/${head.id}/diary`}>{say("diary-now")}</a>
          </p>
        )}
        {isNow && due && (
          <Note icon="list">
            {words.upper(
              say("diary-due", {
                day: words.weekday(due.day),
                subjects: due.subjects.map(words.subject).join(", "),
              }),
            )}
          </Note>
        )}
        <Strip days={days} today={today} words={words} />
        {days.map((day) => (
          <Day key={day.date} day={day} isToday={day.date === today} words={words} />
        ))}
      </main>
    </Layout>
  );
}

/** «11 отметок: четыре пятёрки, пять четвёрок.» */
function weekSaid(days: DiaryProps["days"], words: Words): string {
  const values = days.flatMap(({ lessons }) =>
    lessons.flatMap(({ marks }) => marks.map(({ value }) => value)),
  );
  const missed = days.flatMap(({ lessons }) =>
    lessons.filter(({ absence }) => absence?.kind === "absent"),
  ).length;
  const counted = BEST_FIRST.map((value) => ({ value, n: values.filter((one) => one === value).length }));
  const each = counted
    .filter(({ n }) => n > 0)
    .map(({ value, n }) => words.counted("marks-of", n, { value: Number(value) }));
  const total = counted.reduce((sum, { n }) => sum + n, 0);
  const marks =
    total === 0
      ? words.say("diary-no-marks")
      : words.say("diary-marks", {
          marks: words.upper(words.counted("marks", total)),
          each: each.join(", "),
        });
  if (missed === 0) return marks;
  return `${marks} ${words.say("diary-missed", { missed: words.upper(words.counted("missed", missed)) })}`;
}

function Strip({ days, today, words }: { days: DiaryProps["days"]; today: string; words: Words }) {
  return (
    <nav class="strip" aria-label={words.say("diary-days")}>
      {days.map(({ date, lessons }) => (
        <a key={date} href={`#d${date}`} aria-current={date === today ? "date" : undefined}>
          <small>
            {words.say("diary-weekday", { n: weekday(date) })} <b>{Number(date.slice(8))}</b>
          </small>
          {lessons.some(({ absence }) => absence?.kind === "absent") && (
            <AbsenceMark absence={{ kind: "absent", lateMinutes: null, reason: null }} words={words} />
          )}
          {lessons.flatMap(({ marks }) =>
            marks.map(({ id, value }) => <Mark key={id} value={value} words={words} />),
          )}
        </a>
      ))}
    </nav>
  );
}

function Day({ day, isToday, words }: { day: DiaryProps["days"][number]; isToday: boolean; words: Words }) {
  const { date, lessons } = day;
  return (
    <section id={`d${date}`} aria-labelledby={`h${date}`}>
      <div class="line day">
        <b>{Number(date.slice(8))}</b>
        <h2 id={`h${date}`}>
          {words.say("diary-weekday-long", { n: weekday(date) })}
          {isToday && <small>{words.say("diary-today")}</small>}
        </h2>
      </div>
      {lessons.length === 0 ? (
        <p class="dim none">{words.say("diary-no-lessons")}</p>
      ) : (
        <ol>
          {lessons.map((lesson) => (
            <Lesson key={lesson.key} lesson={lesson} words={words} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Lesson({ lesson, words }: { lesson: DiaryEntry; words: Words }) {
  const { say } = words;
  const { number, subject, topic, homework, task, isDue, isCancelled, noHomework, files, marks, absence } =
    lesson;
  return (
    <li class="line les">
      <span>{number}</span>
      <div>
        <h3>{words.upper(subject)}</h3>
        {isCancelled && <p>{say("diary-lesson-off")}</p>}
        {topic && <p>{topic}</p>}
        {homework && (
          <p class="hw">
            <span class="dim">{say("diary-homework-short", { due: isDue ? "yes" : "no" })}</span> {homework}
          </p>
        )}
        {task && <p class="hw">{say("diary-task", { task })}</p>}
        {noHomework && !homework && !task && <p>{say("diary-nothing-asked")}</p>}
        {files.map(({ name, href }) => (
          <p key={href}>
            <a class="file" href={href} download>
              {name}
            </a>
          </p>
        ))}
      </div>
      {(marks.length > 0 || absence) && (
        <span class="val">
          {absence && (
            <span>
              <AbsenceMark absence={absence} words={words} />
            </span>
          )}
          {marks.map(({ id, value, kind, title, isCorrected }) => (
            <a key={id} href={`/marks/${id}`} title={title ?? undefined}>
              <Mark value={value} words={words} />
              <small>
                {words.lower(kind)}
                {isCorrected && <Icon name="undo" />}
                {isCorrected && <span class="sr">{say("corrected-bare")}</span>}
              </small>
            </a>
          ))}
        </span>
      )}
    </li>
  );
}

function shifted(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** 1 is Monday, 0 Sunday. */
function weekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}
