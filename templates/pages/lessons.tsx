import { wordsIn } from "../words.ts";
import { type Frame, Layout } from "./layout.tsx";

export interface LessonsProps {
  /** `2026-11-27` */
  day: string;
  lessons: {
    id: string;
    number: number;
    from: string;
    to: string;
    /** Between its bells now. */
    runs: boolean;
    subject: string;
    className: string;
    topic: string | null;
    marks: number;
  }[];
}

const words = wordsIn("ru");

export function LessonsPage({ frame, day, lessons }: LessonsProps & { frame: Frame }) {
  const running = lessons.find(({ runs }) => runs);
  return (
    <Layout frame={frame} title="Уроки сегодня" css={["lessons"]}>
      <main id="main" class="narrow">
        <h1>Уроки сегодня</h1>
        {lessons.length === 0 ? (
          <p class="say lead">
            {words.upper(words.weekday(day))}: уроков сегодня нет. Они появятся здесь в свой день.
          </p>
        ) : (
          <p class="say lead">
            {words.upper(words.weekday(day))}.{" "}
            {running
              ? `Сейчас у ${running.className} ${running.subject}, до ${running.to}.`
              : "Отметки можно ставить до конца дня."}
          </p>
        )}
        <ol>
          {lessons.map((lesson) => (
            <li key={lesson.id}>
              <a class={lesson.runs ? "line lesson on" : "line lesson"} href={`/lessons/${lesson.id}`}>
                <time>{lesson.from}</time>
                <span>
                  <b>
                    {lesson.className}, {lesson.subject}
                  </b>
                  <small>
                    {lesson.number}-й урок, до {lesson.to}
                    {lesson.topic && `. ${lesson.topic}`}
                  </small>
                </span>
                <span class="count dim">
                  {lesson.marks === 0 ? (
                    <>
                      <span aria-hidden="true">–</span>
                      <span class="sr">отметок нет</span>
                    </>
                  ) : (
                    words.counted("marks", lesson.marks)
                  )}
                </span>
              </a>
            </li>
          ))}
        </ol>
      </main>
    </Layout>
  );
}
