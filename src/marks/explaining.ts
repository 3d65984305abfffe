import { now } from "../clock.ts";
import type { Db, Source } from "../db.ts";
import { NotFound } from "../errors.ts";
import { getSettings } from "../settings.ts";

/** Why this mark stands there: what it was earned for, and how it came to it. */
export interface ExplainedMark {
  id: string;
  pupilId: string;
  value: string | null;
  subjectId: string;
  subject: string;
  lesson: { id: string; date: Date; number: number; topic: string | null };
  work: { id: string; kind: string; title: string | null; weight: number };
  /** The newest first. */
  versions: ExplainedVersion[];
}

export interface ExplainedVersion {
  version: number;
  value: string | null;
  at: Date;
  source: Source;
  /** The act behind a correction. */
  act: string | null;
  by: { id: string; surname: string; givenName: string; patronymic: string | null } | null;
}

/**
 * A mark with its history. A family reads it as it heard it: what was changed while its hold ran never was.
 * @throws NotFound no such mark, or for a family none it could have heard of
 */
export async function explainMark(
  db: Db,
  markId: string,
  { reader }: { reader: "family" | "staff" },
): Promise<ExplainedMark> {
  const { markHoldSeconds } = await getSettings(db);
  const mark = await db.mark.findUnique({
    where: { id: markId },
    include: {
      work: { include: { kind: true, lesson: { include: { subject: true } } } },
      versions: {
        orderBy: { version: "desc" },
        include: {
          value: true,
          by: { select: { id: true, surname: true, givenName: true, patronymic: true } },
        },
      },
    },
  });
  const all = mark?.versions ?? [];
  const known = reader === "staff" ? all : heardOf(all, markHoldSeconds);
  if (!mark || !known[0]) throw new NotFound("Такой отметки нет.");
  const { id, pupilId, work } = mark;
  const { id: lessonId, date, number, topic, subject } = work.lesson;
  return {
    id,
    pupilId,
    value: known[0].value?.code ?? null,
    subjectId: subject.id,
    subject: subject.name,
    lesson: { id: lessonId, date, number, topic },
    work: { id: work.id, kind: work.kind.name, title: work.title, weight: work.weight },
    versions: known.map(({ version, value, at, source, act, by }) => ({
      version,
      value: value?.code ?? null,
      at,
      source,
      act,
      by,
    })),
  };
}

/** The newest first: what had stood for as long as the hold before something else came, from the first mark on. */
function heardOf<Version extends { at: Date; valueId: string | null }>(
  versions: Version[],
  holdSeconds: number,
): Version[] {
  const stoodUntil = (index: number) => (versions[index - 1]?.at ?? now()).getTime();
  const heard = versions.filter(({ at }, index) => stoodUntil(index) - at.getTime() >= holdSeconds * 1000);
  return heard.slice(0, heard.findLastIndex(({ valueId }) => valueId !== null) + 1);
}
