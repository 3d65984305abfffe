import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CastKey } from "../../../../prisma/cast.ts";
import { buildApp } from "../../../../src/http/app.ts";
import { type Api, apiAs } from "../../../support/api.ts";
import { castSchool, type TestSchool } from "../../../support/school.ts";
import { signInAs } from "../../../support/sign-in.ts";
import { testConfig } from "../../../support/test-config.ts";

let school: TestSchool;
let app: FastifyInstance;
let dataDir: string;
let maltsev: Api;
let gromova: Api;
let mother: Api;

beforeAll(async () => {
  school = await castSchool();
  dataDir = await mkdtemp(join(tmpdir(), "vestnik-files-"));
  app = await buildApp({ db: school.db, config: testConfig({ dataDir }) });
  maltsev = await as("maltsev");
  gromova = await as("gromova");
  mother = await as("annaMother");
});
afterAll(async () => {
  await app.close();
  await school.close();
  await rm(dataDir, { recursive: true });
});

const as = (person: CastKey) => apiAs(app, school.db, school.cast[person].id);
const contactsOf = (person: CastKey) => `/people/${school.cast[person].id}/contacts`;
const statementsOf = (person: CastKey) => `/people/${school.cast[person].id}/statements`;
const kept = () => readdir(join(dataDir, "files")).catch(() => []);

const PDF = Buffer.from("%PDF-1.7\n% заявление\n%%EOF\n");
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
const HTML = Buffer.from("<html><script>alert(document.cookie)</script></html>");

type Part = string | { bytes: Uint8Array; name: string; type?: string };

/** As a browser sends a form with files. */
async function upload(who: CastKey, method: "PUT" | "POST", url: string, parts: [string, Part][]) {
  const form = new FormData();
  for (const [name, part] of parts)
    if (typeof part === "string") form.append(name, part);
    else form.append(name, new Blob([Buffer.from(part.bytes)], { type: part.type ?? "" }), part.name);
  const request = new Response(form);
  const { cookies } = await signInAs(app, school.db, school.cast[who].id);
  const answer = await app.inject({
    ...{ method, url: `/api${url}`, cookies },
    headers: { "content-type": request.headers.get("content-type")! },
    payload: Buffer.from(await request.arrayBuffer()),
  });
  return { status: answer.statusCode, body: answer.json() };
}

async function statement(who: CastKey, number: string, about = "contacts"): Promise<string> {
  const { status, body } = await gromova.post(statementsOf(who), { number, date: "2025-09-01", about });
  expect(status).toBe(201);
  return body.id;
}

const scan = (bytes: Uint8Array, name = "scan.pdf", type = "application/pdf"): [string, Part][] => [
  ["file", { bytes, name, type }],
];

async function download(who: CastKey, url: string) {
  const { cookies } = await signInAs(app, school.db, school.cast[who].id);
  return app.inject({ method: "GET", url: `/api${url}`, cookies });
}

