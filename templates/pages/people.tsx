import type { Role } from "../../src/db.ts";
import { wordsIn } from "../words.ts";
import { Icon } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Button, Empty, Select, Table } from "./parts.tsx";
import { Turning } from "./turning.tsx";

export const ROLES: Role[] = ["administrator", "head", "deputyHead", "secretary", "teacher"];

export interface PeopleProps {
  people: { id: string; name: string; className: string | null; roles: Role[]; isGuardian: boolean }[];
  /** The last of them, where there are more. */
  next: string | null;
  search: { surname: string; role: string; classId: string };
  classes: { id: string; name: string }[];
  mayMove: boolean;
  mayImport: boolean;
}

type Looked = PeopleProps & { frame: Frame };

export function PeoplePage(props: Looked) {
  const { frame, people, next, search, mayMove, mayImport } = props;
  const { language } = frame;
  const { say, list, upper } = wordsIn(language);
  const whatOf = ({ className, roles, isGuardian }: PeopleProps["people"][number]) =>
    upper(
      list([
        ...(className ? [say("people-pupil", { class: className })] : []),
        ...roles.map((role) => say("people-role", { role })),
        ...(isGuardian ? [say("people-guardian")] : []),
      ]),
    );
  return (
    <Layout frame={frame} title={say("people-title")} css={["people"]} language={language}>
      <main id="main">
        <h1>{say("people-title")}</h1>
        {mayMove && (
          <nav class="acts lead">
            <a class="btn" href="/movement">
              {say("movement-title")}
            </a>
            {mayImport && (
              <a class="btn" href="/people/import">
                {say("people-import-title")}
              </a>
            )}
          </nav>
        )}
        <Find {...props} />
        {people.length === 0 ? (
          <Empty say={say("people-none")} />
        ) : (
          <Table
            caption={say("people-caption")}
            columns={[{ head: say("people-name") }, { head: say("people-what") }]}
            rows={people.map((person) => [
              <a key={person.id} class="reach" href={`/people/${person.id}`}>
                {person.name}
              </a>,
              whatOf(person),
            ])}
          />
        )}
        <Turning
          language={language}
          before={null}
          after={next && `/people?${new URLSearchParams({ ...search, after: next })}`}
        />
      </main>
    </Layout>
  );
}

function Find({ frame, search, classes }: Looked) {
  const { say } = wordsIn(frame.language);
  return (
    <search>
      <form class="find" method="get" action="/people">
        <p>
          <label for="surname">{say("people-surname")}</label>
          <input id="surname" name="surname" type="search" value={search.surname} autocomplete="off" />
        </p>
        <Select
          name="role"
          label={say("people-role-head")}
          value={search.role}
          options={[
            { value: "", text: say("people-anybody") },
            ...ROLES.map((role) => ({ value: role, text: say("people-role", { role }) })),
          ]}
        />
        <Select
          name="classId"
          label={say("people-class")}
          value={search.classId}
          options={[
            { value: "", text: say("people-any-class") },
            ...classes.map(({ id, name }) => ({ value: id, text: name })),
          ]}
        />
        <Button kind="main">
          <Icon name="search" /> {say("people-find")}
        </Button>
      </form>
    </search>
  );
}
