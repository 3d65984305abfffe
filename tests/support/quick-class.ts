import { type CastKey, SEVENTH } from "../../prisma/cast.ts";
import { type FIVE, SUBJECTS, WORK_KINDS } from "../../prisma/cast-school.ts";
import { groupBy } from "../../src/grouping.ts";
import {
  type Choices,
  type Place,
  type QuickContext,
  type QuickPupil,
  readQuickMarks,
  type Understanding,
} from "../../src/quick-marks/quick-marks.ts";

/** 7А at its algebra lesson, as it stands in the journal; the ids are the keys of the cast. */
export const SEVENTH_A: QuickContext = {
  pupils: Object.entries(SEVENTH).map(([id, { surname, givenName, patronymic }], index) => ({
    id,
    number: index + 1,
    surname,
    givenName,
    patronymic,
    isOfLesson: true,
    isAbsent: false,
  })),
  scale: ["5", "4", "3", "2", "1", "зач", "незач", "осв", "н/а"] satisfies (keyof typeof FIVE)[],
  workKinds: Object.entries(WORK_KINDS).map(([code, { name }]) => ({ code, name })),
  workKind: "answer",
  allowsHomework: true,
  here: { className: "7А", subject: SUBJECTS.algebra, number: 3 },
  lessons: [
    { className: "7А", subject: SUBJECTS.algebra, number: 3 },
    { className: "7А", subject: SUBJECTS.geometry, number: 4 },
    { className: "7Б", subject: SUBJECTS.algebra, number: 5 },
    { className: "7Б", subject: SUBJECTS.russian, number: null },
  ],
};

/** The same class where some of its pupils are otherwise. */
export function with7A(others: Partial<Record<CastKey, Partial<QuickPupil>>>): QuickContext {
  const pupils = SEVENTH_A.pupils.map((pupil) => ({ ...pupil, ...others[pupil.id as CastKey] }));
  return { ...SEVENTH_A, pupils };
}

/** More than so many with the same are told as a number and those without it. */
const MANY = 12;

/**
 * What was understood, on one line a reader takes in: «Иванов 5 · Ким н · весь класс · кто «Иванова»: Иванов | Иванова ·
 * ! sign «+» · ✗ unknown «абв»».
 */
export function told(text: string, context: QuickContext = SEVENTH_A, choices: Choices = {}): string {
  const read = readQuickMarks(text, context, choices);
  const quote = ({ at, length }: Place) => `«${text.slice(at, at + length)}»`;
  const name = (id: string) => nameIn(context, id);
  return [
    ...tellTurn(read),
    ...tellMarks(read, context),
    ...read.notes.map(({ pupilId, kind, lateMinutes }) =>
      [name(pupilId), NOTES[kind], lateMinutes].filter((piece) => piece !== null).join(" "),
    ),
    ...(read.isWholeRoll ? ["весь класс"] : []),
    ...(read.homework ? [`дз: ${read.homework.text ?? "не задано"}`] : []),
    ...read.tasks.map(({ pupilId, text: task }) => `${name(pupilId)} дз: ${task}`),
    ...(read.topic ? [`тема: ${read.topic.text ?? "по плану"}`] : []),
    ...(read.workKind ? [`вид: ${read.workKind}`] : []),
    ...read.questions.map(
      (question) =>
        `${question.isGuess ? "может быть" : "кто"} ${quote(question)}: ${question.pupilIds.map(name).join(" | ")}`,
    ),
    ...read.warnings.map((warning) =>
      ["!", warning.kind, quote(warning), ...warning.pupilIds.map(name)].join(" "),
    ),
    ...read.faults.map((fault) => `✗ ${fault.kind} ${quote(fault)}`),
  ].join(" · ");
}

const NOTES = { absent: "н", late: "оп", present: "есть" };

function tellTurn({ turn }: Understanding): string[] {
  if (!turn) return [];
  const lesson = [turn.className, turn.subject, turn.number && `урок ${turn.number}`].filter(Boolean);
  return [`→ ${lesson.join(" ")}`];
}

function tellMarks({ marks }: Understanding, context: QuickContext): string[] {
  const byWhat = groupBy(marks, ({ values, workKind }) =>
    [values.join("/"), ...(workKind === context.workKind ? [] : [workKind])].join(" "),
  );
  const spread = [...byWhat].filter(([, some]) => some.length > MANY);
  const single = [...byWhat].flatMap(([what, some]) =>
    some.length > MANY ? [] : some.map((mark) => ({ what, mark })),
  );
  const position = (id: string) => context.pupils.findIndex((pupil) => pupil.id === id);
  single.sort((a, b) => position(a.mark.pupilId) - position(b.mark.pupilId));
  return [
    ...spread.map(([what, some]) => {
      const without = context.pupils.filter(({ id }) => !some.some(({ pupilId }) => pupilId === id));
      const names = without.map(({ id }) => nameIn(context, id));
      return [`всем ${what}`, ...(names.length > 0 ? [`кроме ${names.join(", ")}`] : [])].join(" ");
    }),
    ...single.map(({ what, mark }) => `${nameIn(context, mark.pupilId)} ${what}`),
  ];
}

/** The surname, and the given name too where it alone is several people's. */
function nameIn({ pupils }: QuickContext, id: string): string {
  const { surname, givenName } = pupils.find((pupil) => pupil.id === id)!;
  const isShared = pupils.filter((pupil) => pupil.surname === surname).length > 1;
  return isShared ? `${surname} ${givenName}` : surname;
}
