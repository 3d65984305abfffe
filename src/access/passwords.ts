import { randomInt } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { BadInput } from "../errors.ts";

const SHORTEST = 10;
/** More is no password any more, and hashing it would take its time. */
const LONGEST = 200;
const FEWEST_CHARACTERS = 4;

/** What is tried first, everywhere in the world and on a Russian keyboard. */
const WORST = new Set([
  "1234567890",
  "0123456789",
  "0987654321",
  "1q2w3e4r5t",
  "1qaz2wsx3edc",
  "qwertyuiop",
  "qwerty1234",
  "qwerty12345",
  "qwerty123456",
  "password12",
  "password123",
  "password1234",
  "parol12345",
  "йцукенгшщз",
  "пароль1234",
  "пароль12345",
]);

/** Without what one takes for something else on a printed slip: 0 and o, 1 and l and i. */
const READABLE = "abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS = 3;
const GROUP_LENGTH = 4;

/** The library's own cost is what OWASP asks of argon2id: 19 MiB, two passes. */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

/** Without a hash, for a login nobody has, it takes as long and is wrong. */
export async function isRight(password: string, passwordHash: string | undefined): Promise<boolean> {
  return (await verify(passwordHash ?? (await strangersHash()), password)) && passwordHash !== undefined;
}

let stranger: Promise<string> | undefined;

function strangersHash(): Promise<string> {
  stranger ??= hashPassword("nobody");
  return stranger;
}

/** A password for a slip, 59 bits: `kx7m-4pqd-w9hn`. Its owner changes it at once. */
export function oneTimePassword(): string {
  const letter = () => READABLE[randomInt(READABLE.length)]!;
  const group = () => Array.from({ length: GROUP_LENGTH }, letter).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}

/** @throws BadInput a password that others would guess */
export function checkNewPassword(password: string, login: string): void {
  const low = password.toLowerCase();
  if (password.length < SHORTEST || password.length > LONGEST)
    throw new BadInput(`Пароль — от ${SHORTEST} до ${LONGEST} знаков. Возьмите несколько слов подряд.`, [
      "new",
    ]);
  if (lettersOf(low) === lettersOf(login) || WORST.has(low) || new Set(low).size < FEWEST_CHARACTERS)
    throw new BadInput("Такой пароль подберут с первых попыток. Возьмите несколько слов подряд.", ["new"]);
}

/** The login with figures around it is still the login. */
function lettersOf(text: string): string {
  return text.replace(/\P{L}/gu, "");
}
