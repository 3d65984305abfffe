import type { Language } from "../../src/deliveries/message.ts";
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
  rounds: { id: string; number: number; sheets: number; isPrinted: boolean }[];
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

export function PostboxPage({ frame, ...props }: PostboxProps & { frame: Frame }) {
  const { chats, letters, rounds, receivers, personId, nothingLeaves, more, latest } = props;
  const { language } = frame;
  const { say } = wordsIn(language);
  const isEmpty = chats.length + letters.length + rounds.length === 0;
  return (
    <Layout frame={frame} title={say("postbox-title")} css={["postbox"]} script="postbox" language={language}>
      <main id="main" data-latest={latest}>
        <div class="head">
          <div>
            <h1>{say("postbox-title")}</h1>
            <p class="say">
              {say("postbox-say")} {nothingLeaves && say("postbox-nothing-leaves")}
            </p>
            {frame.demo && (
              <p>
                <a href="/chat">{say("postbox-ask-bot")}</a>
              </p>
            )}
          </div>
          {receivers && receivers.length > 0 && (
            <Choice receivers={receivers} personId={personId} language={language} />
          )}
        </div>
        <p class="note fresh" id="fresh" role="status" hidden>
          <Icon name="mail" />
          <a href={`/postbox?person=${personId ?? ""}`}>{say("postbox-fresh")}</a>
        </p>
        {!isEmpty && (
          <p class="jump acts">
            {chats.length > 0 && <a href="#telegram">{say("postbox-telegram", { n: chats.length })}</a>}
            {letters.length > 0 && <a href="#mail">{say("postbox-mail-count", { n: letters.length })}</a>}
            {rounds.length > 0 && <a href="#paper">{say("postbox-paper")}</a>}
          </p>
        )}
        {isEmpty && <Empty isStaff={receivers !== null} language={language} />}
        <div class="three">
          {chats.length > 0 && (
            <section aria-labelledby="telegram">
              <h2 id="telegram">
                <Icon name="chat" /> Telegram
              </h2>
              {chats.map((chat) => (
                <Chat key={chat.personId} chat={chat} school={frame.school} language={language} />
              ))}
            </section>
          )}
          {letters.length > 0 && (
            <section aria-labelledby="mail">
              <h2 id="mail">
                <Icon name="mail" /> {say("postbox-mail")}
              </h2>
              {letters.map((box) => (
                <Letters key={box.personId} box={box} school={frame.school} language={language} />
              ))}
            </section>
          )}
          {rounds.length > 0 && <Rounds rounds={rounds} language={language} />}
        </div>
        {more && (
          <p class="lead">
            <a href={`/postbox?person=${personId ?? ""}&newest=${more}`}>{say("postbox-earlier")}</a>
          </p>
        )}
      </main>
    </Layout>
  );
}

interface Spoken {
  language: Language;
}

function Empty({ isStaff, language }: { isStaff: boolean } & Spoken) {
  const { say } = wordsIn(language);
  return (
    <div class="empty">
      <p class="say">{isStaff ? say("postbox-empty-staff") : say("postbox-empty")}</p>
    </div>
  );
}

function Choice({
  receivers,
  personId,
  language,
}: {
  receivers: { id: string; name: string }[];
  personId: string | null;
} & Spoken) {
  const { say } = wordsIn(language);
  return (
    <form class="pick" method="get" action="/postbox">
      <div>
        <label for="person">{say("postbox-to")}</label>
        <select id="person" name="person">
          <option value="">{say("postbox-to-all")}</option>
          {receivers.map(({ id, name }) => (
            <option key={id} value={id} selected={id === personId}>
              {name}
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
  chat: { personId, name, address, messages },
  school,
  language,
}: {
  chat: TelegramBox;
  school: string;
} & Spoken) {
  const words = wordsIn(language);
  return (
    <section aria-labelledby={`t-${personId}`}>
      <div class="cap">
        <h3 id={`t-${personId}`}>{name}</h3>
        <p>{address}</p>
      </div>
      <div class="tg">
        <TelegramHead school={school} language={language} />
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

function Letters({
  box: { personId, name, address, letters },
  school,
  language,
}: { box: LetterBox; school: string } & Spoken) {
  const words = wordsIn(language);
  const { say } = words;
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
          <dt>{say("postbox-from")}</dt>
          <dd>{say("postbox-sender", { school: words.lower(school) })}</dd>
          <dt>{say("postbox-to")}</dt>
          <dd>{address}</dd>
          <dt>{say("postbox-subject")}</dt>
          <dd>{newest.subject}</dd>
        </dl>
        <iframe
          src={`/postbox/${newest.deliveryId}/letter`}
          title={say("postbox-letter", { subject: newest.subject })}
          sandbox="allow-top-navigation-by-user-activation"
          loading="lazy"
        />
      </div>
      <ul class="after">
        <li>
          <a href={`/postbox/${newest.deliveryId}/text`}>{say("postbox-plain")}</a>
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

function Rounds({ rounds, language }: Pick<PostboxProps, "rounds"> & Spoken) {
  const { say } = wordsIn(language);
  return (
    <section aria-labelledby="paper">
      <h2 id="paper">
        <Icon name="sheet" /> {say("postbox-paper")}
      </h2>
      <div class="cap">
        <p>{say("postbox-handed")}</p>
      </div>
      <ul class="after">
        {rounds.map(({ id, number, sheets, isPrinted }) => (
          <li key={number}>
            <a href={isPrinted ? `/paper/${id}/sheets.pdf` : "/paper"}>
              {say("postbox-round", { number, sheets })}
            </a>
            {isPrinted && <span class="dim"> {say("postbox-printed")}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
