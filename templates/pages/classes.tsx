import { wordsIn } from "../words.ts";
import { type Frame, Layout } from "./layout.tsx";
import { Empty } from "./parts.tsx";
import { type SchoolTab, SchoolTop } from "./school-top.tsx";

export interface ClassesProps {
  tabs: SchoolTab[];
  classes: { href: string; name: string; level: number }[];
}

export function ClassesPage({ frame, tabs, classes }: ClassesProps & { frame: Frame }) {
  const { language } = frame;
  const { say } = wordsIn(language);
  const levels = [...new Set(classes.map(({ level }) => level))];
  return (
    <Layout frame={frame} title={say("classes-title")} css={["school"]} language={language}>
      <main id="main">
        <SchoolTop frame={frame} tabs={tabs} here="classes" title={say("classes-title")} />
        {classes.length === 0 && <Empty say={say("classes-none")} />}
        <ul class="lead">
          {levels.map((level) => (
            <li key={level} class="line">
              <span class="dim">{level}</span>
              <div class="acts">
                {classes
                  .filter((one) => one.level === level)
                  .map(({ href, name }) => (
                    <a key={href} class="btn" href={href}>
                      {name}
                    </a>
                  ))}
              </div>
            </li>
          ))}
        </ul>
      </main>
    </Layout>
  );
}
