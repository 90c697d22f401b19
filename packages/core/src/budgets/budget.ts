import { z } from 'zod';
import { fiscalYear, moneyAmount } from '../bodies/money.js';
import { MoneyUnit } from '../generated/prisma/enums.js';
import { addProblem, revisionInput, sourceInput } from '../input.js';
import { line, prose } from '../text.js';

const budgetLineInput = z.object({
  name: line(),
  amount: moneyAmount(),
  /** The body whose dues are to be paid from it. */
  duesBodyId: z.uuid().nullish(),
});

export const recordBudgetInput = z
  .object({
    organizationId: z.uuid(),
    year: fiscalYear,
    /** As printed, in `unit`, even where the lines add up to something else. */
    total: moneyAmount(),
    unit: z.enum(MoneyUnit),
    lines: z.array(budgetLineInput).max(500).optional(),
    note: prose().nullish(),
    ...sourceInput,
  })
  .superRefine(linesAreDistinct);

export const earmarkBudgetLineInput = z.object({
  /** The budget, and its version. */
  ...revisionInput,
  lineId: z.uuid().toLowerCase(),
  /** The body whose dues are to be paid from the line; null for none. */
  duesBodyId: z.uuid().nullable(),
});

export const budgetGrowthInput = z.object({ organizationId: z.uuid(), year: fiscalYear });

function linesAreDistinct({ lines = [] }: { lines?: readonly { name: string }[] | undefined }, context: z.RefinementCtx): void {
  const names = lines.map(({ name }) => name);
  names.forEach((name, index) => {
    if (names.indexOf(name) === index) return;
    addProblem(context, { path: ['lines', index, 'name'], code: 'duplicate', message: 'Another line has this name. Tell the two apart.' });
  });
}

/** The printed total minus the sum of the lines, in the unit of the budget: 0 where they agree; null where no lines are printed. */
export function linesDifference(total: bigint, lines: readonly { readonly amount: bigint }[]): bigint | null {
  if (lines.length === 0) return null;
  return total - lines.reduce((sum, { amount }) => sum + amount, 0n);
}

/** By how many percent an amount is more (or, below 0, less) than an earlier one, to one decimal; null where the earlier one is 0. */
export function growthPercent(amount: bigint, earlier: bigint): number | null {
  if (earlier === 0n) return null;
  const difference = amount - earlier;
  const thousandths = ((difference < 0n ? -difference : difference) * 2000n + earlier) / (earlier * 2n);
  return (Number(thousandths) * (difference < 0n ? -1 : 1)) / 10;
}
