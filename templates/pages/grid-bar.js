// The bar below the page: the worst state first, in a sentence, and what wants to be decided, each with its buttons.

import { saidOf, span } from "./grid-cells.js";

export function openBar(element, { hold, zone, onAct }) {
  const words = JSON.parse(element.dataset.words);
  const line = element.querySelector("[role=status]");
  const now = element.querySelector(".is-now");
  const list = element.querySelector("ul");
  const [retry, undo] = ["retry", "undo"].map((act) => element.querySelector(`[data-act=${act}]`));
  const clock = new Intl.DateTimeFormat("ru", { timeZone: zone, hour: "numeric", minute: "2-digit" });
  element.hidden = false;
  retry.addEventListener("click", () => onAct("retry"));
  undo.addEventListener("click", () => onAct("undo"));
  return { words, show };

  function show({ desk, problems, canUndo }) {
    const n = desk.waiting().length;
    const isStuck = n > 0 && desk.since !== null;
    const sentence = sentenceOf(desk, { n, isStuck, isWhole: problems.length === 0 });
    // A live region that is written anew is read anew.
    if (line.textContent !== sentence) line.textContent = sentence;
    now.classList.toggle("is-red", isStuck);
    retry.hidden = !isStuck;
    undo.disabled = !canUndo;
    const shown = problems.map((problem) => `${problem.key} ${problem.text}`).join("\n");
    if (list.dataset.shown === shown) return;
    list.dataset.shown = shown;
    list.replaceChildren(...problems.map(drawProblem));
  }

  function sentenceOf({ state, since, savedAt }, { n, isStuck, isWhole }) {
    if (isStuck && state === "signedOut") return words.signedOut;
    if (isStuck) return fill(words.offline, { n, since: clock.format(since) });
    if (n > 0) return fill(words.saving, { n });
    if (!isWhole) return words.rest;
    if (!savedAt) return words.idle;
    return fill(words.saved, { at: clock.format(new Date(savedAt.getTime() + hold * 1000)) });
  }

  function drawProblem({ text, isRed, choices }) {
    const item = document.createElement("li");
    item.className = isRed ? "line2 is-red" : "line2 is-warn";
    const acts = span("acts", "");
    for (const { label, act, href } of choices) {
      const button = document.createElement(href ? "a" : "button");
      button.className = "btn btn-s";
      button.textContent = label;
      if (href) button.href = href;
      else {
        button.type = "button";
        button.addEventListener("click", act);
      }
      acts.append(button);
    }
    item.append(span("sign", "!"), span("", text), acts);
    return item;
  }
}

/** What is wrong with a wish, and the ways on: the first by Ctrl+Enter, the last by Escape. */
export function problemOf(wish, { cell, words, act }) {
  const name = cell?.name ?? words.elsewhere;
  const value = saidOf(wish.value, words);
  const theirs = saidOf(wish.part === "mark" ? cell?.known.value : cell?.known.absence?.value, words);
  const drop = { label: words.drop, act: () => act("drop", wish) };
  const put = (label) => ({ label: fill(label, { value }), act: () => act("put", wish) });
  const is = (text, choices, isRed = false) => ({ key: wish.id, text, choices, isRed });
  switch (wish.state) {
    case "conflict":
      return is(fill(words.conflict, { name, value, theirs }), [
        put(words.putMine),
        { label: fill(words.leaveTheirs, { theirs }), act: () => act("drop", wish) },
      ]);
    case "ask": {
      const wasThere = { label: words.wasThere, act: () => act("wasThere", wish) };
      const isAway = wish.codes.includes("absent") && cell?.column.isDay;
      const sentence = isAway ? fill(words.clash, { name, value }) : `${name}: ${value}?`;
      return is(sentence, [put(words.sure), ...(isAway ? [wasThere] : []), drop]);
    }
    case "drafted":
      return is(fill(words.drafted, { name, value }), [
        { label: words.toCorrections, href: "/corrections" },
        drop,
      ]);
    case "refused":
      return is(wish.said ?? fill(words.refused, { name, value, reason: wish.reason }), [drop], true);
    default:
      return null;
  }
}

export function fill(words, values) {
  return words.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}
