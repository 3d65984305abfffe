import type { OrderKind } from "../../src/db.ts";
import type { Movement } from "../../src/movement/orders.ts";
import { wordsIn } from "../words.ts";
import { Form, formLook, type Refusal } from "./fields.tsx";
import { FileInput } from "./file-input.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Act, Button, Empty, Note, Part, State, Table } from "./parts.tsx";

export interface MovementProps {
  /** The latest first; days are `2026-11-27`. */
  orders: {
    id: string;
    kind: OrderKind;
    number: string;
    signedOn: string;
    from: string;
    pupilId: string;
    pupil: string;
    className: string | null;
    isChecked: boolean;
  }[];
  mayCheck: boolean;
  /** What a table would change, or has just changed. */
  plan: { isApplied: boolean; movement: Movement } | null;
  refusal: Refusal | null;
}

type Looked = MovementProps & { frame: Frame };

export function MovementPage(props: Looked) {
  const { frame, plan, refusal } = props;
  const { language } = frame;
  const { say } = wordsIn(language);
  const look = formLook("orders", language, refusal);
  return (
    <Layout frame={frame} title={say("movement-title")} css={["people"]} language={language}>
      <main id="main">
        <p>
          <a href="/people">{say("person-back")}</a>
        </p>
        <h1>{say("movement-title")}</h1>
        <p class="say">{say("movement-say")}</p>
        {plan && <Plan {...plan} language={language} />}
        <Form of={look} action="/movement">
          <FileInput
            id="orders-file"
            label={say("movement-file")}
            hint={say("movement-columns")}
            accept=".xlsx,.csv,.json"
          />
          <p>
            <label>
              <input type="checkbox" name="apply" value="yes" />
              {say("movement-apply")}
            </label>
          </p>
          <Button kind="main" isFile>
            {say("movement-send")}
          </Button>
        </Form>
        <Orders {...props} />
      </main>
    </Layout>
  );
}

function Plan({
  isApplied,
  movement,
  language,
}: NonNullable<MovementProps["plan"]> & Pick<Frame, "language">) {
  const { say } = wordsIn(language);
  const { orders, wrong } = movement;
  const fresh = orders.filter(({ state }) => state === "fresh").length;
  return (
    <Part id="plan" title={say("movement-plan", { applied: isApplied ? "yes" : "no" })}>
      <Note icon={isApplied ? "check" : "list"} {...(isApplied ? { tone: "ok" as const } : {})}>
        {say("movement-counts", {
          applied: isApplied ? "yes" : "no",
          fresh,
          same: orders.length - fresh,
          wrong: wrong.length,
        })}
      </Note>
      {wrong.length > 0 && (
        <Table
          caption={say("movement-wrong")}
          columns={[
            { head: say("movement-row") },
            { head: say("movement-column") },
            { head: say("movement-cell") },
            { head: say("movement-why") },
          ]}
          rows={wrong.map(({ row, column, value, expected }) => [
            String(row),
            column ?? "–",
            value,
            expected,
          ])}
        />
      )}
      {orders.length > 0 && (
        <Table
          caption={say("movement-orders")}
          columns={[
            { head: say("movement-row") },
            { head: say("movement-what") },
            { head: say("movement-state") },
          ]}
          rows={orders.map(({ row, words, state }) => [String(row), words, say("movement-is", { state })])}
        />
      )}
    </Part>
  );
}

function Orders({ frame, orders, mayCheck }: Looked) {
  const { say, fullDay } = wordsIn(frame.language);
  return (
    <Part id="done" title={say("movement-done")}>
      {orders.length === 0 ? (
        <Empty say={say("movement-none")} />
      ) : (
        <Table
          caption={say("movement-done")}
          columns={[
            { head: say("people-name") },
            { head: say("movement-what") },
            { head: say("movement-paper") },
          ]}
          rows={orders.map(({ id, kind, number, signedOn, from, pupilId, pupil, className, isChecked }) => [
            <a key={id} class="reach" href={`/people/${pupilId}`}>
              {pupil}
            </a>,
            say("movement-order", {
              kind,
              number,
              signed: fullDay(signedOn),
              from: fullDay(from),
              class: className ?? "",
            }),
            isChecked ? (
              <State key={id} icon="check" tone="ok">
                {say("movement-checked")}
              </State>
            ) : mayCheck ? (
              <Act key={id} action={`/movement/${id}/checked`} isSmall>
                {say("movement-check")}
              </Act>
            ) : (
              say("movement-unchecked")
            ),
          ])}
        />
      )}
    </Part>
  );
}
