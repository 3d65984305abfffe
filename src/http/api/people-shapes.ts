import { z } from "zod";
import { isoDay } from "../../clock.ts";
import { Day, Instant, text, Version } from "./shapes.ts";

export const RoleName = z.enum(["administrator", "head", "deputyHead", "teacher", "secretary"]);
export const Kinship = z.enum(["mother", "father", "other"]);
const Sex = z.enum(["female", "male"]);
const NAME = text(100);

export const Named = z.object({
  id: z.uuid(),
  surname: z.string(),
  givenName: z.string(),
  patronymic: z.string().nullable(),
});

export const PersonData = z.strictObject({
  surname: NAME,
  givenName: NAME,
  patronymic: NAME.nullable().default(null),
  sex: Sex.nullable().default(null),
  birthDate: Day.nullable().default(null),
});

export const PersonEdit = z.strictObject({
  version: Version,
  surname: NAME.optional(),
  givenName: NAME.optional(),
  patronymic: NAME.nullable().optional(),
  sex: Sex.nullable().optional(),
  birthDate: Day.nullable().optional(),
});

export const Person = Named.extend({ sex: Sex.nullable(), birthDate: Day.nullable(), version: z.int() });

export const ListedPerson = Person.extend({
  roles: z.array(RoleName),
  classId: z.uuid().nullable(),
  className: z.string().nullable(),
  isGuardian: z.boolean(),
});

const Held = { id: z.uuid(), from: Day, to: Day.nullable(), version: z.int() };

export const Grant = z.object({ ...Held, role: RoleName, documentOn: Day.nullable() });
export const Enrolment = z.object({
  ...Held,
  pupilId: z.uuid(),
  classId: z.uuid(),
  documentOn: Day.nullable(),
});
export const Leadership = z.object({ ...Held, teacherId: z.uuid(), classId: z.uuid() });
export const Guardianship = z.object({
  ...Held,
  guardianId: z.uuid(),
  pupilId: z.uuid(),
  kinship: Kinship,
  barredFrom: Day.nullable(),
  barredBy: z.string().nullable(),
});

export const Account = z.object({
  login: z.string(),
  createdAt: Instant,
  handedOverAt: Instant.nullable(),
  mustChange: z.boolean(),
  disabledAt: Instant.nullable(),
  lockedUntil: Instant.nullable(),
});

/** `7А` */
const Class = z.object({ id: z.uuid(), name: z.string(), year: z.string() });

export const Dossier = Person.extend({
  roles: z.array(Grant),
  enrolments: z.array(Enrolment.extend({ class: Class })),
  leaderships: z.array(Leadership.extend({ class: Class })),
  guardianOf: z.array(Guardianship.extend({ pupil: Named })),
  guardians: z.array(Guardianship.extend({ guardian: Named })),
  account: Account.nullable(),
});

const DATES = ["from", "to", "documentOn", "barredFrom", "birthDate"] as const;
type Dates = { [Key in (typeof DATES)[number]]?: Date | null };
type Shown<Row> = {
  [Key in keyof Row]: Key extends keyof Dates ? (Row[Key] extends Date ? string : string | null) : Row[Key];
};

/** The date columns of a row as days. */
export function withDays<Row extends Dates>(row: Row): Shown<Row> {
  const days = DATES.filter((key) => row[key]).map((key) => [key, isoDay(row[key]!)]);
  return { ...row, ...Object.fromEntries(days) } as Shown<Row>;
}

interface Moments {
  createdAt: Date;
  handedOverAt: Date | null;
  disabledAt: Date | null;
  lockedUntil: Date | null;
}

export function accountOf<Row extends Moments>({
  createdAt,
  handedOverAt,
  disabledAt,
  lockedUntil,
  ...rest
}: Row) {
  return {
    ...rest,
    createdAt: createdAt.toISOString(),
    handedOverAt: handedOverAt?.toISOString() ?? null,
    disabledAt: disabledAt?.toISOString() ?? null,
    lockedUntil: lockedUntil?.toISOString() ?? null,
  };
}
