const BY_NAME = new Intl.Collator("ru");

interface Named {
  surname: string;
  givenName: string;
}

/** In the order of a class list: by surname, then by name, as the paper journal has it. */
export function inListOrder<Person extends Named>(people: readonly Person[]): Person[] {
  return people.toSorted(
    (a, b) => BY_NAME.compare(a.surname, b.surname) || BY_NAME.compare(a.givenName, b.givenName),
  );
}
