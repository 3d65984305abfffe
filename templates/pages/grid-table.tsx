import type { Language } from "../../src/deliveries/message.ts";
import { type Words, wordsIn } from "../words.ts";
import type { GridCell, GridColumn, GridProps, GridPupil } from "./grid.tsx";
import { ChangedMark, Mark } from "./marks.tsx";

type Props = GridProps & { language: Language };

/** The page itself: readable as it is; grid.js makes the open columns writable. */
export function GridTable(props: Props) {
  const words = wordsIn(props.language);
  const { say } = words;
  const { columns, pupils, subject, className } = props;
  const classes = columns.map(classOf);
  if (columns.length === 0)
    return (
      <div class="empty">
        <p class="say">{say("grid-empty")}</p>
      </div>
    );
  return (
    <table
      class="j"
      id="grid"
      aria-label={say("grid-label", { subject: words.subject(subject), class: className })}
      data-class={props.classId}
      data-subject={props.subjectId}
      data-from={props.span.from}
      data-to={props.span.to}
      data-desk={props.reader}
      data-values={props.values.join(" ")}
      data-hold={props.holdSeconds}
      data-few={props.few}
      data-zone={props.timeZone}
    >
      <thead>
        <Caps columns={columns} words={words} />
        <tr>
          <th class="no" scope="col">
            {say("grid-number")}
          </th>
          <th class="nm" scope="col">
            {say("grid-pupil")}
          </th>
          {columns.map((column, at) => (
            <ColumnHead key={at} column={column} words={words} />
          ))}
          <th class="tot av" scope="col">
            {say("grid-average")}
          </th>
          <th class="tot" scope="col">
            {say("grid-comes-out")}
          </th>
          <th class="tot" scope="col">
            {say("grid-missed")}
          </th>
        </tr>
      </thead>
      <tbody>
        {pupils.map((pupil) => (
          <Row key={pupil.id} pupil={pupil} classes={classes} words={words} few={props.few} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td class="no" />
          <th scope="row">{say("grid-mean")}</th>
          {classes.map((own, at) => (
            <td key={at} class={own}>
              {meanOf(
                pupils.map(({ cells }) => cells[at]!),
                words,
              )}
            </td>
          ))}
          <td class="av" />
          <td />
          <td />
        </tr>
      </tfoot>
    </table>
  );
}

/** Until when each column is open; closed ones stand together under one sentence. */
function Caps({ columns, words }: { columns: GridColumn[]; words: Words }) {
  const { say } = words;
  const groups: { state: string; count: number; until: string | null }[] = [];
  for (const column of columns) {
    const state = column.mayWrite ? "open" : column.state === "ahead" ? "ahead" : "shut";
    const last = groups.at(-1);
    if (last?.state === state && state !== "open") last.count += 1;
    else
      groups.push({
        state,
        count: 1,
        until: column.isToday && column.until === column.date ? null : column.until,
      });
  }
  return (
    <tr class="cap">
      <td class="no" />
      <td class="nm" />
      {groups.map(({ state, count, until }, at) => (
        <td key={at} colSpan={count} class={state === "open" ? "op" : state}>
          {state === "open"
            ? until === null
              ? say("grid-today")
              : say("grid-until", { day: words.shortDay(until) })
            : state === "shut" && (count > 4 ? say("grid-shut") : "")}
        </td>
      ))}
      <td colSpan={3} />
    </tr>
  );
}

function ColumnHead({ column, words }: { column: GridColumn; words: Words }) {
  const { say } = words;
  const { lessonId, workId, date, kind, title, kindCode } = column;
  const short = kind === null ? "" : say("grid-kind", { code: kindCode, name: kind.slice(0, 4) });
  const full = [words.weekday(date), kind ?? say("grid-no-work"), title ?? ""].filter(Boolean).join(", ");
  return (
    <th
      scope="col"
      class={`h ${classOf(column)}`}
      data-lesson={lessonId}
      data-work={workId ?? undefined}
      data-kind={kindCode}
      data-open={column.mayWrite ? (column.isToday ? "day" : "norm") : undefined}
    >
      <a href={`/lessons/${lessonId}${workId ? `?work=${workId}` : ""}`} title={title ?? kind ?? undefined}>
        <span aria-hidden="true">
          {say("grid-weekday", { n: new Date(`${date}T00:00:00Z`).getUTCDay() })}
        </span>
        <b aria-hidden="true">{Number(date.slice(8))}</b>
        <i aria-hidden="true">{short || "\u00A0"}</i>
        <span class="sr">{full}</span>
      </a>
    </th>
  );
}

function Row({
  pupil,
  classes,
  words,
  few,
}: {
  pupil: GridPupil;
  /** Of each column. */
  classes: string[];
  words: Words;
  few: number;
}) {
  const { standing } = pupil;
  return (
    <tr data-pupil={pupil.id}>
      <td class="no">{pupil.number}</td>
      <th scope="row">{pupil.name}</th>
      {pupil.cells.map((cell, at) => (
        <Cell key={at} cell={cell} classes={classes[at]!} words={words} />
      ))}
      <td class="av">{standing && words.average(standing.average)}</td>
      <td class="out">{standing && <ComesOut standing={standing} few={few} words={words} />}</td>
      <td class="abs">{pupil.missed || "·"}</td>
    </tr>
  );
}

function ComesOut({
  standing: { marks, comesOut },
  few,
  words,
}: {
  standing: NonNullable<GridPupil["standing"]>;
  few: number;
  words: Words;
}) {
  if (marks < few) return <span class="few">{words.say("grid-few", { n: marks })}</span>;
  const [value, ...other] = comesOut;
  if (other.length === 0) return <Mark value={value!} words={words} />;
  return <span class="few">{comesOut.join(words.say("grid-or"))}</span>;
}

function Cell({ cell, classes, words }: { cell: GridCell; classes: string; words: Words }) {
  const { value, version, act, absence, isOpen } = cell;
  // Hundreds of cells are a mark in a closed column: they cost one element.
  if (!isOpen && !absence && act === null)
    return <td class={classes || undefined}>{value !== null && <Mark value={value} words={words} />}</td>;
  const isAbsent = absence?.kind === "absent";
  const clashes = isOpen && value !== null && isAbsent;
  return (
    <td
      class={[classes, isAbsent && "ab", clashes && "ask"].filter(Boolean).join(" ") || undefined}
      data-v={isOpen ? (value ?? "") : undefined}
      data-n={isOpen && version > 0 ? version : undefined}
      data-a={isOpen && absence ? absenceData(absence) : undefined}
    >
      <Standing cell={cell} words={words} />
    </td>
  );
}

/** `absent::3:illness` as grid.js reads it: kind, minutes, version, reason. */
function absenceData({ kind, lateMinutes, version, reason }: NonNullable<GridCell["absence"]>): string {
  return [kind, lateMinutes ?? "", version, reason ?? ""].join(":");
}

function Standing({ cell: { value, was, act, absence }, words }: { cell: GridCell; words: Words }) {
  const { say } = words;
  return (
    <>
      {absence && <Absence absence={absence} words={words} />}
      {value !== null &&
        (act !== null && was !== null ? (
          <ChangedMark was={was} value={value} words={words} />
        ) : (
          <Mark value={value} words={words} />
        ))}
      {act !== null && <span class="sr">{say("grid-by-act", { act })}</span>}
    </>
  );
}

function Absence({
  absence: { kind, lateMinutes, reason },
  words,
}: {
  absence: NonNullable<GridCell["absence"]>;
  words: Words;
}) {
  const { say } = words;
  const said = { reason: reason ?? "unknown" };
  const spoken =
    kind === "late" ? say("grid-late-long", { minutes: lateMinutes ?? 0 }) : say("grid-reason", said);
  const sup = kind === "late" ? (lateMinutes ?? "") : reason && say("grid-reason-short", { reason });
  return (
    <span class={kind === "late" ? "mk mk-o" : reason ? "mk mk-n" : "mk mk-u"}>
      <span aria-hidden="true">
        {kind === "late" ? say("grid-late") : say("grid-absent")}
        {sup && <sup>{sup}</sup>}
      </span>
      <span class="sr">{spoken}</span>
    </span>
  );
}

function classOf({ mayWrite, startsWeek, isToday, state }: GridColumn): string {
  return [mayWrite && "op", isToday && "now", startsWeek && "wk0", state === "ahead" && "fut"]
    .filter(Boolean)
    .join(" ");
}

/** Of the digits of a column, with one decimal. */
function meanOf(cells: GridCell[], words: Words): string {
  const digits = cells.flatMap(({ value }) => (/^[1-5]$/.test(value ?? "") ? [Number(value)] : []));
  if (digits.length === 0) return "";
  const hundredths = Math.round((digits.reduce((sum, digit) => sum + digit, 0) * 100) / digits.length);
  return words.average(hundredths).slice(0, -1);
}
