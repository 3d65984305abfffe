import { test } from "vitest";
import { readStatus } from "../../../src/deliveries/status.ts";
import { readAlarms } from "../../../src/oversight/alarms.ts";
import { readLog } from "../../../src/oversight/log.ts";
import { readOnTime } from "../../../src/oversight/on-time.ts";
import { trimOld } from "../../../src/oversight/retention.ts";
import { castSchool } from "../../support/school.ts";
import { plant } from "../../support/planted.ts";
test("plan", { timeout: 400000 }, async () => {
  const school = await castSchool();
  const { db, cast } = school;
  await plant(school, "annaMother", {}); await plant(school, "egorMother", {});
  await db.$executeRawUnsafe(`insert into "Person" (surname, "givenName") select 'Фам'||i, 'Имя' from generate_series(1,3000) i`);
  await db.$executeRawUnsafe(`insert into "Contact" ("personId", channel, address, state, origin) select id, 'telegram', 'a'||id, 'confirmed', 'statement' from "Person" where surname like 'Фам%'`);
  await db.$executeRawUnsafe(`insert into "Delivery" ("personId","contactId",channel,kind,urgency,state,"dueAt","patienceUntil","settledAt",text,"pupilId")
    select c."personId", c.id, 'telegram','marks','now','sent', t, t, t + interval '3 s', repeat('текст ', 60), null
    from (select i, now() - make_interval(mins => i) as t from generate_series(1,200000) i) x join (select id, "personId", row_number() over () r from "Contact" where address like 'a%') c on c.r = 1 + x.i % 3000`);
  await db.$executeRawUnsafe(`insert into "Notice" ("factKind","factId","factVersion","personId","pupilId",urgency,"dueAt","patienceUntil",state,"toldVersion") select 'mark', gen_random_uuid(), 1, "personId", '${cast.anna.id}', 'now', "dueAt","dueAt",'told',1 from "Delivery"`);
  await db.$executeRawUnsafe(`insert into "DeliveryNotice" ("deliveryId","noticeId","factVersion",value) select d.id, n.id, 1, '4' from (select id, row_number() over (order by "personId","dueAt") r from "Delivery") d join (select id, row_number() over (order by "personId","dueAt") r from "Notice") n using (r)`);
  await db.$executeRawUnsafe(`insert into "Attempt" (id,"deliveryId",number,outcome) select gen_random_uuid(), id, 1, 'sent' from "Delivery"`);
  await db.$executeRawUnsafe(`vacuum analyze`);
  const time = async (name: string, run: () => Promise<unknown>) => { for (let i=0;i<2;i++){const s = performance.now(); const out = await run(); console.log(name, Math.round(performance.now() - s), "ms", Array.isArray(out) ? out.length : "");} };
  await time("status", () => readStatus(db));
  await time("alarms", () => readAlarms(db));
  await time("onTime", () => readOnTime(db));
  await time("log", () => readLog(db, {}, { limit: 50 }));
  await time("log q", () => readLog(db, { q: "Фам12" }, { limit: 50 }));
  await time("log q rare", () => readLog(db, { q: "Фам1234" }, { limit: 50 }));
  await time("log q none", () => readLog(db, { q: "Нет", byAddress: true }, { limit: 50 }));
  await time("log pupil", () => readLog(db, { pupilId: cast.anna.id }, { limit: 50 }));
  await time("log class", () => readLog(db, { classId: cast.classes.sevenA.id }, { limit: 50 }));
  await time("log failed", () => readLog(db, { state: "failed" }, { limit: 50 }));
  await time("trim", () => trimOld(db));
  await school.close();
});
