import { exampleOf } from "./examples.ts";
import type { Choices, FaultKind, Place, Task, Understanding } from "./quick-marks.ts";
import type { Named, Reader, Said } from "./reader.ts";
import { addFault, note, resolve, type Settling, saysMarksWithoutScale, warn } from "./resolving.ts";
import { spread } from "./spreading.ts";

/** With one of these in a text nobody knows who else is spoken of. */
const OPEN_ENDED: FaultKind[] = [
  "unknown",
  "unclear",
  "noValue",
  "noPupil",
  "tooLong",
  "unknownLesson",
  "lateTurn",
];

export function settle(reader: Reader, choices: Choices): Understanding {
  const settling: Settling = {
    reader,
    choices,
    marks: new Map(),
    notes: new Map(),
    questions: new Map(),
    keys: new Map(),
    takenKeys: new Set(),
    beyond: new Set(),
    warnings: [...reader.warnings],
    faults: [...reader.faults],
  };
  for (const said of reader.said) if (typeof said.who !== "string") settleNamed(settling, said, said.who);
  const tasks = settleTasks(settling);
  for (const said of reader.said)
    for (const named of said.except) resolve(settling, named, { isGenitive: true });
  const isOpen = isOpenEnded(settling);
  for (const said of reader.said) {
    if (typeof said.who !== "string") continue;
    if (isOpen && said.what.note !== "present") addFault(settling, "heldBack", said);
    else spread(settling, said);
  }
  const isWholeRoll = reader.wholeRoll !== null && !isOpen && settling.questions.size === 0;
  if (isWholeRoll) warnBack(settling, reader.wholeRoll!);
  warnAbsent(settling);
  return told(settling, { isWholeRoll, tasks });
}

function isOpenEnded({ faults, beyond }: Settling): boolean {
  return faults.some(({ kind }) => OPEN_ENDED.includes(kind)) || beyond.size > 0;
}

function settleNamed(settling: Settling, said: Said, who: Named[]): void {
  const { what } = said;
  for (const place of what.signs) warn(settling, "sign", place);
  if (what.note === "reason") warn(settling, "reason", what);
  if (saysMarksWithoutScale(settling, said)) return;
  for (const place of what.unfit) warn(settling, "notInScale", place);
  for (const named of who) {
    const pupil = resolve(settling, named, what);
    if (!pupil) continue;
    if (named.hasOtherNumber) warn(settling, "otherNumber", named, [pupil.id]);
    if (pupil.isOfLesson) note(settling, said, { pupil, place: named });
    else warn(settling, "notOfLesson", named, [pupil.id]);
  }
}

function settleTasks(settling: Settling): Task[] {
  return settling.reader.tasks.flatMap(({ who, text, at, length }) =>
    who.flatMap((named) => {
      const pupil = resolve(settling, named, { isGenitive: false });
      if (pupil && !pupil.isOfLesson) warn(settling, "notOfLesson", named, [pupil.id]);
      return pupil?.isOfLesson ? [{ pupilId: pupil.id, text, at, length }] : [];
    }),
  );
}

/** Whoever was noted absent before and stands not in the roll that was said. */
function warnBack(settling: Settling, place: Place): void {
  const back = settling.reader.context.pupils.filter(
    ({ id, isOfLesson, isAbsent }) => isOfLesson && isAbsent && !settling.notes.has(id),
  );
  if (back.length > 0)
    warn(
      settling,
      "back",
      place,
      back.map(({ id }) => id),
    );
}

function warnAbsent(settling: Settling): void {
  const noted = new Set(
    settling.reader.context.pupils.filter(({ isAbsent }) => isAbsent).map(({ id }) => id),
  );
  for (const mark of settling.marks.values()) {
    const kind = settling.notes.get(mark.pupilId)?.kind;
    if (kind === "absent" || (kind === undefined && noted.has(mark.pupilId)))
      warn(settling, "absent", mark, [mark.pupilId]);
  }
}

function told(
  settling: Settling,
  { isWholeRoll, tasks }: { isWholeRoll: boolean; tasks: Task[] },
): Understanding {
  const { reader } = settling;
  const { allowsHomework } = reader.context;
  if (!allowsHomework)
    for (const place of [reader.homework, ...tasks]) if (place) addFault(settling, "noHomework", place);
  const understanding: Understanding = {
    turn: reader.turn,
    marks: byList(reader, [...settling.marks.values()]),
    notes: byList(reader, [...settling.notes.values()]),
    isWholeRoll,
    homework: allowsHomework ? reader.homework : null,
    tasks: allowsHomework ? byList(reader, tasks) : [],
    topic: reader.topic,
    workKind: reader.switchedTo,
    questions: byPlace([...settling.questions.values()]),
    warnings: byPlace(settling.warnings),
    faults: [],
  };
  if (saysNothing(understanding) && !reader.hasHeading && settling.faults.length === 0)
    addFault(settling, "nothing", { at: 0, length: reader.text.length });
  const faults = settling.faults.map((fault) => ({
    ...fault,
    example: exampleOf(fault.kind, reader.context),
  }));
  return { ...understanding, faults: byPlace(faults) };
}

function saysNothing(understanding: Understanding): boolean {
  const { turn, homework, topic, workKind, isWholeRoll } = understanding;
  const lists = [
    understanding.marks,
    understanding.notes,
    understanding.tasks,
    understanding.questions,
    understanding.warnings,
  ];
  return (
    !turn && !homework && !topic && !workKind && !isWholeRoll && lists.every(({ length }) => length === 0)
  );
}

function byPlace<Thing extends Place>(things: Thing[]): Thing[] {
  return things.sort((a, b) => a.at - b.at);
}

function byList<Thing extends { pupilId: string }>(reader: Reader, things: Thing[]): Thing[] {
  const position = new Map(reader.context.pupils.map(({ id }, index) => [id, index]));
  return things.sort((a, b) => position.get(a.pupilId)! - position.get(b.pupilId)!);
}
