/** More from one chat within the window is no conversation; a teacher who ticks a roll stays below it. */
const MOST = 30;
const WINDOW_MS = 10_000;

export interface Flood {
  /** `warn`: said once, when it becomes too much; `silent`: until it has been calm for a while. */
  note(chatId: string): "calm" | "warn" | "silent";
}

export function createFlood(clock: () => number = () => performance.now()): Flood {
  const chats = new Map<string, { times: number[]; warned: boolean }>();
  return {
    note(chatId) {
      const at = clock();
      const known = chats.get(chatId) ?? { times: [], warned: false };
      const times = [...known.times.filter((time) => time > at - WINDOW_MS), at].slice(-MOST - 1);
      const tooMany = times.length > MOST;
      const verdict = !tooMany ? "calm" : known.warned ? "silent" : "warn";
      chats.set(chatId, { times, warned: tooMany });
      if (chats.size > 1000) forgetOld(chats, at);
      return verdict;
    },
  };
}

function forgetOld(chats: Map<string, { times: number[] }>, at: number): void {
  for (const [chatId, { times }] of chats) if (times.at(-1)! < at - WINDOW_MS) chats.delete(chatId);
}
