import type { Announced, EmailText, PaperText, TelegramText } from "../../src/deliveries/message.ts";
import type { AnnouncementFacts, KnownAnnouncements } from "../content-level.ts";
import { renderFrame } from "../email/frame.ts";
import { Footer, Note, Sentence, Title } from "../email/rows.tsx";
import { wrap } from "../email/text.ts";
import { html, LONGEST_TEXT, visibleLength } from "../telegram/markup.ts";
import { type Words, wordsIn } from "../words.ts";

/** «Школа № 214, 7А: собрание родителей»: who speaks, to whom, and what. */
export function renderAnnouncementsForTelegram(known: KnownAnnouncements): TelegramText {
  const words = wordsIn(known.language);
  const suspended = html(suspendedSaid(known, words));
  const said =
    known.tells === "facts"
      ? bubblesOf(known, LONGEST_TEXT - suspended.length, words)
      : known.tells === "topic"
        ? topicOf(known, words)
        : words.say("ping");
  const answers = known.tells === "news" ? [] : known.answers;
  return {
    html: [said, suspended].filter(Boolean).join("\n\n"),
    buttons: [
      {
        text: isOfThread(known) ? words.say("thread-read") : words.say("announcement-read"),
        url: known.open,
      },
    ],
    ...(answers.length > 0 && {
      answers: answers.map(({ answer, data }) => ({ text: words.say("family-answer", { answer }), data })),
    }),
  };
}
function topicOf(known: Extract<KnownAnnouncements, { tells: "topic" }>, words: Words): string {
  const { thread, announcements } = known;
  if (thread)
    return `${html(<b>{words.say("thread-news", { from: thread })}</b>)}\n${words.say("thread-reply-at")}`;
  return `${html(<b>{words.say("announcement-news", { n: announcements })}</b>)}\n${words.say("announcement-open")}`;
}

function isOfThread(known: KnownAnnouncements): boolean {
  if (known.tells === "news") return false;
  return known.tells === "topic"
    ? known.thread !== null
    : known.announcements.every(({ thread }) => thread !== undefined);
}

/** Whole ones, as many as one message holds. */
function bubblesOf(facts: AnnouncementFacts, longest: number, words: Words): string {
  const room = longest - words.say("announcements-more", { n: facts.announcements.length }).length;
  let text = "";
  for (const [at, announced] of facts.announcements.entries()) {
    const head = html(<b>{headline(facts, announced, words)}</b>);
    const next = [text, [head, html(announced.text)].filter(Boolean).join("\n")].filter(Boolean).join("\n\n");
    if (visibleLength(next) > room)
      return `${text}\n\n${words.say("announcements-more", { n: facts.announcements.length - at })}`;
    text = next;
  }
  return text;
}

export function renderAnnouncementsForEmail(facts: AnnouncementFacts): EmailText {
  const words = wordsIn(facts.language);
  const [first, ...more] = facts.announcements;
  const subject =
    more.length === 0
      ? headline(facts, first!, words)
      : words.say("heading", {
          who: words.upper(facts.school.name),
          what: words.say("announcements", { n: facts.announcements.length }),
        });
  const suspended = suspendedSaid(facts, words);
  const letter = renderFrame({
    lang: facts.language,
    subject,
    preview: first!.text.slice(0, 150),
    brand: words.say("brand"),
    school: words.upper(facts.school.name),
    body: (
      <>
        {facts.announcements.map((announced) => (
          <>
            <Title who={titleOf(announced, words)} topic={words.upper(spokenTo(announced, words))} />
            {paragraphsOf(announced).map((paragraph) => (
              <Sentence>{paragraph}</Sentence>
            ))}
          </>
        ))}
        {facts.asksSeen && <Note>{words.say("announcement-letter-seen")}</Note>}
        {suspended && <Note>{suspended}</Note>}
      </>
    ),
    button: isOfThread(facts) ? words.say("thread-read") : words.say("announcement-read"),
    open: facts.open,
    footer: (
      <Footer
        lines={[words.say("footer-why"), `${words.say("footer-always")} ${words.say("footer-reply")}`]}
        link={facts.unsubscribe}
        stop={words.say("footer-stop")}
      />
    ),
  });
  return { subject, html: letter, text: plainText(facts, words) };
}

function plainText(facts: AnnouncementFacts, words: Words): string {
  return [
    words.say("brand-school", { school: words.lower(facts.school.name) }),
    "",
    ...facts.announcements.flatMap((announced) => [
      ...wrap(headline(facts, announced, words)),
      "",
      ...paragraphsOf(announced).flatMap((paragraph) => [...wrap(paragraph), ""]),
    ]),
    ...(facts.asksSeen ? [...wrap(words.say("announcement-letter-seen")), ""] : []),
    ...(facts.suspended ? [...wrap(suspendedSaid(facts, words)), ""] : []),
    words.say("open-diary-at"),
    facts.open,
    "",
    "-- ",
    ...wrap(words.say("footer-why")),
    words.say("footer-stop-at", { link: facts.unsubscribe }),
    words.say("footer-always"),
    words.say("footer-reply"),
    "",
  ].join("\n");
}

/** One sheet for the family, whatever it tells of; it lies with the first of its pupils. */
export function renderAnnouncementsForPaper(facts: AnnouncementFacts): PaperText {
  const words = wordsIn(facts.language);
  const lines = facts.announcements.flatMap((announced) =>
    [
      `${words.upper(spokenTo(announced, words))}: ${titleOf(announced, words)}`,
      ...paragraphsOf(announced),
    ].map((what, at) => ({
      when: at === 0 ? words.shortDay(announced.date) : "",
      what,
      mark: "",
    })),
  );
  const title = words.upper(words.say("announcements", { n: facts.announcements.length }));
  return { sheets: [{ pupilIndex: 0, title, lead: suspendedSaid(facts, words), lines }] };
}

function headline({ school }: AnnouncementFacts, announced: Announced, words: Words): string {
  const whole = words.upper(school.name);
  const who =
    announced.thread || announced.to === "school" ? whole : `${whole}, ${spokenTo(announced, words)}`;
  return words.say("heading", { who, what: titleOf(announced, words) });
}

/** A message of a thread bears no title: it says who has written. */
function titleOf({ title, thread }: Announced, words: Words): string {
  return thread ? words.lower(words.say("thread-news", { from: thread.from })) : title;
}

/** «7А», «7А, английский, 1-я группа», «параллель 7», «всей школе» */
function spokenTo({ to, thread }: Announced, words: Words): string {
  if (thread) return words.say("bot-thread-menu");
  if (to === "school") return words.say("announcement-to-school");
  if ("subgroup" in to) return to.subgroup;
  return "className" in to ? to.className : words.say("announcement-to-level", { level: to.level });
}

function paragraphsOf({ text }: Announced): string[] {
  return text.split(/\n+/).filter(Boolean);
}

function suspendedSaid({ suspended }: KnownAnnouncements, words: Words): string {
  return suspended ? words.say("suspended", { channel: suspended }) : "";
}
