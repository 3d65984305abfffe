import type { FastifyInstance } from "fastify";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { setClock } from "../../../src/clock.ts";
import { buildApp } from "../../../src/http/app.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { signInAs } from "../../support/sign-in.ts";
import { testConfig } from "../../support/test-config.ts";

let school: TestSchool;
let app: FastifyInstance;
let url: string;

beforeAll(async () => {
  school = await castSchool();
  app = await buildApp({ db: school.db, config: testConfig() });
  url = `/lessons/${school.today.algebra.id}`;
});
afterEach(() => setClock(null));
afterAll(async () => {
  await app.close();
  await school.close();
});

const signIn = (person: CastKey) => signInAs(app, school.db, school.cast[person].id);
const markOf = async (pupil: CastKey) => {
  const { answer: workId } = school.today.algebra.works;
  const key = { workId, pupilId: school.cast[pupil].id };
  const mark = await school.db.mark.findUnique({ where: { workId_pupilId: key }, include: { value: true } });
  return mark?.value?.code ?? null;
};
const hidden = (body: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? "";
/** What the card's form sends when its main button is pressed. */
const saving = (text: string, body: string) => ({
  ...{ text, kind: "answer", act: "save" },
  ...{ seen: hidden(body, "seen"), confirm: hidden(body, "confirm") },
});

describe("What a teacher types in one line", () => {
  test("is shown as it was understood, and saved as it was shown", async () => {
    const teacher = await signIn("smirnova");
    const text = "2-5 12-4, Ким н";
    const { body } = await teacher.post(`${url}/quick`, { text, kind: "answer" });
    expect(body).toMatch(/Белова Дарья<\/b> 5[\s\S]*Ким Роман<\/b> н[\s\S]*Кравцова Анна<\/b> 4/);
    expect(await markOf("anna")).toBeNull();
    const saved = await teacher.post(`${url}/quick`, saving(text, body));
    expect(saved.statusCode).toBe(303);
    expect([await markOf("darya"), await markOf("anna")]).toEqual(["5", "4"]);
    const { body: lesson } = await teacher.get(String(saved.headers.location));
    expect(lesson).toContain("Записано: Белова Дарья 5; Кравцова Анна 4.");
    expect(lesson).toContain(`action="${url}/undo"`);
  });

  test("is taken back with one button while the hold runs", async () => {
    const teacher = await signIn("smirnova");
    const text = "14-5";
    const { body } = await teacher.post(`${url}/quick`, { text, kind: "answer" });
    const saved = await teacher.post(`${url}/quick`, saving(text, body));
    const at = /saved=(\d+)/.exec(String(saved.headers.location))![1]!;
    const undone = await teacher.post(`${url}/undo`, { at });
    expect((await teacher.get(String(undone.headers.location))).body).toContain("Отметки отменены");
    expect(await markOf("vera")).toBeNull();
    expect(await markOf("anna")).toBe("4");
  });

  test("asks who is meant where two are called so, and the answer is one of the buttons", async () => {
    const teacher = await signIn("smirnova");
    const text = "Ива 4";
    const { body } = await teacher.post(`${url}/quick`, { text, kind: "answer" });
    const [, key, id] = /name="choice\.([^"]+)" value="([^"]+)"/.exec(body) ?? [];
    expect(body).not.toContain('name="seen"');
    const answered = await teacher.post(`${url}/quick`, {
      text,
      kind: "answer",
      [`choice.${key}`]: id!,
    });
    expect(answered.body).toContain('name="seen"');
    expect(answered.body).not.toContain("<legend>");
  });

  test("says what was not understood, with an example, and keeps every letter", async () => {
    const { body } = await (await signIn("smirnova")).post(`${url}/quick`, {
      text: "Пушкин 5",
      kind: "answer",
    });
    expect(body).toContain("«Пушкин");
    expect(body).toContain("в классе такого нет");
    expect(body).toMatch(/<textarea[^>]*>Пушкин 5<\/textarea>/);
    expect(body).not.toContain('name="seen"');
  });

  test("asks once more where the one it is about is absent, and where the lesson has changed since", async () => {
    const teacher = await signIn("smirnova");
    const text = "11-5";
    const { body } = await teacher.post(`${url}/quick`, { text, kind: "answer" });
    const asked = await teacher.post(`${url}/quick`, saving(text, body));
    expect(asked.statusCode).toBe(409);
    expect(asked.body).toContain("Отметка тем, кого нет на уроке");
    expect(await markOf("roman")).toBeNull();
    const stale = await teacher.post(`${url}/quick`, { ...saving(text, asked.body), seen: "other" });
    expect(stale.body).toContain("За это время урок изменился");
    expect((await teacher.post(`${url}/quick`, saving(text, asked.body))).statusCode).toBe(303);
    expect(await markOf("roman")).toBe("5");
  });
});

test("Topic, homework for all and for one are written together, and shown as they stand (R7)", async () => {
  const { db, cast, today } = school;
  const teacher = await signIn("smirnova");
  const { body } = await teacher.get(`${url}/words`);
  const standing = { "was.topic": today.algebra.topic, "was.homework": today.algebra.homework };
  expect(body).toContain(today.algebra.topic);
  const form = {
    ...standing,
    topic: "Многочлены",
    homework: "§ 24",
    taskFor: cast.vera.id,
    taskText: "№ 500",
  };
  expect((await teacher.post(`${url}/words`, form)).statusCode).toBe(303);
  const lesson = await db.lesson.findUniqueOrThrow({
    where: { id: today.algebra.id },
    include: { tasks: true },
  });
  expect(lesson).toMatchObject({ topic: "Многочлены", homework: "§ 24", tasks: [{ text: "№ 500" }] });
  const late = await teacher.post(`${url}/words`, { ...form, topic: "Другая тема" });
  expect(late.statusCode).toBe(409);
  expect(late.body).toContain("Другая тема");
});

test("The roll is taken pupil by pupil; who is late is noted with the minutes", async () => {
  const { db, cast, today } = school;
  const teacher = await signIn("smirnova");
  const { body } = await teacher.get(`${url}/roll`);
  const form = {
    version: hidden(body, "version"),
    [`k.${cast.egor.id}`]: "late",
    [`m.${cast.egor.id}`]: "7",
  };
  expect((await teacher.post(`${url}/roll`, form)).statusCode).toBe(303);
  const late = await db.absence.findFirstOrThrow({
    where: { lessonId: today.algebra.id, pupilId: cast.egor.id },
  });
  expect(late).toMatchObject({ kind: "late", lateMinutes: 7 });
  const wrong = await teacher.post(`${url}/roll`, { ...form, version: "99", [`m.${cast.egor.id}`]: "300" });
  expect(wrong.statusCode).toBe(422);
});

test("The day after nothing of it can be written, and who reads only gets no form (R11)", async () => {
  for (const person of ["gromova", "voronina"] as const) {
    const reader = await signIn(person);
    expect((await reader.get(`${url}/words`)).body).not.toContain("<textarea");
    expect((await reader.get(`${url}/roll`)).body).not.toContain('type="radio"');
    expect((await reader.post(`${url}/quick`, { text: "2-5" })).statusCode).toBe(403);
  }
  setClock(new Date(Date.now() + 24 * 3_600_000));
  const { body } = await (await signIn("smirnova")).get(`${url}/words`);
  expect(body).toContain("Тему и задание записывает учитель, в день урока.");
});
