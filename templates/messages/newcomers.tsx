import type { ContentLevel, Message, Newcomer, TelegramText } from "../../src/deliveries/message.ts";
import { nameAtLevel } from "../content-level.ts";
import { html } from "../telegram/markup.ts";
import { wordsIn } from "../words.ts";

/** Of a class that joins at once; the list behind the button has them all. */
const MOST_NAMED = 15;

/** Who of the class has joined: named by their pupil as far as the level allows, at `ping` their number alone. */
export function renderNewcomersForTelegram(
  { language }: Message,
  { people, data }: NonNullable<Message["newcomers"]>,
  level: ContentLevel,
): TelegramText {
  const words = wordsIn(language);
  const line = ({ pupil, className, kinship }: Newcomer) => {
    const name = nameAtLevel(level, pupil);
    const who = level === "full" && className ? words.say("who", { name, class: className }) : name;
    const kin = kinship ?? "self";
    return html(words.say("newcomers-one", { who, kin }));
  };
  const further = people.length - MOST_NAMED;
  return {
    html: [
      html(<b>{words.say("newcomers-title", { n: people.length })}</b>),
      ...(level === "ping" ? [] : people.slice(0, MOST_NAMED).map(line)),
      ...(level !== "ping" && further > 0 ? [html(words.say("newcomers-more", { n: further }))] : []),
      html(words.say("newcomers-off")),
    ].join("\n"),
    answers: [{ text: words.say("newcomers-open"), data }],
    buttons: [],
  };
}
