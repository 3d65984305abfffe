/** A school of any size on paper: which classes, what they are taught, by how many teachers, and at which hours. Pure. */
import type { Dice } from "./crowd-names.ts";

/** Hours a week at levels 1 to 11. */
const HOURS = {
  "русский язык": [5, 5, 5, 5, 5, 6, 4, 3, 3, 2, 2],
  литература: [4, 4, 4, 3, 3, 3, 2, 2, 3, 3, 3],
  "английский язык": [0, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3],
  математика: [4, 4, 4, 4, 5, 5, 0, 0, 0, 0, 0],
  алгебра: [0, 0, 0, 0, 0, 0, 3, 3, 3, 4, 4],
  геометрия: [0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2],
  информатика: [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1],
  "окружающий мир": [2, 2, 2, 2, 0, 0, 0, 0, 0, 0, 0],
  история: [0, 0, 0, 0, 2, 2, 2, 2, 2, 2, 2],
  обществознание: [0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2],
  география: [0, 0, 0, 0, 1, 1, 2, 2, 2, 1, 1],
  биология: [0, 0, 0, 0, 1, 1, 2, 2, 2, 1, 1],
  физика: [0, 0, 0, 0, 0, 0, 2, 2, 3, 2, 2],
  химия: [0, 0, 0, 0, 0, 0, 0, 2, 2, 1, 1],
  музыка: [1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0],
  "изобразительное искусство": [1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0],
  технология: [1, 1, 1, 1, 2, 2, 2, 1, 0, 0, 0],
  "физическая культура": [2, 3, 3, 3, 2, 2, 2, 2, 2, 3, 3],
} as const satisfies Record<string, readonly number[]>;

export const SUBJECT_NAMES = Object.keys(HOURS);
/** Taught in two subgroups from this level on. */
const IN_SUBGROUPS = "английский язык";
const SUBGROUPS_FROM = 5;

const LEVELS = 11;
const IN_A_CLASS = 25;
const SCHOOL_DAYS = 5;
const MOST_LESSONS = 8;
const MOST_HOURS = 24;
const LETTERS = [..."АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ"];

export interface PlannedClass {
  level: number;
  letter: string;
  pupils: number;
}

/** One teacher with a subject in a class, or in its first or second half. */
export interface PlannedTeaching {
  /** Index into the classes. */
  schoolClass: number;
  subject: string;
  half: 1 | 2 | null;
  hours: number;
  /** Index of the teacher; each teaches one subject. */
  teacher: number;
  slots: { weekday: number; number: number }[];
}

export interface PlannedSchool {
  classes: PlannedClass[];
  teachings: PlannedTeaching[];
  teachers: number;
}

export function planSchool(pupils: number, dice: Dice): PlannedSchool {
  const classes = planClasses(pupils);
  const staff: Teacher[] = [];
  const teachings = classes.flatMap((schoolClass, index) => planWeek(schoolClass, { index, staff, dice }));
  return { classes, teachings, teachers: staff.length };
}

/** Classes of about twenty-five, as many at every level. */
function planClasses(pupils: number): PlannedClass[] {
  const count = Math.max(1, Math.ceil(pupils / IN_A_CLASS));
  return Array.from({ length: count }, (_, index) => ({
    level: (index % LEVELS) + 1,
    letter: LETTERS[Math.floor(index / LEVELS) % LETTERS.length]!,
    pupils: Math.floor((pupils * (index + 1)) / count) - Math.floor((pupils * index) / count),
  })).sort((a, b) => a.level - b.level || a.letter.localeCompare(b.letter, "ru"));
}

interface Teacher {
  subject: string;
  hours: number;
  /** `weekday number` */
  busy: Set<string>;
}

interface Unit {
  subject: string;
  left: number;
  parts: PlannedTeaching[];
}

