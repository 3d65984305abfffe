import type { Tx } from "../db.ts";
import { BadInput, ConfirmFirst, Conflict, type Question } from "../errors.ts";
import { YOUNGEST } from "../lessons/classes.ts";
import type { Cell } from "./cells.ts";
import type { MarkEntry } from "./marks.ts";

/** What is asked for, with the value of the scale behind it. */
export type Wanted = MarkEntry & { valueId: string | null };

/** Exists and is rare: usually a slip of the finger. */
const RAREST = "1";

/**
 * @returns who of the pupils was noted absent at the lesson
 * @throws BadInput a pupil named twice, not of the lesson on its day (subgroup!), or in class 1
 */
export async function checkPupils(tx: Tx, lessonId: string, entries: MarkEntry[]): Promise<Set<string>> {
  const here = await tx.$queryRaw<{ pupilId: string; level: number; absent: boolean }[]>`
    select lp."pupilId", c.level, coalesce(a.kind = 'absent', false) as absent
    from lesson_pupil lp join "SchoolClass" c on c.id = lp."classId"
    left join "Absence" a on a."lessonId" = lp."lessonId" and a."pupilId" = lp."pupilId"
    where lp."lessonId" = ${lessonId}::uuid and lp."pupilId" = any(${entries.map((entry) => entry.pupilId)}::uuid[])`;
  const levels = new Map(here.map(({ pupilId, level }) => [pupilId, level]));
  const seen = new Set<string>();
  for (const [index, { pupilId, value }] of entries.entries()) {
    if (seen.has(pupilId))
      throw new BadInput("Один ученик указан дважды. Оставьте одну отметку.", ["marks", index, "pupilId"]);
    seen.add(pupilId);
    const level = levels.get(pupilId);
    if (level === undefined)
      throw new BadInput("На этом уроке такого ученика нет. Обновите страницу.", ["marks", index, "pupilId"]);
    if (level === YOUNGEST && value !== null)
      throw new BadInput("В первом классе отметок не бывает. Оставьте клетку пустой.", [
        "marks",
        index,
        "value",
      ]);
  }
  return new Set(here.filter(({ absent }) => absent).map(({ pupilId }) => pupilId));
}

/** @throws BadInput a value that the school's scale does not have */
export async function withValueIds(tx: Tx, entries: MarkEntry[]): Promise<Wanted[]> {
  const codes = [...new Set(entries.flatMap((entry) => entry.value ?? []))];
  const values = await tx.scaleValue.findMany({ where: { scale: { code: "five" }, code: { in: codes } } });
  const ids = new Map(values.map((value) => [value.code, value.id]));
  return entries.map((entry, index) => {
    if (entry.value === null) return { ...entry, valueId: null };
    const valueId = ids.get(entry.value);
    if (valueId === undefined)
      throw new BadInput(
        `Отметки «${entry.value.slice(0, 20)}» нет. Ставят 5, 4, 3, 2, 1, осв, н/а, зач или незач.`,
        ["marks", index, "value"],
      );
    return { ...entry, valueId };
  });
}

/** @throws Conflict a cell is not any more what its writer saw; an empty one is empty, whatever its version */
export function checkSeen(wanted: Wanted[], before: Map<string, Cell>): void {
  const changed = wanted.filter(({ pupilId, version }) => {
    const cell = before.get(pupilId);
    if (version === undefined || version === (cell?.version ?? 0)) return false;
    return version !== 0 || cell?.value != null;
  });
  if (changed.length === 0) return;
  throw new Conflict(
    "Эти клетки за это время изменил кто-то другой, ничего не записано. Посмотрите, что в них теперь, и отправьте то, что осталось верным.",
    changed.map(({ pupilId }) => {
      const { value = null, version = 0, byId = null, at = null } = before.get(pupilId) ?? {};
      return { pupilId, value, version, byId, at };
    }),
  );
}

/** @throws ConfirmFirst a one, or a mark for a pupil noted absent, that nobody has confirmed */
export function askFirst(wanted: Wanted[], absent: Set<string>, confirmed: readonly string[]): void {
  const about: Record<Code, (entry: Wanted) => boolean> = {
    one: ({ value }) => value === RAREST,
    absent: ({ pupilId, value }) => value !== null && absent.has(pupilId),
  };
  const codes = Object.keys(about) as Code[];
  const questions = codes
    .filter((code) => !confirmed.includes(code))
    .map((code) => ({ code, pupilIds: wanted.filter(about[code]).map((entry) => entry.pupilId) }))
    .filter(({ pupilIds }) => pupilIds.length > 0);
  if (questions.length === 0) return;
  throw new ConfirmFirst(questions.map(({ code }) => SENTENCES[code]).join(" "), questions);
}

type Code = Exclude<Question["code"], "erase">;

const SENTENCES: Record<Code, string> = {
  one: "Поставлена единица: она бывает редко. Если это она и есть, подтвердите; если нет, исправьте.",
  absent: "Отметка стоит у того, кто отмечен отсутствующим. Если она верна, подтвердите; если нет, уберите.",
};
