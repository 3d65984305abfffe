import { NotFound } from "../../errors.ts";
import type { App, Web } from "../web.ts";
import { accountsApi } from "./accounts.ts";
import { announcementsApi } from "./announcements.ts";
import { attendanceApi } from "./attendance.ts";
import { auditApi } from "./audit.ts";
import { boardApi } from "./board.ts";
import { calendarApi } from "./calendar.ts";
import { callListApi } from "./call-list.ts";
import { cardsApi } from "./cards.ts";
import { choicesApi } from "./choices.ts";
import { consentsApi } from "./consents.ts";
import { contactDocumentsApi } from "./contact-documents.ts";
import { contactQueueApi } from "./contact-queue.ts";
import { contactsApi } from "./contacts.ts";
import { correctionsApi } from "./corrections.ts";
import { curriculumApi } from "./curriculum.ts";
import { daysApi } from "./days.ts";
import { deadlinesApi } from "./deadlines.ts";
import { deliveriesApi } from "./deliveries.ts";
import { describeApi } from "./description.ts";
import { diaryApi } from "./diary.ts";
import { documentsApi } from "./documents.ts";
import { examsApi } from "./exams.ts";
import { excusesApi } from "./excuses.ts";
import { finalsApi } from "./finals.ts";
import { finalsReceivedApi } from "./finals-received.ts";
import { guardianshipsApi } from "./guardianships.ts";
import { keepAnswer, replayAnswer } from "./idempotency.ts";
import { journalsApi } from "./journals.ts";
import { lessonsApi } from "./lessons.ts";
import { marksApi } from "./marks.ts";
import { materialsApi } from "./materials.ts";
import { meApi } from "./me.ts";
import { nextYearApi } from "./next-year.ts";
import { ordersApi } from "./orders.ts";
import { paperRoundsApi } from "./paper-rounds.ts";
import { peopleApi } from "./people.ts";
import { personalDataApi } from "./personal-data.ts";
import { plansApi } from "./plans.ts";
import { policyApi } from "./policy.ts";
import { sendProblem } from "./problem.ts";
import { problemsApi } from "./problems.ts";
import { relationsApi } from "./relations.ts";
import { sessionApi } from "./session.ts";
import { settingsApi } from "./settings.ts";
import { slipsApi } from "./slips.ts";
import { subgroupsApi } from "./subgroups.ts";
import { substitutionsApi } from "./substitutions.ts";
import { teachingsApi } from "./teachings.ts";
import { threadsApi } from "./threads.ts";
import { timetableApi } from "./timetable.ts";
import { timetableEntriesApi } from "./timetable-entries.ts";
import { worksApi } from "./works.ts";
import { yearsApi } from "./years.ts";

/** One file a resource; addresses in them begin after /api. */
export const RESOURCES = [
  sessionApi,
  problemsApi,
  meApi,
  peopleApi,
  cardsApi,
  relationsApi,
  ordersApi,
  guardianshipsApi,
  accountsApi,
  slipsApi,
  consentsApi,
  personalDataApi,
  auditApi,
  policyApi,
  journalsApi,
  lessonsApi,
  worksApi,
  marksApi,
  diaryApi,
  settingsApi,
  yearsApi,
  nextYearApi,
  calendarApi,
  deadlinesApi,
  daysApi,
  curriculumApi,
  subgroupsApi,
  teachingsApi,
  plansApi,
  materialsApi,
  threadsApi,
  boardApi,
  timetableApi,
  timetableEntriesApi,
  substitutionsApi,
  attendanceApi,
  documentsApi,
  excusesApi,
  finalsApi,
  finalsReceivedApi,
  examsApi,
  correctionsApi,
  paperRoundsApi,
  callListApi,
  announcementsApi,
  deliveriesApi,
  choicesApi,
  contactsApi,
  contactQueueApi,
  contactDocumentsApi,
];

/** A teacher's grid saves cell by cell; a program that syncs a school has to take its time. */
const REQUESTS_A_MINUTE = 600;

/** The journal over HTTP: JSON in and out, problems as RFC 9457 says, every write repeatable. */
export async function apiRoutes(app: App, web: Web): Promise<void> {
  await describeApi(app, web);
  app.get(
    "/api/openapi.json",
    { config: { access: "api.read" }, schema: { hide: true } },
    async (_request, reply) => reply.serializer(JSON.stringify).send(app.swagger()),
  );
  await app.register(
    async (plain) => {
      const api = plain as unknown as App;
      const { db } = web;
      api.removeContentTypeParser(["application/x-www-form-urlencoded", "text/plain"]);
      api.decorateRequest("owedKey", null);
      api.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
      api.setNotFoundHandler(() => {
        throw new NotFound("Такого адреса в API нет. Все адреса: /api/docs");
      });
      api.addHook(
        "preHandler",
        api.rateLimit({
          max: REQUESTS_A_MINUTE,
          timeWindow: "1 minute",
          keyGenerator: ({ actor, ip }) => actor?.accountId ?? ip,
        }),
      );
      api.addHook("preHandler", (request, reply) => replayAnswer(db, request, reply));
      api.addHook("onSend", async (request, reply, body) => {
        void reply.header("cache-control", "no-store");
        const type = String(reply.getHeader("content-type") ?? "application/json");
        await keepAnswer(db, request, { status: reply.statusCode, type, body });
      });
      for (const resource of RESOURCES) await resource(api, web);
    },
    { prefix: "/api" },
  );
}
