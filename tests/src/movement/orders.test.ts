import { afterAll, beforeAll, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { standingsOf } from "../../../src/access/standing.ts";
import { dateOf, isoDay, setClock } from "../../../src/clock.ts";
import { BadInput } from "../../../src/errors.ts";
import { checkOrder, importOrders, listOrders, previewOrders } from "../../../src/movement/orders.ts";
import type { By } from "../../../src/outbox/events.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { workbookOf } from "../../support/workbook.ts";

/** A Thursday, 10:00 in the school. */
const NOW = new Date("2026-11-26T03:00:00Z");
const HEAD =
  "Код записи;Вид приказа;Номер приказа;Дата приказа;С какого дня;Код ученика;Фамилия;Имя;Отчество;Дата рождения;Пол;Класс";

let school: TestSchool;
let by: By;

beforeAll(async () => {
  setClock(NOW);
  school = await castSchool({ now: NOW });
  by = { actorId: school.cast.popova.id, source: "web", silent: false, at: NOW };
});
afterAll(async () => {
  setClock(null);
  await school.close();
});

const table = (...rows: string[]) => Buffer.from([HEAD, ...rows].join("\n"));
const load = (...rows: string[]) => importOrders(school.db, table(...rows), by);
const bornOf = (pupil: CastKey) => isoDay(school.cast[pupil].birthDate!);

/** «7А 2026-09-01–2026-11-25» of every time in a class. */
async function classesOf(where: { pupilId: string } | { pupil: { surname: string } }): Promise<string[]> {
  const rows = await school.db.enrolment.findMany({
    where,
    include: { class: true },
    orderBy: { from: "asc" },
  });
  return rows.map(
    ({ class: of, from, to }) => `${of.level}${of.letter} ${isoDay(from)}–${to ? isoDay(to) : ""}`,
  );
}

const NEWCOMER = "k1;зачисление;12-з;25.11.2026;26.11.2026;p900;Новиков;Пётр;Ильич;2013-05-04;м;7А";

test("R46: a newcomer is shown first, then enrolled once, however often the table comes", async () => {
  const { db } = school;
  const counts = () => Promise.all([db.person.count(), db.enrolment.count(), db.movementOrder.count()]);
  const before = await counts();
  const preview = await previewOrders(db, table(NEWCOMER), by);
  expect(preview).toEqual({
    orders: [
      {
        row: 2,
        outsideId: "k1",
        state: "fresh",
        words: "Зачислить в 7А с 26.11.2026: Новиков Пётр Ильич, приказ 12-з от 25.11.2026",
      },
    ],
    wrong: [],
  });
  expect(await counts()).toEqual(before);
  expect((await load(NEWCOMER)).orders[0]?.state).toBe("fresh");
  const after = await counts();
  expect(after).toEqual(before.map((count) => count + 1));
  expect((await load(NEWCOMER)).orders[0]?.state).toBe("same");
  expect(await counts()).toEqual(after);
  const enrolled = await db.enrolment.findFirstOrThrow({ where: { pupil: { surname: "Новиков" } } });
  expect(isoDay(enrolled.documentOn!)).toBe("2026-11-25");
});

test("R46: a transfer and an exit follow in one table, in the order of their days", async () => {
  const sofia = (rest: string) => `${rest};p4;Гаврилова;София;;${bornOf("sofia")};;`;
  const { wrong } = await load(
    sofia("k3;отчисление;14-о;26.11.2026;27.11.2026"),
    `${sofia("k2;перевод;13-п;24.11.2026;25.11.2026")}4Б`,
  );
  expect(wrong).toEqual([]);
  expect(
    (await classesOf({ pupilId: school.cast.sofia.id })).map((line) => line.replace(/ .*–/, " –")),
  ).toEqual(["7А –2026-11-24", "4Б –2026-11-26"]);
});

test("R46: on the day of the exit nobody has rights by the class any more, and subgroups are left", async () => {
  const { db, cast } = school;
  const { id: subgroupId } = await db.subgroup.create({
    data: {
      yearId: cast.year.id,
      subjectId: cast.subjects.english.id,
      name: "первая",
      classes: { create: { classId: cast.classes.sevenA.id } },
      members: { create: { pupilId: cast.egor.id, from: dateOf("2026-09-01") } },
    },
  });
  const teacherOn = async (day: string) =>
    [
      ...(await standingsOf(db, cast.gromova.id, { about: { pupil: cast.egor.id }, day: dateOf(day) })),
    ].includes("classTeacher");
  expect(await teacherOn("2026-11-26")).toBe(true);
  await load(`k4;отчисление;15-о;25.11.2026;26.11.2026;p13;Лаптев;Егор;;${bornOf("egor")};;`);
  expect(await teacherOn("2026-11-25")).toBe(true);
  expect(await teacherOn("2026-11-26")).toBe(false);
  const member = await db.subgroupMember.findFirstOrThrow({ where: { subgroupId } });
  expect(isoDay(member.to!)).toBe("2026-11-25");
});

test("R46: what is wrong is said cell by cell, holds up no other row, and is never carried out in half", async () => {
  const { db } = school;
  const people = await db.person.count();
  const { orders, wrong } = await load(
    "k5;награждение;1;25.11.2026;26.11.2026;p1;Абрамов;Илья;;;;7А",
    "k6;зачисление;2;25.11.2026;31.02.2026;p2;Новый;Олег;;2013-01-01;м;7А",
    "k7;зачисление;3;25.11.2026;26.11.2026;p3;Новый;Олег;;2013-01-01;м;9Я",
    "k8;зачисление;4;25.12.2026;26.11.2026;p3;Новый;Олег;;2013-01-01;м;7А",
    "k9;отчисление;5;25.11.2026;26.11.2026;p5;Неизвестный;Олег;;2013-01-01;;",
    `k10;зачисление;6;25.11.2026;26.11.2026;p12;Кравцова;Анна;;${bornOf("anna")};;7А`,
    "k1;зачисление;12-з;25.11.2026;26.11.2026;p900;Новиков;Пётр;Ильич;2013-05-04;м;4Б",
    "k11;перевод;7;25.11.2026;26.11.2026;p900;Новиков;Пётр;;;;4Б",
  );
  expect(orders.map(({ outsideId }) => outsideId)).toEqual(["k11"]);
  expect(wrong.map(({ row, column, value }) => [row, column, value])).toEqual([
    [2, "Вид приказа", "награждение"],
    [3, "С какого дня", "31.02.2026"],
    [4, "Класс", "9Я"],
    [5, "Дата приказа", "2026-12-25"],
    [6, "Фамилия", "Неизвестный"],
    [7, null, "k10"],
    [8, "Класс", "4Б"],
  ]);
  expect(wrong[0]?.expected).toBe("зачисление, перевод или отчисление");
  expect(wrong[5]?.expected).toContain("уже в классе");
  expect(await db.person.count()).toBe(people);
});

test("R46: XLSX and JSON say the same as CSV, and garbage is refused as a whole", async () => {
  const { db } = school;
  const cells = "k20;зачисление;20;25.11.2026;26.11.2026;p20;Юдин;Лев;;2013-02-02;м;7А".split(";");
  const headings = HEAD.split(";");
  const json = JSON.stringify([Object.fromEntries(headings.map((heading, at) => [heading, cells[at]]))]);
  const [csv, ...others] = await Promise.all(
    [table(cells.join(";")), await workbookOf([headings, cells]), Buffer.from(json)].map((bytes) =>
      previewOrders(db, bytes, by),
    ),
  );
  expect(csv?.orders[0]?.words).toContain("Юдин Лев");
  for (const other of others) expect(other).toEqual(csv);
  for (const bytes of ["[1]", "[{}]", '{"a":1}', "[", "Фамилия;Имя\nА;Б", ""])
    await expect(importOrders(db, Buffer.from(bytes), by)).rejects.toThrow(BadInput);
});

test("R46: the secretary compares an order with the paper once", async () => {
  const { db, cast } = school;
  const page = { take: 50 };
  const [first] = await listOrders(db, { unchecked: true }, page);
  await checkOrder(db, first!.id, by);
  await checkOrder(db, first!.id, { ...by, actorId: cast.maltsev.id });
  const order = await db.movementOrder.findUniqueOrThrow({ where: { id: first!.id } });
  expect(order).toMatchObject({ checkedBy: cast.popova.id, checkedAt: NOW });
  const left = await listOrders(db, { unchecked: true }, page);
  expect(left.map(({ id }) => id)).not.toContain(first!.id);
});
