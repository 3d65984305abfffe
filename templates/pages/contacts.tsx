import { wordsIn } from "../words.ts";
import {
  CHANNEL_ICONS,
  CONTACT_TABS,
  type ContactRow,
  type ContactsTab,
  STATE_LOOKS,
} from "./contact-words.ts";
import { Icon } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Empty, Note, State, Table, Tabs } from "./parts.tsx";
import { Turning } from "./turning.tsx";

export interface ContactsProps {
  tab: ContactsTab;
  page: number;
  hasMore: boolean;
  counts: Record<ContactsTab, number>;
  /** Who asks for the erasure of their data. */
  erasures: { id: string; name: string; askedOn: string }[];
  rows: ContactRow[];
  /** On the tab of those whom nobody can write to. */
  families: { id: string; name: string; className: string; hearers: { id: string; name: string }[] }[];
}

type Looked = ContactsProps & { frame: Frame };

export function ContactsPage(props: Looked) {
  const { frame, tab, page, hasMore, counts } = props;
  const { say } = wordsIn(frame.language);
  return (
    <Layout frame={frame} title={say("contacts-title")} css={["contacts"]} language={frame.language}>
      <main id="main">
        <h1>{say("contacts-title")}</h1>
        <p class="say">{say("contacts-say", { n: counts.waiting })}</p>
        <div class="acts lead">
          <a class="btn" href="/contacts/slips">
            <Icon name="print" /> {say("contacts-slips")}
          </a>
          <a class="btn" href="/contacts/move">
            {say("contacts-move")}
          </a>
          <a class="btn" href="/people">
            <Icon name="search" /> {say("contacts-find")}
          </a>
        </div>
        <Erasures {...props} />
        <Tabs
          label={say("contacts-queues")}
          tabs={CONTACT_TABS.map((one) => ({
            href: `/contacts?tab=${one}`,
            text: say("contacts-tab", { tab: one, n: counts[one] }),
            isHere: one === tab,
          }))}
        />
        {counts[tab] === 0 ? (
          <Empty say={say("contacts-empty", { tab })} />
        ) : tab === "unreachable" ? (
          <Families {...props} />
        ) : (
          <Queue {...props} />
        )}
        <Turning
          language={frame.language}
          before={page > 0 ? `/contacts?tab=${tab}&page=${page - 1}` : null}
          after={hasMore ? `/contacts?tab=${tab}&page=${page + 1}` : null}
        />
      </main>
    </Layout>
  );
}

function Erasures({ frame, erasures }: Looked) {
  const { say, day } = wordsIn(frame.language);
  if (erasures.length === 0) return null;
  return (
    <Note icon="alert" tone="warn">
      <p>{say("erasure-waiting")}</p>
      <ul>
        {erasures.map(({ id, name, askedOn }) => (
          <li key={id}>
            <a class="reach" href={`/people/${id}/erasure`}>
              {name}
            </a>
            , {day(askedOn)}
          </li>
        ))}
      </ul>
    </Note>
  );
}

function Queue({ frame, tab, rows }: Looked) {
  const { say, day } = wordsIn(frame.language);
  return (
    <Table
      caption={say("contacts-tab-name", { tab })}
      columns={[
        { head: say("contacts-who") },
        { head: say("contacts-where") },
        { head: say("contacts-since") },
        { head: say("contacts-stands-head") },
        { head: say("contacts-state-head") },
      ]}
      rows={rows.map(({ id, personId, name, channel, address, since, state, reason, stands }) => [
        <a key={id} class="reach" href={`/people/${personId}/contacts#c-${id}`}>
          {name}
        </a>,
        <span key={id}>
          <Icon name={CHANNEL_ICONS[channel]} /> {address ?? say("contacts-channel", { channel })}
        </span>,
        day(since),
        say("contacts-stands", { stands }),
        <State key={id} {...STATE_LOOKS[state]}>
          {say("contacts-state", { state, reason: reason ?? "none" })}
        </State>,
      ])}
    />
  );
}

function Families({ frame, families }: Looked) {
  const { say } = wordsIn(frame.language);
  return (
    <Table
      caption={say("contacts-tab-name", { tab: "unreachable" })}
      columns={[
        { head: say("contacts-pupil") },
        { head: say("contacts-class") },
        { head: say("contacts-whom") },
      ]}
      rows={families.map(({ id, name, className, hearers }) => [
        <a key={id} class="reach" href={`/people/${id}`}>
          {name}
        </a>,
        className,
        hearers.map((hearer) => (
          <span key={hearer.id} class="one">
            <a href={`/people/${hearer.id}/contacts`}>{hearer.name}</a>
          </span>
        )),
      ])}
    />
  );
}
