import type { Update } from "grammy/types";
import { readObject } from "./telegram-call.ts";
import type { Refusal } from "./telegram-message.ts";

type NewUpdate = Omit<Update, "update_id"> & { update_id?: number };

export interface Updates {
  /** An update as people cause it; answers its id. */
  push(update: NewUpdate): number;
  /** Those not yet confirmed by an offset. */
  readonly pending: readonly Update[];
  /** getUpdates: at once when there is something, else when there is or after `timeout` seconds. */
  poll(params: Record<string, unknown>, gone: AbortSignal): Promise<Update[] | Refusal>;
  clear(): void;
}

const TERMINATED: Refusal = {
  status: 409,
  description:
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
};

/** The server's store of updates with one long poll at a time, as Telegram allows. */
export function createUpdates(): Updates {
  const pending: Update[] = [];
  let nextId = 1;
  let wake: (reason: "news" | "terminated" | "over") => void = () => {};

  function ready(params: Record<string, unknown>): Update[] {
    const kinds = readObject<string[]>(params.allowed_updates) ?? [];
    return pending
      .filter((update) => kinds.length === 0 || kinds.some((kind) => kind in update))
      .slice(0, Number(params.limit ?? 100));
  }

  return {
    pending,
    push(update) {
      const id = update.update_id ?? nextId;
      nextId = Math.max(nextId, id + 1);
      pending.push({ ...update, update_id: id });
      wake("news");
      return id;
    },
    async poll(params, gone) {
      wake("terminated");
      const offset = Number(params.offset ?? 0);
      while (pending[0] && pending[0].update_id < offset) pending.shift();
      const deadline = performance.now() + Number(params.timeout ?? 0) * 1_000;
      for (;;) {
        const found = ready(params);
        const leftMs = deadline - performance.now();
        if (found.length > 0 || leftMs <= 0 || gone.aborted) return found;
        const reason = await new Promise<"news" | "terminated" | "over">((resolve) => {
          const settle = (why: "news" | "terminated" | "over") => {
            clearTimeout(timer);
            gone.removeEventListener("abort", leave);
            if (wake === settle) wake = () => {};
            resolve(why);
          };
          const leave = () => settle("over");
          const timer = setTimeout(leave, leftMs);
          gone.addEventListener("abort", leave, { once: true });
          wake = settle;
        });
        if (reason === "terminated") return TERMINATED;
        if (reason === "over") return ready(params);
      }
    },
    clear() {
      pending.length = 0;
      wake("over");
    },
  };
}
