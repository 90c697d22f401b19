import { z } from 'zod';
import { requireScope } from '../access/actor.js';
import type { Context } from '../context.js';
import { Prisma, type DatePrecision, type SuccessionKind } from '../generated/prisma/client.js';
import { groupBy } from '../group-by.js';
import { parseInput } from '../input.js';
import { asOfDay, asOfInput } from '../period.js';
import { lastStepOf, statusAsOf, taskColumns, type PolicyTaskAsOf } from './policy-task-queries.js';

/** A task took over another. */
export interface LineageEdge {
  readonly predecessorId: string;
  readonly successorId: string;
  readonly kind: SuccessionKind;
  readonly onDate: Date;
  readonly onPrecision: DatePrecision;
  readonly reason: string;
  /** False where the predecessor has taken a later step since, such as being reopened. */
  readonly holds: boolean;
}

/** Every task that is connected with one by taking over or being taken over, directly or through others. It has no circle. */
export interface Lineage {
  /** In the order of origin and number; the task itself is among them. Where each stands is its last step recorded. */
  readonly nodes: readonly PolicyTaskAsOf[];
  readonly edges: readonly LineageEdge[];
}

const lineageInput = z.object({ id: z.uuid() });
const lineagesInput = z.object({ ids: z.array(z.uuid().toLowerCase()) });

/** The lineage of a task as a graph; empty when there is no such task. */
export async function lineage(context: Context, input: z.input<typeof lineageInput>): Promise<Lineage> {
  const { id } = parseInput(lineageInput, input);
  const [graph = { nodes: [], edges: [] }] = await lineageOfEach(context, { ids: [id] });
  return graph;
}

/** The same for each of the tasks, in the order asked, in one statement. */
export async function lineageOfEach({ db, actor }: Context, input: z.input<typeof lineagesInput>): Promise<Lineage[]> {
  requireScope(actor, 'policy-tasks:read');
  const { ids } = parseInput(lineagesInput, input);
  const rows = await db.$queryRaw<(PolicyTaskAsOf & { readonly $root: string; readonly edges: readonly JsonEdge[] })[]>`
    WITH RECURSIVE family (root, id) AS (
      SELECT given, given FROM unnest(${ids}::uuid[]) AS given
      UNION
      SELECT family.root, relative.id FROM family CROSS JOIN LATERAL (
        SELECT "successorId" FROM "PolicyTaskSuccession" WHERE "predecessorId" = family.id
        UNION ALL
        SELECT "predecessorId" FROM "PolicyTaskSuccession" WHERE "successorId" = family.id
      ) AS relative (id)
    )
    SELECT family.root AS "$root", ${taskColumns}, coalesce(e.edges, '[]') AS edges
    FROM family JOIN "PolicyTask" t ON t."id" = family.id ${statusAsOf('infinity')}
    ${edgesOf('infinity')}
    ORDER BY t."origin"::text, t."number"`;
  const byRoot = groupBy(rows, ({ $root }) => $root);
  return ids.map((id) => {
    const family = byRoot.get(id) ?? [];
    return {
      nodes: family.map(({ $root: _root, edges: _edges, ...node }) => node),
      edges: family.flatMap(({ edges }) => edges.map((edge) => ({ ...edge, onDate: new Date(edge.onDate) }))),
    };
  });
}

/** An edge as JSON gives it. */
export type JsonEdge = Omit<LineageEdge, 'onDate'> & { readonly onDate: string };

/** Joins to each task `t`, which stands at the step `s`, the edges `e.edges` to those that took it over by the day. */
export function edgesOf(day: Date | 'infinity'): Prisma.Sql {
  const until = day instanceof Date ? day.toISOString().slice(0, 10) : day;
  return Prisma.sql`LEFT JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object(
        'predecessorId', x."predecessorId", 'successorId', x."successorId", 'kind', x."kind", 'onDate', step."changedDate",
        'onPrecision', step."changedPrecision", 'reason', step."reason", 'holds', x."sequence" = s."sequence"
      ) ORDER BY x."sequence", x."successorId") AS edges
      FROM "PolicyTaskSuccession" x
      JOIN "PolicyTaskStatusChange" step ON step."policyTaskId" = x."predecessorId" AND step."sequence" = x."sequence"
      WHERE x."predecessorId" = t."id" AND step."changedDate" <= ${until}::date
    ) e ON TRUE`;
}

/**
 * Where a task lives on, as of a day (today in Korea, when it is left out): the ends of the chains of those that took it over. A task that
 * was not taken over is its own end. An end that is SUPERSEDED is one whose successor is unknown. Empty before the task exists.
 */
export async function currentSuccessors(
  context: Context,
  { id, asOf }: { readonly id: string; readonly asOf?: string | null | undefined },
): Promise<PolicyTaskAsOf[]> {
  const [ends = []] = await currentSuccessorsOfEach(context, { ids: [id], asOf });
  return ends;
}

const currentSuccessorsOfEachInput = z.object({ ids: z.array(z.uuid().toLowerCase()), ...asOfInput });

/** The same for each of the tasks, in the order asked, in one statement. */
export async function currentSuccessorsOfEach(
  context: Context,
  input: z.input<typeof currentSuccessorsOfEachInput>,
): Promise<PolicyTaskAsOf[][]> {
  requireScope(context.actor, 'policy-tasks:read');
  const { ids, asOf } = parseInput(currentSuccessorsOfEachInput, input);
  const day = asOfDay(context.now, asOf);
  const ends = await context.db.$queryRaw<(PolicyTaskAsOf & { readonly $root: string })[]>`
    WITH RECURSIVE chain (root, id) AS (
      SELECT DISTINCT id, id FROM unnest(${ids}::uuid[]) AS start (id)
      UNION
      SELECT chain.root, x."successorId" FROM chain
      CROSS JOIN LATERAL (${lastStepOf(Prisma.sql`chain.id`, day)}) AS step
      JOIN "PolicyTaskSuccession" x ON x."predecessorId" = chain.id AND x."sequence" = step."sequence"
    )
    SELECT chain.root AS "$root", ${taskColumns}
    FROM chain JOIN "PolicyTask" t ON t."id" = chain.id ${statusAsOf(day)}
    WHERE NOT EXISTS (SELECT FROM "PolicyTaskSuccession" x WHERE x."predecessorId" = t."id" AND x."sequence" = s."sequence")
    ORDER BY t."origin"::text, t."number"`;
  const byRoot = groupBy(ends, ({ $root }) => $root);
  return ids.map((id) => (byRoot.get(id) ?? []).map(({ $root: _root, ...end }) => end));
}
