import { z } from 'zod';
import { requireScope } from '../access/actor.js';
import type { Context } from '../context.js';
import { daySql } from '../database/period-sql.js';
import { Prisma } from '../generated/prisma/client.js';
import { PolicyTaskOrigin } from '../generated/prisma/enums.js';
import { addProblem, evenIfFieldsFail, parseInput } from '../input.js';
import { asOfDay, asOfInput } from '../period.js';
import { statusAsOf, taskColumns, type PolicyTaskAsOf } from './policy-task-queries.js';
import { drawLineage } from './lineage-drawing.js';
import { edgesOf, type JsonEdge, type Lineage } from './lineage-queries.js';

const lineageGraphInput = z
  .object({
    /** The families of these tasks. */
    ids: z.array(z.uuid().toLowerCase()).min(1).max(500).nullish(),
    /** Of tasks that took over others or were taken over. */
    bodyId: z.uuid().nullish(),
    divisionId: z.uuid().nullish(),
    origin: z.enum(PolicyTaskOrigin).nullish(),
    ...asOfInput,
  })
  .superRefine(({ ids, bodyId, divisionId, origin }, context) => {
    if (ids == null || (bodyId == null && divisionId == null && origin == null)) return;
    const message = 'Name the tasks, or their committee, division or origin. Leave one of them out.';
    addProblem(context, { path: ['ids'], code: 'not_allowed', message });
  }, evenIfFieldsFail);

/** A lineage, and how it is drawn. */
export interface LineageGraph extends Lineage {
  readonly asOf: Date;
  /** As a Mermaid flowchart. */
  readonly mermaid: string;
}

/**
 * The lineage of tasks as one graph, as of a day (today in Korea, when it is left out): the tasks that are named with all that they took
 * over and that took them over; or, by committee, division or origin, those families in which some task was taken over. In one statement.
 */
export async function policyTaskLineageGraph(context: Context, input: z.input<typeof lineageGraphInput> = {}): Promise<LineageGraph> {
  requireScope(context.actor, 'policy-tasks:read');
  const { ids, bodyId, divisionId, origin, asOf: given } = parseInput(lineageGraphInput, input);
  const asOf = asOfDay(context.now, given);
  const conditions = [ids ? Prisma.sql`t."id" = ANY(${ids}::uuid[])` : Prisma.sql`t."id" IN (SELECT p FROM edge UNION SELECT s FROM edge)`];
  if (bodyId) conditions.push(Prisma.sql`t."bodyId" = ${bodyId}::uuid`);
  if (divisionId) conditions.push(Prisma.sql`t."divisionId" = ${divisionId}::uuid`);
  if (origin) conditions.push(Prisma.sql`t."origin" = ${origin}::"PolicyTaskOrigin"`);
  const rows = await context.db.$queryRaw<(PolicyTaskAsOf & { readonly edges: readonly JsonEdge[] })[]>`
    WITH RECURSIVE edge (p, s, sequence) AS (
      SELECT x."predecessorId", x."successorId", x."sequence" FROM "PolicyTaskSuccession" x
      JOIN "PolicyTaskStatusChange" step ON step."policyTaskId" = x."predecessorId" AND step."sequence" = x."sequence"
      WHERE step."changedDate" <= ${daySql(asOf)}
    ), family (id) AS (
      SELECT t."id" FROM "PolicyTask" t WHERE ${Prisma.join(conditions, ' AND ')}
      UNION
      SELECT CASE WHEN edge.p = family.id THEN edge.s ELSE edge.p END FROM family JOIN edge ON family.id IN (edge.p, edge.s)
    )
    SELECT ${taskColumns}, coalesce(e.edges, '[]') AS edges
    FROM family JOIN "PolicyTask" t ON t."id" = family.id ${statusAsOf(asOf)} ${edgesOf(asOf)}
    ORDER BY t."origin"::text, t."number"`;
  const lineage: Lineage = {
    nodes: rows.map(({ edges: _edges, ...node }) => node),
    edges: rows.flatMap(({ edges }) => edges.map((edge) => ({ ...edge, onDate: new Date(edge.onDate) }))),
  };
  return { asOf, ...lineage, mermaid: drawLineage(lineage) };
}
