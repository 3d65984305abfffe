import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { publish } from "../../../src/commands/publish.ts";
import type { Config } from "../../../src/config.ts";
import { type Db, openDb } from "../../../src/db.ts";
import { applyImport, planImport, readMapping } from "../../../src/imports/imports.ts";
import { testDatabase } from "../../support/database.ts";
import {
  columnAt,
  fileOf,
  MAPPING,
  mappingWith,
  photograph,
  runImport,
  SMALL,
  smallWith,
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

describe("A dry run", () => {
  it("shows a plan a person can read and changes nothing", async () => {
    const before = await photograph(db);
    const said = await runImport(db, SMALL, "--mapping", MAPPING);
    expect(said).toMatchSnapshot();
    expect(await photograph(db)).toEqual(before);
  });
});

describe("An applied file", () => {
  it("puts families, marks and contacts into the journal and tells nobody", async () => {
    const said = await apply(SMALL);
    expect(said).toContain("Никому ничего не отправлено.");
    expect(said).toContain(
      "Итоговых отметок, о которых семьи ещё не знают: 12. Объявить их: npm run publish -- --finals",
    );
    expect(await db.person.count({ where: { placeholder: true } })).toBe(24);
    expect(await db.event.count({ where: { silent: true, routedAt: { not: null } } })).toBe(36);
    expect(await db.event.count({ where: { silent: false } })).toBe(0);
    expect(await db.notice.count()).toBe(0);
    expect(await db.delivery.count()).toBe(0);
    const audit = await db.auditEntry.findMany({ where: { action: "import.applied" } });
    expect(audit).toHaveLength(1);
    expect(audit[0]).toMatchObject({
      via: "import",
      actorId: null,
      details: { source: "por", file: "small-por.csv", rows: 12 },
    });
  });

  it("gives a pupil a marked name, a class, a building and three marks", async () => {
    await apply(SMALL);
    const pupil = await db.person.findUniqueOrThrow({
      where: { externalId: "por:0004" },
      include: {
        enrolments: { include: { class: { include: { building: true } } } },
        guardians: { include: { guardian: true } },
      },
    });
    expect(pupil).toMatchObject({
      surname: "Заглушка-0004",
      givenName: "Ученик",
      sex: "male",
      birthDate: null,
      placeholder: true,
    });
    expect(pupil.enrolments[0]?.class).toMatchObject({ level: 11, letter: "Г", building: { code: "gp" } });
    expect(pupil.guardians).toHaveLength(1);
    expect(pupil.guardians[0]).toMatchObject({
      kinship: "mother",
      guardian: { surname: "Заглушка-0004", givenName: "Мать" },
    });
    const finals = await finalsOf("por:0004");
    expect(
      finals.map(({ kind, value, term, announcedVersion }) => [
        kind,
        term?.kind,
        term?.number,
        value.code,
        announcedVersion,
      ]),
    ).toEqual([
      ["term", "halfYear", 1, "20", 0],
      ["term", "halfYear", 2, "19", 0],
      ["final", undefined, undefined, "20", 0],
    ]);
    expect((await finalsOf("por:0001")).map(({ term }) => term?.kind)).toEqual([
      "quarter",
      "quarter",
      undefined,
    ]);
  });

  it("reaches families with internet by email and Telegram in turn, the others on paper, each by its statement", async () => {
    await apply(SMALL);
    const contacts = await db.contact.findMany({
      include: { statement: true, person: true },
      orderBy: { person: { externalId: "asc" } },
    });
    expect(contacts.map(({ channel }) => channel)).toEqual([
      "email",
      "telegram",
      "paper",
      "email",
      "telegram",
      "paper",
      "email",
      "telegram",
      "email",
      "paper",
      "telegram",
      "email",
    ]);
    expect(contacts[0]).toMatchObject({
      address: "family-0001@por.invalid",
      state: "confirmed",
      origin: "statement",
      confirmedHow: "statement",
      statement: { number: "ПОР-0001", about: "contacts", date: new Date("2026-09-01") },
      person: { externalId: "por:0001:guardian" },
    });
    expect(contacts[1]).toMatchObject({ address: "999660000002", state: "confirmed" });
    expect(contacts[2]).toMatchObject({ address: contacts[2]!.personId, statement: { about: "paper" } });
    expect(await db.consent.count({ where: { purpose: "messages" } })).toBe(12);
  });

  it("without a statement leaves contacts unconfirmed; the statement that comes later confirms them", async () => {
    const { statement, ...contacts } = JSON.parse(readFileSync(MAPPING, "utf8")).contacts;
    expect(statement).toBeDefined();
    await apply(SMALL, mappingWith({ contacts }));
    expect(await db.contact.count({ where: { state: "unconfirmed", statementId: null } })).toBe(12);
    await apply(SMALL);
    expect(await db.contact.count({ where: { state: "confirmed", statementId: { not: null } } })).toBe(12);
    expect(await db.contact.count()).toBe(12);
  });

  it("tells how far it is", async () => {
    const planned = await planImport(db, SMALL, await readMapping(MAPPING));
    const steps: [number, number][] = [];
    await applyImport(db, planned, (done, total) => steps.push([done, total]));
    expect(steps.length).toBeGreaterThan(5);
    expect(steps.at(-1)![0]).toBe(steps.at(-1)![1]);
  });
});

describe("Announcing", () => {
  it("says what is waiting, announces it once, and then has nothing to announce", async () => {
    await apply(SMALL);
    const said: string[] = [];
    const console = { db, config: {} as Config, say: (line: string) => said.push(line) };
    for (const args of [[], ["--finals"], ["--finals"], []]) expect(await publish(args, console)).toBe(0);
    expect(said).toEqual([
      "Итоговых отметок, о которых семьи ещё не знают: 12. Объявить их: npm run publish -- --finals",
      "Объявлено итоговых отметок: 12. Сообщения уходят семьям сейчас; как они доходят, показывает npm run status",
      "Объявлять нечего: обо всех итоговых отметках семьи уже знают.",
      "Объявлять нечего: обо всех итоговых отметках семьи уже знают.",
    ]);
    const events = await db.event.findMany({ where: { silent: false } });
    const finals = await db.finalMark.findMany({ where: { kind: "final" } });
    expect(events.map(({ factId }) => factId).sort()).toEqual(finals.map(({ id }) => id).sort());
    await expect(publish(["--terms"], console)).rejects.toThrow(
      "Команда написана не так: npm run publish -- --finals",
    );
  });
});

describe("A file of names and addresses", () => {
  it("is read by the columns it has, in windows-1251 too", async () => {
    const mapping = mappingWith({
      source: { name: "base", title: "выгрузка школы", encoding: "windows-1251" },
      key: { column: "health" },
      class: { level: { value: 5 }, letter: { value: "А" } },
      building: undefined,
      pupil: {
        surname: { column: "Mjob" },
        givenName: { column: "Fjob" },
        birthDate: { column: "reason", format: "dd.mm.yyyy", emptyAllowed: true },
      },
      contacts: { way: { value: "email" }, email: { column: "address" } },
      ignore: [{ columns: ["school", "sex", "age", ...MORE], why: "проверка" }],
    });
    const named = smallWith((cells, line) =>
      line === 1
        ? cells
        : cells
            .with(columnAt("health"), `K${line}`)
            .with(columnAt("Mjob"), "Петрова")
            .with(columnAt("Fjob"), "Мария")
            .with(columnAt("reason"), line === 2 ? "28.05.2015" : "")
            .with(columnAt("address"), `p${line}@example.org`),
    );
    await apply(fileOf(encode1251(named)), mapping);
    expect(await person("base:K2")).toMatchObject({
      surname: "Петрова",
      placeholder: false,
      birthDate: new Date("2015-05-28"),
    });
    expect((await person("base:K3")).birthDate).toBeNull();
    expect(
      await db.contact.count({ where: { state: "unconfirmed", address: { endsWith: "@example.org" } } }),
    ).toBe(12);
  });
});

const MORE =
  "famsize,Pstatus,Medu,Fedu,traveltime,studytime,failures,schoolsup,famsup,paid,activities,nursery,higher,internet,romantic,famrel,freetime,goout,Dalc,Walc,absences".split(
    ",",
  );

function encode1251(text: string): Buffer {
  return Buffer.from(
    [...text].map((letter) =>
      /[А-я]/.test(letter) ? letter.charCodeAt(0) - 0x410 + 0xc0 : letter.charCodeAt(0),
    ),
  );
}
