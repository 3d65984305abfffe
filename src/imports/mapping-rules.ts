import type { z } from "zod";
import type { Field, Mapping, Way, Ways } from "./mapping.ts";
import { isOnScale } from "./scale.ts";

/** What one part of the description says about another. */
export function checkReferences(mapping: Mapping, context: z.RefinementCtx): void {
  const wrong = (path: (string | number)[], message: string) =>
    context.addIssue({ code: "custom", path, message });
  const { schoolYear, terms, contacts, results } = mapping;
  if (schoolYear.startsOn >= schoolYear.endsOn)
    wrong(["schoolYear", "endsOn"], "год кончается раньше, чем начался");
  terms.forEach((term, index) => {
    if (term.startsOn >= term.endsOn)
      wrong(["terms", index, "endsOn"], "период кончается раньше, чем начался");
    if (term.startsOn < schoolYear.startsOn || term.endsOn > schoolYear.endsOn)
      wrong(["terms", index], "период выходит за учебный год");
    const twin = terms.findIndex(
      ({ number, levels }) =>
        number === term.number && levels[0] <= term.levels[1] && term.levels[0] <= levels[1],
    );
    if (twin < index) wrong(["terms", index], "период с этим номером для этих параллелей уже описан");
  });
  if (contacts && !mapping.guardian)
    wrong(["contacts"], "контакты принадлежат родителю, а guardian не описан");
  for (const way of contacts ? waysOf(contacts.way) : [])
    if ((way === "email" || way === "telegram") && !contacts?.[way])
      wrong(["contacts", way], "этот способ выбран, а адрес не описан");
  for (const who of ["pupil", "guardian"] as const)
    if (mapping[who]?.placeholder && !mapping[who].surname.template?.includes("{key}"))
      wrong(
        [who, "surname"],
        "фамилия-заглушка должна быть шаблоном с {key}, чтобы её не спутать с настоящей",
      );
  mapping.consents.forEach(({ of }, index) => {
    if (of === "guardian" && !mapping.guardian) wrong(["consents", index, "of"], "guardian не описан");
  });
  const seen = new Set<string>();
  results.forEach(({ column, subject, kind, term, scale: code, values = {} }, index) => {
    const scale = mapping.scales.find((one) => one.code === code);
    if (!scale) wrong(["results", index, "scale"], `шкалы «${code}» нет в scales`);
    for (const [cell, value] of scale ? Object.entries(values) : [])
      if (!isOnScale(scale!, value))
        wrong(["results", index, "values", cell], `значения «${value}» нет на шкале «${code}»`);
    if ((kind === "term") !== (term !== undefined))
      wrong(["results", index, "term"], "номер периода нужен отметке за период, и только ей");
    if (term !== undefined && !terms.some(({ number }) => number === term))
      wrong(["results", index, "term"], `периода ${term} нет в terms`);
    const fact = `${subject} ${kind} ${term}`;
    if (seen.has(fact))
      wrong(["results", index, "column"], `столбец ${column} описывает ту же отметку, что и другой столбец`);
    seen.add(fact);
  });
}

/** Every way of contact that a row can choose. */
function waysOf(field: Field<Ways>): Way[] {
  const chosen = [field.value, field.whenEmpty, field.otherwise, ...Object.values(field.values ?? {})];
  const listed = chosen.flatMap((ways) =>
    ways === undefined ? [] : typeof ways === "string" ? [ways] : ways.alternate,
  );
  return field.column !== undefined && field.values === undefined
    ? ["email", "telegram", "paper"]
    : [...new Set(listed)];
}

/** zod's findings as the second half of «путь: …». */
export function sayInRussian(issue: z.core.$ZodRawIssue): string {
  const kinds: Record<string, string> = {
    string: "строка",
    number: "число",
    int: "целое число",
    object: "объект { … }",
    record: "объект { … }",
    array: "список [ … ]",
    boolean: "true или false",
  };
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined
        ? `этого нет, а нужно: ${kinds[issue.expected] ?? issue.expected}`
        : `нужно: ${kinds[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return `нужно одно из: ${issue.values.map((value) => `«${String(value)}»`).join(", ")}`;
    case "unrecognized_keys":
      return `лишнее: ${issue.keys.map((key) => `«${key}»`).join(", ")}`;
    case "too_small":
      return issue.origin === "number" ? `нужно не меньше ${issue.minimum}` : "не должно быть пустым";
    case "too_big":
      return issue.origin === "number"
        ? `нужно не больше ${issue.maximum}`
        : `слишком длинно, нужно не больше ${issue.maximum}`;
    case "invalid_format":
      return issue.format === "date"
        ? "нужна дата вида 2026-09-01"
        : `написано не по правилам (${issue.format})`;
    default:
      return "так нельзя";
  }
}
