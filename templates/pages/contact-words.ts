import type { Channel, ContactState, Kinship } from "../../src/db.ts";
import type { Refusal } from "./fields.tsx";
import type { IconName } from "./icons.tsx";
import type { Tone } from "./parts.tsx";

/** What the pages about contacts show. Days are `2026-11-27`. */

export const CONTACT_TABS = ["waiting", "confirmedThisWeek", "suspended", "unreachable"] as const;
export type ContactsTab = (typeof CONTACT_TABS)[number];

export interface ContactRow {
  id: string;
  personId: string;
  name: string;
  channel: Channel;
  /** Masked; null: there is nothing to show of it. */
  address: string | null;
  since: string;
  state: ContactState;
  reason: string | null;
  /** What stands behind it (R64). */
  stands: "statement" | "signed" | "unverified" | "nothing";
}

export interface ContactCard extends Omit<ContactRow, "name" | "personId"> {
  version: number;
  isFirst: boolean;
  isLastResort: boolean;
  document: { number: string; date: string } | null;
  confirmed: { on: string; how: string | null; by: string | null } | null;
}

export interface PersonContacts {
  person: { id: string; name: string };
  wards: { name: string; kinship: Kinship }[];
  contacts: ContactCard[];
  statements: { id: string; number: string; date: string; isAboutPaper: boolean; hasScan: boolean }[];
  signedDocuments: { id: string; number: string | null; date: string; isVerified: boolean }[];
}

export interface PersonContactsProps extends PersonContacts {
  may: { confirm: boolean; revoke: boolean; write: boolean; recordStatement: boolean; verify: boolean };
  today: string;
  refusal: Refusal | null;
}

export const CHANNEL_ICONS: Record<Channel, IconName> = { telegram: "chat", email: "mail", paper: "sheet" };

export const STATE_LOOKS: Record<ContactState, { icon: IconName; tone: Tone }> = {
  unconfirmed: { icon: "clock", tone: "warn" },
  confirmed: { icon: "check", tone: "ok" },
  suspended: { icon: "stop", tone: "red" },
  revoked: { icon: "cross", tone: "dim" },
};
