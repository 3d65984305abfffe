import { expect, test } from "vitest";
import type { Message } from "../../src/deliveries/message.ts";
import { hasWords } from "../../templates/messages/messages.ts";
import { renderPreview } from "../../templates/preview.tsx";
import { SAMPLES } from "../../templates/samples.ts";

test("the page of samples shows every one of them and needs nothing from outside", () => {
  const page = renderPreview();
  const samples: Message[] = Object.values(SAMPLES);
  const count = samples.length;
  const [chats, letters] = (["telegram", "email"] as const).map(
    (channel) => samples.filter((message) => hasWords(channel, message)).length,
  );
  expect(page.match(/<section class="sample"/g)).toHaveLength(count);
  expect(page.match(/class="bub"/g)).toHaveLength(chats! * 2 * 3);
  expect(page.match(/<iframe /g)).toHaveLength(letters! * 2);
  expect(page).not.toMatch(/<(?:link|script|img)\b|undefined|\[object/);
});
