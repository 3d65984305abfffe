import cookie from "@fastify/cookie";
import formbody from "@fastify/formbody";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { now } from "../clock.ts";
import { BadInput, NotFound } from "../errors.ts";
import { log } from "../log.ts";
import { apiRoutes } from "./api/api.ts";
import { sendProblem } from "./api/problem.ts";
import { checkAccess, checkOrigin, refuseUnguarded } from "./gate.ts";
import { showProblem } from "./problems.ts";
import { announcementRoutes } from "./routes/announcements.ts";
import { assetRoutes } from "./routes/assets.ts";
import { boardRoutes } from "./routes/board.ts";
import { calendarRoutes } from "./routes/calendar.ts";
import { chatRoutes } from "./routes/chat.ts";
import { classAbsenceRoutes } from "./routes/class-absences.ts";
import { classTalkRoutes } from "./routes/class-talks.ts";
import { classRoutes } from "./routes/classes.ts";
import { confirmRoutes } from "./routes/confirm.ts";
import { contactsRoutes } from "./routes/contacts.ts";
import { controlRoutes } from "./routes/control.ts";
import { curriculumRoutes } from "./routes/curriculum.ts";
import { deliveryRoutes } from "./routes/deliveries.ts";
import { diaryRoutes } from "./routes/diary.ts";
import { entryRoutes } from "./routes/entry.ts";
import { erasureRoutes } from "./routes/erasure.ts";
import { excusesRoutes } from "./routes/excuses.ts";
import { finalRoutes } from "./routes/finals.ts";
import { firstRunRoutes } from "./routes/first-run.ts";
import { guideRoutes } from "./routes/guide.ts";
import { healthRoutes } from "./routes/health.ts";
import { joinRoutes } from "./routes/join.ts";
import { journalRoutes } from "./routes/journal.ts";
import { journalFinalsRoutes } from "./routes/journal-finals.ts";
import { languageRoutes } from "./routes/language.ts";
import { lessonRoutes } from "./routes/lesson.ts";
import { correctionRoutes } from "./routes/lesson-correction.ts";
import { lessonQuickRoutes } from "./routes/lesson-quick.ts";
import { lessonWordsRoutes } from "./routes/lesson-words.ts";
import { lessonsRoutes } from "./routes/lessons.ts";
import { materialRoutes } from "./routes/materials.ts";
import { messageRoutes } from "./routes/message.ts";
import { metricsRoutes } from "./routes/metrics.ts";
import { movementRoutes } from "./routes/movement.ts";
import { newsRoutes } from "./routes/news.ts";
import { nextYearRoutes } from "./routes/next-year.ts";
import { onTimeRoutes } from "./routes/on-time.ts";
import { ownContactRoutes } from "./routes/own-contacts.ts";
import { paperRoutes } from "./routes/paper.ts";
import { passwordRoutes } from "./routes/password.ts";
import { peopleRoutes } from "./routes/people.ts";
import { peopleImportRoutes } from "./routes/people-import.ts";
import { personContactRoutes } from "./routes/person-contacts.ts";
import { planRoutes } from "./routes/plans.ts";
import { postHealthRoutes } from "./routes/post-health.ts";
import { postboxRoutes } from "./routes/postbox.ts";
import { pupilMarksRoutes } from "./routes/pupil-marks.ts";
import { schoolSettingsRoutes } from "./routes/school-settings.ts";
import { sessionsRoutes } from "./routes/sessions.ts";
import { settingsRoutes } from "./routes/settings.ts";
import { signInRoutes } from "./routes/sign-in.ts";
import { startRoutes } from "./routes/start.ts";
import { stopRoutes } from "./routes/stop.ts";
import { talkRoutes } from "./routes/talk.ts";
import { telegramRoutes } from "./routes/telegram.ts";
import { timetableRoutes } from "./routes/timetable.ts";
import { timetableEntryRoutes } from "./routes/timetable-entries.ts";
import { findActor } from "./session.ts";
import { watchSpareConnections } from "./spare-connections.ts";
import type { App, Web } from "./web.ts";

/** The largest form: a class of forty with a mark each is a tenth of it. */
const LARGEST_BODY = 256 * 1024;
/** Levels of lists and objects within each other in what is sent. */
const DEEPEST = 50;
const NOTHING_THERE = "По этому адресу ничего нет. Проверьте его.";

