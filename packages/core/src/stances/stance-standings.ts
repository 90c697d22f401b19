import type { Actor } from '../access/actor.js';
import { daySql } from '../database/period-sql.js';
import { Prisma, type DatePrecision, type Stance } from '../generated/prisma/client.js';
import { uncorrectedSql, visibleStancesSql } from './stance-visibility.js';

/** What stances are about: a policy task or a proposal. */
export type StanceSubject = { readonly policyTaskId: string } | { readonly proposalId: string };

/** Where a stakeholder stands on a day: the latest entry on or before it. */
export interface Standing extends Stance {
  /** Influence from 1 to 5 as it was last assessed by then, for the policy task or else in general; null when nobody assessed it. */
  readonly influence: number | null;
  /** Since when they stand there without a change. */
  readonly sinceDate: Date;
  readonly sincePrecision: DatePrecision;
}

/** Entries `t` that are about the subject. */
export function aboutSql(subject: StanceSubject): Prisma.Sql {
  return 'policyTaskId' in subject
    ? Prisma.sql`t."policyTaskId" = ${subject.policyTaskId}::uuid`
    : Prisma.sql`t."proposalId" = ${subject.proposalId}::uuid`;
}

interface StandingsOn {
  readonly actor: Actor;
  readonly subject: StanceSubject;
  readonly day: Date;
}

/**
 * The standings on a day, one row for each stakeholder who took a stance that the actor may see, with the columns of a {@link Standing}.
 * Of several entries that begin on one day the one that was entered last counts.
 */
export function standingsSql({ actor, subject, day }: StandingsOn): Prisma.Sql {
  const latestFirst = Prisma.sql`ORDER BY e."heldFromDate" DESC, e."createdAt" DESC, e."id" DESC`;
  return Prisma.sql`(
    SELECT held.*, assessed."influence", since."heldFromDate" AS "sinceDate", since."heldFromPrecision" AS "sincePrecision"
    FROM (
      SELECT (array_agg(e."id" ${latestFirst}))[1] AS "heldId",
        (array_agg(e."id" ${latestFirst}) FILTER (WHERE e."moved"))[1] AS "sinceId"
      FROM (
        SELECT t."id", t."stakeholderId", t."heldFromDate", t."createdAt",
          t."position" IS DISTINCT FROM lag(t."position") OVER (
            PARTITION BY t."stakeholderId" ORDER BY t."heldFromDate", t."createdAt", t."id") AS "moved"
        FROM "Stance" t
        WHERE ${aboutSql(subject)} AND t."heldFromDate" <= ${daySql(day)} AND ${visibleStancesSql(actor)} AND ${uncorrectedSql(actor)}
      ) e GROUP BY e."stakeholderId"
    ) latest
    JOIN "Stance" held ON held."id" = latest."heldId"
    JOIN "Stance" since ON since."id" = latest."sinceId"
    LEFT JOIN LATERAL (${influenceSql(subject, day)}) assessed ON TRUE)`;
}

// What was assessed for the policy task comes before what was assessed in general, however old. For a proposal nothing is assessed apart.
function influenceSql(subject: StanceSubject, day: Date): Prisma.Sql {
  const policyTaskId = 'policyTaskId' in subject ? subject.policyTaskId : null;
  return Prisma.sql`SELECT a."influence" FROM "Assessment" a
    WHERE a."stakeholderId" = held."stakeholderId" AND a."assessedOn" <= ${daySql(day)}
      AND (a."policyTaskId" IS NULL OR a."policyTaskId" = ${policyTaskId}::uuid)
    ORDER BY a."policyTaskId" IS NULL, a."assessedOn" DESC, a."id" DESC LIMIT 1`;
}
