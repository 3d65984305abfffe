import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { dropDatabase, ensureDatabase, openPostgres, type Postgres } from "../../prisma/postgres.ts";
import { startProcess } from "../support/processes.ts";
import { until } from "../support/until.ts";

// Making a cluster takes most of a second, so most tests pass on this one, stopped.
const home = await openFolder();
const dataDir = join(home, ".data");
afterAll(() => removeFolder(home));

test("The first start makes a database that knows Russian, keeps UTC and lets nobody in without the password.", async () => {
  const postgres = await open();
  const [answer] = await ask(
    postgres.url("postgres"),
    `select 'Ёлкина' ilike 'ёлк%' as folds, current_setting('TimeZone') as zone,
      pg_encoding_to_char(encoding) as encoding, current_setting('listen_addresses') as address,
      (select string_agg(name, ' ' order by name) from unnest(array['Яшин','Ёжиков','Жукова','Елин']) name) as names
     from pg_database where datname = 'postgres'`,
  );
  expect(answer).toEqual({
    folds: true,
    zone: "UTC",
    encoding: "UTF8",
    address: "127.0.0.1",
    names: "Ёжиков Елин Жукова Яшин",
  });
  const stranger = new URL(postgres.url("postgres"));
  stranger.password = "guess";
  await expect(ask(stranger.href, "select 1")).rejects.toThrow(/password authentication failed/);
  expect((await fs.stat(join(dataDir, "postgres", "password"))).mode & 0o777).toBe(0o600);
});

test("A query may be shared among several workers: what is large is read by all of them.", async () => {
  const postgres = await open();
  const url = new URL(postgres.url("postgres"));
  url.searchParams.set("options", "-c debug_parallel_query=on");
  const answer =
    "select count(*) > 100 as many, current_setting('default_text_search_config') as config from pg_class";
  expect(await ask(url.href, answer)).toEqual([{ many: true, config: "pg_catalog.russian" }]);
});

test("A missing database is created once, and a dropped one is gone.", async () => {
  const url = (await open()).url("школа 214");
  expect(await Promise.all([ensureDatabase(url), ensureDatabase(url)])).toContain(true);
  expect(await ensureDatabase(url)).toBe(false);
  expect(await ask(url, "select lower('Ё') as letter")).toEqual([{ letter: "ё" }]);
  await dropDatabase(url);
  await expect(ask(url, "select 1")).rejects.toThrow(/does not exist/);
});

test("A second program finds the running server, and the last one out turns off the light.", async () => {
  const postgres = await open();
  const other = await startOther(dataDir);
  expect(urlSaidBy(other)).toBe(postgres.url("postgres"));
  await postgres.close();
  expect(await ask(urlSaidBy(other), "select 1 as one")).toEqual([{ one: 1 }]);
  await other.stop();
  await expect(ask(urlSaidBy(other), "select 1")).rejects.toThrow(/ECONNREFUSED/);
});

