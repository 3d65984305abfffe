import { wordsIn } from "../words.ts";

interface Findings {
  withoutTopic: number;
  withoutHomework: number;
  withoutRoll: number;
  withoutMarks: number;
}

export interface ControlPost {
  from: string;
  to: string;
  lessons: number;
  found: number;
  marks: number;
  teachers: (Findings & { name: string })[];
}

const words = wordsIn("ru");

/** The week in words for the teachers' board (R16); in Russian, as everything the school keeps. */
export function controlPost({ from, to, teachers, lessons, found, marks }: ControlPost) {
  const { say } = words;
  const lines = teachers.map((row) => say("control-line", { ...row }));
  return {
    title: say("control-post", { days: words.days(from, to) }),
    text: [say("control-say", { lessons, found, marks }), ...lines].join("\n"),
  };
}
