import type { ComponentChildren } from "preact";
import type { YearTemplate } from "../../src/calendar/templates.ts";
import { wordsIn } from "../words.ts";
import { Choice, Form, formLook, Input, type Refusal } from "./fields.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Button, Note, State, Table } from "./parts.tsx";

const WAYS = ["quarter", "trimester", "module"] as const;

interface WantedYear {
  name: string;
  /** `2027-09-01` */
  startsOn: string;
  endsOn: string;
  weekDays: number;
  kind: (typeof WAYS)[number];
}

/** What a year would begin with, before anything is written. */
export interface YearPlan extends Pick<YearTemplate, "terms" | "daysOff"> {
  wanted: WantedYear;
}

export interface FirstRunProps {
  /** `schoolName` empty: nobody has named it yet. */
  school: { schoolName: string; schoolCity: string; timeZone: string };
  /** Its name; null: there is none. */
  year: string | null;
  people: { pupils: number; classes: number; staff: number };
  channels: { telegram: boolean; email: boolean; publicUrl: string; isLocal: boolean; isPostbox: boolean };
  plan: YearPlan | null;
  refusal: Refusal | null;
  mayWrite: boolean;
}

type Looked = FirstRunProps & { frame: Frame };

export function FirstRunPage(props: Looked) {
  const { frame, school, year, people, channels, mayWrite } = props;
  const { language } = frame;
  const { say } = wordsIn(language);
  const isReached = (channels.telegram || channels.email) && !channels.isLocal;
  const done = [school.schoolName !== "", year !== null, people.pupils > 0 && people.staff > 1, isReached];
  const left = done.filter((isDone) => !isDone).length;
  const of = (step: string, at: number) => ({ step, isDone: done[at] === true, number: at + 1, language });
  return (
    <Layout frame={frame} title={say("first-run-title")} language={language}>
      <main id="main">
        <h1>{say("first-run-title")}</h1>
        <p class="say">{say("first-run-say", { left })}</p>
        <Step {...of("school", 0)}>{mayWrite ? <School {...props} /> : <p>{school.schoolName}</p>}</Step>
        <Step {...of("year", 1)}>
          {year !== null && <p>{say("first-run-year-is", { name: year })}</p>}
          {year === null && mayWrite && <Year {...props} />}
        </Step>
        <Step {...of("people", 2)}>
          <p>{say("first-run-people-are", people)}</p>
          {year === null && <p class="hint">{say("first-run-year-first")}</p>}
          {year !== null && mayWrite && (
            <p class="lead">
              <a class={done[2] ? "btn" : "btn btn-main"} href="/people/import">
                {say("people-import-title")}
              </a>
            </p>
          )}
        </Step>
        <Step {...of("channels", 3)}>
          <Channels {...props} />
        </Step>
        {left === 0 && mayWrite && (
          <Note icon="check" tone="ok">
            <p>{say("first-run-done")}</p>
            <p class="acts lead">
              <a class="btn btn-main" href="/contacts/slips">
                {say("contacts-slips")}
              </a>
              <a class="btn" href="/people">
                {say("page-section", { section: "people" })}
              </a>
            </p>
          </Note>
        )}
      </main>
    </Layout>
  );
}

interface StepProps extends Pick<Frame, "language"> {
  step: string;
  number: number;
  isDone: boolean;
  children: ComponentChildren;
}

function Step({ step, number, isDone, language, children }: StepProps) {
  const { say } = wordsIn(language);
  return (
    <section class="part" id={step} aria-labelledby={`${step}-head`}>
      <h2 id={`${step}-head`}>
        {number}. {say("first-run-step", { step })}{" "}
        <small>
          <State icon={isDone ? "check" : "clock"} tone={isDone ? "ok" : "dim"}>
            {say("first-run-state", { done: isDone ? "yes" : "no" })}
          </State>
        </small>
      </h2>
      {children}
    </section>
  );
}

function School({ frame: { language }, school, refusal }: Looked) {
  const { say } = wordsIn(language);
  const look = formLook("school", language, refusal);
  return (
    <Form of={look} action="/first-run/school">
      {(["schoolName", "schoolCity", "timeZone"] as const).map((name) => (
        <Input
          key={name}
          of={look}
          name={name}
          label={say("school-settings-name", { name })}
          hint={say("school-settings-hint", { name })}
          value={school[name]}
          isOptional={name === "schoolCity"}
          most={200}
        />
      ))}
      <Button {...(school.schoolName === "" ? { kind: "main" as const } : {})}>
        {say("first-run-save")}
      </Button>
    </Form>
  );
}

