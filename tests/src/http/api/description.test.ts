import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Db } from "../../../../src/db.ts";
import { buildApp } from "../../../../src/http/app.ts";
import { listRoutes } from "../../../support/routes.ts";
import { testConfig } from "../../../support/test-config.ts";

interface Operation {
  tags?: string[];
  summary?: string;
  parameters?: { in: string; name: string }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses?: Record<string, { content?: object; description?: string }>;
  "x-access"?: string;
}

let app: FastifyInstance;
let description: { openapi: string; paths: Record<string, Record<string, Operation>> };
let operations: { name: string; path: string; method: string; operation: Operation }[];

beforeAll(async () => {
  // It is read without any data.
  app = await buildApp({ db: {} as Db, config: testConfig() });
  description = (await app.inject("/api/openapi.json")).json();
  operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      path,
      method,
      operation,
    })),
  );
});
afterAll(() => app.close());

test("The description names every route of the API, and nothing else", async () => {
  const hidden = ["/api/openapi.json"];
  const routes = (await listRoutes())
    .filter(({ url }) => url.startsWith("/api/") && !url.startsWith("/api/docs") && !hidden.includes(url))
    .map(({ method, url }) => `${method} ${url.replace(/:(\w+)/g, "{$1}")}`);
  expect(description.openapi).toBe("3.1.0");
  expect(operations.map(({ name }) => name).sort()).toEqual(routes.sort());
});

test("Every route says in a sentence what it is for, in which group, and who may", () => {
  const bare = operations.filter(
    ({ operation }) => !operation.summary || operation.tags?.length !== 1 || !operation["x-access"],
  );
  expect(bare.map(({ name }) => name)).toEqual([]);
  const ends = operations.filter(({ operation }) => /[.;]$/.test(operation.summary ?? ""));
  expect(ends.map(({ name }) => name)).toEqual([]);
});

test("Every part of an address is described, and every answer", () => {
  const wrong = operations.filter(({ path, operation }) => {
    const named = [...path.matchAll(/{(\w+)}/g)].map(([, name]) => name);
    const known = (operation.parameters ?? []).filter((one) => one.in === "path").map(({ name }) => name);
    return (
      named.sort().join() !== known.sort().join() ||
      !Object.keys(operation.responses ?? {}).some((code) => code.startsWith("2"))
    );
  });
  expect(wrong.map(({ name }) => name)).toEqual([]);
});

/** They say everything by their address. */
const BODYLESS = [
  "POST /api/deliveries/{id}/replay",
  "POST /api/guardianships/{id}/thread",
  "POST /api/marks/{id}/undo",
  "POST /api/orders/{id}/check",
  "POST /api/paper-rounds/{id}/printed",
  "POST /api/people/{id}/account/hand-over",
  "POST /api/people/{id}/account/password",
  "POST /api/pupils/{id}/thread",
  "POST /api/threads/{id}/read",
];

test("Every write has a body of known fields only", () => {
  const writes = operations.filter(({ method }) => ["post", "put", "patch"].includes(method));
  const bodyless = writes.filter(({ operation }) => !operation.requestBody).map(({ name }) => name);
  expect(bodyless.sort()).toEqual(BODYLESS);
  const open = writes.flatMap(({ name, operation }) =>
    Object.values(operation.requestBody?.content ?? {}).flatMap(({ schema }) =>
      openParts(schema).map((part) => `${name} ${part}`),
    ),
  );
  expect(open).toEqual([]);
});

/** Where an object takes whatever else is sent along, or a text or a list is as long as one likes. */
function openParts(schema: unknown, at = "#"): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const part = schema as Record<string, unknown>;
  const isOpen = part.properties !== undefined && part.additionalProperties !== false;
  const isEndless =
    (part.type === "string" &&
      !("maxLength" in part || "format" in part || "enum" in part || "const" in part || "pattern" in part)) ||
    (part.type === "array" && !("maxItems" in part)) ||
    ((part.type === "integer" || part.type === "number") && !("maximum" in part && "minimum" in part));
  const inside = Object.entries(part).flatMap(([key, value]) => openParts(value, `${at}/${key}`));
  return [
    ...(isOpen ? [`${at} takes unknown fields`] : []),
    ...(isEndless ? [`${at} has no bounds`] : []),
    ...inside,
  ];
}

test("Its pages are shown by files of ours, and run nothing that stands in them", async () => {
  const { statusCode, headers, body } = await app.inject("/api/docs/");
  expect(statusCode).toBe(200);
  expect(headers["content-security-policy"]).toMatch(/script-src 'self'[;$]/);
  expect(body).not.toMatch(/<script(?![^>]* src=)/);
  const files = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path!);
  expect(files.length).toBeGreaterThan(3);
  for (const path of files)
    expect([
      path,
      (await app.inject(new URL(path, "http://localhost/api/docs/").pathname)).statusCode,
    ]).toEqual([path, 200]);
});
