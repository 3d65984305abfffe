import { simpleParser } from "mailparser";
import { expect, onTestFinished, test } from "vitest";
import { openComposer } from "../../../workers/channels/composer.ts";

const picture = (svg: string) => ({ cid: "chart", filename: "chart.png", alt: "", svg });
const DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';

test("A letter whose picture cannot be drawn says so, and the next one is put together with its own", async () => {
  const composer = openComposer();
  onTestFinished(() => composer.close());
  const letter = { html: '<img src="cid:chart">', text: "Алгебра: 5" };
  await expect(composer.compose({ ...letter, pictures: [picture("no drawing")] })).rejects.toThrow(Error);
  const bytes = await composer.compose({ ...letter, pictures: [picture(DRAWING)] });
  const { text, attachments } = await simpleParser(bytes, { skipImageLinks: true });
  expect(text?.trim()).toBe("Алгебра: 5");
  expect(attachments).toMatchObject([{ cid: "chart", contentType: "image/png", related: true }]);
});
