import type { Channel } from "../../src/db.ts";
import type { ContentLevel, Message, Rendered, Story } from "../../src/deliveries/message.ts";
import type { Digest } from "../../src/digests/digest.ts";
import { digestAtLevel } from "../content-level.ts";
import type { Wording } from "../messages/wording.ts";
import { wordsIn } from "../words.ts";
import { contentsOf } from "./contents.ts";
import { digestLetter } from "./email.tsx";
import { digestSheet } from "./paper.ts";
import { diaryButton, digestBubble, digestPing } from "./telegram.tsx";

/** A tidied message with a digest, in words. Email and paper take only the level `full`; anything else throws. */
export function renderDigest(
  message: Message & { digest: Digest },
  { channel, level }: { channel: Channel; level: ContentLevel },
  wordingOf: (story: Story) => Wording,
): Rendered {
  const allowed = digestAtLevel(channel, level, message);
  const words = wordsIn(allowed.language);
  const suspended = allowed.suspended ? words.say("suspended", { channel: allowed.suspended }) : "";
  const buttons = diaryButton(allowed.open, words);
  // digestAtLevel leaves less than the facts to Telegram alone.
  if (allowed.tells === "news") return { channel: "telegram", html: digestPing(suspended, words), buttons };
  const contents = contentsOf(allowed.digest, wordingOf, words);
  if (channel === "telegram") return { channel, html: digestBubble(contents, suspended, words), buttons };
  if (channel === "email") return { channel, ...digestLetter(allowed, contents, suspended) };
  return { channel, ...digestSheet(contents, suspended, words) };
}
