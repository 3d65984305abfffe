import { expect, test } from "vitest";
import { filesUnder, type Import, importsOf, readSource } from "./tree.ts";

/** Room → what of the other rooms it may import. What stands in no line is forbidden; main.ts and tests may everything. */
const MAY: { from: string; to: string[]; typesOnly?: true }[] = [
  { from: "templates/", to: ["src/"], typesOnly: true },
  { from: "src/http/", to: ["templates/"] },
  { from: "src/db.ts", to: ["prisma/client/"] },
  { from: "workers/", to: ["src/", "templates/", "bots/api.ts"] },
  { from: "bots/", to: ["src/", "templates/"] },
  { from: "prisma/", to: ["src/"] },
];

/** Package → the only places that know it. */
const KNOWN_TO: Record<string, string[]> = {
  bullmq: ["workers/queues.ts"],
  ioredis: ["workers/queues.ts"],
  grammy: ["bots/", "workers/channels/telegram.ts"],
  nodemailer: ["workers/channels/email.ts", "workers/channels/composer."],
};

/** Inside src one looks only down, from a line to the lines below it. */
const ORDER = [
  ["server"],
  ["commands", "http"],
  ["imports", "movement", "oversight", "personal-data"],
  ["paper"],
  ["deliveries"],
  ["digests"],
  ["journal"],
  ["corrections"],
  ["finals"],
  ["entries"],
  ["marks", "attendance", "materials", "quick-marks"],
  ["lessons"],
  ["curriculum"],
  ["contacts", "threads", "board"],
  ["access"],
  ["people"],
  ["calendar"],
  ["audit", "versions"],
  ["outbox"],
  ["backup"],
  ["settings", "files", "tables", "trying"],
  ["raw"],
  ["db", "cached", "clock", "config", "log", "errors", "grouping"],
];

/** Folder of src → the files one may enter it by from outside; all its other files are private. */
const DOORS: Record<string, string[]> = {
  board: ["board", "trainings"],
  materials: ["materials"],
  threads: ["threads"],
  access: [
    "accounts",
    "audit-trail",
    "buttons",
    "issuing",
    "links",
    "overdue",
    "policy",
    "policy-table",
    "sealing",
    "secrets",
    "sessions",
    "standing",
    "tokens",
    "wards",
  ],
  attendance: [
    "attendance",
    "documents",
    "excuse-files",
    "excuses",
    "overdue",
    "reasons",
    "roll",
    "unexplained",
  ],
  backup: ["making", "nights", "restoring"],
  calendar: [
    "bells",
    "calendar",
    "days",
    "days-off",
    "first-year",
    "moved-days",
    "templates",
    "terms",
    "working-days",
    "year-door",
    "years",
  ],
  commands: ["administrator", "backup", "command", "import", "policy", "publish", "restore", "status"],
  contacts: [
    "choices",
    "cities",
    "confirming",
    "consents",
    "contacts",
    "entering",
    "entry-links",
    "invitations",
    "invited",
    "joined",
    "moving",
    "order",
    "own-chat",
    "passport",
    "preferences",
    "queue",
    "recheck",
    "redemption",
    "reviving",
    "signed-documents",
    "slips",
    "statements",
    "trials",
    "unreachable",
  ],
  corrections: ["corrections", "deciding", "listing"],
  curriculum: [
    "classes",
    "lesson-content",
    "lesson-plans",
    "lessons-ahead",
    "members",
    "next-year",
    "plan-export",
    "plan-progress",
    "planned-lessons",
    "rooms",
    "subgroup-names",
    "subgroups",
    "subjects",
    "substitutions",
    "teachings",
    "timetable",
    "turns",
  ],
  deliveries: [
    "acknowledging",
    "announcing",
    "choosing",
    "bouncing",
    "claiming",
    "crew",
    "facts",
    "gathering",
    "heard",
    "message",
    "notices",
    "pace",
    "patience",
    "promptness",
    "reminding",
    "series",
    "settling",
    "status",
    "sweeping",
  ],
  entries: ["entries"],
  digests: ["digest", "read", "slots", "stories", "windows"],
  finals: ["amending", "entering", "exams", "finals", "forecast", "journals", "page", "rules", "unentered"],
  http: ["app", "web"],
  imports: ["imports", "people-table", "staff-table"],
  journal: ["ahead", "day", "diary", "lesson-sheet", "page", "progress", "pupil-marks", "quick-entry"],
  lessons: [
    "awaited",
    "classes",
    "door",
    "holding",
    "lesson-list",
    "lessons",
    "missing",
    "roster",
    "tasks",
    "today",
    "work-kinds",
    "works",
    "writable",
  ],
  marks: ["amending", "average", "explaining", "marks", "undoing", "wanted"],
  movement: ["orders"],
  outbox: ["events", "outbox"],
  oversight: [
    "alarms",
    "call-list",
    "gaps",
    "journal-weeks",
    "log",
    "metrics",
    "not-received",
    "on-time",
    "owed",
    "replay",
    "retention",
    "school-card",
    "school-documents",
  ],
  paper: ["basis", "families", "handing-over", "printing", "putting", "rounds"],
  "personal-data": ["demands", "erasure", "export"],
  "quick-marks": ["quick-marks"],
  tables: ["cells", "tables"],
  people: [
    "list-order",
    "card",
    "class-list",
    "dated",
    "directory",
    "dossier",
    "enrolments",
    "guardianships",
    "incomplete-cards",
    "leaderships",
    "people",
    "roles",
  ],
};

const ROOMS = ["src", "workers", "bots", "templates", "prisma"];
const imports = [
  ...filesUnder(ROOMS, [".ts", ".tsx"]),
  readSource("main.ts"),
  ...filesUnder(["tests"], [".ts", ".tsx"]),
].flatMap(importsOf);
const ofProgram = imports.filter(({ from }) => !from.startsWith("tests/"));

