import { wordsIn } from "../words.ts";
import {
  CHANNEL_ICONS,
  type ContactCard,
  type PersonContacts,
  type PersonContactsProps,
  STATE_LOOKS,
} from "./contact-words.ts";
import { Area, Choice, Form, formLook } from "./fields.tsx";
import { Icon } from "./icons.tsx";
import type { Frame } from "./layout.tsx";
import { Button, Empty, State } from "./parts.tsx";

type Looked = PersonContactsProps & { frame: Frame };

/** The passport of each contact of a person (R64), with what may be done about it. */
export function ContactCards(props: Looked) {
  const { say } = wordsIn(props.frame.language);
  if (props.contacts.length === 0) return <Empty say={say("passport-none")} />;
  return (
    <ul class="cards">
      {props.contacts.map((contact) => (
        <Card key={contact.id} contact={contact} {...props} />
      ))}
    </ul>
  );
}

function Card({ contact, ...props }: Looked & { contact: ContactCard }) {
  const { say, fullDay } = wordsIn(props.frame.language);
  const { id, channel, address, state, reason, isFirst, isLastResort, since, stands, document, confirmed } =
    contact;
  return (
    <li id={`c-${id}`}>
      <h2>
        <Icon name={CHANNEL_ICONS[channel]} /> {address ?? say("contacts-channel", { channel })}
      </h2>
      <p>
        <State {...STATE_LOOKS[state]}>{say("contacts-state", { state, reason: reason ?? "none" })}</State>
        {isFirst && <span class="dim"> {say("passport-first")}</span>}
      </p>
      <dl>
        <dt>{say("contacts-stands-head")}</dt>
        <dd>
          {isLastResort
            ? say("passport-last-resort")
            : document
              ? say("passport-behind", { stands, number: document.number, day: fullDay(document.date) })
              : say("contacts-stands", { stands })}
        </dd>
        <dt>{say("passport-entered")}</dt>
        <dd>{fullDay(since)}</dd>
        <dt>{say("passport-confirmed")}</dt>
        <dd>
          {confirmed
            ? say("passport-confirmed-on", {
                day: fullDay(confirmed.on),
                how: say("passport-how", { how: confirmed.how ?? "none" }),
                by: confirmed.by ?? "none",
              })
            : say("passport-not-yet")}
        </dd>
      </dl>
      <Moves contact={contact} {...props} />
    </li>
  );
}

function Moves({
  contact,
  frame,
  may,
  refusal,
  statements,
  signedDocuments,
}: Looked & { contact: ContactCard }) {
  const { language } = frame;
  const { say } = wordsIn(language);
  const { id, state, stands, version, isLastResort } = contact;
  if (state === "revoked" || isLastResort) return null;
  const lookOf = (move: string) => formLook(`${move}-${id}`, language, refusal);
  const seen = <input type="hidden" name="version" value={version} />;
  const documents = documentOptions({ statements, signedDocuments }, language);
  const isProven = stands === "statement" || stands === "signed";
  return (
    <div class="moves">
      {may.confirm && state !== "confirmed" && !isProven && <p class="dim">{say("passport-owner-only")}</p>}
      {may.confirm && state !== "confirmed" && isProven && (
        <Form of={lookOf("confirm")} action={`/contacts/${id}/confirm`}>
          {seen}
          <Area
            of={lookOf("confirm")}
            name="how"
            label={say("passport-how-ask")}
            hint={say("passport-how-hint")}
            most={200}
            rows={2}
          />
          <Button>{say("passport-confirm")}</Button>
        </Form>
      )}
      {may.write && !isProven && documents.length > 0 && (
        <Form of={lookOf("document")} action={`/contacts/${id}/document`}>
          {seen}
          <Choice
            of={lookOf("document")}
            name="document"
            label={say("passport-document")}
            options={documents}
          />
          <Button isSmall>{say("passport-give-document")}</Button>
        </Form>
      )}
      {may.confirm && state === "confirmed" && (
        <Form of={lookOf("suspend")} action={`/contacts/${id}/suspend`}>
          {seen}
          <Choice
            of={lookOf("suspend")}
            name="reason"
            label={say("passport-suspend-why")}
            options={(["addressRefused", "askedToPause", "doubtful"] as const).map((why) => ({
              value: why,
              text: say("contacts-reason", { reason: why }),
            }))}
          />
          <Button isSmall>{say("passport-suspend")}</Button>
        </Form>
      )}
      {may.confirm && state === "suspended" && (
        <Form of={lookOf("revive")} action={`/contacts/${id}/revive`}>
          {seen}
          <Button isSmall>{say("passport-revive")}</Button>
        </Form>
      )}
      {may.revoke && (
        <Form of={lookOf("revoke")} action={`/contacts/${id}/revoke`}>
          {seen}
          <Button kind="stop" isSmall>
            {say("passport-revoke")}
          </Button>
        </Form>
      )}
    </div>
  );
}

/** Documents of a person, as a form offers them. */
export function documentOptions(
  { statements, signedDocuments }: Pick<PersonContacts, "statements" | "signedDocuments">,
  language: Frame["language"],
) {
  const { say, fullDay } = wordsIn(language);
  return [
    ...statements.map(({ id, number, date }) => ({
      value: `statement ${id}`,
      text: say("passport-statement", { number, day: fullDay(date) }),
    })),
    ...signedDocuments.map(({ id, number, date }) => ({
      value: `signed ${id}`,
      text: say("passport-signed", { number: number ?? "", day: fullDay(date) }),
    })),
  ];
}
