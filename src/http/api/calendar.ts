import { z } from "zod";
import { removeBells, saveBells } from "../../calendar/bells.ts";
import { addDayOff, changeDayOff, removeDayOff } from "../../calendar/days-off.ts";
import { changeMovedDay, moveDay, removeMovedDay } from "../../calendar/moved-days.ts";
import type { App, Web } from "../web.ts";
import {
  Bells,
  BellsData,
  DayOff,
  DayOffData,
  editOf,
  MovedDay,
  MovedDayData,
  Remarks,
  SeenInAddress,
} from "./calendar-shapes.ts";
import { byOf, Id, Version } from "./shapes.ts";

const tags = ["calendar"];
const config = { access: "calendar.write" } as const;

/** What makes days of a year differ from their weekday (R37), and when lessons begin and end. */
export async function calendarApi(app: App, { db }: Web): Promise<void> {
  app.post(
    "/years/:id/days-off",
    {
      config,
      schema: {
        tags,
        summary: "Enter holidays, a public day off or frost days",
        params: Id,
        body: DayOffData,
        response: { 201: DayOff.extend(Remarks) },
      },
    },
    async (request, reply) => {
      const dayOff = { yearId: request.params.id, ...request.body };
      return reply.status(201).send(await addDayOff(db, dayOff, byOf(request)));
    },
  );

  app.patch(
    "/days-off/:id",
    {
      config,
      schema: {
        tags,
        summary: "Change days off",
        params: Id,
        body: DayOffData.exactPartial().extend({ version: Version }),
        response: { 200: DayOff.extend(Remarks) },
      },
    },
    async (request) => changeDayOff(db, editOf(request.params, request.body), byOf(request)),
  );

  app.delete(
    "/days-off/:id",
    {
      config,
      schema: {
        tags,
        summary: "Take days off back; the answer says what they were",
        params: Id,
        querystring: SeenInAddress,
        response: { 200: DayOff.extend(Remarks) },
      },
    },
    async (request) => removeDayOff(db, { ...request.params, ...request.query }, byOf(request)),
  );

  app.post(
    "/years/:id/moved-days",
    {
      config,
      schema: {
        tags,
        summary: "Let a day follow another weekday's timetable, or none",
        params: Id,
        body: MovedDayData,
        response: { 201: MovedDay.extend(Remarks) },
      },
    },
    async (request, reply) => {
      const moved = { yearId: request.params.id, ...request.body };
      return reply.status(201).send(await moveDay(db, moved, byOf(request)));
    },
  );

  app.patch(
    "/moved-days/:id",
    {
      config,
      schema: {
        tags,
        summary: "Change a moved day",
        params: Id,
        body: MovedDayData.exactPartial().extend({ version: Version }),
        response: { 200: MovedDay.extend(Remarks) },
      },
    },
    async (request) => changeMovedDay(db, editOf(request.params, request.body), byOf(request)),
  );

  app.delete(
    "/moved-days/:id",
    {
      config,
      schema: {
        tags,
        summary: "Let a moved day follow its own weekday again; the answer says what it was",
        params: Id,
        querystring: SeenInAddress,
        response: { 200: MovedDay.extend(Remarks) },
      },
    },
    async (request) => removeMovedDay(db, { ...request.params, ...request.query }, byOf(request)),
  );

  app.put(
    "/years/:id/bells",
    {
      config,
      schema: {
        tags,
        summary: "Save a schedule of bells under its name; version null: it is new",
        params: Id,
        body: BellsData.extend({ version: Version.nullable() }),
        response: { 200: Bells },
      },
    },
    async (request) => saveBells(db, { yearId: request.params.id, ...request.body }, byOf(request)),
  );

  app.delete(
    "/bells/:id",
    {
      config,
      schema: {
        tags,
        summary: "Take a schedule of bells away",
        params: Id,
        querystring: SeenInAddress,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await removeBells(db, { ...request.params, ...request.query }, byOf(request));
      return reply.status(204).send(null);
    },
  );
}
