import { wordsIn } from "../words.ts";
import { Choice, Form, type FormLook, formLook, Input, type Refusal } from "./fields.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Button, Note } from "./parts.tsx";

/** The settings people change here, by what they speak of; thresholds and what cards keep are changed over the API. */
export const SETTING_GROUPS = [
  {
    group: "school",
    keys: [
      "schoolName",
      "schoolCity",
      "timeZone",
      "schoolAddress",
      "schoolPhone",
      "schoolEmail",
      "schoolSite",
    ],
  },
  { group: "levels", keys: ["telegramLevel"] },
  {
    group: "hours",
    keys: ["markHoldSeconds", "quietFrom", "quietTo", "eveningHour", "weeklyDay", "weeklyHour"],
  },
  { group: "teachers", keys: ["remindAfterMinutes", "finalGraceDays", "correctionOrder"] },
  { group: "contacts", keys: ["recheckDays", "recheckGraceDays", "keepTextDays", "keepDeliveryDays"] },
  { group: "pace", keys: ["telegramPermits", "telegramReserved", "emailConnections", "leaseSeconds"] },
] as const;

const LEVELS = ["ping", "initials", "full"] as const;
const IS_TEXT = [
  "schoolName",
  "schoolCity",
  "timeZone",
  "schoolAddress",
  "schoolPhone",
  "schoolEmail",
  "schoolSite",
  "correctionOrder",
];
const IS_TIME = ["quietFrom", "quietTo"];

export interface SchoolSettingsProps {
  /** By the name of the setting, as a field shows it. */
  values: Record<string, string>;
  mayWrite: boolean;
  isSaved: boolean;
  refusal: Refusal | null;
}

export function SchoolSettingsPage({
  frame,
  values,
  mayWrite,
  isSaved,
  refusal,
}: SchoolSettingsProps & { frame: Frame }) {
  const { language } = frame;
  const { say } = wordsIn(language);
  const look = formLook("settings", language, refusal);
  return (
    <Layout frame={frame} title={say("school-settings-title")} language={language}>
      <main id="main">
        <h1>{say("school-settings-title")}</h1>
        <p class="say">{say("school-settings-say")}</p>
        <nav class="acts lead" aria-label={say("school-settings-near")}>
          <a class="btn" href="/health">
            {say("health-title")}
          </a>
          <a class="btn" href="/first-run">
            {say("first-run-title")}
          </a>
          <a class="btn" href="/next-year">
            {say("next-year-title")}
          </a>
        </nav>
        {isSaved && (
          <Note icon="check" tone="ok">
            {say("school-settings-saved")}
          </Note>
        )}
        <Form of={look} action="/settings/school">
          {SETTING_GROUPS.map(({ group, keys }) => (
            <fieldset key={group} disabled={!mayWrite}>
              <legend>{say("school-settings-group", { group })}</legend>
              {group === "levels" && (
                <Note icon="alert" tone="warn">
                  {say("school-settings-law")}
                </Note>
              )}
              {keys.map((name) => (
                <Setting key={name} of={look} name={name} value={values[name] ?? ""} />
              ))}
            </fieldset>
          ))}
          {mayWrite && (
            <>
              <Input
                of={look}
                name="act"
                label={say("school-settings-act")}
                hint={say("school-settings-act-hint")}
                most={200}
                isOptional
              />
              <Button kind="main">{say("school-settings-save")}</Button>
            </>
          )}
        </Form>
      </main>
    </Layout>
  );
}

function Setting({ of, name, value }: { of: FormLook; name: string; value: string }) {
  const { say } = wordsIn(of.language);
  const line = {
    of,
    name,
    value,
    label: say("school-settings-name", { name }),
    hint: say("school-settings-hint", { name }),
  };
  if (name === "telegramLevel")
    return (
      <Choice
        {...line}
        options={LEVELS.map((level) => ({ value: level, text: say("school-settings-level", { level }) }))}
      />
    );
  const type = IS_TIME.includes(name) ? "time" : IS_TEXT.includes(name) ? "text" : "number";
  return <Input {...line} type={type} isOptional={type === "text"} most={200} />;
}