const roomOf = (path: string) => (path.includes("/") ? path.split("/")[0]! : "");
const isOurs = (path: string) => ROOMS.includes(roomOf(path));
/** `marks` of src/marks/average.ts, `clock` of src/clock.ts; null outside src. */
const placeInSrc = (path: string) => /^src\/([^/.]+)/.exec(path)?.[1] ?? null;
const level = (place: string) => ORDER.findIndex((line) => line.includes(place));

test("The guard sees every way to import", () => {
  const text = `import "./a.ts";
import b from "./b.ts";
import type { C } from "./c.ts";
import {
  d,
  type D,
} from "../d.ts";
export * from "./e.ts";
export type { F } from "./f.ts";
const g = "import";
const h = await import("./h.ts");
import json from "./i.json" with { type: "json" };
`;
  const seen = importsOf({ path: "src/x/y.ts", text });
  expect(seen.map(({ to, typeOnly }) => `${typeOnly ? "type " : ""}${to}`)).toEqual([
    "src/x/a.ts",
    "src/x/b.ts",
    "type src/x/c.ts",
    "src/d.ts",
    "src/x/e.ts",
    "type src/x/f.ts",
    "src/x/i.json",
    "src/x/h.ts",
  ]);
});

test("A room imports only what it may know of the others", () => {
  const wrong = ofProgram.filter(
    ({ from, to, typeOnly }) =>
      from !== "main.ts" &&
      isOurs(to) &&
      roomOf(from) !== roomOf(to) &&
      !MAY.some(
        (line) =>
          from.startsWith(line.from) &&
          line.to.some((place) => to.startsWith(place)) &&
          (typeOnly || !line.typesOnly),
      ),
  );
  expect(wrong.map(closedWay)).toEqual([]);
});

function closedWay({ from, to }: Import): string {
  const advice = from.startsWith("templates/")
    ? "templates take only types of src: write `import type`, and let the caller pass what they show"
    : "pass what it needs as a parameter, or move it to the room where it is known";
  return `${from} imports ${to}, which ${roomOf(from)} must not know: ${advice}.`;
}

test("The generated client is imported by src/db.ts alone", () => {
  const wrong = imports.filter(({ from, to }) => to.startsWith("prisma/client/") && from !== "src/db.ts");
  expect(wrong.map(({ from, to }) => `${from} imports ${to}: take it from src/db.ts instead.`)).toEqual([]);
});

test("Queues and providers are known only to the files that speak with them", () => {
  const wrong = ofProgram.flatMap(({ from, to }) => {
    const [name] = Object.keys(KNOWN_TO).filter((known) => to === known || to.startsWith(`${known}/`));
    return name && !KNOWN_TO[name]!.some((place) => from.startsWith(place))
      ? [`${from} imports ${to}: only ${KNOWN_TO[name]!.join(" and ")} may; ask there for what is missing.`]
      : [];
  });
  expect(wrong).toEqual([]);
});

test("Inside src one looks only down", () => {
  const inside = ofProgram.flatMap(({ from, to }) => {
    const [here, there] = [placeInSrc(from), placeInSrc(to)];
    return here && there && here !== there ? [{ from, to, here, there }] : [];
  });
  const places = new Set(inside.flatMap(({ here, there }) => [here, there]));
  const unknown = [...places].filter((place) => level(place) === -1);
  expect(
    unknown.map((place) => `src/${place} has no place yet: give it a line in ORDER of this test.`),
  ).toEqual([]);
  const upwards = inside.filter(({ here, there }) => level(there) <= level(here));
  expect(
    upwards.map(
      ({ from, to, here, there }) =>
        `${from} imports ${to}, and ${there} does not lie below ${here}: turn the dependency round, or move what both need further down.`,
    ),
  ).toEqual([]);
});

test("A folder of src is entered by its doors", () => {
  const entering = ofProgram.flatMap(({ from, to }) => {
    const [, folder, file] = /^src\/([^/]+)\/(.+)\.tsx?$/.exec(to) ?? [];
    return folder && file && placeInSrc(from) !== folder ? [{ from, to, folder, file }] : [];
  });
  const wrong = entering.filter(({ folder, file }) => !DOORS[folder]?.includes(file));
  expect(
    wrong.map(
      ({ from, to, folder }) =>
        `${from} imports ${to}, which is private: use a door of src/${folder}, or name it in DOORS of this test on purpose.`,
    ),
  ).toEqual([]);
  const used = new Set(entering.map(({ folder, file }) => `${folder}/${file}`));
  const idle = Object.entries(DOORS).flatMap(([folder, files]) =>
    files.map((file) => `${folder}/${file}`).filter((door) => !used.has(door)),
  );
  expect(
    idle.map((door) => `Nobody enters by src/${door}.ts any more: take it out of DOORS of this test.`),
  ).toEqual([]);
});

test("No circle of imports", () => {
  const next = new Map<string, string[]>();
  for (const { from, to, typeOnly } of imports)
    if (!typeOnly) next.set(from, [...(next.get(from) ?? []), to]);
  const circles: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, trail: string[]): void => {
    if (trail.includes(path)) {
      const circle = [...trail.slice(trail.indexOf(path)), path];
      circles.push(`${circle.join(" → ")}: move what two of them need into a file of its own.`);
    } else if (!done.has(path)) {
      for (const to of next.get(path) ?? []) walk(to, [...trail, path]);
      done.add(path);
    }
  };
  for (const path of next.keys()) walk(path, []);
  expect(circles).toEqual([]);
});
