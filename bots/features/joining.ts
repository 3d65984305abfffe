import { seal, unseal } from "../../src/access/sealing.ts";
import { clockFace } from "../../src/clock.ts";
import type { Entitled } from "../../src/contacts/invited.ts";
import { comeBack, findJoined, joinByLink, listLeft } from "../../src/contacts/own-chat.ts";
import {
  acceptInvitation,
  checkCode,
  declineInvitation,
  openInvitation,
} from "../../src/contacts/redemption.ts";
import { choosePreset, PRESET_NAMES, type Preset } from "../../src/deliveries/choosing.ts";
import { NotFound } from "../../src/errors.ts";
import { nameAtLevel } from "../../templates/content-level.ts";
import { refusalIn } from "../../templates/refusals.ts";
import { html } from "../../templates/telegram/markup.ts";
import { listSpeakers } from "../chats.ts";
import type { Feature, OwnTalk, Reply, Screen, Talk, Typed } from "../feature.ts";
import { chooseSpeaker, howToJoin } from "../sentences.ts";

// In: somebody opens the bot, by a slip's link (R4), by the site's, or by hand. Out: the PIN, the question whether it is
// them, when they want to hear. If it dies here, a slip that was taken is used up by the same chat and asks no more than that.

const SLIP_CODE = /^[\w-]{22}$/;
/** Offered on joining; whoever wants silence finds it in the settings. */
const OFFERED: readonly Preset[] = PRESET_NAMES.filter((preset) => preset !== "off");

export const joining: Feature = {
  name: "join",
  commands: [
    {
      name: "start",
      menu: "bot-menu-start",
      for: ["guardian", "pupil", "teacher", "deputyHead", "head", "administrator", "secretary"],
      access: "bot.talk",
      run: start,
    },
  ],
  acts: {
    yes: { access: "invitation.open", run: accept },
    no: { access: "invitation.open", run: decline },
    hear: { access: "choices.own", run: hear },
    back: { access: "bot.talk", run: back },
  },
  steps: { pin: { access: "invitation.open", run: takePin } },
};

async function start(talk: Talk, [code]: string[]): Promise<Reply> {
  if (code === undefined) return home(talk);
  if (!SLIP_CODE.test(code)) {
    const { personId } = await joinByLink(talk.db, {
      secret: talk.secret,
      token: code,
      address: talk.chatId,
    });
    return { ...(await joined(talk, personId)), speakerId: personId };
  }
  await checkCode(talk.db, code);
  return {
    screen: { html: html(talk.word("bot-join-pin")), buttons: [] },
    expects: { step: "pin", args: [seal(talk.secret, code)] },
  };
}

async function home(talk: Talk): Promise<Reply> {
  if (talk.me) return { next: "menu" };
  const speakers = await listSpeakers(talk.db, talk.chatId, talk.day);
  if (speakers.length > 0) return { screen: chooseSpeaker(talk, speakers) };
  if ((await listLeft(talk.db, talk.chatId)).length === 0) return { screen: howToJoin(talk) };
  return {
    screen: {
      html: html(talk.word("bot-join-left")),
      buttons: [[{ label: talk.word("bot-join-come-back"), act: "join.back" }]],
    },
  };
}

async function back(talk: Talk): Promise<Reply> {
  const [personId] = await comeBack(talk.db, talk.chatId);
  // The same tap once more: they are back already.
  if (!personId) return talk.me ? { next: "menu" } : { screen: howToJoin(talk) };
  return { ...(await joined(talk, personId)), speakerId: personId };
}

/** Printed with a space in the middle. */
async function takePin(talk: Talk, [sealed = ""]: string[], typed?: Typed): Promise<Reply> {
  const code = unseal(talk.secret, sealed);
  if (!code) return { screen: howToJoin(talk), expects: null };
  const pin = (typed?.text ?? "").replace(/\D/g, "");
  try {
    const entitled = await openInvitation(talk.db, { code, pin });
    return { screen: question(talk, entitled, [code, pin]), expects: null };
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    return { screen: { html: html(refusalIn(talk.language, error.message)), buttons: [] }, expects: null };
  }
}

