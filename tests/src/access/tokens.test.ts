import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { createToken, findToken, listTokens, revokeToken } from "../../../src/access/tokens.ts";
import { setClock } from "../../../src/clock.ts";
import { NotFound } from "../../../src/errors.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

let school: TestSchool;
const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
const later = (ms: number) => setClock(new Date(Date.now() + ms));

beforeAll(async () => {
  school = await castSchool({ accounts: true });
});
afterAll(() => school.close());
afterEach(() => setClock(null));

const by = (key: CastKey) => ({ actorId: school.cast[key].id, source: "web", silent: false }) as const;
const accountOf = async (key: CastKey) =>
  (await school.db.account.findUniqueOrThrow({ where: { personId: school.cast[key].id } })).id;

async function tokenOf(key: CastKey, days = 30) {
  const accountId = await accountOf(key);
  const { token, created } = await createToken(school.db, { accountId, name: "расписание", days }, by(key));
  return { accountId, token, id: created.id };
}

test("A token is its owner, and what is kept of it opens nothing", async () => {
  const { token, accountId, id } = await tokenOf("smirnova");
  expect(token).toMatch(/^vst_[\w-]{43}$/);
  expect(await findToken(school.db, token)).toEqual({ accountId, personId: school.cast.smirnova.id });
  const { tokenHash } = await school.db.apiToken.findUniqueOrThrow({ where: { id } });
  expect(tokenHash).not.toContain(token.slice(4));
  expect(await findToken(school.db, tokenHash)).toBeNull();
  expect(await findToken(school.db, `${token}x`)).toBeNull();
});

test("A revoked token opens nothing and leaves the list; the others stay", async () => {
  const [first, second] = [await tokenOf("voronina"), await tokenOf("voronina")];
  const { accountId } = first;
  await revokeToken(school.db, { accountId, tokenId: first.id }, by("voronina"));
  expect(await findToken(school.db, first.token)).toBeNull();
  expect(await findToken(school.db, second.token)).not.toBeNull();
  const listed = await listTokens(school.db, accountId);
  expect(listed.map(({ id }) => id)).toEqual([second.id]);
  expect(listed[0]).not.toHaveProperty("tokenHash");
  const trail = { where: { objectId: first.id }, orderBy: { at: "asc" } } as const;
  expect((await school.db.auditEntry.findMany(trail)).map(({ action }) => action)).toEqual([
    "token.created",
    "token.revoked",
  ]);
});

test("Nobody revokes the token of somebody else, nor one twice", async () => {
  const { id: tokenId, token, accountId } = await tokenOf("gromova");
  const stranger = { accountId: await accountOf("sedova"), tokenId };
  await expect(revokeToken(school.db, stranger, by("sedova"))).rejects.toThrow(NotFound);
  expect(await findToken(school.db, token)).not.toBeNull();
  await revokeToken(school.db, { accountId, tokenId }, by("gromova"));
  await expect(revokeToken(school.db, { accountId, tokenId }, by("gromova"))).rejects.toThrow(NotFound);
});

test("A token ends on its day", async () => {
  const { token, accountId } = await tokenOf("zakharov", 7);
  later(7 * DAY_MS - MINUTE_MS);
  expect(await findToken(school.db, token)).not.toBeNull();
  later(7 * DAY_MS + MINUTE_MS);
  expect(await findToken(school.db, token)).toBeNull();
  expect(await listTokens(school.db, accountId)).toEqual([]);
});

test("When it was last used is written down once a minute at most", async () => {
  const { token, id } = await tokenOf("maltsev");
  const usedAt = async () => {
    await findToken(school.db, token);
    return (await school.db.apiToken.findUniqueOrThrow({ where: { id } })).lastUsedAt!.getTime();
  };
  const first = await usedAt();
  later(MINUTE_MS / 2);
  expect(await usedAt()).toBe(first);
  later(2 * MINUTE_MS);
  expect(await usedAt()).toBeGreaterThan(first);
});
