import { type PupilFinal, readPupilFinals } from "../../src/journal/progress.ts";
import { period, periodOf } from "../../templates/messages/phrases.ts";
import type { Feature, OwnTalk } from "../feature.ts";
import { pageOf, plain, turners, wordsOf } from "../screens.ts";
import { type PupilScreen, pupilAct, pupilCommand, titleOf } from "./family-pupil.ts";

// In: a family asks for final marks. Out: those it was told, the newest first, of all years (R24). It writes nothing.

const finals: PupilScreen = {
  act: "finals.list",
  async show(talk, pupil, [page]) {
    const all = await readPupilFinals(talk.db, pupil.id, "family");
    const paged = pageOf(all, page);
    return {
      html: [
        titleOf(talk, pupil, talk.word("bot-family-finals")),
        ...(all.length === 0 ? [plain(talk.word("bot-family-no-finals"))] : []),
        ...paged.shown.map((final) => line(talk, final)),
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

/** «Алгебра за II четверть, 2026/2027 — 4» */
function line(talk: OwnTalk, final: PupilFinal): string {
  const words = wordsOf(talk);
  const of = periodOf(final);
  const subject = words.say("subject-period", {
    kind: of.kind,
    subject: words.upper(final.subject),
    period: period({ period: of }, words),
  });
  return `${plain(`${subject}, ${final.year}`)} — <b>${plain(final.value)}</b>`;
}
