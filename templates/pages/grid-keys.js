// Moving over the cells and typing in them: one stop for Tab, then arrows; a letter begins to type, Enter goes down.

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export function openKeys(table, cells, { edit, clear, undo, decide }) {
  let here = null;
  table.setAttribute("role", "grid");
  for (const { td, isOpen } of cells.flat()) {
    td.tabIndex = -1;
    if (!isOpen) td.setAttribute("aria-readonly", "true");
  }
  table.addEventListener("keydown", onKey);
  table.addEventListener("focusin", ({ target }) => {
    const found = cellAt(target);
    if (found && found !== here) stand(found);
  });
  table.addEventListener("dblclick", ({ target }) => {
    const found = cellAt(target);
    if (found?.isOpen && target.tagName !== "INPUT") edit(found);
  });
  // A finger has no keys before the field is there.
  table.addEventListener("click", ({ target }) => {
    const found = matchMedia("(pointer: coarse)").matches ? cellAt(target) : null;
    if (found?.isOpen && target.tagName !== "INPUT") edit(found);
  });
  return { go, begin, here: () => (here ? [here.rowAt, here.columnAt] : []) };

  function cellAt(target) {
    const td = target.closest("td");
    const row = td && cells[td.parentNode.sectionRowIndex];
    return row?.find((cell) => cell.td === td) ?? null;
  }

  function stand(cell) {
    here?.row.classList.remove("rowsel");
    if (here) here.td.tabIndex = -1;
    here = cell;
    cell.td.tabIndex = 0;
    cell.row.classList.add("rowsel");
  }

  function go(cell) {
    stand(cell);
    cell.td.focus();
  }

  /** Scrolled to the first open column; its first cell is what Tab finds. */
  function begin() {
    const [first] = cells[0]?.filter(({ isOpen, column }) => isOpen && column.isDay) ?? [];
    const cell = first ?? cells[0]?.findLast(({ isOpen }) => isOpen) ?? cells[0]?.at(-1);
    if (!cell) return;
    here = cell;
    cell.td.tabIndex = 0;
    const box = table.parentNode;
    box.scrollLeft = cell.td.offsetLeft - box.clientWidth + 2 * cell.td.offsetWidth;
  }

  function onKey(event) {
    const { key, target } = event;
    const cell = cellAt(target);
    if (!cell || target.tagName === "INPUT") return;
    const isCommand = event.ctrlKey || event.metaKey;
    if (done()) event.preventDefault();

    function done() {
      if (isCommand && event.code === "KeyZ") return undo() ?? true;
      if (isCommand && key === "Enter") return decide(cell, 0);
      if (key === "Escape") return decide(cell, -1);
      if (isCommand && (key === "Home" || key === "End")) {
        go((key === "Home" ? cells[0] : cells.at(-1))[cell.columnAt]);
        return true;
      }
      if (isCommand || event.altKey) return false;
      const step = STEPS[key] ?? (key === "Enter" ? [event.shiftKey ? -1 : 1, 0] : null);
      if (step) {
        go(moveBy(cells, cell, step) ?? cell);
        return true;
      }
      if (key === "Home" || key === "End") {
        go(cells[cell.rowAt].at(key === "Home" ? 0 : -1));
        return true;
      }
      if (!cell.isOpen) return false;
      if (key === "Delete" || key === "Backspace") return clear(cell) ?? true;
      if (key === "F2") return edit(cell) ?? true;
      if ([...key].length === 1 && key !== " ") return edit(cell, key) ?? true;
      return false;
    }
  }
}

/** The cell so many rows and columns further; null: there is none. */
export function moveBy(cells, { rowAt, columnAt }, [down, right]) {
  return cells[rowAt + down]?.[columnAt + right] ?? null;
}

/** A field over the cell. `onEnd` gets what was typed (null: given up) and where to go (null: elsewhere already). */
export function editInPlace(cell, { text, onEnd }) {
  const field = document.createElement("input");
  field.value = text;
  field.autocomplete = "off";
  field.spellcheck = false;
  field.setAttribute("aria-label", cell.name);
  let isOver = false;
  const end = (typed, step) => {
    if (isOver) return;
    isOver = true;
    field.remove();
    onEnd(typed, step);
  };
  field.addEventListener("keydown", (event) => {
    const { key, shiftKey } = event;
    const steps = { ...STEPS, Enter: [shiftKey ? -1 : 1, 0], Tab: [0, shiftKey ? -1 : 1] };
    if (key === "Escape") end(null, [0, 0]);
    else if (steps[key]) end(field.value, steps[key]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  // A click elsewhere means what was typed.
  field.addEventListener("blur", () => end(field.value, null));
  cell.td.append(field);
  field.focus();
}
