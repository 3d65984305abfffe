import { revokeContact } from "../../src/contacts/contacts.ts";
import { html } from "../../templates/telegram/markup.ts";
import type { Feature, OwnTalk, Reply } from "../feature.ts";

// In: somebody wants to hear nothing more in this chat. Out: what happens with the news then, and after «да» the contact is
// revoked. If it dies before that they still hear; a second «да» finds that they have left.

export const leaving: Feature = {
  name: "leave",
  commands: [
    {
      name: "stop",
      menu: "bot-menu-stop",
      for: ["guardian", "pupil", "teacher", "deputyHead", "head", "administrator", "secretary"],
      access: "choices.own",
      run: ask,
    },
  ],
  acts: {
    ask: { access: "choices.own", run: ask },
    yes: { access: "contact.revoke", about: ([contact]) => ({ contact: contact! }), run: leave },
    no: {
      access: "choices.own",
      run: async (talk) => ({ screen: { html: html(talk.word("bot-stay")), buttons: [] } }),
    },
  },
};

async function ask(talk: OwnTalk): Promise<Reply> {
  const contacts = await talk.db.contact.findMany({
    where: { personId: talk.me.id, state: "confirmed" },
    select: { id: true, channel: true, address: true },
  });
  const here = contacts.find(({ channel, address }) => channel === "telegram" && address === talk.chatId);
  const elsewhere = contacts.some(({ id, channel }) => id !== here?.id && channel !== "paper");
  const isFamily = talk.pupils.length > 0;
  return {
    screen: {
      html: [
        html(talk.word("bot-leave-ask")),
        ...(isFamily ? [html(talk.word(elsewhere ? "bot-leave-elsewhere" : "bot-leave-paper"))] : []),
      ].join("\n\n"),
      buttons: [
        ...(here ? [[{ label: talk.word("bot-leave-yes"), act: "leave.yes", args: [here.id] }]] : []),
        [{ label: talk.word("bot-leave-no"), act: "leave.no" }],
      ],
    },
  };
}

async function leave(talk: OwnTalk, [id]: string[]): Promise<Reply> {
  const contact = await talk.db.contact.findUniqueOrThrow({ where: { id: id! } });
  const by = { actorId: talk.me.id, source: "bot", silent: false } as const;
  if (contact.state !== "revoked")
    await revokeContact(talk.db, { id: contact.id, version: contact.version }, by);
  return { screen: { html: html(talk.word("bot-left")), buttons: [] }, expects: null };
}
