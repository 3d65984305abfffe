/** One thing wrong in what was sent, with the way to it (RFC 9457 §3, RFC 6901). */
export interface Fault {
  detail: string;
  /** Into the body: `#/marks/3/value`. */
  pointer?: string;
  /** Of the address: `limit`. */
  parameter?: string;
}

/** What the validator hands over: an issue of zod without its path. */
export interface Invalid {
  keyword: string;
  instancePath: string;
  message?: string;
  params: Record<string, unknown>;
}

export function faultOf({ keyword, instancePath, message = "", params }: Invalid, where: string): Fault {
  const path = instancePath === "/" ? "" : instancePath;
  const detail = sentenceFor({ ...params, code: keyword, message });
  return where === "body" ? { detail, pointer: `#${path}` } : { detail, parameter: path.slice(1) };
}

/** A schema's own sentence; those of zod begin in English. */
const OURS = /^[«А-ЯЁ]/;

/** Our own sentence where the schema has one; else what was expected, in Russian. */
function sentenceFor(issue: Record<string, unknown> & { code: string; message: string }): string {
  if (OURS.test(issue.message)) return issue.message;
  const { code, maximum, minimum, origin, keys, values, expected, format } = issue;
  const unit = origin === "string" ? " знаков" : origin === "array" ? " строк" : "";
  if (code === "too_big") return `Не больше ${String(maximum)}${unit}.`;
  if (code === "too_small") return `Не меньше ${String(minimum)}${unit}.`;
  if (code === "unrecognized_keys") return `Лишнее: ${(keys as string[]).map(short).join(", ")}. Уберите.`;
  if (code === "invalid_value") return `Можно только: ${(values as unknown[]).map(String).join(", ")}.`;
  if (code === "invalid_format") return FORMATS[String(format)] ?? "Записано не так, как здесь принято.";
  if (code === "invalid_type") return `Нужно: ${TYPES[String(expected)] ?? String(expected)}.`;
  return "Не понимаем это значение.";
}

const FORMATS: Record<string, string> = {
  uuid: "Нужен идентификатор, каким его назвал журнал.",
  datetime: "Нужен момент вида 2026-11-26T02:50:00Z.",
  email: "Нужен адрес вида name@school.example.",
};

const TYPES: Record<string, string> = {
  string: "текст",
  number: "число",
  int: "целое число",
  boolean: "true или false",
  array: "список",
  object: "объект с полями",
  record: "объект с полями",
};

function short(key: string): string {
  return `«${key.slice(0, 40)}»`;
}