/** Whom the slip was given to and of whom it speaks, as far as Telegram may know. */
function question(talk: Talk, { person, pupil, className, kinship }: Entitled, args: string[]): Screen {
  const level = talk.settings.telegramLevel;
  const isFull = level === "full";
  const lines = [
    talk.word("bot-join-hello", { school: talk.settings.schoolName }),
    "",
    ...(isFull ? [talk.word("bot-join-issued", { person: nameAtLevel(level, person) })] : []),
    kinship === null
      ? talk.word("bot-join-about-you")
      : talk.word("bot-join-about", { pupil: isFull ? shortened(pupil) : nameAtLevel(level, pupil), level }),
  ];
  const named =
    isFull && className && kinship !== null ? [`<b>${html(`${shortened(pupil)}, ${className}`)}</b>`] : [];
  return {
    html: [...lines.map((line) => html(line)), ...named, html(talk.word("bot-join-is-it-you"))].join("\n"),
    buttons: [
      [{ label: talk.word("bot-join-yes"), act: "join.yes", args }],
      [{ label: talk.word("bot-join-no"), act: "join.no", args }],
    ],
  };
}

/** «Анна К.» */
function shortened({ givenName, surname }: { givenName: string; surname: string }): string {
  return `${givenName} ${[...surname].slice(0, 1).join("")}.`;
}

async function accept(talk: Talk, [code = "", pin = ""]: string[]): Promise<Reply> {
  const before = await findJoined(talk.db, code, talk.chatId);
  const key = { code, pin, channel: "telegram", address: talk.chatId } as const;
  const personId = before ?? (await acceptInvitation(talk.db, key, { source: "bot" })).personId;
  return { ...(await joined(talk, personId)), speakerId: personId, expects: null };
}

async function decline(talk: Talk, [code = "", pin = ""]: string[]): Promise<Reply> {
  await declineInvitation(talk.db, { code, pin }, { source: "bot" });
  return { screen: { html: html(talk.word("bot-join-declined")), buttons: [] }, expects: null };
}

/** Families choose when to hear; the school's people go on to what they may do. */
async function joined(talk: Talk, personId: string): Promise<Reply> {
  const hears = await talk.db.guardianship.count({ where: { guardianId: personId } });
  const learns = await talk.db.enrolment.count({ where: { pupilId: personId } });
  if (hears + learns === 0) return { screen: doneScreen(talk, "bot-join-done-staff") };
  const { eveningHour, weeklyDay, weeklyHour, quietFrom, quietTo } = talk.settings;
  const args = { evening: clockFace(eveningHour * 60), day: weeklyDay, weekly: clockFace(weeklyHour * 60) };
  return {
    screen: {
      html: html(talk.word("bot-join-when", { from: clockFace(quietFrom), to: clockFace(quietTo) })),
      buttons: OFFERED.map((preset) => [
        { label: talk.word("bot-join-preset", { preset, ...args }), act: "join.hear", args: [preset] },
      ]),
    },
  };
}

async function hear(talk: OwnTalk, [wanted]: string[]): Promise<Reply> {
  const preset = OFFERED.find((one) => one === wanted) ?? "now";
  const by = { actorId: talk.me.id, source: "bot", silent: false } as const;
  await choosePreset(talk.db, { personId: talk.me.id, preset, pupilId: null }, by);
  return { screen: doneScreen(talk, "bot-join-done") };
}

function doneScreen(talk: Talk, key: "bot-join-done" | "bot-join-done-staff"): Screen {
  return {
    html: html(talk.word(key)),
    buttons: [[{ label: talk.word("bot-join-what-now"), act: "bot.home" }]],
  };
}
