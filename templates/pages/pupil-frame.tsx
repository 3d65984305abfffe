import type { ComponentChildren } from "preact";
import { type Frame, Layout } from "./layout.tsx";
import { PupilBar, type PupilHead, type PupilSection } from "./pupil-head.tsx";

interface Props {
  frame: Frame;
  head: PupilHead;
  here: PupilSection;
  /** Of the window; it names the pupil. */
  title: string;
  /** Null: it stands among the children. */
  heading: string | null;
  /** Files beside the stylesheet of all pages about a pupil. */
  css?: string[];
  children: ComponentChildren;
}

/** Around every page about one pupil. */
export function PupilFrame({ frame, head, here, title, heading, css = [], children }: Props) {
  return (
    <Layout frame={frame} title={title} css={["pupil", ...css]} language={frame.language}>
      <main id="main" class="narrow">
        <PupilBar head={head} here={here} language={frame.language} />
        {heading !== null && <h1>{heading}</h1>}
        {children}
      </main>
    </Layout>
  );
}
