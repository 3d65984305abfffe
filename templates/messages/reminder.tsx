import type { ContentLevel, Message, TelegramText } from "../../src/deliveries/message.ts";
import { html } from "../telegram/markup.ts";
import { wordsIn } from "../words.ts";

type Reminder = NonNullable<Message["reminder"]>;

/** As many as one message bears; the list behind the button has them all. */
const MOST_LINES = 20;

/**
 * What a teacher has not filled in and may until midnight. At `initials` no class is named, at `ping` no lesson; what they
 * typed is in none of them.
 */
export function renderReminderForTelegram(
  { language }: Message,
  { lessons, works, finals, data }: Reminder,
  level: ContentLevel,
): TelegramText {
  const words = wordsIn(language);
  const line = (lesson: { classes: string; subject: string }, number: string, lacks: string[]) => {
    const known = [level === "full" ? lesson.classes : "", words.subject(lesson.subject), number];
    return html(`${known.filter(Boolean).join(", ")} — ${lacks.join(", ")}`);
  };
  const lines = [
    ...lessons.map((lesson) =>
      line(
        lesson,
        words.say("reminder-lesson", { n: lesson.number }),
        lesson.lacks.map((what) => words.say("reminder-lack", { what })),
      ),
    ),
    ...works.map((work) => line(work, "", [words.say("reminder-marks")])),
    ...finals.map((final) => line(final, "", [words.say("reminder-finals", { n: final.pupils })])),
  ];
  const title =
    lessons.length > 0
      ? words.say("reminder-title", { n: lessons.length })
      : words.say("reminder-title-marks");
  return {
    html: [
      html(<b>{title}</b>),
      ...(level === "ping" ? [] : lines.slice(0, MOST_LINES)),
      html(words.say("reminder-until")),
    ].join("\n"),
    answers: [{ text: words.say("reminder-open"), data }],
    buttons: [],
  };
}
