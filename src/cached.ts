/** Reads at most once in so long, however many ask; what failed is read again. */
export function cachedFor<Read>(ms: number, read: () => Promise<Read>): () => Promise<Read> {
  let kept: { until: number; reading: Promise<Read> } | null = null;
  return () => {
    if (kept && performance.now() < kept.until) return kept.reading;
    const reading = read();
    kept = { until: performance.now() + ms, reading };
    reading.catch(() => {
      kept = null;
    });
    return reading;
  };
}

/** The same for each key, kept apart. */
export function cachedEachFor<Key, Read>(
  ms: number,
  read: (key: Key) => Promise<Read>,
): (key: Key) => Promise<Read> {
  const kept = new Map<Key, () => Promise<Read>>();
  return (key) => {
    const known = kept.get(key) ?? cachedFor(ms, () => read(key));
    kept.set(key, known);
    return known();
  };
}
