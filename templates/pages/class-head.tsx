import { wordsIn } from "../words.ts";
import type { Frame } from "./layout.tsx";
import { Tabs } from "./parts.tsx";

export type ClassTab = "desk" | "absences" | "excuses" | "talks" | "announcements";

export interface ClassHead {
  id: string;
  /** `7А` */
  name: string;
  leaders: string[];
  /** Those this person may open. */
  tabs: ClassTab[];
}

/** The pages of a class: its name, who leads it, and the way between them. */
export function ClassTop({ frame, of, here }: { frame: Frame; of: ClassHead; here: ClassTab }) {
  const { say } = wordsIn(frame.language);
  return (
    <>
      <h1>{of.name}</h1>
      {of.leaders.length > 0 && <p class="sub">{say("class-leader", { name: of.leaders.join(", ") })}</p>}
      <Tabs
        label={say("class-pages")}
        tabs={of.tabs.map((tab) => ({
          href: classHref(of.id, tab),
          text: say("class-tab", { tab }),
          isHere: tab === here,
        }))}
      />
    </>
  );
}

export function classHref(id: string, tab: ClassTab): string {
  return tab === "desk" ? `/classes/${id}` : `/classes/${id}/${tab}`;
}
