import type { Language } from "../../src/deliveries/message.ts";
import type { ChatMessage, ChatPerson, ChatView } from "../../src/http/web.ts";
import { wordsIn } from "../words.ts";
import { Icon } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { TelegramHead } from "./telegram-head.tsx";
import { TelegramText } from "./telegram-text.tsx";

export interface ChatProps {
  people: ChatPerson[];
  personId: string | null;
  view: ChatView | null;
}

export function ChatPage({ frame, people, personId, view }: ChatProps & { frame: Frame }) {
  const { language } = frame;
  const { say } = wordsIn(language);
  return (
    <Layout
      frame={frame}
      title={say("chat-title")}
      css={["postbox", "chat"]}
      script="chat"
      language={language}
    >
      <main id="main">
        <div class="head">
          <div>
            <h1>{say("chat-title")}</h1>
            <p class="say">{say("chat-say")}</p>
          </div>
          <People people={people} personId={personId} language={language} />
        </div>
        {personId && view && (
          <Chat personId={personId} view={view} school={frame.school} language={language} />
        )}
        <p class="lead acts">
          <a href="/postbox">{say("chat-postbox")}</a>
        </p>
      </main>
    </Layout>
  );
}

interface Spoken {
  language: Language;
}

function People({ people, personId, language }: Pick<ChatProps, "people" | "personId"> & Spoken) {
  const { say } = wordsIn(language);
  return (
    <form class="pick" method="get" action="/chat">
      <div>
        <label for="person">{say("chat-who")}</label>
        <select id="person" name="person">
          {people.map(({ id, name, roles }) => (
            <option key={id} value={id} selected={id === personId}>
              {[name, ...roles.map((role) => say("page-role", { role }))].join(", ")}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" class="btn">
        {say("postbox-show")}
      </button>
    </form>
  );
}

function Chat({
  personId,
  view,
  school,
  language,
}: { personId: string; view: ChatView; school: string } & Spoken) {
  const { say } = wordsIn(language);
  const { messages, toast, commands } = view;
  return (
    <div class="tg talk" id="talk">
      <TelegramHead school={school} language={language} />
      <div class="chat" id="thread" role="log" aria-label={say("chat-talk")}>
        {messages.map((message) => (
          <Message key={message.id} message={message} personId={personId} />
        ))}
      </div>
      <p class="toast" role="status">
        {toast}
      </p>
      {messages.every(({ isOwn }) => !isOwn) ? (
        <form method="post" action="/chat" class="begin">
          <input type="hidden" name="person" value={personId} />
          <button type="submit" class="btn" name="text" value="/start">
            {say("chat-begin")}
          </button>
        </form>
      ) : (
        <form method="post" action="/chat" class="type">
          <input type="hidden" name="person" value={personId} />
          <label class="sr" for="text">
            {say("chat-message")}
          </label>
          <input
            id="text"
            name="text"
            autocomplete="off"
            placeholder={say("chat-message")}
            maxlength={4096}
          />
          <button type="submit" class="btn">
            {say("chat-send")}
          </button>
        </form>
      )}
      {commands.length > 0 && <Commands personId={personId} commands={commands} language={language} />}
    </div>
  );
}

function Message({ message, personId }: { message: ChatMessage; personId: string }) {
  const { id, isOwn, html, buttons } = message;
  return (
    <div class={isOwn ? "msg out" : "msg"}>
      <div class="bub">
        <TelegramText html={html} />
      </div>
      {buttons.length > 0 && (
        <form method="post" action="/chat" class="rows">
          <input type="hidden" name="person" value={personId} />
          <input type="hidden" name="messageId" value={id} />
          {buttons.map((row) => (
            <div key={row[0]?.label} class="row">
              {row.map(({ label, data, url }) =>
                url ? (
                  <a key={label} href={url}>
                    {label}
                  </a>
                ) : (
                  <button key={label} type="submit" name="data" value={data}>
                    {label}
                  </button>
                ),
              )}
            </div>
          ))}
        </form>
      )}
    </div>
  );
}

/** Telegram's menu. */
function Commands({
  personId,
  commands,
  language,
}: { personId: string; commands: ChatView["commands"] } & Spoken) {
  const { say } = wordsIn(language);
  return (
    <details class="menu">
      <summary>
        <Icon name="list" /> {say("chat-commands")}
      </summary>
      <form method="post" action="/chat">
        <input type="hidden" name="person" value={personId} />
        {commands.map(({ name, text }) => (
          <button key={name} type="submit" name="text" value={`/${name}`}>
            <b>/{name}</b> {text}
          </button>
        ))}
      </form>
    </details>
  );
}
