import { LIGHT } from "../email/colours.ts";
import { AverageLine, DIM, Line, SERIF, SMALL, Value } from "../email/rows.tsx";
import type { Words } from "../words.ts";
import { CHART } from "./chart.ts";
import type { DigestLine, DigestRow, DigestSection } from "./contents.ts";

const MARKS = { class: "c1", width: "84", align: "center", valign: "top", style: "width:84px;" } as const;
const AVERAGE = { class: "c2", width: "64", align: "right", valign: "top", style: "width:64px;" } as const;
const OUT = { class: "c3", width: "74", align: "right", valign: "top", style: "width:74px;" } as const;
const TABLE = { role: "presentation", width: "100%", cellPadding: "0", cellSpacing: "0" } as const;

export function Head({ frequency, words }: { frequency: string; words: Words }) {
  const dim = (cell: { class: string; style: string }) => ({
    ...cell,
    class: `${cell.class} dim`,
    style: `${cell.style}${DIM}`,
  });
  return (
    <Line space="8px">
      <table {...TABLE} style="font-size:13px;line-height:20px;">
        <tr>
          <td class="dim" style={DIM}>
            {words.say("digest-head-subject")}
          </td>
          <td {...dim(MARKS)}>{words.say("digest-head-marks", { frequency })}</td>
          <td {...dim(AVERAGE)}>{words.say("digest-head-average")}</td>
          <td {...dim(OUT)}>{words.say("digest-head-out")}</td>
        </tr>
      </table>
      <div
        class="rl"
        style={`border-top:1px solid ${LIGHT["line-2"]};font-size:0;line-height:0;height:0;margin-top:4px;`}
      />
    </Line>
  );
}

/** A subject of the week: the trend in the margin, its marks, the average as number and line, what comes out. */
export function Subject({ row, words }: { row: DigestRow; words: Words }) {
  const isMark = /^\d+$/.test(row.out);
  return (
    <Line when={<Trend trend={row.trend} words={words} />} space="9px">
      <table {...TABLE} style="font-size:16px;line-height:24px;">
        <tr>
          <td valign="top" style="word-break:break-word;">
            {row.subject}
          </td>
          <td {...MARKS}>
            {runs(row.marks).map((run, at) => (
              <>
                {at > 0 && ", "}
                <Value mark={run} />
              </>
            ))}
          </td>
          <td {...AVERAGE}>{row.average || "–"}</td>
          <td {...OUT}>
            {isMark ? (
              <b>{row.out}</b>
            ) : (
              <span class="dim" style={SMALL}>
                {row.out || "–"}
              </span>
            )}
          </td>
        </tr>
      </table>
      {row.line !== null && <AverageLine average={row.line} />}
    </Line>
  );
}

/** Neighbours that look alike are one piece: «5, 4». A ring holds one mark. */
function runs(marks: string[]): string[] {
  const found: string[] = [];
  for (const [at, mark] of marks.entries()) {
    const last = found.at(-1);
    if (last && isPlain(mark) && isPlain(marks[at - 1])) found[found.length - 1] = `${last}, ${mark}`;
    else found.push(mark);
  }
  return found;
}

function isPlain(mark = ""): boolean {
  return /^[3-9]/.test(mark);
}

function Trend({ trend, words }: { trend: DigestRow["trend"]; words: Words }) {
  if (trend === null) return "\u00A0";
  const said = words.say("digest-trend", { trend });
  return trend === "up" ? (
    <span class="ok" style={`font-size:11px;color:${LIGHT.ok};`} title={said} role="img" aria-label={said}>
      ▲
    </span>
  ) : (
    <span
      class="warn"
      style={`font-size:11px;color:${LIGHT.warn};`}
      title={said}
      role="img"
      aria-label={said}
    >
      ▼
    </span>
  );
}

export function Section({ section }: { section: DigestSection }) {
  return (
    <>
      {section.title && (
        <Line space="24px">
          <h2 style={`margin:0;font:bold 19px/26px ${SERIF};`}>{section.title}</h2>
        </Line>
      )}
      {section.lines.map((line) => (
        <Line when={line.warns ? <Warning /> : line.when} space="6px">
          <Text line={line} />
        </Line>
      ))}
    </>
  );
}

function Text({ line }: { line: DigestLine }) {
  return <p style="margin:0;word-break:break-word;">{line.text}</p>;
}

function Warning() {
  return (
    <b class="warn" style={`font-size:16px;color:${LIGHT.warn};`}>
      !
    </b>
  );
}

export function Chart({ cid, alt, caption }: { cid: string; alt: string; caption: string }) {
  return (
    <Line space="20px">
      <img
        src={`cid:${cid}`}
        width={CHART.width}
        height={CHART.height}
        alt={alt}
        style={`display:block;width:${CHART.width}px;max-width:100%;height:auto;border:0;border-radius:5px;${SMALL}`}
      />
      <p class="dim" style={`margin:6px 0 0;${SMALL}`}>
        {caption}
      </p>
    </Line>
  );
}
