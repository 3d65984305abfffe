import type { Standing } from "../../src/access/policy.ts";
import type { Thing } from "./things.ts";

/** Own: of 7А and Анна. Foreign: of 4Б and Злата. Self: the person asked about is the one who asks. */
export type Side = "own" | "foreign" | "self";

interface Relations {
  isStaff: boolean;
  /** To the school as a whole, as in lists, and to everything in it. */
  role: Standing[];
  /** To the school as a whole only: to something in it, not to everything. */
  somewhere: Standing[];
  own: Partial<Record<Thing, Standing[]>>;
  foreign: Partial<Record<Thing, Standing[]>>;
}

/** What each person is to each thing, written by hand from the cast: the other account of what src/access works out. */
export const RELATIONS = {
  maltsev: withRole("administrator"),
  zakharov: withRole("head"),
  voronina: withRole("deputyHead"),
  popova: withRole("secretary"),
  // Teaches algebra in 7А, and nothing in 4Б.
  smirnova: {
    isStaff: true,
    role: [],
    somewhere: ["subjectTeacher"],
    own: {
      ...ofEach(
        ["lesson", "work", "mark", "journal", "class", "pupil", "guardianship", "excuse", "round", "notice"],
        { are: ["subjectTeacher"] },
      ),
      correction: ["author"],
      material: ["subjectTeacher"],
      teaching: ["subjectTeacher"],
    },
    foreign: {},
  },
  // Leads 7А and teaches Russian there: to its algebra she is the class teacher only.
  gromova: {
    isStaff: true,
    role: [],
    somewhere: ["subjectTeacher", "classTeacher"],
    own: {
      ...ofEach(["lesson", "work", "mark", "journal", "person", "contact", "thread", "material"], {
        are: ["classTeacher"],
      }),
      ...ofEach(["class", "pupil", "guardianship", "excuse", "round", "notice"], {
        are: ["subjectTeacher", "classTeacher"],
      }),
    },
    foreign: {},
  },
  // Leads 4Б and teaches Russian there.
  osokina: {
    isStaff: true,
    role: [],
    somewhere: ["subjectTeacher", "classTeacher"],
    // The contact is of Анна's mother, whose son is in 4Б.
    own: { contact: ["classTeacher"] },
    foreign: {
      ...ofEach(
        ["lesson", "work", "mark", "journal", "class", "pupil", "guardianship", "excuse", "round", "notice"],
        { are: ["subjectTeacher", "classTeacher"] },
      ),
      ...ofEach(["person", "contact", "thread"], { are: ["classTeacher"] }),
      material: ["subjectTeacher", "classTeacher"],
      correction: ["author"],
      teaching: ["subjectTeacher"],
    },
  },
  // Анна's mother; her son is in 4Б beside Злата.
  annaMother: {
    isStaff: false,
    role: [],
    somewhere: ["guardian"],
    own: {
      ...ofEach(["mark", "pupil", "guardianship", "notice"], { are: ["guardian"] }),
      contact: ["self"],
      excuse: ["guardian", "author"],
      material: ["guardian", "author"],
      thread: ["guardian"],
      delivery: ["guardian", "receiver"],
    },
    foreign: {},
  },
  // Barred from his son by a court; his own is what is about Глеб, and a message that was once written to him.
  glebFather: {
    isStaff: false,
    role: [],
    somewhere: [],
    own: { delivery: ["receiver"], contact: ["self"] },
    foreign: {},
  },
  anna: { isStaff: false, role: [], somewhere: ["pupil"], own: ofOneself(), foreign: {} },
  zlata: { isStaff: false, role: [], somewhere: ["pupil"], own: {}, foreign: ofOneself() },
} as const satisfies Record<string, Relations>;

export type Related = keyof typeof RELATIONS;

/** `about` empty: to the school as a whole. */
export function standingsByHand(who: Related, about: Thing | undefined, side: Side): Standing[] {
  const { role, somewhere, own, foreign }: Relations = RELATIONS[who];
  const always: Standing[] = ["everyone", "signedIn", ...role];
  // In a list of messages everybody may look for those written to them.
  if (about === undefined) return [...always, ...somewhere, "receiver"];
  if (side === "self") return [...always, "self"];
  return [...always, ...((side === "own" ? own : foreign)[about] ?? [])];
}

function withRole(role: Standing): Relations {
  return { isStaff: true, role: [role], somewhere: [], own: {}, foreign: {} };
}

/** A pupil to what is about themselves. */
function ofOneself(): Relations["own"] {
  return {
    ...ofEach(["mark", "excuse", "guardianship", "delivery", "material"], { are: ["pupil"] }),
    pupil: ["pupil", "self"],
    notice: ["pupil", "self"],
    person: ["self"],
  };
}

function ofEach(things: Thing[], { are }: { are: Standing[] }): Partial<Record<Thing, Standing[]>> {
  return Object.fromEntries(things.map((thing) => [thing, are]));
}
