import { wordsIn } from "../words.ts";
import { ContactCards, documentOptions } from "./contact-cards.tsx";
import type { PersonContactsProps } from "./contact-words.ts";
import { Choice, Form, formLook, Input } from "./fields.tsx";
import { FileInput } from "./file-input.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Button, Empty, Part, State } from "./parts.tsx";

type Looked = PersonContactsProps & { frame: Frame };

export function PersonContactsPage(props: Looked) {
  const { frame, person, wards, may } = props;
  const { say, list } = wordsIn(frame.language);
  return (
    <Layout
      frame={frame}
      title={say("passport-title", { name: person.name })}
      css={["contacts"]}
      language={frame.language}
    >
      <main id="main">
        <nav class="acts">
          {may.confirm && <a href="/contacts">{say("contacts-back")}</a>}
          {may.confirm && <a href={`/people/${person.id}`}>{say("passport-person")}</a>}
        </nav>
        <h1>{say("passport-title", { name: person.name })}</h1>
        {wards.length > 0 && (
          <p class="sub">{list(wards.map(({ name, kinship }) => say("passport-ward", { name, kinship })))}</p>
        )}
        <ContactCards {...props} />
        {may.write && <Add {...props} />}
        <Documents {...props} />
      </main>
    </Layout>
  );
}

function Add({ frame, person, statements, signedDocuments, refusal }: Looked) {
  const { language } = frame;
  const { say } = wordsIn(language);
  const look = formLook("add", language, refusal);
  const documents = documentOptions({ statements, signedDocuments }, language);
  return (
    <Part id="add-title" title={say("passport-add")}>
      {documents.length === 0 ? (
        <p class="dim">{say("passport-add-needs")}</p>
      ) : (
        <Form of={look} action={`/people/${person.id}/contacts`}>
          <Choice
            of={look}
            name="channel"
            label={say("contacts-where")}
            options={(["email", "paper"] as const).map((channel) => ({
              value: channel,
              text: say("contacts-channel", { channel }),
            }))}
          />
          <Input
            of={look}
            name="address"
            label={say("passport-address")}
            hint={say("passport-address-hint")}
            most={254}
            isOptional
          />
          <Choice of={look} name="document" label={say("passport-document")} options={documents} />
          <Button>{say("passport-add-do")}</Button>
        </Form>
      )}
    </Part>
  );
}

function Documents(props: Looked) {
  const { frame, person, statements, signedDocuments, may, today, refusal } = props;
  const { language } = frame;
  const { say, fullDay } = wordsIn(language);
  const look = formLook("statement", language, refusal);
  return (
    <Part id="documents" title={say("passport-documents")}>
      {statements.length + signedDocuments.length === 0 && <Empty say={say("passport-no-documents")} />}
      <ul class="cards">
        {statements.map(({ id, number, date, hasScan, isAboutPaper }) => (
          <li key={id}>
            <h3>{say("passport-statement", { number, day: fullDay(date) })}</h3>
            {isAboutPaper && <p>{say("passport-about-paper")}</p>}
            {hasScan ? (
              <p>
                <a href={`/people/${person.id}/statements/${id}/scan`}>{say("passport-scan")}</a>
              </p>
            ) : (
              <p class="dim">{say("passport-no-scan")}</p>
            )}
            {may.recordStatement && (
              <Form
                of={formLook(`scan-${id}`, language, refusal)}
                action={`/people/${person.id}/statements/${id}/scan`}
              >
                <FileInput
                  id={`scan-${id}-file`}
                  label={say("passport-attach")}
                  accept=".pdf,.jpg,.jpeg,.png"
                />
                <Button isSmall isFile>
                  {say("passport-attach-do")}
                </Button>
              </Form>
            )}
          </li>
        ))}
        {signedDocuments.map(({ id, number, date, isVerified }) => (
          <li key={id}>
            <h3>{say("passport-signed", { number: number ?? "", day: fullDay(date) })}</h3>
            {isVerified ? (
              <State icon="check" tone="ok">
                {say("passport-verified")}
              </State>
            ) : (
              may.verify && (
                <Form
                  of={formLook(`verify-${id}`, language, refusal)}
                  action={`/people/${person.id}/signed-documents/${id}/verify`}
                >
                  <Input
                    of={formLook(`verify-${id}`, language, refusal)}
                    name="how"
                    label={say("passport-verify-how")}
                    most={200}
                  />
                  <Button isSmall>{say("passport-verify")}</Button>
                </Form>
              )
            )}
          </li>
        ))}
      </ul>
      {may.recordStatement && (
        <>
          <h3>{say("passport-record")}</h3>
          <Form of={look} action={`/people/${person.id}/statements`}>
            <Input of={look} name="number" label={say("passport-number")} most={60} />
            <Input of={look} name="date" label={say("passport-date")} type="date" value={today} max={today} />
            <Choice
              of={look}
              name="about"
              label={say("passport-about")}
              options={(["contacts", "paper"] as const).map((about) => ({
                value: about,
                text: say("passport-about-what", { about }),
              }))}
            />
            <Button>{say("passport-record-do")}</Button>
          </Form>
        </>
      )}
    </Part>
  );
}
