import { wordsIn } from "../words.ts";

/** Days are `2026-11-27`. */
export interface CallsProps {
  calls: {
    noticeId: string;
    kind: "absence" | "finals";
    pupil: { surname: string; givenName: string };
    person: { name: string; phone: string | null };
    since: string;
    isAsked: boolean;
    calls: unknown[];
  }[];
}

const words = wordsIn("ru");
const ABOUT = { absence: "об отсутствии на уроках", finals: "об итоговых отметках" } as const;

/** Whom no message reaches. What the news is stands in the journal, not here. */
export function Calls({ calls }: CallsProps) {
  if (calls.length === 0) return null;
  return (
    <section>
      <h2>Кому позвонить</h2>
      <p class="hint">Сообщения сюда не доходят, лист ещё не отдан; или семья просит позвонить.</p>
      <ul class="who-for">
        {calls.map(({ noticeId, kind, pupil, person, since, isAsked, calls: tries }) => (
          <li key={noticeId}>
            <span>
              {person.name}, {person.phone ?? "телефона в карточке нет"}{" "}
              <small>
                {pupil.surname} {pupil.givenName}: {ABOUT[kind]}, ждёт с {words.day(since)}
                {isAsked && ". Просит позвонить"}
                {tries.length > 0 && `. Не дозвонились: ${tries.length}`}
              </small>
            </span>
            <form method="post" action={`/paper/calls/${noticeId}`} class="acts">
              <button type="submit" name="reached" value="yes" class="btn btn-s">
                Дозвонились
              </button>
              <button type="submit" name="reached" value="no" class="btn btn-s btn-bare">
                Не ответили
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}
