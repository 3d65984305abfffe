// Makes the open columns of the journal writable by the keyboard alone; the page can be read without it. What is typed
// goes to the desk (grid-desk.js), which saves it behind the teacher's back and loses nothing.

import { fill, openBar, problemOf } from "./grid-bar.js";
import { paint, readCells, shownIn, wishId } from "./grid-cells.js";
import { openDesk, same } from "./grid-desk.js";
import { editInPlace, moveBy, openKeys } from "./grid-keys.js";
import { readPage, takeIn } from "./grid-look.js";
import { readTyped } from "./grid-typed.js";

const LOOK_MS = 12_000;
/** After the last save: averages follow. */
const SETTLED_MS = 1500;

const table = document.getElementById("grid");
if (table) start();

function start() {
  const { class: classId, subject, from, to, desk: person, values, hold, zone, few } = table.dataset;
  const scale = values.split(" ");
  const cells = readCells(table);
  const open = cells.flat().filter(({ isOpen }) => isOpen);
  const history = [];
  let hasNewColumn = false;
  let lookedAt = 0;
  let timer = 0;

  const bar = openBar(document.getElementById("grid-state"), {
    hold: Number(hold),
    zone,
    onAct: (act) => (act === "undo" ? undo() : void desk.flush()),
  });
  const { words } = bar;
  const desk = openDesk({
    person,
    zone,
    changed() {
      show();
      if (desk?.state === "idle" && desk.turn !== lookedAt) later();
    },
    written(wish, { value, version, reason = null }) {
      for (const cell of cellsOf(wish)) {
        if (wish.part === "mark") Object.assign(cell.known, { value, version });
        else cell.known.absence = value && { value, version, reason };
      }
    },
    opened({ lesson, kind }, workId) {
      for (const { column } of open)
        if (column.lesson === lesson && column.key === kind) column.work = workId;
    },
  });
  for (const wish of [...desk.wishes.values()]) {
    const [cell] = cellsOf(wish);
    if (cell && wishId(cell, wish.part) !== wish.id) desk.rename(wish, wishId(cell, wish.part));
  }

  const keys = openKeys(table, cells, { edit, clear, undo, decide });
  table.addEventListener("paste", paste);
  show();
  keys.begin();
  setInterval(look, LOOK_MS);

  /** A note about absence stands in every column of its lesson. */
  function cellsOf({ part, lesson, work, kind, pupil }) {
    return open.filter(
      ({ column, pupil: own }) =>
        own === pupil &&
        column.lesson === lesson &&
        (part === "roll" || column.work === work || (work === null && column.key === kind)),
    );
  }

  function wishesOf(cell) {
    const [mark, roll] = ["mark", "roll"].map((part) => desk.wishes.get(wishId(cell, part)));
    return { mark, roll };
  }

  function edit(cell, first) {
    const { mark, absence } = shownIn(cell, wishesOf(cell));
    const before = mark ?? (absence?.value.kind === "absent" ? words.absent : absence ? words.late : "");
    editInPlace(cell, { text: first ?? before, onEnd: (text, step) => end(cell, text, step) });
  }

  function end(cell, text, step) {
    if (text !== null) commit([[cell, text]]);
    show();
    if (step) keys.go(moveBy(cells, cell, step) ?? cell);
  }

  /** What was typed or pasted, as one step for an undo. */
  function commit(pairs) {
    const group = [];
    for (const [cell, text] of pairs) {
      if (text.trim() === "") clear(cell, group);
      else enter(cell, { text, group });
    }
    if (group.length > 0) history.push(group);
    show();
  }

  function enter(cell, { text, group }) {
    const typed = readTyped(text, scale);
    if (!typed) return refuse(cell, text, words.unknown);
    if (typed.part === "roll") {
      if (!cell.column.isDay) return refuse(cell, text, words.rollClosed);
      return wish(cell, { part: "roll", value: typed.value, group });
    }
    // «5/4»: of this work and of the next one of the same lesson.
    const row = cells[cell.rowAt];
    const places = typed.values.map((_, at) => row[cell.columnAt + at]);
    if (places.some((place) => !place?.isOpen || place.column.lesson !== cell.column.lesson))
      return refuse(cell, text, words.twoMarks);
    for (const [at, value] of typed.values.entries()) wish(places[at], { part: "mark", value, group });
  }

  function refuse(cell, value, sentence) {
    const said = fill(sentence, { name: cell.name, value: value.trim() });
    desk.put({ ...fresh(cell, { part: "mark", value }), state: "refused", said });
  }

  function fresh(cell, { part, value }) {
    const { lesson, work, kind } = cell.column;
    const { version } = part === "mark" ? cell.known : (cell.known.absence ?? { version: 0 });
    const since = new Date().toISOString();
    const of = { lesson, work, kind, pupil: cell.pupil, part };
    return {
      id: wishId(cell, part),
      ...of,
      value,
      version,
      since,
      confirm: [],
      state: "waiting",
      sent: null,
    };
  }

  function wish(cell, { part, value, group }) {
    const there = wishesOf(cell)[part];
    const isWaiting = there?.state === "waiting";
    const known = part === "mark" ? cell.known.value : (cell.known.absence?.value ?? null);
    const before = isWaiting ? there.value : known;
    if (same(before, value) && (!there || isWaiting)) return;
    group?.push({ cell, part, before });
    if (there?.sent) desk.put(Object.assign(there, { value, confirm: [], since: new Date().toISOString() }));
    else if (same(known, value)) {
      if (there) desk.drop(there);
    } else desk.put(Object.assign(there ?? {}, fresh(cell, { part, value })));
  }

  /** The mark first; where there is none, the note about absence. */
  function clear(cell, group = null) {
    const own = group ?? [];
    const { mark, absence } = shownIn(cell, wishesOf(cell));
    if (wishesOf(cell).mark?.state === "refused") desk.drop(wishesOf(cell).mark);
    else if (mark !== null) wish(cell, { part: "mark", value: null, group: own });
    else if (absence && cell.column.isDay) wish(cell, { part: "roll", value: null, group: own });
    if (!group && own.length > 0) history.push(own);
    show();
  }

  function undo() {
    const group = history.pop();
    for (const { cell, part, before } of group?.toReversed() ?? []) wish(cell, { part, value: before });
    if (group) keys.go(group[0].cell);
    show();
  }

  function paste(event) {
    const [row, column] = keys.here();
    if (event.target.tagName === "INPUT" || row === undefined) return;
    event.preventDefault();
    const lines = event.clipboardData
      .getData("text/plain")
      .replace(/\r?\n$/, "")
      .split(/\r?\n/);
    const pairs = lines.flatMap((line, down) =>
      line.split("\t").flatMap((text, right) => {
        const cell = cells[row + down]?.[column + right];
        return cell?.isOpen && text.trim() !== "" ? [[cell, text]] : [];
      }),
    );
    commit(pairs);
  }

  /** Ctrl+Enter takes the first way on, Escape the last. */
  function decide(cell, way) {
    const problem = problems().find(({ cell: own }) => own === cell);
    problem?.choices.at(way)?.act?.();
    return problem !== undefined;
  }

  function act(what, wished) {
    const [cell] = cellsOf(wished);
    const again = { state: "waiting", sent: null };
    if (what === "put") desk.put(Object.assign(wished, again, { confirm: wished.codes ?? [] }));
    else if (what === "wasThere") {
      wish(cell, { part: "roll", value: null });
      desk.put(Object.assign(wished, again, { confirm: wished.codes.filter((code) => code !== "absent") }));
    } else desk.drop(wished);
    show();
    if (cell) keys.go(cell);
  }

  function problems() {
    const wished = [...desk.wishes.values()].flatMap((each) => {
      const [cell] = cellsOf(each);
      const problem = problemOf(each, { cell, words, act });
      return problem ? [{ ...problem, cell }] : [];
    });
    return [...wished, ...open.filter(isClash).map(clashOf)];
  }

  /** Stands in the journal so: a mark for somebody who is noted absent. */
  function isClash(cell) {
    const { mark, roll } = wishesOf(cell);
    return (
      !mark &&
      !roll &&
      cell.known.value !== null &&
      cell.known.absence?.value.kind === "absent" &&
      cell.column.isDay
    );
  }

  function clashOf(cell) {
    const { value } = cell.known;
    const to = (label, part) => ({
      label,
      act() {
        const group = [];
        wish(cell, { part, value: null, group });
        history.push(group);
        show();
        keys.go(cell);
      },
    });
    return {
      key: `${cell.column.lesson} ${cell.pupil}`,
      text: fill(words.clash, { name: cell.name, value }),
      choices: [to(words.wasThere, "roll"), to(words.drop, "mark")],
      cell,
    };
  }

  function show() {
    for (const cell of open) {
      const wishes = wishesOf(cell);
      paint(cell, { shown: shownIn(cell, wishes), state: stateOf(wishes), words });
    }
    const reload = { key: "new", text: "", choices: [{ label: words.newColumn, href: location.href }] };
    bar.show({
      desk,
      problems: [...problems(), ...(hasNewColumn ? [reload] : [])],
      canUndo: history.length > 0,
    });
  }

  function stateOf(wishes) {
    const states = Object.values(wishes).flatMap((each) => each?.state ?? []);
    if (states.includes("refused")) return "bad";
    if (states.some((state) => state === "ask" || state === "conflict" || state === "drafted")) return "ask";
    if (!states.includes("waiting")) return "";
    return desk.since ? "bad" : "saving";
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(look, SETTLED_MS);
  }

  /** Never while something is under way: its own answer says what stands there. */
  async function look() {
    if (document.hidden || desk.waiting().length > 0) return;
    const { turn } = desk;
    const page = await readPage({ classId, subject, from, to });
    if (!page || turn !== desk.turn || desk.waiting().length > 0) return;
    lookedAt = turn;
    hasNewColumn = takeIn(cells, page, { few });
    show();
  }
}
