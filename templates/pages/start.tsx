import type { Language } from "../../src/deliveries/message.ts";
import { refusalIn } from "../refusals.ts";
import { wordsIn } from "../words.ts";
import { Icon, type IconName } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";

/** What a person is shown through, by who they are. */
export type Door = Named &
  (
    | { kind: "teacher"; lesson: DoorLesson | null }
    | { kind: "guardian"; kinship: string; children: string[] }
    | { kind: "administrator" }
    | { kind: "deputy" }
    | { kind: "postbox" }
  );

interface Named {
  login: string;
  next: string | null;
  /** «Смирнова О. П.» */
  name: string;
}

interface DoorLesson {
  className: string;
  number: number;
  subject: string;
  when: "now" | "later" | "over";
}

export interface StartProps {
  /** Only the demo school has any. */
  doors: Door[];
  /** How long a mark waits before families hear of it. */
  holdSeconds: number;
  /** «99,8 %»; null on a day without messages. */
  onTime: string | null;
  /** Typed before, and why it did not open. */
  login: string;
  problem: string | null;
  next: string | null;
}

export function StartPage({ frame, ...props }: StartProps & { frame: Frame }) {
  const { language } = frame;
  const { say } = wordsIn(language);
  return (
    <Layout frame={frame} title={say("start-title")} css={["start"]} language={language} bare>
      <header class="mast">
        <span />
        <nav aria-label={say("brand")}>
          <a class="brand" href="/">
            {say("brand")}
          </a>
        </nav>
        <p class="who">{frame.school}</p>
      </header>
      <main id="main" class="two">
        <div>
          <h1>{say("start-head")}</h1>
          <Story holdSeconds={props.holdSeconds} language={language} />
          {props.doors.length > 0 && <Doors doors={props.doors} language={language} />}
          {props.onTime && (
            <p class="end">
              {say("start-on-time", { share: props.onTime })} <a href="/on-time">{say("start-by-day")}</a>
            </p>
          )}
        </div>
        {frame.viewer ? (
          <Inside frame={frame} />
        ) : (
          <div>
            <SignIn {...props} language={language} />
            <ByLink language={language} />
          </div>
        )}
      </main>
    </Layout>
  );
}

interface Spoken {
  language: Language;
}

function Story({ holdSeconds, language }: Pick<StartProps, "holdSeconds"> & Spoken) {
  const { say } = wordsIn(language);
  const minutes = holdSeconds < 120 ? 0 : Math.round(holdSeconds / 60);
  const steps = [
    [say("start-lesson"), say("start-given")],
    [say("start-hold", { seconds: holdSeconds, minutes }), say("start-read")],
    [say("start-each"), say("start-others")],
  ] as const;
  return (
    <ol class="story say" aria-label={say("start-way")}>
      {steps.map(([when, what]) => (
        <li key={when} class="line">
          <span class="when">{when}</span>
          <span>{what}</span>
        </li>
      ))}
    </ol>
  );
}

const ICONS: Record<Door["kind"], IconName> = {
  teacher: "list",
  guardian: "book",
  administrator: "check",
  deputy: "chart",
  postbox: "mail",
};

function Doors({ doors, language }: Pick<StartProps, "doors"> & Spoken) {
  const { say } = wordsIn(language);
  return (
    <section class="doors" aria-labelledby="d">
      <h2 id="d">{say("start-inside")}</h2>
      <p>{say("start-made-up")}</p>
      <ul>
        {doors.map((door) => {
          const { title, text } = wordsOf(door, language);
          return (
            <li key={title}>
              <form method="post" action="/demo/enter">
                <input type="hidden" name="login" value={door.login} />
                {door.next && <input type="hidden" name="next" value={door.next} />}
                <button type="submit" class="line door">
                  <Icon name={ICONS[door.kind]} />
                  <span>
                    <b>{title}</b>
                    <small>{text}</small>
                  </span>
                </button>
              </form>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function wordsOf(door: Door, language: Language): { title: string; text: string } {
  const { say, subject } = wordsIn(language);
  const { name } = door;
  if (door.kind === "administrator")
    return { title: say("start-administrator"), text: say("start-fates", { name }) };
  if (door.kind === "deputy") return { title: say("start-deputy"), text: say("start-finals", { name }) };
  if (door.kind === "postbox") return { title: say("start-postbox"), text: say("start-messages") };
  if (door.kind === "guardian") {
    const kinship = say("start-kinship", { kinship: door.kinship });
    const children = door.children.join("; ");
    return { title: say("start-guardian"), text: say("start-children", { name, kinship, children }) };
  }
  const { lesson } = door;
  if (!lesson) return { title: say("start-teacher"), text: say("start-no-lesson", { name }) };
  const { when, number, className } = lesson;
  const named = { name, class: className, when, number, subject: subject(lesson.subject) };
  return { title: say("start-teacher"), text: say("start-lesson-of", named) };
}

function SignIn({ login, problem, next, language }: Pick<StartProps, "login" | "problem" | "next"> & Spoken) {
  const { say } = wordsIn(language);
  return (
    <form class="in" method="post" action="/sign-in" aria-labelledby="i">
      <h2 id="i">{say("start-sign-in")}</h2>
      {next && <input type="hidden" name="next" value={next} />}
      {next && !problem && <p>{say("start-goes-on")}</p>}
      <p>
        <label for="l">{say("start-login")}</label>
        <input
          id="l"
          name="login"
          value={login}
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          required
        />
      </p>
      <p>
        <label for="p">{say("start-password")}</label>
        <input
          id="p"
          name="password"
          type="password"
          autocomplete="current-password"
          required
          aria-invalid={problem ? "true" : undefined}
          aria-describedby={problem ? "pe" : undefined}
          autofocus={Boolean(problem)}
        />
        {problem && (
          <span class="err" id="pe">
            <Icon name="alert" />
            <span>{refusalIn(language, problem)}</span>
          </span>
        )}
      </p>
      <button type="submit" class="btn btn-main">
        {say("start-enter")}
      </button>
      <small>{say("start-no-luck")}</small>
    </form>
  );
}

function ByLink({ language }: Spoken) {
  const { say } = wordsIn(language);
  return (
    <form class="in" method="post" action="/sign-in/link" aria-labelledby="n">
      <h2 id="n">{say("entry-forgot")}</h2>
      <p>{say("entry-forgot-say")}</p>
      <p>
        <label for="e">{say("entry-email")}</label>
        <input id="e" name="email" type="email" autocomplete="email" maxLength={300} required />
      </p>
      <button type="submit" class="btn">
        {say("entry-send")}
      </button>
    </form>
  );
}

function Inside({ frame: { viewer, language } }: { frame: Frame }) {
  const { say } = wordsIn(language);
  const role = viewer?.role ?? "guest";
  return (
    <section class="in" aria-labelledby="i">
      <h2 id="i">{say("start-are-in")}</h2>
      <p>
        {viewer?.name}, {say("page-role", { role })}
      </p>
      <ul class="ways">
        {viewer?.nav.map(({ href, section }) => (
          <li key={href}>
            <a href={href}>{say("page-section", { section })}</a>
          </li>
        ))}
      </ul>
      <form method="post" action="/sign-out">
        <button type="submit" class="btn">
          {say("page-sign-out")}
        </button>
      </form>
    </section>
  );
}