function Year({ frame: { language }, plan, refusal }: Looked) {
  const { say } = wordsIn(language);
  const look = formLook("year", language, refusal);
  const wanted = plan?.wanted;
  return (
    <>
      {plan && <Planned {...plan} language={language} />}
      <Form of={look} action="/first-run/year">
        <Input
          of={look}
          name="name"
          label={say("first-run-year-name")}
          most={40}
          value={wanted?.name ?? ""}
        />
        <div class="pair">
          <Input
            of={look}
            name="startsOn"
            type="date"
            label={say("next-year-starts")}
            value={wanted?.startsOn ?? ""}
          />
          <Input
            of={look}
            name="endsOn"
            type="date"
            label={say("next-year-ends")}
            value={wanted?.endsOn ?? ""}
          />
        </div>
        <Choice
          of={look}
          name="weekDays"
          label={say("first-run-week")}
          value={String(wanted?.weekDays ?? 5)}
          options={["5", "6"].map((days) => ({ value: days, text: say("first-run-week-of", { days }) }))}
        />
        <Choice
          of={look}
          name="kind"
          label={say("first-run-terms")}
          hint={say("first-run-terms-hint")}
          value={wanted?.kind ?? "quarter"}
          options={WAYS.map((kind) => ({ value: kind, text: say("first-run-terms-of", { kind }) }))}
        />
        <Button {...(plan ? {} : { kind: "main" as const })}>{say("next-year-show")}</Button>
      </Form>
    </>
  );
}

function Planned({ wanted, terms, daysOff, language }: YearPlan & Pick<Frame, "language">) {
  const { say, days } = wordsIn(language);
  const span = ({ startsOn, endsOn }: { startsOn: string; endsOn: string }) => days(startsOn, endsOn);
  return (
    <>
      <Note icon="list">{say("first-run-plan")}</Note>
      <Table
        caption={say("first-run-plan-terms")}
        columns={[
          { head: say("first-run-term") },
          { head: say("first-run-levels") },
          { head: say("first-run-days") },
        ]}
        rows={terms.map((term) => [
          say("first-run-term-of", { kind: term.kind, number: term.number }),
          `${term.levelFrom}–${term.levelTo}`,
          span(term),
        ])}
      />
      <Table
        caption={say("first-run-plan-off")}
        columns={[
          { head: say("first-run-off") },
          { head: say("first-run-levels") },
          { head: say("first-run-days") },
        ]}
        rows={daysOff.map((off) => [
          <span key={off.name} lang="ru">
            {off.name}
          </span>,
          `${off.levelFrom}–${off.levelTo}`,
          span(off),
        ])}
      />
      <form class="form" method="post" action="/first-run/year">
        {Object.entries(wanted).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={String(value)} />
        ))}
        <input type="hidden" name="confirm" value="yes" />
        <Button kind="main">{say("next-year-open", { name: wanted.name })}</Button>
      </form>
    </>
  );
}

function Channels({ frame: { language }, channels }: Looked) {
  const { say } = wordsIn(language);
  const { telegram, email, publicUrl, isLocal, isPostbox } = channels;
  const lines = [
    { name: "publicUrl", isSet: !isLocal },
    { name: "telegram", isSet: telegram },
    { name: "email", isSet: email },
  ];
  return (
    <>
      <p>{say("first-run-channels")}</p>
      <Table
        caption={say("first-run-step", { step: "channels" })}
        columns={[
          { head: say("first-run-what") },
          { head: say("first-run-set") },
          { head: say("first-run-variables") },
        ]}
        rows={lines.map(({ name, isSet }) => [
          say("first-run-channel", { name }),
          <State key={name} icon={isSet ? "check" : "alert"} tone={isSet ? "ok" : "warn"}>
            {say("first-run-is-set", { set: isSet ? "yes" : "no" })}
          </State>,
          <code key={name}>
            {name === "publicUrl" ? `PUBLIC_URL=${publicUrl}` : say("first-run-variable", { name })}
          </code>,
        ])}
      />
      {isPostbox && (
        <Note icon="alert" tone="warn">
          {say("first-run-postbox")}
        </Note>
      )}
      <p class="lead">{say("first-run-test")}</p>
      <p class="acts">
        <a class="btn" href="/settings#contacts">
          {say("first-run-test-go")}
        </a>
      </p>
    </>
  );
}
