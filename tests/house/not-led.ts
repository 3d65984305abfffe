import { WALKERS, type Walker } from "../support/walk.ts";

/** Nobody walks to these: something else brings one there. */
export const FROM_ELSEWHERE: Record<string, string> = {
  "/": "leads whoever has signed in on to where they begin",
  "/assets/:file": "loaded by pages",
  "/healthz": "asked by the machine",
  "/readyz": "asked by the machine",
  "/metrics": "asked by Prometheus",
  "/c/:token": "from a letter",
  "/e/:token": "from a letter or the bot",
  "/stop/:token": "from a letter",
  "/j/:code": "from the slip in one's hands",
  "/o/:id": "from a message",
  "/chat": "of the made-up school only",
  "/postbox/latest": "asked by postbox.js",
};

/** Who may open a page and is not led there, and why. A line that has become untrue fails, too. */
export const NOT_LED: { who: readonly Walker[]; to: string[]; why: string }[] = [
  {
    who: ["maltsev", "popova", "annaMother", "anna"],
    to: ["/lessons"],
    why: "the list of one's own lessons, empty for whoever teaches none",
  },
  {
    who: WALKERS,
    to: ["/postbox/:deliveryId/letter", "/postbox/:deliveryId/text"],
    why: "the post of this school was never carried; tests/src/http/postbox.test.ts opens them",
  },
  {
    who: ["maltsev", "zakharov", "voronina", "popova", "gromova", "smirnova"],
    to: ["/diary", "/news"],
    why: "a family's way to its children, and what the school tells families",
  },
  {
    who: ["popova", "gromova", "smirnova"],
    to: ["/settings"],
    why: "what a family hears and when",
  },
  {
    who: ["annaMother", "anna"],
    to: ["/diary"],
    why: "leads on to the first child, where they begin",
  },
  { who: ["gromova"], to: ["/classes"], why: "leads on to the only class she leads" },
  {
    who: ["zakharov", "voronina", "gromova"],
    to: ["/pupils/:id/marks/:subject", "/marks/:id"],
    why: "the fourth step: a class or the people, a pupil, the pupil's marks",
  },
  {
    who: ["smirnova"],
    to: ["/marks/:id"],
    why: "explains a mark to its family; a teacher has it in the journal",
  },
  {
    who: ["zakharov", "voronina", "gromova", "smirnova"],
    to: ["/lessons/:id/correction"],
    why: "asked from a lesson whose day is over; of lessons the walk opens two, and the first are today's",
  },
  {
    who: ["zakharov", "voronina"],
    to: ["/corrections"],
    why: "what a teacher asked for; those who decide have theirs under /control/corrections",
  },
  {
    who: ["maltsev", "zakharov", "voronina"],
    to: ["/announcements/:id"],
    why: "an announcement before it leaves, which only its writer is shown",
  },
  {
    who: ["zakharov", "voronina", "gromova"],
    to: ["/classes/:id/announcements/:announcementId"],
    why: "the same of a class",
  },
  {
    who: ["maltsev", "gromova", "anna"],
    to: ["/people/:id/statements/:documentId/scan"],
    why: "no statement of this school was scanned",
  },
  {
    who: ["voronina", "gromova", "smirnova", "annaMother", "anna"],
    to: ["/materials/:id"],
    why: "no file lies beside a lesson of this school; tests/src/materials/materials.test.ts follows the diary's links",
  },
  { who: ["smirnova", "annaMother", "anna"], to: ["/pupil-works/:id"], why: "nor has anybody handed a work" },
  {
    who: ["anna"],
    to: ["/people/:id", "/people/:id/contacts"],
    why: "one's own card; a pupil finds the addresses under settings and Telegram",
  },
];
