import { readChoices } from "../../src/contacts/choices.ts";
import { CITIES, CITY_NAMES, cityOf } from "../../src/contacts/cities.ts";
import { choose } from "../../src/deliveries/choosing.ts";
import type { Feature, OwnTalk, Reply, Screen } from "../feature.ts";
import { bold, byOf, inPairs, plain } from "../screens.ts";
import { marked } from "./family-pupil.ts";

// In: a family lives by another clock than its school. Out: cities as buttons, each with the time zone it sets. If it dies here
// the zone is set or not; the same button again changes nothing more.

export const familyZone: Feature = {
  name: "zone",
  acts: {
    open: { access: "choices.own", run: async (talk) => ({ screen: await cities(talk) }) },
    set: {
      access: "choices.own",
      run: async (talk, [wanted]) => {
        const city = CITY_NAMES.find((one) => one === wanted);
        return city ? write(talk, CITIES[city]) : { screen: await cities(talk) };
      },
    },
    school: { access: "choices.own", run: (talk) => write(talk, null) },
  },
};

async function read({ db, me, settings }: OwnTalk) {
  return (await readChoices(db, [me.id], settings)).get(me.id)!;
}

async function cities(talk: OwnTalk): Promise<Screen> {
  const { preferences, clock } = await read(talk);
  const buttons = CITY_NAMES.map((city) => ({
    label: marked(talk.word("bot-choices-city", { city }), preferences.timeZone === CITIES[city]),
    act: "zone.set",
    args: [city],
  }));
  const asSchool = marked(talk.word("bot-choices-as-school"), preferences.timeZone === null);
  return {
    html: [
      bold(talk.word("bot-choices-zone")),
      plain(talk.word("bot-choices-zone-now", { zone: zoneSaid(talk, clock.timeZone) })),
    ].join("\n"),
    buttons: [
      ...inPairs(buttons),
      [{ label: asSchool, act: "zone.school" }],
      [{ label: talk.word("bot-family-back"), act: "settings.open" }],
    ],
  };
}

/** A city of the list, or the zone as it is called everywhere. */
export function zoneSaid(talk: OwnTalk, zone: string): string {
  const city = cityOf(zone);
  return city ? talk.word("bot-choices-city", { city }) : zone;
}

async function write(talk: OwnTalk, timeZone: string | null): Promise<Reply> {
  const { preferences } = await read(talk);
  if (preferences.timeZone !== timeZone)
    await choose(talk.db, { personId: talk.me.id, preferences: { timeZone } }, byOf(talk));
  return { toast: talk.word("bot-choices-saved"), screen: await cities(talk) };
}
