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
