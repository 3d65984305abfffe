import { readFileSync } from "node:fs";

export type Colour =
  | "paper"
  | "ink"
  | "ink-2"
  | "line"
  | "line-2"
  | "margin"
  | "pen"
  | "on-pen"
  | "red"
  | "warn"
  | "ok";

type Palette = Record<Colour, string>;

/** Letters know no custom properties, so the colours of the pages are read out of their stylesheet. */
const css = readFileSync(new URL("../pages/tokens.css", import.meta.url), "utf8");
const [light = "", dark = ""] = css.split("@media (prefers-color-scheme: dark)");

export const LIGHT = palette(light);
export const DARK = palette(dark.split("@media print")[0] ?? "");

function palette(block: string): Palette {
  const found = Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, hex]) => [name, hex]),
  );
  if (!found.paper || !found["on-pen"]) throw new Error("tokens.css has lost its colours");
  return found as Palette;
}
