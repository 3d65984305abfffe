/**
 * Joins single calls into batches: what is asked for while a batch is under way makes the next one. At rest a call goes
 * alone and at once; under load many go together. `run` answers in the order it was asked.
 */
export function inBatches<In, Out>(
  run: (batch: In[]) => Promise<Out[]>,
  { most }: { most: number },
): (item: In) => Promise<Out> {
  const waiting: { item: In; resolve: (out: Out) => void; reject: (error: unknown) => void }[] = [];
  let isUnderWay = false;
  const next = async () => {
    if (isUnderWay || waiting.length === 0) return;
    isUnderWay = true;
    const batch = waiting.splice(0, most);
    try {
      const answers = await run(batch.map(({ item }) => item));
      for (const [index, { resolve }] of batch.entries()) resolve(answers[index]!);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
    isUnderWay = false;
    void next();
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      // Whoever asks in the same turn comes along.
      setImmediate(() => void next());
    });
}
