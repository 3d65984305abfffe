import { dayIn, isoDay, now } from "../clock.ts";
import type { Db, Kinship } from "../db.ts";
import { BadInput } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { getSettings } from "../settings.ts";
import { CLASS_EXPECTED, classOf, type Reading, readRows, SEX_EXPECTED, sexOf } from "../tables/cells.ts";
import { type Column, dayOf, type WrongCell } from "../tables/tables.ts";
import { applyPlan } from "./apply.ts";
import { compare } from "./compare.ts";
import type { Family, Plan, PlannedClass } from "./plan.ts";
import { type Counts, changesOf } from "./tally.ts";

/** The table a school begins with: one pupil a row, with the class and one guardian. Addresses come by slips (R4). */
export const PUPIL_COLUMNS = {
  key: { headings: ["Личное дело", "№ личного дела", "Номер личного дела", "Код ученика"] },
  className: { headings: ["Класс"] },
  surname: { headings: ["Фамилия", "Фамилия ученика"] },
  givenName: { headings: ["Имя", "Имя ученика"] },
  patronymic: { headings: ["Отчество", "Отчество ученика"], optional: true },
  birthDate: { headings: ["Дата рождения"], optional: true },
  sex: { headings: ["Пол"], optional: true },
  guardianSurname: { headings: ["Фамилия родителя"], optional: true },
  guardianGivenName: { headings: ["Имя родителя"], optional: true },
  guardianPatronymic: { headings: ["Отчество родителя"], optional: true },
  kinship: { headings: ["Кем приходится"], optional: true },
} as const satisfies Record<string, Column>;
type PupilColumn = keyof typeof PUPIL_COLUMNS;

/** Of a pupil nobody has, for the table one starts from. */
export const PUPIL_SAMPLE: Record<PupilColumn, string> = {
  key: "К-101",
  className: "7А",
  surname: "Образцова",
  givenName: "Мария",
  patronymic: "Ивановна",
  birthDate: "28.05.2013",
  sex: "ж",
  guardianSurname: "Образцов",
  guardianGivenName: "Иван",
  guardianPatronymic: "Петрович",
  kinship: "отец",
};

const KINSHIPS: Record<string, Kinship> = {
  мать: "mother",
  мама: "mother",
  отец: "father",
  папа: "father",
  опекун: "other",
  другой: "other",
};
/** The stable beginning of the outside keys that come by this table. */
const PREFIX = "file:";
const KEY = /^[^\s:\p{Cc}]{1,60}$/u;

export interface TableRead {
  /** What would change, or was changed; null where something is wrong: then nothing is. */
  counts: Counts | null;
  notes: string[];
  wrong: WrongCell[];
}

/** What a table of pupils would change; nothing is. @throws BadInput it is no such table, or there is no school year */
export async function planPupils(db: Db, bytes: Buffer): Promise<TableRead> {
  const { plan, wrong } = await readPupils(db, bytes);
  if (wrong.length > 0) return { counts: null, notes: [], wrong };
  const { counts, notes } = await compare(db, plan, now());
  return { counts, notes, wrong };
}

/** Writes it, all or nothing; the same table again changes nothing. @throws as planPupils */
export async function applyPupils(db: Db, bytes: Buffer, by: By): Promise<TableRead> {
  const { plan, wrong } = await readPupils(db, bytes);
  if (wrong.length > 0) return { counts: null, notes: [], wrong };
  const rows = plan.families.length;
  const counts = await applyPlan(db, plan, {
    by,
    describe: (difference) => ({ source: "pupils", rows, counts: changesOf(difference.counts) }),
  });
  return { counts, notes: [], wrong };
}

async function readPupils(db: Db, bytes: Buffer): Promise<{ plan: Plan; wrong: WrongCell[] }> {
  const seen = new Map<string, number>();
  const { rows: families, wrong } = await readRows(bytes, PUPIL_COLUMNS, (row) => familyOf(row, seen));
  const classes = new Map(families.map(({ schoolClass }) => [classKey(schoolClass), schoolClass]));
  const plan: Plan = {
    prefix: PREFIX,
    year: await currentYear(db),
    terms: [],
    scales: [],
    subjects: [],
    buildings: [],
    classes: wrong.length > 0 ? [] : [...classes.values()],
    families,
  };
  return { plan, wrong };
}

function classKey(schoolClass: PlannedClass | undefined): string {
  return schoolClass ? `${schoolClass.level}${schoolClass.letter}` : "";
}

/** `seen`: in which row each key stood before. */
function familyOf({ row, cells, need, text }: Reading<PupilColumn>, seen: Map<string, number>): Family {
  const key = need(
    "key",
    KEY.test(cells.key) ? cells.key : undefined,
    "номер без пробелов и двоеточий, до 60 знаков",
  );
  const taken = seen.get(key);
  if (key && taken) need("key", undefined, `номер, которого выше нет (он есть в строке ${taken})`);
  else seen.set(key, row);
  const given = need("className", classOf(cells.className), CLASS_EXPECTED);
  const pupil = {
    externalId: PREFIX + key,
    placeholder: false,
    surname: text("surname"),
    givenName: text("givenName"),
    patronymic: cells.patronymic === "" ? undefined : text("patronymic"),
    sex: cells.sex === "" ? undefined : need("sex", sexOf(cells.sex), SEX_EXPECTED),
    birthDate:
      cells.birthDate === "" ? undefined : need("birthDate", dayOf(cells.birthDate), "дата вида 28.05.2013"),
  };
  const hasGuardian = cells.guardianSurname !== "" || cells.guardianGivenName !== "";
  const guardian = hasGuardian
    ? {
        externalId: `${PREFIX}${key}:guardian`,
        placeholder: false,
        surname: text("guardianSurname"),
        givenName: text("guardianGivenName"),
        patronymic: cells.guardianPatronymic === "" ? undefined : text("guardianPatronymic"),
        sex: undefined,
        birthDate: undefined,
        kinship: need("kinship", KINSHIPS[cells.kinship.toLowerCase()], "мать, отец или опекун"),
      }
    : null;
  return {
    pupil,
    schoolClass: { ...given, building: null },
    guardian,
    contact: null,
    consents: [],
    finals: [],
  };
}

/** The year that runs, or the next one to come. @throws BadInput there is none */
async function currentYear(db: Db): Promise<Plan["year"]> {
  const day = dayIn((await getSettings(db)).timeZone);
  const year = await db.schoolYear.findFirst({
    where: { closedAt: null, endsOn: { gte: day } },
    orderBy: { startsOn: "asc" },
  });
  if (!year)
    throw new BadInput("Учебного года ещё нет. Сначала задайте его, потом загрузите людей.", ["file"]);
  return { name: year.name, startsOn: isoDay(year.startsOn), endsOn: isoDay(year.endsOn) };
}
