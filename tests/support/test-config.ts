import type { Config } from "../../src/config.ts";

/** Settings of an application under test; nothing of the machine it runs on. */
export function testConfig(changes: Partial<Config> = {}): Config {
  return {
    databaseUrl: undefined,
    redisUrl: undefined,
    port: 0,
    publicUrl: "http://localhost",
    dataDir: "/nonexistent",
    telegram: undefined,
    botWebhook: false,
    mail: undefined,
    mailFrom: "Вестник <vestnik@localhost>",
    secret: "a secret of the tests, at least 32 characters",
    secretPrevious: undefined,
    backup: { dir: undefined, passphrase: undefined },
    postbox: true,
    ...changes,
  };
}
