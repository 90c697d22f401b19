import { z } from 'zod';
import type { ReviewRound } from '../generated/prisma/client.js';
import { ReviewGrade, ReviewRoundKind } from '../generated/prisma/enums.js';
import { addProblem, evenIfFieldsFail, revisionInput, sourceInput } from '../input.js';
import { prose } from '../text.js';

export const openReviewRoundInput = z
  .object({
    bodyId: z.uuid(),
    kind: z.enum(ReviewRoundKind),
    divisionId: z.uuid().nullish(),
    year: z.int().min(1900).max(2999),
    part: z.int().positive(),
    ...sourceInput,
  })
  .superRefine(({ kind, divisionId, part }, context) => {
    if (kind === ReviewRoundKind.HALF_YEARLY_DIVISION && divisionId == null) {
      addProblem(context, { path: ['divisionId'], code: 'required', message: 'A division reviews every half-year. Name the division.' });
    }
    if (kind === ReviewRoundKind.QUARTERLY_PLENARY && divisionId != null) {
      addProblem(context, {
        path: ['divisionId'],
        code: 'not_allowed',
        message: 'The plenary reviews every quarter. Leave the division out.',
      });
    }
    const parts = partsOfYear[kind];
    if (part > parts)
      addProblem(context, { path: ['part'], code: 'too_big', message: `The year has ${parts} such rounds. Give 1 to ${parts}.` });
  }, evenIfFieldsFail);

const findings = {
  progress: z.int().min(0, { error: 'Give 0 to 100 percent.' }).max(100, { error: 'Give 0 to 100 percent.' }),
  grade: z.enum(ReviewGrade),
  remarks: prose().nullish(),
  evidence: prose(2_000).nullish(),
};

export const recordReviewInput = z.object({ roundId: z.uuid(), policyTaskId: z.uuid(), ...findings, ...sourceInput });

export const reviseReviewInput = z.object({
  ...revisionInput,
  ...findings,
  progress: findings.progress.optional(),
  grade: findings.grade.optional(),
});

export const correctReviewInput = z.object({ reviewId: z.uuid(), ...findings, ...sourceInput });

export const closeReviewRoundInput = z.object(revisionInput);

const partsOfYear: Readonly<Record<ReviewRoundKind, number>> = { QUARTERLY_PLENARY: 4, HALF_YEARLY_DIVISION: 2 };

/** The last day of the quarter or half-year that a round is about. */
export function lastDayOf({ kind, year, part }: Pick<ReviewRound, 'kind' | 'year' | 'part'>): Date {
  const months = 12 / partsOfYear[kind];
  // Day 0 of a month is the last day of the one before.
  return new Date(Date.UTC(year, part * months, 0));
}
