import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Db, openDb } from "../../../src/db.ts";
import { applyImport, countChanges, planImport, readMapping } from "../../../src/imports/imports.ts";
import { testDatabase } from "../../support/database.ts";
import { MAPPING, photograph } from "./small-por.ts";

// The real table lies beside the repository and is never copied into it.
const REAL = join(import.meta.dirname, "../../../../shared/data/student-por.csv");
const there = existsSync(REAL);

describe.skipIf(!there)(
  `The real school table${there ? "" : " (skipped: no ../shared/data/student-por.csv)"}`,
  () => {
    let db: Db;
    let drop: () => Promise<void>;
    beforeAll(async () => {
      const database = await testDatabase();
      drop = database.drop;
      db = openDb(database.url, 4);
    });
    afterAll(async () => {
      await db?.$disconnect();
      await drop?.();
    });

    it("brings 649 pupils and their families in seconds, in silence, and the second time nothing", async () => {
      const mapping = await readMapping(MAPPING);
      const started = performance.now();
      const counts = await applyImport(db, await planImport(db, REAL, mapping));
      const seconds = (performance.now() - started) / 1000;
      expect(seconds).toBeLessThan(60);
      expect(counts).toMatchObject({
        pupils: { fresh: 649 },
        guardians: { fresh: 649 },
        buildings: { fresh: 2 },
        classes: { fresh: 8 },
        emails: { fresh: 249 },
        telegrams: { fresh: 249 },
        papers: { fresh: 151 },
        termMarks: { fresh: 1298 },
        finalMarks: { fresh: 649 },
      });
      expect(
        await db.contact.groupBy({ by: ["channel", "state"], _count: true, orderBy: { channel: "asc" } }),
      ).toEqual([
        { channel: "telegram", state: "confirmed", _count: 249 },
        { channel: "email", state: "confirmed", _count: 249 },
        { channel: "paper", state: "confirmed", _count: 151 },
      ]);
      expect(await db.finalMark.count({ where: { announcedVersion: 0 } })).toBe(1947);
      expect(await db.event.count({ where: { silent: true } })).toBe(1947);
      expect(await db.event.count({ where: { silent: false } })).toBe(0);
      expect(await db.notice.count()).toBe(0);

      const before = await photograph(db);
      const again = await planImport(db, REAL, mapping);
      expect(countChanges(again.counts)).toBe(0);
      await applyImport(db, again);
      expect(await photograph(db)).toEqual(before);
    }, 120_000);
  },
);
