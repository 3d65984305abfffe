import type { Mapping } from "./mapping.ts";

/** Every column the description takes something from. */
export function columnsOf(mapping: Mapping): Set<string> {
  const { key, building, class: schoolClass, pupil, guardian, contacts, results } = mapping;
  const people = [pupil, guardian].flatMap((person) =>
    person ? [person.surname, person.givenName, person.patronymic, person.sex] : [],
  );
  const places = [
    key,
    building,
    schoolClass.level,
    schoolClass.letter,
    ...people,
    pupil.birthDate,
    guardian?.kinship,
    contacts?.way,
    contacts?.email,
    contacts?.telegram,
    ...results,
  ];
  return new Set(places.flatMap((place) => place?.column ?? []));
}

/** The columns left out on purpose. */
export function ignoredColumns(mapping: Mapping): Set<string> {
  return new Set(mapping.ignore.flatMap(({ columns }) => columns));
}
