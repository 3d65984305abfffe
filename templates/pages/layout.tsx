import type { ComponentChildren } from "preact";
import type { Language } from "../../src/deliveries/message.ts";
import { wordsIn } from "../words.ts";
import { Icons } from "./icons.tsx";

export interface NavLink {
  href: string;
  /** `lessons`; its text is a choice of `page-section`. */
  section: string;
}

/** Who looks at the page and where from. */
interface Viewer {
  name: string;
  /** `deputyHead`; `guest` */
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
  /** What the person reads; pages that have only Russian words pay no heed to it. */
  language: Language;
  /** The address of a file of this folder, or of the site's one stylesheet, `site.css`. */
  asset(file: string): string;
}

interface Props {
  frame: Frame;
  title: string;
  /** Files of this folder beside the site's stylesheet, without their ending. */
  css?: string[];
  script?: string;
  bare?: boolean;
  /** The language the page is written in. */
  language?: Language;
  children: ComponentChildren;
}

/** The sheet with its margin line. `bare`: the page brings its own masthead. */
export function Layout({ frame, title, css = [], script, bare, language = "ru", children }: Props) {
  const { say } = wordsIn(language);
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · ${say("brand")}`}</title>
        <link rel="icon" href="data:," />
        {["site", ...css].map((file) => (
          <link key={file} rel="stylesheet" href={frame.asset(`${file}.css`)} />
        ))}
        {script && <script type="module" src={frame.asset(`${script}.js`)} />}
      </head>
      <body>
        <Icons />
        <div class="page">
          <a class="skip" href="#main">
            {say("page-skip")}
          </a>
          {!bare && <Masthead frame={frame} language={language} />}
          {children}
          <Foot frame={frame} language={language} />
        </div>
      </body>
    </html>
  );
}

function Masthead({ frame, language }: Pick<Props, "frame"> & { language: Language }) {
  const { viewer, school, path } = frame;
  const { say } = wordsIn(language);
  return (
    <header class="mast">
      <span />
      <nav aria-label={say("page-sections")}>
        <a class="brand" href="/">
          {say("brand")}
        </a>
        {viewer?.nav.map(({ href, section }) => (
          <a
            key={href}
            href={href}
            aria-current={path === href || path.startsWith(`${href}/`) ? "page" : undefined}
          >
            {say("page-section", { section })}
          </a>
        ))}
      </nav>
      <div class="who">
        {viewer ? <SignedIn frame={frame} viewer={viewer} language={language} /> : school}
      </div>
    </header>
  );
}

function SignedIn({ frame, viewer, language }: { frame: Frame; viewer: Viewer; language: Language }) {
  const { say } = wordsIn(language);
  return (
    <>
      <a href="/sessions">
        {viewer.name}
        <span class="role">, {say("page-role", { role: viewer.role })}</span>
      </a>
      {frame.demo ? <a href="/">{say("page-show")}</a> : <a href="/password">{say("page-password")}</a>}
      <form method="post" action="/sign-out">
        <button type="submit">{say("page-sign-out")}</button>
      </form>
    </>
  );
}

/** On every page: help, one's own sign-ins, the school's promise, the other language. */
function Foot({ frame: { viewer }, language }: Pick<Props, "frame"> & { language: Language }) {
  const { say } = wordsIn(language);
  return (
    <footer class="foot">
      <nav aria-label={say("foot")}>
        <a href="/guide">{say("foot-guide")}</a>
        {viewer && <a href="/sessions">{say("foot-sessions")}</a>}
        <a href="/on-time">{say("foot-on-time")}</a>
      </nav>
      <form method="post" action="/language">
        <button
          type="submit"
          name="language"
          value={language === "ru" ? "en" : "ru"}
          lang={language === "ru" ? "en" : "ru"}
        >
          {say("foot-language")}
        </button>
      </form>
    </footer>
  );
}
