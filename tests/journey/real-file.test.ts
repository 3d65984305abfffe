import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Channel, type Db, openDb } from "../../src/db.ts";
import type { PaperText } from "../../src/deliveries/message.ts";
import type { Status } from "../../src/deliveries/status.ts";
import { buildApp } from "../../src/http/app.ts";
import { setSettings } from "../../src/settings.ts";
import { MAPPING, photograph } from "../src/imports/small-por.ts";
import { BACKENDS, redis } from "../support/backends.ts";
import { testDatabase } from "../support/database.ts";
import { type FakeSmtp, startFakeSmtp } from "../support/fake-smtp.ts";
import { type FakeTelegram, startFakeTelegram } from "../support/fake-telegram.ts";
import { NEVER_QUIET } from "../support/never-quiet.ts";
import { noPdfText, leftOut as noPoppler, textOf } from "../support/pdf.ts";
import { type RunningProcess, startProcess } from "../support/processes.ts";
import { type Ran, runProgram } from "../support/program.ts";
import { openSchoolTable, type TableFamily } from "../support/school-table.ts";
import { postForm, signInAs } from "../support/sign-in.ts";
import { testConfig } from "../support/test-config.ts";
import { until } from "../support/until.ts";

const PUBLIC_URL = "https://dnevnik.example";
const PROCESSES = 2;
/** A school as it is installed says nothing in a foreign messenger; the other run has chosen otherwise. */
const LEVELS = ["ping", "full"] as const;
/** The pace at a strict server is proved in pace.test.ts; at the ordinary thirty a second this would only be slow. */
const PERMITS = 200;
const TERM = /четверт|полугоди/i;

const table = openSchoolTable();
const notReal = table.isReal ? "" : " (left out: ../shared/data/student-por.csv is not there)";

vi.setConfig({ testTimeout: 120_000 });
afterAll(() => redis?.close());

test.runIf(table.isReal)(`649 families, 498 of them with internet and 151 without${notReal}`, () => {
  expect(table.families).toHaveLength(649);
  expect(table.on("email")).toHaveLength(249);
  expect(table.on("telegram")).toHaveLength(249);
  expect(table.on("paper")).toHaveLength(151);
});

