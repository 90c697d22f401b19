import { formatPartialDate } from '@pcrm/core';
import { builder } from './builder.js';
import { dayJson, partialDateJson } from './compiled/json-text.js';
import { columnsBy, compiledBy } from './compiled/rules.js';

/** A calendar day as the Date scalar writes it. */
export function isoDay(day: Date): string {
  return day.toISOString().slice(0, 10);
}

type Precision = Parameters<typeof formatPartialDate>[1];

type PartialColumns<Name extends string> = { readonly [Column in `${Name}Date`]: Date | null } & {
  readonly [Column in `${Name}Precision`]: Precision;
};

function partialDateIn<Name extends string>(parent: PartialColumns<Name>, name: Name): string | null {
  const columns: Readonly<Record<string, unknown>> = parent;
  return formatPartialDate(columns[`${name}Date`] as Date | null, columns[`${name}Precision`] as Precision);
}

/** A field that answers with the partial date in two columns, such as `heldDate` and `heldPrecision`. */
export function partialDateOf<Name extends string>(name: Name) {
  return {
    resolve: (parent: PartialColumns<Name>) => partialDateIn(parent, name),
    extensions: compiledBy(columnsBy([`${name}Date`, `${name}Precision`], partialDateJson)),
  };
}

/** The same of a partial date that is always known. */
export function knownPartialDateOf<Name extends string>(name: Name) {
  return { ...partialDateOf(name), resolve: (parent: PartialColumns<Name>) => partialDateIn(parent, name) ?? '' };
}

/** A field that answers with the calendar day in a column. */
export function dayOf<Name extends string>(name: Name) {
  return {
    resolve: (parent: { readonly [Column in Name]: Date }) => isoDay(parent[name]),
    extensions: compiledBy(columnsBy([name], dayJson)),
  };
}

/** The same of a column that may be null. */
export function maybeDayOf<Name extends string>(name: Name) {
  return {
    resolve: (parent: { readonly [Column in Name]: Date | null }) => {
      const day = parent[name];
      return day && isoDay(day);
    },
    extensions: compiledBy(columnsBy([name], dayJson)),
  };
}

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
      ...partialDateOf('from'),
    }),
    until: t.field({
      type: 'PartialDate',
      nullable: true,
      description: 'First day, month or year on which it no longer holds; null while it goes on.',
      ...partialDateOf('until'),
    }),
  }),
});
