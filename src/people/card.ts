import { audit } from "../audit.ts";
import type { Db, Tx } from "../db.ts";
import { BadInput } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { getSettings, type Settings } from "../settings.ts";
import { editVersion } from "../versions.ts";
import { type Changes, type Edited, getPerson, given, type Person } from "./people.ts";

/** What R33 asks of staff beyond name, sex and birth date. Null: not filled in yet; who has no category is given «нет». */
export interface StaffFacts {
  post: string;
  grade: string | null;
  category: string | null;
  functions: string | null;
  speciality: string | null;
}

export type Kept = Settings["cardKeeps"][number];
/** What a card holds beyond R33 where the school has decided so. */
export type KeptFacts = Record<Kept, string | null>;

export interface Card extends KeptFacts {
  person: Person;
  /** Null: not a member of staff, or nothing is filled in. */
  staff: StaffFacts | null;
  keeps: Kept[];
}

/** The personal card. What the school no longer keeps is not shown either. @throws NotFound */
export async function getCard(db: Db | Tx, personId: string): Promise<Card> {
  const person = await getPerson(db, personId);
  const staff = await db.staffCard.findUnique({ where: { personId }, omit: { personId: true } });
  const { cardKeeps } = await getSettings(db);
  const shown = (key: Kept) => (cardKeeps.includes(key) ? person[key] : null);
  return {
    person,
    staff,
    keeps: cardKeeps,
    phone: shown("phone"),
    address: shown("address"),
    email: shown("email"),
  };
}

/**
 * Fills in a personal card (R33); `version` is the person's.
 * @throws NotFound · Conflict (see versions.ts) · BadInput what the school does not keep, a post of somebody who has none
 */
export async function writeCard(
  db: Db,
  { id, version, staff, ...kept }: Edited & Changes<KeptFacts & { staff: StaffFacts }>,
  by: By,
): Promise<Card> {
  return db.$transaction(async (tx) => {
    const facts = given(kept);
    await checkKept(tx, facts);
    await editVersion(tx.person, { id, version }, facts);
    if (staff) await writeStaff(tx, id, staff);
    const fields = [...Object.keys(facts), ...Object.keys(staff ?? {})];
    await audit(tx, by, { action: "card.written", objectId: id, details: { fields } });
    return getCard(tx, id);
  });
}

async function checkKept(tx: Tx, facts: Partial<KeptFacts>): Promise<void> {
  const { cardKeeps } = await getSettings(tx);
  const [key] = (Object.keys(facts) as Kept[]).filter((name) => facts[name] && !cardKeeps.includes(name));
  if (key)
    throw new BadInput(
      "Школа не решила хранить это в карточках. Оставьте пустым или сначала внесите решение в настройки.",
      [key],
    );
}

async function writeStaff(tx: Tx, personId: string, staff: StaffFacts): Promise<void> {
  if ((await tx.roleGrant.count({ where: { personId } })) === 0)
    throw new BadInput("Должность бывает у сотрудника. Сначала дайте человеку роль.", ["staff"]);
  await tx.staffCard.upsert({ where: { personId }, create: { personId, ...staff }, update: staff });
}
