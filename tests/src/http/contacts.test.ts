import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { buildApp } from "../../../src/http/app.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { signInAs } from "../../support/sign-in.ts";
import { testConfig } from "../../support/test-config.ts";

let school: TestSchool;
let app: FastifyInstance;

beforeAll(async () => {
  school = await castSchool();
  const dataDir = mkdtempSync(join(tmpdir(), "vestnik-contacts-"));
  app = await buildApp({ db: school.db, config: testConfig({ dataDir }) });
});
afterAll(async () => {
  await app.close();
  await school.close();
});

const signIn = (person: CastKey) => signInAs(app, school.db, school.cast[person].id);
const contactsOf = (person: CastKey) =>
  school.db.contact.findMany({
    where: { personId: school.cast[person].id },
    orderBy: [{ rank: "asc" }, { createdAt: "asc" }],
  });

test("The administrator looks through the contacts; a teacher is refused, and for a mother the page is not there", async () => {
  const administrator = await signIn("maltsev");
  for (const tab of ["waiting", "confirmedThisWeek", "suspended", "unreachable"])
    expect((await administrator.get(`/contacts?tab=${tab}`)).statusCode).toBe(200);
  expect((await (await signIn("smirnova")).get("/contacts")).statusCode).toBe(403);
  expect((await (await signIn("annaMother")).get("/contacts")).statusCode).toBe(404);
});

describe("R64: a contact entered by a statement", () => {
  let page: string;
  test("is offered only after the statement is recorded, and waits in the queue with its address masked", async () => {
    const administrator = await signIn("maltsev");
    page = `/people/${school.cast.annaMother.id}/contacts`;
    const recorded = await administrator.post(`/people/${school.cast.annaMother.id}/statements`, {
      number: "212",
      date: "2026-01-15",
      about: "contacts",
    });
    expect(recorded.statusCode).toBe(303);
    const { id } = await school.db.statement.findFirstOrThrow({ where: { number: "212" } });
    const form = { channel: "email", address: "new@family.example", document: `statement ${id}` };
    expect((await administrator.post(page, form)).statusCode).toBe(303);
    const queue = (await administrator.get("/contacts")).body;
    expect(queue).toContain("n•••w@family.example");
    expect(queue).not.toContain("new@family.example");
    expect((await administrator.get(page)).body).toContain("new@family.example");
  });

  test("keeps the scan of the statement, which is what its content says and not its name", async () => {
    const { cookies } = await signIn("maltsev");
    const { id } = await school.db.statement.findFirstOrThrow({ where: { number: "212" } });
    const send = async (bytes: string) => {
      const form = new FormData();
      form.set("file", new Blob([bytes]), "scan.pdf");
      const body = new Response(form);
      return app.inject({
        method: "POST",
        url: `/people/${school.cast.annaMother.id}/statements/${id}/scan`,
        cookies,
        headers: { "content-type": body.headers.get("content-type")!, origin: "http://localhost" },
        payload: Buffer.from(await body.arrayBuffer()),
      });
    };
    const wrong = await send("<script>alert(1)</script>");
    expect(wrong.statusCode).toBe(422);
    expect(await school.db.statement.findUnique({ where: { id } })).toMatchObject({ scan: null });
    expect((await send("%PDF-1.7\n%%EOF\n")).statusCode).toBe(303);
    expect((await school.db.statement.findUniqueOrThrow({ where: { id } })).scan).toMatch(/\.pdf$/);
  });

  test("is refused with the words beside the field and what was typed still there", async () => {
    const administrator = await signIn("maltsev");
    const { id } = await school.db.statement.findFirstOrThrow({ where: { number: "212" } });
    const form = { channel: "email", address: "no address", document: `statement ${id}` };
    const refused = await administrator.post(page, form);
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('value="no address"');
    expect(refused.body).toContain('class="err"');
  });

  test("is confirmed by saying how one knows, suspended with a reason, and revived", async () => {
    const administrator = await signIn("maltsev");
    const found = () =>
      school.db.contact.findFirstOrThrow({
        where: { personId: school.cast.annaMother.id, address: "new@family.example" },
      });
    const act = async (move: string, more: Record<string, string> = {}) => {
      const { id, version } = await found();
      const answer = await administrator.post(`/contacts/${id}/${move}`, {
        version: String(version),
        ...more,
      });
      return answer.statusCode;
    };
    expect(await act("confirm", { how: "" })).toBe(422);
    expect(await act("confirm", { how: "сверено по телефону" })).toBe(303);
    expect((await found()).state).toBe("confirmed");
    expect(await act("suspend", { reason: "askedToPause" })).toBe(303);
    expect((await administrator.get("/contacts?tab=suspended")).body).toContain(
      "семья просила пока не писать",
    );
    expect(await act("revive")).toBe(303);
    expect((await found()).state).toBe("confirmed");
    expect(await act("revive")).toBe(409);
  });

  test("is not for a teacher to confirm, and a class teacher sees how it stands without the address", async () => {
    const { id, version } = await school.db.contact.findFirstOrThrow({
      where: { address: "new@family.example" },
    });
    const form = { version: String(version), how: "я знаю" };
    expect((await (await signIn("gromova")).post(`/contacts/${id}/confirm`, form)).statusCode).toBe(403);
    const shown = await (await signIn("gromova")).get(page);
    expect(shown.statusCode).toBe(200);
    expect(shown.body).not.toContain("new@family.example");
    expect((await (await signIn("smirnova")).get(page)).statusCode).toBe(403);
  });
});

test("R44: who declared paper stays on paper when a class moves to email, and the others' email comes first", async () => {
  const administrator = await signIn("maltsev");
  const { id: classId } = school.cast.classes.sevenA;
  const before = await contactsOf("leilaMother");
  const asked = await administrator.get(`/contacts/move?classId=${classId}&channel=email`);
  expect(asked.statusCode).toBe(200);
  const moved = await administrator.post("/contacts/move", { classId, channel: "email" });
  const count = Number(/moved=(\d+)/.exec(String(moved.headers.location))?.[1]);
  expect(count).toBeGreaterThan(0);
  expect(asked.body).toContain(`Перевести: ${count}`);
  const [first] = await contactsOf("annaMother");
  expect(first).toMatchObject({ channel: "email", rank: 0 });
  expect((await contactsOf("leilaMother")).map(({ id, rank }) => [id, rank])).toEqual(
    before.map(({ id, rank }) => [id, rank]),
  );
  const again = await administrator.post("/contacts/move", { classId, channel: "email" });
  expect(again.headers.location).toBe("/contacts/move?moved=0");
});

test("R4: the administrator prints the slips of a class; who has an address gets one only when asked for", async () => {
  const administrator = await signIn("maltsev");
  expect((await administrator.get("/contacts/slips")).body).toContain("7А");
  const slips = `/contacts/slips/${school.cast.classes.sevenA.id}`;
  const pdf = await administrator.post(slips, { everybody: "yes" });
  expect(pdf.headers["content-type"]).toBe("application/pdf");
  expect((await (await signIn("smirnova")).post(slips)).statusCode).toBe(403);
});

test("An administrator who reads English finds every one of these pages in English", async () => {
  const { id } = school.cast.maltsev;
  await school.db.person.update({ where: { id }, data: { language: "en" } });
  const administrator = await signIn("maltsev");
  for (const url of ["/contacts", "/contacts/slips", "/contacts/move?channel=email"]) {
    const { body } = await administrator.get(url);
    expect(body).toContain('<html lang="en">');
    expect(body).toContain("ontact");
  }
  await school.db.person.update({ where: { id }, data: { language: "ru" } });
});
