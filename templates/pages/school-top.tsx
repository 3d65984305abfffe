import { wordsIn } from "../words.ts";
import type { Frame } from "./layout.tsx";
import { Tabs } from "./parts.tsx";

/** The pages of the school's people around the journal, in the order of their tabs. */
export type SchoolTab =
  | "control"
  | "corrections"
  | "classes"
  | "board"
  | "timetable"
  | "plans"
  | "deadlines"
  | "calendar"
  | "curriculum"
  | "announcements";

const ADDRESSES: Record<SchoolTab, string> = {
  control: "/control",
  corrections: "/control/corrections",
  classes: "/classes",
  board: "/board",
  timetable: "/timetable",
  plans: "/plans",
  deadlines: "/deadlines",
  calendar: "/calendar",
  curriculum: "/curriculum",
  announcements: "/announcements",
};

interface Props {
  frame: Frame;
  /** Those this person may open. */
  tabs: SchoolTab[];
  here: SchoolTab;
  title: string;
}

export function SchoolTop({ frame, tabs, here, title }: Props) {
  const { say } = wordsIn(frame.language);
  return (
    <>
      <h1>{title}</h1>
      <Tabs
        label={say("school-pages")}
        tabs={tabs.map((tab) => ({
          href: ADDRESSES[tab],
          text: say("school-tab", { tab }),
          isHere: tab === here,
        }))}
      />
    </>
  );
}
