import { choose } from "../../src/deliveries/choosing.ts";
import type { TestSchool } from "./school.ts";

/** Анна's father wants to hear of marks at once as her mother does, but not while he works: he hears at six. */
export function fatherAtWork({ db, cast }: TestSchool): Promise<void> {
  const { id: personId } = cast.annaFather;
  return choose(
    db,
    {
      personId,
      choices: [{ topic: "marks", pupilId: null, frequency: "now", onlyLow: false }],
      preferences: { quietFrom: 9 * 60, quietTo: 18 * 60 },
    },
    { actorId: personId, source: "web", silent: false },
  );
}
