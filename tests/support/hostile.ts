import fc from "fast-check";

/** A schema as JSON says it; what a body may be. */
export interface JsonSchema {
  type?: string;
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
}

/** Of every ten values that many are hostile; the others are such as a person would send. */
export type Hostility = 0 | 1 | 5;

/** The ids that a field or a part of an address of this name usually holds. */
export type IdsFor = (name: string) => fc.Arbitrary<string>;

/** Values of the shape, each field with what its name promises or with what nobody should send there. */
export function valuesOf(
  schema: JsonSchema,
  { name, ids, hostility }: { name: string; ids: IdsFor; hostility: Hostility },
): fc.Arbitrary<unknown> {
  // The id of an object in a list is of what the list is called after.
  const inside = (part: JsonSchema, key: string) =>
    valuesOf(part, { name: key === "id" ? name : key, ids, hostility });
  const { anyOf, oneOf, properties, items, additionalProperties } = schema;
  const options = anyOf ?? oneOf;
  if (options) return fc.oneof(...options.map((option) => inside(option, name)));
  if (items || schema.type === "array") return arraysOf(schema, inside(items ?? {}, name), hostility);
  if (properties) return objectsOf(schema, inside, hostility);
  if (typeof additionalProperties === "object")
    return fc.dictionary(fc.constantFrom(...WORDS), inside(additionalProperties, name), { maxKeys: 3 });
  const usual = usualLeaf(schema, name, ids);
  if (hostility === 0) return usual;
  return fc.oneof(
    { weight: 10 - hostility, arbitrary: usual },
    { weight: hostility, arbitrary: hostileLeaf(schema, ids(name)) },
  );
}

function objectsOf(
  { properties = {}, required = [] }: JsonSchema,
  inside: (part: JsonSchema, key: string) => fc.Arbitrary<unknown>,
  hostility: Hostility,
): fc.Arbitrary<unknown> {
  const model = Object.fromEntries(Object.entries(properties).map(([key, part]) => [key, inside(part, key)]));
  const whole = fc.record(model, { requiredKeys: required });
  if (hostility === 0) return whole;
  return fc.oneof(
    { weight: 18, arbitrary: whole },
    { weight: 1, arbitrary: fc.record(model, { requiredKeys: [] }) },
    { weight: 1, arbitrary: fc.tuple(whole, JUNK).map(([object, junk]) => ({ ...object, extra: junk })) },
  );
}

function arraysOf(
  { minItems = 0, maxItems = 100 }: JsonSchema,
  item: fc.Arbitrary<unknown>,
  hostility: Hostility,
): fc.Arbitrary<unknown> {
  const few = fc.array(item, { minLength: Math.min(minItems, 3), maxLength: Math.min(maxItems, 4) });
  if (hostility === 0) return few;
  return fc.oneof(
    { weight: 15, arbitrary: few },
    { weight: 2, arbitrary: few.map((items) => [...items, ...items]) },
    // More than is taken at once, of the same.
    { weight: 1, arbitrary: item.map((one) => Array.from({ length: maxItems + 1 }, () => one)) },
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: JUNK },
  );
}

/** What stands in the tests' school: marks, kinds of work, settings, and plain text. */
const WORDS = [
  ...["5", "4", "2", "1", "н/а", "осв", "зач", "answer", "test", "five", "approved", "справка"],
  ...[
    "Контрольная работа № 3",
    "§ 23, № 481",
    "Иванов",
    "2026/2027",
    "Password-of-Anna-41",
    "smirnova",
    "vestnik",
  ],
  ...["eveningHour", "correctionOrder", "finalGraceDays", "thresholds", "schoolName", "timeZone"],
];
/** Where one of a few is expected. */
const WORDS_OF: Record<string, string[]> = {
  value: ["5", "4", "2", "н/а"],
  kindCode: ["answer", "test"],
  period: ["2026/2027"],
  timeZone: ["Asia/Krasnoyarsk"],
};
/** Where a span begins, and where it ends. */
const DAYS = ["2026-11-26", "2026-11-25", "2026-09-01", "2026-12-14"];
const LATER_DAYS = ["2026-11-26", "2026-11-27", "2026-12-20", "2027-05-26"];
const MOMENTS = ["2026-11-26T03:00:00.000Z", "2026-11-25T09:00:00Z", "2026-11-26T02:59:59.999Z"];

