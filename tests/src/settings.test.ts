import { afterAll, beforeAll, expect, test } from "vitest";
import { now } from "../../src/clock.ts";
import { getSettings, setSettings } from "../../src/settings.ts";
import { castSchool, type TestSchool } from "../support/school.ts";

let school: TestSchool;

beforeAll(async () => {
  school = await castSchool();
});
afterAll(() => school.close());

test("A school that has set nothing gives a five from 4.50, disputes no average and attests from three or five marks.", async () => {
  const settings = await getSettings(school.db);
  expect(settings.thresholds).toEqual({ five: 450, four: 350, three: 250, disputed: 0 });
  expect(settings.attestation).toEqual({ fewHours: 2, fewMarks: 3, manyMarks: 5, missedPercent: 50 });
});

test("Thresholds kept from before there was a disputed band go on without one.", async () => {
  const value = { five: 465, four: 365, three: 265 };
  await school.db.setting.create({ data: { key: "thresholds", value, validFrom: now() } });
  expect((await getSettings(school.db)).thresholds).toEqual({ ...value, disputed: 0 });
});

test.each([
  ["its band reaches down to the mark below", { five: 450, four: 350, three: 250, disputed: 50 }],
  ["a five takes more than fives", { five: 501, four: 350, three: 250, disputed: 0 }],
  ["thresholds stand in the wrong order", { five: 350, four: 450, three: 250, disputed: 0 }],
  ["a threshold is no whole number of hundredths", { five: 449.9, four: 350, three: 250, disputed: 0 }],
  ["a band is negative", { five: 450, four: 350, three: 250, disputed: -1 }],
])("A threshold is refused where %s.", async (_, thresholds) => {
  await expect(setSettings(school.db, { thresholds })).rejects.toThrow();
});

test("A band up to the mark below is kept as set.", async () => {
  const thresholds = { five: 450, four: 350, three: 250, disputed: 49 };
  await setSettings(school.db, { thresholds });
  expect((await getSettings(school.db)).thresholds).toEqual(thresholds);
});
