import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import mjml2html from "mjml";
import { expect, test } from "vitest";
import { type Colour, DARK, LIGHT } from "../../templates/email/colours.ts";

const FRAME = new URL("../../templates/email/frame", import.meta.url);

// MJML is large: whoever only sends letters starts without it. After a change of frame.mjml or of the colours this test
// writes the frame anew: `npx vitest run tests/templates/frame.test.ts -u`.
test("The frame of letters is what MJML makes of its source, and loads nothing from anywhere", async () => {
  const source = readFileSync(`${fileURLToPath(FRAME)}.mjml`, "utf8")
    .replace(/light\(([\w-]+)\)/g, (_, name: Colour) => LIGHT[name])
    .replace(/dark\(([\w-]+)\)/g, (_, name: Colour) => DARK[name]);
  // Without empty fonts it fetches Roboto from Google because the family is named in the letter.
  const { html } = await mjml2html(source, { fonts: {}, validationLevel: "strict" });
  const frame = html.replace(/\n\s*/g, "\n");
  expect(frame).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
  await expect(frame).toMatchFileSnapshot(`${fileURLToPath(FRAME)}.html`);
});
