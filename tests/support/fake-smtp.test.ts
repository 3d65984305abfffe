import { createTransport } from "nodemailer";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type FakeSmtp, startFakeSmtp } from "./fake-smtp.ts";
import { createGate } from "./gate.ts";

const DELIVERY = "0198a2b4-7c11-7d53-9f0e-3a52b0a1c9de";
const MOTHER = "mother@family.example";

let smtp: FakeSmtp;

beforeAll(async () => {
  smtp = await startFakeSmtp();
});
afterEach(() => smtp.reset());
afterAll(() => smtp.close());

interface Sending {
  to?: string;
  url?: string;
  patienceMs?: number;
}

async function send({ to = MOTHER, url = smtp.url, patienceMs = 5_000 }: Sending = {}) {
  const transport = createTransport({ url, socketTimeout: patienceMs });
  try {
    return await transport.sendMail({
      from: "Школа <school@school.example>",
      envelope: { from: "bounces@school.example", to },
      to,
      subject: "Алгебра: 5",
      messageId: `<${DELIVERY}@school.example>`,
      text: "Пятёрка по алгебре",
      html: "<p>Пятёрка по <b>алгебре</b></p>",
      headers: { "X-Vestnik-Delivery": DELIVERY, "List-Unsubscribe": "<https://school.example/u>" },
    });
  } finally {
    transport.close();
  }
}

function failing(sending?: Sending): Promise<{ code?: string; responseCode?: number; message: string }> {
  return send(sending).then(
    () => Promise.reject(new Error("It was sent")),
    (error: Error) => error,
  );
}

test("An accepted letter is in the ledger, parsed, with its delivery", async () => {
  await send();
  expect(smtp.ledger).toMatchObject([
    {
      from: "bounces@school.example",
      to: [MOTHER],
      messageId: `<${DELIVERY}@school.example>`,
      subject: "Алгебра: 5",
      text: "Пятёрка по алгебре",
      html: "<p>Пятёрка по <b>алгебре</b></p>",
      marker: DELIVERY,
    },
  ]);
  const [letter] = smtp.ledger;
  expect(letter!.headers.get("list-unsubscribe")).toBe("<https://school.example/u>");
  expect(letter!.size).toBe(Buffer.byteLength(letter!.raw));
  expect(smtp.maxInWindow(1_000)).toBe(1);
});

test.each([
  ["rcpt", 550, "5.1.1 User unknown"],
  ["rcpt", 450, "4.2.1 Mailbox busy"],
  ["rcpt", 421, "4.7.0 Try again later"],
  ["data", 554, "5.7.1 Looks like spam"],
  ["data", 451, "4.3.0 Local error"],
] as const)(
  "A refusal at %s with %d is read by the sender, for the address it names",
  async (refuse, code, text) => {
    smtp.script({ recipient: "Mother@family.example", times: 1, answer: { refuse, code, text } });
    const error = await failing();
    expect(error.responseCode).toBe(code);
    expect(error.message).toContain(text);
    expect(smtp.ledger).toEqual([]);
    await send();
    expect(smtp.ledger).toHaveLength(1);
  },
);

test("Sign-in is demanded where there is an account, and can be refused at any time", async () => {
  const guarded = await startFakeSmtp({ auth: { user: "school@relay", pass: "p@ss" } });
  await send({ url: guarded.url });
  expect(await failing({ url: guarded.url.replace("p%40ss", "wrong") })).toMatchObject({
    code: "EAUTH",
    responseCode: 535,
  });
  guarded.script({ times: 1, answer: { refuse: "auth", code: 454, text: "4.7.0 Temporary failure" } });
  expect(await failing({ url: guarded.url })).toMatchObject({ responseCode: 454 });
  expect(guarded.ledger).toHaveLength(1);
  await guarded.close();
});

test("A lost connection may hide a letter that was taken", async () => {
  smtp.script({ recipient: MOTHER, times: 1, answer: "drop" });
  expect((await failing()).responseCode).toBeUndefined();
  expect(smtp.ledger).toEqual([]);
  smtp.script({ marker: DELIVERY, times: 1, answer: "accept-then-drop" });
  expect((await failing()).responseCode).toBeUndefined();
  expect(smtp.ledger).toHaveLength(1);
});

test("Silence lasts until the sender gives up, before the letter or after it was taken", async () => {
  smtp.script({ times: 1, answer: "silence" });
  expect(await failing({ patienceMs: 200 })).toMatchObject({ code: "ETIMEDOUT" });
  expect(smtp.ledger).toEqual([]);
  smtp.script({ times: 1, answer: "accept-then-silence" });
  expect(await failing({ patienceMs: 200 })).toMatchObject({ code: "ETIMEDOUT" });
  expect(smtp.ledger).toHaveLength(1);
});

test("A letter stands at the gate until the test opens it", async () => {
  const gate = createGate();
  smtp.script({ recipient: MOTHER, answer: { hold: gate } });
  const sending = send();
  await gate.arrived;
  await send({ to: "father@family.example" });
  expect(smtp.ledger.map(({ to }) => to[0])).toEqual(["father@family.example"]);
  gate.release();
  await sending;
  expect(smtp.ledger).toHaveLength(2);
  expect(smtp).toMatchObject({ connections: 2, mostConnections: 2 });
});

test("A delay is felt and then answers as told", async () => {
  smtp.script({
    answer: { delayMs: 80, next: { refuse: "rcpt", code: 450, text: "4.2.0 Greylisted" } },
  });
  const before = performance.now();
  expect(await failing()).toMatchObject({ responseCode: 450 });
  expect(performance.now() - before).toBeGreaterThan(70);
});

test("More connections than allowed are sent away", async () => {
  const narrow = await startFakeSmtp({ maxConnections: 1 });
  const gate = createGate();
  narrow.script({ times: 1, answer: { hold: gate } });
  const first = send({ url: narrow.url });
  await gate.arrived;
  expect(await failing({ url: narrow.url })).toMatchObject({ responseCode: 421 });
  gate.release();
  await first;
  await narrow.close();
});
