import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { addProblem } from './input.js';
import { DatePrecision } from './generated/prisma/enums.js';

/** The time zone in which a day, a month or a quarter of a report is one. */
export const OFFICE_TIME_ZONE = 'Asia/Seoul';

/** A date of which the year, the month or the day is known. `date` is its first day, at midnight UTC, as the database holds dates. */
export interface PartialDate {
  readonly date: Date;
  readonly precision: DatePrecision;
}

/** The columns of a period. It is half-open: `until` is the first day on which it no longer holds. Open where null. */
export interface PeriodColumns {
  readonly fromDate: Date | null;
  readonly fromPrecision: DatePrecision | null;
  readonly untilDate: Date | null;
  readonly untilPrecision: DatePrecision | null;
}

const partialDatePattern = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/u;

/** Reads "2012", "2012-10" or "2012-10-05"; undefined for anything else, and for days that do not exist. */
export function parsePartialDate(text: string): PartialDate | undefined {
  const [, year, month, day] = partialDatePattern.exec(text) ?? [];
  if (year === undefined || Number(year) < 1) return undefined;
  try {
    const first = Temporal.PlainDate.from({ year: Number(year), month: Number(month ?? 1), day: Number(day ?? 1) }, { overflow: 'reject' });
    const precision = day ? DatePrecision.DAY : month ? DatePrecision.MONTH : DatePrecision.YEAR;
    return { date: toDatabaseDate(first), precision };
  } catch {
    return undefined;
  }
}

/** Writes a partial date as it was read: "2012", "2012-10" or "2012-10-05"; null for null. */
export function formatPartialDate(date: Date | null, precision: DatePrecision | null): string | null {
  if (date === null || precision === null) return null;
  const lengths = { YEAR: 4, MONTH: 7, DAY: 10 } as const;
  return date.toISOString().slice(0, lengths[precision]);
}

/** An input "2012", "2012-10" or "2012-10-05". */
export function partialDate() {
  return z.string().transform((text, context) => {
    const parsed = parsePartialDate(text);
    if (parsed !== undefined) return parsed;
    addProblem(context, {
      path: [],
      code: 'invalid_date',
      message: 'Write an existing date as YYYY, YYYY-MM or YYYY-MM-DD.',
    });
    return z.NEVER;
  });
}

/** An input "2012-10-05". */
export function calendarDate() {
  return z.string().transform((text, context) => {
    const parsed = parsePartialDate(text);
    if (parsed?.precision === DatePrecision.DAY) return parsed.date;
    context.addIssue({
      code: 'custom',
      params: { code: 'invalid_date' },
      message: 'Write an existing day as YYYY-MM-DD.',
    });
    return z.NEVER;
  });
}

/** An input that is an instant: a Date, or ISO 8601 text with an offset, such as 2013-01-15T00:30:00+09:00. */
export function instant() {
  const text = z.iso.datetime({ offset: true, error: 'Write an instant with its offset, such as 2013-01-15T00:30:00+09:00.' });
  // What lies outside cannot be stored, or not be written in ISO 8601 without a sign.
  const storable = (value: Date) => value.getUTCFullYear() >= 1 && value.getUTCFullYear() <= 9999;
  return z
    .union([z.date(), text.transform((value) => new Date(value))])
    .refine(storable, { error: 'Write an instant of the years 1 to 9999.' });
}

/** The two inputs of a period; use with {@link periodInOrder}. */
export const periodInput = {
  from: partialDate().nullish(),
  until: partialDate().nullish(),
};

/** A refinement: `from` lies before `until`. */
export function periodInOrder(value: { from?: PartialDate | null; until?: PartialDate | null }, context: z.RefinementCtx): void {
  if (value.from && value.until && value.from.date >= value.until.date) {
    addProblem(context, {
      path: ['until'],
      code: 'period_out_of_order',
      message: 'The period must end after it begins: `until` is the first day on which it no longer holds.',
    });
  }
}

type DateColumns<Name extends string> = {
  [Column in `${Name}Date`]?: Date | null;
} & { [Column in `${Name}Precision`]?: DatePrecision | null };

