import { clockFace } from "../../src/clock.ts";
import { type ChoiceTopic, type PersonChoices, readChoices, TOPICS } from "../../src/contacts/choices.ts";
import { choose, choosePreset, livesBy, PRESET_NAMES } from "../../src/deliveries/choosing.ts";
import type { Act, Button, Feature, OwnTalk, Reply, Screen } from "../feature.ts";
import { bold, byOf, inPairs, label, plain } from "../screens.ts";
import { marked, ownPupil, type Pupil, titleOf, whoIs } from "./family-pupil.ts";
import { zoneSaid } from "./family-zone.ts";

// In: somebody of a family wants to hear at other times. Out: what holds for each child, and buttons that set it. Every button
// carries what it sets, so one tapped twice, or an update that comes twice, changes nothing more.

/** Whoever may hear about a pupil chooses when. */
const ofPupil: Pick<Act, "access" | "about"> = {
  access: "fact.hear",
  about: ([pupil = ""]) => ({ pupil }),
};

export const familySettings: Feature = {
  name: "settings",
  commands: [
    {
      name: "settings",
      menu: "bot-choices-menu-settings",
      for: ["guardian", "pupil"],
      access: "choices.own",
      run: async (talk) => ({ screen: await all(talk) }),
    },
  ],
  acts: {
    open: { access: "choices.own", run: async (talk) => ({ screen: await all(talk) }) },
    preset: { access: "choices.own", run: setPreset },
    of: { ...ofPupil, run: async (talk, [pupilId = ""]) => ofOne(talk, ownPupil(talk, pupilId)) },
    set: { ...ofPupil, run: set },
  },
};

async function read({ db, me, settings }: OwnTalk): Promise<PersonChoices> {
  return (await readChoices(db, [me.id], settings)).get(me.id)!;
}

/** Where the channel may know nothing of a child, they are not told apart: one answer for all. */
function knownPupils({ settings, pupils }: OwnTalk): Pupil[] {
  return settings.telegramLevel === "ping" ? [] : pupils;
}

async function all(talk: OwnTalk): Promise<Screen> {
  if (talk.pupils.length === 0) return { html: plain(talk.word("bot-family-nobody")), buttons: [] };
  const choices = await read(talk);
  const pupils = knownPupils(talk);
  const pupilIds = talk.pupils.map(({ id }) => id);
  return {
    html: [
      bold(talk.word("bot-choices-title")),
      ...pupils.map((pupil) => plain(lineOf(talk, choices, pupil))),
      "",
      plain(hoursSaid(talk, choices)),
      plain(talk.word("bot-choices-always")),
    ].join("\n"),
    buttons: [
      ...inPairs(
        pupils.map((pupil) => ({ label: nameOn(talk, pupil), act: "settings.of", args: [pupil.id] })),
      ),
      ...inPairs(
        PRESET_NAMES.map((preset) => ({
          label: marked(talk.word("bot-choices-preset", { preset }), livesBy(choices, preset, pupilIds)),
          act: "settings.preset",
          args: [preset],
        })),
      ),
      [
        { label: talk.word("bot-choices-quiet"), act: "hours.quiet" },
        { label: talk.word("bot-choices-evening"), act: "hours.evening" },
      ],
      [{ label: talk.word("bot-choices-weekly-hour"), act: "hours.weekly" }],
      [
        {
          label: label(talk.word("bot-choices-zone-is", { zone: zoneSaid(talk, choices.clock.timeZone) })),
          act: "zone.open",
        },
      ],
      [{ label: talk.word("bot-family-to-menu"), act: "menu.open" }],
    ],
  };
}

/** «Анна: отметки — сразу, домашнее задание — вечером, сводка за неделю — да» */
function lineOf(talk: OwnTalk, choices: PersonChoices, pupil: Pupil): string {
  const { marks, low, homework, weekly } = chosen(choices, pupil);
  const line = talk.word("bot-choices-line", { marks, low, homework, weekly });
  return pupil.isSelf ? talk.word("bot-choices-own", { line }) : `${whoIs(talk, pupil)}: ${line}`;
}

