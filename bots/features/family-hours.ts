import { clockFace } from "../../src/clock.ts";
import { readChoices } from "../../src/contacts/choices.ts";
import type { PersonClock, Preferences } from "../../src/contacts/preferences.ts";
import { choose } from "../../src/deliveries/choosing.ts";
import type { Button, Feature, OwnTalk, Reply, Screen } from "../feature.ts";
import { bold, byOf, inRows, label, plain } from "../screens.ts";
import { marked } from "./family-pupil.ts";
import { zoneSaid } from "./family-zone.ts";

// In: when somebody is to be left alone, and at which hour digests come. Out: two screens of buttons, each with the hour it
// sets. If it dies here the hour is set or not; the same button again changes nothing more.

const NIGHT = { from: [20, 21, 22, 23], to: [6, 7, 8, 9] };
const EVENINGS = [16, 17, 18, 19, 20, 21];
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

interface Setting {
  field: keyof PersonClock;
  allowed: number[];
  /** Shown afterwards. */
  screen(talk: OwnTalk): Promise<Screen>;
}

/** What the buttons set, by the word they carry. */
const SETS: Record<string, Setting> = {
  from: { field: "quietFrom", allowed: NIGHT.from.map(inMinutes), screen: quiet },
  to: { field: "quietTo", allowed: NIGHT.to.map(inMinutes), screen: quiet },
  evening: { field: "eveningHour", allowed: EVENINGS, screen: evening },
  day: { field: "weeklyDay", allowed: WEEKDAYS, screen: weekly },
  weekly: { field: "weeklyHour", allowed: EVENINGS, screen: weekly },
};

export const familyHours: Feature = {
  name: "hours",
  acts: {
    quiet: { access: "choices.own", run: async (talk) => ({ screen: await quiet(talk) }) },
    evening: { access: "choices.own", run: async (talk) => ({ screen: await evening(talk) }) },
    weekly: { access: "choices.own", run: async (talk) => ({ screen: await weekly(talk) }) },
    set: { access: "choices.own", run: set },
    never: {
      access: "choices.own",
      run: (talk) => write(talk, { wanted: { quietFrom: 0, quietTo: 0 }, screen: quiet }),
    },
    school: {
      access: "choices.own",
      run: (talk) => write(talk, { wanted: { quietFrom: null, quietTo: null }, screen: quiet }),
    },
  },
};

async function read({ db, me, settings }: OwnTalk) {
  return (await readChoices(db, [me.id], settings)).get(me.id)!;
}

async function quiet(talk: OwnTalk): Promise<Screen> {
  const { clock } = await read(talk);
  const { quietFrom, quietTo } = clock;
  const isNever = quietFrom === quietTo;
  return {
    html: [
      bold(talk.word("bot-choices-quiet")),
      plain(
        talk.word("bot-choices-quiet-now", {
          quiet: isNever ? "never" : "hours",
          ...{ from: clockFace(quietFrom), to: clockFace(quietTo) },
        }),
      ),
      byClock(talk, clock),
    ].join("\n"),
    buttons: [
      NIGHT.from.map((at) => hourButton(talk, { set: "from", at: inMinutes(at), holds: quietFrom })),
      NIGHT.to.map((at) => hourButton(talk, { set: "to", at: inMinutes(at), holds: quietTo })),
      [
        { label: marked(talk.word("bot-choices-never-quiet"), isNever), act: "hours.never" },
        { label: label(talk.word("bot-choices-as-school")), act: "hours.school" },
      ],
      back(talk),
    ],
  };
}

/** «с 22:00», «до 7:00» */
function hourButton(
  talk: OwnTalk,
  { set, at, holds }: { set: "from" | "to"; at: number; holds: number },
): Button {
  const text = talk.word("bot-choices-edge", { set, hour: clockFace(at) });
  return { label: marked(text, at === holds), act: "hours.set", args: [set, String(at)] };
}

async function evening(talk: OwnTalk): Promise<Screen> {
  const { clock } = await read(talk);
  const { eveningHour } = clock;
  return {
    html: [
      bold(talk.word("bot-choices-evening")),
      plain(talk.word("bot-choices-evening-now", { hour: clockFace(inMinutes(eveningHour)) })),
      byClock(talk, clock),
    ].join("\n"),
    buttons: [...hoursOf("evening", eveningHour), back(talk)],
  };
}

async function weekly(talk: OwnTalk): Promise<Screen> {
  const { clock } = await read(talk);
  const { weeklyDay, weeklyHour } = clock;
  const days = WEEKDAYS.map((weekday) => ({
    label: marked(talk.word("bot-choices-weekday", { weekday }), weekday === weeklyDay),
    ...{ act: "hours.set", args: ["day", String(weekday)] },
  }));
  return {
    html: [
      bold(talk.word("bot-choices-weekly-hour")),
      plain(talk.word("bot-choices-weekly-now", { day: weeklyDay, hour: clockFace(inMinutes(weeklyHour)) })),
      byClock(talk, clock),
    ].join("\n"),
    buttons: [...inRows(days, 4), ...hoursOf("weekly", weeklyHour), back(talk)],
  };
}

function hoursOf(what: "evening" | "weekly", holds: number): Button[][] {
  const hours = EVENINGS.map((at) => ({
    label: marked(clockFace(inMinutes(at)), at === holds),
    ...{ act: "hours.set", args: [what, String(at)] },
  }));
  return inRows(hours, 3);
}

/** «Время: Красноярск.» */
function byClock(talk: OwnTalk, { timeZone }: PersonClock): string {
  return plain(talk.word("bot-choices-by-clock", { zone: zoneSaid(talk, timeZone) }));
}

function back(talk: OwnTalk): Button[] {
  return [{ label: talk.word("bot-family-back"), act: "settings.open" }];
}

async function set(talk: OwnTalk, [what = "", value = ""]: string[]): Promise<Reply> {
  const setting = SETS[what];
  const number = setting?.allowed.find((one) => String(one) === value);
  if (!setting || number === undefined) return { screen: await quiet(talk) };
  const ends = setting.screen === quiet ? await endsOf(talk) : {};
  return write(talk, { wanted: { ...ends, [setting.field]: number }, screen: setting.screen });
}

/** Quiet hours have both ends or neither; whoever was never quiet gets the other end as the school has it. */
async function endsOf(talk: OwnTalk): Promise<Pick<PersonClock, "quietFrom" | "quietTo">> {
  const { quietFrom, quietTo } = (await read(talk)).clock;
  if (quietFrom !== quietTo) return { quietFrom, quietTo };
  return { quietFrom: talk.settings.quietFrom, quietTo: talk.settings.quietTo };
}

async function write(
  talk: OwnTalk,
  { wanted, screen }: { wanted: Partial<Preferences>; screen: (talk: OwnTalk) => Promise<Screen> },
): Promise<Reply> {
  const { preferences } = await read(talk);
  const isNew = (Object.keys(wanted) as (keyof Preferences)[]).some(
    (field) => preferences[field] !== wanted[field],
  );
  if (isNew) await choose(talk.db, { personId: talk.me.id, preferences: wanted }, byOf(talk));
  return { toast: talk.word("bot-choices-saved"), screen: await screen(talk) };
}

function inMinutes(at: number): number {
  return at * 60;
}
