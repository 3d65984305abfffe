import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { dayIn, now, setClock } from "../../../src/clock.ts";
import { issueInvitations, type Slip } from "../../../src/contacts/invitations.ts";
import {
  acceptInvitation,
  checkCode,
  declineInvitation,
  openInvitation,
} from "../../../src/contacts/redemption.ts";
import { listSlips } from "../../../src/contacts/slips.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

const NOW = new Date("2026-11-26T03:00:00Z");
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

let school: TestSchool;
beforeAll(async () => {
  setClock(NOW);
  school = await castSchool();
});
beforeEach(async () => {
  setClock(NOW);
  await school.db.invitation.deleteMany();
});
afterAll(async () => {
  setClock(null);
  await school.close();
});

const today = () => dayIn("Asia/Krasnoyarsk");

/** Громова hands one to the mother of Рома, whom nothing reaches. */
async function issue(personId = school.cast.romanFather.id, pupilId = school.cast.roman.id): Promise<Slip> {
  const by = { actorId: school.cast.gromova.id, source: "web", silent: false } as const;
  const [slip] = await issueInvitations(school.db, { invited: [{ personId, pupilId }], day: today() }, by);
  return slip!;
}

const wrong = (pin: string) => (pin === "000000" ? "000001" : "000000");
const later = (ms: number) => setClock(new Date(now().getTime() + ms));
const slipOf = ({ number }: Slip) => school.db.invitation.findUniqueOrThrow({ where: { number } });

describe("The slip that a class teacher hands over (R4)", () => {
  test("its link fits into Telegram's 64 characters, and neither code nor PIN is kept", async () => {
    const slip = await issue();
    expect(slip.code).toMatch(/^[\w-]{1,64}$/);
    expect(slip.pin).toMatch(/^\d{6}$/);
    const kept = JSON.stringify(await slipOf(slip));
    expect(kept).not.toContain(slip.code);
    expect(kept).not.toContain(slip.pin);
    expect((slip.expiresAt.getTime() - now().getTime()) / DAY_MS).toBeCloseTo(14, 3);
  });

  test("the PIN tells who is asked and about whom", async () => {
    expect(await openInvitation(school.db, await issue())).toMatchObject({
      pupil: { surname: "Ким", givenName: "Роман" },
      className: "7А",
      personId: school.cast.romanFather.id,
    });
  });

  test("a new slip puts the one before it out", async () => {
    const first = await issue();
    const second = await issue();
    await expect(checkCode(school.db, first.code)).rejects.toThrow("больше не действует");
    await checkCode(school.db, second.code);
  });

  test("after fourteen days it opens nothing", async () => {
    const slip = await issue();
    later(14 * DAY_MS);
    await expect(openInvitation(school.db, slip)).rejects.toThrow("больше не действует");
  });

  test("nobody gets one about a pupil they may not hear of: a father barred by the court, a stranger", async () => {
    const { glebFather, gleb, zlataMother, anna } = school.cast;
    await expect(issue(glebFather.id, gleb.id)).rejects.toThrow("не сообщают");
    await expect(issue(zlataMother.id, anna.id)).rejects.toThrow("не сообщают");
  });

  test("whom a court barred after it was handed over opens nothing any more", async () => {
    const { db, cast } = school;
    const slip = await issue(cast.zlataMother.id, cast.zlata.id);
    const { id } = await db.guardianship.findFirstOrThrow({ where: { guardianId: cast.zlataMother.id } });
    await db.guardianship.update({ where: { id }, data: { barredFrom: today(), barredBy: "решение № 2" } });
    await expect(openInvitation(db, slip)).rejects.toThrow("больше не действует");
    await db.guardianship.update({ where: { id }, data: { barredFrom: null, barredBy: null } });
  });
});

