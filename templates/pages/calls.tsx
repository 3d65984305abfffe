import type { Language } from "../../src/deliveries/message.ts";
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

/** Whom no message reaches. What the news is stands in the journal, not here. */
export function Calls({ calls, language }: CallsProps & { language: Language }) {
  const words = wordsIn(language);
  const { say } = words;
  if (calls.length === 0) return null;
  return (
    <section>
      <h2>{say("calls-title")}</h2>
      <p class="hint">{say("calls-hint")}</p>
      <ul class="who-for">
        {calls.map(({ noticeId, kind, pupil, person, since, isAsked, calls: tries }) => (
          <li key={noticeId}>
            <span>
              {person.name}, {person.phone ?? say("calls-no-phone")}{" "}
              <small>
                {pupil.surname} {pupil.givenName}: {say("calls-about", { kind, since: words.day(since) })}
                {isAsked && `. ${say("calls-asked")}`}
                {tries.length > 0 && `. ${say("calls-tried", { n: tries.length })}`}
              </small>
            </span>
            <form method="post" action={`/paper/calls/${noticeId}`} class="acts">
              <button type="submit" name="reached" value="yes" class="btn btn-s">
                {say("calls-reached")}
              </button>
              <button type="submit" name="reached" value="no" class="btn btn-s btn-bare">
                {say("calls-missed")}
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}
