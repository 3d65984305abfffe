import { choose } from "../../src/deliveries/choosing.ts";
import { html } from "../../templates/telegram/markup.ts";
import { LANGUAGES, wordsIn } from "../../templates/words.ts";
import { listSpeakers } from "../chats.ts";
import type { Feature, Reply, Screen, Talk } from "../feature.ts";
import { chooseSpeaker, helpScreen, howToJoin } from "../sentences.ts";

// In: somebody asks what can be done here, in which language, or who of them is writing. Out: one screen. If it dies here the
// same answer is written once more.

const EVERYBODY = [
  "guardian",
  "pupil",
  "teacher",
  "deputyHead",
  "head",
  "administrator",
  "secretary",
] as const;

export const manners: Feature = {
  name: "bot",
  commands: [
    { name: "help", menu: "bot-menu-help", for: [...EVERYBODY], access: "bot.talk", run: help },
    {
      name: "language",
      menu: "bot-menu-language",
      for: [...EVERYBODY],
      access: "bot.talk",
      run: async (talk: Talk) => ({ screen: languages(talk) }),
    },
  ],
  acts: {
    home: { access: "bot.talk", run: async () => ({ next: "menu" }) },
    help: { access: "bot.talk", run: help },
    languages: { access: "bot.talk", run: async (talk: Talk) => ({ screen: languages(talk) }) },
    language: { access: "bot.talk", run: speakIn },
    speakers: { access: "bot.talk", run: speakers },
    speak: { access: "bot.talk", run: speak },
  },
};

async function help(talk: Talk): Promise<Reply> {
  if (!talk.me) return speakers(talk);
  const isShared = (await listSpeakers(talk.db, talk.chatId, talk.day)).length > 1;
  const screen = helpScreen(talk);
  const change = { label: talk.word("bot-another-writes"), act: "bot.speakers" };
  return { screen: { ...screen, buttons: isShared ? [...screen.buttons, [change]] : screen.buttons } };
}

async function speakers(talk: Talk): Promise<Reply> {
  const all = await listSpeakers(talk.db, talk.chatId, talk.day);
  return { screen: all.length > 0 ? chooseSpeaker(talk, all) : howToJoin(talk) };
}

/** Only one of those whose chat it is: a button of last year may name somebody who has left. */
async function speak(talk: Talk, [personId]: string[]): Promise<Reply> {
  const all = await listSpeakers(talk.db, talk.chatId, talk.day);
  const speaker = all.find(({ id }) => id === personId);
  if (!speaker) return { screen: all.length > 0 ? chooseSpeaker(talk, all) : howToJoin(talk) };
  const words = wordsIn(speaker.language);
  return {
    screen: {
      html: html(words.say("bot-speaker-chosen")),
      buttons: [[{ label: words.say("bot-join-what-now"), act: "bot.home" }]],
    },
    speakerId: speaker.id,
    expects: null,
  };
}

function languages(talk: Talk): Screen {
  return {
    html: html(talk.word("bot-language")),
    buttons: [
      LANGUAGES.map((language) => ({
        label: wordsIn(language).say("bot-language-name"),
        act: "bot.language",
        args: [language],
      })),
    ],
  };
}

async function speakIn(talk: Talk, [wanted]: string[]): Promise<Reply> {
  const language = LANGUAGES.find((one) => one === wanted) ?? talk.language;
  if (talk.me) {
    const by = { actorId: talk.me.id, source: "bot", silent: false } as const;
    await choose(talk.db, { personId: talk.me.id, preferences: { language } }, by);
  }
  return { screen: { html: html(wordsIn(language).say("bot-language-set")), buttons: [] }, language };
}
