import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Message, Rendered, Story } from "../../src/deliveries/message.ts";
import { hasWords, renderMessage } from "../../templates/messages/messages.ts";
import { SAMPLES } from "../../templates/samples.ts";
import { LONGEST_TEXT, visibleLength } from "../../templates/telegram/markup.ts";

const LARGEST_LETTER = 102 * 1024;
const NAUGHTY = ["<b>", "<script>", "<i>", "<А>", '<a href="x">'];

function telegram(message: Message, level: "full" | "initials" | "ping" = "full") {
  const rendered = renderMessage("telegram", level, message);
  if (rendered.channel !== "telegram") throw new Error(rendered.channel);
  return rendered;
}

function email(message: Message) {
  const rendered = renderMessage("email", "full", message);
  if (rendered.channel !== "email") throw new Error(rendered.channel);
  return rendered;
}

describe("escapes a pupil called <b>", () => {
  const message = SAMPLES["a pupil called <b>"];

  test("in Telegram, where only our own tags are left", () => {
    for (const level of ["full", "initials"] as const) {
      const { html } = telegram(message, level);
      expect(html.replace(/<\/?[bs]>/g, "")).not.toMatch(/[<>]/);
      expect(html.match(/<b>/g)?.length).toBe(html.match(/<\/b>/g)?.length);
    }
    expect(telegram(message).html).toContain("<b>&lt;b&gt;, 7&lt;А&gt;: две отметки</b>");
  });

  test("in a letter, also in its title", () => {
    const { html, text } = email(message);
    const clean = email(SAMPLES["several marks"]).html;
    for (const tag of ["<b>", "<script", "<i>", "<a "]) {
      expect(html.split(tag).length - clean.split(tag).length, tag).toBeLessThanOrEqual(0);
    }
    expect(html).toContain("<title>&lt;b>, 7&lt;А>: новые отметки</title>");
    expect(text).toContain("<B>, 7<А>");
  });

  test("on paper there is nothing to escape", () => {
    expect(JSON.stringify(renderMessage("paper", "full", message))).toContain("Алгебра & <i>");
  });
});

describe("a channel learns only what it may", () => {
  // Letters that stand in no wording of ours, beside the marks that would break out of one.
  const secret = fc
    .array(fc.constantFrom("Ѣ", "Ѳ", "Ѵ", "Ѯ", "Ѱ", "Қ", "Ғ", ...NAUGHTY), { minLength: 4, maxLength: 8 })
    .map((parts) => `Ѫ${parts.join("")}`);
  const standing = SAMPLES["mark.set"].pupils.flatMap(({ stories }) =>
    stories.flatMap((told) => ("standing" in told ? [told.standing] : [])),
  );
  const story = fc.record({
    kind: fc.constantFrom("mark.set" as const, "mark.changed" as const, "mark.withdrawn" as const),
    subject: fc.constantFrom("Алгебра", "Физика"),
    value: fc.constantFrom("5", "2", "15"),
    was: fc.constantFrom(null, "4"),
    work: fc.record({ kind: fc.constant("Контрольная"), title: fc.option(secret) }),
    date: fc.constant("2026-11-26"),
    act: fc.option(secret.map((words) => `№ 14: ${words}`)),
    standing: fc.constantFrom(null, ...standing),
  });
  const pupil = fc.record({ surname: secret, givenName: secret, className: secret });
  const pupils = fc.array(fc.record({ pupil, stories: fc.array(story, { minLength: 1, maxLength: 5 }) }), {
    minLength: 1,
    maxLength: 3,
  });

  function secretsOf(groups: Message["pupils"]): string[] {
    return groups
      .flatMap(({ pupil: { surname, givenName, className }, stories }) => [
        surname,
        givenName,
        className,
        ...(stories as Story[]).flatMap((told) =>
          "work" in told ? [told.work.title, told.act?.slice(6)] : [],
        ),
      ])
      .filter((text): text is string => Boolean(text));
  }

  /** All that leaves, with the entities read, so that an escaped secret is found too. */
  function allThatLeaves(rendered: Rendered): string {
    const read = (text: string) =>
      text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
    return read(JSON.stringify(rendered).replaceAll('\\"', '"')).toLocaleLowerCase("ru");
  }

  test("initials: neither names nor class nor what the work or the act was about", () => {
    fc.assert(
      fc.property(pupils, fc.constantFrom("ru" as const, "en" as const), (groups, language) => {
        const left = allThatLeaves(
          telegram({ ...SAMPLES["mark.set"], language, pupils: groups }, "initials"),
        );
        // The initial itself may leave, so the rest of each secret is looked for.
        for (const text of secretsOf(groups))
          expect(left).not.toContain(text.slice(1, 5).toLocaleLowerCase("ru"));
      }),
      { numRuns: 300 },
    );
  });

  test("ping: the same two lines whatever happened", () => {
    const expected = telegram(SAMPLES["mark.set"], "ping");
    fc.assert(
      fc.property(pupils, (groups) => {
        expect(telegram({ ...SAMPLES["mark.set"], pupils: groups }, "ping")).toEqual(expected);
      }),
    );
    expect(JSON.stringify(expected)).not.toMatch(/Анна|Кравцова|7А|алгебра|4,33|отмет/i);
  });

  test("of an absence initials leave out the subjects, and ping says only that it is urgent", () => {
    for (const name of ["absence.noted", "arrival.noted", "the whole day, told in the evening"] as const) {
      expect(allThatLeaves(telegram(SAMPLES[name], "initials"))).not.toMatch(
        /геометри|язык|анна|кравцова|7а/,
      );
      expect(allThatLeaves(telegram(SAMPLES[name], "ping"))).not.toMatch(/урок|нет на|пропу|а\. к\./);
    }
  });

  test("a letter and a sheet are never asked for less than everything", () => {
    for (const channel of ["email", "paper"] as const) {
      expect(() => renderMessage(channel, "initials", SAMPLES["mark.set"])).toThrow("always full");
      expect(() => renderMessage(channel, "ping", SAMPLES["mark.set"])).toThrow("always full");
    }
  });
});

