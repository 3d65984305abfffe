import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import { jsonSchemaTransform } from "fastify-type-provider-zod";
import type { App, Web } from "../web.ts";

const ABOUT = `The journal by HTTP: the same rights as on the pages, by the same policy table.

**Who.** \`POST /api/session\` gives a cookie; a program sends \`Authorization: Bearer vst_…\`, a personal token made with \`POST /api/me/tokens\`.

**Edits** name the \`version\` they saw; who comes second gets 409 with \`current\` and nothing is lost. **Writes** take an
\`Idempotency-Key\`: the same key again gives the same answer and does nothing twice. **Lists** give \`items\` and \`next\`;
ask again with \`after=next\`. Days are \`2026-11-26\`, moments are UTC.

**Problems** are \`application/problem+json\` (RFC 9457): \`type\` and \`title\` for programs, \`detail\` in Russian for people,
\`errors[].pointer\` leads to the field. Every kind of problem: \`GET /api/problems\`.`;

/** OpenAPI from the schemas of the routes: /api/openapi.json, and pages to read and try it at /api/docs. */
export async function describeApi(app: App, { config }: Web): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Vestnik", version: "1", description: ABOUT },
      servers: [{ url: config.publicUrl }],
      components: {
        securitySchemes: {
          cookie: { type: "apiKey", in: "cookie", name: "vestnik" },
          token: { type: "http", scheme: "bearer" },
        },
      },
      security: [{ cookie: [] }, { token: [] }],
    },
    transform: (document) => {
      const { schema, url } = jsonSchemaTransform(document as never);
      const { access } = (document.route.config ?? {}) as { access?: string };
      const isOurs = url.startsWith("/api/") && document.schema?.tags;
      return { url, schema: isOurs ? { ...schema, "x-access": access } : { hide: true } };
    },
  });
  await app.register(swaggerUi, {
    routePrefix: "/api/docs",
    theme: { title: "Вестник: API" },
    // Without the bar of the library, which would ask for another address.
    uiConfig: { layout: "BaseLayout" },
    staticCSP: {
      "default-src": "'none'",
      "script-src": "'self'",
      "style-src": "'self' 'unsafe-inline'",
      "img-src": "'self' data:",
      "connect-src": "'self'",
      "frame-ancestors": "'none'",
    },
  });
}
