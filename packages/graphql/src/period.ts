import { formatPartialDate } from '@pcrm/core';
import { builder } from './builder.js';

/** A calendar day as the Date scalar writes it. */
export function isoDay(day: Date): string {
  return day.toISOString().slice(0, 10);
}

type Precision = Parameters<typeof formatPartialDate>[1];

interface PeriodColumns {
  readonly fromDate: Date | null;
  readonly fromPrecision: Precision;
  readonly untilDate: Date | null;
  readonly untilPrecision: Precision;
}

/** The interface of everything that holds for a period. */
export const HasPeriod = builder.interfaceRef<PeriodColumns>('HasPeriod').implement({
  description: 'Something that holds for a period. The period is half-open.',
  fields: (t) => ({
    from: t.field({
      type: 'PartialDate',
      nullable: true,
      description: 'First day, month or year on which it holds; null when the beginning is not known.',
      resolve: ({ fromDate, fromPrecision }) => formatPartialDate(fromDate, fromPrecision),
    }),
    until: t.field({
      type: 'PartialDate',
      nullable: true,
      description: 'First day, month or year on which it no longer holds; null while it goes on.',
      resolve: ({ untilDate, untilPrecision }) => formatPartialDate(untilDate, untilPrecision),
    }),
  }),
});
