import { describe, expect, test } from "vitest";
import { readReport } from "../../workers/delivery-report.ts";
import {
  exchange,
  exchangeExpired,
  gmail,
  holiday,
  mailRu,
  postfix,
  postfixDelay,
  yandex,
} from "../support/delivery-reports.ts";

const d = "3f0c8a52-77d1-4e0b-9a35-0d2f6a1b8c44";
const of = { d, to: "mother@family.example" };

describe("what a mail server reports of a letter", () => {
  test.each([
    {
      from: postfix,
      action: "failed",
      status: "5.1.1",
      words:
        "550 5.1.1 <mother@family.example>: Recipient address rejected: User unknown in virtual mailbox table",
    },
    {
      from: postfixDelay,
      action: "delayed",
      status: "4.4.1",
      words: "450 4.4.1 connect to mx.family.example[203.0.113.5]:25: Connection timed out",
    },
    { from: exchangeExpired, action: "failed", status: "4.4.7", words: /^550 4\.4\.7 QUEUE\.Expired/ },
    { from: exchange, action: "failed", status: "5.1.10", words: /^550 5\.1\.10 RESOLVER/ },
    { from: gmail, action: "failed", status: "5.2.1", words: /^550 5\.2\.1 The email account/ },
    { from: mailRu, action: "failed", status: "5.0.0", words: /^550 Message was not .* user not found$/ },
    { from: yandex, action: "failed", status: "5.7.1", words: /^554 5\.7\.1 \[2\] Message rejected/ },
  ])("$from.name", async ({ from, words, ...said }) => {
    const report = await readReport(Buffer.from(from(of)));
    expect(report).toMatchObject({ deliveryId: d, ...said });
    expect(report!.words).toMatch(words);
  });

  test("One of a list did not get it: that one counts", async () => {
    const both = postfix(of).replace(
      "Final-Recipient:",
      "Final-Recipient: rfc822; a@b.example\r\nAction: delivered\r\n\r\nFinal-Recipient:",
    );
    expect(await readReport(Buffer.from(both))).toMatchObject({ action: "failed", status: "5.1.1" });
  });

  test("A report that was read only in part says the same", async () => {
    const source = Buffer.from(postfix(of));
    expect(await readReport(source.subarray(0, source.length - 60))).toMatchObject({ deliveryId: d });
  });

  test("A report about somebody else's letter names none of ours", async () => {
    const other = postfix(of).replaceAll(d, "20261125.1");
    expect(await readReport(Buffer.from(other))).toMatchObject({ deliveryId: null });
  });

  test("A person's answer, a holiday notice and rubbish are no reports", async () => {
    for (const source of [holiday(of), "", "\u0000\u0001", "Content-Type: multipart/report\r\n\r\n--x"])
      expect(await readReport(Buffer.from(source))).toBeNull();
  });
});
