import { Icon } from "./icons.tsx";

interface FieldProps {
  name: string;
  label: string;
  problem: string | null;
  /** Of the input itself. */
  more: Record<string, string>;
}

/** A line of a form with its label, and beside it what is wrong with it. */
export function Field({ name, label, problem, more }: FieldProps) {
  return (
    <p>
      <label for={name}>{label}</label>
      <input
        id={name}
        name={name}
        required
        aria-invalid={problem ? "true" : undefined}
        aria-describedby={problem ? `${name}-problem` : undefined}
        {...more}
      />
      {problem && (
        <span class="err" id={`${name}-problem`}>
          <Icon name="alert" />
          <span>{problem}</span>
        </span>
      )}
    </p>
  );
}
