import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { z } from "zod";
import { BadInput } from "../errors.ts";
import { checkReferences, sayInRussian } from "./mapping-rules.ts";

const SIZE_LIMIT_BYTES = 1024 * 1024;
const NAME_LIMIT = 100;

const word = z.string().trim().min(1).max(NAME_LIMIT);
const day = z.iso.date();
const level = z.int().min(1).max(11);
/** A text made for each row: `{key}` is the key of the row, `{row}` its number among the pupils, from 1. */
const template = word.refine(
  (text) => (text.match(/\{[^}]*\}/g) ?? []).every((slot) => slot === "{key}" || slot === "{row}"),
  "в шаблоне можно писать только {key} и {row}",
);

/** Where a value comes from: the same for everybody, a template, or a column with a translation. */
function field<Value extends z.ZodType>(value: Value, { template: templated = false } = {}) {
  return z
    .strictObject({
      value: value.optional(),
      template: template.optional(),
      column: word.optional(),
      /** What is written in the file → what it means; without it the cell is taken as it is. */
      values: z.record(z.string(), value).optional(),
      /** What an empty cell means; without it an empty cell is an error. */
      whenEmpty: value.optional(),
      /** What every word not listed in `values` means; without it such a word is an error. */
      otherwise: value.optional(),
    })
    .refine(
      ({ value, template, column }) =>
        [value, template, column].filter((one) => one !== undefined).length === 1,
      "нужно ровно одно из value, template, column",
    )
    .refine(({ template }) => templated || template === undefined, "template здесь не подходит")
    .refine(
      ({ column, values, whenEmpty, otherwise }) =>
        column !== undefined || [values, whenEmpty, otherwise].every((one) => one === undefined),
      "values, whenEmpty и otherwise имеют смысл только вместе с column",
    );
}

export interface Field<Value> {
  value?: Value | undefined;
  template?: string | undefined;
  column?: string | undefined;
  values?: Record<string, Value> | undefined;
  whenEmpty?: Value | undefined;
  otherwise?: Value | undefined;
}

const text = field(word, { template: true });
const person = {
  /** The names are made up and stand for somebody the file does not name. */
  placeholder: z.boolean().default(false),
  surname: text,
  givenName: text,
  patronymic: field(word.nullable()).optional(),
  sex: field(z.enum(["female", "male"]).nullable()).optional(),
};

const way = z.enum(["email", "telegram", "paper", "none"]);
const ways = z.union([way, z.strictObject({ alternate: z.array(way.exclude(["none"])).min(2) })], {
  error: 'нужно "email", "telegram", "paper", "none" или { "alternate": ["email", "telegram"] }',
});

const scale = z
  .strictObject({
    code: word,
    name: word,
    /** Whole numbers from … to, passed from the pass line on. */
    from: z.int().min(0).max(1000).optional(),
    to: z.int().min(0).max(1000).optional(),
    passLine: z.int().optional(),
    /** Or any values, the best first. */
    values: z
      .array(z.strictObject({ code: word, name: word, points: z.int().optional(), passes: z.boolean() }))
      .min(1)
      .optional(),
  })
  .refine(
    ({ from, to, passLine, values }) =>
      values === undefined
        ? from !== undefined && to !== undefined && passLine !== undefined && from < to
        : from === undefined && to === undefined && passLine === undefined,
    "нужно либо from, to и passLine (from меньше to), либо values",
  );

const result = z.strictObject({
  column: word,
  subject: word,
  kind: z.enum(["term", "year", "exam", "final"]),
  /** The number of the term, for a term mark. */
  term: z.int().min(1).optional(),
  scale: word,
  values: z.record(z.string(), word).optional(),
  /** What stands in the cell when there is no mark ("" is an empty cell); without it a mark must be there. */
  missing: z.array(z.string()).default([]),
  /** When the results became known, if that is known: the 24 hours of R63 run from here. */
  resultsKnownAt: z.iso.datetime({ offset: true }).optional(),
});

