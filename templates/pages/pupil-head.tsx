import type { Language } from "../../src/deliveries/message.ts";
import { wordsIn } from "../words.ts";
import { Tabs } from "./parts.tsx";

export interface PupilHead {
  id: string;
  name: string;
  className: string | null;
  /** To write notes and to talk is a guardian's. */
  isGuardian: boolean;
  readsExcuses: boolean;
  /** All whose diary its reader opens as family. */
  pupils: { id: string; name: string; className: string | null }[];
}

const SECTIONS = ["diary", "marks", "finals"] as const;

export type PupilSection = (typeof SECTIONS)[number] | "excuses" | "talk";

interface Props {
  head: PupilHead;
  here: PupilSection;
  language: Language;
}

/** Over every page about a pupil: who it is, the other children, what else there is to read. */
export function PupilBar({ head, here, language }: Props) {
  const { say } = wordsIn(language);
  const sections: PupilSection[] = [...SECTIONS];
  if (head.readsExcuses) sections.push("excuses");
  if (head.isGuardian) sections.push("talk");
  return (
    <div class="pupil">
      {head.pupils.length > 1 ? (
        <Tabs
          label={say("pupil-children")}
          tabs={head.pupils.map((pupil) => ({
            href: `/pupils/${pupil.id}/${here}`,
            text: pupilName(pupil),
            isHere: pupil.id === head.id,
          }))}
        />
      ) : (
        <p class="sub">{pupilName(head)}</p>
      )}
      <Tabs
        label={say("pupil-sections")}
        tabs={sections.map((section) => ({
          href: `/pupils/${head.id}/${section}`,
          text: say("pupil-section", { section }),
          isHere: section === here,
        }))}
      />
    </div>
  );
}

/** «Анна, 7А» */
export function pupilName({ name, className }: Pick<PupilHead, "name" | "className">): string {
  return className ? `${name}, ${className}` : name;
}
