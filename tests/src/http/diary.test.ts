import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { dateOf, setClock } from "../../../src/clock.ts";
import { buildApp } from "../../../src/http/app.ts";
import { homeFor } from "../../../src/http/home.ts";
import { setSettings } from "../../../src/settings.ts";
import {
  CHROMIUM,
  expectAccessible,
  expectNoSidewaysScroll,
  leftOut,
  openSite,
  type Site,
  weightOf,
} from "../../support/browser.ts";
import { diarySchool } from "../../support/diary-school.ts";
import { signInAs } from "../../support/sign-in.ts";
import { at, type TermSchool, WEEK } from "../../support/term-school.ts";
import { testConfig } from "../../support/test-config.ts";

/** Five pages are looked at. */
const LONG = { timeout: 60_000 };

let school: TermSchool;
let app: FastifyInstance;

beforeAll(async () => {
  school = await diarySchool();
  app = await buildApp({ db: school.db, config: testConfig() });
});
afterAll(async () => {
  setClock(null);
  await app.close();
  await school.close();
});

const signIn = (person: CastKey) => signInAs(app, school.db, school.cast[person].id);
const diaryOf = (pupil: CastKey) => `/pupils/${school.cast[pupil].id}/diary`;

test("Елена Сергеевна begins at the diary of the first child and turns to the other (R3, R43)", async () => {
  expect(await homeFor(school.db, school.cast.annaMother.id)).toBe("/diary");
  const mother = await signIn("annaMother");
  expect((await mother.get("/diary")).headers.location).toBe(diaryOf("misha"));
  const { body } = await mother.get(diaryOf("anna"));
  expect(body).toContain("Три отметки: одна пятёрка, две четвёрки. Пропущен один урок.");
  expect(body).toContain("§ 14, № 5 &lt;к доске>");
  expect(body).toContain("нет на уроке, болезнь");
  expect(body).toContain(`href="${diaryOf("misha")}"`);
});

test("Another week is reached by the arrows; one without anything says so", async () => {
  const mother = await signIn("annaMother");
  const { body } = await mother.get(`${diaryOf("anna")}?week=${WEEK.lastFriday}`);
  expect(body).toContain("Отметок на этой неделе нет.");
  expect(body).toContain(`href="${diaryOf("anna")}?week=${WEEK.monday}"`);
  expect((await mother.get(`${diaryOf("anna")}?week=soon`)).statusCode).toBe(400);
});

test("A day ahead says what is to be done for it", async () => {
  const { body } = await (await signIn("anna")).get(`${diaryOf("anna")}?week=${WEEK.nextMonday}`);
  expect(body).toContain("сделать");
  expect(body).toContain("упр. 12");
});

test("R49: a day ahead has the files of what is to be done for it, and there may be nothing else", async () => {
  const { db, cast } = school;
  const lesson = { subjectId: cast.subjects.algebra.id, date: dateOf(WEEK.friday) };
  const { id: lessonId, homework } = await db.lesson.findFirstOrThrow({ where: lesson });
  await db.lesson.update({ where: { id: lessonId }, data: { homework: null } });
  const file = { file: "none.txt", bytes: 1, sha256: "0", addedById: cast.smirnova.id, addedAt: new Date() };
  const { id } = await db.material.create({
    data: { lessonId, kind: "homework", name: "листок.txt", ...file },
  });
  const { body } = await (await signIn("anna")).get(`${diaryOf("anna")}?week=${WEEK.nextMonday}`);
  expect(body).toContain(`href="/materials/${id}"`);
  await db.material.delete({ where: { id } });
  await db.lesson.update({ where: { id: lessonId }, data: { homework } });
});

describe("Whose diary it is not", () => {
  test.each<[CastKey, CastKey, number]>([
    ["veraMother", "anna", 404],
    ["vera", "anna", 404],
    ["glebFather", "gleb", 404], // a court barred him
    ["belyaeva", "anna", 403], // teaches her English only
  ])("%s does not open that of %s (R1, R5)", async (person, pupil, refused) => {
    expect((await (await signIn(person)).get(diaryOf(pupil))).statusCode).toBe(refused);
  });

  test("The deputy head opens it, and who read it is written down (R34)", async () => {
    const { statusCode } = await (await signIn("gromova")).get(diaryOf("anna"));
    expect(statusCode).toBe(200);
    const read = { action: "diary.read", actorId: school.cast.gromova.id, pupilId: school.cast.anna.id };
    expect(await school.db.auditEntry.count({ where: read })).toBe(1);
  });

  test("Виктор Андреевич, whom a court barred, is told that no diary is open to him", async () => {
    const { body } = await (await signIn("glebFather")).get("/diary");
    expect(body).toContain("не открыт ни один дневник");
  });
});

test("A mark within its hold is not there for the family yet", async () => {
  await setSettings(school.db, { markHoldSeconds: 600 });
  await school.put("egor", "russian", { day: WEEK.thursday, value: "3", at: at(WEEK.thursday, 18, 0) });
  const egor = await signIn("egor");
  setClock(at(WEEK.thursday, 18, 5));
  expect((await egor.get(diaryOf("egor"))).body).toContain("Отметок на этой неделе нет.");
  setClock(at(WEEK.thursday, 18, 11));
  expect((await egor.get(diaryOf("egor"))).body).toContain("Одна отметка: одна тройка.");
  setClock(at(WEEK.friday, 18));
});

test("English stands beside Russian", async () => {
  const { db, cast } = school;
  await db.person.update({ where: { id: cast.annaFather.id }, data: { language: "en" } });
  const { body } = await (await signIn("annaFather")).get(diaryOf("anna"));
  expect(body).toContain('<html lang="en">');
  expect(body).toContain("absent from the lesson, illness");
});

describe.skipIf(!CHROMIUM)(`The pages of a family in Chromium${leftOut}`, () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite({ db: school.db });
  });
  afterAll(() => site.close());

  test.each(["phone", "desktop"] as const)(
    "Елена Сергеевна goes through them on a %s",
    LONG,
    async (size) => {
      const page = await site.visit(diaryOf("anna"), { as: school.cast.annaMother.id, size });
      for (const section of SECTIONS) {
        if (section !== SECTIONS[0]) await page.locator(".pupil a", { hasText: section }).click();
        expect(await page.locator(".pupil .tabs + .tabs a[aria-current]").textContent()).toBe(section);
        if (size === "phone") await expectAccessible(page);
        await expectNoSidewaysScroll(page);
        expect(await weightOf(page)).toBeLessThan(100_000);
      }
    },
  );

  test.each(["phone", "desktop"] as const)(
    "Анна looks what would come out, without any script, on a %s (R62)",
    LONG,
    async (size) => {
      const marks = await school.db.mark.count();
      const look = { as: school.cast.anna.id, size, withoutScripts: true } as const;
      const page = await site.visit(diaryOf("anna"), look);
      await page.locator(".pupil a", { hasText: "Отметки" }).click();
      await page.locator("main a", { hasText: "Алгебра" }).first().click();
      await page.locator('select[name="m1"]').selectOption("5");
      await page.getByRole("button", { name: "Посчитать" }).click();
      await page.getByText("Если добавить 5: средний").waitFor();
      expect(await school.db.mark.count()).toBe(marks);
      await page.context().close();
    },
  );
});

const SECTIONS = ["Дневник", "Отметки", "Итоговые", "Записки", "Переписка"];
