import type { Db } from "../../src/db.ts";
import { askWhatIf } from "../../src/journal/progress.ts";
import { readWorkKinds } from "../../src/lessons/work-kinds.ts";
import type { Outcome } from "../../src/marks/average.ts";
import type { Button, Feature, OwnTalk } from "../feature.ts";
import { inRows, plain, wordsOf } from "../screens.ts";
import { type PupilScreen, pupilAct, titleOf } from "./family-pupil.ts";

// In: a family tries marks that are not there yet. Out: what they would make of the term's average (R62). It writes nothing:
// what was tried stands in the buttons.

const VALUES = ["5", "4", "3", "2"];
/** More is arithmetic for its own sake. */
const MOST = 5;
/** What a button has room for beside two ids. */
const LARGEST = 0xffff;

interface Tried {
  value: string;
  weight: number;
}

const trial: PupilScreen = {
  act: "whatIf.try",
  ofAnother: "marks.list",
  async show(talk, pupil, [subjectId = "", tried = "0"]) {
    const choices = await readChoices(talk.db);
    const added = unfold(tried, choices);
    const { db, day } = talk;
    const { today, after } = await askWhatIf(db, pupil.id, { subjectId, added, day, reader: "family" });
    const name = await subjectName(talk, subjectId);
    const about = [pupil.id, subjectId];
    const button = (label: string, next: string): Button => ({
      label,
      act: "whatIf.try",
      args: [...about, next],
    });
    const more = choices.flatMap((choice) => {
      const next = fold([...added, choice], choices);
      return next === null ? [] : [button(`+ ${said(choice)}`, next)];
    });
    return {
      html: [
        titleOf(talk, pupil, talk.word("bot-family-trial", { subject: wordsOf(talk).subject(name) })),
        plain(talk.word("bot-family-now", { result: resultSaid(talk, today) })),
        ...(added.length > 0
          ? [
              plain(
                talk.word("bot-family-then", {
                  marks: added.map(said).join(" "),
                  result: resultSaid(talk, after),
                }),
              ),
            ]
          : [plain(talk.word("bot-family-trial-how"))]),
        ...(choices.length > VALUES.length ? [plain(talk.word("bot-family-trial-weights"))] : []),
      ].join("\n"),
      buttons: [
        ...inRows(more, VALUES.length),
        [
          ...(added.length > 0 ? [button(talk.word("bot-family-anew"), "0")] : []),
          { label: talk.word("bot-family-back"), act: "marks.subject", args: about },
        ],
      ],
    };
  },
};

export const familyWhatIf: Feature = { name: "whatIf", acts: { try: pupilAct(trial) } };

/** Every mark with every weight that works have in this school, the lightest first. */
async function readChoices(db: Db): Promise<Tried[]> {
  const weights = [...new Set((await readWorkKinds(db)).map(({ weight }) => weight))].filter(Boolean);
  return (weights.length > 0 ? weights : [1])
    .sort((one, other) => one - other)
    .flatMap((weight) => VALUES.map((value) => ({ value, weight })));
}

/** «5», «5 ×2» */
function said({ value, weight }: Tried): string {
  return weight === 1 ? value : `${value} ×${weight}`;
}

/** As one number, each mark a digit of it; null: no button holds so many. */
function fold(added: Tried[], choices: Tried[]): string | null {
  const base = choices.length + 1;
  const number = added.reduce((sum, { value, weight }) => {
    const at = choices.findIndex((choice) => choice.value === value && choice.weight === weight);
    return sum * base + at + 1;
  }, 0);
  return added.length <= MOST && number <= LARGEST ? String(number) : null;
}

function unfold(tried: string, choices: Tried[]): Tried[] {
  const base = choices.length + 1;
  const added: Tried[] = [];
  for (let rest = Math.min(Number(tried) || 0, LARGEST); rest > 0; rest = Math.floor(rest / base)) {
    const choice = choices[(rest % base) - 1];
    if (choice) added.unshift(choice);
  }
  return added;
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
