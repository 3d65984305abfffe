import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { changePassword, signIn } from "../../../src/access/accounts.ts";
import {
  createAccount,
  disableAccount,
  enableAccount,
  handOver,
  resetPassword,
} from "../../../src/access/issuing.ts";
import { findSession, openSession } from "../../../src/access/sessions.ts";
import { createToken, findToken } from "../../../src/access/tokens.ts";
import { setClock } from "../../../src/clock.ts";
import { BadInput, Conflict, NotFound } from "../../../src/errors.ts";
import { createPerson } from "../../../src/people/people.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

let school: TestSchool;

beforeAll(async () => {
  school = await castSchool({ accounts: true });
});
afterAll(() => school.close());
afterEach(() => setClock(null));

const by = () => ({ actorId: school.cast.maltsev.id, source: "web", silent: false }) as const;
const issue = (key: CastKey, login?: string) =>
  createAccount(school.db, { personId: school.cast[key].id, login }, by());
const namesake = async (surname: string) => {
  const facts = { surname, givenName: "Ия", patronymic: null, sex: null, birthDate: null };
  return (await createPerson(school.db, facts, by())).id;
};

describe("A new account", () => {
  test("opens with the password of the slip, which has to be changed first", async () => {
    const { account, password } = await issue("belyaeva");
    expect(account).toMatchObject({ login: "belyaeva", mustChange: true, handedOverAt: null });
    const signedIn = await signIn(school.db, "Belyaeva", password);
    expect(signedIn).toMatchObject({ personId: school.cast.belyaeva.id, mustChange: true });
    const passwords = { old: password, new: "четыре рыжих кота", kept: undefined };
    await changePassword(school.db, { accountId: account.id, ...passwords }, by());
    expect(await signIn(school.db, "belyaeva", "четыре рыжих кота")).toMatchObject({ mustChange: false });
    await expect(signIn(school.db, "belyaeva", password)).rejects.toThrow(BadInput);
  });

  test("is kept without its password, also in the trail", async () => {
    const { account, password } = await issue("drozdova");
    const trail = await school.db.auditEntry.findMany({ where: { objectId: school.cast.drozdova.id } });
    expect(trail).toMatchObject([{ action: "account.created", actorId: school.cast.maltsev.id }]);
    expect(JSON.stringify([account, trail])).not.toContain(password);
  });

  test.each([
    ["Щербинина", "shcherbinina"],
    ["Преображенская-Лунёва", "preobrazhenskaya-luneva"],
    ["Подъячев", "podyachev"],
    ["Müller", "muller"],
    ["Ю", "user-yu"],
    ["李", "user-"],
  ])("of %s is proposed the login %s", async (surname, login) => {
    const { account } = await createAccount(school.db, { personId: await namesake(surname) }, by());
    expect(account.login).toBe(login);
  });

  test("of a namesake gets a number, also when six are made at once", async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => namesake("Смирнова")));
    const made = await Promise.all(people.map((personId) => createAccount(school.db, { personId }, by())));
    expect(made.map(({ account }) => account.login).sort()).toEqual(
      [2, 3, 4, 5, 6, 7].map((number) => `smirnova${number}`),
    );
  });

  test("has the login its owner wishes, whatever its capitals, unless somebody has it", async () => {
    const { account } = await issue("chernov", " A.Chernov ");
    expect(account.login).toBe("a.chernov");
    const personId = await namesake("Чернов");
    for (const login of ["a.chernov", "A.CHERNOV", "чернов", "a", "1chernov", "a chernov"])
      await expect(createAccount(school.db, { personId, login }, by())).rejects.toThrow(BadInput);
  });

  test("is the only one of a person, and of somebody", async () => {
    await expect(issue("smirnova")).rejects.toThrow(Conflict);
    const nobody = { personId: school.today.algebra.id };
    await expect(createAccount(school.db, nobody, by())).rejects.toThrow(NotFound);
  });
});

test("An account is handed over once: the first day stays", async () => {
  const personId = school.cast.gromova.id;
  setClock(new Date("2026-11-25T03:00:00Z"));
  const first = await handOver(school.db, personId, by());
  setClock(new Date("2026-11-26T03:00:00Z"));
  const second = await handOver(school.db, personId, by());
  expect(first.handedOverAt).not.toBeNull();
  expect(second.handedOverAt).toEqual(first.handedOverAt);
  expect(await school.db.auditEntry.count({ where: { action: "account.handedOver" } })).toBe(1);
  await expect(handOver(school.db, school.cast.anna.id, by())).rejects.toThrow(NotFound);
});

/** Signed in in a browser and by a program. */
async function enter(key: CastKey) {
  const { id: accountId } = await school.db.account.findUniqueOrThrow({
    where: { personId: school.cast[key].id },
  });
  const session = await openSession(school.db, accountId);
  const { token } = await createToken(school.db, { accountId, name: "сверка", days: 30 }, by());
  return {
    isIn: async () => [
      (await findSession(school.db, session.token)) !== null,
      (await findToken(school.db, token)) !== null,
    ],
  };
}

describe("A closed account", () => {
  test("is out at once, everywhere, and is refused like one that does not exist", async () => {
    const tkachev = await enter("tkachev");
    expect(await tkachev.isIn()).toEqual([true, true]);
    await disableAccount(school.db, school.cast.tkachev.id, by());
    expect(await tkachev.isIn()).toEqual([false, false]);
    const sentence = (login: string, password: string) =>
      signIn(school.db, login, password).catch((error: Error) => error.message);
    expect(await sentence("tkachev", "vestnik")).toBe(await sentence("nobody", "wrong"));
  });

  test("lets nobody in who was just signing in", async () => {
    await disableAccount(school.db, school.cast.sedova.id, by());
    const sedova = await enter("sedova");
    expect(await sedova.isIn()).toEqual([false, false]);
  });

  test("opens again with its password; what had ended stays ended", async () => {
    const osokina = await enter("osokina");
    await disableAccount(school.db, school.cast.osokina.id, by());
    await enableAccount(school.db, school.cast.osokina.id, by());
    expect(await osokina.isIn()).toEqual([false, false]);
    expect(await signIn(school.db, "osokina", "vestnik")).toMatchObject({ mustChange: false });
  });

  test("is never one's own: the school would have no administrator", async () => {
    await expect(disableAccount(school.db, school.cast.maltsev.id, by())).rejects.toThrow(BadInput);
  });
});

test("A forgotten password is replaced: the old one, its sessions and tokens end, a lock is lifted", async () => {
  const popova = await enter("popova");
  for (let at = 0; at < 5; at += 1) await signIn(school.db, "popova", "wrong").catch(() => null);
  const { password } = await resetPassword(school.db, school.cast.popova.id, by());
  expect(await popova.isIn()).toEqual([false, false]);
  await expect(signIn(school.db, "popova", "vestnik")).rejects.toThrow(BadInput);
  expect(await signIn(school.db, "popova", password)).toMatchObject({ mustChange: true });
});
