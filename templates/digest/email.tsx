import type { EmailText, Picture } from "../../src/deliveries/message.ts";
import type { DigestFacts } from "../content-level.ts";
import { renderFrame } from "../email/frame.ts";
import { Footer, Note, Sentence, Title } from "../email/rows.tsx";
import { named, sentences } from "../messages/phrases.ts";
import { type Words, wordsIn } from "../words.ts";
import { chartSvg, linesNear } from "./chart.ts";
import { type DigestContents, rowsLeftSaid } from "./contents.ts";
import { Chart, Head, Section, Subject } from "./rows.tsx";
import { changed, digestText, whyIt } from "./text.ts";

const LEAST_POINTS = 2;
/** The last so many weeks fit the picture and its words. */
const MOST_POINTS = 12;

// Gmail clips a letter at 102 KB.
const LONGEST_LETTER = 100_000;
const FEW_ROWS = 8;

/** `suspended` is a sentence of its own at the end, or empty. */
export function digestLetter(facts: DigestFacts, contents: DigestContents, suspended: string): EmailText {
  const letter = letterOf(facts, contents, suspended);
  if (Buffer.byteLength(letter.html) <= LONGEST_LETTER) return letter;
  const left = contents.rowsLeft + contents.rows.length - FEW_ROWS;
  const shorter = { ...contents, rows: contents.rows.slice(0, FEW_ROWS), rowsLeft: left };
  return letterOf(facts, shorter, suspended);
}

function letterOf(facts: DigestFacts, contents: DigestContents, suspended: string): EmailText {
  const words = wordsIn(facts.language);
  const subject = words.say("heading", { who: contents.who, what: contents.topic });
  const notes = [rowsLeftSaid(contents, words), arrowNote(contents, words)];
  const chart = chartOf(facts, words);
  const html = renderFrame({
    lang: facts.language,
    subject,
    preview: contents.preview,
    brand: words.say("brand"),
    school: words.upper(facts.school.name),
    body: (
      <>
        <Title who={contents.who} topic={words.upper(contents.topic)} />
        {contents.lead && <Sentence>{contents.lead}</Sentence>}
        {contents.rows.length > 0 && <Head frequency={contents.frequency} words={words} />}
        {contents.rows.map((row) => (
          <Subject row={row} words={words} />
        ))}
        {contents.rows.length > 0 && notes.some(Boolean) && <Note>{sentences(...notes)}</Note>}
        {chart && <Chart cid={chart.picture.cid} alt={chart.picture.alt} caption={chart.caption} />}
        {contents.sections.map((section) => (
          <Section section={section} />
        ))}
        {suspended && <Note>{suspended}</Note>}
      </>
    ),
    button: words.say("open-diary"),
    open: facts.open,
    footer: (
      <Footer
        lines={[whyIt(facts, words), `${words.say("footer-always")} ${words.say("footer-reply")}`]}
        link={facts.unsubscribe}
        stop={words.say("digest-stop")}
        {...(facts.rhythm && {
          change: { link: facts.rhythm.change, label: words.say("digest-change", { what: changed(facts) }) },
        })}
      />
    ),
  });
  const text = digestText(facts, { ...contents, suspended }, words);
  return { subject, html, text, ...(chart && { pictures: [chart.picture] }) };
}

function arrowNote({ rows, frequency }: DigestContents, words: Words): string {
  if (rows.every(({ trend }) => trend === null))
    return rows.some(({ line }) => line !== null) ? words.say("average-line") : "";
  return rows.some(({ line }) => line !== null)
    ? words.say("digest-arrow", { frequency })
    : words.say("digest-arrow-plain", { frequency });
}

/** The picture of the term; null: too few weeks for a line. */
function chartOf({ digest }: DigestFacts, words: Words): { picture: Picture; caption: string } | null {
  const averages = digest.curve.slice(-MOST_POINTS).map(({ average }) => average);
  const [first] = averages;
  const last = averages.at(-1);
  if (averages.length < LEAST_POINTS || first === undefined || last === undefined) return null;
  const { thresholds } = digest;
  const curve = { averages, lines: thresholds.map(({ from }) => from) };
  const drawn = linesNear(curve);
  const lines = thresholds
    .filter(({ from }) => drawn.includes(from))
    .map(({ value, from }) =>
      words.say("digest-picture-line", {
        mark: words.say("mark-name", { value: named(value) }),
        from: words.average(from),
      }),
    );
  const ends = { first: words.average(first), last: words.average(last) };
  return {
    picture: {
      cid: "chart",
      filename: "chart.png",
      svg: chartSvg(curve),
      alt: words.say("digest-picture", { averages: averages.map(words.average).join("; ") }),
    },
    caption: sentences(
      words.say("digest-picture-short", ends),
      lines.length > 0 ? words.say("digest-picture-lines", { lines: lines.join(", ") }) : "",
    ),
  };
}
