import { afterAll, beforeAll, expect, test } from "vitest";
import { signIn } from "../../../src/access/accounts.ts";
import { disableAccount } from "../../../src/access/issuing.ts";
import { standingsOf } from "../../../src/access/standing.ts";
import { dayIn } from "../../../src/clock.ts";
import { administrator } from "../../../src/commands/administrator.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { testConfig } from "../../support/test-config.ts";

let school: TestSchool;

beforeAll(async () => {
  school = await castSchool();
});
afterAll(() => school.close());

/** What the person at the terminal reads, and may sign in with. */
async function appoint(...args: string[]): Promise<{ login: string; password: string }> {
  const lines: string[] = [];
  const console = { db: school.db, config: testConfig(), say: (line: string) => void lines.push(line) };
  expect(await administrator(args, console)).toBe(0);
  const [, login = "", password = ""] = /Логин (\S+), пароль на один вход (\S+)/.exec(lines.join("\n")) ?? [];
  return { login, password };
}

const isAdministrator = async (personId: string) =>
  (await standingsOf(school.db, personId, { about: "school", day: dayIn("Asia/Krasnoyarsk") })).has(
    "administrator",
  );

test("A new school gets its first administrator from the console, who then changes the password", async () => {
  const { login, password } = await appoint("Новиков", "Пётр", "Ильич");
  const signedIn = await signIn(school.db, login, password);
  expect(signedIn.mustChange).toBe(true);
  expect(await isAdministrator(signedIn.personId)).toBe(true);
});

test("An administrator who is locked out gets in again, as the same person", async () => {
  const { cast, db } = school;
  const first = await appoint("Мальцев Андрей Викторович");
  await disableAccount(db, cast.maltsev.id, { actorId: null, source: "web", silent: false });
  const again = await appoint("Мальцев Андрей Викторович");
  expect(again.login).toBe(first.login);
  expect((await signIn(db, again.login, again.password)).personId).toBe(cast.maltsev.id);
  expect(await db.roleGrant.count({ where: { personId: cast.maltsev.id } })).toBe(1);
});

test("A name that is none, and one that several people have, are said so and write nothing", async () => {
  const { db } = school;
  await expect(appoint("Мальцев")).rejects.toThrow("Назовите фамилию, имя и отчество");
  await expect(appoint("--help")).rejects.toThrow("Назовите фамилию, имя и отчество");
  const names = { surname: "Иванов", givenName: "Иван", patronymic: "Иванович" };
  await db.person.createMany({ data: [names, names] });
  const before = await db.account.count();
  await expect(appoint("Иванов Иван Иванович")).rejects.toThrow("Таких людей в школе несколько.");
  expect(await db.account.count()).toBe(before);
});
