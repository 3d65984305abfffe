import type { Words } from "../words.ts";

/** What grid.js says; `{name}` and the like are filled in by it. */
export function gridWords({ say }: Words): Record<string, string> {
  const said = { name: "{name}", value: "{value}", theirs: "{theirs}", reason: "{reason}" };
  const [unknown, onTime] = [{ reason: "unknown" }, { minutes: 0 }];
  const [illness, valid, invalid, released] = ["illness", "valid", "invalid", "released"].map((reason) => ({
    reason,
  }));
  const [saving, bad, asked] = ["saving", "bad", "ask"].map((state) => ({ state }));
  return {
    absent: say("grid-absent"),
    late: say("grid-late"),
    absentLong: say("grid-reason", unknown),
    lateLong: say("grid-late-long", onTime),
    illness: say("grid-reason-short", illness),
    valid: say("grid-reason-short", valid),
    invalid: say("grid-reason-short", invalid),
    released: say("grid-reason-short", released),
    idle: say("grid-js-idle"),
    rest: say("grid-js-rest"),
    saving: say("grid-js-saving", { n: "{n}" }),
    offline: say("grid-js-offline", { n: "{n}", since: "{since}" }),
    signedOut: say("grid-js-signed-out"),
    saved: say("grid-js-saved", { at: "{at}" }),
    cellSaving: say("grid-js-cell", saving),
    cellBad: say("grid-js-cell", bad),
    cellAsk: say("grid-js-cell", asked),
    readOnly: say("grid-js-read-only"),
    unknown: say("grid-js-unknown", said),
    twoMarks: say("grid-js-two-marks", said),
    rollClosed: say("grid-js-roll-closed", said),
    conflict: say("grid-js-conflict", said),
    clash: say("grid-js-clash", said),
    refused: say("grid-js-refused", said),
    drafted: say("grid-js-drafted", said),
    elsewhere: say("grid-js-elsewhere"),
    nothing: say("grid-js-nothing"),
    putMine: say("grid-js-put-mine", said),
    leaveTheirs: say("grid-js-leave-theirs", said),
    sure: say("grid-js-sure", said),
    wasThere: say("grid-js-was-there"),
    drop: say("grid-js-drop"),
    toCorrections: say("grid-js-to-corrections"),
    newColumn: say("grid-js-new-column"),
    pasteTooLong: say("grid-js-paste-too-long", { n: "{n}" }),
  };
}
