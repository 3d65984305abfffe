import { parseArgs } from "node:util";
import { dateOf, dayIn, now } from "../src/clock.ts";
import type { Channel, Db } from "../src/db.ts";
import { BadInput, RuleBroken } from "../src/errors.ts";
import { setSettings } from "../src/settings.ts";
import { SCHOOL } from "./cast.ts";
import { rollDice } from "./crowd-names.ts";
import { makeAccounts, makeSchool } from "./crowd-people.ts";
import { planSchool } from "./crowd-plan.ts";
import { playYear } from "./crowd-year.ts";
import { writeScale } from "./seed-scale.ts";

const MOST_PUPILS = 5000;

export interface CrowdWish {
  pupils: number;
  /** Lessons, marks, absences and finals of the whole year, not only its people and timetable. */
  year: boolean;
  say(line: string): void;
}

/** Where the row of dice begins: every crowd of a size is the same. */
const START = 214;
const MINUTE_MS = 60_000;

/** What `seed` is asked for; null: the demo school. */
export function readCrowd(args: string[]): { pupils: number; year: boolean; again: boolean } | null {
  const options = {
    pupils: { type: "string" },
    year: { type: "boolean" },
    again: { type: "boolean" },
  } as const;
  try {
    const { pupils, year = false, again = false } = parseArgs({ args, options }).values;
    if (args.length === 0) return null;
    const count = Number(pupils);
    if (Number.isInteger(count) && count >= 1 && count <= MOST_PUPILS) return { pupils: count, year, again };
  } catch {
    // Said below, like a number that is none.
  }
  throw new BadInput(
    `Команда написана не так: npm run seed -- --pupils 1000 --year (учеников до ${MOST_PUPILS}).`,
  );
}

/**
 * Makes a crowd in an EMPTY database by the verbs of the journal: people, calendar, timetable, and the last school year
 * that is over, silently. @throws RuleBroken somebody lives there already
 */
export async function seedCrowd(db: Db, { pupils, year, say }: CrowdWish): Promise<void> {
  if ((await db.person.count()) > 0)
    throw new RuleBroken(
      "Толпа уже есть. Посмотреть на неё: npm start -- --crowd. Сделать заново: добавьте --again.",
    );
  const startedAt = performance.now();
  const dice = rollDice(START);
  const days = lastYear(dayIn(SCHOOL.timeZone, now()));
  const at = dateOf(days.startsOn);
  const by = { actorId: null, source: "seed", silent: true, at } as const;
  await setSettings(db, { schoolName: SCHOOL.name, schoolCity: SCHOOL.city, timeZone: SCHOOL.timeZone });
  await db.$transaction((tx) => writeScale(tx));
  const plan = planSchool(pupils, dice);
  say(`Школа на ${pupils}: классов ${plan.classes.length}, учителей ${plan.teachers}. Заводим людей …`);
  const school = await makeSchool({ db, year: days, by, dice }, plan);
  await giveContacts(db, at);
  const logins = await makeAccounts(db, SCHOOL.password);
  say(`Людей ${await db.person.count()}, ${since(startedAt)}.`);
  if (year) {
    const yearAt = performance.now();
    const played = await playYear({
      db,
      school,
      dice,
      onWeek({ number, of, played: { lessons, marks } }) {
        const left = ((performance.now() - yearAt) / number) * (of - number);
        say(
          `Неделя ${number} из ${of}: уроков ${lessons}, отметок ${marks}. Осталось минут: ${Math.ceil(left / MINUTE_MS)}.`,
        );
      },
    });
    say(
      `Год сыгран: уроков ${played.lessons}, отметок ${played.marks}, пропусков и опозданий ${played.absences}, ` +
        `итоговых ${played.finals}; отправлений ${await db.delivery.count()}. Всего ${since(startedAt)}.`,
    );
    // What the planner of PostgreSQL knows is from before the year.
    await db.$executeRaw`analyze`;
  }
  say(`Открыть: npm start -- --crowd. Логины ${logins.join(", ")}, пароль у всех «${SCHOOL.password}».`);
}

/** The school year that was over last, from 1 September to 26 May. */
function lastYear(today: Date): { startsOn: string; endsOn: string } {
  const isOver = today.getUTCMonth() > 4 || (today.getUTCMonth() === 4 && today.getUTCDate() > 26);
  const end = today.getUTCFullYear() - (isOver ? 0 : 1);
  return { startsOn: `${end - 1}-09-01`, endsOn: `${end}-05-26` };
}

/** Every guardian can be reached, so that silence is kept and not merely nobody there. */
async function giveContacts(db: Db, at: Date): Promise<void> {
  const guardians = await db.guardianship.findMany({
    distinct: ["guardianId"],
    select: { guardianId: true },
    orderBy: { guardianId: "asc" },
  });
  const channels: Channel[] = ["telegram", "email"];
  await db.consent.createMany({
    data: guardians.map(({ guardianId: personId }) => ({
      personId,
      purpose: "messages",
      givenAt: at,
      source: "вымышлено",
    })),
  });
  await db.contact.createMany({
    data: guardians.map(({ guardianId: personId }, index) => {
      const channel = channels[index % channels.length]!;
      const address = channel === "telegram" ? String(8_000_000 + index) : `family-${index}@pochta.invalid`;
      return {
        personId,
        channel,
        address,
        state: "confirmed" as const,
        origin: "statement" as const,
        confirmedAt: at,
      };
    }),
  });
}

function since(startedAt: number): string {
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  return `${Math.floor(seconds / 60)} мин ${seconds % 60} с`;
}
