import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { NotFound } from "../../src/errors.ts";
import { dropFiles, keepFile, readKept, scanKindOf } from "../../src/files.ts";

let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "vestnik-files-"));
});
afterAll(() => rm(dataDir, { recursive: true }));

test("A file is kept under a name of its own and read back as it was, until it is dropped", async () => {
  const bytes = Buffer.from("%PDF-1.7");
  const [one, other] = [await keepFile(dataDir, bytes, "pdf"), await keepFile(dataDir, bytes, "pdf")];
  expect(one).not.toBe(other);
  expect(await readKept(dataDir, one)).toEqual({ bytes, mime: "application/pdf", kind: "pdf" });
  await dropFiles(dataDir, [one, one]);
  await expect(readKept(dataDir, one)).rejects.toThrow(NotFound);
  expect((await readKept(dataDir, other)).bytes.equals(bytes)).toBe(true);
});

test("No name leads out of the folder, to read or to remove", async () => {
  await writeFile(join(dataDir, "secret"), "secret");
  const names = ["../secret", "/etc/passwd", "secret", "", "..", `${"a".repeat(36)}.pdf/../../secret`];
  for (const name of names) await expect(readKept(dataDir, name)).rejects.toThrow(NotFound);
  await dropFiles(dataDir, names);
  expect(await readFile(join(dataDir, "secret"), "utf8")).toBe("secret");
});

test("A scan is told by its first bytes", () => {
  expect(scanKindOf(Buffer.from("%PDF-1.4"))).toBe("pdf");
  expect(scanKindOf(Buffer.from([0xff, 0xd8, 0xff, 0xe0]))).toBe("jpg");
  expect(scanKindOf(Buffer.from("\x89PNG\r\n\x1a\n", "latin1"))).toBe("png");
  for (const other of ["", "%PD", "<html>", "GIF89a", "PK\x03\x04", "\x89PNG\n"])
    expect(scanKindOf(Buffer.from(other, "latin1"))).toBeNull();
});