/** The two columns of a partial date, as in `heldDate` and `heldPrecision`: none when it is not given, null when it is cleared. */
export function dateColumns<Name extends string>(name: Name, value: PartialDate | null | undefined): DateColumns<Name> {
  if (value === undefined) return {};
  return {
    [`${name}Date`]: value?.date ?? null,
    [`${name}Precision`]: value?.precision ?? null,
  } as DateColumns<Name>;
}

/** The columns for a period's inputs: none for what is not given. */
export function periodColumns({ from, until }: { from?: PartialDate | null; until?: PartialDate | null }) {
  return { ...dateColumns('from', from), ...dateColumns('until', until) };
}

/** The input of a query that tells how things stand on a day; see {@link asOfDay}. */
export const asOfInput = { asOf: calendarDate().nullish() };

/** The day that a query tells of: the one that is given, or today in Korea. */
export function asOfDay(now: () => Date, asOf: Date | null | undefined): Date {
  return asOf ?? officeDay(now());
}

/** What has a period and holds on the day, as a filter of its columns. */
export function holdsOn(day: Date) {
  return {
    AND: [{ OR: [{ fromDate: null }, { fromDate: { lte: day } }] }, { OR: [{ untilDate: null }, { untilDate: { gt: day } }] }],
  };
}

/** Whether a period holds on the day. */
export function contains(period: Pick<PeriodColumns, 'fromDate' | 'untilDate'>, day: Date): boolean {
  return (period.fromDate === null || period.fromDate <= day) && (period.untilDate === null || period.untilDate > day);
}

/** Whether two periods share a day. */
export function overlaps(a: Pick<PeriodColumns, 'fromDate' | 'untilDate'>, b: Pick<PeriodColumns, 'fromDate' | 'untilDate'>): boolean {
  const startsBeforeEnd = (start: Date | null, end: Date | null) => start === null || end === null || start < end;
  return startsBeforeEnd(a.fromDate, b.untilDate) && startsBeforeEnd(b.fromDate, a.untilDate);
}

/** The first day after all that a partial date stands for. */
export function firstDayAfter(date: Date, precision: DatePrecision): Date {
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const next = new Date(date);
  switch (precision) {
    case DatePrecision.YEAR:
      next.setUTCFullYear(year + 1);
      return next;
    case DatePrecision.MONTH:
      next.setUTCMonth(month + 1);
      return next;
    case DatePrecision.DAY:
      next.setUTCDate(day + 1);
      return next;
  }
}

/** The day so many months after another, or before it for a number below 0; the last day of the month where that is shorter. */
export function addMonths(day: Date, months: number): Date {
  return toDatabaseDate(Temporal.PlainDate.from(day.toISOString().slice(0, 10)).add({ months }));
}

/** A calendar day as YYYY-MM-DD. */
export function isoDay(day: Date): string {
  return day.toISOString().slice(0, 10);
}

/** The calendar day of an instant in Korea, as the database holds dates. */
export function officeDay(at: Date): Date {
  const time = at.getTime();
  if (!(time >= lastDay.from && time < lastDay.until)) lastDay = findOfficeDay(at);
  return new Date(lastDay.day);
}

// Most ask for today, several times in each request, and the calendar takes longer for it than for all else that a list is made of.
let lastDay = { from: 0, until: 0, day: 0 };

function findOfficeDay(at: Date): typeof lastDay {
  const day = toDatabaseDate(Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(OFFICE_TIME_ZONE).toPlainDate());
  return { from: startOfOfficeDay(day).getTime(), until: startOfOfficeDay(day, 1).getTime(), day: day.getTime() };
}

/** An instant as people in Korea read it, such as "2013-03-05 09:00". */
export function officeTime(at: Date): string {
  const there = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(OFFICE_TIME_ZONE);
  return `${there.toPlainDate().toString()} ${there.toPlainTime().toString({ smallestUnit: 'minute' })}`;
}

/** The instant at which a calendar day begins in Korea, or the day so many days after it. */
export function startOfOfficeDay(day: Date, daysLater = 0): Date {
  const date = Temporal.PlainDate.from(day.toISOString().slice(0, 10)).add({ days: daysLater });
  return new Date(date.toZonedDateTime(OFFICE_TIME_ZONE).epochMilliseconds);
}

function toDatabaseDate(day: Temporal.PlainDate): Date {
  return new Date(`${day.toString()}T00:00:00.000Z`);
}