describe("Whoever guesses the PIN", () => {
  test("waits a quarter of an hour after five wrong ones, even with the right one in hand", async () => {
    const slip = await issue();
    const guess = { ...slip, pin: wrong(slip.pin) };
    for (let tries = 0; tries < 5; tries++)
      await expect(openInvitation(school.db, guess)).rejects.toThrow("не подошёл");
    await expect(openInvitation(school.db, slip)).rejects.toThrow("Подождите");
    later(15 * MINUTE_MS);
    await openInvitation(school.db, slip);
  });

  test("has five tries also when a hundred come at once", async () => {
    const slip = await issue();
    const guess = { ...slip, pin: wrong(slip.pin) };
    const answers = await Promise.allSettled(
      Array.from({ length: 30 }, () => openInvitation(school.db, guess)),
    );
    const reasons = answers.map((answer) => (answer as PromiseRejectedResult).reason.name);
    expect(reasons.filter((name) => name === "BadInput")).toHaveLength(5);
    expect(reasons.filter((name) => name === "Closed")).toHaveLength(25);
  });

  test("has put the slip out after twenty, and the class teacher sees how many", async () => {
    const slip = await issue();
    const guess = { ...slip, pin: wrong(slip.pin) };
    for (let tries = 0; tries < 20; tries++) {
      await expect(openInvitation(school.db, guess)).rejects.toThrow("не подошёл");
      if (tries % 5 === 4) later(15 * MINUTE_MS);
    }
    await expect(openInvitation(school.db, slip)).rejects.toThrow("больше не действует");
    const slips = await listSlips(school.db, { classId: school.cast.classes.sevenA.id, day: today() });
    expect(slips).toMatchObject([{ state: "cancelled", wrongTries: 20 }]);
  });
});

describe("Whoever answers «yes»", () => {
  test("from a chat is confirmed by it, once", async () => {
    const { db } = school;
    const slip = await issue();
    const accept = () => acceptInvitation(db, { ...slip, channel: "telegram", address: "7009001" });
    const contact = await accept();
    expect(contact).toMatchObject({
      state: "confirmed",
      origin: "ownEntry",
      confirmedHow: `slip № ${slip.number}`,
      confirmedById: slip.personId,
    });
    await expect(accept()).rejects.toThrow("больше не действует");
    expect(await db.delivery.count({ where: { contactId: contact.id } })).toBe(0);
    const slips = await listSlips(db, { classId: school.cast.classes.sevenA.id, day: today() });
    expect(slips).toMatchObject([{ state: "joined", channel: "telegram", pupil: "Ким Роман" }]);
    expect(JSON.stringify(slips)).not.toContain("7009001");
  });

  test("with an address of email is asked there first; a mistyped one is named anew, and then nobody is asked there", async () => {
    const { db } = school;
    const slip = await issue();
    const accept = (address: string) => acceptInvitation(db, { ...slip, channel: "email", address });
    const mistyped = await accept("kin@school.example");
    expect(mistyped.state).toBe("unconfirmed");
    expect(await db.delivery.findFirst({ where: { contactId: mistyped.id } })).toMatchObject({
      kind: "confirm",
      urgency: "service",
      state: "waiting",
    });
    const right = await accept("kim2@school.example");
    expect(await db.contact.findUnique({ where: { id: mistyped.id } })).toMatchObject({ state: "revoked" });
    expect(right.state).toBe("unconfirmed");
  });

  test("twice at once has joined once", async () => {
    const slip = await issue();
    const answers = await Promise.allSettled(
      ["7009002", "7009003"].map((address) =>
        acceptInvitation(school.db, { ...slip, channel: "telegram", address }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

test("«No, not me» puts the slip out, and the class teacher sees that it went to somebody else", async () => {
  const slip = await issue();
  await declineInvitation(school.db, slip);
  await expect(openInvitation(school.db, slip)).rejects.toThrow("больше не действует");
  const [shown] = await listSlips(school.db, { classId: school.cast.classes.sevenA.id, day: today() });
  expect(shown).toMatchObject({ state: "declined", answeredAt: expect.any(Date) });
});
