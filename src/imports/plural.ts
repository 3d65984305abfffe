const rules = new Intl.PluralRules("ru");

/** «1 строка», «2 строки», «649 строк». */
export function plural(count: number, one: string, few: string, many: string): string {
  const rule = rules.select(count);
  return `${count} ${rule === "one" ? one : rule === "few" ? few : many}`;
}
