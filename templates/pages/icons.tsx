/** The icons of the look (16×16 strokes), drawn once per page; each stands beside a word. */
const DRAWINGS = {
  alert: ["M8 2.2 14.6 13.6H1.4Z", "M8 6.6v3.2M8 11.7v.1"],
  book: [
    "M8 3.6C6.6 2.6 4.6 2.3 2 2.4v9.8c2.6-.1 4.6.3 6 1.3 1.4-1 3.4-1.4 6-1.3V2.4c-2.6-.1-4.6.2-6 1.2Zm0 0v9.9",
  ],
  chart: ["M2 13.5h12M3.5 10l3-3.5 2.5 2L13 3.5"],
  chat: ["M2 3h12v8.2H7.2L4 13.8v-2.6H2Z"],
  check: ["M3 8.5 6.5 12 13 4.5"],
  clock: ["M2 8a6 6 0 1 0 12 0a6 6 0 1 0 -12 0", "M8 4.8V8l2.3 1.6"],
  cross: ["m4 4 8 8M12 4l-8 8"],
  down: ["m3 6 5 5 5-5"],
  left: ["M10 3 5 8l5 5"],
  list: ["m1.8 4 1.2 1.2L5 3M1.8 11l1.2 1.2L5 10M7.5 4.5H14M7.5 11.5H14"],
  mail: ["M1.8 3.5h12.4v9H1.8Z", "m2 4 6 4.8L14 4"],
  print: ["M4.5 6V2h7v4M4.5 11.5H2.2V6h11.6v5.5h-2.3", "M4.5 9.5h7V14h-7Z"],
  retry: ["M13 8a5 5 0 1 1-1.6-3.7", "M13.4 1.8v3h-3"],
  right: ["m6 3 5 5-5 5"],
  search: ["M2.5 7a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0", "m10.4 10.4 3.8 3.8"],
  sheet: ["M3.5 1.8h6l3 3v9.4h-9Z", "M9.3 1.8v3.2h3.2M5.8 8.2h4.4M5.8 10.9h4.4"],
  stop: ["M2 8a6 6 0 1 0 12 0a6 6 0 1 0 -12 0", "m3.8 3.8 8.4 8.4"],
  undo: ["M3 6h7a3.6 3.6 0 0 1 0 7.2H6", "M5.8 3 3 6l2.8 3"],
} as const;

export type IconName = keyof typeof DRAWINGS;

export function Icons() {
  return (
    <svg width="0" height="0" hidden aria-hidden="true">
      {Object.entries(DRAWINGS).map(([name, strokes]) => (
        <symbol key={name} id={`i-${name}`} viewBox="0 0 16 16">
          {strokes.map((d) => (
            <path key={d} d={d} />
          ))}
        </symbol>
      ))}
    </svg>
  );
}

export function Icon({ name, tone }: { name: IconName; tone?: "red" | "warn" | "ok" | "dim" }) {
  return (
    <svg class={tone ? `i is-${tone}` : "i"} viewBox="0 0 16 16" aria-hidden="true">
      <use href={`#i-${name}`} />
    </svg>
  );
}
