import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type CastKey, SCHOOL } from "../../prisma/cast.ts";
import { isoDay, setClock } from "../../src/clock.ts";
import { closesAt } from "../../src/lessons/door.ts";
import { CHROMIUM, leftOut, openSite, type Site } from "../support/browser.ts";
import { freePort } from "../support/free-port.ts";
import { castSchool, type TestSchool } from "../support/school.ts";
import { until } from "../support/until.ts";
import { startWebProcess } from "../support/worker-process.ts";

/** Longer than any step takes beside other tests. */
const STEP_MS = 60_000;
const NOBODY = { token: "1:nobody", root: "http://127.0.0.1:1" };

let school: TestSchool;
let site: Site;
let pages: Page[] = [];

describe.skipIf(!CHROMIUM)(`The journal under a teacher's keys${leftOut}`, () => {
  beforeAll(async () => {
    school = await castSchool({ demo: true });
    const { db, cast, today } = school;
    // A colleague who teaches algebra in 7А beside Смирнова.
    const { id: _, ...own } = await db.teaching.findFirstOrThrow({
      where: {
        teacherId: cast.smirnova.id,
        classId: cast.classes.sevenA.id,
        subjectId: cast.subjects.algebra.id,
      },
    });
    await db.teaching.create({ data: { ...own, teacherId: cast.tkachev.id, from: today.algebra.date } });
    site = await openSite({ db });
  });
  afterEach(async () => {
    setClock(null);
    await Promise.all(pages.map((page) => page.context().close()));
    pages = [];
    await school.db.$executeRaw`truncate "Mark", "Absence" cascade`;
  });
  afterAll(async () => {
    await site?.close();
    await school?.close();
  });

  test("25 marks are typed without a pause, and none is lost when the server is killed in the middle", async () => {
    const port = await freePort();
    const surroundings = { databaseUrl: school.url, telegram: NOBODY };
    const first = await startWebProcess(surroundings, port);
    const page = await open("smirnova", `http://127.0.0.1:${port}`);
    await stand(page, "ilya", "test");
    const marks = [..."5435434554354345543543455"];
    for (const mark of marks.slice(0, 12)) await type(page, mark);
    await first.kill();
    for (const mark of marks.slice(12)) await type(page, mark);
    await bar(page, /Не записано: \d+\. Нет связи/);
    const second = await startWebProcess(surroundings, port);
    await bar(page, /Всё записано\. Родители узнают/);
    expect(await standing("test")).toEqual(marks);
    expect(await page.evaluate("localStorage.length")).toBe(0);
    await second.stop();
  }, 240_000);

  test("What a colleague wrote in the same cell is shown and not written over; the teacher decides by a key", async () => {
    const [mine, theirs] = [await open("smirnova"), await open("tkachev")];
    await stand(theirs, "anna", "answer");
    await type(theirs, "3");
    await bar(theirs, /Всё записано/);
    await stand(mine, "anna", "answer");
    await type(mine, "5");
    await bar(mine, /Остальное записано/);
    expect(await mine.locator("#grid-state li").textContent()).toContain(
      "Кравцова Анна: за это время поставили 3, у вас 5.",
    );
    expect(await (await cell(mine, "anna", "answer")).textContent()).toMatch(/^3/);
    expect(await markOf("anna", "answer")).toBe("3");
    await stand(mine, "anna", "answer");
    await mine.keyboard.press("Control+Enter");
    await bar(mine, /Всё записано/);
    expect(await markOf("anna", "answer")).toBe("5");
  });

  test("A lost connection keeps what is typed, a closed tab too, and it leaves when both are back", async () => {
    const page = await open("smirnova");
    await page.context().setOffline(true);
    await stand(page, "darya", "answer");
    await type(page, "4");
    await bar(page, /Не записано: 1\. Нет связи/);
    await page.context().setOffline(false);
    await bar(page, /Всё записано/);
    expect(await markOf("darya", "answer")).toBe("4");

    await page.context().setOffline(true);
    await type(page, "h");
    await bar(page, /Не записано: 1/);
    await page.close();
    await page.context().setOffline(false);
    const again = await page.context().newPage();
    await again.goto(site.url + address());
    await until(() => absenceOf("timur"), { what: "what the closed tab had kept" });
  });

  test("What was typed before midnight and arrives after it becomes a draft of a correction (R11)", async () => {
    const page = await open("smirnova");
    await page.context().setOffline(true);
    await stand(page, "vera", "answer");
    await type(page, "5");
    await bar(page, /Не записано: 1/);
    // The teacher stays signed in for as long as the test takes.
    await school.db.session.updateMany({ data: { expiresAt: new Date(Date.now() + 48 * 3_600_000) } });
    setClock(closesAt(school.today.algebra.date, SCHOOL.timeZone));
    await page.context().setOffline(false);
    await until(async () => (await page.locator("#grid-state li").count()) > 0, {
      what: "the draft to be told",
      timeoutMs: 30_000,
    });
    expect(await page.locator("#grid-state li").textContent()).toContain("стало черновиком исправления");
    expect(await markOf("vera", "answer")).toBeNull();
    const { pupilId } = await school.db.correction.findFirstOrThrow({ where: { state: "draft" } });
    expect(pupilId).toBe(school.cast.vera.id);
  });

  test("A column is pasted from a table, one key takes it back, and who is absent is asked about first", async () => {
    const page = await open("smirnova");
    await stand(page, "maria", "answer");
    await paste(page, "5\nоп 7\n4+\n");
    await bar(page, /Всё записано/);
    expect([await markOf("maria", "answer"), await markOf("anna", "answer")]).toEqual(["5", "4"]);
    expect(await absenceOf("roman")).toMatchObject({ kind: "late", lateMinutes: 7 });
    await page.keyboard.press("Control+z");
    await until(async () => (await markOf("maria", "answer")) === null, {
      what: "the paste to be taken back",
    });

    await stand(page, "timur", "answer");
    await type(page, "h");
    await until(() => absenceOf("timur"), { what: "the absence to be written" });
    await stand(page, "timur", "answer");
    await type(page, "4");
    await until(async () => (await page.locator("#grid-state li").count()) > 0, { what: "the question" });
    expect(await page.locator("#grid-state li").textContent()).toContain("нет на уроке, а отметка 4");
    await page.getByRole("button", { name: "Был на уроке" }).click();
    await bar(page, /Всё записано/);
    expect([await markOf("timur", "answer"), (await absenceOf("timur"))?.kind ?? null]).toEqual(["4", null]);
  });
});

