import type { Db } from "../db.ts";

/** A pupil for whose family a paper diary is kept (R61), and the written word behind it. */
export interface PaperPupil {
  pupil: { id: string; surname: string; givenName: string };
  receiver: { id: string; surname: string; givenName: string; patronymic: string | null };
  /** Null: the document has none. */
  number: string | null;
  /** ISO day. */
  date: string;
}

/** The families of these classes that declared paper, on that day; null: of the whole school. One query. */
export async function listPaperPupils(db: Db, classIds: string[] | null, day: Date): Promise<PaperPupil[]> {
  const rows = await db.$queryRaw<Row[]>`
    select p.id as "pupilId", p.surname as "pupilSurname", p."givenName" as "pupilName", g.id, g.surname, g."givenName",
      g.patronymic, coalesce(t.number, d.number) as number, to_char(coalesce(t.date, d.date), 'YYYY-MM-DD') as date
    from "Contact" c join "Person" g on g.id = c."personId"
    left join "Statement" t on t.id = c."statementId" left join "SignedDocument" d on d.id = c."signedDocumentId"
    cross join lateral (
      select w."pupilId" from "Guardianship" w where w."guardianId" = g.id and w."from" <= ${day}::date
        and (w."to" is null or w."to" >= ${day}::date) and (w."barredFrom" is null or w."barredFrom" > ${day}::date)
      union select g.id) w
    join "Person" p on p.id = w."pupilId"
    where c.channel = 'paper' and c.state = 'confirmed' and coalesce(t.id, d.id) is not null
      and exists (select 1 from "Enrolment" e where e."pupilId" = p.id and e."from" <= ${day}::date
        and (e."to" is null or e."to" >= ${day}::date) and (${classIds}::uuid[] is null or e."classId" = any(${classIds}::uuid[])))
    order by p.surname, p."givenName", p.id, g.surname, g."givenName"`;
  return rows.map(({ pupilId, pupilSurname, pupilName, number, date, ...receiver }) => ({
    pupil: { id: pupilId, surname: pupilSurname, givenName: pupilName },
    receiver,
    number,
    date,
  }));
}

interface Row {
  pupilId: string;
  pupilSurname: string;
  pupilName: string;
  id: string;
  surname: string;
  givenName: string;
  patronymic: string | null;
  number: string | null;
  date: string;
}