function chosen(choices: PersonChoices, { id }: Pupil) {
  const marks = choices.of("marks", id);
  return {
    marks: marks.frequency,
    low: marks.onlyLow && marks.frequency !== "off" ? "yes" : "no",
    homework: choices.of("homework", id).frequency,
    weekly: choices.of("weekly", id).frequency,
  };
}

function hoursSaid(talk: OwnTalk, { clock }: PersonChoices): string {
  const { quietFrom, quietTo, eveningHour, weeklyDay, weeklyHour } = clock;
  return talk.word("bot-choices-hours", {
    quiet: quietFrom === quietTo ? "never" : "hours",
    from: clockFace(quietFrom),
    to: clockFace(quietTo),
    evening: clockFace(eveningHour * 60),
    day: weeklyDay,
    weekly: clockFace(weeklyHour * 60),
  });
}

function nameOn(talk: OwnTalk, pupil: Pupil): string {
  return label(pupil.isSelf ? talk.word("bot-choices-about-me") : whoIs(talk, pupil));
}

async function setPreset(talk: OwnTalk, [wanted]: string[]): Promise<Reply> {
  const preset = PRESET_NAMES.find((one) => one === wanted);
  if (!preset || talk.pupils.length === 0) return { screen: await all(talk) };
  const holds = livesBy(
    await read(talk),
    preset,
    talk.pupils.map(({ id }) => id),
  );
  if (!holds) await choosePreset(talk.db, { personId: talk.me.id, preset, pupilId: null }, byOf(talk));
  return { toast: talk.word("bot-choices-saved"), screen: await all(talk) };
}

async function ofOne(talk: OwnTalk, pupil: Pupil): Promise<Reply> {
  const known = knownPupils(talk);
  if (known.length === 0) return { screen: await all(talk) };
  const choices = await read(talk);
  const { marks, low, homework, weekly } = chosen(choices, pupil);
  const to = (key: string, [topic, value]: [string, string], args = {}): Button => ({
    label: label(talk.word(key, args)),
    act: "settings.set",
    args: [pupil.id, topic, value],
  });
  const frequencies = TOPICS.marks.allowed.map((frequency) => ({
    ...to("bot-choices-marks", ["marks", frequency], { frequency }),
    label: marked(talk.word("bot-choices-marks", { frequency }), frequency === marks),
  }));
  const screen: Screen = {
    html: [
      titleOf(talk, pupil, talk.word("bot-choices-when")),
      plain(talk.word("bot-choices-line-marks", { marks, low })),
      plain(talk.word("bot-choices-line-rest", { homework, weekly })),
    ].join("\n"),
    buttons: [
      ...inPairs(frequencies),
      ...(marks === "off" ? [] : [[to("bot-choices-low", ["low", low === "yes" ? "no" : "yes"], { low })]]),
      [to("bot-choices-homework", ["homework", homework === "off" ? "evening" : "off"], { homework })],
      [to("bot-choices-weekly", ["weekly", weekly === "off" ? "weekly" : "off"], { weekly })],
      [{ label: talk.word("bot-family-back"), act: "settings.open" }],
    ],
  };
  return { screen, pupilId: pupil.id };
}

async function set(talk: OwnTalk, [pupilId = "", what = "", value = ""]: string[]): Promise<Reply> {
  const pupil = ownPupil(talk, pupilId);
  const choices = await read(talk);
  const topic: ChoiceTopic | undefined =
    what === "low" ? "marks" : (Object.keys(TOPICS) as ChoiceTopic[]).find((one) => one === what);
  if (!topic) return ofOne(talk, pupil);
  const before = choices.of(topic, pupil.id);
  const frequency = TOPICS[topic].allowed.find((one) => one === value) ?? before.frequency;
  const onlyLow = what === "low" ? value === "yes" : before.onlyLow;
  if (frequency !== before.frequency || onlyLow !== before.onlyLow) {
    const wish = { personId: talk.me.id, choices: [{ topic, pupilId: pupil.id, frequency, onlyLow }] };
    await choose(talk.db, wish, byOf(talk));
  }
  return { ...(await ofOne(talk, pupil)), toast: talk.word("bot-choices-saved") };
}
