import { holdsOn } from '@pcrm/core';
import type { ArgBuilder } from '@pothos/core';
import type { builder } from './builder.js';

type Types = (typeof builder)['$inferSchemaTypes'];
/** What builds the fields of an input type. */
export type InputFields = PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>;
/** What builds the arguments of a field. */
export type Args = ArgBuilder<Types>;

/** The argument that every mutation has beside its input. */
export const idempotencyArg = (t: Args) => ({
  idempotencyKey: t.string({
    description: 'At most 255 characters. The same key with the same input returns the first result; with another input it is a conflict.',
  }),
});

/** The day that a field tells of. */
export const asOfArg = (t: Args) => ({
  asOf: t({ type: 'Date', description: 'How it is on this day; today in Korea when left out.' }),
});

/** The day as of which a list is shown that has all of its history otherwise. */
export const onlyAsOfArg = (t: Args) => ({
  asOf: t({ type: 'Date', description: 'Only what holds on this day; all of it, with its periods, when left out.' }),
});

/** What holds on the day, as a filter; everything when none is given. */
export function holdingOn({ asOf }: { readonly asOf?: string | null | undefined }) {
  return asOf == null ? {} : holdsOn(new Date(asOf));
}

/** The version that a revision is based on. */
export const versionField = (t: InputFields) => ({
  version: t.int({ required: true, description: 'The version that the revision is based on; with a stale one nothing is changed.' }),
});

/** The two ends of a period. */
export const periodFields = (t: InputFields) => ({
  from: t.field({ type: 'PartialDate', description: 'First day, month or year on which it holds.' }),
  until: t.field({ type: 'PartialDate', description: 'First day, month or year on which it no longer holds.' }),
});

/** For the `errors` of every mutation: expected errors are results. */
export const asResult = { dataField: { description: 'What came of it.' } };
