import { Prisma } from '../generated/prisma/client.js';

/** A calendar day as a value of a statement. */
export function daySql(day: Date): Prisma.Sql {
  return Prisma.sql`${day.toISOString().slice(0, 10)}::date`;
}

/** The rows of a table with a period that hold on the day. `table` is the name or alias of the table. */
export function holdsOnSql(table: Prisma.Sql, day: Date): Prisma.Sql {
  return Prisma.sql`((${table}."fromDate" IS NULL OR ${table}."fromDate" <= ${daySql(day)})
    AND (${table}."untilDate" IS NULL OR ${table}."untilDate" > ${daySql(day)}))`;
}

/** The instant at which a calendar day begins in Korea; or the one so many days later. */
export function startOfDaySql(day: Date, daysLater = 0): Prisma.Sql {
  return Prisma.sql`((${daySql(day)} + ${daysLater}::int)::timestamp AT TIME ZONE 'Asia/Seoul')`;
}
