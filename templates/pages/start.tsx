import { wordsIn } from "../words.ts";
import { Icon, type IconName } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";

export interface Door {
  login: string;
  next: string | null;
  icon: IconName;
  title: string;
  text: string;
}

export interface StartProps {
  /** Only the demo school has any. */
  doors: Door[];
  /** How news travel here: the hold and the hour of digests. */
  holdInWords: string;
  onTime: string | null;
  /** Typed before, and why it did not open. */
  login: string;
  problem: string | null;
  next: string | null;
}

export function StartPage({ frame, ...props }: StartProps & { frame: Frame }) {
  return (
    <Layout frame={frame} title="Школьный журнал, который сам доносит новости" css={["start"]} bare>
      <header class="mast">
        <span />
        <nav aria-label="Вестник">
          <a class="brand" href="/">
            Вестник
          </a>
        </nav>
        <p class="who">{frame.school}</p>
      </header>
      <main id="main" class="two">
        <div>
          <h1>Школьный журнал, который сам доносит новости до семьи</h1>
          <Story hold={props.holdInWords} />
          {props.doors.length > 0 && <Doors doors={props.doors} />}
          {props.onTime && (
            <p class="end">
              {props.onTime} <a href="/on-time">По дням</a>
            </p>
          )}
        </div>
        {frame.viewer ? <Inside frame={frame} /> : <SignIn {...props} />}
      </main>
    </Layout>
  );
}

function Story({ hold }: { hold: string }) {
  const steps = [
    ["урок", "Учитель ставит 4 за контрольную."],
    [hold, "Мама читает, за что отметка, какой стал средний балл и чего не хватает до пятёрки."],
    [
      "кому как",
      "Папа просил почтой: ему уходит письмо. Бабушке, у которой нет интернета, отдают лист бумаги.",
    ],
  ] as const;
  return (
    <ol class="story say" aria-label="Путь одной отметки">
      {steps.map(([when, what]) => (
        <li key={when} class="line">
          <span class="when">{when}</span>
          <span>{what}</span>
        </li>
      ))}
    </ol>
  );
}

function Doors({ doors }: { doors: Door[] }) {
  return (
    <section class="doors" aria-labelledby="d">
      <h2 id="d">Посмотрите изнутри</h2>
      <p>Школа вымышленная, трогать можно всё. Наружу ничего не уходит: сообщения лежат в почтовом ящике.</p>
      <ul>
        {doors.map(({ login, next, icon, title, text }) => (
          <li key={title}>
            <form method="post" action="/demo/enter">
              <input type="hidden" name="login" value={login} />
              {next && <input type="hidden" name="next" value={next} />}
              <button type="submit" class="line door">
                <Icon name={icon} />
                <span>
                  <b>{title}</b>
                  <small>{text}</small>
                </span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}

function SignIn({ login, problem, next }: Pick<StartProps, "login" | "problem" | "next">) {
  return (
    <form class="in" method="post" action="/sign-in" aria-labelledby="i">
      <h2 id="i">Вход</h2>
      {next && <input type="hidden" name="next" value={next} />}
      {next && !problem && <p>Эта страница откроется после входа.</p>}
      <p>
        <label for="l">Логин</label>
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
        <label for="p">Пароль</label>
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
            <span>{problem}</span>
          </span>
        )}
      </p>
      <button type="submit" class="btn btn-main">
        Войти
      </button>
      <small>Не получается? Логин и пароль выдаёт администратор школы.</small>
    </form>
  );
}

function Inside({ frame: { viewer } }: { frame: Frame }) {
  const { say } = wordsIn("ru");
  const role = viewer?.role ?? "guest";
  return (
    <section class="in" aria-labelledby="i">
      <h2 id="i">Вы вошли</h2>
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
          Выйти
        </button>
      </form>
    </section>
  );
}