test("The light stays on for a visitor who came without asking us.", async () => {
  const postgres = await open();
  const visitor = new pg.Client(postgres.url("postgres"));
  await visitor.connect();
  await postgres.close();
  expect((await visitor.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  await visitor.end();
  await (await open()).close();
});

test("A program killed while it used the server leaves it running, and the next one finds it.", async () => {
  const killed = await startOther(dataDir);
  await killed.kill();
  const postgres = await open();
  expect(postgres.url("postgres")).toBe(urlSaidBy(killed));
});

test("After kill -9 of the server the next start brings back what was written, on the same port.", async () => {
  const postgres = await open({ durable: true });
  await ask(postgres.url("postgres"), "create table kept as select 'пятёрка' as mark");
  await killServer(dataDir);
  const again = await open();
  expect(again.url("postgres")).toBe(postgres.url("postgres"));
  expect(await ask(again.url("postgres"), "select mark from kept")).toEqual([{ mark: "пятёрка" }]);
});

test("A stale pid that now belongs to another program does not stop the start, nor the program.", async () => {
  await open();
  const lines = (await readPidFile(dataDir)).split("\n");
  await killServer(dataDir);
  const stranger = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  onTestFinished(() => void stranger.kill("SIGKILL"));
  await once(stranger, "spawn");
  const path = join(dataDir, "postgres", "data", "postmaster.pid");
  await fs.writeFile(path, [stranger.pid, ...lines.slice(1)].join("\n"));

  const postgres = await open();
  expect(await ask(postgres.url("postgres"), "select 1 as one")).toEqual([{ one: 1 }]);
  expect(stranger.exitCode).toBeNull();
  expect(stranger.signalCode).toBeNull();
});

test("Where the port of last time is taken, the server moves to a free one.", async () => {
  const postgres = await open();
  await postgres.close();
  const port = Number(new URL(postgres.url("postgres")).port);
  const squatter = createServer().listen(port, "127.0.0.1");
  onTestFinished(() => void squatter.close());
  await once(squatter, "listening");

  const again = await open();
  expect(new URL(again.url("postgres")).port).not.toBe(String(port));
  expect(await ask(again.url("postgres"), "select 1 as one")).toEqual([{ one: 1 }]);
});

test("Who comes while the light is being turned off gets a working server.", async () => {
  const visit = async () => {
    const postgres = await openPostgres({ dataDir, durable: false });
    const answer = await ask(postgres.url("postgres"), "select 1 as one");
    await postgres.close();
    return answer;
  };
  for (let round = 0; round < 2; round++) {
    const first = visit();
    await expect(Promise.all([first, visit(), first.then(visit), visit()])).resolves.toHaveLength(4);
  }
});

test("Data of another major version is refused in words and left alone.", async () => {
  await (await open()).close();
  const file = join(dataDir, "postgres", "data", "PG_VERSION");
  const own = await fs.readFile(file, "utf8");
  await fs.writeFile(file, "17\n");
  onTestFinished(() => fs.writeFile(file, own));
  await expect(openPostgres({ dataDir })).rejects.toThrow(
    /made by PostgreSQL 17 and this is PostgreSQL 18: make a backup/,
  );
  expect(await fs.readFile(file, "utf8")).toBe("17\n");
});

test("Three programs starting at the same moment from nothing share one server; a half-made one is swept away.", async () => {
  const folder = await openFolder();
  onTestFinished(() => removeFolder(folder));
  const ended = spawn(process.execPath, ["-e", ""]);
  await once(ended, "exit");
  const half = join(folder, ".data", `postgres.new-${ended.pid}-0badcafe`);
  await fs.mkdir(join(half, "data"), { recursive: true });

  const all = await Promise.all([1, 2, 3].map(() => startOther(join(folder, ".data"))));
  expect(new Set(all.map(urlSaidBy)).size).toBe(1);
  await Promise.all(all.map((one) => one.stop()));
  expect(await fs.readdir(join(folder, ".data"))).toEqual(["postgres"]);
  await expect(ask(urlSaidBy(all[0]!), "select 1")).rejects.toThrow(/ECONNREFUSED/);
});

const isRoot = process.getuid?.() === 0;

test.skipIf(!isRoot)(
  `Root may start it inside a folder nobody else can enter, and move that folder${why(isRoot)}`,
  async () => {
    const folder = await fs.mkdtemp(join(tmpdir(), "vestnik-closed-"));
    onTestFinished(() => removeFolder(`${folder}-moved`));
    const postgres = await openPostgres({ dataDir: join(folder, ".data"), durable: false });
    await ask(postgres.url("postgres"), "create table kept as select 'пятёрка' as mark");
    await postgres.close();
    expect(await fs.readlink(join(folder, ".data", "postgres"))).toMatch(/^\/var\/lib\/vestnik\//);

    await fs.rename(folder, `${folder}-moved`);
    const moved = await openPostgres({ dataDir: join(`${folder}-moved`, ".data"), durable: false });
    expect(await ask(moved.url("postgres"), "select mark from kept")).toEqual([{ mark: "пятёрка" }]);

    await fs.cp(`${folder}-moved`, folder, { recursive: true, verbatimSymlinks: true });
    onTestFinished(() => removeFolder(folder));
    const copy = await openPostgres({ dataDir: join(folder, ".data"), durable: false });
    await expect(ask(copy.url("postgres"), "select mark from kept")).rejects.toThrow(/does not exist/);
    await copy.close();
    await moved.close();
  },
);

const here = new URL("../..", import.meta.url).pathname;
const passable = isRoot && (await isOpenToAll(here)) && (await isOpenToAll(process.execPath));

test.skipIf(!passable)(`An ordinary user needs nobody's help${why(passable)}`, async () => {
  const folder = await openFolder();
  onTestFinished(() => removeFolder(folder));
  const nobody = { uid: 65534, gid: 65534 };
  await fs.chown(folder, nobody.uid, nobody.gid);
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "tests/support/open-postgres.ts", join(folder, ".data")],
    {
      cwd: here,
      ...nobody,
    },
  );
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
  const url = await until(() => /ready (\S+)/.exec(said)?.[1], {
    timeoutMs: 20_000,
    what: `it to be ready: ${said}`,
  });
  expect(await ask(url, "select 1 as one")).toEqual([{ one: 1 }]);
  expect((await fs.stat(join(folder, ".data", "postgres"))).uid).toBe(nobody.uid);
  child.kill("SIGTERM");
  await once(child, "exit");
  await expect(ask(url, "select 1")).rejects.toThrow(/ECONNREFUSED/);
});

async function open({ durable = false } = {}): Promise<Postgres> {
  const postgres = await openPostgres({ dataDir, durable });
  onTestFinished(() => postgres.close());
  return postgres;
}

const startOther = (folder: string) =>
  startProcess([folder], { entry: "tests/support/open-postgres.ts", ready: /ready/ });

function urlSaidBy(other: { stdout(): string }): string {
  return /ready (\S+)/.exec(other.stdout())![1]!;
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  // A server that is stopped under us says so here too.
  client.on("error", () => {});
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

function readPidFile(folder: string): Promise<string> {
  return fs.readFile(join(folder, "postgres", "data", "postmaster.pid"), "utf8");
}

async function killServer(folder: string): Promise<void> {
  process.kill(Number.parseInt(await readPidFile(folder), 10), "SIGKILL");
}

async function openFolder(): Promise<string> {
  const folder = await fs.mkdtemp(join(tmpdir(), "vestnik-"));
  await fs.chmod(folder, 0o755);
  return folder;
}

async function removeFolder(folder: string): Promise<void> {
  const place = await fs.realpath(join(folder, ".data", "postgres")).catch(() => null);
  if (place) await fs.rm(place, { recursive: true, force: true });
  await fs.rm(folder, { recursive: true, force: true });
}

async function isOpenToAll(path: string): Promise<boolean> {
  const parts = path.split("/").filter(Boolean);
  const steps = await Promise.all(parts.map((_, i) => fs.stat(`/${parts.slice(0, i + 1).join("/")}`)));
  return steps.every(({ mode }) => mode & 0o001);
}

function why(can: boolean): string {
  return can ? "." : ". (skipped: needs root, and a checkout others may enter)";
}
