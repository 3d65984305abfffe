import type { Language } from "../../src/deliveries/message.ts";
import { refusalIn } from "../refusals.ts";
import { wordsIn } from "../words.ts";
import { Form, formLook, Input, type Refusal, Tick } from "./fields.tsx";
import { Button, Empty, Part } from "./parts.tsx";

export interface OwnContact {
  id: string;
  version: number;
  channel: string;
  /** Of email alone. */
  address: string | null;
  state: string;
  /** Stopped by themselves. */
  isPaused: boolean;
  /** It has a place in the order. */
  isOrdered: boolean;
}

export interface OwnConsent {
  purpose: string;
  /** `2026-11-27`; null: it is not given. */
  since: string | null;
}

interface Shown {
  language: Language;
  refusal: Refusal | null;
}

/** Where one is written to, in one's own order: each may be tried, paused, moved up and left. */
export function OwnContacts({ contacts, language, refusal }: Shown & { contacts: OwnContact[] }) {
  const { say } = wordsIn(language);
  const ordered = contacts.filter(({ isOrdered }) => isOrdered);
  const look = formLook("address", language, refusal);
  return (
    <Part id="contacts" title={say("settings-contacts")}>
      {contacts.length === 0 && <Empty say={say("settings-no-contacts")} />}
      {ordered.length > 1 && <p class="hint">{say("own-order")}</p>}
      {refusal?.form === "order" && <Refused language={language} refusal={refusal} />}
      <ol>
        {contacts.map((contact, at) => (
          <li key={contact.id} class="line" id={`c-${contact.id}`}>
            <span>{at + 1}</span>
            <div>
              <b>{say("preview-channel", { channel: contact.channel })}</b>
              {contact.address && <p class="words">{contact.address}</p>}
              <p class="dim">
                {say("settings-contact-state", { state: contact.isPaused ? "paused" : contact.state })}
              </p>
              <Moves
                contact={contact}
                language={language}
                refusal={refusal}
                order={upOrder(ordered, contact.id)}
              />
            </div>
          </li>
        ))}
      </ol>
      <Form of={look} action="/settings/address">
        <Input of={look} name="address" label={say("own-add")} hint={say("own-add-hint")} most={254} />
        <Button>{say("own-add-do")}</Button>
      </Form>
      <p class="lead">
        <a href="/telegram">{say("settings-telegram")}</a>
      </p>
    </Part>
  );
}

function Moves({ contact, order, language, refusal }: Shown & { contact: OwnContact; order: string | null }) {
  const { say } = wordsIn(language);
  const { id, version, channel, state, isPaused } = contact;
  const isElectronic = channel !== "paper";
  const moves = [
    ...(state === "confirmed" && isElectronic ? ["trial", "pause"] : []),
    ...(isPaused ? ["resume"] : []),
    ...(isElectronic ? ["leave"] : []),
  ];
  // Also of a move that is not offered any more.
  const isWrong = refusal?.form.endsWith(id);
  return (
    <div class="acts">
      {order && (
        <form method="post" action="/settings/order">
          <input type="hidden" name="order" value={order} />
          <Button isSmall>{say("own-up")}</Button>
        </form>
      )}
      {moves.map((move) => (
        <form key={move} method="post" action={`/settings/contacts/${id}/${move}`}>
          <input type="hidden" name="version" value={version} />
          <Button isSmall {...(move === "leave" ? { kind: "stop" as const } : {})}>
            {say("own-move", { move })}
          </Button>
        </form>
      ))}
      {isWrong && <Refused language={language} refusal={refusal!} />}
    </div>
  );
}

function Refused({ language, refusal }: { language: Language; refusal: Refusal }) {
  return (
    <p class="err" role="alert">
      {refusalIn(language, refusal.sentence)}
    </p>
  );
}

/** The order with this one a place higher; null: it stands first. */
function upOrder(ordered: OwnContact[], id: string): string | null {
  const at = ordered.findIndex((contact) => contact.id === id);
  if (at < 1) return null;
  const moved = [...ordered];
  [moved[at - 1], moved[at]] = [moved[at]!, moved[at - 1]!];
  return moved.map(({ id: one, version }) => `${one}:${version}`).join(" ");
}

/** What one consented to; without «messages» the family is on paper. */
export function OwnConsents({ consents, language, refusal }: Shown & { consents: OwnConsent[] }) {
  const { say, fullDay } = wordsIn(language);
  return (
    <Part id="consents" title={say("own-consents")}>
      {consents.map(({ purpose, since }) => {
        const isGiven = since !== null;
        const look = formLook(`consent-${purpose}`, language, refusal);
        return (
          <section key={purpose} class="lead">
            <h3>{say("own-consent", { purpose })}</h3>
            <p>
              {isGiven
                ? say("own-consent-since", { day: fullDay(since) })
                : say("own-consent-none", { purpose })}
            </p>
            <Form of={look} action={`/settings/consent/${isGiven ? "withdraw" : "give"}`}>
              <input type="hidden" name="purpose" value={purpose} />
              {isGiven && <Tick of={look} name="sure" label={say("own-consent-then", { purpose })} />}
              <Button {...(isGiven ? { kind: "stop" as const } : {})}>
                {say("own-consent-do", { given: isGiven ? "yes" : "no" })}
              </Button>
            </Form>
          </section>
        );
      })}
    </Part>
  );
}
