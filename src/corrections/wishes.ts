import { audit } from "../audit.ts";
import { now } from "../clock.ts";
import type { CorrectionState, Db, Prisma, Tx } from "../db.ts";
import { BadInput, Closed } from "../errors.ts";
import type { By, EventKind } from "../outbox/events.ts";
import { recordEvents } from "../outbox/outbox.ts";
import { getSettings } from "../settings.ts";

export type Correction = Awaited<ReturnType<Db["correction"]["findUniqueOrThrow"]>>;

/** What somebody wants in one cell of a mark or of a final mark, and what stands there. */
export type Wish = Pick<
  Prisma.CorrectionCreateManyInput,
  | "kind"
  | "pupilId"
  | "workId"
  | "subjectId"
  | "finalKind"
  | "period"
  | "wasValueId"
  | "wasVersion"
  | "wantedValueId"
>;

const OPEN: CorrectionState[] = ["draft", "requested"];

/** @throws Closed the school has no order that allows corrections: «задним числом» is forbidden (R11) */
export async function checkOrdered(tx: Tx): Promise<void> {
  const { correctionOrder } = await getSettings(tx);
  if (correctionOrder === "")
    throw new Closed(
      "Исправления после закрытия дня в школе не введены. Администратор вносит в настройки приказ директора о них.",
    );
}

/**
 * Writes wishes for cells nobody else writes into meanwhile. One wish for a cell is open at a time: another one takes
 * its place, the same one stays as it is, and what stands in the cell anyway is no wish.
 */
export async function recordWishes(
  tx: Tx,
  wishes: Wish[],
  { state, reason, by }: { state: "draft" | "requested"; reason: string | null; by: By },
): Promise<Correction[]> {
  const news = wishes.filter(({ wasValueId, wantedValueId }) => wasValueId !== wantedValueId);
  if (news.length === 0 && state === "requested")
    throw new BadInput("В журнале уже стоит то, что вы просите. Укажите другую отметку.", [
      "marks",
      0,
      "value",
    ]);
  const open = new Map((await readOpen(tx, news)).map((correction) => [correction.pupilId, correction]));
  const stays = ({ pupilId, wantedValueId }: Wish) => {
    const there = open.get(pupilId);
    // A draft that comes again is not to take back a request made of it.
    return there?.wantedValueId === wantedValueId && (state === "draft" || there?.state === "requested");
  };
  const fresh = news.filter((wish) => !stays(wish));
  await replace(
    tx,
    fresh.flatMap(({ pupilId }) => open.get(pupilId) ?? []),
    by,
  );
  const askedAt = by.at ?? now();
  const recorded = await tx.correction.createManyAndReturn({
    data: fresh.map((wish) => ({
      ...wish,
      state,
      reason,
      askedById: by.actorId!,
      askedAt,
      source: by.source,
    })),
  });
  await recordStates(tx, recorded, { action: `correction.${state === "draft" ? "drafted" : state}`, by });
  return [...news.filter(stays).map(({ pupilId }) => open.get(pupilId)!), ...recorded];
}

/** Audits what became of corrections, and tells what others are to know of. */
export async function recordStates(
  tx: Tx,
  corrections: Correction[],
  { action, by }: { action: string; by: By },
): Promise<void> {
  await audit(
    tx,
    by,
    corrections.map(({ id, pupilId }) => ({ action, objectId: id, pupilId })),
  );
  if (!isTold(action)) return;
  await recordEvents(
    tx,
    corrections.map(({ id, version, pupilId }) => ({
      kind: action,
      factId: id,
      factVersion: version,
      pupilId,
      actorId: by.actorId,
      occurredAt: by.at ?? now(),
      silent: by.silent,
    })),
  );
}

const TOLD: readonly EventKind[] = ["correction.requested", "correction.approved", "correction.refused"];

function isTold(action: string): action is EventKind {
  return TOLD.some((kind) => kind === action);
}

/** Of the cells of one work, or of one kind of finals; their pupils tell them apart. */
function readOpen(tx: Tx, wishes: Wish[]): Promise<Correction[]> {
  const [first] = wishes;
  if (!first) return Promise.resolve([]);
  const { kind, workId = null, subjectId = null, finalKind = null, period = null } = first;
  return tx.correction.findMany({
    where: {
      state: { in: OPEN },
      pupilId: { in: wishes.map(({ pupilId }) => pupilId) },
      kind,
      workId,
      subjectId,
      finalKind,
      period,
    },
  });
}

async function replace(tx: Tx, corrections: Correction[], by: By): Promise<void> {
  if (corrections.length === 0) return;
  await tx.correction.updateMany({
    where: { id: { in: corrections.map(({ id }) => id) } },
    data: { state: "withdrawn", version: { increment: 1 } },
  });
  await recordStates(tx, corrections, { action: "correction.replaced", by });
}
