/** A mark as look.md draws it: the digit is the message, the ring of a 2 helps, colour only echoes. */

const FAILS = ["2", "1"];
const SPOKEN: Record<string, string> = {
  осв: "освобождение",
  "н/а": "не аттестация",
  зач: "зачёт",
  незач: "незачёт",
};

export function Mark({ value }: { value: string }) {
  if (FAILS.includes(value)) return <span class="mk mk-2">{value}</span>;
  const spoken = SPOKEN[value];
  if (!spoken) return <span class="mk">{value}</span>;
  return (
    <span class="mk mk-x">
      <span aria-hidden="true">{value}</span>
      <span class="sr">{spoken}</span>
    </span>
  );
}

/** What was told before, small and struck, and what stands now. */
export function ChangedMark({ was, value }: { was: string; value: string | null }) {
  return (
    <span class="mk">
      <s aria-hidden="true">{was}</s>
      {value ?? "–"}
      <span class="sr">{value === null ? `, снята, была ${was}` : `, было ${was}`}</span>
    </span>
  );
}
