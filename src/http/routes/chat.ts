import { z } from "zod";
import { ChatPage } from "../../../templates/pages/chat.tsx";
import { NotFound } from "../../errors.ts";
import { showPage } from "../page.ts";
import type { App, ChatWindow, Web } from "../web.ts";

const LONGEST = 4096;

const Asked = z.object({ person: z.uuid().optional() });
const Done = z.object({
  person: z.uuid(),
  text: z.string().trim().max(LONGEST).optional(),
  messageId: z.coerce.number().int().optional(),
  data: z.string().max(64).optional(),
});

/** The bot of the made-up school in a window: type, tap, read. In a real school this door is not there. */
export async function chatRoutes(app: App, web: Web): Promise<void> {
  app.get(
    "/chat",
    { config: { access: "demo.enter" }, schema: { querystring: Asked } },
    async (request, reply) => {
      const chat = windowOf(web);
      const people = await chat.people();
      const personId =
        request.query.person ?? people.find(({ roles }) => roles.includes("guardian"))?.id ?? null;
      const view = personId ? await chat.read(personId) : null;
      return showPage(web, reply, ChatPage, { people, personId, view });
    },
  );

  app.post("/chat", { config: { access: "demo.enter" }, schema: { body: Done } }, async (request, reply) => {
    const chat = windowOf(web);
    const { person, text, messageId, data } = request.body;
    if (data !== undefined && messageId !== undefined) await chat.tap(person, { messageId, data });
    else if (text) await chat.say(person, text);
    return reply.redirect(`/chat?person=${person}`, 303);
  });
}

function windowOf({ chat }: Web): ChatWindow {
  if (!chat) throw new NotFound("По этому адресу ничего нет. Проверьте его.");
  return chat;
}
