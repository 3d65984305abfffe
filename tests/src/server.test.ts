import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PortBusy, startServer } from "../../src/server.ts";
import { castSchool, type TestSchool } from "../support/school.ts";
import { testConfig } from "../support/test-config.ts";

let school: TestSchool;
beforeAll(async () => {
  school = await castSchool();
});
afterAll(() => school.close());

test("It answers on its port and leaves it free again", async () => {
  const { db } = school;
  const server = await startServer({ db, config: testConfig() });
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  await server.close();
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
});

test("A connection that a browser opened in advance and never used does not hold the end up", async () => {
  const server = await startServer({ db: school.db, config: testConfig() });
  const spare = connect(server.port, "localhost");
  await once(spare, "connect");
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  const ended = once(spare, "close");
  await server.close();
  await ended;
});

test("A port that is taken is one clear sentence in two languages", async () => {
  const { db } = school;
  const first = await startServer({ db, config: testConfig() });
  const second = startServer({ db, config: testConfig({ port: first.port }) });
  await expect(second).rejects.toThrow(PortBusy);
  await expect(second).rejects.toThrow(
    new RegExp(`^Порт ${first.port} занят: [\\s\\S]*Port ${first.port} is in use`),
  );
  await first.close();
});
