import { z } from 'zod';
import { StakeholderCategory } from '../generated/prisma/enums.js';
import { addProblem } from '../input.js';
import { asOfInput, calendarDate } from '../period.js';

/**
 * How many natural persons a group must have for its figures to be shown: with fewer, a figure would tell of each of them (고시 개인정보의
 * 안전성 확보조치 기준). A group without any person, such as the ministries, is shown however small it is.
 */
export const SMALLEST_GROUP = 5;

/** Whether the figures of a group with so many natural persons are withheld. */
export function isSuppressed(persons: number): boolean {
  return persons > 0 && persons < SMALLEST_GROUP;
}

/** Calendar units in Korea; weeks begin on Monday. */
export type CalendarUnit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

const units = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'] as const satisfies readonly CalendarUnit[];
const MOST_PERIODS = 400;
const DAYS_IN = { DAY: 1, WEEK: 7, MONTH: 28, QUARTER: 90, YEAR: 365 } as const;
const DAY_MS = 86_400_000;

/** The first day that counts and the first that no longer does. */
export const engagementInsightInput = z
  .object({
    from: calendarDate(),
    until: calendarDate(),
    by: z.enum(units),
    /** Apart by the category of the stakeholders, by channel, by department: whatever is named. */
    apart: z
      .array(z.enum(['CATEGORY', 'CHANNEL', 'DEPARTMENT']))
      .max(3)
      .nullish(),
  })
  .superRefine(({ from, until, by }, context) => {
    if (from >= until) {
      const message = 'The period must end after it begins: `until` is the first day that no longer counts.';
      addProblem(context, { path: ['until'], code: 'period_out_of_order', message });
    } else if ((until.getTime() - from.getTime()) / DAY_MS / DAYS_IN[by] > MOST_PERIODS) {
      const message = `An answer has at most ${MOST_PERIODS} periods. Ask for longer ones, or for a shorter time.`;
      addProblem(context, { path: ['until'], code: 'too_many_periods', message });
    }
  });

/** Which stakeholders are to be kept in touch with, and how long may pass. */
export const coverageInput = z.object({
  /** 1 to 5. */
  influenceAtLeast: z.int().min(1).max(5).nullish(),
  /** Calendar days in Korea, 1 to 3650. */
  days: z.int().min(1).max(3_650).nullish(),
  ...asOfInput,
});
export type CoverageInput = z.input<typeof coverageInput>;

export const influenceInterestMapInput = z.object({
  /** As they were judged for this task; in general when left out. */
  policyTaskId: z.uuid().nullish(),
  /** Only those that carry at least one of them. */
  categories: z.array(z.enum(StakeholderCategory)).min(1).nullish(),
  ...asOfInput,
});
