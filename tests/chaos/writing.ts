import { until } from "../support/until.ts";
import type { Write } from "./plan.ts";
import type { ChaosSchool } from "./school.ts";

const PATIENCE_MS = 90_000;
const ANSWER_MS = 10_000;

/** Writes one after the other through the journal's HTTP API, each again until the journal says that it stands. */
export async function writeAll(
  writes: Write[],
  { address, school }: { address: string; school: ChaosSchool },
): Promise<void> {
  for (const { classNumber, work, marks } of writes) {
    const pupilIds = school.pupilIds[classNumber]!;
    const body = JSON.stringify({
      marks: marks.map(({ pupil, value }) => ({ pupilId: pupilIds[pupil], value })),
    });
    const url = `${address}/api/works/${school.workIds[classNumber]![work]}/marks`;
    const refusal = await until(() => put(url, { body, token: school.token }), {
      ...{ timeoutMs: PATIENCE_MS, everyMs: 100, what: "the journal to take marks" },
    });
    if (refusal !== "none") throw new Error(refusal);
  }
}

/** Throws where nobody knows whether it was written, or the journal cannot just now. */
async function put(url: string, { body, token }: { body: string; token: string }): Promise<string> {
  const answer = await fetch(url, {
    ...{ method: "PUT", body, signal: AbortSignal.timeout(ANSWER_MS) },
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
  });
  const said = `${answer.status} ${await answer.text()}`;
  if (answer.status >= 500 || answer.status === 429) throw new Error(said);
  return answer.ok ? "none" : said;
}

/** Cells whose last wish is not what stands in the journal. */
export function countUnwritten(
  writes: Write[],
  {
    school,
    standing,
  }: { school: ChaosSchool; standing: { workId: string; pupilId: string; value: string | null }[] },
): number {
  const stands = new Map(standing.map(({ workId, pupilId, value }) => [`${workId} ${pupilId}`, value]));
  const wished = new Map(
    writes.flatMap(({ classNumber, work, marks }) =>
      marks.map(({ pupil, value }) => {
        const cell = `${school.workIds[classNumber]![work]} ${school.pupilIds[classNumber]![pupil]}`;
        return [cell, value] as const;
      }),
    ),
  );
  return [...wished].filter(([cell, value]) => stands.get(cell) !== value).length;
}
