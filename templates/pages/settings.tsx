import { type Words, wordsIn } from "../words.ts";
import type { Refusal } from "./fields.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { type OwnConsent, OwnConsents, type OwnContact, OwnContacts } from "./own-contacts.tsx";
import { Act, Button, Check, Note, Part, Select } from "./parts.tsx";
import { pupilName } from "./pupil-head.tsx";

interface Chosen {
  id: string;
  name: string;
  className: string | null;
  marks: { frequency: string; onlyLow: boolean };
  homework: string;
  weekly: string;
}

export interface SettingsProps {
  frame: Frame;
  pupils: Chosen[];
  clock: {
    timeZone: string;
    quietFrom: number;
    quietTo: number;
    eveningHour: number;
    weeklyDay: number;
    weeklyHour: number;
  };
  cities: string[];
  city: string;
  contacts: OwnContact[];
  consents: OwnConsent[];
  /** How much of what is kept about them. */
  kept: { kind: string; n: number }[];
  /** The address of the file with all of it. */
  myData: string;
  /** `2026-11-27`; null: they have not asked for their erasure. */
  erasureAskedOn: string | null;
  isSaved: boolean;
  refusal: Refusal | null;
}

const PRESETS = ["now", "evening", "weekly", "off"];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

export function SettingsPage({ frame, pupils, isSaved, refusal, ...props }: SettingsProps) {
  const { language } = frame;
  const words = wordsIn(language);
  const { say } = words;
  return (
    <Layout frame={frame} title={say("settings-title")} css={["pupil"]} language={language}>
      <main id="main" class="narrow">
        <h1>{say("bot-choices-title")}</h1>
        {isSaved && (
          <Note icon="check" tone="ok">
            {say("bot-choices-saved")}
          </Note>
        )}
        <p class="say">{say("bot-choices-always")}</p>
        <Part id="all" title={say("settings-all")}>
          <form method="post" action="/settings/preset" class="acts">
            {PRESETS.map((preset) => (
              <button key={preset} type="submit" class="btn" name="preset" value={preset}>
                {say("bot-choices-preset", { preset })}
              </button>
            ))}
          </form>
        </Part>
        {pupils.map((pupil) => (
          <Pupil key={pupil.id} pupil={pupil} words={words} />
        ))}
        <Hours {...props} words={words} />
        <OwnContacts contacts={props.contacts} language={language} refusal={refusal} />
        <OwnConsents consents={props.consents} language={language} refusal={refusal} />
        <Data {...props} words={words} />
      </main>
    </Layout>
  );
}

function Pupil({ pupil, words: { say } }: { pupil: Chosen; words: Words }) {
  const { id, marks, homework, weekly } = pupil;
  const frequencies = (of: string[]) =>
    of.map((frequency) => ({ value: frequency, text: say("settings-frequency", { frequency }) }));
  return (
    <Part id={`p${id}`} title={pupilName(pupil)}>
      <form method="post" action="/settings/pupil" class="form">
        <input type="hidden" name="pupil" value={id} />
        <Select
          {...{ name: "marks", id: `marks-${id}`, label: say("settings-marks"), value: marks.frequency }}
          options={frequencies(["now", "evening", "weekly", "off"])}
        />
        <Check name="low" label={say("settings-low")} isOn={marks.onlyLow} />
        <Select
          {...{ name: "homework", id: `homework-${id}`, label: say("settings-homework"), value: homework }}
          options={frequencies(["evening", "off"])}
        />
        <Select
          {...{ name: "weekly", id: `weekly-${id}`, label: say("settings-weekly"), value: weekly }}
          options={frequencies(["weekly", "off"])}
        />
        <Button>{say("settings-save", { what: pupilName(pupil) })}</Button>
      </form>
    </Part>
  );
}

function Hours({
  clock,
  cities,
  city,
  words: { say },
}: Pick<SettingsProps, "clock" | "cities" | "city"> & { words: Words }) {
  const hours = HOURS.map((hour) => ({ value: String(hour), text: `${hour}:00` }));
  const hour = (minutes: number) => String(Math.floor(minutes / 60));
  return (
    <Part id="hours" title={say("settings-hours")}>
      <form method="post" action="/settings/hours" class="form">
        <Select
          {...{ name: "city", label: say("bot-choices-zone"), value: city }}
          options={["school", ...cities].map((one) => ({
            value: one,
            text: one === "school" ? say("bot-choices-as-school") : say("bot-choices-city", { city: one }),
          }))}
        />
        <div class="pair">
          <Select
            {...{
              name: "quietFrom",
              label: say("settings-quiet-from"),
              value: hour(clock.quietFrom),
              options: hours,
            }}
          />
          <Select
            {...{
              name: "quietTo",
              label: say("settings-quiet-to"),
              value: hour(clock.quietTo),
              options: hours,
            }}
          />
        </div>
        <p class="hint">{say("settings-quiet-hint")}</p>
        <Select
          {...{
            name: "eveningHour",
            label: say("bot-choices-evening"),
            value: String(clock.eveningHour),
            options: hours,
          }}
        />
        <div class="pair">
          <Select
            {...{ name: "weeklyDay", label: say("settings-weekly-day"), value: String(clock.weeklyDay) }}
            options={WEEKDAYS.map((n) => ({
              value: String(n),
              text: say("diary-weekday-long", { n: n % 7 }),
            }))}
          />
          <Select
            {...{
              name: "weeklyHour",
              label: say("settings-weekly-hour"),
              value: String(clock.weeklyHour),
              options: hours,
            }}
          />
        </div>
        <Button>{say("settings-save-hours")}</Button>
      </form>
    </Part>
  );
}

function Data({
  kept,
  myData,
  erasureAskedOn,
  words: { say, fullDay },
}: Pick<SettingsProps, "kept" | "myData" | "erasureAskedOn"> & { words: Words }) {
  return (
    <Part id="data" title={say("bot-choices-data")}>
      <p>{say("bot-choices-data-card")}</p>
      <ul>
        {kept.map(({ kind, n }) => (
          <li key={kind}>{say("bot-choices-data-line", { kind, n })}</li>
        ))}
      </ul>
      <p>{say("settings-data")}</p>
      <p>
        <a class="btn" href={myData}>
          {say("settings-data-get")}
        </a>
      </p>
      {erasureAskedOn ? (
        <>
          <Note icon="clock" tone="warn">
            <p>{say("erasure-asked", { day: fullDay(erasureAskedOn) })}</p>
          </Note>
          <Act action="/settings/erasure/take-back">{say("erasure-take-back")}</Act>
        </>
      ) : (
        <>
          <p>{say("erasure-what")}</p>
          <Act action="/settings/erasure" kind="stop">
            {say("erasure-ask")}
          </Act>
        </>
      )}
    </Part>
  );
}
