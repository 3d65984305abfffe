import { z } from "zod";
import { may } from "../../access/policy.ts";
import { isoDay } from "../../clock.ts";
import { Forbidden } from "../../errors.ts";
import { type Card, getCard, writeCard } from "../../people/card.ts";
import { CARD_FIELDS, cardsDueOn, incompleteCards } from "../../people/incomplete-cards.ts";
import type { App, Web } from "../web.ts";
import { Named, Person, withDays } from "./people-shapes.ts";
import { byOf, Day, Id, Paging, page, pageOf, text, Version } from "./shapes.ts";

const tags = ["people"];
const Fact = text(300).nullable();

const StaffFacts = z.strictObject({
  post: text(300),
  grade: Fact,
  category: Fact,
  functions: Fact,
  speciality: Fact,
});

const ShownCard = z.object({
  person: Person,
  staff: StaffFacts.strip().nullable(),
  keeps: z.array(z.enum(["phone", "address", "email"])),
  phone: z.string().nullable(),
  address: z.string().nullable(),
  email: z.string().nullable(),
});

/** Personal cards (R33), complete by 15 September. */
export async function cardsApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/people/:id/card",
    {
      config: { access: "person.read", about: "person", showsPersonal: true },
      schema: { tags, summary: "The personal card (R33)", params: Id, response: { 200: ShownCard } },
    },
    async ({ params, standings }) => {
      const card = await getCard(db, params.id);
      // A class teacher keeps the cards of families (R6), also of a colleague's family; the post is not their business.
      const seesPost = may("people.list", standings) || standings.has("self");
      return shown(seesPost ? card : { ...card, staff: null });
    },
  );

  app.put(
    "/people/:id/card",
    {
      config: { access: "person.write", about: "person", showsPersonal: true },
      schema: {
        tags,
        summary: "Fill in the personal card; what is left out stays",
        params: Id,
        body: z.strictObject({
          version: Version,
          staff: StaffFacts.optional(),
          phone: text(50).nullable().optional(),
          address: text(300).nullable().optional(),
          email: z.email().max(200).nullable().optional(),
        }),
        response: { 200: ShownCard },
      },
    },
    async (request) => {
      const { body, params, standings } = request;
      const keepsPosts = may("person.create", standings);
      if (body.staff && !keepsPosts)
        throw new Forbidden("Карточку сотрудника заполняет администратор или секретарь.");
      const card = await writeCard(db, { id: params.id, ...body }, byOf(request));
      return shown(keepsPosts ? card : { ...card, staff: null });
    },
  );

  app.get(
    "/cards/incomplete",
    {
      config: { access: "people.list", showsPersonal: true },
      schema: {
        tags,
        summary: "Whose card lacks what R33 asks for, and the day it is due",
        querystring: Paging.extend({ on: Day.optional() }),
        response: {
          200: page(Named.extend({ isStaff: z.boolean(), missing: z.array(z.enum(CARD_FIELDS)) })).extend({
            /** Null in the summer between two school years. */
            dueOn: Day.nullable(),
          }),
        },
      },
    },
    async ({ query, actor }) => {
      const { limit, after, on = isoDay(actor!.day) } = query;
      const cards = await incompleteCards(db, { on, limit: limit + 1, after });
      return { ...pageOf(cards, query), dueOn: await cardsDueOn(db, on) };
    },
  );
}

function shown({ person, ...card }: Card) {
  return { ...card, person: withDays(person) };
}
