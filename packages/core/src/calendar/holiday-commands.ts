import { defineCommand } from '../command.js';
import { Conflict, InvalidInput, NotFound } from '../errors.js';
import type { Holiday } from '../generated/prisma/client.js';
import { unknownReferences } from '../references.js';
import * as rules from './working-days.js';

/** What declaring holidays answers: the first of the days, and all of them by date. */
export type DeclaredHolidays = Holiday & { readonly holidays: readonly Holiday[] };

/**
 * Declares days on which the city's offices are closed: those of a new year, or one that the government declared (임시공휴일). From then on
 * they are no working days, in every figure that is counted.
 *
 * @throws Conflict `Holiday_date_key` when one of the days is a holiday already.
 */
export const declareHolidays = defineCommand({
  name: 'declareHolidays',
  scope: 'calendar:write',
  schema: rules.declareHolidaysInput,
  perform: async ({ db, data: { days, sourceId }, entered }) => {
    const problems = await unknownReferences(db, [{ to: 'Source', id: sourceId, path: ['sourceId'] }]);
    if (problems.length > 0) throw new InvalidInput(problems);
    const holidays = await db.holiday.createManyAndReturn({ data: days.map((day) => ({ ...day, ...entered })) });
    const byDate = holidays.toSorted((a, b) => a.date.getTime() - b.date.getTime());
    const after: DeclaredHolidays = { ...(byDate[0] as Holiday), holidays: byDate };
    return { type: 'Holiday', before: null, after };
  },
});

/** Takes back a holiday that was declared by mistake. Answers what it was; the audit keeps it. */
export const withdrawHoliday = defineCommand({
  name: 'withdrawHoliday',
  scope: 'calendar:write',
  schema: rules.withdrawHolidayInput,
  perform: async ({ db, data: { id } }) => {
    const [before] = await db.holiday.findMany({ where: { id } });
    if (before === undefined) throw new NotFound('Holiday', id);
    const { count } = await db.holiday.deleteMany({ where: { id } });
    if (count === 0) throw new Conflict('withdrawn_already', 'The holiday was withdrawn already. Nothing is left to do.');
    return { type: 'Holiday', before, after: before };
  },
});
