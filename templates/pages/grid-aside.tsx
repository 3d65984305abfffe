import type { Language } from "../../src/deliveries/message.ts";
import { wordsIn } from "../words.ts";
import type { GridProps } from "./grid.tsx";
import { Icon } from "./icons.tsx";
import { Button } from "./parts.tsx";

type Props = GridProps & { language: Language };

/** Beside the page: the lessons of today and what stands in the margin. */
export function GridAside(props: Props) {
  const { say } = wordsIn(props.language);
  const remarks = remarksOf(props);
  if (props.today.length === 0 && remarks.length === 0) return null;
  return (
    <aside class="lesson" aria-label={say("grid-aside")}>
      {props.today.map((lesson) => (
        <Today key={lesson.id} lesson={lesson} {...props} />
      ))}
      {remarks.length > 0 && (
        <div class="rem">
          <h3>{say("grid-margin")}</h3>
          <ul>
            {remarks.map((remark) => (
              <li key={remark}>
                <Icon name="clock" />
                <span>{remark}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </aside>
  );
}

function Today({ lesson, kinds, language }: Props & { lesson: GridProps["today"][number] }) {
  const words = wordsIn(language);
  const { say } = words;
  const { topic, homework, noHomework, rollTaken, absent, late } = lesson;
  const roll = { state: rollTaken ? "taken" : "open", absent, late };
  return (
    <div>
      <h2>{words.upper(words.weekday(lesson.date))}</h2>
      <p>{say("grid-lesson-number", { n: lesson.number })}</p>
      <dl>
        <dt>{say("grid-topic")}</dt>
        <dd>{topic ?? say("grid-missing")}</dd>
        <dt>{say("grid-homework")}</dt>
        <dd>{homework ?? say(noHomework ? "grid-no-homework" : "grid-missing")}</dd>
        <dt>{say("grid-roll")}</dt>
        <dd>{say("grid-roll-said", roll)}</dd>
      </dl>
      <p class="acts">
        <a href={`/lessons/${lesson.id}`}>{say("grid-to-lesson")}</a>
      </p>
      {lesson.mayWrite && (
        <form method="post" action={`/lessons/${lesson.id}/works`} class="no-print">
          <label for={`kind-${lesson.id}`}>{say("grid-add-work")}</label>
          <div class="acts">
            <select id={`kind-${lesson.id}`} name="kind">
              {kinds.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
            <Button isSmall>{say("grid-add")}</Button>
          </div>
        </form>
      )}
    </div>
  );
}

/** Works whose checking norm runs, with those who have no mark yet (R14). */
function remarksOf({ columns, pupils, language }: Props): string[] {
  const words = wordsIn(language);
  return columns.flatMap((column, at) => {
    const { until, date, kind, mayWrite } = column;
    if (!mayWrite || kind === null || until === null || until === date) return [];
    const without = pupils.filter(({ cells }) => cells[at]!.isOpen && cells[at]!.value === null);
    if (without.length === 0) return [];
    const remark = {
      kind: words.upper(kind),
      day: words.day(date),
      n: without.length,
      until: words.weekday(until),
    };
    return [words.say("grid-awaited", remark)];
  });
}