/** Fills the week lesson by lesson from the first of Monday on; who is nowhere free at some hour gives way to a new teacher. */
function planWeek(
  { level }: PlannedClass,
  { index, staff, dice }: { index: number; staff: Teacher[]; dice: Dice },
): PlannedTeaching[] {
  const units = SUBJECT_NAMES.flatMap((subject): Unit[] => {
    const hours = HOURS[subject as keyof typeof HOURS][level - 1]!;
    if (hours === 0) return [];
    const halves = subject === IN_SUBGROUPS && level >= SUBGROUPS_FROM ? ([1, 2] as const) : [null];
    const parts = halves.map((half): PlannedTeaching => {
      const teacher = hire(staff, { subject, hours, except: [] });
      return { schoolClass: index, subject, half, hours, teacher, slots: [] };
    });
    // The second half is taught at the same hour, by somebody else.
    if (parts.length === 2 && parts[0]!.teacher === parts[1]!.teacher)
      parts[1]!.teacher = hire(staff, { subject, hours, except: [parts[0]!.teacher] });
    return [{ subject, left: hours, parts }];
  });
  for (let number = 1; number <= MOST_LESSONS; number++)
    for (let weekday = 1; weekday <= SCHOOL_DAYS; weekday++) {
      const open = units.filter(({ left }) => left > 0);
      if (open.length === 0) break;
      place(open[choose(open, { weekday, number, staff, dice })]!, { weekday, number, staff });
    }
  return units.flatMap(({ parts }) => parts);
}

interface Hour {
  weekday: number;
  number: number;
  staff: Teacher[];
}

/** What has most hours left goes first, best on a day it is not taught yet and when its teachers are free. */
function choose(units: Unit[], { weekday, number, staff, dice }: Hour & { dice: Dice }): number {
  const worth = units.map(({ left, parts }) => {
    const isFree = parts.every(({ teacher }) => !staff[teacher]!.busy.has(`${weekday} ${number}`));
    const isNew = parts[0]!.slots.every((slot) => slot.weekday !== weekday);
    return left + (isFree ? 100 : 0) + (isNew ? 50 : 0) + dice(100) / 100;
  });
  return worth.indexOf(Math.max(...worth));
}

function place(unit: Unit, { weekday, number, staff }: Hour): void {
  const hour = `${weekday} ${number}`;
  unit.left -= 1;
  for (const part of unit.parts) {
    if (staff[part.teacher]!.busy.has(hour)) replace(part, { hour, staff });
    staff[part.teacher]!.busy.add(hour);
    part.slots.push({ weekday, number });
  }
}

/** Somebody new takes over all of it: a class has one teacher of a subject. */
function replace(part: PlannedTeaching, { hour, staff }: { hour: string; staff: Teacher[] }): void {
  const taken = part.slots.map((slot) => `${slot.weekday} ${slot.number}`);
  const before = staff[part.teacher]!;
  before.hours -= part.hours;
  for (const slot of taken) before.busy.delete(slot);
  const fits = ({ subject, hours, busy }: Teacher) =>
    subject === part.subject &&
    hours + part.hours <= MOST_HOURS &&
    ![...taken, hour].some((slot) => busy.has(slot));
  const known = staff.findIndex(fits);
  part.teacher = known >= 0 ? known : staff.push({ subject: part.subject, hours: 0, busy: new Set() }) - 1;
  const after = staff[part.teacher]!;
  after.hours += part.hours;
  for (const slot of taken) after.busy.add(slot);
}

function hire(
  staff: Teacher[],
  { subject, hours, except }: { subject: string; hours: number; except: number[] },
): number {
  const fits = (teacher: Teacher, index: number) =>
    teacher.subject === subject && teacher.hours + hours <= MOST_HOURS && !except.includes(index);
  const known = staff.findIndex(fits);
  const index = known >= 0 ? known : staff.push({ subject, hours: 0, busy: new Set() }) - 1;
  staff[index]!.hours += hours;
  return index;
}
