/** Digests of made-up weeks and days; the first carries the data of the letter agreed in the design. */
import type { Digest, SubjectRow } from "../../src/digests/digest.ts";

const plain: SubjectRow = {
  subject: "",
  marks: [],
  average: null,
  trend: null,
  comesOut: null,
  disputed: null,
  few: false,
  cameOut: null,
  forecast: null,
  lessonsLeft: null,
  atRisk: null,
};

const row = (subject: string, marks: string[], average: number, more: Partial<SubjectRow>): SubjectRow => ({
  ...plain,
  subject,
  marks,
  average,
  ...more,
});

const toFive = { value: "5", of: "5", possible: true };

const annaWeek: Digest = {
  frequency: "weekly",
  pupil: { surname: "Кравцова", givenName: "Анна", className: "7А" },
  from: "2026-11-23",
  to: "2026-11-27",
  subjects: [
    row("Алгебра", ["5", "4"], 433, {
      trend: "up",
      comesOut: "4",
      forecast: { ...toFive, need: 2 },
      lessonsLeft: 18,
    }),
    row("География", ["4"], 433, {
      trend: "down",
      comesOut: "4",
      cameOut: "5",
      forecast: { ...toFive, need: 1 },
    }),
    row("Геометрия", ["5"], 425, { trend: "up", comesOut: "4", forecast: { ...toFive, need: 6 } }),
    row("Английский язык", ["3"], 360, {
      trend: "down",
      comesOut: "4",
      atRisk: { of: "3", need: 2, value: "3" },
    }),
    row("Физика", ["3", "4"], 300, {
      trend: "up",
      comesOut: "3",
      forecast: { value: "4", need: 2, of: "5", possible: true },
      lessonsLeft: 9,
    }),
    row("Русский язык", ["4"], 400, { trend: "up", comesOut: "4" }),
    row("История", ["5"], 467, { trend: "up", comesOut: "5" }),
    row("Литература", ["5"], 467, { trend: "up", comesOut: "5" }),
    row("Информатика", ["4"], 450, { trend: "down", comesOut: "5", few: true }),
    row("Биология", [], 400, { trend: "same", comesOut: "4" }),
  ],
  marks: [
    { value: "5", count: 4 },
    { value: "4", count: 5 },
    { value: "3", count: 2 },
  ],
  attendance: { missed: [{ reason: "valid", lessons: 2 }], late: 0, missedInTerm: 2, explained: [] },
  changed: [
    {
      date: "2026-11-19",
      story: {
        kind: "mark.changed",
        subject: "Русский язык",
        value: "5",
        was: "4",
        work: { kind: "Изложение", title: "Тихое утро" },
        date: "2026-11-19",
        act: "№ 14: ошибка при подсчёте",
        standing: null,
      },
    },
  ],
  ahead: {
    date: "2026-11-30",
    homework: [
      { subject: "Русский язык", text: "упр. 204", files: 0 },
      { subject: "История", text: "§ 14", files: 0 },
      { subject: "Алгебра", text: "§ 23, № 481, 483 (а–в)", files: 0 },
      { subject: "Английский язык", text: "упр. 3, с. 54", files: 0 },
      { subject: "Биология", text: "§ 14, таблица", files: 1 },
    ],
  },
  curve: [405, 398, 410, 402, 415, 408, 417].map((average, at) => ({ week: `2026-W${41 + at}`, average })),
  thresholds: [
    { value: "5", from: 450 },
    { value: "4", from: 350 },
    { value: "3", from: 250 },
  ],
};

/** A hard week: reasons of several kinds, a disputed mark, one out of reach, a two. */
const glebWeek: Digest = {
  ...annaWeek,
  pupil: { surname: "Павлов", givenName: "Глеб", className: "7А" },
  subjects: [
    row("Алгебра", ["2", "3"], 275, {
      trend: "down",
      comesOut: "3",
      forecast: { value: "4", need: 9, of: "5", possible: false },
      lessonsLeft: 4,
      atRisk: { of: "2", need: 1, value: "2" },
    }),
    row("Физика", ["4"], 340, {
      trend: "up",
      comesOut: "3",
      disputed: "4",
      forecast: { value: "4", need: 1, of: "5", possible: false },
    }),
    row("Физкультура", ["зачёт"], 467, { comesOut: "5", cameOut: "4" }),
  ],
  marks: [
    { value: "4", count: 1 },
    { value: "3", count: 1 },
    { value: "2", count: 1 },
    { value: "зачёт", count: 1 },
  ],
  attendance: {
    missed: [
      { reason: "illness", lessons: 3 },
      { reason: "unknown", lessons: 6 },
    ],
    late: 2,
    missedInTerm: 24,
    explained: [],
  },
  changed: [],
  ahead: { date: "2026-12-01", homework: [] },
  curve: [{ week: "2026-W48", average: 301 }],
};

const annaDay: Digest = {
  ...annaWeek,
  frequency: "daily",
  from: "2026-11-27",
  to: "2026-11-27",
  subjects: annaWeek.subjects.slice(0, 2),
  marks: [
    { value: "5", count: 1 },
    { value: "4", count: 2 },
  ],
  attendance: { missed: [], late: 1, missedInTerm: 2, explained: [] },
  changed: [],
  curve: [],
};

const nothing = { missed: [], late: 0, missedInTerm: 0, explained: [] };

export const DIGEST_SAMPLES = {
  "digest of a week": annaWeek,
  "digest of a hard week": glebWeek,
  "digest of a day": annaDay,
  "digest of a day, only homework": { ...annaDay, subjects: [], marks: [], attendance: nothing },
  "digest of a week without marks": {
    ...annaWeek,
    subjects: [],
    marks: [],
    attendance: nothing,
    changed: [],
    curve: [],
  },
} satisfies Record<string, Digest>;
