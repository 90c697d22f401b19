import type { z } from 'zod';
import { requireScope, type Actor } from '../access/actor.js';
import type { Context } from '../context.js';
import { groupBy } from '../group-by.js';
import { parseInput } from '../input.js';
import { asOfDay } from '../period.js';
import { survivorsOf } from '../stakeholders/present-stakeholder.js';
import {
  countStaff,
  managersOf,
  membersTogether,
  staffWhoMet,
  stakeholdersMet,
  type Frontier,
  type Ground,
  type StaffFilter,
} from './neighbours.js';
import {
  relationGraphInput,
  relationsInput,
  warmPathsInput,
  warmthOf,
  type Relation,
  type RelationEvidence,
  type RelationNode,
  type WarmPath,
} from './relation.js';

/** Whom a stakeholder knows, and who of ours knows them: the warmest first. In the order of the ids. */
export async function relationsOfEach(context: Context, input: z.input<typeof relationsInput>): Promise<Relation[][]> {
  requireRelations(context.actor);
  const { stakeholderIds, limit, asOf } = parseInput(relationsInput, input);
  const frontier = { ids: stakeholderIds, day: asOfDay(context.now, asOf), engagements: 100 };
  const [staff, stakeholders] = await Promise.all([staffAround(context, frontier, {}), stakeholdersAround(context, frontier)]);
  const byStakeholder = groupBy([...staff, ...stakeholders], ({ from }) => from.id);
  return stakeholderIds.map((id) => (byStakeholder.get(id) ?? []).toSorted(warmestFirst).slice(0, limit ?? 20));
}

/** The nodes and relations of a part of the graph. */
export interface RelationGraph {
  readonly nodes: readonly RelationNode[];
  readonly relations: readonly Relation[];
}

/** The graph around a stakeholder: the warmest relations of theirs and, at depth 2, of each stakeholder they know. */
export async function relationGraph(context: Context, input: z.input<typeof relationGraphInput>): Promise<RelationGraph> {
  const { stakeholderId: named, depth, limit, asOf } = parseInput(relationGraphInput, input);
  const around = (stakeholderIds: readonly string[]) =>
    relationsOfEach(context, { stakeholderIds: [...stakeholderIds], limit: limit ?? 20, asOf: asOf?.toISOString().slice(0, 10) });
  requireRelations(context.actor);
  const stakeholderId = await presentId(context, named);
  const [first = []] = await around([stakeholderId]);
  const known = first.flatMap(({ to }) => (to.type === 'STAKEHOLDER' ? [to.id] : []));
  const second = depth === 2 ? (await around(known)).flat() : [];
  // Two who know each other are found from both ends.
  const relations = new Map<string, Relation>();
  for (const relation of [...first, ...second]) {
    const pair = [relation.from.id, relation.to.id].toSorted().join(' ');
    if (!relations.has(pair)) relations.set(pair, relation);
  }
  const nodes = new Map<string, RelationNode>([[stakeholderId, { type: 'STAKEHOLDER', id: stakeholderId }]]);
  for (const { from, to } of relations.values()) nodes.set(from.id, from).set(to.id, to);
  return { nodes: [...nodes.values()], relations: [...relations.values()] };
}

// How far the search goes at each step from the goal: a person of note has met thousands, and a path needs the few who know best.
const WIDTH = 300;
const ENGAGEMENTS_AT_STEP = [200, 50, 20] as const;

/**
 * The shortest ways from our staff to a stakeholder, and of these the warmest: who met them or keeps the relation; where nobody does, who
 * knows somebody that knows them; and so on, at most three steps. Each member of staff comes once, with the best of their ways. Only
 * engagements that the actor may read count; those with very many stakeholders introduce nobody, nor do large organizations.
 *
 * @throws InvalidInput for a number of steps above 3 or of paths above 20.
 */
export async function warmPaths(context: Context, input: z.input<typeof warmPathsInput>): Promise<WarmPath[]> {
  requireRelations(context.actor);
  const asked = parseInput(warmPathsInput, input);
  const paths = await pathsTo(context, asked);
  if (paths.length > 0) return paths;
  const toId = await presentId(context, asked.toId);
  return toId === asked.toId.toLowerCase() ? [] : pathsTo(context, { ...asked, toId });
}

