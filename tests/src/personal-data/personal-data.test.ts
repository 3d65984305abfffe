import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setClock } from "../../../src/clock.ts";
import { keepFile } from "../../../src/files.ts";
import { erasePerson } from "../../../src/personal-data/erasure.ts";
import { exportPerson } from "../../../src/personal-data/export.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { makeThings } from "../../support/things.ts";

const NOW = new Date("2026-11-26T03:00:00Z");
const dataDir = mkdtempSync(join(tmpdir(), "vestnik-erasure-"));

let school: TestSchool;
beforeAll(async () => {
  setClock(NOW);
  school = await castSchool({ accounts: true });
  await makeThings(school);
});
afterAll(async () => {
  setClock(null);
  await school.close();
});

async function exported(personId: string): Promise<Record<string, Record<string, unknown>[]>> {
  let text = "";
  for await (const piece of await exportPerson(school.db, personId)) text += piece;
  return JSON.parse(text);
}

const by = () => ({ actorId: school.cast.maltsev.id, source: "web", silent: false }) as const;
const act = { number: "7", date: "2026-11-26" };
const erase = (personId: string) => erasePerson(school.db, { personId, act, dataDir }, by());

describe("Everything that is kept about a person (R34)", () => {
  test("is in the pupil's file: card, class, guardians, marks with their versions, excuses, who looked", async () => {
    const { cast } = school;
    const file = await exported(cast.anna.id);
    expect(file.card).toMatchObject([{ surname: "Кравцова", givenName: "Анна" }]);
    expect(file.enrolments).toMatchObject([{ class: "7А" }]);
    expect(file.guardians!.map(({ name }) => name)).toContain("Кравцова Елена Сергеевна");
    expect(file.marks).toMatchObject([
      { mark: "4", subject: "алгебра", versions: [{ version: 1, mark: "4" }] },
    ]);
    expect(file.excuses).toMatchObject([{ text: "К врачу" }]);
  });

  test("is in the mother's: contacts, consents, messages with their texts, and no secret of anybody", async () => {
    const { cast, db } = school;
    await db.delivery.updateMany({
      where: { personId: cast.annaMother.id },
      data: { text: "Анна: алгебра — 4" },
    });
    const file = await exported(cast.annaMother.id);
    expect(file.contacts).toMatchObject([{ channel: "telegram", address: "7001012" }]);
    expect(file.consents).toMatchObject([{ purpose: "messages" }]);
    expect(file.messages!.map(({ text }) => text)).toContain("Анна: алгебра — 4");
    expect(file.guardianOf!.map(({ name }) => name)).toContain("Кравцова Анна");
    expect(JSON.stringify(file)).not.toMatch(/argon2|passwordHash|codeHash|pinHash/);
    // The father's own address is nobody's but his.
    expect(JSON.stringify(file)).not.toContain("kravtsov@");
  });

  test("comes whole where one part has more rows than are held at once", async () => {
    const { cast, db } = school;
    const entry = { action: "diary.read", via: "web", pupilId: cast.misha.id } as const;
    await db.auditEntry.createMany({ data: Array.from({ length: 1203 }, () => entry) });
    expect((await exported(cast.misha.id)).auditTrail).toHaveLength(1203);
  });

  test("names every table that hangs on a person, so that a new one is not forgotten", async () => {
    const rows = await school.db.$queryRaw<{ table: string }[]>`
      select distinct conrelid::regclass::text as table from pg_constraint where contype = 'f' and confrelid = '"Person"'::regclass`;
    const { SECTIONS } = await import("../../../src/personal-data/sections.ts");
    const told = SECTIONS.map(({ of }) => of(school.cast.anna.id).sql).join(" ");
    const missing = rows.map(({ table }) => table).filter((table) => !told.includes(table));
    // Papers of the school, where a person is only the one who did it; and what other parts of the file tell already.
    expect(missing.sort()).toEqual(NOT_ABOUT_SOMEBODY);
  });
});

