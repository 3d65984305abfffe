import { askWhatIf } from "../../src/journal/progress.ts";
import type { Outcome } from "../../src/marks/average.ts";
import type { Button, Feature, OwnTalk } from "../feature.ts";
import { plain, wordsOf } from "../screens.ts";
import { type PupilScreen, pupilAct, titleOf } from "./family-pupil.ts";

// In: a family tries marks that are not there yet. Out: what they would make of the term's average (R62). It writes nothing:
// what was tried stands in the buttons.

const VALUES = ["5", "4", "3", "2"];
/** As many as a button carries beside two ids. */
const MOST = 5;

const trial: PupilScreen = {
  act: "whatIf.try",
  ofAnother: "marks.list",
  async show(talk, pupil, [subjectId = "", tried = "0"]) {
    const values = triedValues(tried);
    const added = values.map((value) => ({ value, weight: 1 }));
    const { db, day } = talk;
    const { today, after } = await askWhatIf(db, pupil.id, { subjectId, added, day, reader: "family" });
    const name = await subjectName(talk, subjectId);
    const about = [pupil.id, subjectId];
    const button = (label: string, next: string): Button => ({
      label,
      act: "whatIf.try",
      args: [...about, next],
    });
    const more =
      values.length < MOST ? VALUES.map((value) => button(`+ ${value}`, `${values.join("")}${value}`)) : [];
    return {
      html: [
        titleOf(talk, pupil, talk.word("bot-family-trial", { subject: wordsOf(talk).subject(name) })),
        plain(talk.word("bot-family-now", { result: resultSaid(talk, today) })),
        ...(values.length > 0
          ? [
              plain(
                talk.word("bot-family-then", { marks: values.join(" "), result: resultSaid(talk, after) }),
              ),
            ]
          : [plain(talk.word("bot-family-trial-how"))]),
      ].join("\n"),
      buttons: [
        more,
        [
          ...(values.length > 0 ? [button(talk.word("bot-family-anew"), "0")] : []),
          { label: talk.word("bot-family-back"), act: "marks.subject", args: about },
        ],
      ],
    };
  },
};

export const familyWhatIf: Feature = { name: "whatIf", acts: { try: pupilAct(trial) } };

function triedValues(tried: string): string[] {
  return [...tried].filter((value) => VALUES.includes(value)).slice(0, MOST);
}

async function subjectName({ db }: OwnTalk, subjectId: string): Promise<string> {
  const subject = await db.subject.findUnique({ where: { id: subjectId }, select: { name: true } });
  return subject?.name ?? "";
}

/** «средний 4,33, выходит 4» */
function resultSaid(talk: OwnTalk, result: { average: number; outcome: Outcome } | null): string {
  if (!result) return talk.word("bot-family-no-average");
  const { outcome } = result;
  const args = { average: wordsOf(talk).average(result.average) };
  return outcome.kind === "clear"
    ? talk.word("bot-family-result", { ...args, mark: outcome.value })
    : talk.word("bot-family-result-disputed", { ...args, lower: outcome.lower, upper: outcome.upper });
}
