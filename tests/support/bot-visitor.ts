import type { AcceptedMessage, FakeTelegram } from "./fake-telegram.ts";
import { until } from "./until.ts";

/** A person before a bot that runs by itself: they write and tap, and wait for what is said. */
export interface Visitor {
  writes(text: string): void;
  /** The button under the message whose label begins so. */
  taps(message: AcceptedMessage, label: string): void;
  /** The next thing that is said in the chat and has these words in it. */
  hears(words: string): Promise<AcceptedMessage>;
}

export function visitorOf(telegram: FakeTelegram, chatId: number): Visitor {
  const who = { id: chatId, first_name: "M" };
  const from = { ...who, is_bot: false, language_code: "ru" };
  const chat = { ...who, type: "private" };
  let read = 0;
  return {
    writes(text) {
      telegram.pushUpdate({ message: { message_id: 1, date: 1, text, chat, from } as never });
    },
    taps({ messageId, buttons }, label) {
      const data = buttons.find(({ text }) => text.startsWith(label))?.callback_data;
      if (data === undefined)
        throw new Error(`no button «${label}» among: ${buttons.map(({ text }) => text)}`);
      const message = { message_id: messageId, date: 1, chat };
      telegram.pushUpdate({
        callback_query: { id: label, from, chat_instance: "1", data, message } as never,
      });
    },
    async hears(words) {
      const news = () => telegram.ledger.slice(read).filter((message) => message.chatId === String(chatId));
      const heard = () => news().map(({ text }) => text);
      const message = await until(() => news().find(({ text }) => text.includes(words)), {
        what: `«${words}» to be said`,
      }).catch((error: unknown) => {
        throw new Error(`${String(error)}\nSaid was: ${heard().join(" | ")}`);
      });
      read = telegram.ledger.indexOf(message) + 1;
      return message;
    },
  };
}
