import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CastKey } from "../../../../prisma/cast.ts";
import { audit } from "../../../../src/audit.ts";
import { buildApp } from "../../../../src/http/app.ts";
import { apiAs } from "../../../support/api.ts";
import { castSchool, type TestSchool } from "../../../support/school.ts";
import { testConfig } from "../../../support/test-config.ts";

let school: TestSchool;
let app: FastifyInstance;

beforeAll(async () => {
  school = await castSchool();
  app = await buildApp({ db: school.db, config: testConfig() });
  const { smirnova, anna } = school.cast;
  // In Krasnoyarsk, seven hours ahead: the evening of the 24th and half past midnight of the 25th.
  for (const at of ["2026-11-24T16:30:00Z", "2026-11-24T17:30:00Z"])
    await audit(
      school.db,
      { actorId: smirnova.id, source: "bot", at: new Date(at) },
      { action: "mark.set", pupilId: anna.id },
    );
});
afterAll(async () => {
  await app.close();
  await school.close();
});

const as = (person: CastKey) => apiAs(app, school.db, school.cast[person].id);

describe("R51: the audit trail", () => {
  test("is read by the school's own days, the first and the last included", async () => {
    const maltsev = await as("maltsev");
    const moments = async (from: string, to: string) => {
      const question = `about=${school.cast.anna.id}&action=mark.&from=${from}&to=${to}`;
      return (await maltsev.get(`/audit?${question}`)).body.items.map(({ at }: { at: string }) => at);
    };
    expect(await moments("2026-11-25", "2026-11-25")).toEqual(["2026-11-24T17:30:00.000Z"]);
    expect(await moments("2026-11-24", "2026-11-25")).toHaveLength(2);
    expect(await moments("2026-11-26", "2026-11-27")).toEqual([]);
  });

  test("names who did it and from where", async () => {
    const { body } = await (await as("zakharov")).get(`/audit?actor=${school.cast.smirnova.id}&limit=1`);
    expect(body.items[0]).toMatchObject({ via: "bot", actor: { surname: "Смирнова" }, action: "mark.set" });
    const next = await (await as("zakharov")).get(
      `/audit?actor=${school.cast.smirnova.id}&limit=1&after=${body.next}`,
    );
    expect(next.body.items[0].at).toBe("2026-11-24T16:30:00.000Z");
  });

  test("tells that it was read itself", async () => {
    const { body } = await (await as("maltsev")).get(`/audit?actor=${school.cast.maltsev.id}`);
    expect(body.items[0].action).toBe("audit.read");
  });

  test("is not for a deputy head, a teacher or a parent", async () => {
    expect((await (await as("voronina")).get("/audit")).status).toBe(403);
    expect((await (await as("smirnova")).get("/audit")).status).toBe(403);
    expect((await (await as("annaMother")).get("/audit")).status).toBe(404);
  });

  test.each(["from=1066-01-01", "action=%25", "actor=me", "limit=100000"])(
    "does not take %s",
    async (wrong) => {
      expect((await (await as("maltsev")).get(`/audit?${wrong}`)).status).toBe(422);
    },
  );
});
