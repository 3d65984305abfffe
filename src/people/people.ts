import { audit } from "../audit.ts";
import { dateOf, dayIn, isoDay, now } from "../clock.ts";
import type { Db, Prisma, Sex, Tx } from "../db.ts";
import { BadInput, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { getSettings } from "../settings.ts";
import { editVersion } from "../versions.ts";

export type Person = Prisma.PersonGetPayload<object>;

/** What the journal knows of everybody (R33). Null: not known, or there is none. */
export interface PersonFacts {
  surname: string;
  givenName: string;
  patronymic: string | null;
  sex: Sex | null;
  /** `2012-03-14` */
  birthDate: string | null;
}

/** What is left out stays as it is. */
export type Changes<Facts> = { [Key in keyof Facts]?: Facts[Key] | undefined };

/** An edit names the version that its author saw. */
export interface Edited {
  id: string;
  version: number;
}

const LONGEST_NAME = 100;
const OLDEST = "1900-01-01";

/** @throws BadInput a name or a birth date that cannot be */
export async function createPerson(db: Db | Tx, facts: PersonFacts, by: By): Promise<Person> {
  return db.$transaction(async (tx) => {
    const data = { ...(await checkFacts(tx, facts)), createdAt: by.at ?? now() };
    const person = await tx.person.create({ data });
    await audit(tx, by, { action: "person.created", objectId: person.id });
    return person;
  });
}

/** @throws NotFound · Conflict (see versions.ts) · BadInput a name or a birth date that cannot be */
export async function changePerson(
  db: Db,
  { id, version, ...changes }: Edited & Changes<PersonFacts>,
  by: By,
): Promise<Person> {
  return db.$transaction(async (tx) => {
    const facts = { ...factsOf(await getPerson(tx, id)), ...given(changes) };
    const { after } = await editVersion(tx.person, { id, version }, await checkFacts(tx, facts));
    // Which facts, never what they say: the trail holds no personal data.
    await audit(tx, by, {
      action: "person.changed",
      objectId: id,
      details: { fields: Object.keys(given(changes)) },
    });
    return after;
  });
}

/** @throws NotFound */
export async function getPerson(db: Db | Tx, id: string): Promise<Person> {
  const person = await db.person.findUnique({ where: { id } });
  if (!person) throw new NotFound("Такого человека нет. Обновите список.");
  return person;
}

/** Lets everything that changes the relations of one person wait its turn. @throws NotFound */
export async function lockPerson(tx: Tx, id: string): Promise<void> {
  const [locked] = await tx.$queryRaw<unknown[]>`select 1 from "Person" where id = ${id}::uuid for update`;
  if (!locked) throw new NotFound("Такого человека нет. Обновите список.");
}

/** Without what was left out. */
export function given<Facts extends object>(changes: Changes<Facts>): Partial<Facts> {
  return Object.fromEntries(
    Object.entries(changes).filter(([, value]) => value !== undefined),
  ) as Partial<Facts>;
}

function factsOf({ surname, givenName, patronymic, sex, birthDate }: Person): PersonFacts {
  return { surname, givenName, patronymic, sex, birthDate: birthDate && isoDay(birthDate) };
}

async function checkFacts(tx: Tx, { birthDate, sex, ...names }: PersonFacts) {
  const { timeZone } = await getSettings(tx);
  if (birthDate !== null && (birthDate < OLDEST || birthDate > isoDay(dayIn(timeZone))))
    throw new BadInput("Такой даты рождения быть не может. Проверьте год.", ["birthDate"]);
  return {
    surname: tidyName("surname", names.surname),
    givenName: tidyName("givenName", names.givenName),
    patronymic: names.patronymic ? tidyName("patronymic", names.patronymic) : null,
    sex,
    birthDate: birthDate === null ? null : dateOf(birthDate),
  };
}

/** Letters of any language, with what stands between the parts of a name: «Преображенская-Лунёва», «Мамед оглы», O'Neil. */
function tidyName(field: keyof PersonFacts, written: string): string {
  const name = written.normalize("NFC").trim().replace(/\s+/g, " ");
  if (/^\p{L}[\p{L}\p{M}'’.\- ]*$/u.test(name) && name.length <= LONGEST_NAME) return name;
  throw new BadInput("Имя пишут буквами, до ста знаков; отчество, если его нет, оставьте пустым.", [field]);
}
