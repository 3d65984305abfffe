import type { Db, Prisma } from "../db.ts";

/** What a subgroup is told apart by. */
export const NAMED_SUBGROUP = {
  select: {
    id: true,
    name: true,
    subject: { select: { name: true } },
    classes: {
      select: { class: { select: { level: true, letter: true } } },
      orderBy: [{ class: { level: "asc" } }, { class: { letter: "asc" } }],
    },
  },
} as const satisfies Prisma.SubgroupDefaultArgs;

export type NamedSubgroup = Prisma.SubgroupGetPayload<typeof NAMED_SUBGROUP>;

/** «7А, 7Б, английский язык (1-я)» */
export function subgroupSaid({
  name,
  subject,
  classes,
}: Pick<NamedSubgroup, "name" | "subject" | "classes">): string {
  const of = classes.map(({ class: { level, letter } }) => `${level}${letter}`);
  return `${[...of, subject.name].join(", ")} (${name})`;
}

/** The subgroups that take pupils of these classes, by subject and name. */
export function listSubgroupsOf(db: Db, classIds: string[]): Promise<NamedSubgroup[]> {
  return db.subgroup.findMany({
    where: { classes: { some: { classId: { in: classIds } } } },
    orderBy: [{ subject: { name: "asc" } }, { name: "asc" }, { id: "asc" }],
    ...NAMED_SUBGROUP,
  });
}
