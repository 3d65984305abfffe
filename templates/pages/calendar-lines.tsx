import type { InCalendar } from "./calendar.tsx";
import { Area, Choice, type FormLook, Input } from "./fields.tsx";
import { Lines, type Shown } from "./lines.tsx";

const WEEK = [1, 2, 3, 4, 5, 6, 7];
const ALL = { levelFrom: 1, levelTo: 11 };

export function Terms({ calendar, ...shown }: InCalendar) {
  const { say, days, upper } = shown.words;
  const { terms, year } = calendar;
  const fields = (of: FormLook, term?: (typeof terms)[number]) => (
    <>
      <Choice
        of={of}
        name="kind"
        label={say("calendar-kind")}
        value={term?.kind ?? terms[0]?.kind ?? "quarter"}
        options={["quarter", "halfYear", "trimester", "module"].map((kind) => ({
          value: kind,
          text: say("calendar-term-kind", { kind }),
        }))}
      />
      <Input
        of={of}
        name="number"
        label={say("calendar-number")}
        value={String(term?.number ?? "")}
        type="number"
        min="1"
      />
      <Days of={of} span={term} shown={shown} />
      <Levels of={of} levels={term ?? ALL} shown={shown} />
    </>
  );
  return (
    <Lines
      {...{ shown, ...sentTo("terms", year), name: "term", title: say("calendar-terms"), fields: fields }}
      lines={terms.map((term) => ({
        ...term,
        text: upper(say("grid-term", { kind: term.kind, n: term.number })),
        more: [days(term.startsOn, term.endsOn), levelsSaid(term, shown)],
        fields: (of: FormLook) => fields(of, term),
      }))}
    />
  );
}

export function DaysOff({ calendar, ...shown }: InCalendar) {
  const { say, days } = shown.words;
  const { daysOff, year } = calendar;
  const fields = (of: FormLook, off?: (typeof daysOff)[number]) => (
    <>
      <Choice
        of={of}
        name="kind"
        label={say("calendar-kind")}
        value={off?.kind ?? "vacation"}
        options={["vacation", "publicHoliday", "other"].map((kind) => ({
          value: kind,
          text: say("calendar-off-kind", { kind }),
        }))}
      />
      <Input of={of} name="name" label={say("calendar-name")} value={off?.name ?? ""} most={200} />
      <Days of={of} span={off} shown={shown} />
      <Levels of={of} levels={off ?? ALL} shown={shown} />
    </>
  );
  return (
    <Lines
      {...{
        shown,
        ...sentTo("days-off", year),
        name: "off",
        title: say("calendar-off"),
        isRemoved: true,
        fields,
      }}
      lines={daysOff.map((off) => ({
        ...off,
        text: off.name,
        more: [days(off.startsOn, off.endsOn), levelsSaid(off, shown)],
        fields: (of: FormLook) => fields(of, off),
      }))}
    />
  );
}

export function MovedDays({ calendar, ...shown }: InCalendar) {
  const { say, weekday, upper } = shown.words;
  const { movedDays, year } = calendar;
  const named = (n: number | null) => (n === null ? say("calendar-no-lessons") : dayName(n, shown));
  const fields = (of: FormLook, moved?: (typeof movedDays)[number]) => (
    <>
      <Input of={of} name="date" label={say("calendar-day")} value={moved?.date ?? ""} type="date" />
      <Choice
        of={of}
        name="likeWeekday"
        label={say("calendar-like")}
        value={String(moved?.likeWeekday ?? "")}
        options={[null, ...WEEK.slice(0, 6)].map((n) => ({
          value: n === null ? "" : String(n),
          text: named(n),
        }))}
      />
      <Input of={of} name="reason" label={say("calendar-reason")} value={moved?.reason ?? ""} most={500} />
      <Levels of={of} levels={moved ?? ALL} shown={shown} />
    </>
  );
  return (
    <Lines
      {...{
        shown,
        ...sentTo("moved-days", year),
        name: "moved",
        title: say("calendar-moved"),
        isRemoved: true,
        fields,
      }}
      lines={movedDays.map((moved) => ({
        ...moved,
        text: upper(weekday(moved.date)),
        more: [say("calendar-as", { day: named(moved.likeWeekday) }), moved.reason, levelsSaid(moved, shown)],
        fields: (of: FormLook) => fields(of, moved),
      }))}
    />
  );
}

