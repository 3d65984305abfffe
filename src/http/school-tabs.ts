import type { SchoolTab } from "../../templates/pages/school-top.tsx";
import { type Action, may, type Standing } from "../access/policy.ts";

const TABS: { tab: SchoolTab; access: Action }[] = [
  { tab: "control", access: "finals.check" },
  { tab: "corrections", access: "finals.check" },
  { tab: "classes", access: "attendance.read" },
  { tab: "board", access: "board.read" },
  { tab: "timetable", access: "board.read" },
  { tab: "plans", access: "plans.list" },
  { tab: "deadlines", access: "deadlines.read" },
  { tab: "calendar", access: "board.read" },
  { tab: "curriculum", access: "subgroup.read" },
  { tab: "announcements", access: "announcement.make" },
];

/** The pages around the journal that this person may open. */
export function schoolTabs(standings: Set<Standing>): SchoolTab[] {
  return TABS.filter(({ access }) => may(access, standings)).map(({ tab }) => tab);
}