const Shape = z.strictObject({
  source: z.strictObject({
    /** The stable prefix of the keys: it names the source for ever. */
    name: z
      .string()
      .regex(/^[a-z0-9-]{1,20}$/, "нужны строчные латинские буквы, цифры и дефис, до 20 знаков"),
    title: word,
    delimiter: z.enum(["auto", ",", ";", "tab"]).default("auto"),
    encoding: z.enum(["utf-8", "windows-1251"]).default("utf-8"),
  }),
  /** What makes a row the same row next time: a column, or its number in a file that never changes its order. */
  key: z
    .strictObject({ column: word.optional(), row: z.literal(true).optional() })
    .refine(
      ({ column, row }) => (column === undefined) !== (row === undefined),
      "нужно ровно одно из column, row",
    ),
  schoolYear: z.strictObject({ name: word, startsOn: day, endsOn: day }),
  terms: z
    .array(
      z.strictObject({
        kind: z.enum(["quarter", "halfYear", "trimester", "module"]),
        number: z.int().min(1),
        startsOn: day,
        endsOn: day,
        levels: z.tuple([level, level]).default([1, 11]),
      }),
    )
    .default([]),
  building: field(z.strictObject({ code: word, name: word })).optional(),
  class: z.strictObject({ level: field(level), letter: field(word) }),
  pupil: z.strictObject({
    ...person,
    birthDate: z
      .strictObject({
        column: word,
        format: z.enum(["yyyy-mm-dd", "dd.mm.yyyy"]),
        emptyAllowed: z.boolean().default(false),
      })
      .optional(),
  }),
  guardian: z.strictObject({ ...person, kinship: field(z.enum(["mother", "father", "other"])) }).optional(),
  /** The guardian's one contact. */
  contacts: z
    .strictObject({
      way: field(ways),
      email: text.optional(),
      telegram: z
        .strictObject({ chatIdBase: z.int().min(1).optional(), column: word.optional() })
        .refine(
          (one) => (one.chatIdBase === undefined) !== (one.column === undefined),
          "нужно ровно одно из chatIdBase, column",
        )
        .optional(),
      /** The declaration behind the contacts; without it they stay unconfirmed. */
      statement: z.strictObject({ number: template, date: day }).optional(),
    })
    .optional(),
  consents: z
    .array(
      z.strictObject({
        of: z.enum(["pupil", "guardian"]),
        purpose: z.enum(["messages", "guardians"]),
        givenOn: day,
        source: template,
      }),
    )
    .default([]),
  scales: z.array(scale).default([]),
  results: z.array(result).default([]),
  /** Columns left out on purpose, and why: what is neither mapped nor listed here is an error. */
  ignore: z
    .array(z.strictObject({ columns: z.array(word).min(1), why: z.string().trim().min(1) }))
    .default([]),
});
const Checked = Shape.superRefine(checkReferences);

export type Mapping = z.infer<typeof Shape>;
export type PersonFields = Pick<
  Mapping["pupil"],
  "placeholder" | "surname" | "givenName" | "patronymic" | "sex"
>;
export type Way = z.infer<typeof way>;
export type Ways = z.infer<typeof ways>;
export type TermSpec = Mapping["terms"][number];
export type ScaleSpec = Mapping["scales"][number];
export type ResultSpec = Mapping["results"][number];

/** Reads the description of a source from a file. @throws BadInput one sentence with the path inside the file */
export async function readMapping(path: string): Promise<Mapping> {
  const name = basename(path);
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw new BadInput(`Описания «${name}» нет. Проверьте путь после --mapping.`);
  if (found.size > SIZE_LIMIT_BYTES)
    throw new BadInput(`Описание «${name}» больше 1 МБ: похоже, после --mapping указан не тот файл.`);
  return parseMapping(await readFile(path, "utf8"), name);
}

/** @throws BadInput one sentence with the path inside the description */
function parseMapping(json: string, name: string): Mapping {
  let raw: unknown;
  try {
    raw = JSON.parse(json.replace(/^\uFEFF/, ""));
  } catch {
    // The parser's own words are English and quote the file.
    throw new BadInput(`Описание «${name}» не читается как JSON: проверьте скобки, кавычки и запятые.`);
  }
  const parsed = Checked.safeParse(raw, { error: sayInRussian });
  if (parsed.success) return parsed.data;
  const [first, ...more] = parsed.error.issues;
  const place = first!.path.join(".") || "весь файл";
  const others = more.length > 0 ? ` (и ещё ошибок: ${more.length})` : "";
  throw new BadInput(`Описание «${name}», ${place}: ${first!.message}${others}.`);
}
