import { type Words, wordsIn } from "../words.ts";
import { type Frame, Layout } from "./layout.tsx";
import { Empty, State } from "./parts.tsx";
import { type SchoolTab, SchoolTop } from "./school-top.tsx";

interface Row {
  id: string;
  whom: string;
  subject: string;
  teacher: string;
  /** The day by which the plan is due, ISO. */
  due: string;
  /** Null: it is missing. Hours are lessons. */
  plan: { hours: number; planned: number; given: number; difference: number; differing: number } | null;
}

export interface PlansProps {
  tabs: SchoolTab[];
  today: string;
  /** A teacher sees their own alone. */
  isOwn: boolean;
  rows: Row[];
}

/** Planned against given of everything that is taught, and the plans that are missing with their day (R29, R36). */
export function PlansPage({ frame, tabs, today, isOwn, rows }: PlansProps & { frame: Frame }) {
  const words = wordsIn(frame.language);
  const { say } = words;
  const missing = rows.filter(({ plan }) => plan === null).length;
  const behind = rows.filter(({ plan }) => plan && plan.difference < 0).length;
  return (
    <Layout frame={frame} title={say("plans-title")} css={["school"]} language={frame.language}>
      <main id="main">
        <SchoolTop frame={frame} tabs={tabs} here="plans" title={say("plans-title")} />
        {rows.length === 0 ? (
          <Empty say={say("plans-none", { own: isOwn ? "yes" : "no" })} />
        ) : (
          <p class="say lead">{say("plans-say", { n: rows.length, missing, behind })}</p>
        )}
        <ul>
          {rows.map((row) => (
            <li key={row.id} class="line">
              <span class="dim">{isClass(row.whom) && row.whom}</span>
              <div>
                <a class="reach" href={`/teachings/${row.id}/plan`}>
                  {words.upper(words.subject(row.subject))}
                </a>
                <small class="below">
                  {[!isClass(row.whom) && row.whom, !isOwn && row.teacher, said(row, words)]
                    .filter(Boolean)
                    .join(". ")}
                </small>
                <Standing row={row} today={today} words={words} />
              </div>
            </li>
          ))}
        </ul>
      </main>
    </Layout>
  );
}

/** The name of a subgroup is too long for the margin. */
function isClass(whom: string): boolean {
  return /^\d/.test(whom);
}

function said({ plan }: Row, { say }: Words): string | false {
  return plan !== null && say("plans-hours", { ...plan });
}

function Standing({ row: { plan, due }, today, words }: { row: Row; today: string; words: Words }) {
  const { say, day } = words;
  if (!plan) {
    const isLate = due < today;
    return (
      <State icon={isLate ? "alert" : "clock"} tone={isLate ? "red" : "warn"}>
        {say("plans-missing", { late: isLate ? "yes" : "no", day: day(due) })}
      </State>
    );
  }
  if (plan.difference >= 0) return null;
  return (
    <State icon="alert" tone="warn">
      {say("plans-behind", { n: -plan.difference })}
    </State>
  );
}
