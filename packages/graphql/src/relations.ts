import type {
  ActorRecord,
  Relation,
  RelationEvidence,
  RelationGraph,
  RelationNode,
  Stakeholder as StakeholderRow,
  WarmPath,
} from '@pcrm/core';
import { Actor, Department } from './access.js';
import { builder } from './builder.js';
import { byId } from './by-id.js';
import { loaderFor } from './connection.js';
import type { GraphQLContext } from './context.js';
import { Engagement, readableEngagement } from './engagements.js';
import { asOfArg } from './input-fields.js';
import { Membership } from './memberships.js';
import { Organization, Person, Stakeholder } from './stakeholders.js';

const mayRead = { can: 'stakeholders:read' } as const;

const RelationKind = builder.enumType('RelationKind', {
  description: 'Why two know each other.',
  values: {
    MANAGER: { description: '담당자: the member of staff keeps the relation.' },
    ENGAGEMENT: { description: 'They took part in the same engagements.' },
    MEMBERSHIP: { description: 'One is a member of the other.' },
    SHARED_MEMBERSHIP: { description: 'Both are members of an organization that is small enough for its members to know each other.' },
  } as const,
});

const RelationParty = builder.unionType('RelationParty', {
  description: 'Who stands in the graph: a member of our staff, or a stakeholder.',
  types: [Actor, Person, Organization],
  resolveType: (record) => {
    if ('gender' in record) return record.kind === 'PERSON' ? 'Person' : 'Organization';
    return 'Actor';
  },
});

function party(context: GraphQLContext, { type, id }: RelationNode): Promise<ActorRecord | StakeholderRow> {
  return type === 'ACTOR' ? byId(context, 'Actor').load(id) : byId(context, 'Stakeholder').load(id);
}

const Evidence = builder.objectRef<RelationEvidence>('RelationEvidence').implement({
  description: 'One ground on which two know each other.',
  authScopes: mayRead,
  fields: (t) => ({
    kind: t.expose('kind', { type: RelationKind, description: 'Which ground it is.' }),
    count: t.int({
      nullable: true,
      description: 'In how many of the last engagements both took part; for ENGAGEMENT.',
      resolve: (evidence) => (evidence.kind === 'ENGAGEMENT' ? evidence.count : null),
    }),
    lastAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When they last did; for ENGAGEMENT.',
      resolve: (evidence) => (evidence.kind === 'ENGAGEMENT' ? evidence.lastAt : null),
    }),
    engagements: t.field({
      type: [Engagement],
      description: 'The last three of them, the latest first; empty for other kinds.',
      complexity: { field: 1, multiplier: 3 },
      resolve: async (evidence, _args, context) => {
        if (evidence.kind !== 'ENGAGEMENT') return [];
        const engagements = await Promise.all(evidence.engagementIds.map((id) => readableEngagement(context, id)));
        return engagements.filter((engagement) => engagement !== undefined);
      },
    }),
    organization: t.field({
      type: Stakeholder,
      nullable: true,
      description: 'The organization of which both are members; for SHARED_MEMBERSHIP.',
      resolve: (evidence, _args, context) =>
        evidence.kind === 'SHARED_MEMBERSHIP' ? byId(context, 'Stakeholder').load(evidence.organizationId) : null,
    }),
    memberships: t.field({
      type: [Membership],
      description: 'The memberships; empty for other kinds.',
      complexity: { field: 1, multiplier: 2 },
      resolve: (evidence, _args, context) =>
        'membershipIds' in evidence ? Promise.all(evidence.membershipIds.map((id) => byId(context, 'Membership').load(id))) : [],
    }),
  }),
});

const RelationType = builder.objectRef<Relation>('Relation').implement({
  description: 'Two who know each other, how well, and why.',
  authScopes: mayRead,
  fields: (t) => ({
    from: t.field({ type: RelationParty, description: 'The one.', resolve: ({ from }, _args, context) => party(context, from) }),
    to: t.field({ type: RelationParty, description: 'The other.', resolve: ({ to }, _args, context) => party(context, to) }),
    warmth: t.exposeFloat('warmth', {
      description:
        'Above 0, below 1: one engagement today 0.5, two 0.67, nine 0.9, half of it gone after a year; the relation that one keeps 0.9, a membership 0.5, a shared one 0.3.',
    }),
    evidence: t.field({
      type: [Evidence],
      description: 'Why they know each other.',
      complexity: { field: 1, multiplier: 2 },
      resolve: ({ evidence }) => [...evidence],
    }),
  }),
});

