import { type Stance as StanceRow, type StanceParent } from '@pcrm/core';
import { builder } from './builder.js';
import { maybeNamedBy, namedBy } from './by-id.js';
import { connectionBelowEach, connectionOfPage, loaderFor, pageCost } from './connection.js';
import type { GraphQLContext } from './context.js';
import { Engagement, readableEngagementNamedBy } from './engagements.js';
import { enumOf } from './enums.js';
import { plainIds } from './input.js';
import { Meeting } from './meetings.js';
import { knownPartialDateOf } from './period.js';
import { PolicyTask } from './policy-tasks.js';
import { Proposal } from './proposals.js';
import { Record } from './record.js';
import { Organization, Person, Stakeholder } from './stakeholders.js';

export const StancePosition = enumOf('StancePosition');
export const StanceConfidence = enumOf('StanceConfidence');
export const StanceLegalBasis = enumOf('StanceLegalBasis');
/** What reading stances takes. */
export const mayReadStances = { can: 'stances:read' } as const;

/** Loads stances that others name by id, and logs it: nothing where the caller may not see it. */
export function visibleStance(context: GraphQLContext, id: string): Promise<StanceRow | null> {
  return loaderFor<StanceRow | null>(context, 'Stance', (ids) => context.pcrm.findStances(ids)).load(id);
}

// It is no node of the Prisma plugin: that one would read past the log.
export const Stance = builder.objectRef<StanceRow>('Stance');
builder.node(Stance, {
  description:
    '입장: where a stakeholder stands on a policy task or a proposal from a date on, with its evidence. Written once: a correction is a new entry. Every read of a natural person’s is logged.',
  id: { resolve: ({ id }) => id },
  loadMany: (ids, context) => context.pcrm.findStances(ids),
  interfaces: [Record],
  authScopes: mayReadStances,
  fields: (t) => ({
    stakeholder: t.field({
      type: Stakeholder,
      description: 'Who stands there.',
      ...namedBy('Stakeholder', 'stakeholderId'),
    }),
    policyTask: t.field({
      type: PolicyTask,
      nullable: true,
      description: 'What it is about; null when that is a proposal.',
      ...maybeNamedBy('PolicyTask', 'policyTaskId'),
    }),
    proposal: t.field({
      type: Proposal,
      nullable: true,
      description: 'What it is about; null when that is a policy task.',
      ...maybeNamedBy('Proposal', 'proposalId'),
    }),
    position: t.expose('position', { type: StancePosition, description: 'Where they stand.' }),
    heldFrom: t.field({
      type: 'PartialDate',
      description: 'From when on they stand there, as far as it is known.',
      ...knownPartialDateOf('heldFrom'),
    }),
    confidence: t.expose('confidence', { type: StanceConfidence, description: 'How sure it is.' }),
    quotation: t.exposeString('quotation', { nullable: true, description: 'Their own words.' }),
    note: t.exposeString('note', { nullable: true, description: 'What staff should know about it.' }),
    legalBasis: t.expose('legalBasis', {
      type: StanceLegalBasis,
      nullable: true,
      description: 'What permits the city to keep where a natural person stands; null for an organization.',
    }),
    engagement: t.field({
      type: Engagement,
      nullable: true,
      description: 'The engagement in which it was heard; null when it was heard in a meeting or read in a document.',
      ...readableEngagementNamedBy('engagementId'),
    }),
    meeting: t.field({
      type: Meeting,
      nullable: true,
      description: 'The meeting in which it was heard.',
      ...maybeNamedBy('Meeting', 'meetingId'),
    }),
    correctionReason: t.exposeString('correctionReason', { nullable: true, description: 'Why the entry before it was corrected.' }),
    isRetraction: t.exposeBoolean('isRetraction', {
      description: 'True for a correction that takes the entry back: it should never have been made.',
    }),
  }),
});

builder.objectFields(Stance, (t) => ({
  corrects: t.field({
    type: Stance,
    nullable: true,
    description: 'The entry that this one corrects.',
    resolve: ({ correctsId }, _args, context) => (correctsId === null ? null : visibleStance(context, correctsId)),
  }),
  correctedBy: t.field({
    type: Stance,
    nullable: true,
    description: 'The entry that corrects this one; null while it stands.',
    resolve: ({ id }, _args, context) =>
      loaderFor<StanceRow | null>(context, 'Stance.correctedBy', (ids) => context.pcrm.correctionsOfEach(ids)).load(id),
  }),
}));

