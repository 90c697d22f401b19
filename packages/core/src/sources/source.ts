import { z } from 'zod';
import { DeclaredMeasure } from '../generated/prisma/enums.js';
import { partialDate } from '../period.js';
import { line, prose } from '../text.js';

const webAddress = line(2_000).refine((url) => URL.canParse(url) && /^https?:/u.test(url), {
  error: 'Write a web address that begins with http:// or https://.',
});

export const recordSourceInput = z.object({
  title: line(500),
  publisher: line().nullish(),
  /** Day, month or year on the document. */
  published: partialDate().nullish(),
  url: webAddress.nullish(),
  note: prose().nullish(),
});

export const declareFigureInput = z.object({
  measure: z.enum(DeclaredMeasure),
  organizationId: z.uuid(),
  /**
   * Narrows the measure. What it is compared with is narrowed likewise by a basis (MEMBERS), a kind of meeting (MEETINGS_HELD), an
   * origin or the name of a division (POLICY_TASKS), a channel (PROPOSALS); any other word leaves nothing to compare with.
   */
  qualifier: line().optional(),
  value: z.int().min(0).max(2_000_000_000),
  /** Day, month or year for which the figure is printed. */
  asOf: partialDate(),
  note: prose().nullish(),
  sourceId: z.uuid(),
});

/** How many records stand behind a printed figure. */
export interface Completeness {
  readonly declared: number;
  /** Null where the records do not say: there are none of this measure yet, or the qualifier is none of theirs. */
  readonly recorded: number | null;
  /** `recorded` divided by `declared`, 1 when every one is recorded; null where it cannot be said. */
  readonly share: number | null;
}

/** Compares a printed figure with what is recorded. */
export function completenessOf(declared: number, recorded: number | null): Completeness {
  return { declared, recorded, share: recorded === null || declared === 0 ? null : recorded / declared };
}
