import { BadInput } from "../errors.ts";
import { type Levels, type Span, spans } from "./calendar.ts";
import { dotted } from "./days.ts";

const LOWEST = 1;
const HIGHEST = 11;

/** @throws BadInput the last day comes before the first */
export function checkSpan({ startsOn, endsOn }: Span): void {
  if (endsOn < startsOn)
    throw new BadInput(
      `Последний день, ${dotted(endsOn)}, раньше первого, ${dotted(startsOn)}. Поменяйте их местами.`,
      ["endsOn"],
    );
}

/** @throws BadInput a day is not of the year */
export function checkInYear(year: Span, days: Record<string, string>): void {
  const outside = Object.entries(days).find(([, day]) => !spans(year, day));
  if (!outside) return;
  const [field, day] = outside;
  throw new BadInput(
    `${dotted(day)} не входит в учебный год (${shownSpan(year)}). Исправьте день или границы года.`,
    [field],
  );
}

/** @throws BadInput there are no such levels, or the last comes before the first */
export function checkLevels({ levelFrom, levelTo }: Levels): void {
  const field = [levelFrom, levelTo].findIndex((level) => level < LOWEST || level > HIGHEST);
  if (field !== -1)
    throw new BadInput(`Классы бывают от ${LOWEST} до ${HIGHEST}. Исправьте параллели.`, [
      field === 0 ? "levelFrom" : "levelTo",
    ]);
  if (levelTo < levelFrom)
    throw new BadInput(`Параллели указаны от ${levelFrom} до ${levelTo}. Поменяйте их местами.`, ["levelTo"]);
}

export function overlap(one: Span, other: Span): boolean {
  return one.startsOn <= other.endsOn && other.startsOn <= one.endsOn;
}

export function shareLevels(one: Levels, other: Levels): boolean {
  return one.levelFrom <= other.levelTo && other.levelFrom <= one.levelTo;
}

/** `26.10.2026–01.11.2026`, or the one day. */
export function shownSpan({ startsOn, endsOn }: Span): string {
  return startsOn === endsOn ? dotted(startsOn) : `${dotted(startsOn)}–${dotted(endsOn)}`;
}

/** `5–9 классов`, `7 класса`: whose, after a word. */
export function shownLevels({ levelFrom, levelTo }: Levels): string {
  return levelFrom === levelTo ? `${levelFrom} класса` : `${levelFrom}–${levelTo} классов`;
}