describe("a long message", () => {
  const long = SAMPLES["very many marks"];

  test("is cut at a story in Telegram and says how many are left", () => {
    for (const level of ["full", "initials"] as const) {
      const { html } = telegram({ ...long, suspended: "email" }, level);
      expect(visibleLength(html)).toBeLessThanOrEqual(LONGEST_TEXT);
      expect(visibleLength(html)).toBeGreaterThan(LONGEST_TEXT - 300);
      const told =
        html.match(/^Предмет № \d+ — <b>4<\/b>, контрольная\. Средний 4,33, выходит 4\.$/gm)?.length ?? 0;
      expect(html).toContain(`\nи ещё ${150 - told} отмет`);
      expect(html).toMatch(/ — в дневнике\n\nПочта больше не принимает/);
    }
  });

  test("fits even when every word of it is as long as people can type", () => {
    const word = "Ж<&".repeat(5000);
    const story = {
      ...long.pupils[0]!.stories[0]!,
      subject: word,
      work: { kind: word, title: word },
      act: word,
    } as Story;
    const pupil = { surname: word, givenName: word, className: word };
    for (const stories of [[story], [story, story, story]]) {
      const message: Message = { ...long, pupils: [{ pupil, stories }], school: { name: word, city: word } };
      expect(visibleLength(telegram(message).html)).toBeLessThanOrEqual(LONGEST_TEXT);
      expect(Buffer.byteLength(email(message).html)).toBeLessThan(LARGEST_LETTER);
    }
  });

  test("is a letter that Gmail does not clip, and both parts stop at the same line", () => {
    const { html, text } = email(long);
    expect(Buffer.byteLength(html)).toBeLessThan(LARGEST_LETTER);
    const left = / ещё (\d+) отмет/.exec(text)?.[1];
    expect(Number(left)).toBeGreaterThan(0);
    expect(html).toContain(` ещё ${left} отмет`);
    const last = 150 - Number(left);
    for (const part of [html, text]) {
      expect(part).toContain(`Предмет № ${last}`);
      expect(part).not.toContain(`Предмет № ${last + 1}`);
    }
  });
});

test("a letter has both parts, asks nobody for anything and fetches nothing", () => {
  const samples: Message[] = Object.values(SAMPLES);
  for (const message of samples.filter((one) => hasWords("email", one))) {
    const { subject, text, ...letter } = email(message);
    // Its own pictures come with it.
    const html = letter.html.replaceAll('<img src="cid:', "");
    expect(subject).not.toMatch(/ — \d/);
    expect(html).not.toMatch(/undefined|\[object|\[\[|<img|<link|@import|url\(|googleapis/);
    expect(html).toContain("prefers-color-scheme: dark");
    const addresses = html.match(/https?:\/\/[^"'\s<]+/g) ?? [];
    const { open, unsubscribe } = message.links;
    // A question to an address and news of one are never stopped by a letter.
    const own = message.confirm?.link ?? message.entry?.link;
    const hours = message.rhythm ? [message.rhythm.change] : [];
    const links = own ? [own] : message.joined || message.trial ? [open] : [open, unsubscribe, ...hours];
    expect(new Set(addresses)).toEqual(new Set(["http://www.w3.org/1999/xhtml", ...links]));
    for (const link of links) expect(text).toContain(link);
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThan(200);
  }
});