describe("The scan of a statement (R64)", () => {
  test("is taken by the class teacher, kept for our own user alone, and given out to be saved", async () => {
    const url = `${statementsOf("annaMother")}/${await statement("annaMother", "31")}/scan`;
    const taken = await upload("gromova", "PUT", url, scan(PDF, "../../../etc/passwd.pdf"));
    expect(taken).toMatchObject({ status: 200, body: { number: "31", hasScan: true } });
    const [name] = await kept();
    expect(name).toMatch(/^[0-9a-f-]{36}\.pdf$/);
    expect((await stat(join(dataDir, "files", name!))).mode & 0o777).toBe(0o600);
    expect((await stat(join(dataDir, "files"))).mode & 0o777).toBe(0o700);
    for (const who of ["maltsev", "gromova", "annaMother"] as const) {
      const { statusCode, headers, rawPayload } = await download(who, url);
      expect(statusCode).toBe(200);
      expect(rawPayload.equals(PDF)).toBe(true);
      expect(headers).toMatchObject({
        "content-type": "application/pdf",
        "content-disposition": 'attachment; filename="statement.pdf"',
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
      });
      expect(headers["content-security-policy"]).toMatch(/^sandbox;/);
    }
    const read = { objectId: school.cast.annaMother.id, action: "statement.read" };
    expect(await school.db.auditEntry.count({ where: read })).toBe(3);
  });

  test("is nobody else's: not the father's, not another class teacher's, and not by another person's address", async () => {
    const id = (await mother.get(contactsOf("annaMother"))).body.statements[0].id;
    const url = `${statementsOf("annaMother")}/${id}/scan`;
    expect((await download("annaFather", url)).statusCode).toBe(404);
    expect((await download("smirnova", url)).statusCode).toBe(403);
    expect((await download("annaFather", `${statementsOf("annaFather")}/${id}/scan`)).statusCode).toBe(404);
    expect((await upload("annaMother", "PUT", url, scan(PDF))).status).toBe(404);
  });

  test("is what it is by its content: HTML named .pdf, or a script in a picture's clothes, is refused and nothing stays", async () => {
    const url = `${statementsOf("annaMother")}/${await statement("annaMother", "32")}/scan`;
    const before = await kept();
    for (const [bytes, name, type] of [
      [HTML, "scan.pdf", "application/pdf"],
      [Buffer.from("<svg onload=alert(1)>"), "scan.png", "image/png"],
      [Buffer.from(" %PDF-1.7"), "scan.pdf", "application/pdf"],
      [Buffer.from("MZ"), "scan.jpg", "image/jpeg"],
      [Buffer.alloc(0), "scan.pdf", "application/pdf"],
    ] as const) {
      const { status, body } = await upload("gromova", "PUT", url, scan(bytes, name, type));
      expect([name, status]).toEqual([name, 422]);
      expect(body.errors).toMatchObject([{ pointer: "#/file" }]);
    }
    expect(await kept()).toEqual(before);
    // And PNG is PNG, whatever it calls itself.
    expect((await upload("gromova", "PUT", url, scan(PNG, "page.html", "text/html"))).status).toBe(200);
    expect((await download("maltsev", url)).headers["content-type"]).toBe("image/png");
  });

  test("has at most ten megabytes", async () => {
    const url = `${statementsOf("annaMother")}/${await statement("annaMother", "33")}/scan`;
    const before = await kept();
    const large = Buffer.concat([PDF, Buffer.alloc(10 * 1024 * 1024)]);
    const { status, body } = await upload("gromova", "PUT", url, scan(large));
    expect(status).toBe(422);
    expect(body.errors[0].detail).toMatch(/10 МБ/);
    expect(await kept()).toEqual(before);
    expect((await upload("gromova", "PUT", url, scan(large.subarray(0, 10 * 1024 * 1024 - 1)))).status).toBe(
      200,
    );
  });

  test("is replaced by a better one, and the old file goes", async () => {
    const url = `${statementsOf("annaMother")}/${await statement("annaMother", "34")}/scan`;
    await upload("gromova", "PUT", url, scan(PDF));
    const before = await kept();
    await upload("gromova", "PUT", url, scan(PNG));
    const after = await kept();
    expect(after).toHaveLength(before.length);
    expect(after).not.toEqual(before);
    const nothing = url.replace(/[0-9a-f-]{36}\/scan$/, `${crypto.randomUUID()}/scan`);
    expect((await upload("gromova", "PUT", nothing, scan(PDF))).status).toBe(404);
    expect(await kept()).toEqual(after);
  });

  test("comes in a form that can be read: no second file, no other field, no JSON, nothing cut off", async () => {
    const url = `${statementsOf("annaMother")}/${await statement("annaMother", "35")}/scan`;
    const file = scan(PDF);
    const before = await kept();
    for (const parts of [
      [],
      [...file, ...file],
      [...file, ["x", "1"]],
      [["file", "%PDF-"]],
      [...file, ["__proto__", "1"]],
      Array.from({ length: 30 }, (_, n) => [`f${n}`, { bytes: PDF, name: "x.pdf" }]),
    ] as [string, Part][][])
      expect((await upload("gromova", "PUT", url, parts)).status).toBe(422);
    expect((await gromova.put(url, { file: { type: "Buffer", data: [...PDF] } })).status).toBe(422);
    const cut = await gromova.put(
      url,
      "--x\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\n%PDF-",
      {
        "content-type": "multipart/form-data; boundary=x",
      },
    );
    expect(cut.status).toBe(422);
    const elsewhere = { "content-type": "multipart/form-data; boundary=x" };
    expect((await gromova.post(statementsOf("annaMother"), "--x--", elsewhere)).status).toBe(415);
    expect(await kept()).toEqual(before);
  });
});

