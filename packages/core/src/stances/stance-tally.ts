import type { Context } from '../context.js';
import { Prisma, type Stance } from '../generated/prisma/client.js';
import { StancePosition } from '../generated/prisma/enums.js';
import { logStances } from './stance-queries.js';

/** How many stand at a position, and what weight they have. */
export interface PositionTotal {
  readonly position: StancePosition;
  readonly stakeholders: number;
  /** The sum of their influence, 1 to 5 each, of those whose influence was assessed. */
  readonly weight: number;
  /** How many of them nobody assessed: they have no weight here, and none is invented for them. */
  readonly unassessed: number;
}

/** The same with the stances of natural persons that went into it. */
export interface Tally extends PositionTotal {
  readonly ofPersons: readonly Pick<Stance, 'id' | 'stakeholderId' | 'legalBasis'>[] | null;
}

/** The columns of a {@link Tally}, of standings `s` grouped by position. */
export const tallyColumns = Prisma.sql`s."position", count(*)::int AS "stakeholders", coalesce(sum(s."influence"), 0)::int AS "weight",
  (count(*) FILTER (WHERE s."influence" IS NULL))::int AS "unassessed",
  jsonb_agg(jsonb_build_object('id', s."id", 'stakeholderId', s."stakeholderId", 'legalBasis', s."legalBasis"))
    FILTER (WHERE s."legalBasis" IS NOT NULL) AS "ofPersons"`;

/** The totals of every position, from support to opposition; 0 where nobody stands. */
export function totalsOf(tallies: readonly Tally[]): PositionTotal[] {
  const byPosition = new Map(tallies.map(({ ofPersons: _logged, ...total }) => [total.position, total]));
  return Object.values(StancePosition).map(
    (position) => byPosition.get(position) ?? { position, stakeholders: 0, weight: 0, unassessed: 0 },
  );
}

/** Logs that the stances of natural persons are read that went into tallies, once for each of them. */
export async function logTallies(context: Context, tallies: readonly Tally[]): Promise<void> {
  const stances = tallies.flatMap(({ ofPersons }) => ofPersons ?? []);
  await logStances(context, stances);
}
