import { afterAll, beforeAll, beforeEach } from "vitest";
import { setClock } from "../../src/clock.ts";
import type { Config } from "../../src/config.ts";
import { type FakeSmtp, startFakeSmtp } from "./fake-smtp.ts";
import { type FakeTelegram, startFakeTelegram } from "./fake-telegram.ts";
import { openPostOffice, type PostOffice, testConfig } from "./post-office.ts";
import { castSchool, type TestSchool } from "./school.ts";

export interface PostalSchool {
  readonly telegram: FakeTelegram;
  readonly smtp: FakeSmtp;
  readonly school: TestSchool;
  readonly office: PostOffice;
  /** Another office in place of this one. */
  reopen(config: Config): Promise<void>;
}

/**
 * The small school, new before each test of a file, with a post office and the servers it talks to. `at`: what the clock
 * shows; absent: the clock on the wall. `prepare` comes before the office opens.
 */
export function postalSchool({
  at,
  prepare = async () => {},
}: {
  at?: Date;
  prepare?: (school: TestSchool) => Promise<void>;
} = {}): PostalSchool {
  let telegram: FakeTelegram;
  let smtp: FakeSmtp;
  let school: TestSchool;
  let office: PostOffice;
  beforeAll(async () => {
    [telegram, smtp] = await Promise.all([startFakeTelegram(), startFakeSmtp()]);
  });
  afterAll(async () => {
    await telegram.close();
    await smtp.close();
  });
  beforeEach(async () => {
    setClock(at ?? null);
    telegram.reset();
    smtp.reset();
    school = await castSchool(at ? { now: at } : {});
    await prepare(school);
    office = await openPostOffice(
      school.db,
      testConfig({
        TELEGRAM_BOT_TOKEN: telegram.token,
        TELEGRAM_API_ROOT: telegram.root,
        SMTP_URL: smtp.url,
      }),
    );
    return async () => {
      setClock(null);
      await office.close();
      await school.close();
    };
  });
  return {
    get telegram() {
      return telegram;
    },
    get smtp() {
      return smtp;
    },
    get school() {
      return school;
    },
    get office() {
      return office;
    },
    async reopen(other) {
      await office.close();
      office = await openPostOffice(school.db, other);
    },
  };
}
