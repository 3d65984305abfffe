import type { Db } from "../../src/db.ts";
import type { FakeSmtp } from "../support/fake-smtp.ts";
import type { FakeTelegram } from "../support/fake-telegram.ts";

/** A message that a provider took, as its reader reads it. */
export interface Heard {
  at: number;
  personId: string;
  /** The delivery it carries the mark of. */
  marker: string;
  /** Names of pupils in it. */
  pupils: string[];
  /** Fact → what stands there, as the words say; null: withdrawn. */
  words: Map<string, string | null>;
}

/** «алгебра — 4», «Алгебра, итоговая — 4», «Алгебра — отметка снята» */
const STORY = /(ф\d{3})(?:, [^—\n]{1,40})? — (отметка снята|[2-5](?![\d,.]\d))/giu;
const PUPIL = /К\d{4}/gu;

/** Everything both servers took, in the order of time. */
export async function readHeard(
  db: Db,
  { telegram, smtp }: { telegram: FakeTelegram; smtp: FakeSmtp },
): Promise<Heard[]> {
  const contacts = await db.contact.findMany({ select: { personId: true, channel: true, address: true } });
  const owners = new Map(
    contacts.map((contact) => [`${contact.channel} ${contact.address}`, contact.personId]),
  );
  const messages = [
    ...telegram.ledger.map(({ at, chatId, text, marker }) => {
      return { at, to: `telegram ${chatId}`, text, marker: marker ?? "" };
    }),
    ...smtp.ledger.map(({ at, to, subject, text, marker }) => {
      return { at, to: `email ${to.join()}`, text: `${subject}\n${text}`, marker: marker ?? "" };
    }),
  ].sort((one, other) => one.at - other.at);
  const digests = await readDigestsSaid(db);
  return messages.map(({ at, to, text, marker }) => ({
    at,
    personId: owners.get(to) ?? to,
    marker,
    pupils: [...new Set(text.match(PUPIL) ?? [])],
    words: digests.get(marker) ?? wordsOf(text),
  }));
}

function wordsOf(text: string): Map<string, string | null> {
  const words = new Map<string, string | null>();
  for (const [, fact, value] of text.matchAll(STORY))
    words.set(fact!.toUpperCase(), /^\d/.test(value!) ? value! : null);
  return words;
}

/** A digest tells a week in its own way, with marks that no notice carries; what it carried is what its row says. */
async function readDigestsSaid(db: Db): Promise<Map<string, Map<string, string | null>>> {
  const rows = await db.$queryRaw<{ marker: string; fact: string | null; value: string | null }[]>`
    select d.id as marker, s.name as fact, x.value from "Delivery" d
    left join ("DeliveryNotice" x join "Notice" n on n.id = x."noticeId"
      join "Mark" m on m.id = n."factId" join "Work" w on w.id = m."workId" join "Lesson" l on l.id = w."lessonId"
      join "Subject" s on s.id = l."subjectId") on x."deliveryId" = d.id
    where d.kind in ('daily', 'weekly')`;
  const said = new Map<string, Map<string, string | null>>();
  for (const { marker, fact, value } of rows) {
    const words = said.get(marker) ?? new Map<string, string | null>();
    said.set(marker, fact === null ? words : words.set(fact, value));
  }
  return said;
}
