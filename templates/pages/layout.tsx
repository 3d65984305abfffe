import type { ComponentChildren } from "preact";
import { Icons } from "./icons.tsx";

export interface NavLink {
  href: string;
  text: string;
}

/** Who looks at the page and where from. */
interface Viewer {
  name: string;
  role: string;
  nav: NavLink[];
}

/** What every page gets beside its own facts. */
export interface Frame {
  school: string;
  /** The made-up school: its start page lets anybody in. */
  demo: boolean;
  viewer: Viewer | null;
  path: string;
}

interface Props {
  frame: Frame;
  title: string;
  /** Files of this folder beside tokens.css and shell.css, without their ending. */
  css?: string[];
  script?: string;
  bare?: boolean;
  children: ComponentChildren;
}

/** The sheet with its margin line. `bare`: the page brings its own masthead. */
export function Layout({ frame, title, css = [], script, bare, children }: Props) {
  return (
    <html lang="ru">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{title} · Вестник</title>
        <link rel="icon" href="data:," />
        {["tokens", "shell", ...css].map((file) => (
          <link key={file} rel="stylesheet" href={`/assets/${file}.css`} />
        ))}
        {script && <script src={`/assets/${script}.js`} defer />}
      </head>
      <body>
        <Icons />
        <div class="page">
          <a class="skip" href="#main">
            К содержанию
          </a>
          {!bare && <Masthead frame={frame} />}
          {children}
        </div>
      </body>
    </html>
  );
}

function Masthead({ frame: { viewer, school, demo, path } }: { frame: Frame }) {
  return (
    <header class="mast">
      <span />
      <nav aria-label="Разделы">
        <a class="brand" href="/">
          Вестник
        </a>
        {viewer?.nav.map(({ href, text }) => (
          <a
            key={href}
            href={href}
            aria-current={path === href || path.startsWith(`${href}/`) ? "page" : undefined}
          >
            {text}
          </a>
        ))}
      </nav>
      <div class="who">{viewer ? <SignedIn viewer={viewer} demo={demo} /> : school}</div>
    </header>
  );
}

function SignedIn({ viewer: { name, role }, demo }: { viewer: Viewer; demo: boolean }) {
  return (
    <>
      <span>
        {name}
        <span class="role">, {role}</span>
      </span>
      {demo ? <a href="/">К началу показа</a> : <a href="/password">Пароль</a>}
      <form method="post" action="/sign-out">
        <button type="submit">Выйти</button>
      </form>
    </>
  );
}
