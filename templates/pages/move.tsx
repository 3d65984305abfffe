import { wordsIn } from "../words.ts";
import { Choice, formLook } from "./fields.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Button, Note } from "./parts.tsx";

type Onto = "telegram" | "email";

export interface MoveProps {
  classes: { id: string; name: string }[];
  /** `classId` empty: the whole school; `channel` null: nothing was asked yet. */
  asked: { classId: string; channel: Onto | null };
  /** How many would be moved; null: nothing was asked yet. */
  count: number | null;
  /** How many just were. */
  moved: number | null;
}

export function MovePage({ frame, classes, asked, count, moved }: MoveProps & { frame: Frame }) {
  const { language } = frame;
  const { say } = wordsIn(language);
  const look = formLook("move", language, null);
  return (
    <Layout frame={frame} title={say("move-title")} css={["contacts"]} language={language}>
      <main id="main" class="narrow">
        <p>
          <a href="/contacts">{say("contacts-back")}</a>
        </p>
        <h1>{say("move-title")}</h1>
        <p class="say">{say("move-say")}</p>
        {moved !== null && (
          <Note icon="check" tone="ok">
            {say("move-done", { n: moved })}
          </Note>
        )}
        <form class="form" method="get" action="/contacts/move">
          <Choice
            of={look}
            name="classId"
            label={say("move-whom")}
            value={asked.classId}
            options={[
              { value: "", text: say("move-school") },
              ...classes.map(({ id, name }) => ({ value: id, text: name })),
            ]}
          />
          <Choice
            of={look}
            name="channel"
            label={say("move-onto")}
            value={asked.channel ?? "email"}
            options={(["email", "telegram"] as const).map((channel) => ({
              value: channel,
              text: say("contacts-channel", { channel }),
            }))}
          />
          <Button>{say("move-count")}</Button>
        </form>
        {asked.channel && count !== null && (
          <form class="form" method="post" action="/contacts/move">
            <p class="say">{say("move-would", { n: count })}</p>
            <input type="hidden" name="classId" value={asked.classId} />
            <input type="hidden" name="channel" value={asked.channel} />
            {count > 0 && <Button kind="main">{say("move-do", { n: count })}</Button>}
          </form>
        )}
      </main>
    </Layout>
  );
}
