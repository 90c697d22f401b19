import type { TallyPeriod } from '../generated/prisma/enums.js';

/** Days from one on and before another. */
export interface Days {
  readonly from: Date;
  readonly until: Date;
}

/** A time in parts: the days of whole months, quarters or years, and what is left before and after them. */
export interface PartedDays {
  readonly whole: Days | undefined;
  readonly rest: readonly Days[];
}

const MONTHS_IN: Readonly<Record<TallyPeriod, number>> = { MONTH: 1, QUARTER: 3, YEAR: 12 };

/** Parts a time into the whole periods in it and the rest. */
export function wholePeriods({ from, until }: Days, period: TallyPeriod): PartedDays {
  const begun = startOf(from, period);
  const first = begun < from ? startOf(from, period, 1) : begun;
  const last = startOf(until, period);
  if (first >= last) return { whole: undefined, rest: [{ from, until }] };
  const rest = [
    { from, until: first },
    { from: last, until },
  ];
  return { whole: { from: first, until: last }, rest: rest.filter((days) => days.from < days.until) };
}

// The first day of the period that a day is in; or of the one so many later.
function startOf(day: Date, period: TallyPeriod, later = 0): Date {
  const months = MONTHS_IN[period];
  return new Date(Date.UTC(day.getUTCFullYear(), (Math.floor(day.getUTCMonth() / months) + later) * months, 1));
}
