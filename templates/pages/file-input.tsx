interface Props {
  id: string;
  label: string;
  /** Endings the browser offers first. */
  accept: string;
  hint?: string;
}

/** The file of a form; its button sends it (parts.tsx, `isFile`). */
export function FileInput({ id, label, accept, hint }: Props) {
  return (
    <p>
      <label for={id}>{label}</label>
      <input
        id={id}
        name="file"
        type="file"
        accept={accept}
        required
        aria-describedby={hint ? `${id}-hint` : undefined}
      />
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </p>
  );
}
