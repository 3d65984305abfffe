import type { Language } from "../../src/deliveries/message.ts";
import { wordsIn } from "../words.ts";

interface Props {
  language: Language;
  /** Null: there is none. */
  before: string | null;
  after: string | null;
}

/** Under a long list: the page before it and the next. */
export function Turning({ language, before, after }: Props) {
  const { say } = wordsIn(language);
  if (!before && !after) return null;
  return (
    <nav class="acts lead" aria-label={say("turning")}>
      {before && (
        <a class="btn" href={before}>
          {say("turning-before")}
        </a>
      )}
      {after && (
        <a class="btn" href={after}>
          {say("turning-after")}
        </a>
      )}
    </nav>
  );
}
