import type { Channel, Kinship } from "../../src/db.ts";
import type { ReceiptState } from "../../src/oversight/not-received.ts";
import { wordsIn } from "../words.ts";
import { type ClassHead, ClassTop } from "./class-head.tsx";
import { Form, formLook, type Refusal, Tick } from "./fields.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Button, Part, State } from "./parts.tsx";

export interface ClassPupil {
  id: string;
  name: string;
  guardians: {
    id: string;
    name: string;
    kinship: Kinship | null;
    isReached: boolean;
    /** Empty too where this person may not know them. */
    channels: Channel[];
    /** The newest slip of whom nothing reaches; days are `2026-11-27`. */
    slip: { state: string; until: string } | null;
  }[];
}

/** How many of each; null: not for this person to know. */
export interface ClassWaits {
  excuses: number | null;
  absences: number | null;
  calls: number | null;
  talks: number | null;
  sheets: number | null;
}

export interface UnreadFinal {
  pupil: string;
  person: string | null;
  subject: string;
  state: ReceiptState | "called";
  hoursLeft: number;
}

export interface ClassJournal {
  subjectId: string;
  subject: string;
}

export interface ClassProps {
  head: ClassHead;
  pupils: ClassPupil[];
  waits: ClassWaits;
  finals: UnreadFinal[] | null;
  /** None for who may not read them. */
  journals: ClassJournal[];
  mayOpenDiaries: boolean;
  /** R6: personal cards. */
  mayOpenCards: boolean;
  mayPrintSlips: boolean;
  refusal: Refusal | null;
}

const ADDRESSES: Record<keyof ClassWaits, (id: string) => string> = {
  excuses: (id) => `/classes/${id}/excuses`,
  absences: (id) => `/classes/${id}/absences`,
  calls: () => "/paper",
  talks: (id) => `/classes/${id}/talks`,
  sheets: () => "/paper",
};

export function ClassPage(props: ClassProps & { frame: Frame }) {
  const { frame, head, pupils, waits } = props;
  const { language } = frame;
  const { say } = wordsIn(language);
  const reached = pupils.filter(({ guardians }) => guardians.some(({ isReached }) => isReached)).length;
  const waiting = (Object.keys(ADDRESSES) as (keyof ClassWaits)[]).filter((what) => waits[what]);
  return (
    <Layout frame={frame} title={head.name} css={["school"]} language={language}>
      <main id="main">
        <ClassTop frame={frame} of={head} here="desk" />
        <p class="say">
          {say("class-reached", { n: reached, all: pupils.length })}{" "}
          {waiting.length === 0 && say("class-calm")}
        </p>
        <ul class="waits">
          {waiting.map((what) => (
            <li key={what} class="line">
              <span>{waits[what]}</span>
              <a href={ADDRESSES[what](head.id)}>{say("class-waits", { what, n: waits[what] ?? 0 })}</a>
            </li>
          ))}
        </ul>
        <UnreadFinals {...props} />
        <Part id="pupils" title={say("class-pupils")}>
          <ol>
            {pupils.map((pupil, at) => (
              <Pupil key={pupil.id} {...props} pupil={pupil} number={at + 1} />
            ))}
          </ol>
        </Part>
        <Journals {...props} />
        <Slips {...props} />
      </main>
    </Layout>
  );
}

function Journals({ head, journals, frame }: ClassProps & { frame: Frame }) {
  const { say, upper, subject: inWords } = wordsIn(frame.language);
  if (journals.length === 0) return null;
  return (
    <Part id="journals" title={say("class-journals")}>
      <ul>
        {journals.map(({ subjectId, subject }) => (
          <li key={subjectId} class="line">
            <span />
            <a href={`/classes/${head.id}/journal/${subjectId}`}>{upper(inWords(subject))}</a>
            <a href={`/classes/${head.id}/journal/${subjectId}/finals`}>{say("class-finals-of")}</a>
          </li>
        ))}
      </ul>
    </Part>
  );
}

type PupilProps = ClassProps & { pupil: ClassPupil; number: number; frame: Frame };

function Pupil({ pupil, number, mayOpenDiaries, mayOpenCards, frame }: PupilProps) {
  const { say } = wordsIn(frame.language);
  return (
    <li class="line">
      <span class="dim">{number}</span>
      <div>
        <b>{mayOpenDiaries ? <a href={`/pupils/${pupil.id}/diary`}>{pupil.name}</a> : pupil.name}</b>
        {mayOpenCards && (
          <small class="below">
            <a href={`/people/${pupil.id}`} aria-label={say("class-card-of", { pupil: pupil.name })}>
              {say("class-card")}
            </a>
          </small>
        )}
        {pupil.guardians.length === 0 && <small class="below is-warn">{say("class-no-guardian")}</small>}
        {pupil.guardians.map((guardian) => (
          <small key={guardian.id} class="below">
            {guardian.name}, {say("class-kin", { kin: guardian.kinship ?? "self" })}:{" "}
            <Reach guardian={guardian} frame={frame} />
          </small>
        ))}
      </div>
    </li>
  );
}

function Reach({ guardian, frame }: { guardian: ClassPupil["guardians"][number]; frame: Frame }) {
  const words = wordsIn(frame.language);
  const { isReached, channels, slip } = guardian;
  if (isReached && channels.length === 0)
    return (
      <State icon="check" tone="ok">
        {words.say("class-joined")}
      </State>
    );
  if (isReached)
    return (
      <State icon="check" tone="ok">
        {channels.map((channel) => words.say("class-channel", { channel })).join(", ")}
      </State>
    );
  return (
    <State icon="alert" tone="warn">
      {words.say("class-slip", { state: slip?.state ?? "none", until: slip ? words.day(slip.until) : "" })}
    </State>
  );
}

function UnreadFinals({ frame, finals }: ClassProps & { frame: Frame }) {
  const words = wordsIn(frame.language);
  const { say } = words;
  if (!finals || finals.length === 0) return null;
  return (
    <Part id="finals" title={say("class-finals")}>
      <ul>
        {finals.map(({ pupil, person, subject, state, hoursLeft }) => (
          <li key={`${pupil} ${person} ${subject}`} class="line">
            <span class={hoursLeft < 0 ? "is-red" : "dim"}>
              {say("class-hours", { n: Math.abs(hoursLeft) })}
            </span>
            <span>
              {pupil}, {words.subject(subject)}
              <small class="below">
                {person && `${person}: `}
                {say("class-receipt", { state })}
                {hoursLeft < 0 && `, ${say("class-late")}`}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Slips({ frame, head, mayPrintSlips, refusal }: ClassProps & { frame: Frame }) {
  const { language } = frame;
  const { say } = wordsIn(language);
  if (!mayPrintSlips) return null;
  const of = formLook("slips", language, refusal);
  return (
    <Part id="slips-title" title={say("class-slips")}>
      <p class="hint">{say("class-slips-hint")}</p>
      <Form of={of} action={`/classes/${head.id}/slips`}>
        <Tick of={of} name="pupils" label={say("class-slips-pupils")} />
        <Tick of={of} name="everybody" label={say("class-slips-everybody")} />
        <Button>{say("class-slips-print")}</Button>
      </Form>
    </Part>
  );
}
