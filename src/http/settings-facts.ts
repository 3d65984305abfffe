import type { FastifyReply } from "fastify";
import type { Refusal } from "../../templates/pages/fields.tsx";
import { SettingsPage } from "../../templates/pages/settings.tsx";
import { listWards } from "../access/wards.ts";
import { type ChoiceTopic, readChoices } from "../contacts/choices.ts";
import { CITY_NAMES, cityOf } from "../contacts/cities.ts";
import { listConsents, PURPOSES } from "../contacts/consents.ts";
import { type Passport, readPassports } from "../contacts/passport.ts";
import { findErasureDemand } from "../personal-data/demands.ts";
import { countKept } from "../personal-data/export.ts";
import { getSettings } from "../settings.ts";
import { dayOf } from "./moments.ts";
import { showPage } from "./page.ts";
import type { Actor } from "./session.ts";
import type { Web } from "./web.ts";

/** The page of one's own settings, also after a form of it was refused. */
export async function showSettings(
  web: Web,
  reply: FastifyReply,
  refusal: Refusal | null,
): Promise<FastifyReply> {
  const { actor, query } = reply.request;
  const { saved } = query as { saved?: string };
  return showPage(web, reply, SettingsPage, {
    ...(await readOwn(web, actor!)),
    isSaved: saved !== undefined && refusal === null,
    refusal,
  });
}

async function readOwn({ db }: Web, { personId, day, standings }: Actor) {
  const settings = await getSettings(db);
  const [all, wards, { contacts }, kept, consents, erasureAskedAt] = await Promise.all([
    readChoices(db, [personId], settings),
    listWards(db, personId, day),
    readPassports(db, personId),
    countKept(db, personId),
    listConsents(db, personId),
    findErasureDemand(db, personId),
  ]);
  const choices = all.get(personId)!;
  const { timeZone } = choices.preferences;
  const of = (topic: ChoiceTopic, pupilId: string) => choices.of(topic, pupilId);
  // Whether their guardians still hear is the wish of a pupil alone.
  const purposes = PURPOSES.filter((purpose) => purpose === "messages" || standings.has("pupil"));
  return {
    pupils: wards.map(({ id, givenName: name, className }) => ({
      ...{ id, name, className },
      ...{
        marks: of("marks", id),
        homework: of("homework", id).frequency,
        weekly: of("weekly", id).frequency,
      },
    })),
    clock: choices.clock,
    cities: CITY_NAMES,
    city: cityOf(timeZone) ?? "school",
    contacts: contacts.filter(({ state }) => state !== "revoked").map(ownContact),
    consents: purposes.map((purpose) => {
      const standing = consents.find((one) => one.purpose === purpose && one.withdrawnAt === null);
      return { purpose, since: standing ? dayOf(standing.givenAt, settings.timeZone) : null };
    }),
    kept,
    erasureAskedOn: erasureAskedAt && dayOf(erasureAskedAt, settings.timeZone),
    myData: `/api/people/${personId}/export`,
  };
}

function ownContact({ id, version, channel, address, state, suspendedReason, origin }: Passport) {
  return {
    ...{ id, version, channel, state },
    isPaused: state === "suspended" && suspendedReason === "askedToPause",
    // The sheet of last resort has no place in the order.
    isOrdered: origin !== "lastResort",
    // A chat's number says nothing to its owner.
    address: channel === "email" ? address : null,
  };
}
