import { readFileSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { BadInput, NotFound } from "../../../src/errors.ts";
import { buildApp } from "../../../src/http/app.ts";
import type { App } from "../../../src/http/web.ts";
import {
  addMaterial,
  cleanName,
  listForPupil,
  listOfLesson,
  readMaterial,
  removeMaterial,
} from "../../../src/materials/materials.ts";
import { erasePerson } from "../../../src/personal-data/erasure.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { signInAs } from "../../support/sign-in.ts";
import { testConfig } from "../../support/test-config.ts";

const PDF = Buffer.from("%PDF-1.7 задание");
const ZIP = Buffer.from([0x50, 0x4b, 0x05, 0x06, ...Array(18).fill(0)]);

let school: TestSchool;
let app: App;
let dataDir: string;
beforeAll(async () => {
  school = await castSchool({ accounts: true });
  dataDir = await mkdtemp(join(tmpdir(), "materials-"));
  app = (await buildApp({ db: school.db, config: { ...testConfig(), dataDir } })) as never;
});
afterAll(async () => {
  await app.close();
  await school.close();
  await rm(dataDir, { recursive: true, force: true });
});

const id = (person: CastKey) => school.cast[person].id;
const by = (person: CastKey) => ({ actorId: id(person), source: "web" as const, silent: false });
const lessonId = () => school.today.algebra.id;
const lay = (name: string, bytes: Buffer) =>
  addMaterial(
    school.db,
    { lessonId: lessonId(), kind: "homework", pupilId: null, name, bytes, dataDir },
    by("smirnova"),
  );
const handIn = (pupil: CastKey, author: CastKey) =>
  addMaterial(
    school.db,
    { lessonId: lessonId(), kind: "work", pupilId: id(pupil), name: "Работа", bytes: PDF, dataDir },
    by(author),
  );

async function get(person: CastKey, url: string) {
  const { cookies } = await signInAs(app as never, school.db, id(person));
  return app.inject({ url: `/api${url}`, headers: { cookie: `vestnik=${cookies.vestnik}` } });
}

describe("R49: a file of a lesson", () => {
  test("is what its content says, whatever it is called, and keeps a clean name", async () => {
    const kept = await lay("../../Задание №5?.exe", PDF);
    expect(kept).toMatchObject({ name: "Задание 5.pdf", kind: "homework", pupilId: null });
    expect(kept.file).toMatch(/^[0-9a-f-]{36}\.pdf$/);
    expect(await lay("заметки.doc", Buffer.from("Прочитать параграф 7"))).toMatchObject({
      name: "заметки.txt",
    });
  });

  test("is never an archive, a program or a page of nothing", async () => {
    const program = readFileSync(process.execPath).subarray(0, 4096);
    for (const bytes of [ZIP, program, Buffer.alloc(0), Buffer.from([0, 1, 2])])
      await expect(lay("реферат.pdf", bytes)).rejects.toBeInstanceOf(BadInput);
  });

  test("over 20 MB is refused with what to do", async () => {
    const large = Buffer.concat([PDF, Buffer.alloc(20 * 1024 * 1024)]);
    await expect(lay("большой.pdf", large)).rejects.toThrow("Уменьшите его");
  });

  test("is kept once, however often it is sent, and leaves nothing on the disk beside", async () => {
    const first = await lay("Задание", PDF);
    const before = await readdir(join(dataDir, "files"));
    expect((await lay("Задание снова", PDF)).id).toBe(first.id);
    expect(await readdir(join(dataDir, "files"))).toEqual(before);
  });

  test("is served to the class's families as an attachment, and not to a family of another class", async () => {
    const { id: file } = await lay("Задание", PDF);
    const answer = await get("annaMother", `/materials/${file}`);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["content-disposition"]).toMatch(/^attachment; .*filename\*=UTF-8''/);
    expect(answer.headers["x-content-type-options"]).toBe("nosniff");
    expect((await get("voronina", `/materials/${file}`)).statusCode).toBe(200);
    expect((await get("zlataMother", `/materials/${file}`)).statusCode).toBe(404);
    expect((await get("osokina", `/materials/${file}`)).statusCode).toBe(403);
  });
});

test("R49: the diary on the site links to the files of a lesson for its family, and to nobody's for its staff", async () => {
  const { id: file } = await lay("Задание", PDF);
  const { id: work } = await handIn("anna", "annaMother");
  const diary = `/pupils/${id("anna")}/diary`;
  const page = async (person: CastKey, url: string) =>
    (await signInAs(app as never, school.db, id(person))).get(url);
  const { body } = await page("annaMother", diary);
  for (const href of [`/materials/${file}`, `/pupil-works/${work}`]) {
    expect(body).toContain(`href="${href}"`);
    const answer = await page("annaMother", href);
    expect([answer.statusCode, answer.headers["content-type"]]).toEqual([200, "application/pdf"]);
    expect((await page("zlataMother", href)).statusCode).toBe(404);
  }
  expect((await page("voronina", diary)).body).not.toContain(file);
});

describe("R49: a pupil's work", () => {
  test("is seen by the pupil, the family and the teacher, by no other family and not as a teacher's file", async () => {
    const { id: work } = await handIn("anna", "annaMother");
    for (const person of ["anna", "annaMother", "smirnova"] as const)
      expect((await get(person, `/pupil-works/${work}`)).statusCode, person).toBe(200);
    expect((await get("zlataMother", `/pupil-works/${work}`)).statusCode).toBe(404);
    expect((await get("gromova", `/materials/${work}`)).statusCode).toBe(404);
  });

  test("is on the teacher's list, and of the families on its own alone", async () => {
    const { id: work } = await handIn("anna", "annaMother");
    const idsOf = (all: { id: string }[]) => all.map((one) => one.id);
    expect(idsOf(await listOfLesson(school.db, lessonId()))).toContain(work);
    const of = (pupil: CastKey) => listForPupil(school.db, { lessonIds: [lessonId()], pupilId: id(pupil) });
    expect(idsOf(await of("anna"))).toContain(work);
    expect(idsOf(await of("gleb"))).not.toContain(work);
    expect(await of("zlata")).toEqual([]);
  });

  test("of a pupil who is not in the lesson is refused, and its file is not kept", async () => {
    const before = await readdir(join(dataDir, "files"));
    await expect(handIn("zlata", "zlataMother")).rejects.toBeInstanceOf(NotFound);
    expect(await readdir(join(dataDir, "files"))).toEqual(before);
  });

  test("is gone from the disk when it is taken away, and when its pupil is erased (R34)", async () => {
    const first = await handIn("anna", "annaMother");
    await removeMaterial(school.db, { id: first.id, dataDir }, by("annaMother"));
    await expect(readMaterial(school.db, { id: first.id, dataDir, of: "work" })).rejects.toBeInstanceOf(
      NotFound,
    );
    const second = await handIn("anna", "annaMother");
    const act = { number: "7", date: "2026-11-26" };
    await erasePerson(school.db, { personId: id("anna"), act, dataDir }, by("maltsev"));
    const files = await readdir(join(dataDir, "files"));
    for (const { file } of [first, second]) expect(files).not.toContain(file);
  });
});

test("R49: a name loses whatever a disk or a header could stumble over", () => {
  expect(cleanName('a\r\nb"c/..\\d.pdf')).toBe("a b c .. d");
  expect(cleanName("....")).toBe("файл");
});
