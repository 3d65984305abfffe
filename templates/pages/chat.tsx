import type { ChatMessage, ChatPerson, ChatView } from "../../src/http/web.ts";
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
  return (
    <Layout frame={frame} title="Бот" css={["postbox", "chat"]} script="chat">
      <main id="main">
        <div class="head">
          <div>
            <h1>Бот</h1>
            <p class="say">Тот же бот, что в Telegram: пишите и нажимайте. Наружу ничего не уходит.</p>
          </div>
          <People people={people} personId={personId} />
        </div>
        {personId && view && <Chat personId={personId} view={view} school={frame.school} />}
        <p class="lead acts">
          <a href="/postbox">Почтовый ящик: что приходит само</a>
        </p>
      </main>
    </Layout>
  );
}

function People({ people, personId }: Pick<ChatProps, "people" | "personId">) {
  return (
    <form class="pick" method="get" action="/chat">
      <div>
        <label for="person">Кто пишет</label>
        <select id="person" name="person">
          {people.map(({ id, name, role }) => (
            <option key={id} value={id} selected={id === personId}>
              {name}, {role}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" class="btn">
        Показать
      </button>
    </form>
  );
}

function Chat({ personId, view, school }: { personId: string; view: ChatView; school: string }) {
  const { messages, toast, commands } = view;
  return (
    <div class="tg talk" id="talk">
      <TelegramHead school={school} />
      <div class="chat" id="thread" role="log" aria-label="Разговор">
        {messages.map((message) => (
          <Message key={message.id} message={message} personId={personId} />
        ))}
      </div>
      <p class="toast" role="status">
        {toast}
      </p>
      {messages.length === 0 ? (
        <form method="post" action="/chat" class="begin">
          <input type="hidden" name="person" value={personId} />
          <button type="submit" class="btn" name="text" value="/start">
            Начать
          </button>
        </form>
      ) : (
        <form method="post" action="/chat" class="type">
          <input type="hidden" name="person" value={personId} />
          <label class="sr" for="text">
            Сообщение
          </label>
          <input id="text" name="text" autocomplete="off" placeholder="Сообщение" maxlength={4096} />
          <button type="submit" class="btn">
            Отправить
          </button>
        </form>
      )}
      {commands.length > 0 && <Commands personId={personId} commands={commands} />}
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
function Commands({ personId, commands }: { personId: string; commands: ChatView["commands"] }) {
  return (
    <details class="menu">
      <summary>
        <Icon name="list" /> Команды
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
