import { GrammyError } from "grammy";
import type { Update } from "grammy/types";
import { stopEverywhere } from "../src/contacts/contacts.ts";
import { reviveContact } from "../src/contacts/reviving.ts";
import { log } from "../src/log.ts";
import { html } from "../templates/telegram/markup.ts";
import { wordsIn } from "../templates/words.ts";
import { keepChat } from "./chats.ts";
import type { Desk } from "./desk.ts";
import { type Answer, answer } from "./dispatch.ts";
import type { Feature, Reply, Talk } from "./feature.ts";
import { announcement } from "./features/announcement.ts";
import { boardPosts } from "./features/board-posts.ts";
import { classAbsences } from "./features/class-absences.ts";
import { classCalls } from "./features/class-calls.ts";
import { classDesk } from "./features/class-desk.ts";
import { classExcuses } from "./features/class-excuses.ts";
import { classFinals } from "./features/class-finals.ts";
import { classJoined } from "./features/class-joined.ts";
import { contactQueue } from "./features/contact-queue.ts";
import { correctionQueue } from "./features/correction-queue.ts";
import { correctionRequest } from "./features/correction-request.ts";
import { deadlines } from "./features/deadlines.ts";
import { entry } from "./features/entry.ts";
import { failedDeliveries } from "./features/failed-deliveries.ts";
import { familyAbsences } from "./features/family-absences.ts";
import { familyAlert } from "./features/family-alert.ts";
import { familyData } from "./features/family-data.ts";
import { familyDay } from "./features/family-day.ts";
import { familyExcuse } from "./features/family-excuse.ts";
import { familyFiles } from "./features/family-files.ts";
import { familyFinals } from "./features/family-finals.ts";
import { familyHomework } from "./features/family-homework.ts";
import { familyHours } from "./features/family-hours.ts";
import { familyMarks } from "./features/family-marks.ts";
import { familyMenu } from "./features/family-menu.ts";
import { familySettings } from "./features/family-settings.ts";
import { familyWeek } from "./features/family-week.ts";
import { familyWhatIf } from "./features/family-what-if.ts";
import { familyWhy } from "./features/family-why.ts";
import { familyZone } from "./features/family-zone.ts";
import { gaps } from "./features/gaps.ts";
import { joining } from "./features/joining.ts";
import { leaving } from "./features/leaving.ts";
import { lesson } from "./features/lesson.ts";
import { manners } from "./features/manners.ts";
import { postState } from "./features/post-state.ts";
import { reminders } from "./features/reminders.ts";
import { threadTalks } from "./features/thread-talks.ts";
import { createFlood } from "./flood.ts";
import { buildHouse, type House } from "./house.ts";
import { offerCommands } from "./menu.ts";
import { holdTap, type Line, show } from "./showing.ts";
import { type Opened, openTalk } from "./talk.ts";
import { type Incoming, readUpdate } from "./updates.ts";

// In: an update of Telegram. Out: one answer in its chat. An update is finished when its answer was taken; if we die before,
// Telegram sends it again and it is done again, so what a feature writes must bear to be written once more.

/** Everything the bot can do; one line a feature. */
export const FEATURES: Feature[] = [
  lesson,
  reminders,
  correctionRequest,
  classDesk,
  classExcuses,
  classAbsences,
  classCalls,
  classJoined,
  classFinals,
  correctionQueue,
  gaps,
  deadlines,
  contactQueue,
  failedDeliveries,
  postState,
  announcement,
  familyMenu,
  familyDay,
  familyWeek,
  familyMarks,
  familyWhy,
  familyWhatIf,
  familyHomework,
  familyFiles,
  familyAbsences,
  familyFinals,
  familyExcuse,
  familyAlert,
  familySettings,
  familyHours,
  familyZone,
  familyData,
  entry,
  threadTalks,
  boardPosts,
  joining,
  manners,
  leaving,
];

export interface Bot {
  house: House;
  /** Of one chat one after the other. Resolves when the update is finished. @throws it is not, and has to come again */
  handleUpdate(update: Update): Promise<void>;
}