export const ROUTES = [
  assetRoutes,
  healthRoutes,
  startRoutes,
  signInRoutes,
  entryRoutes,
  erasureRoutes,
  passwordRoutes,
  sessionsRoutes,
  languageRoutes,
  guideRoutes,
  lessonsRoutes,
  lessonRoutes,
  journalRoutes,
  journalFinalsRoutes,
  diaryRoutes,
  materialRoutes,
  pupilMarksRoutes,
  excusesRoutes,
  talkRoutes,
  settingsRoutes,
  ownContactRoutes,
  newsRoutes,
  lessonQuickRoutes,
  correctionRoutes,
  lessonWordsRoutes,
  postboxRoutes,
  deliveryRoutes,
  onTimeRoutes,
  metricsRoutes,
  messageRoutes,
  stopRoutes,
  confirmRoutes,
  joinRoutes,
  finalRoutes,
  paperRoutes,
  telegramRoutes,
  chatRoutes,
  classRoutes,
  classAbsenceRoutes,
  classTalkRoutes,
  announcementRoutes,
  controlRoutes,
  boardRoutes,
  timetableEntryRoutes,
  timetableRoutes,
  planRoutes,
  calendarRoutes,
  curriculumRoutes,
  contactsRoutes,
  personContactRoutes,
  peopleImportRoutes,
  peopleRoutes,
  movementRoutes,
  nextYearRoutes,
  schoolSettingsRoutes,
  firstRunRoutes,
  postHealthRoutes,
  apiRoutes,
];

/** The application without a port. Closing it leaves the database open. */
export async function buildApp(web: Web): Promise<FastifyInstance> {
  const app = await buildShell(web);
  for (const routes of ROUTES) await routes(app, web);
  await app.ready();
  return app as unknown as FastifyInstance;
}

/** Everything that stands around the routes: safety, the gate, one page for every problem. */
export async function buildShell(web: Web): Promise<App> {
  // A proxy on the same machine says who is behind it; nobody else is believed.
  const app: App = Fastify({
    logger: false,
    trustProxy: "loopback",
    bodyLimit: LARGEST_BODY,
    frameworkErrors: (_error, request, reply) => {
      const { url } = request;
      const answer = reply as unknown as FastifyReply;
      if (url.startsWith("/api/")) return sendProblem(new NotFound(NOTHING_THERE), request as never, answer);
      return answer.status(400).type("text/plain; charset=utf-8").send("Такого адреса не бывает.");
    },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  const endSpareConnections = watchSpareConnections(app.server);
  app.addHook("preClose", async () => endSpareConnections());
  app.addHook("onRoute", refuseUnguarded);
  app.addHook("onResponse", async (request, reply) => logRequest(request, reply));

  await app.register(helmet, safety(web.config.publicUrl));
  await app.register(cookie);
  await app.register(formbody);
  await app.register(rateLimit, { global: false });

  app.decorateRequest("receivedAt");
  app.decorateRequest("actor", null);
  app.decorateRequest("standings");
  app.decorateRequest("settings", null);
  app.addHook("onRequest", async (request) => {
    request.receivedAt = now();
  });
  app.addHook("preValidation", async (request) => {
    checkOrigin(web, request);
    refuseImpossible(request);
    request.actor = await findActor(web, request);
    await checkAccess(web, request);
  });
  app.setNotFoundHandler(() => {
    throw new NotFound(NOTHING_THERE);
  });
  app.setErrorHandler((error, request, reply) => showProblem(web, error, { request, reply }));
  return app;
}

/**
 * PostgreSQL keeps no NUL and no half of a character, and no person types one; nothing of ours is nested deep, and what
 * works through it later calls itself. Without this each would be a breakdown.
 */
function refuseImpossible({ url, body }: FastifyRequest): void {
  if (url.includes("%00")) throw new NotFound(NOTHING_THERE);
  let level = [body];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST)
      throw new BadInput("Прислано вложенное друг в друга глубже, чем бывает. Проверьте и повторите.");
    if (level.some(isImpossibleText))
      throw new BadInput("В введённом есть знак, которого не бывает в тексте. Введите заново.");
    level = level.flatMap(partsOf);
  }
}

function isImpossibleText(value: unknown): boolean {
  return typeof value === "string" && (value.includes("\0") || !value.isWellFormed());
}

function partsOf(value: unknown): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  return Array.isArray(value) ? value : [...Object.keys(value), ...Object.values(value)];
}

function safety(publicUrl: string): Parameters<typeof helmet>[1] {
  const isHttps = publicUrl.startsWith("https:");
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "frame-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
      },
    },
    xFrameOptions: { action: "deny" },
    // Not "no-referrer": with it browsers send forms with `Origin: null`, and checkOrigin could not tell ours.
    referrerPolicy: { policy: "same-origin" },
    strictTransportSecurity: isHttps,
    crossOriginOpenerPolicy: isHttps,
    originAgentCluster: isHttps,
  };
}

/** The pattern of the address, never the address: its ids and searches are about people. */
function logRequest(request: FastifyRequest, reply: { statusCode: number; elapsedTime: number }): void {
  const { method, routeOptions } = request;
  const entry = { request: request.id, method, route: routeOptions.url, status: reply.statusCode };
  const isNews = method === "POST" || reply.statusCode >= 400;
  log[isNews ? "info" : "debug"]({ ...entry, ms: Math.round(reply.elapsedTime) }, "request");
}
