import type { FastifyInstance } from "fastify";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { createAccount, disableAccount } from "../../../src/access/issuing.ts";
import { now, setClock } from "../../../src/clock.ts";
import { issueEntryLink } from "../../../src/contacts/entry-links.ts";
import { buildApp } from "../../../src/http/app.ts";
import { openPostOffice, testConfig } from "../../support/post-office.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { postForm } from "../../support/sign-in.ts";

/** A Thursday, 10:00 in the school. */
const NOW = new Date("2026-11-26T03:00:00Z");
const MINUTE = 60_000;
const config = testConfig({ POSTBOX: "1", PUBLIC_URL: "http://localhost" });

let school: TestSchool;
let app: FastifyInstance;

beforeAll(async () => {
  setClock(NOW);
  school = await castSchool({ now: NOW });
  app = await buildApp({ db: school.db, config });
});
afterEach(async () => {
  setClock(NOW);
  await school.db.entryLink.deleteMany();
});
afterAll(async () => {
  setClock(null);
  await app.close();
  await school.close();
});

async function hasAddress(who: CastKey, address: string, state: "confirmed" | "unconfirmed" = "confirmed") {
  const personId = school.cast[who].id;
  const known = { personId_channel_address: { personId, channel: "email" as const, address } };
  await school.db.contact.upsert({
    where: known,
    create: { personId, channel: "email", address, state, origin: "ownEntry", confirmedAt: NOW },
    update: { state },
  });
}

const ask = (email: string) => postForm(app, "/sign-in/link", { form: { email } });

async function linkOf(who: CastKey): Promise<string> {
  const by = { actorId: school.cast[who].id, source: "bot", silent: false } as const;
  const asked = { publicUrl: "", secret: config.secret, personId: school.cast[who].id };
  return issueEntryLink(school.db, asked, by);
}

describe("A mother who forgot her password", () => {
  test("asks with her confirmed address, gets a letter, and the link signs her in once", async () => {
    await hasAddress("annaMother", "mother@family.example");
    expect((await ask(" Mother@Family.example ")).body).toContain("Проверьте почту");
    const post = await openPostOffice(school.db, config);
    await post.deliver();
    await post.close();
    const sent = await school.db.delivery.findFirstOrThrow({
      where: { kind: "entry" },
      include: { posted: true },
    });
    const { text } = (sent.posted!.message as { rendered: { text: string } }).rendered;
    const link = /http:\/\/localhost(\/e\/\S+)/.exec(text)![1]!;
    expect(text).toContain("Кравцова Елена Сергеевна");
    // What is kept of the letter opens nothing, and of the link the hash alone stays.
    expect(sent.text).toContain("‹link›");
    const token = link.slice("/e/".length);
    const rows = JSON.stringify([sent.text, await school.db.entryLink.findMany()]);
    expect(rows).not.toContain(token);

    // A mail program opens links by itself: looking uses nothing up, and names nobody.
    for (const _ of [1, 2]) {
      const { body } = await app.inject(link);
      expect(body).toContain("Войти в журнал");
      expect(body).not.toContain("Кравцов");
    }
    const entered = await postForm(app, link);
    expect([entered.statusCode, entered.headers.location]).toEqual([303, "/diary"]);
    const { value: vestnik } = entered.cookies[0]!;
    expect((await app.inject({ url: "/settings", cookies: { vestnik } })).statusCode).toBe(200);
    const again = await postForm(app, link);
    expect([again.statusCode, again.cookies.length]).toEqual([404, 0]);
    expect(again.body).toContain("Ссылка больше не действует");
    const trail = await school.db.auditEntry.findMany({
      where: { actorId: school.cast.annaMother.id },
      select: { action: true },
    });
    expect(trail.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["entry.asked", "session.opened"]),
    );
  });

  test("finds the link over after a quarter of an hour, and of two taps at once one enters", async () => {
    const late = await linkOf("annaMother");
    setClock(new Date(NOW.getTime() + 16 * MINUTE));
    expect((await postForm(app, late)).statusCode).toBe(404);
    const link = await linkOf("annaMother");
    const both = await Promise.all([postForm(app, link), postForm(app, link)]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([303, 404]);
  });

  test("gets no sixth link within the hour", async () => {
    await hasAddress("annaMother", "mother@family.example");
    for (let at = 0; at < 5; at++) await linkOf("annaMother");
    await expect(linkOf("annaMother")).rejects.toThrow("Подождите час");
    const before = await school.db.delivery.count({ where: { kind: "entry" } });
    expect((await ask("mother@family.example")).body).toContain("Проверьте почту");
    expect(await school.db.delivery.count({ where: { kind: "entry" } })).toBe(before);
  });
});

test("The answer is the same to an address nobody has, one that is not confirmed, a teacher's, and to no address at all", async () => {
  await hasAddress("annaFather", "waiting@family.example", "unconfirmed");
  await hasAddress("smirnova", "teacher@school.example");
  await hasAddress("annaMother", "mother@family.example");
  const known = await ask("mother@family.example");
  const before = await school.db.delivery.count({ where: { kind: "entry" } });
  for (const address of ["nobody@family.example", "waiting@family.example", "teacher@school.example", "@@"]) {
    const { statusCode, body } = await ask(address);
    expect([statusCode, body]).toEqual([known.statusCode, known.body]);
  }
  expect(await school.db.delivery.count({ where: { kind: "entry" } })).toBe(before);
});

test("Staff keep their passwords: no link is made for a teacher, whose own child is taught here or not", async () => {
  await expect(linkOf("smirnova")).rejects.toThrow("Сотрудники входят с паролем");
});

describe("A pupil", () => {
  const account = () => school.db.account.findUnique({ where: { personId: school.cast.vera.id } });
  const by = () => ({ actorId: school.cast.maltsev.id, source: "web", silent: false, at: now() }) as const;

  test("without an account gets one that no password opens yet", async () => {
    await school.db.account.deleteMany({ where: { personId: school.cast.vera.id } });
    expect((await postForm(app, await linkOf("vera"))).statusCode).toBe(303);
    expect(await account()).toMatchObject({ mustChange: false, handedOverAt: expect.any(Date) });
  });

  test("whose password for one time lies unused enters, and that password is over", async () => {
    await school.db.session.deleteMany({ where: { account: { personId: school.cast.vera.id } } });
    await school.db.account.deleteMany({ where: { personId: school.cast.vera.id } });
    const { account: made, password } = await createAccount(
      school.db,
      { personId: school.cast.vera.id },
      by(),
    );
    const entered = await postForm(app, await linkOf("vera"));
    const { value: vestnik } = entered.cookies[0]!;
    expect((await app.inject({ url: "/settings", cookies: { vestnik } })).statusCode).toBe(200);
    const tried = await postForm(app, "/sign-in", { form: { login: made.login, password } });
    expect(tried.statusCode).toBe(422);
  });

  test("whose account was closed enters by no link, not even by one from before", async () => {
    const link = await linkOf("vera");
    await disableAccount(school.db, school.cast.vera.id, by());
    expect((await postForm(app, link)).statusCode).toBe(404);
    await expect(linkOf("vera")).rejects.toThrow();
  });
});
