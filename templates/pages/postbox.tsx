import { wordsIn } from "../words.ts";
import { Icon } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { TelegramHead } from "./telegram-head.tsx";
import { TelegramText } from "./telegram-text.tsx";

interface Receiver {
  personId: string;
  name: string;
  /** Masked. */
  address: string;
}

interface When {
  /** `2026-11-27` */
  day: string;
  time: string;
}

export interface TelegramBox extends Receiver {
  /** Oldest first, as in a chat. */
  messages: (When & {
    deliveryId: string;
    html: string;
    /** Labels of the row above the buttons; they are tapped in Telegram alone. */
    answers: string[];
    buttons: { text: string; url: string }[];
  })[];
}

export interface LetterBox extends Receiver {
  /** Newest first. */
  letters: (When & { deliveryId: string; subject: string })[];
}

export interface PostboxProps {
  chats: TelegramBox[];
  letters: LetterBox[];
  rounds: { number: number; sheets: number; isPrinted: boolean }[];
  /** Whom one may choose; null: only one's own are here. */
  receivers: { id: string; name: string }[] | null;
  personId: string | null;
  /** Channels deliver to this page and nowhere else. */
  nothingLeaves: boolean;
  /** How many to ask for to see older ones. */
  more: number | null;
  /** Milliseconds of the newest message, for postbox.js. */
  latest: number;
}

const words = wordsIn("ru");

export function PostboxPage({ frame, ...props }: PostboxProps & { frame: Frame }) {
  const { chats, letters, rounds, receivers, personId, nothingLeaves, more, latest } = props;
  const isEmpty = chats.length + letters.length + rounds.length === 0;
  return (
    <Layout frame={frame} title="Почтовый ящик" css={["postbox"]} script="postbox">
      <main id="main" data-latest={latest}>
        <div class="head">
          <div>
            <h1>Почтовый ящик</h1>
            <p class="say">
              Каждое сообщение здесь такое, каким его увидит получатель.
              {nothingLeaves && " Наружу ничего не уходит."}
            </p>
            {frame.demo && (
              <p>
                <a href="/chat">Спросить бота самому</a>
              </p>
            )}
          </div>
          {receivers && receivers.length > 0 && <Choice receivers={receivers} personId={personId} />}
        </div>
        <p class="note fresh" id="fresh" role="status" hidden>
          <Icon name="mail" />
          <a href={`/postbox?person=${personId ?? ""}`}>Пришло новое: показать</a>
        </p>
        {!isEmpty && (
          <p class="jump acts">
            {chats.length > 0 && <a href="#telegram">Telegram: {chats.length}</a>}
            {letters.length > 0 && <a href="#mail">Почта: {letters.length}</a>}
            {rounds.length > 0 && <a href="#paper">Бумага</a>}
          </p>
        )}
        {isEmpty && <Empty isStaff={receivers !== null} />}
        <div class="three">
          {chats.length > 0 && (
            <section aria-labelledby="telegram">
              <h2 id="telegram">
                <Icon name="chat" /> Telegram
              </h2>
              {chats.map((chat) => (
                <Chat key={chat.personId} chat={chat} school={frame.school} />
              ))}
            </section>
          )}
          {letters.length > 0 && (
            <section aria-labelledby="mail">
              <h2 id="mail">
                <Icon name="mail" /> Почта
              </h2>
              {letters.map((box) => (
                <Letters key={box.personId} box={box} school={frame.school} />
              ))}
            </section>
          )}
          {rounds.length > 0 && <Rounds rounds={rounds} />}
        </div>
        {more && (
          <p class="lead">
            <a href={`/postbox?person=${personId ?? ""}&newest=${more}`}>Показать раньше</a>
          </p>
        )}
      </main>
    </Layout>
  );
}

function Empty({ isStaff }: { isStaff: boolean }) {
  return (
    <div class="empty">
      <p class="say">
        {isStaff
          ? "Сообщений пока нет. Поставьте отметку на уроке: первое появится здесь, когда кончится выдержка."
          : "Сообщений пока нет. Первое появится здесь, когда учитель поставит отметку."}
      </p>
    </div>
  );
}

function Choice({
  receivers,
  personId,
}: {
  receivers: { id: string; name: string }[];
  personId: string | null;
}) {
  return (
    <form class="pick" method="get" action="/postbox">
      <div>
        <label for="person">Кому</label>
        <select id="person" name="person">
          <option value="">всем</option>
          {receivers.map(({ id, name }) => (
            <option key={id} value={id} selected={id === personId}>
              {name}
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

function Chat({
  chat: { personId, name, address, messages },
  school,
}: {
  chat: TelegramBox;
  school: string;
}) {
  return (
    <section aria-labelledby={`t-${personId}`}>
      <div class="cap">
        <h3 id={`t-${personId}`}>{name}</h3>
        <p>{address}</p>
      </div>
      <div class="tg">
        <TelegramHead school={school} />
        <div class="chat">
          {messages.map(({ deliveryId, day, time, html, answers, buttons }, at) => (
            <>
              {messages[at - 1]?.day !== day && <span class="dt">{words.day(day)}</span>}
              <div class="msg" key={deliveryId}>
                <div class="bub">
                  <TelegramText html={html} />
                  <time>{time}</time>
                </div>
                <div class="kb">
                  {answers.length > 0 && (
                    <div class="ans">
                      {answers.map((text) => (
                        <span key={text}>{text}</span>
                      ))}
                    </div>
                  )}
                  {buttons.map(({ text, url }) => (
                    <a key={url} href={url}>
                      {text}
                    </a>
                  ))}
                </div>
              </div>
            </>
          ))}
        </div>
      </div>
    </section>
  );
}

function Letters({ box: { personId, name, address, letters }, school }: { box: LetterBox; school: string }) {
  const [newest, ...older] = letters;
  if (!newest) return null;
  return (
    <section aria-labelledby={`e-${personId}`}>
      <div class="cap">
        <h3 id={`e-${personId}`}>{name}</h3>
        <p>
          {words.day(newest.day)}, {newest.time}
        </p>
      </div>
      <div class="letter">
        <dl>
          <dt>От</dt>
          <dd>Вестник, {words.lower(school)}</dd>
          <dt>Кому</dt>
          <dd>{address}</dd>
          <dt>Тема</dt>
          <dd>{newest.subject}</dd>
        </dl>
        <iframe
          src={`/postbox/${newest.deliveryId}/letter`}
          title={`Письмо: ${newest.subject}`}
          sandbox="allow-top-navigation-by-user-activation"
          loading="lazy"
        />
      </div>
      <ul class="after">
        <li>
          <a href={`/postbox/${newest.deliveryId}/text`}>То же без оформления</a>
        </li>
        {older.map(({ deliveryId, day, time, subject }) => (
          <li key={deliveryId}>
            {words.shortDay(day)}, {time}: <a href={`/postbox/${deliveryId}/letter`}>{subject}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Rounds({ rounds }: Pick<PostboxProps, "rounds">) {
  return (
    <section aria-labelledby="paper">
      <h2 id="paper">
        <Icon name="sheet" /> Бумага
      </h2>
      <div class="cap">
        <p>Листы для семей без интернета отдаёт классный руководитель.</p>
      </div>
      <ul class="after">
        {rounds.map(({ number, sheets, isPrinted }) => (
          <li key={number}>
            <a href={`/paper/${number}/print.pdf`}>
              Печать № {number}, листов: {sheets}
            </a>
            {isPrinted && <span class="dim"> (напечатано)</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
