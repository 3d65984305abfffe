/** The term's average by week, with the places where the next mark begins: a small picture without a word in it. */
import { LIGHT } from "../email/colours.ts";

export interface Curve {
  /** In hundredths, the oldest first; two at least. */
  averages: number[];
  /** Where marks begin, in hundredths; those near the curve are drawn. */
  lines: number[];
}

/** In pixels of a letter; the picture itself is finer. */
export const CHART = { width: 320, height: 72 };
const SCALE = 1.25;
const PADDING = 10;
/** Less than one mark from bottom to top would make a hill of a molehill. */
const LEAST_SPAN = 100;
const ROOM = 15;

/** Its ground is its own, so it reads on white and on dark. */
export function chartSvg(curve: Curve): string {
  const { averages } = curve;
  const { from, to } = spanOf(averages);
  const across = (CHART.width - 2 * PADDING) / Math.max(1, averages.length - 1);
  const x = (at: number) => round(PADDING + at * across);
  const y = (average: number) =>
    round(CHART.height - PADDING - ((average - from) / (to - from)) * (CHART.height - 2 * PADDING));
  const lines = linesNear(curve).map((line) => `M0 ${y(line)}H${CHART.width}`);
  const points = averages.map((average, at) => `${x(at)} ${y(average)}`);
  const dots = points.map((point, at) => {
    const [cx, cy] = point.split(" ");
    return `<circle cx="${cx}" cy="${cy}" r="${at === points.length - 1 ? 5 : 3}"/>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${CHART.width * SCALE}" height="${CHART.height * SCALE}" viewBox="0 0 ${CHART.width} ${CHART.height}">`,
    `<path d="M0 0H${CHART.width}V${CHART.height}H0" fill="${LIGHT.paper}"/>`,
    lines.length > 0 ? `<path d="${lines.join("")}" stroke="${LIGHT["line-2"]}" stroke-width="1"/>` : "",
    `<path d="M${points.join("L")}" fill="none" stroke="${LIGHT.pen}" stroke-width="2.5" stroke-linejoin="round"/>`,
    `<g fill="${LIGHT.pen}">${dots.join("")}</g>`,
    "</svg>",
  ].join("");
}

/** The lines that are drawn: those the curve is near. */
export function linesNear({ averages, lines }: Curve): number[] {
  const { from, to } = spanOf(averages);
  return lines.filter((line) => line >= from && line <= to);
}

function spanOf(averages: number[]): { from: number; to: number } {
  const lowest = Math.min(...averages) - ROOM;
  const highest = Math.max(...averages) + ROOM;
  const more = Math.max(0, LEAST_SPAN - (highest - lowest)) / 2;
  return { from: lowest - more, to: highest + more };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
