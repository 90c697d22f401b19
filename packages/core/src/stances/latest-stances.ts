import { z } from 'zod';
import { requireScope } from '../access/actor.js';
import type { Context } from '../context.js';
import { daySql } from '../database/period-sql.js';
import { Prisma, type Stance } from '../generated/prisma/client.js';
import { groupBy } from '../group-by.js';
import { parseInput } from '../input.js';
import { asOfDay, asOfInput } from '../period.js';
import { logStances } from './stance-queries.js';
import { uncorrectedSql, visibleStancesSql } from './stance-visibility.js';

const latestInput = z.object({ stakeholderIds: z.array(z.uuid()), first: z.int().min(1).max(100).nullish(), ...asOfInput });

/**
 * Where each of the stakeholders stands on a day, as far as the actor may see it: the latest entry on every policy task and proposal,
 * those that changed last first, at most 20 unless said otherwise. Reading those of natural persons is logged.
 */
export async function latestStancesOfEach(context: Context, input: z.input<typeof latestInput>): Promise<Stance[][]> {
  const { db, actor, now } = context;
  requireScope(actor, 'stances:read');
  const { stakeholderIds, first, asOf } = parseInput(latestInput, input);
  const latestFirst = Prisma.sql`"heldFromDate" DESC, "createdAt" DESC, "id" DESC`;
  const stances = await db.$queryRaw<(Stance & { place: bigint })[]>`
    SELECT * FROM (
      SELECT latest.*, row_number() OVER (PARTITION BY "stakeholderId" ORDER BY ${latestFirst}) AS place FROM (
        SELECT DISTINCT ON (t."stakeholderId", t."policyTaskId", t."proposalId") t.* FROM "Stance" t
        WHERE t."stakeholderId" = ANY(${stakeholderIds}::uuid[]) AND t."heldFromDate" <= ${daySql(asOfDay(now, asOf))}
          AND ${visibleStancesSql(actor)} AND ${uncorrectedSql(actor)}
        ORDER BY t."stakeholderId", t."policyTaskId", t."proposalId", t."heldFromDate" DESC, t."createdAt" DESC, t."id" DESC
      ) latest
    ) placed WHERE place <= ${first ?? 20} ORDER BY place`;
  await logStances(context, stances);
  const byStakeholder = groupBy(stances, ({ stakeholderId }) => stakeholderId);
  return stakeholderIds.map((id) => (byStakeholder.get(id) ?? []).map(({ place: _place, ...stance }) => stance));
}
