import { type PupilFinal, readPupilFinals } from "../../src/journal/progress.ts";
import { period } from "../../templates/messages/phrases.ts";
import type { Feature, OwnTalk } from "../feature.ts";
import { pageOf, plain, turners, wordsOf } from "../screens.ts";
import { type PupilScreen, pupilAct, pupilCommand, titleOf } from "./family-pupil.ts";

// In: a family asks for final marks. Out: those it was told, the newest first, of all years (R24). It writes nothing.

const finals: PupilScreen = {
  act: "finals.list",
  async show(talk, pupil, [page]) {
    const all = await readPupilFinals(talk.db, pupil.id, "family");
    const paged = pageOf(all, page);
    const terms = await readTerms(talk, paged.shown);
    return {
      html: [
        titleOf(talk, pupil, talk.word("bot-family-finals")),
        ...(all.length === 0 ? [plain(talk.word("bot-family-no-finals"))] : []),
        ...paged.shown.map((final) => line(talk, final, terms)),
      ].join("\n"),
      buttons: [
        ...turners(talk, "finals.list", { ...paged, args: [pupil.id] }),
        [{ label: talk.word("bot-family-to-menu"), act: "menu.of", args: [pupil.id] }],
      ],
    };
  },
};

export const familyFinals: Feature = {
  name: "finals",
  commands: [pupilCommand("finals", "bot-family-menu-finals", finals)],
  acts: { list: pupilAct(finals) },
};

type Terms = Awaited<ReturnType<typeof readTerms>>;

async function readTerms({ db }: OwnTalk, shown: PupilFinal[]) {
  const ids = shown.flatMap(({ termId }) => termId ?? []);
  const terms = await db.term.findMany({ where: { id: { in: ids } }, include: { year: true } });
  return new Map(terms.map((term) => [term.id, term]));
}

/** «Алгебра за II четверть, 2026/2027 — 4» */
function line(talk: OwnTalk, final: PupilFinal, terms: Terms): string {
  const words = wordsOf(talk);
  const term = final.termId ? terms.get(final.termId) : undefined;
  const year = term?.year.name ?? final.period;
  const of = term
    ? ({ kind: term.kind, number: term.number } as const)
    : ({ kind: final.kind === "term" ? "final" : final.kind, year } as const);
  const subject = words.say("subject-period", {
    kind: of.kind,
    subject: words.upper(final.subject),
    period: period({ period: of }, words),
  });
  return `${plain(`${subject}, ${year}`)} — <b>${plain(final.value)}</b>`;
}
