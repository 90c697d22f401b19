import { inKrw } from '@pcrm/core';
import { builder } from './builder.js';
import { enumOf } from './enums.js';

export const MoneyUnit = enumOf('MoneyUnit');

interface Amount {
  readonly amount: bigint;
  readonly unit: Parameters<typeof inKrw>[1];
}

/** An amount of money in the unit in which it was printed, and in won. */
export const Money = builder.objectRef<Amount>('Money').implement({
  description: 'An amount of money, in the unit in which it was printed.',
  fields: (t) => ({
    amount: t.expose('amount', { type: 'SafeInt', description: 'How many of the unit.' }),
    unit: t.expose('unit', { type: MoneyUnit, description: 'The unit in which it was printed.' }),
    krw: t.field({ type: 'SafeInt', description: 'The amount in won.', resolve: ({ amount, unit }) => inKrw(amount, unit) }),
  }),
});

/** An amount to record. */
export const MoneyInput = builder.inputType('MoneyInput', {
  description: 'An amount of money, in the unit that the source prints.',
  fields: (t) => ({
    amount: t.field({ type: 'SafeInt', required: true, description: 'How many of the unit.' }),
    unit: t.field({ type: MoneyUnit, required: true, description: 'The unit that the source prints.' }),
  }),
});
