import { z } from 'zod';
import type { Problem } from '../errors.js';
import { BodyKind, DuesRule, MembershipBasis } from '../generated/prisma/enums.js';
import { addProblem, evenIfFieldsFail, revisionInput, sourceInput } from '../input.js';
import { calendarDate, periodInOrder, periodInput } from '../period.js';
import { line, prose } from '../text.js';
import { fiscalYear, moneyInput } from './money.js';

const month = z.int().min(1, { error: 'Give months as 1 to 12.' }).max(12, { error: 'Give months as 1 to 12.' });

const bodyFields = {
  legalBasis: line(500).nullish(),
  chairBasis: z.enum(MembershipBasis).nullish(),
  chairSeats: z.int().min(1).max(100).optional(),
  regularMeetingsPerYear: z.int().min(1).max(366).nullish(),
  regularMeetingMonths: z.array(month).max(12).transform(inOrder).optional(),
  extraordinaryMeetings: z.boolean().optional(),
  convenedWhen: line().nullish(),
  maxConsecutiveTerms: z.int().min(1).max(1_000).nullish(),
  /** Left out, a committee has the limit of the law. */
  maxGenderPercent: z.int().min(50, { error: 'Give 50 to 100 percent.' }).max(100, { error: 'Give 50 to 100 percent.' }).nullish(),
  /** Dues a year, in the unit that the source prints; with the rule FIXED_PER_YEAR. */
  dues: moneyInput.nullish(),
};

export const establishBodyInput = z
  .object({
    /** The organization that is the body. */
    organizationId: z.uuid(),
    kind: z.enum(BodyKind),
    ...bodyFields,
    duesRule: z.enum(DuesRule).default(DuesRule.NONE),
    ...sourceInput,
  })
  .superRefine((value, context) => problemsOfDues(value).forEach((problem) => addProblem(context, problem)), evenIfFieldsFail);

export const reviseBodyInput = z.object({
  ...revisionInput,
  ...bodyFields,
  kind: z.enum(BodyKind).optional(),
  duesRule: z.enum(DuesRule).optional(),
});

export const setSeatQuotaInput = z
  .object({
    bodyId: z.uuid(),
    basis: z.enum(MembershipBasis).extract(['EX_OFFICIO', 'APPOINTED']),
    seats: z.int().min(1).max(10_000),
    ...periodInput,
    ...sourceInput,
  })
  .superRefine(periodInOrder, evenIfFieldsFail);

export const addDivisionInput = z.object({
  bodyId: z.uuid(),
  name: line(),
  nameEnglish: line().nullish(),
  /** The last when left out. */
  position: z.int().min(1).max(1_000).optional(),
  ...sourceInput,
});

export const payDuesInput = z.object({
  bodyId: z.uuid(),
  payerId: z.uuid(),
  /** Fiscal year for which it is paid. */
  year: fiscalYear,
  ...moneyInput.shape,
  paidOn: calendarDate(),
  note: prose().nullish(),
  budgetLineId: z.uuid().nullish(),
  ...sourceInput,
});

export const matchDuesInput = z.object({
  ...revisionInput,
  /** The line from which the payment was made; null where it is not known any more. */
  budgetLineId: z.uuid().nullable(),
});

export const duesLedgerInput = z.object({ bodyId: z.uuid(), year: fiscalYear });

export const duesReconciliationInput = z.object({
  /** All when left out. */
  bodyIds: z.array(z.uuid()).nullish(),
  /** Only what this organization owes and pays. */
  payerId: z.uuid().nullish(),
  year: fiscalYear,
});

export const duesLedgersInput = z.object({ bodyIds: z.array(z.uuid()), year: fiscalYear });

/** What does not go together: a fixed sum needs an amount, another rule has none. */
export function problemsOfDues({ duesRule, dues }: { readonly duesRule?: DuesRule; readonly dues?: unknown }): Problem[] {
  const fixed = duesRule === DuesRule.FIXED_PER_YEAR;
  if (fixed && dues == null) return [{ path: ['dues'], code: 'required', message: 'Give the sum that each member pays a year.' }];
  if (fixed || dues == null) return [];
  const message = 'Only the rule FIXED_PER_YEAR has a sum. Choose that rule, or leave the sum out.';
  return [{ path: ['dues'], code: 'not_allowed', message }];
}

function inOrder(months: readonly number[]): number[] {
  return [...new Set(months)].toSorted((a, b) => a - b);
}