export function Bells({ calendar, ...shown }: InCalendar) {
  const { say, day } = shown.words;
  const { bellSchedules, year } = calendar;
  const fields = (of: FormLook, bells?: (typeof bellSchedules)[number]) => (
    <>
      <Input of={of} name="name" label={say("calendar-name")} value={bells?.name ?? ""} most={100} />
      <Area
        of={of}
        name="bells"
        label={say("calendar-bells-lines")}
        hint={say("calendar-bells-hint")}
        value={bells?.bells.map(bellLine).join("\n") ?? ""}
        most={1000}
        rows={8}
      />
      <Input
        of={of}
        name="weekdays"
        label={say("calendar-bells-weekdays")}
        hint={say("calendar-bells-weekdays-hint")}
        value={bells?.weekdays.join(", ") ?? ""}
        isOptional
      />
      <Input
        of={of}
        name="date"
        label={say("calendar-bells-date")}
        hint={say("entries-to-hint")}
        type="date"
        value={bells?.date ?? ""}
        isOptional
      />
      <Levels of={of} levels={bells ?? ALL} shown={shown} />
    </>
  );
  return (
    <Lines
      {...{
        shown,
        ...sentTo("bells", year),
        name: "bells",
        title: say("calendar-bells"),
        isRemoved: true,
        fields,
      }}
      lines={bellSchedules.map((bells) => ({
        ...bells,
        text: bells.name,
        more: [
          bells.bells.map(bellLine).join(", "),
          bells.date && day(bells.date),
          bells.weekdays.map((n) => dayName(n, shown)).join(", "),
          levelsSaid(bells, shown),
        ],
        fields: (of: FormLook) => fields(of, bells),
      }))}
    />
  );
}

function sentTo(path: string, year: { id: string }) {
  return { to: `/calendar/${path}`, query: `?year=${year.id}` };
}

interface FieldsProps {
  of: FormLook;
  shown: Shown;
}

function Days({ of, span, shown }: FieldsProps & { span: { startsOn: string; endsOn: string } | undefined }) {
  const { say } = shown.words;
  return (
    <div class="pair">
      <Input of={of} name="startsOn" label={say("calendar-from")} value={span?.startsOn ?? ""} type="date" />
      <Input of={of} name="endsOn" label={say("calendar-to")} value={span?.endsOn ?? ""} type="date" />
    </div>
  );
}

function Levels({ of, levels, shown }: FieldsProps & { levels: { levelFrom: number; levelTo: number } }) {
  const { say } = shown.words;
  const number = { type: "number", min: "1", max: "11" } as const;
  return (
    <div class="pair">
      <Input
        of={of}
        name="levelFrom"
        label={say("calendar-level-from")}
        value={String(levels.levelFrom)}
        {...number}
      />
      <Input
        of={of}
        name="levelTo"
        label={say("calendar-level-to")}
        value={String(levels.levelTo)}
        {...number}
      />
    </div>
  );
}

function levelsSaid(
  { levelFrom: from, levelTo: to }: { levelFrom: number; levelTo: number },
  { words }: Shown,
) {
  const isAll = from === ALL.levelFrom && to === ALL.levelTo;
  return isAll ? null : words.say("calendar-levels", { from, to });
}

function dayName(n: number, { words }: Shown): string {
  return words.lower(words.say("diary-weekday-long", { n: n % 7 }));
}

function bellLine({
  number,
  startsAt,
  endsAt,
}: {
  number: number;
  startsAt: number;
  endsAt: number;
}): string {
  return `${number}\u00a0${clock(startsAt)}–${clock(endsAt)}`;
}

function clock(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}
