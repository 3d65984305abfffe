import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CastKey } from "../../prisma/cast.ts";
import { dateOf, setClock } from "../../src/clock.ts";
import { addEntries } from "../../src/curriculum/timetable.ts";
import { setSettings } from "../../src/settings.ts";
import {
  CHROMIUM,
  expectNoSidewaysScroll,
  type Look,
  leftOut,
  openSite,
  type Site,
} from "../support/browser.ts";
import { castSchool, type TestSchool } from "../support/school.ts";

/** A Thursday morning in the school, in the middle of algebra. */
const NOW = new Date("2026-11-26T03:00:00Z");
const FRIDAY = "2026-11-27";
/** Each way is gone on a phone and at a desk, about another pupil. */
const WAYS = [
  { size: "phone", theme: "light", pupil: "egor", typed: "Лаптев" },
  { size: "desktop", theme: "dark", pupil: "vera", typed: "Мельникова" },
] as const satisfies (Look & { pupil: CastKey; typed: string })[];
const STEP = { timeout: 10_000 };

describe.skipIf(!CHROMIUM)(`A day of the school's people${leftOut}`, () => {
  let school: TestSchool;
  let site: Site;

  beforeAll(async () => {
    setClock(NOW);
    school = await castSchool({ now: NOW });
    await prepare(school);
    site = await openSite({ db: school.db });
  });
  afterAll(async () => {
    setClock(null);
    await site?.close();
    await school?.close();
  });

  const open = async (person: CastKey, path: string, { size, theme }: Look) => {
    const page = await site.visit(path, { as: school.cast[person].id, size: size!, theme: theme! });
    page.setDefaultTimeout(STEP.timeout);
    return page;
  };

  test.each(WAYS)(
    "The teacher types a line, saves it, takes it back, and sets the finals on a $size",
    async (way) => {
      const { db, cast, today } = school;
      const page = await open("smirnova", `/lessons/${today.algebra.id}/quick`, way);
      await page.fill("#text", `${way.typed} 5`);
      await press(page, "Понять");
      await press(page, "Записать");
      await page.getByText(/Записано: .* 5/).waitFor();
      expect(await marksOf(way.pupil)).toEqual(["5"]);
      await press(page, "Отменить отметки");
      await page.waitForURL(/undone/);
      expect(await marksOf(way.pupil)).toEqual([null]);

      await page.goto(`${site.url}/lessons/${today.algebra.id}`);
      await page.getByRole("link", { name: "Журнал класса" }).click();
      await page.getByRole("link", { name: "Итоги класса" }).click();
      await expectNoSidewaysScroll(page);
      await page.selectOption(`#m-${cast[way.pupil].id}`, "4");
      await press(page, "Записать отметки");
      await page.getByText("Семьи узнают").waitFor();
      const set = await db.finalMark.findMany({
        where: { pupilId: cast[way.pupil].id },
        include: { value: true },
      });
      expect(set.map(({ value }) => value.code)).toEqual(["4"]);
      await page.context().close();
    },
  );

  test.each(WAYS)(
    "The class teacher confirms an excuse, sets a reason and writes to the class on a $size",
    async (way) => {
      const { db, cast, today } = school;
      const pupilId = cast[way.pupil].id;
      const classId = cast.classes.sevenA.id;
      const day = dateOf("2026-11-26");
      const text = `К врачу, ${way.size}`;
      const given = { givenById: cast.annaMother.id, givenAt: NOW, source: "web" as const };
      await db.excuse.create({ data: { pupilId: cast.anna.id, from: day, to: day, text, ...given } });
      const absent = { kind: "absent" as const, byId: cast.smirnova.id, at: NOW, source: "web" as const };
      await db.absence.create({
        data: {
          ...{ lessonId: today.algebra.id, pupilId, kind: "absent", setAt: NOW },
          versions: { create: { version: 1, ...absent } },
        },
      });
      const page = await open("gromova", `/classes/${classId}/excuses`, way);
      const confirm = page.locator("li", { hasText: text }).getByRole("button", { name: "Прочитано" });
      await confirm.click();
      await confirm.waitFor({ state: "detached" });
      expect(await db.excuse.count({ where: { text, state: "confirmed" } })).toBe(1);

      await page.goto(`${site.url}/classes/${classId}/absences`);
      const form = page.locator(`#reason-${pupilId}`);
      await form.locator("select").selectOption("illness");
      await form.getByRole("button").click();
      await form.waitFor({ state: "detached" });
      const { reason } = await db.absence.findFirstOrThrow({ where: { pupilId } });
      expect(reason).toBe("illness");

      await page.goto(`${site.url}/classes/${classId}/announcements`);
      await page.fill("#announcement-title", `Собрание, ${way.size}`);
      await page.locator("#announcement").getByRole("button").click();
      await page.locator("#send").getByRole("button").click();
      await page.locator("#send").waitFor({ state: "detached" });
      await expectNoSidewaysScroll(page);
      await page.context().close();
    },
  );

  test.each(WAYS)(
    "The deputy head approves a correction and lets a lesson fall out on a $size",
    async (way) => {
      const { db, cast, today } = school;
      const pupilId = cast[way.pupil].id;
      const workId = today.algebra.works.test;
      const mark = { valueId: cast.values["3"], setAt: NOW, enteredOn: today.algebra.date };
      const first = { version: 1, valueId: cast.values["3"], at: NOW, source: "web" as const };
      await db.mark.create({ data: { workId, pupilId, ...mark, versions: { create: first } } });
      await db.correction.create({
        data: {
          ...{
            kind: "mark",
            state: "requested",
            pupilId,
            workId,
            wasVersion: 1,
            reason: "Ошибка при подсчёте",
          },
          ...{ wasValueId: cast.values["3"], wantedValueId: cast.values["5"] },
          ...{ askedById: cast.smirnova.id, askedAt: NOW, source: "web" },
        },
      });
      const page = await open("voronina", "/control/corrections", way);
      await page.locator("input[name=act]").first().fill("14");
      await press(page, "Разрешить: 5");
      await page.getByText("Решать нечего").waitFor();
      const corrected = await db.mark.findUniqueOrThrow({
        where: { workId_pupilId: { workId, pupilId } },
        include: { value: true },
      });
      expect(corrected.value?.code).toBe("5");

      await page.getByRole("link", { name: "Расписание" }).click();
      await page.goto(`${site.url}/timetable?class=${cast.classes.sevenA.id}&week=${FRIDAY}`);
      await page.getByRole("link", { name: "Замена или отмена" }).first().click();
      await page.check("input[name=cancelled]");
      await page.fill("#substitution-reason", "Педсовет");
      await press(page, "Записать замену");
      await page.getByText("Урока не будет: Педсовет").waitFor();
      await expectNoSidewaysScroll(page);
      await press(page, "Вернуть как в расписании");
      await page.getByText("Урока не будет: Педсовет").waitFor({ state: "detached" });
      await page.context().close();
    },
  );

  async function marksOf(pupil: CastKey): Promise<(string | null)[]> {
    const marks = await school.db.mark.findMany({
      where: { pupilId: school.cast[pupil].id, workId: school.today.algebra.works.answer },
      include: { value: true },
    });
    return marks.map(({ value }) => value?.code ?? null);
  }
});

function press(page: Page, name: string): Promise<void> {
  return page.getByRole("button", { name }).first().click();
}

/** The quarter ends today, corrections are in force, and on Fridays 7А has algebra. */
async function prepare({ db, cast }: TestSchool): Promise<void> {
  await setSettings(db, { correctionOrder: "№ 5 от 01.09.2026" });
  await db.term.update({ where: { id: cast.terms.quarter.id }, data: { endsOn: dateOf("2026-11-26") } });
  const bells = { create: [{ number: 1, startsAt: 480, endsAt: 520 }] };
  await db.bellSchedule.create({ data: { yearId: cast.year.id, name: "обычное", bells } });
  const of = { classId: cast.classes.sevenA.id, subjectId: cast.subjects.algebra.id };
  const { id: teachingId } = await db.teaching.findFirstOrThrow({ where: of });
  const every = { weekday: 5, number: 1, roomId: null, from: "2026-11-20", to: null };
  const by = { actorId: cast.voronina.id, source: "web", silent: true } as const;
  await addEntries(db, [{ teachingId, ...every }], by);
}
