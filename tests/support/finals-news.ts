import type { CastKey } from "../../prisma/cast.ts";
import { writeFinals } from "../../src/finals/finals.ts";
import type { TestSchool } from "./school.ts";

interface NewFinals {
  pupils: CastKey[];
  value: "3" | "4" | "5";
  /** Recorded, and told to nobody yet. */
  silent?: boolean;
  /** When the result was known; now, as soon as it is announced, if empty. */
  knownAt?: Date | null;
}

/** Year marks in algebra, as the subject teacher sets them. */
export function setFinals({ db, cast }: TestSchool, finals: NewFinals): Promise<unknown> {
  const { pupils, value, silent = false, knownAt: resultsKnownAt = null } = finals;
  const entries = pupils.map((pupil) => ({
    pupilId: cast[pupil].id,
    subjectId: cast.subjects.algebra.id,
    ...{ kind: "year" as const, period: cast.year.name, termId: null },
    valueId: cast.values[value],
    resultsKnownAt,
  }));
  return db.$transaction((tx) =>
    writeFinals(tx, entries, { actorId: cast.smirnova.id, source: "web", silent }),
  );
}
