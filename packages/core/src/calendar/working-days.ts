import { z } from 'zod';
import { addProblem, evenIfFieldsFail, sourceInput } from '../input.js';
import { calendarDate } from '../period.js';
import { line } from '../text.js';

export const declareHolidaysInput = z
  .object({
    days: z
      .array(z.object({ date: calendarDate(), name: line(100) }))
      .min(1, { error: 'Name at least one day.' })
      .max(100),
    ...sourceInput,
  })
  .superRefine(({ days }, context) => {
    if (!Array.isArray(days)) return;
    const dates = days.map(({ date }) => (date instanceof Date ? date.getTime() : undefined));
    dates.forEach((date, index) => {
      if (date === undefined || dates.indexOf(date) === index) return;
      const message = 'This day is named already. Name each day once, with all that it is in its name.';
      addProblem(context, { path: ['days', index, 'date'], code: 'named_twice', message });
    });
  }, evenIfFieldsFail);

export const withdrawHolidayInput = z.object({ id: z.uuid() });

const DAY = 24 * 60 * 60 * 1_000;

/**
 * How many working days come after one day, up to another and that one included: neither a Saturday, a Sunday nor one of the holidays. An
 * answer on the next working day took 1. None when the other day does not come later. `working_days_between` counts the same in SQL.
 */
export function workingDaysBetween(after: Date, until: Date, holidays: readonly Date[]): number {
  const closed = new Set(holidays.map((day) => day.getTime()));
  let count = 0;
  for (let day = after.getTime() + DAY; day <= until.getTime(); day += DAY) {
    const weekday = new Date(day).getUTCDay();
    if (weekday !== 0 && weekday !== 6 && !closed.has(day)) count += 1;
  }
  return count;
}
