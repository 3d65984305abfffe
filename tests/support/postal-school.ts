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

interface PostalOptions {
  /** What the clock shows before each test; absent: the clock on the wall. */
  at?: Date;
  /** Comes before the office opens. */
  prepare?: (school: TestSchool) => Promise<unknown>;
  /** One school serves all tests of the file, and this comes before each. Absent: each has a new one. */
  clean?: (school: TestSchool) => Promise<unknown>;
}

/** The small school of a file's tests, with a post office and the servers it talks to. */
export function postalSchool({ at, prepare = async () => {}, clean }: PostalOptions = {}): PostalSchool {
  let telegram: FakeTelegram;
  let smtp: FakeSmtp;
  let school: TestSchool;
  let office: PostOffice;
  const open = async () => {
    setClock(at ?? null);
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
  };
  const close = async () => {
    setClock(null);
    await office.close();
    await school.close();
  };
  beforeAll(async () => {
    [telegram, smtp] = await Promise.all([startFakeTelegram(), startFakeSmtp()]);
    if (clean) await open();
  });
  afterAll(async () => {
    if (clean) await close();
    await telegram.close();
    await smtp.close();
  });
  beforeEach(async () => {
    telegram.reset();
    smtp.reset();
    if (!clean) {
      await open();
      return close;
    }
    setClock(at ?? null);
    await clean(school);
    return;
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
