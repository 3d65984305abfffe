import { isoDay } from "../../src/clock.ts";
import { type ExplainedMark, explainMark } from "../../src/marks/explaining.ts";
import { work } from "../../templates/messages/phrases.ts";
import type { Feature, OwnTalk, Screen } from "../feature.ts";
import { readMoment } from "../moments.ts";
import { plain, saysAll, shortNameFor, wordsOf } from "../screens.ts";
import { ownPupil, type Pupil, showPupil, titleOf } from "./family-pupil.ts";

// In: a family asks why a mark is what it is. Out: the work it was earned for, when, what it weighs and how it came to it. It
// writes nothing.

export const familyWhy: Feature = {
  name: "why",
  acts: {
    card: {
      access: "mark.explain",
      about: ([mark = ""]) => ({ mark }),
      run: async (talk, [markId = ""]) => {
        const mark = await explainMark(talk.db, markId, { reader: "family" });
        const show = async (_talk: OwnTalk, pupil: Pupil) => card(talk, pupil, mark);
        const screen = { act: "why.card", ofAnother: "marks.list", show };
        return showPupil(talk, ownPupil(talk, mark.pupilId), { screen, args: [] });
      },
    },
  },
};

function card(talk: OwnTalk, pupil: Pupil, mark: ExplainedMark): Screen {
  const words = wordsOf(talk);
  const { lesson, value, versions } = mark;
  const subject = words.subject(mark.subject);
  const isFull = saysAll(talk);
  const title =
    value === null
      ? words.say("subject-withdrawn", { subject })
      : words.say("subject-mark", { subject, mark: value });
  const what = work({ work: { kind: mark.work.kind, title: isFull ? mark.work.title : null } }, words);
  return {
    html: [
      titleOf(talk, pupil, title),
      plain(words.say("work-day", { work: words.upper(what), day: words.weekday(isoDay(lesson.date)) })),
      ...(isFull && lesson.topic ? [plain(talk.word("bot-family-topic", { topic: lesson.topic }))] : []),
      plain(talk.word("bot-family-weight", { n: mark.work.weight })),
      "",
      ...versions.map((version) => versionLine(talk, version)),
    ].join("\n"),
    buttons: [
      [
        {
          label: talk.word("bot-family-back"),
          act: "marks.subject",
          args: [pupil.id, mark.subjectId],
        },
      ],
    ],
  };
}

/** «26 ноября, 10:34: 4, Смирнова О. П., исправлено по акту № 14» */
function versionLine(talk: OwnTalk, { at, value, act, by }: ExplainedMark["versions"][number]): string {
  const words = wordsOf(talk);
  const corrected = saysAll(talk) && act ? words.say("corrected", { act }) : words.say("corrected-bare");
  const parts = [
    value ?? words.say("withdrawn-mark"),
    ...(by ? [shortNameFor(talk, by)] : []),
    ...(act === null ? [] : [corrected]),
  ];
  return plain(`${readMoment(at, talk.settings.timeZone, words)}: ${parts.join(", ")}`);
}
