import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { publish } from "../../../src/commands/publish.ts";
import type { Config } from "../../../src/config.ts";
import { type Db, openDb } from "../../../src/db.ts";
import { applyImport, planImport, readMapping } from "../../../src/imports/imports.ts";
import { testDatabase } from "../../support/database.ts";
import {
  fileOf,
  MAPPING,
  mappingWith,
  photograph,
  runImport,
  SMALL,
  smallWith,
  smallWithCell,
} from "./small-por.ts";

let db: Db;
let drop: () => Promise<void>;

beforeEach(async () => {
  const database = await testDatabase();
  drop = database.drop;
  db = openDb(database.url, 4);
});
afterEach(async () => {
  await db.$disconnect();
  await drop();
});

const apply = (file: string, mapping = MAPPING) => runImport(db, file, "--mapping", mapping, "--apply");
const person = (externalId: string) =>
  db.person.findUniqueOrThrow({ where: { externalId }, include: { contacts: true } });
const finalsOf = (externalId: string) =>
  db.finalMark.findMany({
    where: { pupil: { externalId } },
    include: { value: true, term: true, versions: true },
    orderBy: [{ kind: "asc" }, { term: { number: "asc" } }],
  });

describe("The same file again", () => {
  it("changes nothing and records no events", async () => {
    await apply(SMALL);
    const before = await photograph(db);
    expect(await apply(SMALL)).toContain("Ничего не изменилось и никому ничего не отправлено.");
    expect(await photograph(db)).toEqual(before);
  });

  it("changes nothing after the final marks were announced", async () => {
    await apply(SMALL);
    await publish(["--finals"], { db, config: {} as Config, say: () => {} });
    const before = await photograph(db);
    await apply(SMALL);
    expect(await photograph(db)).toEqual(before);
  });

  it("applied by two people at once is written once", async () => {
    const planned = await planImport(db, SMALL, await readMapping(MAPPING));
    await Promise.all([applyImport(db, planned), applyImport(db, planned)]);
    expect(await db.person.count()).toBe(24);
    expect(await db.auditEntry.count({ where: { action: "import.applied" } })).toBe(1);
  });

  it("saved by Excel, with semicolons, CRLF and a mark of UTF-8, is the same file", async () => {
    await apply(SMALL);
    const before = await photograph(db);
    const content = `\uFEFF${smallWith((cells) => cells)
      .replaceAll(",", ";")
      .replaceAll("\n", "\r\n")}\r\n\r\n`;
    const mapping = mappingWith({ source: { name: "por", title: "проверка" } });
    expect(await apply(fileOf(content), mapping)).toContain("Ничего не изменилось");
    expect(await photograph(db)).toEqual(before);
  });
});

describe("A changed value", () => {
  it("of a mark changes that mark alone, with its version, and silently", async () => {
    await apply(SMALL);
    const said = await apply(fileOf(smallWithCell(2, "G3", "15")));
    expect(said).toContain("Внесено: 0 новых записей, 1 изменённая.");
    const final = (await finalsOf("por:0001")).at(-1)!;
    expect(final).toMatchObject({ version: 2, value: { code: "15" } });
    expect(final.versions).toHaveLength(2);
    expect(await db.event.count({ where: { silent: false } })).toBe(0);
    expect(await db.event.count()).toBe(37);
  });

  it("of an announced mark waits for the next announcement", async () => {
    await apply(SMALL);
    const console = { db, config: {} as Config, say: () => {} };
    await publish(["--finals"], console);
    await apply(fileOf(smallWithCell(2, "G3", "15")));
    expect(await db.event.count({ where: { silent: false } })).toBe(12);
    await publish(["--finals"], console);
    expect(await db.event.count({ where: { silent: false, kind: "final.changed" } })).toBe(1);
  });

  it("of an age moves the pupil to the other class", async () => {
    await apply(SMALL);
    await apply(fileOf(smallWithCell(2, "age", "16")));
    const enrolments = await db.enrolment.findMany({
      where: { pupil: { externalId: "por:0001" } },
      include: { class: true },
    });
    expect(enrolments.map((enrolment) => enrolment.class.level)).toEqual([9]);
  });

  it("of the kind of contact revokes the old one, moves nobody else, and can be taken back", async () => {
    await apply(SMALL);
    await apply(fileOf(smallWithCell(2, "internet", "no")));
    const first = async () =>
      (await person("por:0001:guardian")).contacts.map(({ channel, state }) => [channel, state]).sort();
    expect(await first()).toEqual([
      ["email", "revoked"],
      ["paper", "confirmed"],
    ]);
    expect(await db.contact.count()).toBe(13);
    expect((await person("por:0002:guardian")).contacts).toMatchObject([
      { channel: "telegram", state: "confirmed" },
    ]);
    await apply(SMALL);
    expect(await first()).toEqual([
      ["email", "confirmed"],
      ["paper", "revoked"],
    ]);
  });
});

describe("What people did since", () => {
  it("a contact that was suspended and a consent that was withdrawn are not revived", async () => {
    await apply(SMALL);
    await db.contact.updateMany({
      where: { channel: "email" },
      data: { state: "suspended", suspendedReason: "addressRefused" },
    });
    await db.consent.updateMany({ data: { withdrawnAt: new Date() } });
    const before = await photograph(db);
    expect(await apply(SMALL)).toContain("приостановлены или отозваны: 5. Они такими и остаются.");
    expect(await photograph(db)).toEqual(before);
  });

  it("a real name entered by the secretary does not become a made-up one again", async () => {
    await apply(SMALL);
    await db.person.update({
      where: { externalId: "por:0001" },
      data: { surname: "Каренина", givenName: "Анна", placeholder: false },
    });
    await apply(fileOf(smallWithCell(2, "sex", "M")));
    expect(await person("por:0001")).toMatchObject({
      surname: "Каренина",
      givenName: "Анна",
      sex: "male",
      placeholder: false,
    });
  });

  it("pupils who left the file stay in the journal, and the plan says so", async () => {
    await apply(SMALL);
    const shorter = smallWith((cells) => cells)
      .split("\n")
      .slice(0, -1)
      .join("\n");
    const said = await runImport(db, fileOf(shorter), "--mapping", MAPPING);
    expect(said).toContain(
      "Людей этого источника, которых в файле больше нет: 2. Они остаются в журнале как есть.",
    );
  });

  it("the school's own calendar is not moved, and another class of that name is not taken over", async () => {
    await db.schoolYear.create({
      data: {
        name: "2026/2027",
        startsOn: new Date("2026-09-01"),
        endsOn: new Date("2027-05-31"),
        classes: { create: { level: 8, letter: "М" } },
      },
    });
    await expect(apply(SMALL)).rejects.toThrow("Класс 8М в журнале уже есть, здание «не указано»");
    await db.schoolClass.deleteMany();
    expect(await apply(SMALL)).toContain(
      "Учебный год 2026/2027: в журнале 01.09.2026–31.05.2027, в описании 01.09.2026–26.05.2027",
    );
    expect((await db.schoolYear.findFirstOrThrow()).endsOn).toEqual(new Date("2027-05-31"));
  });
});
