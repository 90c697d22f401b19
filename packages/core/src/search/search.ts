import { z } from 'zod';
import { SearchKind } from '../generated/prisma/enums.js';
import { line } from '../text.js';

/** What is searched for, and among which records. */
export const searchInput = z.object({
  /** What was typed: part of a name, initial consonants, digits of a telephone, several words. */
  text: line(200),
  /** Only records of these kinds. */
  kinds: z.array(z.enum(SearchKind)).min(1).nullish(),
  /** Archived stakeholders too, after the others. */
  includeArchived: z.boolean().nullish(),
});
export type SearchInput = z.input<typeof searchInput>;
