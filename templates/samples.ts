/**
 * One made-up example per kind of story and the cases that go wrong easily. The preview shows them, the snapshot
 * tests compare them. `mark.set` and its neighbours carry the data of the wordings agreed in the design.
 */
import type {
  AbsenceStory,
  Announced,
  FinalStory,
  MarkStory,
  Message,
  PupilName,
  Rhythm,
  Standing,
  StoryKind,
} from "../src/deliveries/message.ts";
import { DIGEST_SAMPLES } from "./digest/samples.ts";

const anna: PupilName = { surname: "Кравцова", givenName: "Анна", className: "7А" };
const egor: PupilName = { surname: "Лаптев", givenName: "Егор", className: "7А" };

const algebra: Standing = { average: 433, marks: 6, comesOut: "4", next: { value: "5", need: 2, of: "5" } };

const algebraTest: MarkStory = {
  kind: "mark.set",
  subject: "Алгебра",
  value: "4",
  was: null,
  work: { kind: "Контрольная", title: "Многочлены" },
  date: "2026-11-26",
  act: null,
  standing: algebra,
};

const physicsLab: MarkStory = {
  ...algebraTest,
  subject: "Физика",
  work: { kind: "Лабораторная", title: "Плотность тела" },
  standing: { average: 300, marks: 4, comesOut: "3", next: { value: "4", need: 2, of: "5" } },
};

const egorAnswer: MarkStory = {
  ...algebraTest,
  value: "2",
  work: { kind: "Ответ на уроке", title: null },
  date: "2026-11-19",
  standing: {
    average: 280,
    marks: 5,
    comesOut: "3",
    next: { value: "4", need: 3, of: "5" },
    lift: { of: "4", average: 300 },
  },
};

const russianCorrected: MarkStory = {
  kind: "mark.changed",
  subject: "Русский язык",
  value: "5",
  was: "4",
  work: { kind: "Изложение", title: null },
  date: "2026-11-19",
  act: "№ 14: ошибка при подсчёте",
  standing: { average: 400, marks: 7, comesOut: "4", next: null },
};

const algebraWithdrawn: MarkStory = { ...algebraTest, kind: "mark.withdrawn", value: null, was: "4" };

const algebraQuarter: FinalStory = {
  kind: "final.set",
  subject: "Алгебра",
  value: "4",
  was: null,
  period: { kind: "quarter", number: 2 },
  date: "2026-12-29",
  act: null,
  standing: { average: 440, marks: 15, comesOut: "4", next: { value: "5", need: 3, of: "5", from: 450 } },
  why: "https://dnevnik.example/w/1",
};

const physicsQuarter: FinalStory = {
  ...algebraQuarter,
  kind: "final.changed",
  subject: "Физика",
  value: "4",
  was: "3",
  date: "2026-12-30",
  standing: { average: 360, marks: 9, comesOut: "4", next: { value: "5", need: 17, of: "5", from: 450 } },
};

/** Anna was away for the first lesson, and the bells still ring. */
const annaAway: AbsenceStory = {
  kind: "absence.noted",
  date: "2026-11-25",
  lesson: { number: 1, subject: "Геометрия", time: "8:00" },
  missed: 1,
  subjects: ["Геометрия"],
  isUnexplained: true,
  isOver: false,
};

const annaMissedTwo: AbsenceStory = {
  ...annaAway,
  missed: 2,
  subjects: ["Геометрия", "Русский язык"],
  isOver: true,
};

const annaCame: AbsenceStory = {
  ...annaMissedTwo,
  kind: "arrival.noted",
  lesson: { number: 3, subject: "Английский язык", time: "9:50" },
  isOver: false,
};

const annaNeverAway: AbsenceStory = {
  ...annaAway,
  kind: "absence.withdrawn",
  lesson: null,
  missed: 0,
  subjects: [],
  isUnexplained: false,
};

const meeting: Announced = {
  title: "собрание родителей в среду, 2 декабря, в 18:00",
  text: "Кабинет 214. Говорим о второй четверти и о поездке в театр.\n\nНа собрании будут все учителя класса.",
  to: { className: "7А" },
  date: "2026-11-26",
};

const unfilled: NonNullable<Message["reminder"]> = {
  lessons: [
    { number: 3, subject: "Алгебра", classes: "7А", lacks: ["topic", "roll", "homework"] },
    { number: 5, subject: "Геометрия", classes: "7А, 7Б", lacks: ["homework"] },
  ],
  works: [{ subject: "Алгебра", classes: "7Б" }],
  finals: [{ subject: "Геометрия", classes: "7А", pupils: 3 }],
  data: "missing",
};

const joiners: NonNullable<Message["newcomers"]> = {
  people: [
    { pupil: anna, className: "7А", kinship: "mother" },
    { pupil: egor, className: "7А", kinship: null },
  ],
  data: "joined",
};

function message(pupils: Message["pupils"], more: Partial<Message> = {}): Message {
  return {
    deliveryId: "00000000-0000-4000-8000-000000000001",
    language: "ru",
    school: { name: "школа № 214", city: "Красноярск" },
    pupils,
    links: { open: "https://dnevnik.example/d/1", unsubscribe: "https://dnevnik.example/u/1" },
    suspended: null,
    ...more,
  };
}

