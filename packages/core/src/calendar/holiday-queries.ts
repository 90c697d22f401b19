import { z } from 'zod';
import { requireScope, type Actor } from '../access/actor.js';
import type { Context } from '../context.js';
import { loadPage, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { daySql } from '../database/period-sql.js';
import { Prisma, type Holiday } from '../generated/prisma/client.js';
import { parseInput } from '../input.js';
import { calendarDate } from '../period.js';
import { workingDaysBetween } from './working-days.js';

const holidayFilter = z.object({ year: z.int().min(1).max(9999).nullish() });
export type HolidayFilter = z.input<typeof holidayFilter>;

/** The holidays as a list to page through, by date. */
export function holidayList(actor: Actor, filter: HolidayFilter = {}): KeysetList<Holiday> {
  requireScope(actor, 'calendar:read');
  const { year } = parseInput(holidayFilter, filter);
  const inYear = (of: number) => Prisma.sql`h."date" >= make_date(${of}, 1, 1) AND h."date" < make_date(${of} + 1, 1, 1)`;
  return {
    select: Prisma.sql`h.*`,
    from: Prisma.sql`"Holiday" h`,
    where: year == null ? Prisma.sql`TRUE` : inYear(year),
    order: [
      { column: Prisma.sql`h."date"`, type: 'date' },
      { column: Prisma.sql`h."id"`, type: 'uuid' },
    ],
    descending: false,
  };
}

/** A page of the holidays, by date. */
export async function listHolidays(
  context: Context,
  { filter, ...page }: PageRequest & { readonly filter?: HolidayFilter } = {},
): Promise<Page<Holiday>> {
  return loadPage(context.db, holidayList(context.actor, filter), page);
}

/** The working days between two days. */
export interface WorkingDays {
  /** How many come after the first day, up to the second and that one included. */
  readonly count: number;
  /** The holidays among the days, those on a weekend too. */
  readonly holidays: readonly Holiday[];
  /** Years among them of which no holiday is known yet: their working days are counted too high. */
  readonly yearsWithoutHolidays: readonly number[];
}

const workingDaysInput = z.object({ after: calendarDate(), until: calendarDate() });

/** How many working days come after one day, up to another. At most 40 years apart. */
export async function workingDays({ db, actor }: Context, input: z.input<typeof workingDaysInput>): Promise<WorkingDays> {
  requireScope(actor, 'calendar:read');
  const { after, until } = parseInput(withinFortyYears, input);
  const holidays = await db.holiday.findMany({ where: { date: { gt: after, lte: until } }, orderBy: { date: 'asc' } });
  return {
    count: workingDaysBetween(
      after,
      until,
      holidays.map(({ date }) => date),
    ),
    holidays,
    yearsWithoutHolidays: await yearsWithoutHolidays(db, after, until),
  };
}

const withinFortyYears = workingDaysInput.refine(({ after, until }) => until.getUTCFullYear() - after.getUTCFullYear() <= 40, {
  error: 'The days lie more than 40 years apart. Ask for a shorter time.',
  path: ['until'],
});

/** The years from one day to another of which no holiday is known. */
export async function yearsWithoutHolidays(db: Context['db'], from: Date, until: Date): Promise<number[]> {
  const rows = await db.$queryRaw<{ year: number }[]>`
    SELECT year FROM generate_series(extract(year FROM ${daySql(from)})::int, extract(year FROM ${daySql(until)})::int) AS year
    WHERE NOT EXISTS (SELECT FROM "Holiday" h WHERE h."date" >= make_date(year, 1, 1) AND h."date" <= make_date(year, 12, 31))
    ORDER BY year`;
  return rows.map(({ year }) => year);
}
