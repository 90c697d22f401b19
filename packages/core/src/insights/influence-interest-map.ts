import type { z } from 'zod';
import { requireScope } from '../access/actor.js';
import type { Context } from '../context.js';
import { daySql } from '../database/period-sql.js';
import { Prisma } from '../generated/prisma/client.js';
import { parseInput } from '../input.js';
import { asOfDay } from '../period.js';
import { influenceInterestMapInput } from './insight.js';
import { withheldCells } from './withheld.js';

/** How many stakeholders are judged alike. */
export interface InfluenceInterestCell {
  /** 1 to 5. */
  readonly influence: number;
  /** 1 to 5. */
  readonly interest: number;
  /** Null where suppressed. */
  readonly persons: number | null;
  readonly organizations: number;
  /** Whether the number of persons is withheld: it is below five, or with the total of a line it would tell such a number. */
  readonly suppressed: boolean;
}

/**
 * The map of influence and interest on a day: how many stakeholders each pair of them was last judged to have by then, in general or for
 * one policy task. A pair that nobody has has no cell. The archived are left out.
 */
export async function influenceInterestMap(
  { db, actor, now }: Context,
  input: z.input<typeof influenceInterestMapInput> = {},
): Promise<InfluenceInterestCell[]> {
  requireScope(actor, 'stakeholders:read');
  const { policyTaskId, categories, asOf } = parseInput(influenceInterestMapInput, input);
  if (policyTaskId != null) requireScope(actor, 'policy-tasks:read');
  const day = asOfDay(now, asOf);
  const carried = categories ? Prisma.sql`s."categories" && ${categories}::"StakeholderCategory"[]` : Prisma.sql`TRUE`;
  const rows = await db.$queryRaw<(InfluenceInterestCell & { persons: number })[]>`
    SELECT last."influence"::int AS "influence", last."interest"::int AS "interest",
      (count(*) FILTER (WHERE s."kind" = 'PERSON'))::int AS "persons",
      (count(*) FILTER (WHERE s."kind" = 'ORGANIZATION'))::int AS "organizations"
    FROM (
      SELECT DISTINCT ON (a."stakeholderId") a."stakeholderId", a."influence", a."interest" FROM "Assessment" a
      WHERE a."assessedOn" <= ${daySql(day)} AND a."policyTaskId" IS NOT DISTINCT FROM ${policyTaskId ?? null}::uuid
      ORDER BY a."stakeholderId", a."assessedOn" DESC, a."id" DESC
    ) last
    JOIN "Stakeholder" s ON s."id" = last."stakeholderId" AND s."archivedAt" IS NULL AND ${carried}
    GROUP BY 1, 2 ORDER BY 1 DESC, 2 DESC`;
  const withheld = withheldCells(rows, [({ influence }) => influence, ({ interest }) => interest]);
  return rows.map((cell) => {
    const suppressed = withheld.has(cell);
    return { ...cell, persons: suppressed ? null : cell.persons, suppressed };
  });
}
