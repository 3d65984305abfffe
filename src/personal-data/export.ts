import { now } from "../clock.ts";
import { type Db, Prisma } from "../db.ts";
import { getPerson } from "../people/people.ts";
import { SECTIONS } from "./sections.ts";

/** Rows held at once, however long somebody has been at the school. */
const PAGE = 500;
/** Parts of the export by what a person calls them. */
const KEPT: Record<string, string[]> = {
  contacts: ["contacts"],
  papers: ["statements", "signedDocuments", "consents", "absenceDocuments"],
  family: ["guardianOf", "guardians"],
  marks: ["marks", "finals"],
  absences: ["absences"],
  excuses: ["excuses", "excusesGiven"],
  messages: ["messages"],
  trail: ["auditTrail"],
};

/**
 * Everything the system holds about a person (R34) as one JSON document, piece by piece: an object of lists, see
 * sections.ts. Kept files (scans, signatures) are named in it and given out by themselves.
 * @throws NotFound before the first piece
 */
export async function exportPerson(db: Db, personId: string): Promise<AsyncGenerator<string>> {
  await getPerson(db, personId);
  return pieces(db, personId);
}

/** What is kept about a person as they call it, of what there is any of. */
export async function countKept(db: Db, personId: string): Promise<{ kind: string; n: number }[]> {
  const counts = await countPersonal(db, personId);
  return Object.entries(KEPT)
    .map(([kind, parts]) => ({ kind, n: parts.reduce((sum, part) => sum + (counts.get(part) ?? 0), 0) }))
    .filter(({ n }) => n > 0);
}

/** How much of each part is kept about a person, by the names of the export. One query. */
async function countPersonal(db: Db, personId: string): Promise<Map<string, number>> {
  const counts = SECTIONS.map(
    ({ name, of }) => Prisma.sql`select ${name} as name, count(*)::int as n from (${of(personId)}) s`,
  );
  const rows = await db.$queryRaw<{ name: string; n: number }[]>(Prisma.join(counts, " union all "));
  return new Map(rows.map(({ name, n }) => [name, n]));
}

async function* pieces(db: Db, personId: string): AsyncGenerator<string> {
  yield `{"exportedAt":${JSON.stringify(now())}`;
  for (const { name, of } of SECTIONS) {
    yield `,\n${JSON.stringify(name)}:[`;
    let count = 0;
    for await (const rows of pagesOf(db, of(personId))) {
      yield rows.map((row) => `${count++ > 0 ? "," : ""}\n${row}`).join("");
    }
    yield "]";
  }
  yield "}\n";
}

/** By key, so that what is written meanwhile moves nothing out of its page. Each row is JSON as the database writes it. */
async function* pagesOf(db: Db, section: Prisma.Sql): AsyncGenerator<string[]> {
  let after = "";
  for (;;) {
    const rows = await db.$queryRaw<{ key: string; row: string }[]>(Prisma.sql`
      select key, row::text as row from (${section}) s where key > ${after} order by key limit ${PAGE}`);
    if (rows.length > 0) yield rows.map(({ row }) => row);
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.key;
  }
}
