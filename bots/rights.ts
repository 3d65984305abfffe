import { type Action, may } from "../src/access/policy.ts";
import { type About, standingsOf } from "../src/access/standing.ts";
import { audit } from "../src/audit.ts";
import { dateOf } from "../src/clock.ts";
import { NotFound } from "../src/errors.ts";
import type { Talk } from "./feature.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The one place of the bot that asks the policy table. What is not there is refused like what is not theirs. */
export async function isAllowed(
  { db, me, day }: Talk,
  { access, about }: { access: Action; about: About },
): Promise<boolean> {
  if (may(access, ["everyone"])) return true;
  if (!me || !idsIn(about).every((id) => UUID.test(id))) return false;
  try {
    return may(access, await standingsOf(db, me.id, { about, day: dateOf(day) }));
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
}

/** What is shown under these rights is about people: who looked is written down, as at every page (R34, R51). */
export const SHOWS_PERSONAL: readonly Action[] = [
  "absence.explain",
  "accounts.check",
  "announcement.make",
  "attendance.read",
  "audit.read",
  "call.note",
  "calls.read",
  "choices.read",
  "choices.write",
  "consent.read",
  "contact.read",
  "contacts.list",
  "correction.decide",
  "corrections.list",
  "deliveries.read",
  "diary.read",
  "document.read",
  "excuse.confirm",
  "excuse.read",
  "finals.check",
  "finals.received",
  "invitation.check",
  "invitation.issue",
  "mark.explain",
  "material.read",
  "materials.list",
  "materials.ofPupil",
  "orders.import",
  "paper.print",
  "people.import",
  "people.list",
  "person.read",
  "person.write",
  "personal.erase",
  "personal.export",
  "statement.read",
  "subgroup.read",
  "thread.begin",
  "thread.open",
  "thread.read",
  "threads.list",
  "unreachable.read",
  "work.read",
];

/** Who looked at what of whom. */
export async function auditReading(
  { db, me }: Talk,
  { name, access, about }: { name: string; access: Action; about: About },
): Promise<void> {
  if (!me || !SHOWS_PERSONAL.includes(access)) return;
  const [objectId] = idsIn(about);
  await audit(
    db,
    { actorId: me.id, source: "bot" },
    {
      action: access,
      details: { act: name },
      ...(objectId ? { objectId } : {}),
      ...(about !== "school" && "pupil" in about ? { pupilId: about.pupil } : {}),
    },
  );
}

/** Who was refused what (R51): ids and the name of the act, never what was typed. */
export async function auditRefusal(
  { db, me }: Talk,
  { name, about }: { name: string; about: About },
): Promise<void> {
  if (!me) return;
  const [id] = idsIn(about);
  await audit(
    db,
    { actorId: me.id, source: "bot" },
    {
      action: "bot.refused",
      details: { act: name },
      ...(id && UUID.test(id) ? { objectId: id } : {}),
    },
  );
}

function idsIn(about: About): string[] {
  if (about === "school") return [];
  return Object.values(about).flatMap((value) =>
    typeof value === "string" ? [value] : Object.values(value),
  );
}
