import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CastKey } from "../../../../prisma/cast.ts";
import { buildApp } from "../../../../src/http/app.ts";
import { apiAs } from "../../../support/api.ts";
import { setFinals } from "../../../support/finals-news.ts";
import { castSchool, type TestSchool } from "../../../support/school.ts";
import { signInAs } from "../../../support/sign-in.ts";
import { testConfig } from "../../../support/test-config.ts";
import { tell } from "../../../support/told.ts";

let school: TestSchool;
let app: FastifyInstance;
/** Of 7А and of 4Б. */
const rounds: string[] = [];

beforeAll(async () => {
  school = await castSchool();
  app = await buildApp({ db: school.db, config: testConfig() });
  const { cast, today } = school;
  const { sevenA, fourB } = cast.classes;
  await roundWith(sevenA.id, { pupil: "leila", receiver: "leilaMother", workId: today.algebra.works.answer });
  await roundWith(fourB.id, { pupil: "zlata", receiver: "zlataMother", workId: today.fourth.works.answer });
});
afterAll(async () => {
  await app.close();
  await school.close();
});

interface Printed {
  pupil: CastKey;
  receiver: CastKey;
  workId: string;
}

async function roundWith(classId: string, { pupil, receiver, workId }: Printed): Promise<void> {
  const { db, cast } = school;
  const pupilId = cast[pupil].id;
  const told = { workId, pupilIds: [pupilId], receiverId: cast[receiver].id, channel: "paper" as const };
  const content = { pupilIndex: 0, title: "", lead: "", lines: [] };
  const sheets = { create: { deliveryId: await tell(db, told), pupilId, content } };
  const { id } = await db.paperRound.create({ data: { classId, sheets } });
  rounds.push(id);
}

const as = (person: CastKey) => apiAs(app, school.db, school.cast[person].id);
const idsOf = (body: { items: { id: string }[] }) => body.items.map(({ id }) => id);

test("R44: a class teacher lists her own rounds, the deputy head all, page by page", async () => {
  const gromova = await as("gromova");
  expect(idsOf((await gromova.get("/paper-rounds")).body)).toEqual([rounds[0]]);
  const foreign = await gromova.get(`/paper-rounds?classId=${school.cast.classes.fourB.id}`);
  expect(foreign.status).toBe(403);
  const voronina = await as("voronina");
  const first = (await voronina.get("/paper-rounds?limit=1")).body;
  const second = (await voronina.get(`/paper-rounds?limit=1&after=${first.next}`)).body;
  expect([...idsOf(first), ...idsOf(second)]).toEqual([...rounds].reverse());
  expect(second.next).toBeNull();
});

test("R44: what is printed and not handed over is seen by the class teacher and by the deputy head", async () => {
  const gromova = await as("gromova");
  const [id] = rounds;
  const waiting = async () =>
    idsOf((await (await as("voronina")).get("/paper-rounds?notHandedOver=true")).body);
  expect(await waiting()).toEqual([]);
  expect((await gromova.get(`/paper-rounds/${id}/sheets.pdf`)).status).toBe(409);
  const closed = await gromova.post(`/paper-rounds/${id}/printed`);
  expect(closed.body.printedAt).toEqual(expect.any(String));
  expect(await waiting()).toEqual([id]);
  const [{ deliveryId, pupil, basis }] = closed.body.sheets;
  expect(basis).toMatchObject({ kind: "declared" });
  const sheets = [{ deliveryId, pupilId: pupil.id, handedOver: true }];
  const ticked = await gromova.put(`/paper-rounds/${id}/handed-over`, { sheets });
  expect(ticked.body.sheets).toMatchObject([{ handedOverBy: { surname: "Громова" } }]);
  expect(await waiting()).toEqual([]);
});

test("R44: a sheet of another class's round is no sheet of this one", async () => {
  const [own, foreign] = rounds;
  const [{ deliveryId, pupil }] = (await (await as("voronina")).get(`/paper-rounds/${foreign}`)).body.sheets;
  const sheets = [{ deliveryId, pupilId: pupil.id, handedOver: true }];
  const refused = await (await as("gromova")).put(`/paper-rounds/${own}/handed-over`, { sheets });
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: "#/sheets" }] } });
});

test("R61: whose diary is kept on paper, by which statement, and its pages for a week", async () => {
  const gromova = await as("gromova");
  const { body } = await gromova.get(`/classes/${school.cast.classes.sevenA.id}/paper-pupils`);
  expect(body.items).toMatchObject([{ pupil: { givenName: "Лейла" }, number: expect.any(String) }]);
  const address = `/api/pupils/${school.cast.leila.id}/paper-diary.pdf?day=2026-11-25`;
  const { cookies } = await signInAs(app, school.db, school.cast.gromova.id);
  const pdf = await app.inject({ url: address, cookies });
  expect(pdf.headers["content-type"]).toBe("application/pdf");
  expect(pdf.headers["content-disposition"]).toBe('inline; filename="diary.pdf"');
});

test("R63: a class teacher reads who of her class has not received the finals, and no mark", async () => {
  await setFinals(school, { pupils: ["egor"], value: "3" });
  const own = await (await as("gromova")).get("/finals/not-received");
  expect(own.body).toMatchObject({
    received: 0,
    items: [{ state: "onTheWay", pupil: { givenName: "Егор" } }],
  });
  expect(own.body.items[0]).not.toHaveProperty("value");
  expect((await (await as("osokina")).get("/finals/not-received")).body.items).toEqual([]);
  expect((await (await as("voronina")).get("/finals/not-received?kind=year")).body.items).toHaveLength(1);
});

test("The call list of a class is empty where everybody can be reached, and a call about nothing is refused", async () => {
  const gromova = await as("gromova");
  const { body } = await gromova.get(`/classes/${school.cast.classes.sevenA.id}/call-list`);
  expect(body).toEqual({ items: [] });
  const notice = await school.db.notice.findFirstOrThrow({ where: { pupilId: school.cast.leila.id } });
  const refused = await gromova.post(`/call-list/${notice.id}/calls`, { reached: true });
  expect(refused.status).toBe(409);
});
