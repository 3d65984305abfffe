import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { hashOf } from "../access/secrets.ts";
import { audit } from "../audit.ts";
import { now } from "../clock.ts";
import type { Db } from "../db.ts";
import { BadInput } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { readInvited } from "./invited.ts";

const DAY_MS = 86_400_000;
/** The slip lies in a school bag for some days before anybody looks at it. */
const VALID_DAYS = 14;
/** 128 bits, 22 characters of A-Za-z0-9_-: what Telegram allows in a link is 64. */
const CODE_BYTES = 16;
const PIN_DIGITS = 6;

/** What is printed on a slip (R4); code and PIN are known here and now only. */
export interface Slip {
  number: number;
  code: string;
  pin: string;
  expiresAt: Date;
  personId: string;
  pupilId: string;
}

/** Whom the slip goes to and the pupil it speaks of; themselves on a pupil's own slip. */
export interface Invited {
  personId: string;
  pupilId: string;
}

/**
 * Issues a slip to each of them (R4); what they had before opens nothing any more.
 * @throws BadInput somebody may not hear of that pupil on that day (midnight UTC, see clock.ts)
 */
export async function issueInvitations(
  db: Db,
  { invited, day }: { invited: Invited[]; day: Date },
  by: By,
): Promise<Slip[]> {
  const issuedAt = by.at ?? now();
  const slips = invited.map((one) => newSlip(one, issuedAt));
  return db.$transaction(async (tx) => {
    const entitled = new Set((await readInvited(tx, { invited, day })).map(keyOf));
    if (invited.some((one) => !entitled.has(keyOf(one))))
      throw new BadInput("Этому человеку об этом ученике не сообщают. Проверьте, чей он родитель.", [
        "pupilId",
      ]);
    await tx.$executeRaw`
      update "Invitation" i set "cancelledAt" = ${issuedAt}
      from jsonb_to_recordset(${JSON.stringify(invited)}::jsonb) as x("personId" uuid, "pupilId" uuid)
      where i."personId" = x."personId" and i."pupilId" = x."pupilId" and i."cancelledAt" is null and i."usedAt" is null`;
    const made = await tx.invitation.createManyAndReturn({
      data: slips.map(({ code, pin, id, personId, pupilId, expiresAt }) => ({
        id,
        personId,
        pupilId,
        codeHash: hashOf(code),
        pinHash: hashOf(pinKey(code, pin)),
        issuedAt,
        issuedById: by.actorId,
        expiresAt,
      })),
      select: { id: true, number: true },
    });
    const numbers = new Map(made.map(({ id, number }) => [id, number]));
    await audit(
      tx,
      by,
      slips.map(({ id, personId, pupilId }) => ({
        action: "invitation.issued",
        objectId: personId,
        pupilId,
        details: { invitationId: id, number: numbers.get(id)! },
      })),
    );
    return slips.map(({ id, ...slip }) => ({ ...slip, number: numbers.get(id)! }));
  });
}

/**
 * What the hash of a PIN is made of. A million PINs are soon tried by whoever reads the database; with the code, which
 * is not kept, nobody can.
 */
export function pinKey(code: string, pin: string): string {
  return `${code}:${pin}`;
}

function newSlip(invited: Invited, issuedAt: Date) {
  return {
    ...invited,
    id: randomUUID(),
    code: randomBytes(CODE_BYTES).toString("base64url"),
    pin: String(randomInt(10 ** PIN_DIGITS)).padStart(PIN_DIGITS, "0"),
    expiresAt: new Date(issuedAt.getTime() + VALID_DAYS * DAY_MS),
  };
}

function keyOf({ personId, pupilId }: Invited): string {
  return `${personId} ${pupilId}`;
}
