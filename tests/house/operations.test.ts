import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readSource } from "./tree.ts";

/** What the machine or the images of others read, not we. */
const OF_OTHERS = [
  "POSTGRES_USER",
  "POSTGRES_DB",
  "POSTGRES_PASSWORD",
  "PASSWORD",
  "HTTPS_PROXY",
  "NODE_OPTIONS",
  "FILE",
  "NAME",
];
const FILES = ["compose.yaml", "Dockerfile", "deploy/vestnik.service", "docs/operations.md"];

const text = (path: string) => readFileSync(join(import.meta.dirname, "../..", path), "utf8");
const config = readSource("src/config.ts").text;
const known = [...config.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name!);

test("Every variable that the ways to run it name is one that the program reads", () => {
  expect(known).toContain("DATABASE_URL");
  const wrong = FILES.flatMap((file) =>
    [...text(file).matchAll(/\b([A-Z][A-Z_]{2,})=|`([A-Z]+_[A-Z_]+)`/g)]
      .map(([, set, named]) => (set ?? named)!)
      .filter((name) => !known.includes(name) && !OF_OTHERS.includes(name))
      .map((name) => `${file} names ${name}, which src/config.ts does not read.`),
  );
  expect(wrong).toEqual([]);
});

test("Every variable that the program reads stands in the README", () => {
  const readme = text("README.md");
  expect(known.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});

test("Every part, level and folder that they name is one of the program", () => {
  const parts = /const PARTS = \[(.+)\]/.exec(text("main.ts"))![1]!.match(/\w+/g)!;
  const started = FILES.flatMap((file) =>
    [...text(file).matchAll(/--only"?,? "?(\w+)/g)].map(([, part]) => part!),
  );
  expect([...new Set(started)].sort()).toEqual([...parts].sort());
  const levels = /LOG_LEVEL: text\.refine\([\s\S]+?\[(.+?)\]/.exec(config)![1]!.match(/\w+/g)!;
  const told = /^\* `LOG_LEVEL`: .+$/m.exec(text("docs/operations.md"))![0];
  expect(levels.filter((level) => !told.includes(`\`${level}\``))).toEqual([]);
  const folders = [
    ...text("docs/operations.md").matchAll(/^ {4}(?:DATA|BACKUP)_DIR=(\/var\/(?:lib|backups)\S+)$/gm),
  ];
  const writable = /^ReadWritePaths=(.+)$/m.exec(text("deploy/vestnik.service"))![1]!.split(" ");
  expect(folders.map(([, folder]) => folder!)).toEqual(writable);
});

test("Every script and file that the documents name is there", () => {
  const { scripts } = JSON.parse(text("package.json"));
  const documents = ["README.md", "docs/operations.md"];
  const ran = documents.flatMap((file) =>
    [...text(file).matchAll(/npm run (?:-s )?([\w-]+)/g)].map(([, name]) => name!),
  );
  expect(ran).toContain("restore");
  expect(ran.filter((name) => !(name in scripts))).toEqual([]);
  const named = [
    ...text("docs/operations.md").matchAll(
      /`((?:deploy|docs)\/[\w./-]+|compose\.yaml|Dockerfile|setup\.mjs)`/g,
    ),
  ];
  expect(
    named.map(([, file]) => file!).filter((file) => !existsSync(join(import.meta.dirname, "../..", file))),
  ).toEqual([]);
});
