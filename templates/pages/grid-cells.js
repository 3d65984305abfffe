// The open cells of the page: what the journal has in them, what is wished for, and how both look.

const FAILS = ["2", "1"];
const PLAIN = /^[1-5]$/;

/** @returns every cell of the body by row and column; those that are open carry what stands in them */
export function readCells(table) {
  const heads = [...table.tHead.rows[1].cells].filter((head) => head.dataset.lesson);
  const columns = heads.map((head) => ({
    head,
    lesson: head.dataset.lesson,
    // It stays when the lesson's first work is begun, so that a wish keeps its name.
    key: head.dataset.work ?? head.dataset.kind,
    work: head.dataset.work ?? null,
    kind: head.dataset.kind,
    isDay: head.dataset.open === "day",
  }));
  return [...table.tBodies[0].rows].map((row, rowAt) => {
    const name = row.querySelector("th").textContent;
    return columns.map((column, columnAt) => {
      const td = row.cells[columnAt + 2];
      const { v, n = "0", a } = td.dataset;
      const isOpen = v !== undefined;
      const absence = a === undefined ? null : absenceOf(a);
      const known = { value: v || null, version: Number(n), absence };
      return { td, row, rowAt, columnAt, column, pupil: row.dataset.pupil, name, isOpen, known };
    });
  });
}

function absenceOf(data) {
  const [kind, minutes, version, reason] = data.split(":");
  return {
    value: { kind, lateMinutes: minutes ? Number(minutes) : null },
    version: Number(version),
    reason: reason || null,
  };
}

export function wishId({ column, pupil }, part) {
  return [column.lesson, part === "mark" ? column.key : "roll", pupil].join(".");
}

/** What stands in the cell once everything typed is saved. A wish that waits for a decision does not stand there yet. */
export function shownIn(cell, wishes) {
  const mark = wishes.mark && wishes.mark.state !== "conflict" ? wishes.mark.value : cell.known.value;
  const absence =
    wishes.roll && wishes.roll.state !== "conflict"
      ? wishes.roll.value && { value: wishes.roll.value, reason: null }
      : cell.known.absence;
  return { mark, absence };
}

/** @param state "saving" | "bad" | "ask" | "" */
export function paint(cell, { shown: { mark, absence }, state, words }) {
  const { td } = cell;
  // Somebody types in it.
  if (td.querySelector("input")) return;
  const isAway = absence?.value.kind === "absent";
  td.classList.toggle("ab", isAway);
  td.classList.toggle("sav", state === "saving");
  td.classList.toggle("bad", state === "bad");
  td.classList.toggle("ask", state === "ask" || (state === "" && isAway && mark !== null));
  td.replaceChildren(
    ...(absence ? [drawAbsence(absence, words)] : []),
    ...(mark === null ? [] : [span(classOf(mark), mark)]),
    ...(state === "" ? [] : [span("sr", ` ${words[`cell${state[0].toUpperCase()}${state.slice(1)}`]}`)]),
  );
}

export function classOf(mark) {
  if (FAILS.includes(mark)) return "mk mk-2";
  return PLAIN.test(mark) ? "mk" : "mk mk-x";
}

function drawAbsence({ value: { kind, lateMinutes }, reason }, words) {
  const isLate = kind === "late";
  const drawn = span(isLate ? "mk mk-o" : reason ? "mk mk-n" : "mk mk-u", isLate ? words.late : words.absent);
  const above = isLate ? lateMinutes : reason && words[reason];
  if (above) {
    const sup = document.createElement("sup");
    sup.textContent = above;
    drawn.append(sup);
  }
  drawn.setAttribute("aria-label", isLate ? words.lateLong : words.absentLong);
  drawn.setAttribute("role", "img");
  return drawn;
}

export function span(name, text) {
  const made = document.createElement("span");
  made.className = name;
  made.textContent = text;
  return made;
}

/** «н», «оп 10», «4»: a value of either part as it is said in a sentence. */
export function saidOf(value, words) {
  if (value === null || value === undefined) return words.nothing;
  if (typeof value === "string") return value;
  return value.kind === "absent" ? words.absent : `${words.late} ${value.lateMinutes ?? ""}`.trim();
}
