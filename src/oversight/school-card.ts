import type { Db } from "../db.ts";
import { getSettings, type Settings } from "../settings.ts";
import { type KnownDocument, listSchoolDocuments } from "./school-documents.ts";

/** The school's card (R32): what it is called, where it is found, and the documents that are valid on that day. */
export interface SchoolCard {
  name: string;
  city: string;
  address: string;
  phone: string;
  email: string;
  site: string;
  licence: KnownDocument | null;
  accreditation: KnownDocument | null;
}

/** @param day ISO */
export async function readSchoolCard(db: Db, day: string): Promise<SchoolCard> {
  const { schoolName: name, schoolCity: city, ...settings } = await getSettings(db);
  const { schoolAddress: address, schoolPhone: phone, schoolEmail: email, schoolSite: site } = settings;
  const valid = (await listSchoolDocuments(db)).filter(
    ({ issuedOn, validTo }) => issuedOn <= day && (validTo === null || validTo >= day),
  );
  const of = (kind: KnownDocument["kind"]) => valid.find((document) => document.kind === kind) ?? null;
  return {
    ...{ name, city, address, phone, email, site },
    ...{ licence: of("licence"), accreditation: of("accreditation") },
  };
}

const WANTED = {
  schoolCity: "город",
  schoolAddress: "адрес",
  schoolPhone: "телефон",
  schoolEmail: "электронная почта",
} as const satisfies Partial<Record<keyof Settings, string>>;

/** What of the card is still empty, in words. */
export async function missingOfCard(db: Db): Promise<string[]> {
  const settings = await getSettings(db);
  const keys = Object.keys(WANTED) as (keyof typeof WANTED)[];
  return keys.filter((key) => settings[key] === "").map((key) => WANTED[key]);
}