export const WarmPathType = builder.objectRef<WarmPath>('WarmPath').implement({
  description: 'A chain from a member of our staff to a stakeholder, each of whom knows the next.',
  authScopes: mayRead,
  fields: (t) => ({
    warmth: t.exposeFloat('warmth', { description: 'The product of the warmth of its steps.' }),
    steps: t.field({
      type: [RelationType],
      description: 'From the member of staff to the stakeholder: one to three.',
      complexity: { field: 1, multiplier: 3 },
      resolve: ({ steps }) => [...steps],
    }),
  }),
});

const GraphType = builder.objectRef<RelationGraph>('RelationGraph').implement({
  description: 'The graph around a stakeholder.',
  authScopes: mayRead,
  fields: (t) => ({
    nodes: t.field({
      type: [RelationParty],
      description: 'Everybody in it, the stakeholder first.',
      complexity: { field: 1, multiplier: 100 },
      resolve: ({ nodes }, _args, context) => Promise.all(nodes.map((node) => party(context, node))),
    }),
    relations: t.field({
      type: [RelationType],
      description: 'Who knows whom; each pair once.',
      complexity: { field: 1, multiplier: 100 },
      resolve: ({ relations }) => [...relations],
    }),
  }),
});

builder.interfaceField(Stakeholder, 'relations', (t) =>
  t.field({
    type: [RelationType],
    description: 'Whom they know, and who of ours knows them: the warmest first.',
    args: { limit: t.arg.int({ description: 'At most so many: 1 to 100, 20 when nothing is said.' }), ...asOfArg(t.arg) },
    complexity: ({ limit }) => ({ field: 50, multiplier: limit ?? 20 }),
    resolve: ({ id }, { limit, asOf }, context) =>
      loaderFor(context, `Stakeholder.relations ${limit ?? ''} ${asOf ?? ''}`, (ids) =>
        context.pcrm.relationsOfEach({ stakeholderIds: [...ids], limit, asOf }),
      ).load(id),
  }),
);

builder.queryFields((t) => ({
  relationGraph: t.field({
    type: GraphType,
    description: 'Who knows whom around a stakeholder, from engagements, memberships and those who keep the relations.',
    authScopes: mayRead,
    args: {
      stakeholderId: t.arg.globalID({ for: [Person, Organization], required: true, description: 'Around whom.' }),
      depth: t.arg.int({ description: '1: whom they know, which is meant when nothing is said. 2: whom those know, too.' }),
      limit: t.arg.int({ description: 'How many each of them brings in: 1 to 50, 20 when nothing is said.' }),
      ...asOfArg(t.arg),
    },
    complexity: 500,
    resolve: (_root, { stakeholderId: { id }, ...args }, { pcrm }) => pcrm.relationGraph({ stakeholderId: id, ...args }),
  }),
  warmPaths: t.field({
    type: [WarmPathType],
    description:
      'Whom we know that knows them: the shortest ways from our staff to a stakeholder, and of these the warmest, with the evidence of each step.',
    authScopes: mayRead,
    args: {
      toId: t.arg.globalID({ for: [Person, Organization], required: true, description: 'To whom.' }),
      actorId: t.arg.globalID({ for: [Actor], description: 'Only from this member of staff.' }),
      departmentId: t.arg.globalID({ for: [Department], description: 'Only from the staff of this department.' }),
      maxSteps: t.arg.int({ description: 'How many steps a path may have: 1 to 3, 3 when nothing is said.' }),
      limit: t.arg.int({ description: 'At most so many paths: 1 to 20, 5 when nothing is said.' }),
      ...asOfArg(t.arg),
    },
    complexity: ({ limit }) => ({ field: 500, multiplier: limit ?? 5 }),
    resolve: (_root, { toId, actorId, departmentId, ...args }, { pcrm }) =>
      pcrm.warmPaths({ toId: toId.id, actorId: actorId?.id, departmentId: departmentId?.id, ...args }),
  }),
}));
