import { dotted } from "../calendar/days.ts";
import { dayIn, isoDay, now } from "../clock.ts";
import type { CorrectionState, Db, Tx } from "../db.ts";
import { BadInput, Closed, Forbidden, NotFound } from "../errors.ts";
import { amendFinal } from "../finals/amending.ts";
import { amendMark } from "../marks/amending.ts";
import type { By } from "../outbox/events.ts";
import { getSettings } from "../settings.ts";
import { editVersion } from "../versions.ts";
import { type Correction, checkOrdered, recordStates } from "./wishes.ts";

/** A correction as its reader saw it. */
export interface Seen {
  id: string;
  version: number;
}

/** Messages at the level `initials` say the number and nothing else of an act, so it is digits first and last. */
const ACT_NUMBER = /^\d+(?:[/-]\d+)*$/;

/**
 * Sends a draft to the deputy head.
 * @throws NotFound · Conflict · Closed it is no draft any more, or the head's order is not entered
 */
export async function submitDraft(
  db: Db,
  { reason, ...seen }: Seen & { reason: string },
  by: By,
): Promise<Correction> {
  return db.$transaction(async (tx) => {
    await checkOrdered(tx);
    await openIn(tx, seen.id, ["draft"]);
    return become(tx, seen, { state: "requested", reason, askedAt: by.at ?? now() }, by);
  });
}

/** Its author takes it back. @throws NotFound · Conflict · Closed it is decided already */
export async function withdrawCorrection(db: Db, seen: Seen, by: By): Promise<Correction> {
  return db.$transaction(async (tx) => {
    await openIn(tx, seen.id, ["draft", "requested"]);
    return become(tx, seen, { state: "withdrawn" }, by);
  });
}

/**
 * Settles a request and writes the amendment beside the original, together: those who heard the old value are told
 * old → new once, with the act. `act` is its number.
 * @throws NotFound · Conflict the request or its cell has changed since · Closed it waits for no decision, or the head's
 *   order is not entered · Forbidden one's own request · BadInput the number
 */
export async function approveCorrection(
  db: Db,
  { act, ...seen }: Seen & { act: string },
  by: By,
): Promise<Correction> {
  return db.$transaction(async (tx) => {
    await checkOrdered(tx);
    const number = numberOf(act);
    const correction = await openToDecide(tx, seen.id, by);
    const { timeZone } = await getSettings(tx);
    const at = by.at ?? now();
    const words = `№ ${number} от ${dotted(isoDay(dayIn(timeZone, at)))}: ${correction.reason}`;
    await amend(tx, correction, words, { ...by, at });
    const decided = { act: number, decidedById: by.actorId, decidedAt: at };
    return become(tx, seen, { state: "approved", ...decided }, by);
  });
}

/** @throws NotFound · Conflict · Closed it waits for no decision · Forbidden one's own request */
export async function refuseCorrection(
  db: Db,
  { answer, ...seen }: Seen & { answer: string },
  by: By,
): Promise<Correction> {
  return db.$transaction(async (tx) => {
    await openToDecide(tx, seen.id, by);
    const decided = { answer, decidedById: by.actorId, decidedAt: by.at ?? now() };
    return become(tx, seen, { state: "refused", ...decided }, by);
  });
}

type Change = Pick<Correction, "state"> &
  Partial<Pick<Correction, "reason" | "askedAt" | "act" | "answer" | "decidedById" | "decidedAt">>;

async function become(tx: Tx, seen: Seen, change: Change, by: By): Promise<Correction> {
  const { after } = await editVersion(tx.correction, seen, change);
  await recordStates(tx, [after], { action: `correction.${change.state}`, by });
  return after;
}

async function openToDecide(tx: Tx, id: string, by: By): Promise<Correction> {
  const correction = await openIn(tx, id, ["requested"]);
  if (correction.askedById === by.actorId)
    throw new Forbidden("Собственный запрос решает другой завуч. Передайте его коллеге.");
  return correction;
}

async function openIn(tx: Tx, id: string, states: CorrectionState[]): Promise<Correction> {
  const correction = await tx.correction.findUnique({ where: { id } });
  if (!correction) throw new NotFound("Такого запроса нет. Обновите список.");
  if (!states.includes(correction.state)) throw new Closed(SENTENCES[correction.state]);
  return correction;
}

const SENTENCES: Record<CorrectionState, string> = {
  draft: "Это ещё черновик. Его подаёт автор, указав причину.",
  requested: "Запрос уже подан. Дождитесь решения завуча или отзовите его.",
  approved: "Запрос уже одобрен. Чтобы изменить отметку ещё раз, подайте новый.",
  refused: "По запросу уже отказано. Подайте новый.",
  withdrawn: "Запрос отозван. Подайте новый.",
};

function numberOf(act: string): string {
  const number = act.replace(/^\s*№?\s*/, "").trimEnd();
  if (!ACT_NUMBER.test(number))
    throw new BadInput(
      "Номер акта — цифры, при необходимости через дробь или дефис: 14, 14/2. Исправьте номер.",
      ["act"],
    );
  return number;
}

async function amend(tx: Tx, correction: Correction, act: string, by: By): Promise<void> {
  const { kind, pupilId, workId, subjectId, finalKind, period, wantedValueId, wasVersion } = correction;
  if (kind === "mark")
    return amendMark(tx, { workId: workId!, pupilId, valueId: wantedValueId, wasVersion, act }, by);
  const final = { pupilId, subjectId: subjectId!, kind: finalKind!, period: period! };
  return amendFinal(tx, { ...final, valueId: wantedValueId!, wasVersion, act }, by);
}
