import type { Kinship, Role } from "../../src/db.ts";
import { wordsIn } from "../words.ts";
import { Choice, Form, formLook, Input, type Refusal } from "./fields.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Act, Button, Empty, Part } from "./parts.tsx";
import { ROLES } from "./people.tsx";
import type { PupilSection } from "./pupil-head.tsx";

interface Span {
  /** `2026-11-27` */
  from: string;
  to: string | null;
}

interface Kin {
  id: string;
  name: string;
  kinship: Kinship;
}

export interface PersonProps {
  person: { id: string; name: string; birthDate: string | null };
  roles: (Span & { id: string; role: Role; version: number })[];
  /** The pages about a pupil that its reader may open; of everybody else none. */
  reads: PupilSection[];
  /** With the class where its page is open to the reader. */
  enrolments: (Span & { name: string; year: string; classId: string | null })[];
  leaderships: (Span & { name: string; year: string })[];
  wards: Kin[];
  guardians: (Kin & { barredFrom: string | null })[];
  account: { login: string; createdOn: string; handedOverOn: string | null; closedOn: string | null } | null;
  /** Just made; the password is never shown again. */
  issued: { login: string; password: string } | null;
  refusal: Refusal | null;
  today: string;
  may: {
    list: boolean;
    contacts: boolean;
    roles: boolean;
    account: boolean;
    handOver: boolean;
    erase: boolean;
  };
}

type Looked = PersonProps & { frame: Frame };

export function PersonPage(props: Looked) {
  const { frame, person, enrolments, leaderships, may, issued } = props;
  const { language } = frame;
  const { say, fullDay } = wordsIn(language);
  return (
    <Layout frame={frame} title={person.name} css={["people"]} language={language}>
      <main id="main">
        {may.list && (
          <p>
            <a href="/people">{say("person-back")}</a>
          </p>
        )}
        <h1>{person.name}</h1>
        {person.birthDate && <p class="sub">{say("person-born", { day: fullDay(person.birthDate) })}</p>}
        {may.contacts && (
          <p class="acts">
            <a class="btn" href={`/people/${person.id}/contacts`}>
              {say("person-contacts")}
            </a>
          </p>
        )}
        <Reads {...props} />
        {issued && (
          <div class="told" role="alert">
            <p>{say("person-issued")}</p>
            <p>
              {say("person-login")}: <code>{issued.login}</code>
            </p>
            <p>
              {say("person-password")}: <code>{issued.password}</code>
            </p>
          </div>
        )}
        <Held id="classes" title={say("person-classes")} spans={enrolments} language={language} />
        <Held id="leads" title={say("person-leads")} spans={leaderships} language={language} />
        <Family {...props} />
        <Roles {...props} />
        <Account {...props} />
        {may.erase && (
          <p class="lead">
            <a class="reach" href={`/people/${person.id}/erasure`}>
              {say("erasure-title")}
            </a>
          </p>
        )}
      </main>
    </Layout>
  );
}

function Reads({ frame, person, reads }: Looked) {
  const { say } = wordsIn(frame.language);
  if (reads.length === 0) return null;
  return (
    <nav class="acts" aria-label={say("pupil-sections")}>
      {reads.map((section) => (
        <a key={section} class="btn" href={`/pupils/${person.id}/${section}`}>
          {say("pupil-section", { section })}
        </a>
      ))}
    </nav>
  );
}

interface HeldProps {
  id: string;
  title: string;
  spans: (PersonProps["leaderships"][number] & { classId?: string | null })[];
  language: Frame["language"];
}

function Held({ id, title, spans, language }: HeldProps) {
  if (spans.length === 0) return null;
  return (
    <Part id={id} title={title}>
      <ul>
        {spans.map((span) => (
          <li key={`${span.name} ${span.from}`}>
            {span.classId ? (
              <a class="reach" href={`/classes/${span.classId}`}>
                {span.name}
              </a>
            ) : (
              span.name
            )}
            , {inDays(span, language)}
          </li>
        ))}
      </ul>
    </Part>
  );
}

