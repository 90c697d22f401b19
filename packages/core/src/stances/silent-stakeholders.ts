import { permits, requireScope, type Actor } from '../access/actor.js';
import { visibleEngagementsSql } from '../access/engagement-visibility.js';
import type { CountablePage } from '../audit/read-log.js';
import type { Context } from '../context.js';
import { countRows, loadPage, type KeysetList, type PageRequest } from '../database/keyset.js';
import { daySql } from '../database/period-sql.js';
import { Prisma, type Stakeholder } from '../generated/prisma/client.js';
import { occupiedSeatsSql } from '../memberships/occupied-seats.js';
import { OFFICE_TIME_ZONE, startOfOfficeDay } from '../period.js';
import { readDay, readSubject, type MapInput } from './stance-map.js';
import { aboutSql, type StanceSubject } from './stance-standings.js';
import { uncorrectedSql, visibleStancesSql } from './stance-visibility.js';
import { nameOrderSql } from '../personal-data/personal-data.js';

/**
 * A page of those whom a policy task or a proposal concerns and of whom no stance on it is known on the day, by name. A task concerns who
 * took part in an engagement that touched it and that the actor may read, whose influence on it was assessed, and who belongs to the body
 * that agreed or proposed it; a proposal its addressees and who belongs to the body that makes it.
 * Stakeholders archived by the day are left out, and natural persons too without stances:read-persons: all of them would seem to be silent.
 */
export async function silentStakeholders(context: Context, input: PageRequest & MapInput): Promise<CountablePage<Stakeholder>> {
  const { db, actor } = context;
  for (const scope of ['engagements:read', 'memberships:read'] as const) requireScope(actor, scope);
  const subject = await readSubject(context, input);
  const day = readDay(context, input);
  const ofWhom = permits(actor, 'stances:read-persons') ? Prisma.sql`TRUE` : Prisma.sql`holder."kind" = 'ORGANIZATION'`;
  const list: KeysetList<Stakeholder> = {
    // An array of an enum reaches the driver as text.
    select: Prisma.sql`holder.*, holder."categories"::text[] AS "categories"`,
    from: Prisma.sql`(${concernedSql(context, subject, day)}) concerned JOIN "Stakeholder" holder ON holder."id" = concerned."id"`,
    where: Prisma.sql`coalesce(holder."archivedAt" >= ${startOfOfficeDay(day, 1).toISOString()}::timestamptz, TRUE) AND ${ofWhom} AND NOT EXISTS (
      SELECT FROM "Stance" t WHERE t."stakeholderId" = holder."id" AND ${aboutSql(subject)} AND t."heldFromDate" <= ${daySql(day)}
        AND ${visibleStancesSql(actor)} AND ${uncorrectedSql(actor)})`,
    order: [
      { column: nameOrderSql(actor, Prisma.sql`holder`), type: 'text' },
      { column: Prisma.sql`holder."id"`, type: 'uuid' },
    ],
    descending: false,
  };
  return { ...(await loadPage(db, list, input)), countAll: () => countRows(db, list) };
}

// UNION names each of them once.
function concernedSql({ actor }: Context, subject: StanceSubject, day: Date): Prisma.Sql {
  return 'policyTaskId' in subject ? concernedByTask(actor, subject.policyTaskId, day) : concernedByProposal(subject.proposalId, day);
}

function concernedByTask(actor: Actor, policyTaskId: string, day: Date): Prisma.Sql {
  return Prisma.sql`
    SELECT part."stakeholderId" AS "id" FROM "EngagementPolicyTask" touched
    JOIN "Engagement" t ON t."id" = touched."engagementId" JOIN "EngagementStakeholder" part ON part."engagementId" = t."id"
    WHERE touched."policyTaskId" = ${policyTaskId}::uuid AND ${visibleEngagementsSql(actor)}
      AND (t."occurredAt" AT TIME ZONE ${OFFICE_TIME_ZONE})::date <= ${daySql(day)}
    UNION
    SELECT a."stakeholderId" FROM "Assessment" a WHERE a."policyTaskId" = ${policyTaskId}::uuid AND a."assessedOn" <= ${daySql(day)}
    UNION
    SELECT seat."memberId" FROM "PolicyTask" task JOIN ${occupiedSeatsSql(day)} seat ON seat."organizationId" = task."bodyId"
    WHERE task."id" = ${policyTaskId}::uuid`;
}

// Those who make it stand behind it; the members of a body may still differ.
function concernedByProposal(proposalId: string, day: Date): Prisma.Sql {
  return Prisma.sql`
    SELECT asked."stakeholderId" AS "id" FROM "ProposalAddressee" asked
    WHERE asked."proposalId" = ${proposalId}::uuid AND coalesce(asked."addressedDate" <= ${daySql(day)}, TRUE)
    UNION
    SELECT seat."memberId" FROM "Proposal" made JOIN ${occupiedSeatsSql(day)} seat ON seat."organizationId" = made."bodyId"
    WHERE made."id" = ${proposalId}::uuid`;
}
