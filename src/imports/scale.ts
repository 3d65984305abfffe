import { sayOneOf } from "./cells.ts";
import type { ScaleSpec } from "./mapping.ts";

interface ScaleStep {
  code: string;
  name: string;
  /** What it counts in an average; empty: it never enters one. */
  points: number | null;
  passes: boolean;
}

/** The values of a described scale, the best first. */
export function scaleSteps({ values, from = 0, to = 0, passLine = 0 }: ScaleSpec): ScaleStep[] {
  if (values) return values.map((value) => ({ ...value, points: value.points ?? null }));
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const points = to - index;
    return { code: String(points), name: String(points), points, passes: points >= passLine };
  });
}

export function isOnScale({ values, from = 0, to = 0 }: ScaleSpec, code: string): boolean {
  if (values) return values.some((value) => value.code === code);
  return /^(0|[1-9]\d{0,3})$/.test(code) && Number(code) >= from && Number(code) <= to;
}

export function sayScale({ values, from, to }: ScaleSpec): string {
  return values ? sayOneOf(values.map(({ code }) => code)) : `целое число от ${from} до ${to}`;
}
