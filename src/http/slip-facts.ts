import { renderSlips, type SlipText } from "../../templates/print/slip.ts";
import { dayIn, isoDay } from "../clock.ts";
import { type Invited, issueInvitations, type Slip } from "../contacts/invitations.ts";
import { type Entitled, listInvitable, readInvited } from "../contacts/invited.ts";
import type { Db } from "../db.ts";
import type { By } from "../outbox/events.ts";
import { heldOn } from "../people/dated.ts";
import { getSettings } from "../settings.ts";
import type { Web } from "./web.ts";

/** The slips of a class as one file: of whom nothing reaches yet, or of everybody; null: there is nobody to print for. */
export async function printClassSlips(
  web: Web,
  { everybody, ...asked }: { classId: string; to: "guardians" | "pupils"; day: Date; everybody: boolean },
  by: By,
): Promise<Buffer | null> {
  const all = await listInvitable(web.db, asked);
  const invited = all.filter(({ isReached }) => everybody || !isReached);
  if (invited.length === 0) return null;
  return renderSlips(await issueSlips(web, { invited, day: asked.day }, by));
}

/** Issues a slip to each of them and tells what is printed on it; code and PIN are nowhere else. @throws BadInput */
export async function issueSlips(
  { db, config }: Web,
  { invited, day }: { invited: Invited[]; day: Date },
  by: By,
): Promise<{ school: string; slips: SlipText[] }> {
  const { schoolName: school, timeZone, telegramBot } = await getSettings(db);
  const slips = await issueInvitations(db, { invited, day }, by);
  const known = new Map((await readInvited(db, { invited, day })).map((one) => [keyOf(one), one]));
  const issuer = by.actorId && (await db.person.findUnique({ where: { id: by.actorId } }));
  const languages = await languagesOf(db, invited);
  const leaders = await leadersOf(db, invited, day);
  const issuedOn = dotted(isoDay(dayIn(timeZone)));
  // Telegram's own way to open a bot with a word for it: core.telegram.org/bots/features#deep-linking
  const linksOf = (code: string) => {
    const page = `${config.publicUrl}/j/${code}`;
    const hasBot = config.telegram !== undefined && telegramBot !== "";
    return hasBot ? { link: `https://t.me/${telegramBot}?start=${code}`, page } : { link: page, page: null };
  };
  const printed = (slip: Slip, of: Entitled): SlipText => ({
    number: slip.number,
    ...linksOf(slip.code),
    pin: slip.pin,
    pupil: `${of.pupil.surname} ${of.pupil.givenName}`,
    className: of.className ?? "",
    person: fullName(of.person),
    kinship: of.kinship,
    validUntil: isoDay(dayIn(timeZone, slip.expiresAt)),
    issued: issuer ? `${withInitials(issuer)}, ${issuedOn}` : issuedOn,
    askWhom: leaders.get(of.pupilId) ?? "",
    language: languages.get(of.personId) === "en" ? "en" : "ru",
  });
  return { school, slips: slips.map((slip) => printed(slip, known.get(keyOf(slip))!)) };
}

async function languagesOf(db: Db, invited: Invited[]): Promise<Map<string, string>> {
  const ids = invited.map(({ personId }) => personId);
  const people = await db.person.findMany({
    where: { id: { in: ids } },
    select: { id: true, language: true },
  });
  return new Map(people.map(({ id, language }) => [id, language]));
}

/** The class teacher of each pupil on that day. */
async function leadersOf(db: Db, invited: Invited[], day: Date): Promise<Map<string, string>> {
  const ids = invited.map(({ pupilId }) => pupilId);
  const enrolments = await db.enrolment.findMany({
    where: { pupilId: { in: ids }, ...heldOn(day) },
    select: {
      pupilId: true,
      class: { select: { leaderships: { where: heldOn(day), select: { teacher: true } } } },
    },
  });
  return new Map(
    enrolments.flatMap(({ pupilId, class: { leaderships } }) =>
      leaderships.map(({ teacher }) => [pupilId, fullName(teacher)] as const),
    ),
  );
}

interface Name {
  surname: string;
  givenName: string;
  patronymic: string | null;
}

function fullName({ surname, givenName, patronymic }: Name): string {
  return [surname, givenName, patronymic].filter(Boolean).join(" ");
}

/** «Громова Т. И.» */
function withInitials({ surname, givenName, patronymic }: Name): string {
  const letters = [givenName, patronymic ?? ""].flatMap((name) => [...name].slice(0, 1));
  return [surname, ...letters.map((letter) => `${letter}.`)].join(" ");
}

function dotted(day: string): string {
  return day.split("-").reverse().join(".");
}

function keyOf({ personId, pupilId }: Invited): string {
  return `${personId} ${pupilId}`;
}
