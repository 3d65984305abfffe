import { expect, test } from "vitest";
import { FEATURES } from "../../bots/bot.ts";
import { filesUnder } from "./tree.ts";

/** They walk the whole table, so that naming a feature there proves nothing of it. */
const WALKS = ["tests/bots/menus.test.ts", "tests/bots/foreign.test.ts"];
const CONVERSATIONS = filesUnder(["tests/bots", "tests/journey"], [".test.ts"]).filter(
  ({ path }) => !WALKS.includes(path),
);

const HOMES = filesUnder(["bots/features"], [".ts"]);

/** In the tests of conversations, among those held in English too. */
function isSpoken(words: RegExp): boolean {
  return CONVERSATIONS.some(({ text }) => words.test(text) && text.includes('"en"'));
}

test("Every feature of the bot is talked through in a test, in Russian and in English", () => {
  const silent = FEATURES.flatMap(({ name, commands = [] }) => {
    const written = commands.filter((command) => command.for.length > 0);
    const dumb = written.filter((command) => !isSpoken(new RegExp(`["\`]/${command.name}["\` ]`)));
    if (dumb.length > 0) return dumb.map((command) => `/${command.name}: nobody writes it`);
    // Without a command it is named by an act of its own, or a test is about it.
    const home = HOMES.find(({ text }) => new RegExp(`(\\n  |Feature = { )name: "${name}"`).test(text))!
      .path.split("/")
      .at(-1);
    return written.length > 0 || isSpoken(new RegExp(`"${name}\\.\\w+"|/${home}"`))
      ? []
      : [`${name}: nobody taps a button of it`];
  });
  expect(silent).toEqual([]);
});
