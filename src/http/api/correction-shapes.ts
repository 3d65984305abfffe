import { z } from "zod";
import { isoDay } from "../../clock.ts";
import type { Correction as CorrectionRow } from "../../corrections/corrections.ts";
import type { ListedCorrection } from "../../corrections/listing.ts";
import { CorrectionKind, CorrectionState, FinalKind } from "../../db.ts";
import { shortName } from "../session.ts";
import { Day, Instant } from "./shapes.ts";

/** What became of a correction; an edit names its version. */
export const Correction = z.object({
  id: z.uuid(),
  kind: z.enum(CorrectionKind),
  state: z.enum(CorrectionState),
  pupilId: z.uuid(),
  workId: z.uuid().nullable(),
  subjectId: z.uuid().nullable(),
  finalKind: z.enum(FinalKind).nullable(),
  /** Of a final: the term's id, else the name of the school year. */
  period: z.string().nullable(),
  reason: z.string().nullable(),
  askedAt: Instant,
  decidedAt: Instant.nullable(),
  act: z.string().nullable(),
  answer: z.string().nullable(),
  version: z.int(),
});

const Person = z.object({ id: z.uuid(), name: z.string() });

/** With what the one who decides has to see. */
export const ShownCorrection = Correction.extend({
  pupil: z.object({ id: z.uuid(), surname: z.string(), givenName: z.string() }),
  subject: z.object({ id: z.uuid(), name: z.string() }),
  work: z.object({ kind: z.string(), title: z.string().nullable(), date: Day }).nullable(),
  was: z.string().nullable(),
  wanted: z.string().nullable(),
  askedBy: Person,
  decidedBy: Person.nullable(),
});

export function correctionOf({ askedAt, decidedAt, ...row }: CorrectionRow): z.infer<typeof Correction> {
  return { ...row, askedAt: askedAt.toISOString(), decidedAt: decidedAt?.toISOString() ?? null };
}

export function shownCorrection(row: ListedCorrection): z.infer<typeof ShownCorrection> {
  const { pupil, was, wanted, subject, work, askedBy, decidedBy, ...correction } = row;
  const named = (person: typeof askedBy) => ({ id: person.id, name: shortName(person) });
  return {
    ...correctionOf(correction),
    pupil,
    subject: (work?.lesson.subject ?? subject)!,
    work: work && { kind: work.kind.name, title: work.title, date: isoDay(work.lesson.date) },
    was: was?.code ?? null,
    wanted: wanted?.code ?? null,
    askedBy: named(askedBy),
    decidedBy: decidedBy && named(decidedBy),
  };
}
