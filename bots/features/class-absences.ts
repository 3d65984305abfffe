import { explainAbsences } from "../../src/attendance/reasons.ts";
import { readUnexplained, type Unexplained } from "../../src/attendance/unexplained.ts";
import type { AbsenceReason } from "../../src/db.ts";
import type { Feature, OwnTalk, Reply, Screen } from "../feature.ts";
import { bold, byOf, inPairs, listScreen, nameFor, plain, siteInstead, wordsOf } from "../screens.ts";
import { idsOf, type OwnClass, ofClass, readOwnClasses } from "./own-classes.ts";

// In: a class teacher asks whose absences nobody has explained. Out: those that may still be explained (R39), and the
// reason on one pupil's. If it dies here the reasons are written all together or not at all; saying the same again
// changes nothing.

const REASONS = ["illness", "valid", "invalid", "released"] as const satisfies AbsenceReason[];

export const classAbsences: Feature = {
  name: "reasons",
  acts: {
    list: { access: "absence.explain", run: async (talk, [page]) => ({ screen: await list(talk, page) }) },
    one: {
      access: "absence.explain",
      about: ([pupil]) => ({ pupil: pupil! }),
      run: one,
    },
    say: {
      access: "absence.explain",
      about: ([pupil]) => ({ pupil: pupil! }),
      run: say,
    },
  },
};

async function list(talk: OwnTalk, page?: string): Promise<Screen> {
  const classes = await readOwnClasses(talk);
  const missed = await readUnexplained(talk.db, idsOf(classes), talk.day);
  return listScreen(talk, {
    ...{ title: talk.word("bot-class-reasons", { n: missed.length }), items: missed, page },
    ...{ act: "reasons.list", back: "class.open" },
    line: (each) => line(talk, each, classes),
    opens: ({ pupil }) => ({ name: nameFor(talk, pupil), act: "reasons.one", args: [pupil.id] }),
  });
}

function line(talk: OwnTalk, missed: Unexplained, classes: OwnClass[]): string {
  const covered = missed.isCovered ? ` ${talk.word("bot-class-covered")}` : "";
  return `${plain(ofClass(classes, missed.classId) + nameFor(talk, missed.pupil))}: ${plain(missedSaid(talk, missed) + covered)}`;
}

function missedSaid(talk: OwnTalk, { from, to, lessons, dueOn }: Unexplained): string {
  const words = wordsOf(talk);
  return talk.word("bot-class-missed", {
    days: words.days(from, to),
    n: lessons,
    due: words.day(dueOn),
  });
}

async function one(talk: OwnTalk, [pupilId]: string[]): Promise<Reply> {
  const classes = await readOwnClasses(talk);
  const missed = (await readUnexplained(talk.db, idsOf(classes), talk.day)).find(
    ({ pupil }) => pupil.id === pupilId,
  );
  if (!missed) return { toast: talk.word("bot-class-explained-already"), screen: await list(talk) };
  const instead = siteInstead(talk, talk.word("bot-class-reasons-one"));
  if (instead) return { screen: instead };
  const args = [missed.pupil.id, missed.from, missed.to];
  return {
    screen: {
      html: [
        bold(nameFor(talk, missed.pupil)),
        plain(missedSaid(talk, missed)),
        ...(missed.isCovered ? [plain(talk.word("bot-class-covered"))] : []),
        plain(talk.word("bot-class-which-reason")),
      ].join("\n"),
      buttons: [
        ...inPairs(
          REASONS.map((reason) => ({
            label: talk.word("bot-class-reason", { reason }),
            act: "reasons.say",
            args: [...args, reason],
          })),
        ),
        [{ label: talk.word("bot-class-back"), act: "reasons.list" }],
      ],
    },
  };
}

/** Only of the days the card showed: what was missed since is another question. */
async function say(talk: OwnTalk, [pupilId, from, to, said]: string[]): Promise<Reply> {
  const reason = REASONS.find((known) => known === said)!;
  const which = { from: from!, to: to! };
  const { explained } = await explainAbsences(talk.db, pupilId!, { which, reason }, byOf(talk));
  return { toast: talk.word("bot-class-explained", { n: explained }), screen: await list(talk) };
}
