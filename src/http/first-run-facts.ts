import type { FirstRunProps } from "../../templates/pages/first-run.tsx";
import { isLocal } from "../config.ts";
import type { Db } from "../db.ts";
import { getSettings } from "../settings.ts";
import type { Web } from "./web.ts";

const UNNAMED = "Школа";

/** How far a school has come in beginning: what is there is done, so each step goes on where it was left. */
export async function readFirstRun({
  db,
  config,
}: Web): Promise<Pick<FirstRunProps, "school" | "year" | "people" | "channels">> {
  const { schoolName, schoolCity, timeZone } = await getSettings(db);
  const year = await db.schoolYear.findFirst({
    where: { closedAt: null },
    orderBy: { startsOn: "desc" },
    select: { name: true },
  });
  const { telegram, mail, publicUrl, postbox } = config;
  return {
    school: { schoolName: schoolName === UNNAMED ? "" : schoolName, schoolCity, timeZone },
    year: year?.name ?? null,
    people: {
      pupils: (await db.enrolment.groupBy({ by: ["pupilId"] })).length,
      classes: await db.schoolClass.count(),
      staff: (await db.roleGrant.groupBy({ by: ["personId"] })).length,
    },
    channels: {
      telegram: telegram !== undefined,
      email: mail !== undefined,
      publicUrl,
      isLocal: isLocal(config),
      isPostbox: postbox,
    },
  };
}

/** A real school that has no year yet has nothing else to look at. */
export async function isNewSchool(db: Db): Promise<boolean> {
  return (await db.schoolYear.findFirst({ select: { id: true } })) === null;
}