const NOT_ABOUT_SOMEBODY = [
  '"AbsenceDay"', // when what stands in absences was told
  '"AbsenceVersion"',
  '"Event"', // the outbox: ids of the facts above
  '"IndividualTaskVersion"',
  '"LessonVersion"',
  '"Setting"',
  '"Substitution"',
];

describe("An erasure (R34)", () => {
  test("takes addresses, consents, documents, files and texts away and leaves the journal", async () => {
    const { cast, db } = school;
    const personId = cast.annaMother.id;
    const scan = await keepFile(dataDir, Buffer.from("%PDF-1.7"), "pdf");
    await db.statement.create({
      data: { personId, number: "12", date: new Date("2026-09-01"), about: "contacts", scan },
    });
    await db.botChat.create({ data: { chatId: "7001012", personId, updatedAt: new Date() } });
    const draft = { lessonId: randomUUID(), text: "3-5", kindCode: "answer", choices: {} };
    await db.botDraft.create({
      data: { ...draft, chatId: "7001012", updateId: 1, personId, createdAt: new Date() },
    });
    await db.entryLink.create({ data: { tokenHash: "0", personId, createdAt: NOW, expiresAt: NOW } });
    const { id: excuseId } = await db.excuse.findFirstOrThrow({ where: { givenById: personId } });
    const photo = await keepFile(dataDir, Buffer.from([0xff, 0xd8, 0xff]), "jpg");
    await db.excuseFile.create({ data: { excuseId, file: photo, sha256: "0", addedAt: NOW } });
    const before = await exported(personId);
    expect(before.botChats).toMatchObject([{ chat: "7001012" }]);
    expect(before.botDrafts).toMatchObject([{ text: "3-5" }]);
    expect(before.excuseFiles).toMatchObject([{ excuse: excuseId }]);
    const marks = await db.mark.count();
    const { removed, kept } = await erase(personId);
    expect(existsSync(join(dataDir, "files", photo))).toBe(false);
    expect(await db.excuseFile.count()).toBe(0);
    expect([await db.botChat.count(), await db.botDraft.count(), await db.entryLink.count()]).toEqual([
      0, 0, 0,
    ]);
    expect(removed).toMatchObject({ contacts: 1, consents: 1 });
    expect(kept.length).toBeGreaterThan(2);
    expect(existsSync(join(dataDir, "files", scan))).toBe(false);
    const file = JSON.stringify(await exported(personId));
    for (const gone of ["7001012", "алгебра — 4", scan]) expect(file, gone).not.toContain(gone);
    expect(await db.mark.count()).toBe(marks);
    expect(await db.auditEntry.count({ where: { action: "person.erased", objectId: personId } })).toBe(1);
  });

  test("may be repeated, and touches nobody else", async () => {
    const { cast, db } = school;
    const { removed } = await erase(cast.annaMother.id);
    expect(Object.values(removed).every((count) => count === 0)).toBe(true);
    expect(await db.contact.count({ where: { personId: cast.annaFather.id, state: "confirmed" } })).toBe(1);
  });

  test("waits while a message is leaving, so that its text does not come back", async () => {
    const { cast, db } = school;
    const personId = cast.zlataMother.id;
    await db.delivery.updateMany({ where: { personId }, data: { state: "sending" } });
    await expect(erase(personId)).rejects.toThrow("Повторите через минуту");
    expect(await db.contact.count({ where: { personId, state: "confirmed" } })).toBe(1);
  });

  test("drops what waits to leave, and says why", async () => {
    const { cast, db } = school;
    const personId = cast.zlataMother.id;
    await db.delivery.updateMany({ where: { personId }, data: { state: "waiting" } });
    await erase(personId);
    const left = await db.delivery.findMany({ where: { personId } });
    expect(left.map(({ state, reason }) => [state, reason])).toEqual([["dropped", "erased"]]);
  });
});
