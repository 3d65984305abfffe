import type { Words } from "../words.ts";

/** A mark as look.md draws it: the digit is the message, the ring of a 2 helps, colour only echoes. */

const FAILS = ["2", "1"];
/** What is no digit is shortened as the journal writes it in every language, and spoken in full. */
const SHORTENED: Record<string, string> = {
  осв: "released",
  "н/а": "unattested",
  зач: "passed",
  незач: "failed",
};

export function Mark({ value, words: { say } }: { value: string; words: Words }) {
  if (FAILS.includes(value)) return <span class="mk mk-2">{value}</span>;
  const meaning = SHORTENED[value];
  if (!meaning) return <span class="mk">{value}</span>;
  return (
    <span class="mk mk-x">
      <span aria-hidden="true">{value}</span>
      <span class="sr">{say("mark-spoken", { meaning })}</span>
    </span>
  );
}

/** What was told before, small and struck, and what stands now. */
export function ChangedMark({
  was,
  value,
  words: { say },
}: {
  was: string;
  value: string | null;
  words: Words;
}) {
  return (
    <span class="mk">
      <s aria-hidden="true">{was}</s>
      {value ?? "–"}
      <span class="sr">{say("mark-was", { was, now: value === null ? "withdrawn" : "changed" })}</span>
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
