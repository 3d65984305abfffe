import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icons.tsx";

/**
 * What pages are built from, beside Layout (the frame), Field (a line of a form), Mark and Icon. Each is a few elements with the
 * classes of tokens.css and parts.css; `npm run preview` shows them all.
 */

export type Tone = "red" | "warn" | "ok" | "dim";

interface ButtonProps {
  children: ComponentChildren;
  /** One main button per page; `stop` ends or removes something; `bare` is a word. */
  kind?: "main" | "stop" | "bare";
  isSmall?: boolean;
  /** It sends a file. */
  isFile?: boolean;
}

/** The verb and its object: «Отправить записку». */
export function Button({ children, kind, isSmall, isFile }: ButtonProps) {
  return (
    <button
      type="submit"
      formenctype={isFile ? "multipart/form-data" : undefined}
      class={["btn", kind && `btn-${kind}`, isSmall && "btn-s"].filter(Boolean).join(" ")}
    >
      {children}
    </button>
  );
}

/** A button that sends nothing but itself. */
export function Act({ action, ...button }: ButtonProps & { action: string }) {
  return (
    <form method="post" action={action}>
      <Button {...button} />
    </form>
  );
}

/** A remark on the margin: its sign left of the line, its words right of it. */
export function Note({ icon, tone, children }: { icon: IconName; tone?: Tone; children: ComponentChildren }) {
  return (
    <div class="note" role={tone === "red" ? "alert" : undefined}>
      <Icon name={icon} {...(tone ? { tone } : {})} />
      <div>{children}</div>
    </div>
  );
}

/** A state in words with its sign; colour never speaks alone. */
export function State({
  icon,
  tone,
  children,
}: {
  icon: IconName;
  tone?: Tone;
  children: ComponentChildren;
}) {
  return (
    <span class={tone ? `st is-${tone}` : "st"}>
      <Icon name={icon} />
      {children}
    </span>
  );
}

/** What will stand here, in one sentence; `children`: the one way on. */
export function Empty({ say, children }: { say: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="say">{say}</p>
      {children}
    </div>
  );
}

/** A heading with what belongs under it. */
export function Part({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return (
    <section class="part" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

export interface Tab {
  href: string;
  text: string;
  isHere: boolean;
}

export function Tabs({ label, tabs }: { label: string; tabs: Tab[] }) {
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map(({ href, text, isHere }) => (
        <a key={href} href={href} aria-current={isHere ? "page" : undefined}>
          {text}
        </a>
      ))}
    </nav>
  );
}

interface Turn {
  href: string;
  text: string;
}

/** The title of the page between the way back and the way on. */
export function Pager({ title, before, after }: { title: string; before?: Turn; after?: Turn }) {
  return (
    <div class="line wk">
      {before ? <Arrow icon="left" {...before} /> : <span />}
      <h1>{title}</h1>
      {after && <Arrow icon="right" {...after} />}
    </div>
  );
}

function Arrow({ icon, href, text }: Turn & { icon: "left" | "right" }) {
  return (
    <a class="back" href={href} aria-label={text}>
      <Icon name={icon} />
    </a>
  );
}

/** So many columns have room on a phone. */
const FITTING = 2;

export interface Column {
  head: string;
  /** Numbers stand right. */
  isNumber?: boolean;
}

/** Hairlines only; on a phone a row of more than two cells becomes a line with its heads beside it. The first cell names the row. */
export function Table({
  caption,
  isHeaded = false,
  columns,
  rows,
}: {
  caption: string;
  /** A heading above it says the caption already. */
  isHeaded?: boolean;
  columns: Column[];
  rows: ComponentChildren[][];
}) {
  const side = (at: number) => (columns[at]?.isNumber ? "r" : undefined);
  return (
    // It scrolls by itself where the screen is narrow: by the keys too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached (WCAG 2.1.1)
    <section class="scroll" aria-label={caption} tabIndex={0}>
      <table class={columns.length > FITTING ? "folds" : undefined}>
        <caption class={isHeaded ? "sr" : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ head }, at) => (
              <th scope="col" class={side(at)}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells) => (
            <tr>
              {cells.map((cell, at) =>
                at === 0 ? (
                  <th scope="row">{cell}</th>
                ) : (
                  <td class={side(at)} data-head={columns[at]?.head}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export interface SelectProps {
  name: string;
  /** Where a page has several of that name. */
  id?: string;
  label: string;
  hint?: string;
  value: string;
  options: { value: string; text: string }[];
}

export function Select({ name, id = name, label, hint, value, options }: SelectProps) {
  return (
    <p>
      <label for={id}>{label}</label>
      <select id={id} name={name} aria-describedby={hint ? `${id}-hint` : undefined}>
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.text}
          </option>
        ))}
      </select>
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </p>
  );
}

export function Check({ name, label, isOn }: { name: string; label: string; isOn: boolean }) {
  return (
    <p>
      <label>
        <input type="checkbox" name={name} value="yes" checked={isOn} />
        {label}
      </label>
    </p>
  );
}
