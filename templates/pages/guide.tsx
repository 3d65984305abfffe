import { GUIDE_ROLES, type GuideRole, guideFor } from "../guides/guide.ts";
import { refusalIn } from "../refusals.ts";
import { wordsIn } from "../words.ts";
import { Field } from "./field.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Act, Button, Empty, Part, Tabs } from "./parts.tsx";

export interface GuideProps {
  role: GuideRole;
  /** The training sessions to come, the soonest first (R25). */
  trainings: { id: string; day: string; time: string; topic: string; place: string }[];
  mayPlan: boolean;
  /** What was typed and not taken. */
  typed: { day: string; time: string; topic: string; place: string };
  problem: { field: string; sentence: string } | null;
}

export function GuidePage({ frame, ...props }: GuideProps & { frame: Frame }) {
  const { language } = frame;
  const { say } = wordsIn(language);
  const { role } = props;
  return (
    <Layout frame={frame} title={say("guide-title")} css={["guide"]} language={language}>
      <main id="main">
        <h1>{say("guide-title")}</h1>
        <p class="say lead">{say("guide-say")}</p>
        <Tabs
          label={say("guide-roles")}
          tabs={GUIDE_ROLES.map((one) => ({
            href: `/guide/${one}`,
            text: say("guide-role", { role: one }),
            isHere: one === role,
          }))}
        />
        {guideFor(role, language).map(({ title, text, href }) => (
          <section key={title} class="topic">
            <h2>{title}</h2>
            <p>{text}</p>
            {href && frame.viewer && (
              <p>
                <a href={href}>{say("guide-open")}</a>
              </p>
            )}
          </section>
        ))}
        <Part id="trainings" title={say("training-title")}>
          <Trainings frame={frame} {...props} />
        </Part>
      </main>
    </Layout>
  );
}

function Trainings({ frame, trainings, mayPlan, ...form }: GuideProps & { frame: Frame }) {
  const { say, weekday } = wordsIn(frame.language);
  return (
    <>
      {trainings.length === 0 ? (
        <Empty say={mayPlan ? say("training-none-plan") : say("training-none")} />
      ) : (
        <ul>
          {trainings.map(({ id, day, time, topic, place }) => (
            <li key={id} class="line">
              <time>{time}</time>
              <div>
                <b>{topic}</b>
                <small class="where">{say("training-where", { day: weekday(day), place })}</small>
              </div>
              {mayPlan && (
                <Act action={`/guide/trainings/${id}/cancel`} isSmall>
                  {say("training-cancel")}
                </Act>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayPlan && <Plan frame={frame} {...form} />}
    </>
  );
}

function Plan({
  frame,
  role,
  typed,
  problem,
}: Pick<GuideProps, "role" | "typed" | "problem"> & { frame: Frame }) {
  const { say } = wordsIn(frame.language);
  const saidOf = (field: string) =>
    problem?.field === field ? refusalIn(frame.language, problem.sentence) : null;
  return (
    <form class="form" method="post" action="/guide/trainings">
      <h3>{say("training-plan")}</h3>
      <input type="hidden" name="role" value={role} />
      <Field
        name="topic"
        label={say("training-topic")}
        problem={saidOf("topic")}
        more={{ value: typed.topic, maxlength: "200" }}
      />
      <div class="pair">
        <Field
          name="day"
          label={say("training-day")}
          problem={saidOf("day")}
          more={{ type: "date", value: typed.day }}
        />
        <Field
          name="time"
          label={say("training-time")}
          problem={saidOf("time")}
          more={{ type: "time", value: typed.time }}
        />
      </div>
      <Field
        name="place"
        label={say("training-place")}
        problem={saidOf("place")}
        more={{ value: typed.place, maxlength: "200" }}
      />
      <Button kind="main">{say("training-add")}</Button>
    </form>
  );
}
