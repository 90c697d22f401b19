import { z } from 'zod';
import { MoneyUnit } from '../generated/prisma/enums.js';

const KRW_PER_UNIT: Readonly<Record<MoneyUnit, bigint>> = {
  [MoneyUnit.KRW]: 1n,
  [MoneyUnit.THOUSAND_KRW]: 1_000n,
  [MoneyUnit.MILLION_KRW]: 1_000_000n,
};

/** An amount in won. Records keep the unit in which it was printed. */
export function inKrw(amount: bigint, unit: MoneyUnit): bigint {
  return amount * KRW_PER_UNIT[unit];
}

// A quadrillion won is more than the state spends in a year; in millions of won, sums of such amounts still fit the column (64 bit).
const MOST = 10n ** 15n;

/** An input that is an amount of money: a whole number that is not negative, in the unit that the source prints. */
export function moneyAmount() {
  return z
    .union([z.bigint(), z.int().transform(BigInt)], { error: 'Give a whole number, in the unit that the source prints.' })
    .refine((amount) => amount >= 0n, { error: 'An amount is not negative.' })
    .refine((amount) => amount <= MOST, { error: 'That is more than a quadrillion. Check the amount and its unit.' });
}

/** An amount with the unit in which it is printed; not zero. */
export const moneyInput = z.object({
  amount: moneyAmount().refine((amount) => amount !== 0n, { error: 'An amount that is due or paid is not zero.' }),
  unit: z.enum(MoneyUnit),
});

/** An input that is a fiscal year, which is a calendar year. */
export const fiscalYear = z.int().min(1900, { error: 'Give a year such as 2013.' }).max(2999, { error: 'Give a year such as 2013.' });
