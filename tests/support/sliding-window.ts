/** Moments are milliseconds of a monotonic clock and come in order. */

export interface Arrivals {
  readonly count: number;
  note(at: number): void;
  /** The most arrivals any window of this length has held, its edge excluded. */
  maxInWindow(windowMs: number): number;
  clear(): void;
}

export function createArrivals(): Arrivals {
  const moments: number[] = [];
  return {
    get count() {
      return moments.length;
    },
    note(at) {
      moments.push(at);
    },
    maxInWindow(windowMs) {
      let most = 0;
      let first = 0;
      for (const [last, at] of moments.entries()) {
        while (at - moments[first]! >= windowMs) first += 1;
        most = Math.max(most, last - first + 1);
      }
      return most;
    },
    clear() {
      moments.length = 0;
    },
  };
}

export interface SlidingLimit {
  /** How long until one more fits; 0 when it fits now. */
  waitMs(at: number): number;
  take(at: number): void;
}

/** At most `limit` in any window of `windowMs`, wherever it begins; a window that is reset lets twice as many pass. */
export function createSlidingLimit(limit: number, windowMs = 1_000): SlidingLimit {
  const taken: number[] = [];
  return {
    waitMs(at) {
      while (taken.length > 0 && at - taken[0]! >= windowMs) taken.shift();
      return taken.length < limit ? 0 : taken[taken.length - limit]! + windowMs - at;
    },
    take(at) {
      taken.push(at);
    },
  };
}
