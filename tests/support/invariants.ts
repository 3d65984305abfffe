import type pg from "pg";

/** Fact, its versions, and the column of the versions that names it. */
const VERSIONED = [
  { fact: "Mark", versions: "MarkVersion", key: "markId", told: true },
  { fact: "Absence", versions: "AbsenceVersion", key: "absenceId", told: true },
  { fact: "IndividualTask", versions: "IndividualTaskVersion", key: "taskId", told: true },
  { fact: "FinalMark", versions: "FinalVersion", key: "finalId", told: true },
  // Made from the timetable a lesson is empty: its first version says nothing, and a topic is told to nobody.
  { fact: "Lesson", versions: "LessonVersion", key: "lessonId", told: false },
];

/** What must hold whatever was sent: nothing stands in the journal without its version, and no version without its event. */
export async function brokenInvariants(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query({ name: "invariants", text: VERSIONED.map(sqlOf).join(" union all ") });
  return rows.filter(({ broken }) => broken > 0).map(({ rule, broken }) => `${broken} × ${rule}`);
}

function sqlOf({ fact, versions, key, told }: (typeof VERSIONED)[number]): string {
  const first = told ? "" : " and f.version > 1";
  const unversioned = `select '${fact} without the version that stands in it' as rule, count(*)::int as broken
    from "${fact}" f where not exists (select 1 from "${versions}" v where v."${key}" = f.id and v.version = f.version)${first}`;
  const ahead = `select '${versions} newer than its ${fact}', count(*)::int
    from "${versions}" v join "${fact}" f on f.id = v."${key}" where v.version > f.version`;
  const untold = `select '${versions} without an event', count(*)::int from "${versions}" v
    where not exists (select 1 from "Event" e where e."factId" = v."${key}" and e."factVersion" = v.version)`;
  return [unversioned, ahead, ...(told ? [untold] : [])].join(" union all ");
}
