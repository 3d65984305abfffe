import type { Db, Prisma, Tx } from "../db.ts";
import { BadInput } from "../errors.ts";

/** Class 1 has neither marks nor homework. */
export const YOUNGEST = 1;

/** Spread into `include`: the class of a lesson, or the classes of its subgroup. */
export const WITH_CLASSES = {
  class: true,
  subgroup: { include: { classes: { include: { class: true } } } },
} as const satisfies Prisma.LessonInclude;

type WithClasses = Prisma.LessonGetPayload<{ include: typeof WITH_CLASSES }>;

/** In the order of the school: 7А before 7Б before 10А. */
export function classesOf({ class: own, subgroup }: Pick<WithClasses, "class" | "subgroup">) {
  const classes = own ? [own] : (subgroup?.classes ?? []).map((row) => row.class);
  return classes.sort((a, b) => a.level - b.level || a.letter.localeCompare(b.letter, "ru"));
}

/** «7А», and of a subgroup «7А, 7Б, первая группа». */
export function shownClasses(lesson: Pick<WithClasses, "class" | "subgroup">): string {
  const names = classesOf(lesson).map(({ level, letter }) => `${level}${letter}`);
  return [...names, ...(lesson.subgroup ? [lesson.subgroup.name] : [])].join(", ");
}

/** @throws BadInput the youngest sit in this lesson */
export async function checkOlder(
  tx: Db | Tx,
  lessonId: string,
  { what, path }: { what: string; path: string[] },
): Promise<void> {
  const young = await tx.$queryRaw<unknown[]>`
    select 1 from lesson_class lc join "SchoolClass" c on c.id = lc."classId"
    where lc."lessonId" = ${lessonId}::uuid and c.level = ${YOUNGEST}`;
  if (young.length > 0) throw new BadInput(`В первом классе ${what} не бывает. Оставьте это пустым.`, path);
}
