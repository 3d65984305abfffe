import fc from "fast-check";
import { z } from "zod";
import { type Hostility, type IdsFor, type JsonSchema, JUNK, valuesOf } from "./hostile.ts";
import type { Route } from "./routes.ts";

/** One request as it goes over the wire. */
export interface Garbage {
  url: string;
  headers: Record<string, string>;
  payload?: string | Buffer;
}

/** Requests to a route: from such as a person sends to such as nobody should. */
export function garbageFor(route: Route, ids: IdsFor): fc.Arbitrary<Garbage> {
  const payloads = route.schema.body ? bodiesOf(schemaOf(route.schema.body), ids) : NO_BODY;
  return fc.tuple(addressesOf(route, ids), payloads, KEYS).map(([url, { headers, payload }, key]) => ({
    url,
    headers: { ...headers, ...key },
    ...(payload === undefined ? {} : { payload }),
  }));
}

interface Body {
  headers: Record<string, string>;
  payload?: string | Buffer;
}

const JSON_TYPE = "application/json";
const asJson = (payload: string): Body => ({ headers: { "content-type": JSON_TYPE }, payload });
const NO_BODY: fc.Arbitrary<Body> = fc.constant({ headers: {} });

function bodiesOf(schema: JsonSchema, ids: IdsFor): fc.Arbitrary<Body> {
  const fitting = (hostility: Hostility) =>
    valuesOf(schema, { name: "", ids, hostility }).map((body) => JSON.stringify(body) ?? "null");
  return fc.oneof(
    { weight: 10, arbitrary: fitting(0).map(asJson) },
    { weight: 9, arbitrary: fitting(1).map(asJson) },
    { weight: 3, arbitrary: fitting(5).map(asJson) },
    { weight: 2, arbitrary: monstersIn(schema).map(asJson) },
    { weight: 2, arbitrary: fitting(0).chain(broken) },
    { weight: 1, arbitrary: JUNK.map((junk) => asJson(JSON.stringify(junk))) },
    { weight: 1, arbitrary: NO_BODY },
  );
}

const DEPTH = 10_000;
const MONSTERS = [
  "[".repeat(DEPTH) + "]".repeat(DEPTH),
  `${'{"a":'.repeat(DEPTH)}1${"}".repeat(DEPTH)}`,
  '{"__proto__":{"isStaff":true}}',
  '{"constructor":{"prototype":{"isStaff":true}}}',
  // As many values as fit into what is taken at once.
  `[${"0,".repeat(125_000)}0]`,
  "1e400",
  "-0",
];

/** Where a field is expected, or in place of everything. */
function monstersIn({ properties = {} }: JsonSchema): fc.Arbitrary<string> {
  const keys = Object.keys(properties).map((key) => JSON.stringify(key));
  return fc
    .tuple(fc.constantFrom("", ...keys), fc.constantFrom(...MONSTERS))
    .map(([key, monster]) => (key === "" ? monster : `{${key}:${monster}}`));
}

const TYPES = [
  ...[
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/xml",
  ],
  ...["application/vnd.api+json", "garbage", "application/json; charset=utf-16"],
];
const LARGER_THAN_TAKEN = 300 * 1024;

/** Not JSON at all, not said to be, or cut and stained on the way. */
function broken(json: string): fc.Arbitrary<Body> {
  return fc.oneof(
    fc.constantFrom(...TYPES).map((type) => ({ headers: { "content-type": type }, payload: json })),
    fc.constantFrom(
      ...[
        "",
        "{",
        `${json.slice(0, -1)}`,
        `${json}}`,
        `${json},`,
        `\ufeff${json}`,
        "NaN",
        "undefined",
        "'a'",
      ].map(asJson),
      asJson(json.replace("{", '{"__proto__":{"x":1},')),
      asJson(json.replace(/:\d+/, ":1e400")),
      asJson("[".repeat(50_000)),
      asJson(JSON.stringify("ю".repeat(LARGER_THAN_TAKEN / 2))),
      {
        headers: { "content-type": JSON_TYPE },
        payload: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0xc0, 0x22, 0x7d]),
      },
      { headers: { "content-type": JSON_TYPE }, payload: Buffer.from(json, "utf16le") },
    ),
  );
}

const NO_KEY = {};
const KEYS: fc.Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 12, arbitrary: fc.constant(NO_KEY) },
  { weight: 2, arbitrary: fc.uuid().map((key) => ({ "idempotency-key": key })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("", "k".repeat(101), "'; --").map((key) => ({ "idempotency-key": key })),
  },
);

const PARAMS = [
  ...["00000000-0000-0000-0000-000000000000", "x", "1", "%00", "%", "%D1", "..%2f..", "%F0%9F%99%82", "null"],
  ...["a".repeat(99), "a".repeat(5000), "__proto__", "2026-02-30", "9999-12-31", "%20", "5%0a"],
];

function addressesOf({ url, schema, config }: Route, ids: IdsFor): fc.Arbitrary<string> {
  const known = schema.params ? (schemaOf(schema.params).properties ?? {}) : {};
  const parts = url.split("/").map((part, at, all) => {
    if (!part.startsWith(":")) return fc.constant(part);
    const name = part.slice(1);
    const named = name === "id" ? (config.about ?? all[at - 1]!) : name;
    const usual = valuesOf(known[name] ?? { type: "string", format: "uuid" }, {
      name: named,
      ids,
      hostility: 0,
    });
    return fc.oneof(
      { weight: 18, arbitrary: usual.map((value) => encodeURIComponent(String(value))) },
      { weight: 1, arbitrary: fc.constantFrom(...PARAMS) },
      { weight: 1, arbitrary: fc.uuid() },
    );
  });
  return fc.tuple(fc.tuple(...parts), queriesOf(schema, ids)).map(([path, query]) => path.join("/") + query);
}

function queriesOf({ querystring }: Route["schema"], ids: IdsFor): fc.Arbitrary<string> {
  if (!querystring) return fc.constantFrom("", "", "", "?__proto__=1", "?limit=-1&limit=2");
  const values = (hostility: Hostility) => valuesOf(schemaOf(querystring), { name: "", ids, hostility });
  return fc
    .oneof(
      { weight: 2, arbitrary: values(0) },
      { weight: 2, arbitrary: values(1) },
      { weight: 1, arbitrary: values(5) },
    )
    .map((query) => {
      const pairs = Object.entries(query as object).filter(([, value]) => value !== undefined);
      const text = pairs.map(([key, value]) => `${key}=${encode(wordOf(value).slice(0, 3000))}`).join("&");
      return text === "" ? "" : `?${text}`;
    });
}

function wordOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

/** Half of a character has no form in an address. */
function encode(text: string): string {
  return text.isWellFormed() ? encodeURIComponent(text) : "%ED%A0%80";
}

function schemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema;
}
