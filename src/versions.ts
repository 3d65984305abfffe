import { Conflict, NotFound } from "./errors.ts";

/** A table whose rows count their changes. */
interface Versioned<Row, Data> {
  findUnique(args: { where: { id: string } }): PromiseLike<Row | null>;
  updateManyAndReturn(args: { where: { id: string; version: number }; data: Data }): PromiseLike<Row[]>;
}

/**
 * Edits the row that its reader saw in this version, and returns it before and after.
 * @throws NotFound there is no such row · Conflict it has another version by now; the row as it is comes with the error
 */
export async function editVersion<Row extends { version: number }, Data extends object>(
  table: Versioned<Row, Data & { version: { increment: number } }>,
  { id, version }: { id: string; version: number },
  data: Data,
): Promise<{ before: Row; after: Row }> {
  const before = await table.findUnique({ where: { id } });
  if (!before) throw new NotFound("Такой записи нет. Обновите список.");
  const [after] = await table.updateManyAndReturn({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  });
  if (after) return { before, after };
  throw new Conflict(
    "Запись за это время изменил кто-то другой. Посмотрите, что в ней теперь, и повторите.",
    await table.findUnique({ where: { id } }),
  );
}
