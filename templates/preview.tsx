import { readFileSync } from "node:fs";
import { renderToString } from "preact-render-to-string";
import type { Channel } from "../src/db.ts";
import type {
  ContentLevel,
  EmailText,
  Language,
  Message,
  PaperText,
  TelegramText,
} from "../src/deliveries/message.ts";
import { withPictures } from "./email/pictures.ts";
import { who } from "./messages/arrange.ts";
import { hasWords, renderMessage } from "./messages/messages.ts";
import { PartsPreview } from "./pages/parts-preview.tsx";
import { SAMPLES } from "./samples.ts";
import { LANGUAGES, type Words, wordsIn } from "./words.ts";

const SHOWN: [Channel, ContentLevel[]][] = [
  ["telegram", ["full", "initials", "ping"]],
  ["email", ["full"]],
  ["paper", ["full"]],
];

/** Every sample × channel × level × language on one page that needs nothing but itself. */
export function renderPreview(): string {
  const words = wordsIn("ru");
  const styles = ["./pages/tokens.css", "./pages/parts.css", "./preview.css"].map((file) =>
    readFileSync(new URL(file, import.meta.url), "utf8"),
  );
  const page = (
    <html lang="ru">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${words.say("preview-title")} · ${words.say("brand")}`}</title>
        <style dangerouslySetInnerHTML={{ __html: styles.join("\n") }} />
      </head>
      <body>
        <div class="page">
          <header class="mast">
            <span />
            <nav>
              <a class="brand" href="#main">
                {words.say("brand")}
              </a>
              <a href="#main" aria-current="page">
                {words.say("preview-title")}
              </a>
            </nav>
          </header>
          <main id="main">
            <h1>{words.say("preview-title")}</h1>
            <p class="say">{words.say("preview-say")}</p>
            <ul class="toc">
              {Object.keys(SAMPLES).map((name) => (
                <li>
                  <a href={`#${idOf(name)}`}>{name}</a>
                </li>
              ))}
            </ul>
            <PartsPreview />
            {Object.entries(SAMPLES).map(([name, message]) => (
              <section class="sample" id={idOf(name)}>
                <h2>{name}</h2>
                {LANGUAGES.map((language) => (
                  <Row message={message} language={language} words={words} />
                ))}
              </section>
            ))}
          </main>
        </div>
      </body>
    </html>
  );
  return `<!doctype html>\n${renderToString(page)}`;
}

function idOf(name: string): string {
  return name.replace(/[^a-z]+/g, "-");
}

function Row({ message, language, words }: { message: Message; language: Language; words: Words }) {
  return (
    <div class="three">
      {SHOWN.filter(([channel]) => hasWords(channel, message)).map(([channel, levels]) => (
        <div>
          {levels.map((level) => (
            <>
              <p class="cap">
                <b>{words.say("preview-channel", { channel })}</b> {words.say("preview-level", { level })},{" "}
                {words.say("preview-language", { language })}
              </p>
              <Shown message={{ ...message, language }} channel={channel} level={level} words={words} />
            </>
          ))}
        </div>
      ))}
    </div>
  );
}

function Shown(props: { message: Message; channel: Channel; level: ContentLevel; words: Words }) {
  const rendered = renderMessage(props.channel, props.level, props.message);
  if (rendered.channel === "telegram") return <Bubble {...rendered} />;
  if (rendered.channel === "email") return <Letter letter={rendered} words={props.words} />;
  return <Sheets sheets={rendered.sheets} message={props.message} words={props.words} />;
}

function Bubble({ html, buttons, answers = [] }: TelegramText) {
  return (
    <div class="tg">
      <div class="bub" dangerouslySetInnerHTML={{ __html: html }} />
      <div class="kb">
        {answers.length > 0 && (
          <div class="ans">
            {answers.map(({ text }) => (
              <span>{text}</span>
            ))}
          </div>
        )}
        {buttons.map(({ text, url }) => (
          <a href={url}>{text}</a>
        ))}
      </div>
    </div>
  );
}

function Letter({ letter, words }: { letter: EmailText; words: Words }) {
  const { subject, text } = letter;
  return (
    <>
      <div class="letter">
        <dl>
          <dt>{words.say("preview-topic")}</dt>
          <dd>{subject}</dd>
        </dl>
        <iframe srcdoc={withPictures(letter)} title={subject} sandbox="" loading="lazy" />
      </div>
      <details>
        <summary>{words.say("preview-plain")}</summary>
        <pre>{text}</pre>
      </details>
    </>
  );
}

function Sheets({ sheets, message, words }: { sheets: PaperText["sheets"]; message: Message; words: Words }) {
  return (
    <>
      {sheets.map(({ pupilIndex, title, lead, lines }) => {
        const pupil = message.digest?.pupil ?? message.pupils[pupilIndex]?.pupil;
        return (
          <div class="paper">
            <h3>{pupil && who({ ...pupil, name: `${pupil.surname} ${pupil.givenName}` }, words)}</h3>
            <p class="cap">{title}</p>
            <p class="say">{lead}</p>
            {lines.map(({ when, what, mark, beside = [], isHead }) => (
              <div class="line">
                <span class="dim num">{when}</span>
                {isHead ? <b>{what}</b> : <span>{what}</span>}
                <b class={mark === "2" || mark === "1" ? "mk mk-2" : "mk"}>{[mark, ...beside].join(" · ")}</b>
              </div>
            ))}
          </div>
        );
      })}
    </>
  );
}
