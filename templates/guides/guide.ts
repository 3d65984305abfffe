import type { Language } from "../../src/deliveries/message.ts";
import { english } from "./english.ts";
import { russian } from "./russian.ts";

/** Short help by role (R25): what one does here and where. */

export const GUIDE_ROLES = [
  "guardian",
  "pupil",
  "subjectTeacher",
  "classTeacher",
  "deputyHead",
  "head",
  "secretary",
  "administrator",
] as const;
export type GuideRole = (typeof GUIDE_ROLES)[number];

export interface GuidePart {
  /** What one wants to do. */
  title: string;
  text: string;
  /** Where it is done, if it has a place of its own. */
  href?: string;
}

export type Guides = Record<GuideRole, GuidePart[]>;

export function guideFor(role: GuideRole, language: Language): GuidePart[] {
  return (language === "ru" ? russian : english)[role];
}
