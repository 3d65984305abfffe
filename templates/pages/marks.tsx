import type { Words } from "../words.ts";

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

/** «н» with its reason, «оп 10»; «н» underlined by dots while nobody has said why. */
export function AbsenceMark({
  absence: { kind, lateMinutes, reason },
  words: { say },
}: {
  absence: { kind: string; lateMinutes: number | null; reason: string | null };
  words: Words;
}) {
  const isLate = kind === "late";
  const known = reason ?? "unknown";
  return (
    <span class={`mk ${isLate ? "mk-o" : reason ? "mk-n" : "mk-u"}`}>
      <span aria-hidden="true">
        {say("diary-away", { kind })}
        {isLate ? (
          lateMinutes ? (
            <sup>{lateMinutes}</sup>
          ) : null
        ) : (
          reason && <sup>{say("diary-reason-short", { reason: known })}</sup>
        )}
      </span>
      <span class="sr">
        {isLate ? say("diary-late", { minutes: lateMinutes ?? 0 }) : say("diary-absent", { reason: known })}
      </span>
    </span>
  );
}