describe("A signed electronic document (R64)", () => {
  const url = () => `/people/${school.cast.ruslanMother.id}/signed-documents`;
  const signature = Buffer.from([0x30, 0x82, 0x0a, 0x00, 0x00, 0xff]);
  const given = (about: string): [string, Part][] => [
    ["date", "2026-09-02"],
    ["about", about],
    ["file", { bytes: PDF, name: "заявление.pdf" }],
    ["signature", { bytes: signature, name: "заявление.pdf.sig" }],
  ];

  test("is kept with its signature as given; verified is only what somebody says they checked, and once", async () => {
    const { status, body } = await upload("gromova", "POST", url(), given("contacts"));
    expect(status).toBe(201);
    expect(body).toMatchObject({ number: null, date: "2026-09-02", verifiedAt: null, verifiedHow: null });
    const { createHash } = await import("node:crypto");
    expect(body.fileSha256).toBe(createHash("sha256").update(PDF).digest("hex"));
    const sent = await download("maltsev", `${url()}/${body.id}/signature`);
    expect(sent.rawPayload.equals(signature)).toBe(true);
    expect(sent.headers).toMatchObject({
      "content-type": "application/octet-stream",
      "content-disposition": 'attachment; filename="document.sig"',
    });

    const document = { signedDocumentId: body.id };
    const address = "nazarova@mail.example";
    const { body: contact } = await maltsev.post(contactsOf("ruslanMother"), {
      ...{ channel: "email", address, document },
    });
    const confirm = { version: contact.version, how: "подпись проверена" };
    expect((await maltsev.post(`/contacts/${contact.id}/confirm`, confirm)).status).toBe(422);
    const how = { how: "Госуслуги, проверка подписи, 3 сентября" };
    expect((await gromova.post(`${url()}/${body.id}/verify`, how)).status).toBe(403);
    const verified = await maltsev.post(`${url()}/${body.id}/verify`, how);
    expect(verified.body).toMatchObject({ verifiedHow: how.how, verifiedById: school.cast.maltsev.id });
    expect((await maltsev.post(`${url()}/${body.id}/verify`, how)).status).toBe(409);
    expect((await maltsev.post(`/contacts/${contact.id}/confirm`, confirm)).body).toMatchObject({
      ...{ state: "confirmed", confirmedHow: "подпись проверена", origin: "signedDocument" },
    });
  });

  test("about paper puts the family on paper when its signature was checked (R44)", async () => {
    const { body } = await upload("gromova", "POST", url(), given("paper"));
    const first = async () => (await maltsev.get(contactsOf("ruslanMother"))).body.contacts[0];
    expect(await first()).toMatchObject({ channel: "email" });
    await maltsev.post(`${url()}/${body.id}/verify`, { how: "лично" });
    expect(await first()).toMatchObject({ channel: "paper", state: "confirmed", address: null });
  });

  test("leaves no file behind when its day cannot be", async () => {
    const before = await kept();
    const parts = given("contacts").map(([name, part]): [string, Part] =>
      name === "date" ? [name, "2099-01-01"] : [name, part],
    );
    expect((await upload("gromova", "POST", url(), parts)).status).toBe(422);
    expect(await kept()).toEqual(before);
  });
});

