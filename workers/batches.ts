/**
 * Joins single calls into batches: what is asked for while a batch is under way makes the next one. At rest a call goes
 * alone and at once; under load many go together. `run` answers in the order it was asked.
 */
export function inBatches<In, Out>(
  run: (batch: In[]) => Promise<Out[]>,
  { most, atOnce = 1 }: { most: number; atOnce?: number },
): (item: In) => Promise<Out> {
  const waiting: { item: In; resolve: (out: Out) => void; reject: (error: unknown) => void }[] = [];
  let underWay = 0;
  const next = async () => {
    if (underWay >= atOnce || waiting.length === 0) return;
    underWay += 1;
    const batch = waiting.splice(0, most);
    try {
      const answers = await run(batch.map(({ item }) => item));
      for (const [index, { resolve }] of batch.entries()) resolve(answers[index]!);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
    underWay -= 1;
    void next();
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      // Whoever asks in the same turn comes along.
      setImmediate(() => void next());
    });
}
