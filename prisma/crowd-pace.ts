/** So many at once keep the database busy without waiting for each other; the pool is larger. */
const AT_ONCE = 8;

/** Does it for each, a few at a time, and returns what came of it in their order. */
export async function inParallel<Thing, Result>(
  things: Thing[],
  act: (thing: Thing, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = Array.from({ length: things.length });
  let next = 0;
  const hand = async () => {
    while (next < things.length) {
      const index = next++;
      results[index] = await act(things[index]!, index);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, hand));
  return results;
}
