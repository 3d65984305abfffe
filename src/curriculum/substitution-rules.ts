import { dotted } from "../calendar/days.ts";
import { todayOf } from "../calendar/year-door.ts";
import type { Tx } from "../db.ts";
import { BadInput, Closed, Conflict } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { HAS_CONTENT } from "./lesson-content.ts";
import { isInForce, type PlannedLesson } from "./planned-lessons.ts";
import { checkStaff } from "./staff.ts";

/** Another teacher, another room or both; or it falls out. */
export interface NewSubstitution {
  entryId: string;
  /** ISO day. */
  date: string;
  /** Of the substitution that stands there already; without it there must be none. */
  version?: number | undefined;
  substituteId: string | null;
  roomId: string | null;
  cancelled: boolean;
  reason: string;
  /** The substitute holds another lesson at that time as well: two groups are joined. */
  doubles: boolean;
}

export async function checkToCome(tx: Tx, day: string, by: By): Promise<void> {
  if (day < (await todayOf(tx, by)) && !by.silent)
    throw new Closed(`${dotted(day)} уже прошло: замену вносят не позже дня урока. Выберите другой день.`);
}

export async function checkWanted(tx: Tx, wanted: NewSubstitution, { usual }: PlannedLesson): Promise<void> {
  const { substituteId, roomId, cancelled, date } = wanted;
  if (!isInForce(wanted))
    throw new BadInput("Замена ничего не меняет. Укажите другого учителя, кабинет или отмену урока.");
  if (cancelled && (substituteId || roomId))
    throw new BadInput("Отменённому уроку не нужны ни учитель, ни кабинет. Оставьте что-то одно.", [
      "cancelled",
    ]);
  if (substituteId === usual.teacherId)
    throw new BadInput("Этот учитель и так ведёт урок. Выберите другого.", ["substituteId"]);
  if (substituteId) await checkStaff(tx, { personId: substituteId, day: date }, ["substituteId"]);
  if (roomId && !(await tx.room.findUnique({ where: { id: roomId } })))
    throw new BadInput("Такого кабинета нет. Обновите список кабинетов.", ["roomId"]);
}

/**
 * Who would hold it, and where, must be free, if that is news. By the clock, not by the number: on the same day two levels
 * may hear different bells.
 */
export function checkTaken(
  news: PlannedLesson["usual"],
  lesson: PlannedLesson,
  planned: PlannedLesson[],
): void {
  const meanwhile = planned.filter(
    (other) =>
      other !== lesson &&
      other.cancelledFor === null &&
      other.startsAt < lesson.endsAt &&
      lesson.startsAt < other.endsAt,
  );
  const taken = (field: "teacherId" | "roomId") =>
    lesson.cancelledFor === null && lesson[field] === news[field]
      ? []
      : meanwhile.filter((other) => other[field] !== null && other[field] === news[field]);
  const [busy, full] = [taken("teacherId"), taken("roomId")];
  const current = { entryIds: [...new Set([...busy, ...full].map(({ entryId }) => entryId))] };
  if (busy.length > 0)
    throw new Conflict(
      "У этого учителя в это время другой урок. Освободите его там, выберите другого или объедините группы.",
      current,
    );
  if (full.length > 0)
    throw new Conflict(
      "Этот кабинет в это время занят. Освободите его, выберите другой или объедините группы.",
      current,
    );
}

/** What was written about a lesson says that it took place. */
export async function checkNotHeld(tx: Tx, { entryId, date }: NewSubstitution): Promise<void> {
  const [lesson] = await tx.$queryRaw<{ held: boolean }[]>`
    select ${HAS_CONTENT} as held from "Lesson" l where l."entryId" = ${entryId}::uuid and l.date = ${date}::date`;
  if (lesson?.held)
    throw new Closed("Об этом уроке в журнале уже есть записи. Отменить его нельзя, замените учителя.");
}
