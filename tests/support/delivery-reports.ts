/** Reports as mail servers write them, each in its own way; `d` is the delivery, `to` who did not get it. */
interface Returned {
  d: string;
  to: string;
}

const subject = "Subject: =?utf-8?B?0J3QtSDQtNC+0YjQu9C+?=";

/** One report in MIME: words for people, the status, and what is returned. */
function report(
  head: string[],
  status: string[],
  returned: string[],
  returnedType = "message/rfc822",
): string {
  const b = "=_report";
  return [
    ...head,
    subject,
    "MIME-Version: 1.0",
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${b}"`,
    "",
    `--${b}`,
    "Content-Type: text/plain; charset=utf-8",
    "",
    "Письмо не дошло.",
    "",
    `--${b}`,
    "Content-Type: message/delivery-status",
    "",
    ...status,
    "",
    `--${b}`,
    `Content-Type: ${returnedType}`,
    "",
    ...returned,
    "",
    `--${b}--`,
    "",
  ].join("\r\n");
}

const letter = ({ d, to }: Returned) => [
  "From: =?utf-8?B?0JLQtdGB0YLQvdC40Lo=?= <journal@school.example>",
  `To: ${to}`,
  `Message-ID: <d-${d}@school.example>`,
  `X-Vestnik-Delivery: ${d}`,
  "Subject: =?utf-8?B?0J7RhtC10L3QutC4?=",
  "",
  "…",
];

export const postfix = (of: Returned) =>
  report(
    ["From: MAILER-DAEMON@mx.school.example (Mail Delivery System)", "To: bounces@school.example"],
    [
      "Reporting-MTA: dns; mx.school.example",
      "X-Postfix-Queue-ID: 4F2A1C0042",
      "Arrival-Date: Wed, 25 Nov 2026 10:00:00 +0700 (+07)",
      "",
      `Final-Recipient: rfc822; ${of.to}`,
      `Original-Recipient: rfc822;${of.to}`,
      "Action: failed",
      "Status: 5.1.1",
      "Remote-MTA: dns; mx.family.example",
      `Diagnostic-Code: smtp; 550 5.1.1 <${of.to}>: Recipient address rejected: User`,
      "    unknown in virtual mailbox table",
    ],
    letter(of),
  );

/** It still tries. */
export const postfixDelay = (of: Returned) =>
  report(
    ["From: MAILER-DAEMON@mx.school.example (Mail Delivery System)", "To: bounces@school.example"],
    [
      "Reporting-MTA: dns; mx.school.example",
      "",
      `Final-Recipient: rfc822; ${of.to}`,
      "Action: delayed",
      "Status: 4.4.1",
      "Diagnostic-Code: X-Postfix; connect to mx.family.example[203.0.113.5]:25: Connection timed out",
      "Will-Retry-Until: Mon, 30 Nov 2026 10:00:00 +0700 (+07)",
    ],
    letter(of),
    "text/rfc822-headers",
  );

/** It gave up after days: the status stays one of trouble. */
export const exchangeExpired = (of: Returned) =>
  report(
    ["From: postmaster@outlook.example", "To: bounces@school.example", "Auto-Submitted: auto-replied"],
    [
      "Reporting-MTA: dns;DB9PR01MB0001.eurprd01.prod.outlook.example",
      "",
      `Final-Recipient: rfc822;${of.to}`,
      "Action: failed",
      "Status: 4.4.7",
      "Diagnostic-Code: smtp;550 4.4.7 QUEUE.Expired; message expired",
    ],
    letter(of),
  );

export const exchange = (of: Returned) =>
  report(
    ["From: MicrosoftExchange329e71ec@family.example", `In-Reply-To: <d-${of.d}@school.example>`],
    [
      "Reporting-MTA: dns;EX01.family.example",
      "",
      `Original-Recipient: rfc822;${of.to}`,
      `Final-Recipient: rfc822;${of.to}`,
      "Action: failed",
      "Status: 5.1.10",
      "Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not",
      " found by SMTP address lookup",
    ],
    // Nothing of the letter: its number stands in the report's own head.
    ["Subject: none"],
    "text/rfc822-headers",
  );

export const gmail = (of: Returned) =>
  report(
    [
      "From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
      `To: bounces+${of.d.replaceAll("-", "")}@school.example`,
    ],
    [
      "Reporting-MTA: dns; googlemail.example",
      "Arrival-Date: Tue, 24 Nov 2026 19:00:00 -0800 (PST)",
      "",
      `Final-Recipient: rfc822; ${of.to}`,
      "Action: failed",
      "Status: 5.2.1",
      "Diagnostic-Code: smtp; 550-5.2.1 The email account that you tried to reach is inactive. For",
      " 550-5.2.1 more information, go to",
      " 550 5.2.1  https://support.google.example/mail/?p=DisabledUser",
    ],
    ["Subject: none"],
    "text/rfc822-headers",
  );

/** The status is general, the words are not. */
export const mailRu = (of: Returned) =>
  report(
    ["From: Mail Delivery System <Mailer-Daemon@smtp1.mail.example>", "To: bounces@school.example"],
    [
      "Reporting-MTA: dns; smtp1.mail.example",
      "",
      "Action: failed",
      `Final-Recipient: rfc822;${of.to}`,
      "Status: 5.0.0",
      "Remote-MTA: dns; mxs.mail.example",
      "Diagnostic-Code: smtp; 550 Message was not accepted -- invalid mailbox.  Local mailbox",
      ` ${of.to} is unavailable: user not found`,
    ],
    letter(of),
    "text/rfc822-headers",
  );

/** A refusal by policy says nothing of the address. */
export const yandex = (of: Returned) =>
  report(
    ["From: mailer-daemon@yandex.example", "To: bounces@school.example"],
    [
      "Reporting-MTA: dns; forward1.mail.yandex.example",
      "",
      `Final-Recipient: rfc822; ${of.to}`,
      "Action: failed",
      "Status: 5.7.1",
      "Diagnostic-Code: smtp; 554 5.7.1 [2] Message rejected under suspicion of SPAM; https://ya.example/1",
    ],
    letter(of),
  );

/** Somebody is on holiday: no report, though it answers a letter of ours. */
export const holiday = ({ d, to }: Returned) =>
  [
    `From: ${to}`,
    "To: journal@school.example",
    `In-Reply-To: <d-${d}@school.example>`,
    "Auto-Submitted: auto-replied",
    "Subject: Re: vacation",
    "Content-Type: text/plain",
    "",
    "550 5.1.1 is what I am not.",
    "",
  ].join("\r\n");
