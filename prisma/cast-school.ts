/** The rest of the small school as data: classes, subjects, who teaches what, the week, the scale and the kinds of work. */
import type { CastKey } from "./cast.ts";

/** Weights start at one for all: raising them is the school's own decision. Days are school days (R14). */
export const WORK_KINDS = {
  answer: { name: "ответ на уроке", checkingDays: 0 },
  homework: { name: "домашняя работа", checkingDays: 0 },
  classwork: { name: "классная работа", checkingDays: 0 },
  independent: { name: "самостоятельная работа", checkingDays: 0 },
  test: { name: "контрольная", checkingDays: 3 },
  dictation: { name: "диктант", checkingDays: 0 },
  essay: { name: "сочинение", checkingDays: 7 },
  lab: { name: "лабораторная", checkingDays: 0 },
} as const satisfies Record<string, { name: string; checkingDays: number }>;
export type WorkKindCode = keyof typeof WORK_KINDS;

/** Best first, as a teacher's keys show them. Without points a value never enters an average. */
export const FIVE = {
  "5": { name: "отлично", rank: 9, points: 5, passes: true },
  "4": { name: "хорошо", rank: 8, points: 4, passes: true },
  "3": { name: "удовлетворительно", rank: 7, points: 3, passes: true },
  "2": { name: "неудовлетворительно", rank: 6, points: 2, passes: false },
  "1": { name: "плохо", rank: 5, points: 1, passes: false },
  зач: { name: "зачёт", rank: 4, points: null, passes: true },
  незач: { name: "незачёт", rank: 3, points: null, passes: false },
  осв: { name: "освобождение", rank: 2, points: null, passes: true },
  "н/а": { name: "не аттестация", rank: 1, points: null, passes: false },
} as const satisfies Record<string, { name: string; rank: number; points: number | null; passes: boolean }>;
export type FiveCode = keyof typeof FIVE;

export const SUBJECTS = {
  algebra: "алгебра",
  geometry: "геометрия",
  russian: "русский язык",
  literature: "литература",
  physics: "физика",
  history: "история",
  geography: "география",
  english: "английский язык",
  informatics: "информатика",
  biology: "биология",
} as const;
export type SubjectKey = keyof typeof SUBJECTS;

interface ClassData {
  level: number;
  letter: string;
  classTeacher: CastKey;
  teachers: Partial<Record<SubjectKey, CastKey>>;
  /** Monday to Friday, lesson by lesson. */
  week: SubjectKey[][];
}

export const CLASSES = {
  sevenA: {
    level: 7,
    letter: "А",
    classTeacher: "gromova",
    teachers: {
      algebra: "smirnova",
      geometry: "smirnova",
      russian: "gromova",
      literature: "gromova",
      physics: "tkachev",
      history: "sedova",
      geography: "lukina",
      english: "belyaeva",
      informatics: "chernov",
      biology: "drozdova",
    },
    week: [
      ["russian", "history", "algebra", "english", "biology", "literature"],
      ["physics", "algebra", "literature", "geography", "russian", "english"],
      ["geometry", "russian", "english", "history", "informatics", "biology"],
      ["russian", "physics", "algebra", "literature", "english", "history"],
      ["geography", "geometry", "russian", "informatics", "physics", "biology"],
    ],
  },
  fourB: {
    level: 4,
    letter: "Б",
    classTeacher: "osokina",
    teachers: { russian: "osokina", literature: "osokina" },
    week: [["russian"], ["literature"], ["russian"], ["russian"], ["literature"]],
  },
  elevenA: {
    level: 11,
    letter: "А",
    classTeacher: "tkachev",
    teachers: { algebra: "smirnova", physics: "tkachev", russian: "gromova", informatics: "chernov" },
    week: [["algebra"], ["russian"], ["physics"], ["informatics"], ["algebra"]],
  },
} as const satisfies Record<string, ClassData>;
export type ClassKey = keyof typeof CLASSES;

/** Teachers, weeks and levels with the literal types widened again. */
export function classData(key: ClassKey): ClassData {
  return CLASSES[key];
}

export interface LessonData {
  topic: string;
  homework: string;
  works: Partial<Record<WorkKindCode, string | null>>;
}

/** What 7А does today, in this order; algebra takes the place of the lesson that is running. */
export const TODAY = {
  algebra: {
    topic: "Контрольная работа № 3 «Многочлены»",
    homework: "§ 23, № 481, 483 (а–в)",
    works: { answer: null, test: "Многочлены" },
  },
  russian: {
    topic: "Деепричастный оборот, запятые при нём",
    homework: "упр. 204",
    works: { answer: null, dictation: "Деепричастия" },
  },
  physics: {
    topic: "Лабораторная работа № 6: измерение силы трения",
    homework: "§ 31",
    works: { answer: null, lab: "Измерение силы трения" },
  },
  geometry: {
    topic: "Задачи на признаки равенства треугольников",
    homework: "№ 131, 132",
    works: { answer: null, independent: "Признаки равенства треугольников" },
  },
  history: { topic: "Смутное время: окончание", homework: "§ 14", works: { answer: null } },
  english: { topic: "Чтение: школа в Сибири", homework: "упр. 3, с. 54", works: { answer: null } },
} as const satisfies Partial<Record<SubjectKey, LessonData>>;

export const TODAY_IN_FOURTH: LessonData = {
  topic: "Склонение имён прилагательных",
  homework: "упр. 112",
  works: { answer: null },
};

/** Topics of the past weeks, one after another, again and again. */
export const TOPICS: Record<SubjectKey, string[]> = {
  algebra: ["Одночлены и их степень", "Умножение многочленов", "Вынесение общего множителя за скобки"],
  geometry: ["Первый признак равенства треугольников", "Медианы, биссектрисы, высоты"],
  russian: ["Деепричастия несовершенного вида", "Деепричастия совершенного вида", "Наречие как часть речи"],
  literature: ["Н. В. Гоголь. «Тарас Бульба»", "«Тарас Бульба»: Остап и Андрий", "И. С. Тургенев. «Бирюк»"],
  physics: ["Сила тяжести", "Сила упругости. Закон Гука", "Сила трения"],
  history: ["Россия в конце XVI века", "Смутное время: начало", "Второе ополчение"],
  geography: ["Африка: рельеф и полезные ископаемые", "Африка: климат"],
  english: ["Школьная жизнь. Present Perfect", "Словарный диктант", "Письмо другу"],
  informatics: ["Кодирование текста", "Кодирование изображений"],
  biology: ["Голосеменные растения", "Покрытосеменные растения", "Строение цветка"],
};

/** What the marks of the past weeks were earned for; answers where nothing stands. */
export const HISTORY_KINDS: Partial<Record<SubjectKey, WorkKindCode[]>> = {
  algebra: ["answer", "homework", "independent", "answer", "classwork", "answer", "independent"],
  russian: ["answer", "dictation", "homework"],
  physics: ["lab", "answer"],
  literature: ["answer", "essay"],
  english: ["answer", "dictation"],
};
