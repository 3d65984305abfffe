import type { ContentLevel, Message, TelegramText } from "../../src/deliveries/message.ts";
import { html } from "../telegram/markup.ts";
import { wordsIn } from "../words.ts";

type Reminder = NonNullable<Message["reminder"]>;

/**
 * What a teacher has not filled in today. At `initials` no class is named, at `ping` no lesson; what they typed is in none
 * of them.
 */
export function renderReminderForTelegram(
  { language }: Message,
  { lessons, data }: Reminder,
  level: ContentLevel,
): TelegramText {
  const words = wordsIn(language);
  const line = ({ classes, subject, number, lacks }: Reminder["lessons"][number]) => {
    const lesson = words.say("reminder-lesson", { n: number });
    const where = [level === "full" ? classes : "", words.subject(subject), lesson]
      .filter(Boolean)
      .join(", ");
    return html(`${where} — ${lacks.map((what) => words.say("reminder-lack", { what })).join(", ")}`);
  };
  return {
    html: [
      html(<b>{words.say("reminder-title", { n: lessons.length })}</b>),
      ...(level === "ping" ? [] : lessons.map(line)),
      html(words.say("reminder-until")),
    ].join("\n"),
    answers: [{ text: words.say("reminder-open"), data }],
    buttons: [],
  };
}
