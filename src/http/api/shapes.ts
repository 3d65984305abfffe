import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { By } from "../../outbox/events.ts";
import { sourceOf } from "../gate.ts";

/** The shapes that many resources share. Every number and every text has its bounds: what fits here fits the database. */

export const Id = z.object({ id: z.uuid() });
/** A calendar date, `2026-11-26`: lessons have no time zone. */
export const Day = z.iso
  .date({ error: "Нужна дата вида 2026-11-26." })
  .refine((day) => day >= "1900-01-01" && day <= "2100-12-31", { error: "Год должен быть от 1900 до 2100." });
/** A moment in UTC, `2026-11-26T02:50:00.000Z`. */
export const Instant = z.iso.datetime();
export const Level = z.int().min(1).max(11);
/** Of the row that was read; an edit names it, so that nobody overwrites what they have not seen. */
export const Version = z.int().min(0).max(1_000_000_000);
export const Span = z.object({ from: Day, to: Day });

const EMPTY = { error: "Нельзя оставить пустым." };
/** Characters that take no room alone make no name. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** A text a person types: trimmed, with something to see in it. */
export function text(most: number) {
  return z
    .string()
    .trim()
    .min(1, { ...EMPTY, abort: true })
    .max(most)
    .refine((typed) => VISIBLE.test(typed), EMPTY);
}

const MOST_ON_A_PAGE = 200;
const USUAL_PAGE = 50;

export const Paging = z.object({
  limit: z.coerce.number().int().min(1).max(MOST_ON_A_PAGE).default(USUAL_PAGE),
  /** `next` of the page before. */
  after: z.uuid().optional(),
});

/** A page of a list: ask again with `after` set to `next` until it is null. */
export function page<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.uuid().nullable() });
}

/** Spread into `findMany`: one row more than asked for tells whether there is a next page. */
export function pageArgs({ limit, after }: z.infer<typeof Paging>) {
  return { take: limit + 1, ...(after ? { cursor: { id: after }, skip: 1 } : {}) };
}

export function pageOf<Row extends { id: string }>(rows: Row[], { limit }: { limit: number }) {
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? items.at(-1)!.id : null };
}

/** Who writes, for the verbs. */
export function byOf(request: FastifyRequest): By {
  const { actor, receivedAt: at } = request;
  return { actorId: actor!.personId, source: sourceOf(request), silent: false, at };
}
