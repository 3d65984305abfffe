import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SCHOOL } from "../../../prisma/cast.ts";
import { changePassword, signIn } from "../../../src/access/accounts.ts";
import { closeSession, findSession, openSession } from "../../../src/access/sessions.ts";
import { setClock } from "../../../src/clock.ts";
import { BadInput } from "../../../src/errors.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

let school: TestSchool;
const MINUTE_MS = 60_000;
const later = (minutes: number) => new Date(Date.now() + minutes * MINUTE_MS);

beforeAll(async () => {
  school = await castSchool({ accounts: true });
});
afterAll(() => school.close());
beforeEach(() => school.db.account.updateMany({ data: { failedTries: 0, lockedUntil: null } }));
afterEach(() => setClock(null));

const tryWith = (password: string, login = "smirnova") => signIn(school.db, login, password);
const fail = () => tryWith("wrong").catch((error: Error) => error.message);

test("The right password opens the account", async () => {
  expect((await tryWith(SCHOOL.password)).personId).toBe(school.cast.smirnova.id);
});

test("A login is the same in any case, with spaces around it", async () => {
  expect((await tryWith(SCHOOL.password, " SmirNova ")).personId).toBe(school.cast.smirnova.id);
});

test("After five wrong passwords the right one does not open for fifteen minutes", async () => {
  for (let at = 0; at < 5; at += 1) await fail();
  await expect(tryWith(SCHOOL.password)).rejects.toThrow(/15 минут/);
  setClock(later(14));
  await expect(tryWith(SCHOOL.password)).rejects.toThrow(/15 минут/);
  setClock(later(16));
  expect((await tryWith(SCHOOL.password)).personId).toBe(school.cast.smirnova.id);
});

test("A hundred guesses at once count as a hundred", async () => {
  await Promise.all(Array.from({ length: 100 }, fail));
  await expect(tryWith(SCHOOL.password)).rejects.toThrow();
  const account = await school.db.account.findUniqueOrThrow({ where: { login: "smirnova" } });
  expect(account.lockedUntil).not.toBeNull();
});

test("Four wrong passwords and a right one start the count anew", async () => {
  for (let at = 0; at < 4; at += 1) await fail();
  await tryWith(SCHOOL.password);
  for (let at = 0; at < 4; at += 1) await fail();
  expect((await tryWith(SCHOOL.password)).personId).toBe(school.cast.smirnova.id);
});

test("A stranger cannot tell an unknown login, a wrong password and a locked account apart", async () => {
  const unknown = await tryWith("wrong", "nobody").catch((error: Error) => error.message);
  const wrong = await fail();
  for (let at = 0; at < 5; at += 1) await fail();
  const locked = await tryWith(SCHOOL.password).catch((error: Error) => error.message);
  expect([wrong, locked]).toEqual([unknown, unknown]);
});

test("A session ends by itself, and what is kept of it opens nothing", async () => {
  const { accountId } = await tryWith(SCHOOL.password);
  const { token } = await openSession(school.db, accountId);
  expect(await findSession(school.db, token)).toMatchObject({ personId: school.cast.smirnova.id });
  const { tokenHash } = await school.db.session.findFirstOrThrow({ where: { accountId } });
  expect(tokenHash).not.toContain(token);
  expect(await findSession(school.db, tokenHash)).toBeNull();
  setClock(later(13 * 60));
  expect(await findSession(school.db, token)).toBeNull();
});

test("Who signs out is out, also for somebody who copied the cookie", async () => {
  const { accountId } = await tryWith(SCHOOL.password);
  const { token } = await openSession(school.db, accountId);
  await closeSession(school.db, token);
  expect(await findSession(school.db, token)).toBeNull();
});

describe("Who takes another password", () => {
  const NEW = "четыре рыжих кота";
  const change = async (passwords: { old: string; new: string }, kept?: string) => {
    const personId = school.cast.voronina.id;
    const { id: accountId } = await school.db.account.findUniqueOrThrow({ where: { personId } });
    const by = { actorId: personId, source: "web", silent: false } as const;
    return changePassword(school.db, { accountId, ...passwords, kept }, by);
  };
  const error = (passwords: { old: string; new: string }) => change(passwords).catch((thrown) => thrown);
  const enter = async () => {
    const { accountId } = await tryWith(SCHOOL.password, "voronina");
    return (await openSession(school.db, accountId)).token;
  };

  test("stays in here and is out everywhere else", async () => {
    const [here, elsewhere] = [await enter(), await enter()];
    await change({ old: SCHOOL.password, new: NEW }, here);
    expect(await findSession(school.db, here)).not.toBeNull();
    expect(await findSession(school.db, elsewhere)).toBeNull();
    await expect(tryWith(SCHOOL.password, "voronina")).rejects.toThrow();
    expect((await tryWith(NEW, "voronina")).personId).toBe(school.cast.voronina.id);
    await change({ old: NEW, new: "пять рыжих котов" });
    expect(await findSession(school.db, here)).toBeNull();
  });

  test("knows the old one, and has five tries as at the door", async () => {
    for (let at = 0; at < 5; at += 1) {
      const wrong = await error({ old: "wrong", new: NEW });
      expect(wrong).toBeInstanceOf(BadInput);
      expect(wrong.path).toEqual(["old"]);
    }
    expect((await error({ old: "пять рыжих котов", new: NEW })).path).toEqual(["old"]);
    await expect(tryWith("пять рыжих котов", "voronina")).rejects.toThrow(/15 минут/);
  });

  test("takes neither a weak one nor the same, which costs no try", async () => {
    for (const weak of ["short", "qwerty12345", "voronina1975", "пять рыжих котов"])
      expect((await error({ old: "пять рыжих котов", new: weak })).path).toEqual(["new"]);
    const account = await school.db.account.findUniqueOrThrow({ where: { login: "voronina" } });
    expect(account.failedTries).toBe(0);
  });
});
