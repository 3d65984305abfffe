import { createAccount, enableAccount, type Issued, resetPassword } from "../access/issuing.ts";
import { dayIn, isoDay } from "../clock.ts";
import type { Db } from "../db.ts";
import { BadInput } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { heldOn } from "../people/dated.ts";
import { createPerson } from "../people/people.ts";
import { grantRole } from "../people/roles.ts";
import { getSettings } from "../settings.ts";
import type { Command } from "./command.ts";

const USAGE = 'npm run administrator -- "Мальцев Андрей Викторович"';
const BY: By = { actorId: null, source: "import", silent: false };

/** Makes somebody administrator and gives them a password for one time: the first in a new school, or who is locked out. */
export const administrator: Command = async (args, { db, say }) => {
  const [surname, givenName, patronymic = null, ...more] = args.join(" ").trim().split(/\s+/);
  if (!surname || !givenName || more.length > 0 || surname.startsWith("-"))
    throw new BadInput(`Назовите фамилию, имя и отчество: ${USAGE}`);
  const personId = await findOrCreate(db, { surname, givenName, patronymic });
  await grantIfMissing(db, personId);
  const { account, password } = await issue(db, personId);
  say(`Администратор: ${[surname, givenName, patronymic].filter(Boolean).join(" ")}`);
  say(`Логин ${account.login}, пароль на один вход ${password}`);
  return 0;
};

/** @throws BadInput several people have this name: the console cannot tell them apart */
async function findOrCreate(
  db: Db,
  name: { surname: string; givenName: string; patronymic: string | null },
): Promise<string> {
  const [known, another] = await db.person.findMany({ where: name, select: { id: true }, take: 2 });
  if (another)
    throw new BadInput("Таких людей в школе несколько. Выдайте доступ из-под другого администратора.");
  return known?.id ?? (await createPerson(db, { ...name, sex: null, birthDate: null }, BY)).id;
}

async function grantIfMissing(db: Db, personId: string): Promise<void> {
  const day = dayIn((await getSettings(db)).timeZone);
  if (await db.roleGrant.findFirst({ where: { personId, role: "administrator", ...heldOn(day) } })) return;
  const grant = { personId, role: "administrator", from: isoDay(day), to: null, documentOn: null } as const;
  await grantRole(db, grant, BY);
}

async function issue(db: Db, personId: string): Promise<Issued> {
  const account = await db.account.findUnique({ where: { personId } });
  if (!account) return createAccount(db, { personId }, BY);
  if (account.disabledAt) await enableAccount(db, personId, BY);
  return resetPassword(db, personId, BY);
}
