const LONGEST_NAME = 22;

/** «Кравцова Анна», as lists show it; longer than 22 letters: surname and initial (look.md). */
export function listName(surname: string, givenName: string): string {
  const name = `${surname} ${givenName}`;
  return name.length <= LONGEST_NAME ? name : `${surname} ${[...givenName][0] ?? ""}.`;
}
