// What was typed and is not in the journal yet. Every wish lies in this browser's storage until the journal has taken it: a
// closed tab, a lost connection, a killed server lose nothing. A wish names ids and a mark, never a person. Each is repeated
// as it was sent until an answer comes; the same again changes nothing there, and versions stop what was not seen.

const STORE = "vestnik-desk";
const MOST = 100;
const RETRY_MS = [1000, 2000, 4000, 8000, 15_000];
const PATIENCE_MS = 20_000;

class Unreached extends Error {}

/**
 * @param {{ person: string, zone: string, changed(): void, written(wish, cell): void, opened(wish, workId): void }} of
 */
export function openDesk({ person, zone, changed, written, opened }) {
  const wishes = new Map(restore(person).map((wish) => [wish.id, wish]));
  const desk = { state: "idle", since: null, savedAt: null, turn: 0, wishes };
  const day = new Intl.DateTimeFormat("sv", { timeZone: zone });
  let isBusy = false;
  let failures = 0;
  let timer = 0;

  desk.put = (wish) => {
    wishes.set(wish.id, wish);
    keep(person, wish);
    void desk.flush();
  };
  desk.drop = (wish) => {
    wishes.delete(wish.id);
    forget(person, wish.id);
  };
  /** Another name for the same wish: its column has become a work's since it was kept. */
  desk.rename = (wish, id) => {
    desk.drop(wish);
    wishes.set(id, Object.assign(wish, { id }));
    keep(person, wish);
  };
  desk.waiting = () => [...wishes.values()].filter(({ state }) => state === "waiting");
  desk.flush = async () => {
    if (isBusy) return;
    isBusy = true;
    clearTimeout(timer);
    try {
      for (let batch = nextBatch(); batch.length > 0; batch = nextBatch()) {
        if (failures === 0) desk.state = "saving";
        changed();
        await send(batch);
        failures = 0;
        desk.since = null;
        desk.turn += 1;
      }
      desk.state = "idle";
    } catch (error) {
      if (!(error instanceof Unreached)) throw error;
      desk.state = error.message;
      desk.since ??= new Date();
      timer = setTimeout(desk.flush, RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
      failures += 1;
    } finally {
      isBusy = false;
      changed();
    }
  };
  addEventListener("online", () => void desk.flush());
  // What this browser has not finished when it is closed stands in its storage.
  if (desk.waiting().length > 0) setTimeout(desk.flush);
  return desk;

  /** Wishes of one work, or of one roll, that belong to the same day. */
  function nextBatch() {
    const waiting = desk.waiting();
    const [first] = waiting;
    if (!first) return [];
    const batch = waiting.filter((wish) => groupOf(wish) === groupOf(first));
    return first.isAlone ? [first] : batch.filter(({ isAlone }) => !isAlone).slice(0, MOST);
  }

  function groupOf({ part, lesson, work, kind, confirm, since }) {
    return [part, lesson, part === "mark" ? (work ?? kind) : "", confirm, day.format(new Date(since))].join(
      " ",
    );
  }

  async function send(batch) {
    const [first] = batch;
    if (first.part === "mark" && first.work === null && !(await openWork(first, batch))) return;
    // Some may have been taken back meanwhile.
    const still = batch.filter((wish) => wishes.get(wish.id) === wish);
    if (still.length > 0) await sendAll(still);
  }

  async function sendAll(batch) {
    const [first] = batch;
    for (const wish of batch) {
      wish.sent ??= { value: wish.value, version: wish.version };
      keep(person, wish);
    }
    const answer = await (first.part === "mark" ? sendMarks(batch) : sendRoll(batch));
    if (answer.status < 300) settle(batch, answer);
    else refuse(batch, answer);
  }

  async function openWork(first, batch) {
    const body = { kindCode: first.kind, ifNone: true, keptSince: first.since };
    const answer = await ask("POST", `/api/lessons/${first.lesson}/works`, body);
    if (answer.status >= 300) {
      refuse(batch, answer);
      return false;
    }
    for (const wish of wishes.values())
      if (
        wish.part === "mark" &&
        wish.lesson === first.lesson &&
        wish.work === null &&
        wish.kind === first.kind
      ) {
        wish.work = answer.body.id;
        keep(person, wish);
      }
    opened(first, answer.body.id);
    return true;
  }

  function sendMarks(batch) {
    const [{ work, confirm, since }] = batch;
    const marks = batch.map(({ pupil, sent }) => ({ pupilId: pupil, ...sent }));
    const body = { marks, keptSince: since, ...(confirm.length > 0 ? { confirm } : {}) };
    return ask("PUT", `/api/works/${work}/marks`, body);
  }

  function sendRoll(batch) {
    const absences = batch.map(({ pupil, sent: { value, version } }) => {
      return { pupilId: pupil, kind: value?.kind ?? null, lateMinutes: value?.lateMinutes ?? null, version };
    });
    return ask("PATCH", `/api/lessons/${batch[0].lesson}/roll`, { absences });
  }

  function settle(batch, { status, body }) {
    for (const wish of batch) {
      const cell = cellIn(wish, body);
      if (!cell && status === 202) {
        change(wish, { state: "drafted", sent: null });
        continue;
      }
      written(wish, cell);
      if (same(wish.value, wish.sent.value)) desk.drop(wish);
      else change(wish, { version: cell.version, sent: null });
    }
    desk.savedAt = new Date();
  }

  /** Nothing of the batch was written: each learns why, and those it is not about go once more. */
  function refuse(batch, { status, body }) {
    const kind = (body?.type ?? "").split("#")[1];
    const isRace = kind === "there" || (kind === "conflict" && body.current === null);
    if (status === 401) throw new Unreached("signedOut");
    if (status >= 500 || status === 429 || isRace) throw new Unreached("offline");
    const about = batch.filter((wish) => concerns(wish, kind, body));
    const whole = about.length === 0 ? batch : about;
    for (const wish of batch) wish.sent = null;
    for (const wish of whole) {
      if (kind === "confirm") change(wish, { state: "ask", codes: codesFor(wish, body) });
      else if (kind === "conflict") meet(wish, cellIn(wish, body.current));
      else if (whole.length > 1 && about.length === 0) change(wish, { isAlone: true });
      else change(wish, { state: "refused", reason: body?.errors?.[0]?.detail ?? body?.detail ?? "" });
    }

    function concerns(wish) {
      if (kind === "confirm") return codesFor(wish, body).length > 0;
      if (kind === "conflict") return isConflict(wish, body.current);
      const at = /^#\/(?:marks|absences)\/(\d+)/.exec(body?.errors?.[0]?.pointer ?? "")?.[1];
      return at !== undefined && batch[Number(at)] === wish;
    }
  }

  /** Somebody else was there first: what stands there now is shown, and decided about. */
  function meet(wish, theirs) {
    written(wish, theirs);
    if (same(wish.value, theirs.value)) desk.drop(wish);
    else change(wish, { state: "conflict", version: theirs.version });
  }

  function change(wish, news) {
    Object.assign(wish, news);
    if (wishes.get(wish.id) === wish) keep(person, wish);
  }
}

/** @throws Unreached no answer at all */
export async function ask(method, url, body) {
  try {
    const answer = await fetch(url, {
      method,
      headers: { accept: "application/json", ...(body ? { "content-type": "application/json" } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { status: answer.status, body: await answer.json() };
  } catch {
    throw new Unreached("offline");
  }
}

export function same(a, b) {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

/** What the journal says of this cell: in the answer to marks, to a roll, or in a conflict of either. */
function cellIn({ part, pupil, work }, body) {
  if (part === "roll") {
    const noted = body.absences?.find(({ pupilId }) => pupilId === pupil);
    const value = noted ? { kind: noted.kind, lateMinutes: noted.lateMinutes } : null;
    return { value, version: noted?.version ?? 0, reason: noted?.reason ?? null };
  }
  const cells = Array.isArray(body) ? body : body.cells;
  const cell = cells?.find(({ pupilId }) => pupilId === pupil);
  return cell && { value: cell.value, version: cell.version, work };
}

function isConflict(wish, current) {
  if (wish.part === "mark")
    return Array.isArray(current) && current.some(({ pupilId }) => pupilId === wish.pupil);
  return cellIn(wish, current).version !== wish.version;
}

function codesFor({ pupil }, { questions = [] }) {
  return questions.filter(({ pupilIds }) => pupilIds.includes(pupil)).map(({ code }) => code);
}

function placeOf(person, id) {
  return `${STORE}.${person}.${id}`;
}

// A browser that keeps nothing, or is full, still saves what it can send.
function keep(person, wish) {
  try {
    localStorage.setItem(placeOf(person, wish.id), JSON.stringify(wish));
  } catch {}
}

function forget(person, id) {
  try {
    localStorage.removeItem(placeOf(person, id));
  } catch {}
}

function restore(person) {
  try {
    const own = Object.keys(localStorage).filter((key) => key.startsWith(`${STORE}.${person}.`));
    return own.map((key) => JSON.parse(localStorage.getItem(key)));
  } catch {
    return [];
  }
}
