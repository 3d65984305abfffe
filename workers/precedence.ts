/** Who goes first in a channel: while something urgent stands before its call, nothing else sets out. */
export interface Precedence {
  /** Announces something urgent; the answer is called when it no longer stands in line, as often as one likes. */
  enter(): () => void;
  /** Settles when nothing urgent stands in line. */
  clear(): Promise<void>;
}

export function openPrecedence(): Precedence {
  const inLine = new Set<symbol>();
  let waiting: (() => void)[] = [];
  return {
    enter() {
      const place = Symbol();
      inLine.add(place);
      return () => {
        inLine.delete(place);
        if (inLine.size > 0) return;
        for (const goOn of waiting) goOn();
        waiting = [];
      };
    },
    async clear() {
      while (inLine.size > 0) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}