function usualLeaf(schema: JsonSchema, name: string, ids: IdsFor): fc.Arbitrary<unknown> {
  const { type, format, pattern, minLength = 0, maxLength = 10_000 } = schema;
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (type === "null") return fc.constant(null);
  if (type === "boolean") return fc.boolean();
  if (type === "integer" || type === "number") return usualNumber(schema);
  if (format === "uuid") return ids(name);
  if (format === "date") return fc.constantFrom(...(/^to$|^ends/.test(name) ? LATER_DAYS : DAYS));
  if (format === "date-time") return fc.constantFrom(...MOMENTS);
  if (format === "email") return fc.constantFrom("anna@pochta.invalid", "А@школа.рф");
  if (pattern) return fc.stringMatching(new RegExp(pattern));
  const words = (WORDS_OF[name] ?? WORDS).filter(
    (word) => word.length >= minLength && word.length <= maxLength,
  );
  if (type === "string") return fc.constantFrom(...words, "д".repeat(Math.max(minLength, 1)));
  return fc.oneof(fc.constantFrom<unknown>(...WORDS, 7, true, null), JUNK);
}

function usualNumber({ minimum = 0, maximum = 100 }: JsonSchema): fc.Arbitrary<number> {
  // Of a version and of most counts there is 1.
  const near = fc.constantFrom(...[1, 2, 3, 4].filter((one) => one >= minimum && one <= maximum), minimum);
  return fc.oneof(
    { weight: 3, arbitrary: near },
    { weight: 1, arbitrary: fc.integer({ min: minimum, max: maximum }) },
  );
}

const NIL = "00000000-0000-0000-0000-000000000000";
const STRINGS = [
  ...[
    "",
    " ",
    "\0",
    "a\0b",
    "\ud800",
    "б\udc00",
    "\u200b",
    "\u200f5\u202e",
    "\ufeff",
    "👩‍👩‍👧‍👦",
    "e\u0301\u0301".repeat(50),
  ],
  ...[
    "Н/А",
    "н\\а",
    "H/A",
    "h/a",
    "н∕а",
    "５",
    "٥",
    "5.0",
    "5+",
    "+5",
    " 5",
    "5\n",
    "зaч",
    "null",
    "undefined",
    "NaN",
  ],
  ...["' or 1=1 --", "$1", "%s", "{{7*7}}", "<b>", "../../etc", "__proto__", "constructor", "toString"],
  ...[NIL, NIL.replaceAll("0", "f"), "not-a-uuid", "0x10", "1e400", "true", "я".repeat(20_000)],
];
const IMPOSSIBLE_DAYS = [
  ...["0000-01-01", "0001-01-01", "9999-12-31", "2026-02-30", "2026-13-01", "2026-2-3", "2100-12-31"],
  ...[
    "1900-01-01",
    "+010000-01-01",
    "-000001-01-01",
    "2024-02-29",
    "2026-11-26T00:00:00Z",
    "infinity",
    "now",
  ],
];
const IMPOSSIBLE_MOMENTS = [
  ...[
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999Z",
    "2026-11-26T24:00:00Z",
    "2026-11-26T03:00:00+25:00",
  ],
  ...["2026-11-26T03:00:00", "0001-01-01T00:00:00Z", "2026-11-26T03:00:00.123456789Z", "epoch", "infinity"],
];
const NUMBERS = [
  ...[
    -0,
    -1,
    0,
    0.5,
    1.0000001,
    2 ** 31 - 1,
    2 ** 31,
    -(2 ** 31) - 1,
    2 ** 32,
    2 ** 53,
    1e21,
    1e308,
    -1e308,
    5e-324,
  ],
];

/** Anything that is JSON and not what was asked for. */
export const JUNK: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, [], {}, [[]], [null], { id: null }, "5", 5, { set: 1 }, { not: "" }),
  fc.constantFrom(...STRINGS),
  fc.constantFrom(...NUMBERS),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Mostly of the type that is asked for, so that it comes further than the first look. */
function hostileLeaf(schema: JsonSchema, id: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const { type, format, minimum, maximum, maxLength } = schema;
  if (type === "integer" || type === "number") {
    const bounds = [minimum, maximum].flatMap((bound) =>
      bound === undefined ? [] : [bound - 1, bound, bound + 1],
    );
    return fc.oneof(fc.constantFrom(...bounds, ...NUMBERS), fc.maxSafeInteger(), fc.double(), JUNK);
  }
  if (format === "uuid")
    return fc.oneof(
      id.map((one) => one.toUpperCase()),
      fc.uuid(),
      fc.constant(NIL),
      JUNK,
    );
  if (format === "date") return fc.oneof(fc.constantFrom(...IMPOSSIBLE_DAYS), JUNK);
  if (format === "date-time") return fc.oneof(fc.constantFrom(...IMPOSSIBLE_MOMENTS), JUNK);
  if (type !== "string") return JUNK;
  const longest =
    maxLength === undefined ? [] : ["ж".repeat(maxLength), "🙂".repeat(maxLength), "ж".repeat(maxLength + 1)];
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...STRINGS, ...longest) },
    { weight: 3, arbitrary: fc.string({ unit: "binary", maxLength: Math.min(maxLength ?? 50, 50) }) },
    { weight: 1, arbitrary: id },
    { weight: 1, arbitrary: JUNK },
  );
}
