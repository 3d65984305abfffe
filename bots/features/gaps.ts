import { type Unentered, unenteredFinals } from "../../src/finals/unentered.ts";
import { type Gap, readGaps } from "../../src/oversight/gaps.ts";
import type { Feature, OwnTalk, Screen } from "../feature.ts";
import { readMoment } from "../moments.ts";
import { listScreen, plain, saysAll, shortNameFor, wordsOf } from "../screens.ts";

// In: the deputy head asks what is not filled in. Out: today's lessons without a topic or a roll, before their door closes
// (R11), and finals that are known and not entered (R63). It writes nothing.

export const gaps: Feature = {
  name: "gaps",
  commands: [
    {
      name: "gaps",
      menu: "bot-deputy-menu-gaps",
      for: ["deputyHead"],
      access: "finals.check",
      run: async (talk) => ({ screen: await lessons(talk) }),
    },
  ],
  acts: {
    lessons: { access: "finals.check", run: async (talk, [page]) => ({ screen: await lessons(talk, page) }) },
    finals: { access: "finals.check", run: async (talk, [page]) => ({ screen: await finals(talk, page) }) },
  },
};

async function lessons(talk: OwnTalk, page?: string): Promise<Screen> {
  const open = await readGaps(talk.db, talk.day);
  const owed = await unenteredFinals(talk.db);
  const pupils = owed.reduce((sum, each) => sum + each.pupils, 0);
  const toFinals = { label: talk.word("bot-deputy-owed-button", { n: pupils }), act: "gaps.finals" };
  return listScreen(talk, {
    ...{ title: talk.word("bot-deputy-gaps", { n: open.length }), items: open, page },
    act: "gaps.lessons",
    line: (gap) => lessonLine(talk, gap),
    more: owed.length > 0 ? [[toFinals]] : [],
  });
}

/** «7А, алгебра, 3 урок, Смирнова О. П.: нет темы» */
function lessonLine(
  talk: OwnTalk,
  { classes, subject, number, teacher, withoutTopic, withoutRoll }: Gap,
): string {
  const missing = withoutTopic && withoutRoll ? "both" : withoutTopic ? "topic" : "roll";
  const parts = [
    saysAll(talk) ? classes : "",
    wordsOf(talk).subject(subject),
    talk.word("bot-deputy-lesson", { number }),
    shortNameFor(talk, teacher),
  ];
  return plain(`${parts.filter(Boolean).join(", ")}: ${talk.word("bot-deputy-missing", { missing })}`);
}

async function finals(talk: OwnTalk, page?: string): Promise<Screen> {
  const owed = await unenteredFinals(talk.db);
  const n = owed.reduce((sum, { pupils }) => sum + pupils, 0);
  return listScreen(talk, {
    ...{ title: talk.word("bot-deputy-owed", { n }), items: owed, page },
    ...{ act: "gaps.finals", back: "gaps.lessons" },
    line: (each) => finalLine(talk, each),
  });
}

function finalLine(talk: OwnTalk, { className, subject, kind, pupils, dueAt, isOverdue }: Unentered): string {
  const words = wordsOf(talk);
  const what = [saysAll(talk) ? className : "", words.subject(subject)].filter(Boolean).join(", ");
  const until = talk.word("bot-deputy-owed-until", {
    when: isOverdue ? "late" : "ahead",
    at: readMoment(dueAt, talk.settings.timeZone, words),
  });
  return plain(`${what}: ${talk.word("bot-deputy-owed-kind", { kind, n: pupils })}, ${until}`);
}
