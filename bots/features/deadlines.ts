import { type Owed, owed, owedBy } from "../../src/oversight/owed.ts";
import { owedSaid } from "../../templates/owed-words.ts";
import type { Feature, OwnTalk, Screen } from "../feature.ts";
import { listScreen, plain, saysAll, wordsOf } from "../screens.ts";

// In: one of the school's people asks what the year wants by its days (R30 to R37, R48). Out: what of it is missing now, of
// teachers their own, what is late first. It writes nothing.

const access = "deadlines.read" as const;

export const deadlines: Feature = {
  name: "deadlines",
  commands: [
    {
      name: "deadlines",
      menu: "bot-deadlines-menu",
      for: ["teacher", "deputyHead", "head", "administrator"],
      access,
      run: async (talk) => ({ screen: await list(talk) }),
    },
  ],
  acts: { list: { access, run: async (talk, [page]) => ({ screen: await list(talk, page) }) } },
};

async function list(talk: OwnTalk, page?: string): Promise<Screen> {
  const reader = { personId: talk.me.id, standings: new Set(talk.roles) };
  const debts = owedBy(await owed(talk.db, talk.day), reader).sort((a, b) => a.due.localeCompare(b.due));
  const late = debts.filter(({ isLate }) => isLate).length;
  return listScreen(talk, {
    ...{ title: talk.word("bot-deadlines", { n: debts.length, late }), items: debts, page },
    act: "deadlines.list",
    line: (debt) => line(talk, debt),
    more: [[{ label: talk.word("bot-staff-open-site"), url: `${talk.publicUrl}/deadlines` }]],
  });
}

/** «15.10, срок прошёл: КТП нет: 7А, алгебра» */
function line(talk: OwnTalk, debt: Owed): string {
  const words = wordsOf(talk);
  const day = talk.word("bot-deadlines-day", {
    day: words.shortDay(debt.due),
    state: debt.isLate ? "late" : "ahead",
  });
  return plain(`${day} — ${owedSaid(words, debt, saysAll(talk) ? "whole" : "bare")}`);
}