async function pathsTo(context: Context, asked: z.output<typeof warmPathsInput>): Promise<WarmPath[]> {
  const { toId, actorId, departmentId, maxSteps, limit, asOf } = asked;
  const day = asOfDay(context.now, asOf);
  const found = new Map<string, WarmPath>();
  // Nobody is left to be found when everyone who could begin a path has been: the steps that lead furthest cost most.
  const enough = Math.min(limit ?? 5, await countStaff(context, { actorId, departmentId }));
  // The best way from each stakeholder to the goal, from the goal outward.
  const ways = new Map<string, WarmPath>([[toId.toLowerCase(), { steps: [], warmth: 1 }]]);
  let edge = [...ways.keys()];
  for (const [index, engagements] of ENGAGEMENTS_AT_STEP.slice(0, maxSteps ?? 3).entries()) {
    const frontier = { ids: edge, day, engagements };
    for (const [id, path] of best(await staffAround(context, frontier, { actorId, departmentId }), ways)) {
      if (!found.has(id)) found.set(id, path);
    }
    if (found.size >= enough || index + 1 === (maxSteps ?? 3)) break;
    const reached = best(await stakeholdersAround(context, frontier), ways).filter(([id]) => !ways.has(id));
    const kept = reached.toSorted(([, a], [, b]) => b.warmth - a.warmth).slice(0, WIDTH);
    for (const [id, path] of kept) ways.set(id, path);
    edge = kept.map(([id]) => id);
    if (edge.length === 0) break;
  }
  const shortestFirst = (a: WarmPath, b: WarmPath) =>
    a.steps.length - b.steps.length || b.warmth - a.warmth || compareIds(startOf(a), startOf(b));
  return [...found.values()].toSorted(shortestFirst).slice(0, limit ?? 5);
}

// For each who was reached, the warmest way on: a step to somebody whose way to the goal is known, and that way.
function best(relations: readonly Relation[], ways: ReadonlyMap<string, WarmPath>): [string, WarmPath][] {
  const paths = new Map<string, WarmPath>();
  for (const { from, to, warmth, evidence } of relations) {
    const onward = ways.get(from.id);
    if (onward === undefined) continue;
    const path = { steps: [{ from: to, to: from, warmth, evidence }, ...onward.steps], warmth: warmth * onward.warmth };
    if (path.warmth > (paths.get(to.id)?.warmth ?? 0)) paths.set(to.id, path);
  }
  return [...paths];
}

async function staffAround(context: Context, frontier: Frontier, staff: StaffFilter): Promise<Relation[]> {
  const grounds = await Promise.all([staffWhoMet(context, frontier, staff), managersOf(context, frontier, staff)]);
  return relationsOn('ACTOR', grounds.flat());
}

async function stakeholdersAround(context: Context, frontier: Frontier): Promise<Relation[]> {
  const grounds = await Promise.all([stakeholdersMet(context, frontier), membersTogether(context, frontier)]);
  return relationsOn('STAKEHOLDER', grounds.flat());
}

const kinds: readonly RelationEvidence['kind'][] = ['MANAGER', 'ENGAGEMENT', 'MEMBERSHIP', 'SHARED_MEMBERSHIP'];

function relationsOn(type: RelationNode['type'], grounds: readonly Ground[]): Relation[] {
  return [...groupBy(grounds, ({ from, to }) => `${from} ${to}`).values()].map((pair) => {
    const [{ from, to }] = pair as [Ground, ...Ground[]];
    const evidence = pair.map((ground) => ground.evidence).toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
    const freshness = pair.reduce((sum, ground) => sum + ground.freshness, 0);
    return { from: { type: 'STAKEHOLDER', id: from }, to: { type, id: to }, warmth: warmthOf(evidence, freshness), evidence };
  });
}

function warmestFirst(a: Relation, b: Relation): number {
  return b.warmth - a.warmth || compareIds(a.to.id, b.to.id);
}

function startOf({ steps: [first] }: WarmPath): string {
  return first?.from.id ?? '';
}

function compareIds(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

// Whoever was merged is known as whom they were merged into.
async function presentId({ db }: Context, named: string): Promise<string> {
  const id = named.toLowerCase();
  return (await survivorsOf(db, [id])).get(id) ?? id;
}

function requireRelations(actor: Actor): void {
  for (const scope of ['stakeholders:read', 'memberships:read', 'engagements:read', 'access:read'] as const) requireScope(actor, scope);
}
