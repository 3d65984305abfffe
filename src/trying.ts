import type { Db, Tx } from "./db.ts";

/** Undoes what was tried. */
class Tried extends Error {}

/** What an act would come to: it is carried out, and taken back. @throws as the act */
export async function tryOut<Result>(db: Db, act: (tx: Tx) => Promise<Result>): Promise<Result> {
  let result: { of: Result } | null = null;
  await db
    .$transaction(async (tx) => {
      result = { of: await act(tx) };
      throw new Tried();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Tried)) throw error;
    });
  return result!.of;
}
