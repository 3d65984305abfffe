import { expect, test } from "vitest";
import type { ContentLevel } from "../../src/deliveries/message.ts";
import { renderMessage } from "../../templates/messages/messages.ts";
import { SAMPLES } from "../../templates/samples.ts";

const question = SAMPLES["is this address yours"];

test.each<ContentLevel>(["full", "initials", "ping"])(
  "The question names no school to a chat at %s",
  (level) => {
    const rendered = renderMessage("telegram", level, question);
    expect(JSON.stringify(rendered)).not.toContain("214");
    expect(rendered).toMatchObject({ buttons: [{ url: "https://dnevnik.example/c/1" }] });
  },
);

test("It tells of no pupil, whatever comes with it, and has no link that stops anything", () => {
  const { pupils } = SAMPLES["mark.set"];
  for (const channel of ["telegram", "email"] as const) {
    const said = JSON.stringify(renderMessage(channel, "full", { ...question, pupils }));
    for (const secret of ["Анна", "7А", "лгебра", question.links.unsubscribe])
      expect(said).not.toContain(secret);
  }
});

test("A letter asks in both its parts, and says what to do when it came to a stranger", () => {
  const rendered = renderMessage("email", "full", question);
  if (rendered.channel !== "email") throw new Error(rendered.channel);
  for (const part of [rendered.html, rendered.text]) {
    expect(part).toContain("https://dnevnik.example/c/1");
    expect(part).toContain("Это ваш адрес");
    expect(part.replace(/\s+/g, " ")).toContain("ничего не делайте");
  }
});
