// What a colleague has written meanwhile, and how the averages follow. Where something is typed, the version decides when it
// is saved.

import { classOf, span } from "./grid-cells.js";
import { ask, same } from "./grid-desk.js";

const FRESH_MS = 4000;

/** The journal as it is now; null: nobody answers. */
export async function readPage({ classId, subject, from, to }) {
  const url = `/api/classes/${classId}/subjects/${subject}/journal?from=${from}&to=${to}`;
  const answer = await ask("GET", url).catch(() => null);
  return answer?.status === 200 ? answer.body : null;
}

/** @returns whether there is a column that the page has not */
export function takeIn(cells, { marks, absences, works, pupils }, { few }) {
  const markOf = new Map(marks.map((mark) => [`${mark.workId} ${mark.pupilId}`, mark]));
  const noteOf = new Map(absences.map((note) => [`${note.lessonId} ${note.pupilId}`, note]));
  for (const cell of cells.flat().filter(({ isOpen }) => isOpen)) {
    const { value = null, version = 0 } = markOf.get(`${cell.column.work} ${cell.pupil}`) ?? {};
    const absence = absenceOf(noteOf.get(`${cell.column.lesson} ${cell.pupil}`));
    const news = { value, version, absence };
    if (same(news, cell.known)) continue;
    cell.known = news;
    cell.td.classList.add("fresh");
    setTimeout(() => cell.td.classList.remove("fresh"), FRESH_MS);
  }
  const rowOf = new Map(cells.map(([cell]) => [cell.pupil, cell.row]));
  for (const { id, standing } of pupils) paintStanding(rowOf.get(id), standing, few);
  const drawn = new Set(cells[0]?.map(({ column }) => column.work));
  return works.some(({ id }) => !drawn.has(id));
}

function absenceOf(note) {
  if (!note) return null;
  const { kind, lateMinutes, version, reason } = note;
  return { value: { kind, lateMinutes }, version, reason };
}

/** The average and what comes out of it; below the minimum, or disputed, the page says it when it is opened anew. */
function paintStanding(row, standing, few) {
  if (!row || !standing || standing.marks < Number(few) || standing.outcome.kind !== "clear") return;
  const [average, out] = [".av", ".out"].map((name) => row.querySelector(name));
  const { lang } = document.documentElement;
  average.textContent = (standing.average / 100).toLocaleString(lang, { minimumFractionDigits: 2 });
  out.replaceChildren(span(classOf(standing.outcome.value), standing.outcome.value));
}
