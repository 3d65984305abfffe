import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { Config } from "../config.ts";
import type { Db } from "../db.ts";

/** The application as its routes know it: schemas are zod. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse<IncomingMessage>,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** What every route may need. */
export interface Web {
  db: Db;
  config: Config;
  /** The bot, where Telegram brings its updates here. The web knows nothing more of it. */
  telegram?: { secret: string; handleUpdate(update: unknown): Promise<void> } | null;
  /** Whether the post office's queue can be reached; the web itself never uses it. @throws it cannot */
  pingQueue?(): Promise<void>;
  /** What lies in the post office's queues. @throws they do not answer */
  countJobs?(): Promise<QueueJobs[]>;
  /** The bot in a window of the demo school. */
  chat?: ChatWindow | null;
}

/** Jobs of one queue now. */
export interface QueueJobs {
  /** `events`, or a channel */
  name: string;
  waiting: number;
  active: number;
  delayed: number;
  failed: number;
}

/** Below the school's address: where Telegram brings updates. */
export const WEBHOOK_PATH = "/telegram/updates";

/** One chat per person of the made-up school, kept as long as the program runs. */
export interface ChatWindow {
  /** Who may be played, by their rank and name. */
  people(): Promise<ChatPerson[]>;
  /** @throws NotFound nobody of them */
  read(personId: string): Promise<ChatView>;
  say(personId: string, text: string): Promise<void>;
  tap(personId: string, tapped: { messageId: number; data: string }): Promise<void>;
}

export interface ChatPerson {
  id: string;
  name: string;
  /** As pages name them: `subjectTeacher`, `guardian`. */
  roles: string[];
}

export interface ChatView {
  messages: ChatMessage[];
  /** The line over the chat, said once. */
  toast: string | null;
  commands: { name: string; text: string }[];
}

export interface ChatMessage {
  id: number;
  isOwn: boolean;
  /** Telegram's few tags, as they would be sent; of one's own the plain words, escaped. */
  html: string;
  buttons: { label: string; data?: string; url?: string }[][];
}
