import { audit } from "../audit.ts";
import { dotted, plusDays } from "../calendar/days.ts";
import { dateOf, isoDay, now } from "../clock.ts";
import type { Prisma, Tx } from "../db.ts";
import { BadInput } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { heldOn } from "../people/dated.ts";
import { changeEnrolment, enrolPupil, movePupil } from "../people/enrolments.ts";
import { createPerson, type Person } from "../people/people.ts";
import type { OrderRow } from "./order-table.ts";

/**
 * Carries out one order in its transaction. @throws BadInput, with the column in its path, where the order does not fit the
 * journal · what the verbs of src/people/enrolments.ts throw
 */
export async function carryOut(tx: Tx, order: OrderRow, by: By): Promise<"fresh" | "same"> {
  const { outsideId, kind, number, signedOn, from, pupilKey } = order;
  const known = await tx.movementOrder.findUnique({ where: { outsideId }, include: { class: true } });
  if (known) {
    checkSame(order, known);
    return "same";
  }
  const classId = order.className && (await findClass(tx, order));
  const pupil = await findPupil(tx, order, by);
  if (kind === "enrolment")
    await enrolPupil(tx, { pupilId: pupil.id, classId: classId!, from, to: null, documentOn: signedOn }, by);
  else await leaveClass(tx, { order, pupilId: pupil.id, classId }, by);
  const { id } = await tx.movementOrder.create({
    data: {
      ...{ outsideId, kind, number, pupilKey, classId, pupilId: pupil.id },
      ...{ signedOn: dateOf(signedOn), from: dateOf(from) },
      ...{ importedAt: by.at ?? now(), importedBy: by.actorId },
    },
  });
  await audit(tx, by, { action: "order.carriedOut", objectId: id, pupilId: pupil.id, details: { kind } });
  return "fresh";
}

/** «Зачислить в 7А с 01.12.2026: Иванов Пётр Ильич, приказ 12-з от 30.11.2026» */
export function orderWords({ kind, className, from, number, signedOn, ...pupil }: OrderRow): string {
  const to = className && `${className.level}${className.letter}`;
  const what = { enrolment: `Зачислить в ${to}`, transfer: `Перевести в ${to}`, expulsion: "Отчислить" }[
    kind
  ];
  const name = [pupil.surname, pupil.givenName, pupil.patronymic].filter(Boolean).join(" ");
  return `${what} с ${dotted(from)}: ${name}, приказ ${number} от ${dotted(signedOn)}`;
}

type Known = Prisma.MovementOrderGetPayload<{ include: { class: true } }>;

/** An order that was carried out is not carried out otherwise: what came of it may have been corrected by hand since. */
function checkSame({ kind, number, signedOn, from, pupilKey, className }: OrderRow, known: Known): void {
  const differs =
    (known.kind !== kind && "kind") ||
    (known.number !== number && "number") ||
    (isoDay(known.signedOn) !== signedOn && "signedOn") ||
    (isoDay(known.from) !== from && "from") ||
    (known.pupilKey !== pupilKey && "pupilKey") ||
    (known.class?.level !== className?.level && "className") ||
    (known.class?.letter.toUpperCase() !== className?.letter && "className");
  if (differs)
    throw new BadInput(
      "как в приказе, который с этим кодом уже проведён; изменение оформляют новым приказом или вносят вручную",
      [differs],
    );
}

async function findClass(tx: Tx, { className, from }: OrderRow): Promise<string> {
  const on = dateOf(from);
  const found = await tx.schoolClass.findFirst({
    where: {
      level: className!.level,
      letter: { equals: className!.letter, mode: "insensitive" },
      year: { startsOn: { lte: on }, endsOn: { gte: on } },
    },
  });
  if (!found) throw new BadInput(`класс, который есть в журнале ${dotted(from)}`, ["className"]);
  return found.id;
}

/** By the register's key; one whose key is not known yet by name and birth date; a newcomer is entered. */
async function findPupil(tx: Tx, order: OrderRow, by: By): Promise<Person> {
  const { pupilKey, surname, givenName, patronymic, sex, birthDate, kind } = order;
  const keyed = await tx.movementOrder.findFirst({ where: { pupilKey }, include: { pupil: true } });
  if (keyed) {
    if (
      plainly(keyed.pupil.surname) !== plainly(surname) ||
      plainly(keyed.pupil.givenName) !== plainly(givenName)
    )
      throw new BadInput("имя, под которым ученик с этим кодом записан в журнале, или другой код", [
        "surname",
      ]);
    return keyed.pupil;
  }
  if (birthDate === null)
    throw new BadInput("дата рождения: этот код ученика встречается впервые", ["birthDate"]);
  const born = await tx.person.findMany({
    where: { birthDate: dateOf(birthDate), enrolments: { some: {} }, orders: { none: {} } },
  });
  const namesakes = born.filter(
    (person) =>
      plainly(person.surname) === plainly(surname) &&
      plainly(person.givenName) === plainly(givenName) &&
      (patronymic === null ||
        person.patronymic === null ||
        plainly(person.patronymic) === plainly(patronymic)),
  );
  if (namesakes.length > 1)
    throw new BadInput("один ученик с таким именем и датой рождения; внесите этот приказ вручную", [
      "surname",
    ]);
  if (namesakes[0]) return namesakes[0];
  if (kind !== "enrolment")
    throw new BadInput("ученик, который есть в журнале: проверьте имя и дату рождения", ["surname"]);
  return createPerson(tx, { surname, givenName, patronymic, sex, birthDate }, by);
}

interface Leaving {
  order: OrderRow;
  pupilId: string;
  classId: string | null;
}

/** From the order's day on the pupil is in another class or in none, and so are the rights of those who taught them. */
async function leaveClass(
  tx: Tx,
  { order: { from, signedOn }, pupilId, classId }: Leaving,
  by: By,
): Promise<void> {
  const current = await tx.enrolment.findFirst({ where: { pupilId, ...heldOn(dateOf(from)) } });
  if (!current)
    throw new BadInput(`день, в который ученик в классе: ${dotted(from)} он ни в одном`, ["from"]);
  const { id, version } = current;
  if (classId) await movePupil(tx, { id, version, pupilId, classId, from, documentOn: signedOn }, by);
  else await changeEnrolment(tx, { id, version, to: plusDays(from, -1) }, by);
  // One that has not begun by then ends before it began: it never held.
  await tx.$executeRaw`
    update "SubgroupMember" m set "to" = greatest(m."from", ${from}::date) - 1
    where m."pupilId" = ${pupilId}::uuid and (m."to" is null or m."to" >= ${from}::date)
      and not exists (select 1 from "SubgroupClass" c where c."subgroupId" = m."subgroupId" and c."classId" = ${classId}::uuid)`;
}

function plainly(name: string): string {
  return name.trim().toLowerCase().replaceAll("ё", "е").replace(/\s+/g, " ");
}
