import type { YearOpened } from "../../src/curriculum/next-year.ts";
import { wordsIn } from "../words.ts";
import { Choice, Form, formLook, Input, type Refusal } from "./fields.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Button, Empty, Note, Part } from "./parts.tsx";

interface Wanted {
  yearId: string;
  name: string;
  /** `2027-09-01` */
  startsOn: string;
  endsOn: string;
  confirm: "" | "yes";
}

export interface NextYearProps {
  /** The latest first. */
  years: { id: string; name: string; startsOn: string; endsOn: string }[];
  plan: { wanted: Wanted; opened: YearOpened } | null;
  refusal: Refusal | null;
}

export function NextYearPage({ frame, years, plan, refusal }: NextYearProps & { frame: Frame }) {
  const { language } = frame;
  const { say } = wordsIn(language);
  const look = formLook("year", language, refusal);
  const [latest] = years;
  const wanted = plan?.wanted;
  return (
    <Layout frame={frame} title={say("next-year-title")} language={language}>
      <main id="main">
        <h1>{say("next-year-title")}</h1>
        <p class="say">{say("next-year-say")}</p>
        {plan && <Plan {...plan} language={language} />}
        {latest ? (
          <Form of={look} action="/next-year">
            <Choice
              of={look}
              name="yearId"
              label={say("next-year-from")}
              value={wanted?.yearId ?? latest.id}
              options={years.map(({ id, name }) => ({ value: id, text: name }))}
            />
            <Input of={look} name="name" label={say("next-year-name")} most={40} value={wanted?.name ?? ""} />
            <Input
              of={look}
              name="startsOn"
              type="date"
              label={say("next-year-starts")}
              value={wanted?.startsOn ?? yearLater(latest.startsOn)}
            />
            <Input
              of={look}
              name="endsOn"
              type="date"
              label={say("next-year-ends")}
              value={wanted?.endsOn ?? yearLater(latest.endsOn)}
            />
            <Button>{say("next-year-show")}</Button>
          </Form>
        ) : (
          <Empty say={say("next-year-none")}>
            <a href="/first-run">{say("calendar-first-run")}</a>
          </Empty>
        )}
      </main>
    </Layout>
  );
}

function Plan({ wanted, opened, language }: NonNullable<NextYearProps["plan"]> & Pick<Frame, "language">) {
  const { say } = wordsIn(language);
  const { classes, moved, left, teachings, bellSchedules } = opened;
  const isOpen = wanted.confirm === "yes";
  return (
    <Part id="plan" title={say("next-year-plan", { open: isOpen ? "yes" : "no" })}>
      <Note icon={isOpen ? "check" : "list"} {...(isOpen ? { tone: "ok" as const } : {})}>
        {say("next-year-counts", { moved, left, teachings, bells: bellSchedules })}
      </Note>
      <p>{classes.join(", ")}</p>
      {!isOpen && (
        <form class="form" method="post" action="/next-year">
          {(["yearId", "name", "startsOn", "endsOn"] as const).map((name) => (
            <input key={name} type="hidden" name={name} value={wanted[name]} />
          ))}
          <input type="hidden" name="confirm" value="yes" />
          <Button kind="main">{say("next-year-open", { name: wanted.name })}</Button>
        </form>
      )}
    </Part>
  );
}

/** 29 February has no day a year later. */
function yearLater(day: string): string {
  return `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`.replace("-02-29", "-02-28");
}