function address(): string {
  const { cast, today } = school;
  const month = isoDay(today.algebra.date).slice(0, "2026-11".length);
  return `/classes/${cast.classes.sevenA.id}/journal/${cast.subjects.algebra.id}?month=${month}`;
}

async function open(person: CastKey, at = site.url): Promise<Page> {
  const page = await site.visit(address(), { as: school.cast[person].id, at, cutOff: true });
  page.setDefaultTimeout(STEP_MS);
  pages.push(page);
  return page;
}

type Kind = "answer" | "test";

async function cell(page: Page, pupil: CastKey, kind: Kind) {
  const { cast, today } = school;
  const head = `#grid th[data-work="${today.algebra.works[kind]}"]`;
  const at = await page.evaluate<number>(`document.querySelector(${JSON.stringify(head)}).cellIndex`);
  return page.locator(`#grid tr[data-pupil="${cast[pupil].id}"] > *`).nth(at);
}

async function stand(page: Page, pupil: CastKey, kind: Kind): Promise<void> {
  await (await cell(page, pupil, kind)).focus();
}

/** As fingers do: the mark and Enter. */
async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}

async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate(
    `(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", ${JSON.stringify(text)});
      const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
      document.activeElement.dispatchEvent(paste);
    })()`,
  );
}

async function bar(page: Page, said: RegExp): Promise<void> {
  const line = page.locator("#grid-state [role=status]");
  await until(async () => said.test((await line.textContent()) ?? ""), {
    what: `the bar to say ${said}`,
    timeoutMs: 30_000,
  });
}

async function markOf(pupil: CastKey, kind: Kind): Promise<string | null> {
  const { db, cast, today } = school;
  const key = { workId: today.algebra.works[kind], pupilId: cast[pupil].id };
  const mark = await db.mark.findUnique({ where: { workId_pupilId: key }, include: { value: true } });
  return mark?.value?.code ?? null;
}

/** The column as it stands in the journal, in the order of the list. */
async function standing(kind: Kind): Promise<(string | undefined)[]> {
  const { db, today } = school;
  const marks = await db.mark.findMany({
    where: { workId: today.algebra.works[kind] },
    include: { value: true, pupil: true },
  });
  const order = new Intl.Collator("ru");
  return marks
    .sort(
      (a, b) =>
        order.compare(a.pupil.surname, b.pupil.surname) ||
        order.compare(a.pupil.givenName, b.pupil.givenName),
    )
    .map(({ value }) => value?.code);
}

function absenceOf(pupil: CastKey) {
  const { db, cast, today } = school;
  return db.absence.findFirst({
    where: { lessonId: today.algebra.id, pupilId: cast[pupil].id, kind: { not: null } },
  });
}
