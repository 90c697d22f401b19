import { z } from 'zod';
import { requireScope, type Actor } from '../access/actor.js';
import type { Context } from '../context.js';
import { loadPage, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { Prisma, type Participation } from '../generated/prisma/client.js';
import { ParticipationStatus } from '../generated/prisma/enums.js';
import { parseInput } from '../input.js';
import { presentSql } from '../stakeholders/present-stakeholder.js';

/** Which participations a list has. Everything that is given must hold. */
export const participationFilter = z.object({
  sessionId: z.uuid().nullish(),
  stakeholderId: z.uuid().nullish(),
  /** One of them. */
  statuses: z.array(z.enum(ParticipationStatus)).min(1).nullish(),
  /** True: they came. False: they did not, as is recorded. */
  attended: z.boolean().nullish(),
});
export type ParticipationFilter = z.input<typeof participationFilter>;

/** Participations, as a list to page through: those entered last first. */
export function participationList(actor: Actor, filter: ParticipationFilter = {}): KeysetList<Participation> {
  requireScope(actor, 'programmes:read');
  return {
    select: Prisma.sql`t.*`,
    from: Prisma.sql`"Participation" t`,
    where: Prisma.join(conditionsOf(parseInput(participationFilter, filter)), ' AND '),
    order: [{ column: Prisma.sql`t."id"`, type: 'uuid' }],
    descending: true,
  };
}

/** The same below each stakeholder. */
export function participationsOfStakeholder(actor: Actor, filter: ParticipationFilter = {}): KeysetList<Participation> {
  return { ...participationList(actor, filter), parent: Prisma.sql`t."stakeholderId"` };
}

/** Those of each session, in the order in which they registered; walk-ins come last. */
export function participationsOfSession(actor: Actor, filter: ParticipationFilter = {}): KeysetList<Participation> {
  return {
    ...participationList(actor, filter),
    parent: Prisma.sql`t."sessionId"`,
    order: [
      { column: Prisma.sql`coalesce(t."number", 2147483647)`, type: 'int' },
      { column: Prisma.sql`t."id"`, type: 'uuid' },
    ],
    descending: false,
  };
}

function conditionsOf({ sessionId, stakeholderId, statuses, attended }: z.output<typeof participationFilter>): Prisma.Sql[] {
  const conditions = [Prisma.sql`TRUE`];
  if (sessionId) conditions.push(Prisma.sql`t."sessionId" = ${sessionId}::uuid`);
  if (stakeholderId) conditions.push(Prisma.sql`t."stakeholderId" = ${presentSql(stakeholderId)}`);
  if (statuses) conditions.push(Prisma.sql`t."status" = ANY(${statuses}::"ParticipationStatus"[])`);
  if (attended != null) conditions.push(Prisma.sql`t."attended" = ${attended}`);
  return conditions;
}

/** A page of the participations: of a session in the order of registration, and otherwise those entered last first. */
export async function listParticipations(
  context: Context,
  { filter, ...page }: PageRequest & { readonly filter?: ParticipationFilter } = {},
): Promise<Page<Participation>> {
  const { actor, db } = context;
  const { parent: _below, ...ofSession } = participationsOfSession(actor, filter);
  return loadPage(db, filter?.sessionId == null ? participationList(actor, filter) : ofSession, page);
}

/** One participation; null when there is none. */
export async function findParticipation({ db, actor }: Context, id: string): Promise<Participation | null> {
  requireScope(actor, 'programmes:read');
  return db.participation.findUnique({ where: { id: parseInput(z.uuid(), id) } });
}

/** For each of the participations its place in the waiting list, from 1, in one statement; null for one that does not wait. */
export async function waitingPositionsOfEach({ db, actor }: Context, participationIds: readonly string[]): Promise<(number | null)[]> {
  requireScope(actor, 'programmes:read');
  const rows = await db.$queryRaw<{ id: string; position: number }[]>`
    SELECT t."id", (SELECT count(*) FROM "Participation" earlier WHERE earlier."sessionId" = t."sessionId"
      AND earlier."status" = 'WAITING' AND earlier."number" <= t."number")::int AS "position"
    FROM "Participation" t WHERE t."id" = ANY(${participationIds}::uuid[]) AND t."status" = 'WAITING'`;
  const positionOf = new Map(rows.map(({ id, position }) => [id, position]));
  return participationIds.map((id) => positionOf.get(id) ?? null);
}

/** Who came to a session, by name. */
export interface SessionTurnout {
  /** Came, in whatever way. */
  readonly attended: number;
  /** Of those who came, how many had not registered. */
  readonly walkIns: number;
  /** Had a place and did not come. */
  readonly absent: number;
  /** Have a place, and it is not recorded whether they came. */
  readonly unrecorded: number;
}

/** Who came to each of the sessions, in one statement. */
export async function turnoutOfEach({ db, actor }: Context, sessionIds: readonly string[]): Promise<SessionTurnout[]> {
  requireScope(actor, 'programmes:read');
  return db.$queryRaw<SessionTurnout[]>`
    SELECT (count(*) FILTER (WHERE p."attended"))::int AS "attended",
      (count(*) FILTER (WHERE p."status" = 'WALK_IN'))::int AS "walkIns",
      (count(*) FILTER (WHERE p."status" = 'REGISTERED' AND NOT p."attended"))::int AS "absent",
      (count(*) FILTER (WHERE p."status" = 'REGISTERED' AND p."attended" IS NULL))::int AS "unrecorded"
    FROM unnest(${sessionIds}::uuid[]) WITH ORDINALITY AS asked (id, position)
    LEFT JOIN "Participation" p ON p."sessionId" = asked.id
    GROUP BY asked.position ORDER BY asked.position`;
}