function inDays({ from, to }: Span, language: Frame["language"]): string {
  const { say, fullDay } = wordsIn(language);
  return to
    ? say("person-from-to", { from: fullDay(from), to: fullDay(to) })
    : say("person-from", { from: fullDay(from) });
}

function Family({ frame, wards, guardians }: Looked) {
  const { say, fullDay } = wordsIn(frame.language);
  if (wards.length + guardians.length === 0) return null;
  return (
    <Part id="family" title={say("person-family")}>
      <ul>
        {wards.map(({ id, name, kinship }) => (
          <li key={id}>
            <a class="reach" href={`/people/${id}`}>
              {say("person-ward", { name, kinship })}
            </a>
          </li>
        ))}
        {guardians.map(({ id, name, kinship, barredFrom }) => (
          <li key={id}>
            <a class="reach" href={`/people/${id}`}>
              {say("person-guardian", { name, kinship })}
            </a>
            {barredFrom && <span class="is-red"> {say("person-barred", { day: fullDay(barredFrom) })}</span>}
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Roles({ frame, person, roles, may, today, refusal }: Looked) {
  const { language } = frame;
  const { say } = wordsIn(language);
  if (roles.length === 0 && !may.roles) return null;
  const look = formLook("role", language, refusal);
  return (
    <Part id="roles" title={say("person-roles")}>
      {roles.length === 0 && <Empty say={say("person-no-roles")} />}
      <ul>
        {roles.map(({ id, role, version, from, to }) => (
          <li key={id}>
            {say("people-role", { role })}, {inDays({ from, to }, language)}
            {may.roles && !to && (
              <Form
                of={formLook(`end-${id}`, language, refusal)}
                action={`/people/${person.id}/roles/${id}/end`}
              >
                <input type="hidden" name="version" value={version} />
                <Input
                  of={formLook(`end-${id}`, language, refusal)}
                  name="to"
                  label={say("person-role-last")}
                  type="date"
                  value={today}
                />
                <Button isSmall>{say("person-role-end")}</Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {may.roles && (
        <details open={look.refusal !== null}>
          <summary>{say("person-role-give")}</summary>
          <Form of={look} action={`/people/${person.id}/roles`}>
            <Choice
              of={look}
              name="role"
              label={say("people-role-head")}
              options={ROLES.map((role) => ({ value: role, text: say("people-role", { role }) }))}
            />
            <Input of={look} name="from" label={say("person-role-from")} type="date" value={today} />
            <Input of={look} name="documentOn" label={say("person-role-document")} type="date" isOptional />
            <Button>{say("person-role-do")}</Button>
          </Form>
        </details>
      )}
    </Part>
  );
}

function Account({ frame, person, account, may, refusal }: Looked) {
  const { language } = frame;
  const { say, fullDay } = wordsIn(language);
  if (!account && !may.account) return null;
  const page = `/people/${person.id}`;
  return (
    <Part id="account" title={say("person-account")}>
      {account ? (
        <p>
          {say("person-account-is", { login: account.login, day: fullDay(account.createdOn) })}{" "}
          {account.handedOverOn
            ? say("person-handed", { day: fullDay(account.handedOverOn) })
            : say("person-not-handed")}{" "}
          {account.closedOn && say("person-closed", { day: fullDay(account.closedOn) })}
        </p>
      ) : (
        <p class="dim">{say("person-no-account")}</p>
      )}
      <div class="acts lead">
        {may.account && !account && <Act action={`${page}/account`}>{say("person-account-make")}</Act>}
        {may.account && account && <Act action={`${page}/password`}>{say("person-password-new")}</Act>}
        {may.handOver && account && !account.handedOverOn && (
          <Act action={`${page}/handed-over`}>{say("person-hand-over")}</Act>
        )}
        {may.account && account && (
          <Form
            of={formLook(account.closedOn ? "reopen" : "close", language, refusal)}
            action={`${page}/account/${account.closedOn ? "reopen" : "close"}`}
          >
            {account.closedOn ? (
              <Button>{say("person-reopen")}</Button>
            ) : (
              <Button kind="stop">{say("person-close")}</Button>
            )}
          </Form>
        )}
      </div>
    </Part>
  );
}
