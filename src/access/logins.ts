import type { Tx } from "../db.ts";
import { BadInput } from "../errors.ts";

const CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя";
const LATIN = "a,b,v,g,d,e,e,zh,z,i,y,k,l,m,n,o,p,r,s,t,u,f,kh,ts,ch,sh,shch,,y,,e,yu,ya".split(",");

const LOGIN = /^[a-z][a-z0-9._-]{2,39}$/;
const LONGEST_STEM = 30;

/** Transaction-long: two people of one surname must not be proposed the same login. */
const TAKING_LOGINS = 1_986_359_940;

/** A free login: the wanted one, else the surname in Latin letters, with a number if need be. @throws BadInput */
export async function takeLogin(
  tx: Tx,
  { surname, wanted }: { surname: string; wanted: string | undefined },
): Promise<string> {
  await tx.$executeRaw`select pg_advisory_xact_lock(${TAKING_LOGINS})`;
  const stem = wanted === undefined ? stemOf(surname) : checked(wanted);
  const like = await tx.account.findMany({ where: { login: { startsWith: stem } }, select: { login: true } });
  const taken = new Set(like.map(({ login }) => login));
  if (!taken.has(stem)) return stem;
  if (wanted !== undefined) throw new BadInput("Такой логин уже занят. Придумайте другой.", ["login"]);
  let number = 2;
  while (taken.has(`${stem}${number}`)) number += 1;
  return `${stem}${number}`;
}

/** Kept in lower case: logins differ by more than their capitals. */
function checked(wanted: string): string {
  const login = wanted.trim().toLowerCase();
  if (LOGIN.test(login)) return login;
  throw new BadInput("Логин — от 3 до 40 латинских букв и цифр, первая — буква; можно точку, дефис и «_».", [
    "login",
  ]);
}

/** `preobrazhenskaya-luneva` */
function stemOf(surname: string): string {
  const latin = [...surname.toLowerCase().normalize("NFC")].map((letter) => {
    const at = CYRILLIC.indexOf(letter);
    return at === -1 ? letter.normalize("NFD") : LATIN[at];
  });
  const stem = latin
    .join("")
    .replace(/[^a-z-]/g, "")
    .slice(0, LONGEST_STEM);
  return /^[a-z]{2}/.test(stem) && LOGIN.test(stem) ? stem : `user-${stem}`.slice(0, LONGEST_STEM);
}
