import { expect, test } from "vitest";
import { now, setClock } from "../../src/clock.ts";
import { requestCorrections } from "../../src/corrections/corrections.ts";
import { approveCorrection } from "../../src/corrections/deciding.ts";
import { writeMarks } from "../../src/marks/marks.ts";
import { setSettings } from "../../src/settings.ts";
import { fatherAtWork } from "../support/father-at-work.ts";
import { postalSchool } from "../support/postal-school.ts";

/** Noon of a Tuesday in Krasnoyarsk. */
const TUESDAY_NOON = new Date("2026-11-24T05:00:00Z");
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const post = postalSchool({
  at: TUESDAY_NOON,
  async prepare(school) {
    await setSettings(school.db, { telegramLevel: "full", correctionOrder: "№ 31 от 01.09.2026" });
    await fatherAtWork(school);
  },
});

const later = (ms: number) => setClock(new Date(now().getTime() + ms));
const heard = () => ({ mother: post.telegram.ledger.length, father: post.smtp.ledger.length });
const tell = async () => {
  await post.office.route();
  await post.office.deliver();
};

test("R11: who heard 4 is told of 5 and of the act, once: the mother after the hold, the father after work.", async () => {
  const { db, cast, today } = post.school;
  const by = (who: "smirnova" | "voronina") => ({
    actorId: cast[who].id,
    source: "web" as const,
    silent: false,
  });
  const workId = today.algebra.works.test;
  await writeMarks(db, workId, [{ pupilId: cast.anna.id, value: "4" }], by("smirnova"));
  await post.office.route();
  later(7 * HOUR_MS);
  await tell();
  expect(heard()).toEqual({ mother: 1, father: 1 });

  // The next day at ten: the test's norm is for entering, what was entered is closed (R14).
  later(15 * HOUR_MS);
  const [asked] = await requestCorrections(
    db,
    { workId, entries: [{ pupilId: cast.anna.id, value: "5" }], reason: "ошибка при подсчёте" },
    by("smirnova"),
  );
  await tell();
  await approveCorrection(db, { id: asked!.id, version: asked!.version, act: "14" }, by("voronina"));
  await tell();
  expect(heard()).toEqual({ mother: 1, father: 1 });

  later(11 * MINUTE_MS);
  await tell();
  expect(heard()).toEqual({ mother: 2, father: 1 });
  expect(post.telegram.ledger[1]!.text).toContain("Было 4, стало 5");
  expect(post.telegram.ledger[1]!.text).toContain("по акту № 14 от 25.11.2026: ошибка при подсчёте");

  later(9 * HOUR_MS);
  await tell();
  expect(heard()).toEqual({ mother: 2, father: 2 });
  expect(post.smtp.ledger[1]!.text).toMatch(/было 4/i);
  expect(post.smtp.ledger[1]!.text).toMatch(/по акту\s+№ 14 от 25\.11\.2026: ошибка при подсчёте/);

  later(48 * HOUR_MS);
  await tell();
  expect(heard()).toEqual({ mother: 2, father: 2 });
});