const about = (pupil: PupilName, ...stories: Message["pupils"][number]["stories"]) =>
  message([{ pupil, stories }]);

/** A kind of story without its example does not compile. */
const KINDS = {
  "mark.set": about(anna, algebraTest),
  "mark.changed": about(anna, russianCorrected),
  "mark.withdrawn": about(anna, algebraWithdrawn),
  "final.set": about(anna, algebraQuarter),
  "final.changed": about(anna, physicsQuarter),
  "absence.noted": about(anna, annaAway),
  "arrival.noted": about(anna, annaCame),
  "absence.withdrawn": about(anna, annaNeverAway),
} satisfies Record<StoryKind, Message>;

const here = {
  city: "krasnoyarsk",
  timeZone: "Asia/Krasnoyarsk",
  change: "https://dnevnik.example/settings",
} as const;
const rhythms = {
  daily: { weekday: null, hour: "19:00", ...here },
  weekly: { weekday: 5, hour: "18:00", ...here },
} satisfies Record<string, Rhythm>;

type DigestName = keyof typeof DIGEST_SAMPLES;
const DIGESTS = Object.fromEntries(
  Object.entries(DIGEST_SAMPLES).map(([name, digest]) => [
    name,
    message([], { digest, rhythm: rhythms[digest.frequency] }),
  ]),
) as Record<DigestName, Message>;

export const SAMPLES = {
  ...KINDS,
  ...DIGESTS,
  "announcement.made": message([], { announcements: [meeting] }),
  "message.written": message([], {
    announcements: [
      {
        title: "",
        text: "Анна забыла тетрадь, принесите её завтра.",
        to: "school",
        date: meeting.date,
        thread: { id: "0", from: "teacher" },
      },
    ],
  }),
  "an announcement to a subgroup that asks to be seen": message([], {
    announcements: [{ ...meeting, to: { subgroup: "7А, английский, 1-я группа" }, asksSeen: true }],
    answers: [{ answer: "seen", data: "seen" }],
    asksSeen: true,
  }),
  "two announcements": message([], {
    announcements: [meeting, { ...meeting, title: "школа закрыта 4 декабря", text: "", to: "school" }],
  }),
  "a two, and one mark that helps": about(egor, egorAnswer),
  "several marks": about(anna, algebraTest, physicsLab),
  "everything at once": about(
    anna,
    { ...physicsLab, value: "3" },
    russianCorrected,
    algebraWithdrawn,
    physicsLab,
    algebraQuarter,
    physicsQuarter,
  ),
  "away for some lessons already": about(anna, { ...annaMissedTwo, isOver: false }),
  "the whole day, told in the evening": about(anna, annaMissedTwo),
  "an absence and marks": about(anna, algebraTest, { ...annaAway, isOver: true }, physicsLab),
  "two pupils": message([
    { pupil: anna, stories: [algebraTest, physicsLab] },
    { pupil: egor, stories: [egorAnswer] },
  ]),
  "a scale of twenty": about(anna, {
    ...algebraTest,
    value: "15",
    standing: { average: 1420, marks: 5, comesOut: null, next: null },
  }),
  "the year and the exam": about(
    anna,
    { ...algebraQuarter, period: { kind: "year", year: "2026/27" }, standing: null },
    { ...algebraQuarter, period: { kind: "exam", year: "2026/27" }, value: "5", standing: null },
  ),
  "finals that ask to have been seen": message([{ pupil: anna, stories: [algebraQuarter, physicsQuarter] }], {
    answers: [{ answer: "seen", data: "seen" }],
    asksSeen: true,
  }),
  "an absence that may be answered": message([{ pupil: anna, stories: [annaAway] }], {
    answers: (["ill", "known", "call"] as const).map((answer) => ({ answer, data: answer })),
  }),
  "is this address yours": message([], { confirm: { link: "https://dnevnik.example/c/1" } }),
  "do messages arrive here": message([], { trial: true }),
  "a link to sign in": message([], {
    entry: { link: "https://dnevnik.example/e/1", name: "Кравцова Елена Сергеевна" },
  }),
  "another address of theirs": message([], { joined: true }),
  "what a teacher has not filled in": message([], { reminder: unfilled }),
  "who of the class has joined": message([], { newcomers: joiners }),
  "a channel that stopped": message([{ pupil: anna, stories: [algebraTest] }], { suspended: "email" }),
  "a pupil called <b>": about(
    { surname: "<script>&", givenName: "<b>", className: "7<А>" },
    {
      ...algebraTest,
      subject: "Алгебра & <i>",
      work: { kind: "Контрольная", title: '<a href="x">«Многочлены»\n>' },
    },
    { ...russianCorrected, act: "№ 14: <b>ошибка</b>" },
  ),
  "very many marks": about(
    anna,
    ...Array.from({ length: 150 }, (_, at) => ({ ...algebraTest, subject: `Предмет № ${at + 1}` })),
  ),
} satisfies Record<string, Message>;

export type SampleName = keyof typeof SAMPLES;
