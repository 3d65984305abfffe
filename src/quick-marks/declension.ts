/** Cases as bits: a form can be of several. */
export const CASES = {
  nominative: 1,
  genitive: 2,
  dative: 4,
  accusative: 8,
  instrumental: 16,
  prepositional: 32,
};

/**
 * Ending of a name (of either sex, «е» for «ё») → what it becomes in the six cases; « » divides cases, «|» spellings of
 * one, «0» is nothing. The first line that fits holds. Names where a vowel is dropped stand in two forms: «Кравцу» and «Кравецу».
 */
const ENDINGS: [ending: RegExp, forms: string][] = [
  [/(?<=[гкхжшщч])ий$/, "ий ого|его ому|ему ого|его им ом|ем"],
  [/ий$/, "ий его|ия ему|ию его|ия им|ием ем|ии|ие"],
  [/[ыо]й$/, "ый|ой ого|оя ому|ою ого|оя ым|им|оем ом|ое"],
  [/ая$/, "ая ой ой ую ой|ою ой"],
  [/яя$/, "яя ей ей юю ей|ею ей"],
  [/^лев$/, "лев льва|лева льву|леву льва|лева львом|левым льве|леве"],
  // Surnames («Ивановой») and given names («Полине») alike.
  [/(?<=(?:ов|ев|ин|ын))а$/, "а ой|ы ой|е у ой|ою ой|е"],
  [/(?<=(?:ов|ев|ин|ын))$/, "0 а у а ым|ом е"],
  [/(?<=[ыи]х)$/, "0 0 0 0 0 0"],
  [/а$/, "а ы|и е у ой|ей е"],
  [/я$/, "я и е|и ю ей е|и"],
  [/ей$/, "ей ея|ья ею|ью ея|ья еем|ьем ее|ье"],
  [/й$/, "й я ю я ем е"],
  [/ь$/, "ь я|и ю|и я|ь ем|ью е|и"],
  [/(?<=л)ец$/, "ец ьца|еца ьцу|ецу ьца|еца ьцем|ецем ьце|еце"],
  [/(?<=[аеиоуыэюя])ец$/, "ец йца|еца йцу|ецу йца|еца йцем|ецем йце|еце"],
  [/ец$/, "ец ца|еца цу|ецу ца|еца цем|цом|ецем це|еце"],
  [/яц$/, "яц йца|яца йцу|яцу йца|яца йцем|яцем йце|яце"],
  [/(?<=..)ок$/, "ок ка|ока ку|оку ка|ока ком|оком ке|оке"],
  [/(?<=..)ек$/, "ек ка|ека ку|еку ка|ека ком|еком ке|еке"],
  [/(?<=^пав)ел$/, "ел ла лу ла лом ле"],
  [/(?<=[бвгджзклмнпрстфхцчшщ])$/, "0 а у а ом|ем|ым е"],
];
const IN_ORDER = Object.values(CASES);

/** The forms of a folded name → in which cases it looks like that. A name of no known ending stays as it is. */
export function formsOf(name: string): Map<string, number> {
  // As it stands it may be any case: men's surnames on a woman («Анне Ким»), and whoever does not decline at all.
  const forms = new Map([[name, CASES.nominative]]);
  const [ending, endings] = ENDINGS.find(([pattern]) => pattern.test(name)) ?? [];
  if (!ending || !endings) return forms;
  const stem = name.replace(ending, "");
  for (const [index, spellings] of endings.split(" ").entries()) {
    for (const spelling of spellings.split("|")) {
      const form = stem + (spelling === "0" ? "" : spelling);
      forms.set(form, (forms.get(form) ?? 0) | IN_ORDER[index]!);
    }
  }
  return forms;
}