const StanceConnection = builder.connectionObject({ type: Stance, name: 'StanceConnection' }, { name: 'StanceEdge' });

const StanceFilter = builder.inputType('StanceFilter', {
  description: 'Which stances a list has. Everything that is given must hold.',
  fields: (t) => ({
    stakeholderId: t.globalID({ for: [Person, Organization], description: 'Only of this stakeholder.' }),
    policyTaskId: t.globalID({ for: [PolicyTask], description: 'Only on this policy task.' }),
    proposalId: t.globalID({ for: [Proposal], description: 'Only on this proposal.' }),
    positions: t.field({ type: [StancePosition], description: 'Stands at one of them.' }),
    includeCorrected: t.boolean({ description: 'Entries that were corrected or taken back, and those that take one back, too.' }),
  }),
});
const filterArg = { type: StanceFilter, description: 'Which of them.' } as const;

builder.queryFields((t) => ({
  stances: t.connection(
    {
      type: Stance,
      description:
        'The stances that the caller may see, the latest first; with a stakeholder and a policy task or proposal the timeline of the one on the other. Those of natural persons need stances:read-persons.',
      authScopes: mayReadStances,
      args: { filter: t.arg(filterArg) },
      complexity: pageCost,
      resolve: async (_root, { filter, ...page }, { pcrm }) =>
        connectionOfPage(await pcrm.listStances({ filter: plainIds(filter) ?? {}, ...page })),
    },
    StanceConnection,
  ),
}));

type StanceListArgs = Parameters<typeof pageCost>[0] & { filter?: (typeof StanceFilter)['$inferInput'] | null };

function stancesBelow(
  context: GraphQLContext,
  below: StanceParent,
  { parentId, args }: { readonly parentId: string; readonly args: StanceListArgs },
) {
  const { filter, ...page } = args;
  const list = { below, filter: plainIds(filter) ?? {} };
  return connectionBelowEach(context, {
    field: `${below}.stances`,
    parentId,
    args,
    load: (parentIds) => context.pcrm.stancesOfEach({ ...list, parentIds, ...page }),
    count: (parentIds) => context.pcrm.countStancesOfEach({ ...list, parentIds }),
  });
}

builder.prismaInterfaceField(Stakeholder, 'stances', (t) =>
  t.connection(
    {
      type: Stance,
      description: 'Where they stand and stood, as far as the caller may see it, the latest first.',
      args: { filter: t.arg(filterArg) },
      complexity: pageCost,
      resolve: ({ id }, args, context) => stancesBelow(context, 'STAKEHOLDER', { parentId: id, args }),
    },
    StanceConnection,
  ),
);

builder.prismaObjectField(PolicyTask, 'stances', (t) =>
  t.connection(
    {
      type: Stance,
      description: 'Who stands and stood where on it, as far as the caller may see it, the latest first.',
      args: { filter: t.arg(filterArg) },
      complexity: pageCost,
      resolve: ({ id }, args, context) => stancesBelow(context, 'POLICY_TASK', { parentId: id, args }),
    },
    StanceConnection,
  ),
);

builder.prismaObjectField(Proposal, 'stances', (t) =>
  t.connection(
    {
      type: Stance,
      description: 'Who stands and stood where on it, as far as the caller may see it, the latest first.',
      args: { filter: t.arg(filterArg) },
      complexity: pageCost,
      resolve: ({ id }, args, context) => stancesBelow(context, 'PROPOSAL', { parentId: id, args }),
    },
    StanceConnection,
  ),
);

builder.prismaObjectField(Engagement, 'stances', (t) =>
  t.connection(
    {
      type: Stance,
      description: 'What was heard in it of where stakeholders stand, the latest first.',
      complexity: pageCost,
      resolve: ({ id }, args, context) => stancesBelow(context, 'ENGAGEMENT', { parentId: id, args }),
    },
    StanceConnection,
  ),
);

builder.prismaObjectField(Meeting, 'stances', (t) =>
  t.connection(
    {
      type: Stance,
      description: 'What was heard in it of where stakeholders stand, the latest first.',
      complexity: pageCost,
      resolve: ({ id }, args, context) => stancesBelow(context, 'MEETING', { parentId: id, args }),
    },
    StanceConnection,
  ),
);
