import type { PupilSection } from "../../templates/pages/pupil-head.tsx";
import { may, type Standing } from "../access/policy.ts";
import { dayIn, isoDay } from "../clock.ts";
import type { Db } from "../db.ts";
import type { Dated } from "../people/dated.ts";
import { getDossier } from "../people/dossier.ts";
import { getSettings } from "../settings.ts";
import { fullName } from "./session.ts";

/** A person as their page shows them. What a court decided about a parent is not for the pupil to read. */
export async function readPerson(db: Db, id: string, standings: Set<Standing>) {
  const person = await getDossier(db, id);
  const { timeZone } = await getSettings(db);
  const isOnlySelf = !may(
    "person.read",
    [...standings].filter((standing) => standing !== "self"),
  );
  const day = (date: Date | null) => date && isoDay(date);
  const moment = (at: Date | null) => at && isoDay(dayIn(timeZone, at));
  const today = dayIn(timeZone);
  const isNow = ({ from, to }: Dated) => from <= today && (to === null || to >= today);
  const mayOpenClass = may("invitation.check", standings);
  const classOf = (held: { class: { level: number; letter: string; year: { name: string } } }) => ({
    name: `${held.class.level}${held.class.letter}`,
    year: held.class.year.name,
  });
  return {
    person: { id, name: fullName(person), birthDate: day(person.birthDate) },
    roles: person.roles.map(({ id: roleId, role, version, from, to }) => ({
      id: roleId,
      role,
      version,
      from: isoDay(from),
      to: day(to),
    })),
    reads: person.enrolments.some(isNow) ? sectionsFor(standings) : [],
    enrolments: person.enrolments.map(({ from, to, ...held }) => ({
      ...classOf(held),
      classId: mayOpenClass && isNow({ from, to }) ? held.class.id : null,
      from: isoDay(from),
      to: day(to),
    })),
    leaderships: person.leaderships.map(({ from, to, ...held }) => ({
      ...classOf(held),
      from: isoDay(from),
      to: day(to),
    })),
    wards: person.guardianOf.map(({ pupil, kinship }) => ({ id: pupil.id, name: fullName(pupil), kinship })),
    guardians: isOnlySelf
      ? []
      : person.guardians.map(({ guardian, kinship, barredFrom }) => ({
          id: guardian.id,
          name: fullName(guardian),
          kinship,
          barredFrom: day(barredFrom),
        })),
    account: person.account && {
      login: person.account.login,
      createdOn: moment(person.account.createdAt)!,
      handedOverOn: moment(person.account.handedOverAt),
      closedOn: moment(person.account.disabledAt),
    },
  };
}

/** The pages about a pupil that this person may open. */
function sectionsFor(standings: Set<Standing>): PupilSection[] {
  if (!may("diary.read", standings)) return [];
  return ["diary", "marks", "finals", ...(may("excuse.read", standings) ? (["excuses"] as const) : [])];
}
