import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { buildApp } from "../../../src/http/app.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { signInAs } from "../../support/sign-in.ts";
import { testConfig } from "../../support/test-config.ts";
import { tell } from "../../support/told.ts";

let school: TestSchool;
let app: FastifyInstance;

beforeAll(async () => {
  school = await castSchool();
  app = await buildApp({ db: school.db, config: testConfig() });
  const { db, cast, today } = school;
  const round = await db.paperRound.create({ data: { number: 7 } });
  const workId = today.algebra.works.answer;
  const deliveryId = await tell(db, {
    workId,
    pupilIds: [cast.leila.id],
    receiverId: cast.leilaMother.id,
    channel: "paper",
  });
  const content = {
    pupilIndex: 0,
    title: "Новая отметка",
    lead: "",
    lines: [{ when: "24.11", what: "алгебра", mark: "5" }],
  };
  await db.paperSheet.create({ data: { deliveryId, roundId: round.id, pupilId: cast.leila.id, content } });
});
afterAll(async () => {
  await app.close();
  await school.close();
});

const signIn = (person: CastKey) => signInAs(app, school.db, school.cast[person].id);

test("A class teacher prints the sheets of her class", async () => {
  const teacher = await signIn("gromova");
  expect((await teacher.get("/paper")).body).toContain("Усманова Лейла, 7А");
  const pdf = await teacher.get("/paper/7/print.pdf");
  expect(pdf.headers["content-type"]).toBe("application/pdf");
  expect(pdf.rawPayload.subarray(0, 5).toString()).toBe("%PDF-");
});

test("The class teacher of another class sees none of them", async () => {
  const other = await signIn("osokina");
  expect((await other.get("/paper")).body).not.toContain("Усманова");
  expect((await other.get("/paper/7/print.pdf")).statusCode).toBe(404);
});

test("A class teacher does not close the round of the whole school; the deputy head does", async () => {
  expect((await (await signIn("gromova")).post("/paper/7/printed")).statusCode).toBe(403);
  expect((await (await signIn("voronina")).post("/paper/7/printed")).statusCode).toBe(303);
  const round = await school.db.paperRound.findUniqueOrThrow({ where: { number: 7 } });
  expect(round.printedAt).not.toBeNull();
});

test("A guardian prints nothing", async () => {
  expect((await (await signIn("leilaMother")).get("/paper/7/print.pdf")).statusCode).toBe(404);
});
