import type { ComponentChildren } from "preact";
import type { Language } from "../../src/deliveries/message.ts";
import { refusalIn } from "../refusals.ts";
import { Icon } from "./icons.tsx";

/** Why a form was not taken, and what had been typed into it. */
export interface Refusal {
  /** Of several forms on a page: which one. */
  form: string;
  sentence: string;
  /** Null: no single field is to blame. */
  field: string | null;
  typed: Record<string, string>;
}

/** One form of a page, for the fields in it. */
export interface FormLook {
  id: string;
  language: Language;
  /** Null: it was not sent, or another form of the page was. */
  refusal: Refusal | null;
}

export function formLook(id: string, language: Language, refusal: Refusal | null): FormLook {
  return { id, language, refusal: refusal?.form === id ? refusal : null };
}

/** A form with what is wrong with it as a whole on top. */
export function Form({
  of,
  action,
  children,
  isWide,
}: {
  of: FormLook;
  action: string;
  children: ComponentChildren;
  isWide?: boolean;
}) {
  const { refusal, language } = of;
  return (
    <form method="post" action={action} class={isWide ? "form form-wide" : "form"} id={of.id}>
      {refusal && refusal.field === null && (
        <p class="err" role="alert">
          <Icon name="alert" />
          <span>{refusalIn(language, refusal.sentence)}</span>
        </p>
      )}
      {children}
    </form>
  );
}

interface LineProps {
  of: FormLook;
  name: string;
  label: string;
  hint?: string;
  value?: string;
}

type InputProps = LineProps & {
  type?: "text" | "date" | "number" | "time";
  isOptional?: boolean;
  most?: number;
  min?: string;
  max?: string;
};

/** A line of a form: its label, what stands in it, and beside it what is wrong. */
export function Input({ type = "text", isOptional, most, min, max, ...line }: InputProps) {
  const { of, name } = line;
  const value = of.refusal?.typed[name] ?? line.value ?? "";
  const more: Record<string, unknown> = { type, value, maxLength: most, min, max };
  return (
    <Line {...line}>
      <input id={idOf(line)} name={name} required={!isOptional} {...aria(line)} {...more} />
    </Line>
  );
}

export function Area({
  most,
  rows = 4,
  isOptional,
  ...line
}: LineProps & { most: number; rows?: number; isOptional?: boolean }) {
  const { of, name } = line;
  return (
    <Line {...line}>
      <textarea
        id={idOf(line)}
        name={name}
        rows={rows}
        maxLength={most}
        required={!isOptional}
        {...aria(line)}
      >
        {of.refusal?.typed[name] ?? line.value ?? ""}
      </textarea>
    </Line>
  );
}

export interface Option {
  value: string;
  text: string;
}

export function Choice({ options, ...line }: LineProps & { options: Option[] }) {
  const { of, name } = line;
  const chosen = of.refusal?.typed[name] ?? line.value ?? "";
  return (
    <Line {...line}>
      <select id={idOf(line)} name={name} {...aria(line)}>
        {options.map(({ value, text }) => (
          <option key={value} value={value} selected={value === chosen}>
            {text}
          </option>
        ))}
      </select>
    </Line>
  );
}

export function Tick({
  of,
  name,
  label,
  isOn,
}: {
  of: FormLook;
  name: string;
  label: string;
  isOn?: boolean;
}) {
  const checked = of.refusal ? of.refusal.typed[name] === "yes" : isOn === true;
  return (
    <p>
      <label>
        <input type="checkbox" name={name} value="yes" checked={checked} />
        {label}
      </label>
    </p>
  );
}

function Line({ children, ...line }: LineProps & { children: ComponentChildren }) {
  const { of, label, hint } = line;
  const id = idOf(line);
  return (
    <p>
      <label for={id}>{label}</label>
      {children}
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {isWrong(line) && (
        <span class="err" id={`${id}-problem`} role="alert">
          <Icon name="alert" />
          <span>{refusalIn(of.language, of.refusal!.sentence)}</span>
        </span>
      )}
    </p>
  );
}

const idOf = ({ of, name }: LineProps) => `${of.id}-${name}`;
const isWrong = ({ of, name }: LineProps) => of.refusal?.field === name;

function aria(line: LineProps) {
  const id = idOf(line);
  const told = [line.hint && `${id}-hint`, isWrong(line) && `${id}-problem`].filter(Boolean).join(" ");
  return {
    "aria-invalid": isWrong(line) ? ("true" as const) : undefined,
    "aria-describedby": told || undefined,
  };
}