describe("Contacts", () => {
  test("are the owner's: they enter, order and revoke their own, and nobody else's", async () => {
    const own = `/people/${school.cast.annaMother.id}/own-contacts`;
    const entered = await mother.post(own, { channel: "email", address: "k@mail.example" });
    expect(entered).toMatchObject({ status: 201, body: { state: "unconfirmed", origin: "ownEntry" } });
    const { contacts } = (await mother.get(contactsOf("annaMother"))).body;
    expect(contacts.map(({ channel }: { channel: string }) => channel)).toEqual(["telegram", "email"]);
    const turned = contacts.toReversed().map(({ id, version }: never) => ({ id, version }));
    const ordered = await mother.put(`${contactsOf("annaMother")}/order`, { contacts: turned });
    expect(ordered.body.contacts[0]).toMatchObject({ channel: "email", version: 2 });
    const revoke = `/contacts/${entered.body.id}/revoke`;
    expect((await mother.post(revoke, { version: 1 })).body.current).toMatchObject({ version: 2 });
    expect((await mother.post(revoke, { version: 2 })).body).toMatchObject({ state: "revoked" });

    const father = await as("annaFather");
    expect((await father.get(contactsOf("annaMother"))).status).toBe(404);
    expect((await father.post(own, { channel: "email", address: "f@mail.example" })).status).toBe(404);
    expect((await father.post(revoke, { version: 3 })).status).toBe(404);
    expect((await mother.post(`/contacts/${contacts[0].id}/confirm`, { version: 2, how: "я" })).status).toBe(
      404,
    );
  });

  test("are read by the class teacher without their addresses, and written by her not at all", async () => {
    const { body } = await gromova.get(contactsOf("egorMother"));
    expect(body.contacts).toMatchObject([
      { channel: "telegram", address: null, state: "confirmed", statement: { number: expect.any(String) } },
      { channel: "email", address: null },
    ]);
    expect((await maltsev.get(contactsOf("egorMother"))).body.contacts[1].address).toContain("@");
    const entry = {
      channel: "email",
      address: "x@mail.example",
      document: { statementId: body.statements[0].id },
    };
    expect((await gromova.post(contactsOf("egorMother"), entry)).status).toBe(403);
    expect((await (await as("osokina")).get(contactsOf("egorMother"))).status).toBe(403);
  });
});

describe("The administrator's queue", () => {
  test("shows what waits, what is suspended and why, and page by page whom nobody can reach", async () => {
    const waiting = (await maltsev.get("/contacts?state=waiting")).body.items;
    expect(waiting.map((item: { personId: string }) => item.personId)).toContain(school.cast.kirillMother.id);
    const suspended = (await maltsev.get("/contacts?state=suspended")).body.items;
    expect(suspended).toContainEqual(
      expect.objectContaining({
        suspendedReason: "addressRefused",
        person: expect.objectContaining({ id: school.cast.romanFather.id }),
      }),
    );
    const week = (await maltsev.get("/contacts?state=confirmedThisWeek")).body.items;
    expect(week.map((item: { personId: string }) => item.personId)).toContain(school.cast.ruslanMother.id);
    expect(week.map((item: { personId: string }) => item.personId)).not.toContain(school.cast.egorMother.id);

    const names: string[] = [];
    for (let after: string | null = ""; after !== null; ) {
      const at: string = after === "" ? "" : `&after=${after}`;
      const { body } = await maltsev.get(`/contacts/unreachable?limit=1${at}`);
      names.push(...body.items.map(({ surname }: { surname: string }) => surname));
      after = body.next;
    }
    expect(names).toEqual(["Ефимов", "Ким", "Фёдоров"]);
  });

  test("is the administrator's; a class teacher sees whom of her own class nobody reaches", async () => {
    const { sevenA, fourB } = school.cast.classes;
    const { body } = await gromova.get(`/classes/${sevenA.id}/unreachable`);
    expect(body.map(({ surname }: { surname: string }) => surname)).toEqual(["Ефимов", "Ким", "Фёдоров"]);
    expect((await gromova.get(`/classes/${fourB.id}/unreachable`)).status).toBe(403);
    expect((await gromova.get("/contacts?state=waiting")).status).toBe(403);
    expect((await mother.get("/contacts/unreachable")).status).toBe(404);
  });

  test("moves a contact on: suspended for a reason, revived, revoked; who saw it otherwise is told", async () => {
    const [{ id, version }] = (await maltsev.get(contactsOf("denisMother"))).body.contacts;
    const suspended = await maltsev.post(`/contacts/${id}/suspend`, { version, reason: "doubtful" });
    expect(suspended.body).toMatchObject({ state: "suspended", suspendedReason: "doubtful" });
    expect((await maltsev.post(`/contacts/${id}/revive`, { version })).status).toBe(409);
    const revived = await maltsev.post(`/contacts/${id}/revive`, { version: version + 1 });
    expect(revived.body).toMatchObject({ state: "confirmed", suspendedReason: null });
    expect(
      (await maltsev.post(`/contacts/${id}/suspend`, { version: version + 2, reason: "x" })).status,
    ).toBe(422);
  });
});
