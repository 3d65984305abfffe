import type { ComponentChildren } from "preact";
import type { LetterRow } from "../messages/wording.ts";
import { LIGHT } from "./colours.ts";

export const SERIF = "'PT Serif',Cambria,'Noto Serif',Georgia,serif";
export const DIM = `color:${LIGHT["ink-2"]};`;
export const SMALL = `${DIM}font-size:14px;line-height:21px;`;
// The line runs from 2 to 5, in hundredths.
const LINE_START = 200;
const LINE_LENGTH = 300;

/** A ruled line: the margin, the red line, and what stands right of it. */
export function Line({
  when = "",
  space,
  children,
}: {
  when?: ComponentChildren;
  space: string;
  children: ComponentChildren;
}) {
  const margin = `width:44px;padding:${space} 12px 0 0;font-size:13px;line-height:24px;${DIM}`;
  const content = `border-left:1px solid ${LIGHT.margin};padding:${space} 20px 0 14px;`;
  return (
    <tr>
      <td class="mg dim" width="44" valign="top" align="right" style={margin}>
        {when || "\u00A0"}
      </td>
      <td class="ct" valign="top" style={content}>
        {children}
      </td>
    </tr>
  );
}

export function Title({ who, topic }: { who: string; topic: string }) {
  return (
    <Line space="24px">
      <h1 style={`margin:0;font:bold 26px/32px ${SERIF};`}>{who}</h1>
      <p class="dim" style={`margin:0;${DIM}`}>
        {topic}
      </p>
    </Line>
  );
}

export function Sentence({ children }: { children: ComponentChildren }) {
  return (
    <Line space="12px">
      <p class="fat" style={`margin:0 0 8px;font:20px/29px ${SERIF};`}>
        {children}
      </p>
    </Line>
  );
}

export function Note({ children }: { children: ComponentChildren }) {
  return (
    <Line space="14px">
      <p class="dim" style={`margin:0;${SMALL}`}>
        {children}
      </p>
    </Line>
  );
}

/** One story: the date in the margin, subject and work, the mark at the far right, the average as a line beneath. */
export function StoryLine({ row }: { row: LetterRow }) {
  return (
    <Line when={row.when} space="14px">
      <table
        role="presentation"
        width="100%"
        cellPadding="0"
        cellSpacing="0"
        style="font-size:16px;line-height:24px;"
      >
        <tr>
          <td valign="top">
            {row.what}
            <br />
            <span class="dim" style={SMALL}>
              {row.caption}
            </span>
          </td>
          <td width="96" align="right" valign="top" style="width:96px;">
            <Mark row={row} />
          </td>
        </tr>
      </table>
      {row.average !== null && <AverageLine average={row.average} />}
      {row.meaning && <p style="margin:4px 0 0;">{row.meaning}</p>}
    </Line>
  );
}

function Mark({ row: { was, mark } }: { row: LetterRow }) {
  const old = was !== null && (
    <s class="dim" style={`font-size:13px;${DIM}`}>
      {was}
    </s>
  );
  return (
    <>
      {old}
      {old && " "}
      <Value mark={mark} />
    </>
  );
}

/** 2 and 1 are ringed, words are small, everything else is the pen's. */
export function Value({ mark }: { mark: string }) {
  if (mark === "2" || mark === "1") {
    return (
      <b
        class="red"
        style={`display:inline-block;border:1.5px solid ${LIGHT.red};border-radius:14px;padding:0 8px;color:${LIGHT.red};`}
      >
        {mark}
      </b>
    );
  }
  if (/^\p{L}{2,}/u.test(mark)) {
    return (
      <span class="dim" style={SMALL}>
        {mark}
      </span>
    );
  }
  return (
    <b class="pen" style={`color:${LIGHT.pen};`}>
      {mark}
    </b>
  );
}

export function AverageLine({ average }: { average: number }) {
  const share = `${Math.round(((average - LINE_START) / LINE_LENGTH) * 100)}%`;
  const thin = "height:2px;font-size:0;line-height:0;";
  return (
    <table role="presentation" width="100%" cellPadding="0" cellSpacing="0" style="margin-top:7px;">
      <tr>
        <td
          class="bar"
          width={share}
          height="2"
          style={`width:${share};${thin}background-color:${LIGHT.pen};`}
        >
          {"\u00A0"}
        </td>
        <td class="rest" height="2" style={`${thin}background-color:${LIGHT.line};`}>
          {"\u00A0"}
        </td>
      </tr>
    </table>
  );
}

/** `change` leads to where the hour of it is chosen. */
export function Footer({
  lines,
  link,
  stop,
  change,
}: {
  lines: [string, string];
  link: string;
  stop: string;
  change?: { link: string; label: string };
}) {
  return (
    <>
      <p class="dim" style={`margin:0 0 8px;${SMALL}`}>
        {lines[0]}
        {change && " "}
        {change && <a href={change.link}>{change.label}</a>}
      </p>
      <p class="dim" style={`margin:0;${SMALL}`}>
        <a href={link}>{stop}</a>. {lines[1]}
      </p>
    </>
  );
}

/** A footer that leads nowhere. */
export function Footnote({ children }: { children: ComponentChildren }) {
  return (
    <p class="dim" style={`margin:0;${SMALL}`}>
      {children}
    </p>
  );
}