export function openBot(desk: Desk, features: Feature[] = FEATURES): Bot {
  const house = buildHouse(features);
  const flood = createFlood();
  const chats = new Map<string, Promise<void>>();

  const handle = async (incoming: Incoming): Promise<void> => {
    if (incoming.kind === "crowd") return leave(desk, incoming);
    if (incoming.kind === "blocked") return stopHearing(desk, incoming);
    await revive(desk, incoming);
    if (incoming.kind === "unblocked") return;
    const opened = await openTalk(desk, incoming, house.offered);
    // Before it is counted: Telegram repeats what is finished as long as something older is not.
    if (opened.chat.isDone) return;
    const pace = flood.note(incoming.chatId);
    if (pace === "calm") return talkBack(desk, house, { opened, incoming });
    if (pace === "warn") await slowDown(desk, opened);
    await keepChat(desk.db, incoming.chatId, { updateId: incoming.updateId, changes: {} });
  };

  return {
    house,
    async handleUpdate(update) {
      const incoming = readUpdate(update);
      if (!incoming) return;
      const { chatId } = incoming;
      const before = chats.get(chatId) ?? Promise.resolve();
      const mine = before.catch(() => {}).then(() => handle(incoming).catch(ignoreGone(desk, chatId)));
      chats.set(chatId, mine);
      await mine.finally(() => {
        if (chats.get(chatId) === mine) chats.delete(chatId);
      });
    },
  };
}

async function talkBack(
  desk: Desk,
  house: House,
  { opened, incoming }: { opened: Opened; incoming: Incoming },
): Promise<void> {
  const answerTap = holdTap(desk, incoming);
  const { talk } = opened;
  const made = await answer(house, opened, incoming).catch(async (error) => {
    await answerTap();
    throw error;
  });
  const { reply } = made;
  const wasToasted = await answerTap(lineOf(made));
  const shown = made.isTrouble ? troubleOf(made, { wasToasted, incoming }) : spoken(reply, wasToasted);
  await show(desk, talk, { reply: shown, incoming }).catch(sayBroken(desk, talk));
  const { speakerId, pupilId, language } = reply;
  await keepChat(desk.db, talk.chatId, {
    updateId: incoming.updateId,
    changes: {
      expects: made.expects,
      ...(speakerId ? { personId: speakerId } : {}),
      ...(pupilId ? { pupilId } : {}),
      ...(language ? { language } : {}),
    },
  });
  await offerCommands(desk, house, incoming);
}

function lineOf({ reply: { toast }, isTrouble }: Answer): Line | undefined {
  return toast === undefined ? undefined : { text: toast, stays: isTrouble };
}

/** What went wrong never takes the place of the screen it happened on: there the toast says it, or a new message. */
function troubleOf(
  { reply }: Answer,
  { wasToasted, incoming }: { wasToasted: boolean; incoming: Incoming },
): Reply {
  if (wasToasted) return {};
  return incoming.kind === "tapped" ? { ...reply, below: true } : reply;
}

/** A line over the chat that nobody could show is said below. */
function spoken(reply: Reply, wasToasted: boolean): Reply {
  if (wasToasted || reply.screen || reply.toast === undefined) return reply;
  return { ...reply, screen: { html: html(reply.toast), buttons: [] }, below: true };
}

/** Telegram does not take the message as it stands: a bug of ours, and nobody is left without an answer. */
function sayBroken({ api }: Desk, { chatId, word }: Talk): (error: unknown) => Promise<void> {
  return async (error) => {
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error;
    log.error({ method: error.method }, "Telegram does not take a message of the bot");
    await api.sendMessage(chatId, html(word("bot-broken")));
  };
}

async function slowDown(desk: Desk, { talk }: Opened): Promise<void> {
  await show(desk, talk, {
    reply: { screen: { html: html(talk.word("bot-slow-down")), buttons: [] } },
    incoming: { kind: "typed" } as Incoming,
  });
}

/** A group hears what is meant for one family: the bot says so once and goes. */
async function leave({ api }: Desk, { chatId, language, ...incoming }: Incoming): Promise<void> {
  try {
    if (incoming.kind === "crowd" && incoming.isFirst)
      await api.sendMessage(chatId, html(wordsIn(language).say("bot-not-in-groups")));
    await api.leaveChat(chatId);
  } catch (error) {
    // Not there any more, or never allowed to speak: gone either way.
    if (!(error instanceof GrammyError)) throw error;
  }
}

/** Blocked by its reader: the same as when a delivery is refused for it. */
async function stopHearing({ db }: Desk, { chatId }: Pick<Incoming, "chatId">): Promise<void> {
  await stopEverywhere(db, { channel: "telegram", address: chatId }, "botBlocked");
}

/** Whoever writes has not blocked us. */
async function revive({ db }: Desk, { chatId }: Incoming): Promise<void> {
  await reviveContact(
    db,
    { channel: "telegram", address: chatId },
    { actorId: null, source: "bot", silent: false },
  );
}

/** The reader blocked us between their question and our answer: there is nobody left to answer. */
function ignoreGone(desk: Desk, chatId: string): (error: unknown) => Promise<void> {
  return async (error) => {
    if (!(error instanceof GrammyError)) throw error;
    log.warn({ refused: error.error_code, method: error.method }, "an answer was refused");
    if (error.error_code === 403) await stopHearing(desk, { chatId });
  };
}
