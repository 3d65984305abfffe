import { pino } from "pino";

/**
 * One logger. Personal data never gets here: what is logged are ids, kinds, counts and the provider's words,
 * and the redaction below is a second net, not the first.
 */
export const log = pino(
  {
    level: process.env.LOG_LEVEL ?? "info",
    base: null,
    redact: {
      paths: ["*.address", "*.text", "*.value", "*.surname", "*.givenName", "*.token", "*.password"],
      censor: "‹hidden›",
    },
  },
  pino.destination({ fd: 2, sync: true }),
);