describe.each(BACKENDS.map((backend, at) => ({ ...backend, level: LEVELS[at]! })))(
  `${table.name} applied and its finals published, $name, Telegram says $level`,
  ({ redisUrl, missing, level }) => {
    if (missing) return test.skip(`left out: ${missing}`);

    let telegram: FakeTelegram;
    let smtp: FakeSmtp;
    let db: Db;
    let env: Record<string, string>;
    let processes: RunningProcess[];

    beforeAll(async () => {
      telegram = await startFakeTelegram();
      smtp = await startFakeSmtp();
      const database = await testDatabase();
      db = openDb(database.url);
      await setSettings(db, {
        telegramPermits: PERMITS,
        ...NEVER_QUIET,
        ...(level === "full" ? { telegramLevel: level } : {}),
      });
      env = {
        DATABASE_URL: database.url,
        TELEGRAM_BOT_TOKEN: telegram.token,
        TELEGRAM_API_ROOT: telegram.root,
        SMTP_URL: smtp.url,
        PUBLIC_URL,
        SECRET: "a secret of thirty-two characters",
        LOG_LEVEL: "warn",
        ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
      };
      processes = await Promise.all(
        Array.from({ length: PROCESSES }, () =>
          startProcess(["serve", "--only", "workers"], { env, ready: /Почтовая служба работает/ }),
        ),
      );
      return async () => {
        await Promise.all(processes.map((worker) => worker.stop()));
        await db.$disconnect();
        await database.drop();
        await telegram.close();
        await smtp.close();
      };
    });

    const importFile = (...more: string[]) =>
      runProgram(["import", table.path, "--mapping", MAPPING, ...more], env);
    const publish = () => runProgram(["publish", "--finals"], env);
    const heard = () => ({ letters: smtp.ledger.length, messages: telegram.ledger.length });
    const done = (ran: Ran) => {
      expect(ran).toMatchObject({ code: 0, stderr: "" });
      return ran.stdout;
    };

    // What the queues have no part in is looked at with one kind of them.
    const once = redisUrl ? () => {} : test;

    once("A dry run shows the plan and changes nothing", async () => {
      const before = await photograph(db);
      const said = done(await importFile());
      expect(said).toMatch(new RegExp(`^Ученики +${table.families.length} +· +·$`, "m"));
      expect(said).toContain("Это просмотр: в журнале ничего не изменилось.");
      expect(await photograph(db)).toEqual(before);
    });

    test("Applied, it is in the journal and nobody hears of it", async () => {
      const ran = await importFile("--apply");
      expect(done(ran)).toContain("Никому ничего не отправлено.");
      process.stdout.write(`import --apply: ${ran.seconds.toFixed(1)} s\n`);
      expect(await db.finalMark.count()).toBe(3 * table.families.length);
      expect(await db.event.count({ where: { OR: [{ silent: false }, { routedAt: null }] } })).toBe(0);
      expect(await db.notice.count()).toBe(0);
      expect(heard()).toEqual({ letters: 0, messages: 0 });
    });

    test("Published, every pupil's final has gone to the family, and the status accounts for each", async () => {
      expect(done(await publish())).toContain(`Объявлено итоговых отметок: ${table.families.length}.`);
      await until(() => allTold(db), { timeoutMs: 60_000, everyMs: 100, what: "every family to be told" });
      process.stdout.write(`${await secondsToLast(db)}\n`);

      const status = JSON.parse(done(await runProgram(["status", "--json"], env))) as Status;
      const sent = (["email", "paper", "telegram"] as const).map((channel) => ({
        kind: "finals",
        channel,
        state: "sent",
        reason: null,
        deliveries: table.on(channel).length,
      }));
      expect(status).toEqual({
        deliveries: expect.arrayContaining(sent),
        channels: expect.any(Array),
        alarms: [],
        notices: [{ state: "told", reason: null, notices: table.families.length }],
        oldestDue: null,
        unrouted: 0,
        unknown: 0,
        repeatsKnown: 0,
        gates: [],
        finalsOwed: 0,
        finalsOverdue: 0,
      });
      expect(status.deliveries).toHaveLength(sent.length);
      expect(status.deliveries.reduce((sum, { deliveries }) => sum + deliveries, 0)).toBe(
        table.families.length,
      );
    });

    test("The post office had nothing to put right on the way", () => {
      // What was lost between two steps is found again by the sweeper, with a warning and half a minute late.
      for (const worker of processes) expect(worker.output().trim()).toBe("Почтовая служба работает.");
    });

    test("Half of the families with internet got one letter each, with the final of their own child", async () => {
      const families = new Map(table.on("email").map((family) => [family.address, family]));
      expect(smtp.ledger.map(({ to }) => to.join()).sort()).toEqual([...families.keys()]);
      const heard = smtp.ledger.map(({ marker, to }) => [marker, to[0]!, finalOf(families.get(to[0]!)!)]);
      expect(heard.sort()).toEqual(await sentBy("email"));
      for (const { to, text } of smtp.ledger) {
        const { pupil, className, final } = families.get(to[0]!)!;
        expect(text).toContain(`${pupil.split(" ")[1]}, ${className}\n`.toUpperCase());
        expect(text).toContain(`Португальский язык, итоговая — ${final}.\n`);
        expect(text).not.toMatch(TERM);
      }
    });

    test("The other half got one message each in Telegram, which says as much as the school allows", async () => {
      const families = new Map(table.on("telegram").map((family) => [family.address, family]));
      expect(telegram.ledger.map(({ chatId }) => chatId).sort()).toEqual([...families.keys()]);
      const heard = telegram.ledger.map(({ marker, chatId }) => [
        marker,
        chatId,
        finalOf(families.get(chatId)!),
      ]);
      expect(heard.sort()).toEqual(await sentBy("telegram"));
      for (const { chatId, text, buttons, marker } of telegram.ledger) {
        const { pupil, className, final } = families.get(chatId)!;
        if (level === "ping") expect(text).toBe("Есть новое в дневнике.");
        else {
          const heading = `${pupil.split(" ")[1]}, ${className}: португальский язык, итоговая — ${final}`;
          expect(text.split("\n")[0]).toBe(heading);
        }
        expect(text).not.toMatch(TERM);
        expect(buttons.at(-1)).toEqual({ text: "Открыть дневник", url: `${PUBLIC_URL}/o/${marker}` });
        const answers = buttons.slice(0, -1).map((button) => button.text);
        expect(answers).toEqual(level === "ping" ? [] : [expect.stringMatching(/^Ознакомлен/)]);
      }
    });

    test("Families without internet lie on the print round of their class, a sheet for each", async () => {
      const sheets = await db.paperSheet.findMany({
        include: { pupil: true, round: { include: { class: true } } },
      });
      const said = sheets.map(({ pupil, round, content }) => {
        const { lines } = content as unknown as PaperText["sheets"][number];
        const className = `${round.class?.level}${round.class?.letter}`;
        return [`${pupil.surname} ${pupil.givenName}`, className, ...lines.map(({ mark }) => mark)];
      });
      const owed = table.on("paper").map(({ pupil, className, final }) => [pupil, className, final]);
      expect(said.sort()).toEqual(owed);
      const pages = (await printRounds()).map(({ pdf, sheets }) => {
        expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
        // Two sheets on a page.
        return [pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length, Math.ceil(sheets / 2)];
      });
      for (const [printed, due] of pages) expect(printed).toBe(due);
    });

    test.skipIf(noPdfText)(
      `The printed rounds name each child of these families, nobody else${noPoppler}`,
      async () => {
        const texts = (await printRounds()).map(({ pdf }) => textOf(pdf));
        const named = new Set(texts.join("\n").match(/Заглушка-\d{4} \p{L}+, \d+\p{L}/gu));
        const owed = table.on("paper").map(({ pupil, className }) => `${pupil}, ${className}`);
        expect([...named].sort()).toEqual(owed);
        expect(texts.join("\n")).not.toMatch(TERM);
      },
    );

    test("The marks of the terms stay silent: nobody was told, nobody will be", async () => {
      const silent = { kind: "term", announcedVersion: 0 } as const;
      expect(await db.finalMark.count({ where: silent })).toBe(2 * table.families.length);
      expect(await db.event.count({ where: { silent: false } })).toBe(table.families.length);
      expect(await db.event.count({ where: { silent: true } })).toBe(3 * table.families.length);
    });

    once("The same file again and another announcement change nothing and reach nobody", async () => {
      const before = { journal: await photograph(db), heard: heard() };
      expect(done(await importFile("--apply"))).toContain(
        "Ничего не изменилось и никому ничего не отправлено.",
      );
      expect(done(await publish())).toContain(
        "Объявлять нечего: обо всех итоговых отметках семьи уже знают.",
      );
      // The post office is still open; with nothing new in its rows it has nothing to send, now or later.
      expect({ journal: await photograph(db), heard: heard() }).toEqual(before);
    });

    const sentBy = async (channel: Channel) => {
      const deliveries = await db.delivery.findMany({
        where: { channel, state: "sent" },
        include: { contact: true, said: { include: { notice: { include: { pupil: true } } } } },
      });
      return deliveries
        .map(({ id, contact, said }) => [
          id,
          contact.address,
          said.map(({ notice: { pupil }, value }) => `${pupil.surname} ${pupil.givenName}: ${value}`).join(),
        ])
        .sort();
    };
    const printRounds = async () => {
      const app = await buildApp({ db, config: testConfig({ publicUrl: PUBLIC_URL }) });
      try {
        const deputy = await signInAs(app, db, await deputyHead(db));
        const rounds = await db.paperRound.findMany({ include: { _count: { select: { sheets: true } } } });
        const printed = [];
        for (const { id, _count } of rounds) {
          const asked = { cookies: deputy.cookies, origin: new URL(PUBLIC_URL).origin };
          expect((await postForm(app, `/paper/${id}/print`, asked)).statusCode).toBe(303);
          const page = await deputy.get(`/paper/${id}/sheets.pdf`);
          expect(page.statusCode).toBe(200);
          printed.push({ pdf: page.rawPayload, sheets: _count.sheets });
        }
        return printed;
      } finally {
        await app.close();
      }
    };
  },
);

function finalOf({ pupil, final }: TableFamily): string {
  return `${pupil}: ${final}`;
}

/** The file brings no staff. */
async function deputyHead(db: Db): Promise<string> {
  const known = await db.roleGrant.findFirst({ where: { role: "deputyHead" } });
  if (known) return known.personId;
  const { id } = await db.person.create({
    data: {
      surname: "Воронина",
      givenName: "Светлана",
      roles: { create: { role: "deputyHead", from: new Date("2026-09-01") } },
    },
  });
  return id;
}

async function allTold(db: Db): Promise<boolean> {
  const told = await db.notice.count({ where: { state: "told" } });
  const underWay = await db.delivery.count({ where: { state: { in: ["waiting", "sending"] } } });
  return told >= table.families.length && underWay === 0;
}

async function secondsToLast(db: Db): Promise<string> {
  const rows = await db.$queryRaw<{ channel: string; seconds: number }[]>`
    select channel::text, extract(epoch from max("settledAt") - min("dueAt"))::float as seconds from "Delivery" group by 1 order by 1`;
  return rows.map(({ channel, seconds }) => `${channel} ${seconds.toFixed(1)} s`).join(", ");
}
