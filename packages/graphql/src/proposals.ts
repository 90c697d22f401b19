import {
  outcomesOfProposal,
  proposalList,
  proposalsAddressedTo,
  proposalsOfAgendaItem,
  proposalsOfBody,
  proposalsOfMeeting,
  proposalsOfPolicyTask,
  proposalsOfStakeholder,
  type ProposalChain,
  type ProposalTotal,
} from '@pcrm/core';
import { Body } from './bodies.js';
import { builder } from './builder.js';
import { maybeNamedBy } from './by-id.js';
import { connectionBelow, connectionOf, loaderFor, pageCost } from './connection.js';
import { EngagementChannel } from './engagements.js';
import { enumOf } from './enums.js';
import { plainIds } from './input.js';
import { asOfArg } from './input-fields.js';
import { AgendaItem, Meeting } from './meetings.js';
import { knownPartialDateOf, partialDateOf } from './period.js';
import { PolicyTask } from './policy-tasks.js';
import { Record } from './record.js';
import { Organization, Person, Stakeholder } from './stakeholders.js';

export const ProposalStatus = enumOf('ProposalStatus');
export const OutcomeUnit = enumOf('OutcomeUnit');
const mayRead = { can: 'proposals:read' } as const;

export const ProposalStatusChange = builder.prismaNode('ProposalStatusChange', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record],
  authScopes: mayRead,
  fields: (t) => ({
    sequence: t.exposeInt('sequence'),
    status: t.expose('status', { type: ProposalStatus, description: 'Where the proposal stands from then on.' }),
    on: t.field({
      type: 'PartialDate',
      description: 'When the step was taken.',
      ...knownPartialDateOf('changed'),
    }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why the step was taken.' }),
  }),
});

export const ProposalOutcome = builder.prismaNode('ProposalOutcome', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record],
  authScopes: mayRead,
  fields: (t) => ({
    subject: t.exposeString('subject'),
    before: t.exposeFloat('before', { nullable: true }),
    after: t.exposeFloat('after', { nullable: true, description: 'The value after; null where there is none.' }),
    unit: t.expose('unit', { type: OutcomeUnit, nullable: true }),
    text: t.exposeString('text', { nullable: true }),
    decidedBy: t.field({
      type: Stakeholder,
      nullable: true,
      description: 'Who decided it; null where it is not known.',
      ...maybeNamedBy('Stakeholder', 'decidedById'),
    }),
    on: t.field({
      type: 'PartialDate',
      description: 'When it was decided.',
      ...knownPartialDateOf('decided'),
    }),
  }),
});

const ProposalOutcomeConnection = builder.connectionObject(
  { type: ProposalOutcome, name: 'ProposalOutcomeConnection' },
  { name: 'ProposalOutcomeEdge' },
);

export const Proposal = builder.prismaNode('Proposal', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record],
  authScopes: mayRead,
  fields: (t) => ({
    title: t.exposeString('title', { description: 'What is asked, on one line.' }),
    text: t.exposeString('text', { nullable: true }),
    expectedEffect: t.exposeString('expectedEffect', { nullable: true }),
    channel: t.expose('channel', { type: EngagementChannel, nullable: true }),
    body: t.field({
      type: Body,
      nullable: true,
      description: 'The body that makes it; null when its proposers make it by themselves.',
      ...maybeNamedBy('Body', 'bodyId'),
    }),
    meeting: t.field({
      type: Meeting,
      nullable: true,
      description: 'The meeting that decided it, or that is to; null where it is not known.',
      ...maybeNamedBy('Meeting', 'meetingId'),
    }),
    agendaItem: t.field({
      type: AgendaItem,
      nullable: true,
      description: 'The point on the agenda of that meeting.',
      ...maybeNamedBy('AgendaItem', 'agendaItemId'),
    }),
    proposed: t.field({
      type: 'PartialDate',
      nullable: true,
      description: 'When it was submitted; null while it is a draft.',
      ...partialDateOf('proposed'),
    }),
    status: t.field({
      type: ProposalStatusChange,
      nullable: true,
      description: 'The last step of its history on or before the day: where it stands. Null before it existed.',
      args: asOfArg(t.arg),
      resolve: ({ id }, { asOf }, context) =>
        loaderFor(context, `Proposal.status ${asOf ?? ''}`, (ids) => context.pcrm.proposalStatusesAsOf({ ids: [...ids], asOf })).load(id),
    }),
    policyTasks: t.field({
      type: [PolicyTask],
      description: 'The policy tasks that it serves, by origin and number.',
      resolve: ({ id }, _args, context) =>
        loaderFor(context, 'Proposal.policyTasks', (ids) => context.pcrm.policyTasksOfProposals({ ids: [...ids] })).load(id),
    }),
    outcomes: t.connection(
      {
        type: ProposalOutcome,
        description: 'What came of it, latest first.',
        complexity: pageCost,
        resolve: ({ id }, args, context) =>
          connectionBelow(context, { field: 'Proposal.outcomes', parentId: id, list: outcomesOfProposal(context.actor), args }),
      },
      ProposalOutcomeConnection,
    ),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last revised.' }),
    version: t.exposeInt('version', { description: 'What a revision or a step is based on.' }),
  }),
});

const ProposalChainType = builder.objectRef<ProposalChain>('ProposalChain').implement({
  description: '재건의: every raising of one proposal, earlier and later ones. It has no circle.',
  authScopes: mayRead,
  fields: (t) => ({
    raisings: t.field({
      type: [Proposal],
      description: 'In the order in which they were submitted, drafts last.',
      resolve: ({ raisings }) => [...raisings],
    }),
    timesRaised: t.exposeInt('timesRaised', { description: 'How often it was submitted.' }),
    first: t.field({
      type: Proposal,
      nullable: true,
      description: 'The first that was submitted; null while there are only drafts.',
      resolve: ({ first }) => first,
    }),
  }),
});

builder.prismaObjectFields(Proposal, (t) => ({
  reraises: t.field({
    type: Proposal,
    nullable: true,
    description: 'The earlier proposal that this one raises again.',
    ...maybeNamedBy('Proposal', 'reraisesId'),
  }),
  chain: t.field({
    type: ProposalChainType,
    description: 'Every raising that is connected with it, itself among them.',
    args: asOfArg(t.arg),
    complexity: 50,
    resolve: ({ id }, { asOf }, context) =>
      loaderFor(context, `Proposal.chain ${asOf ?? ''}`, (ids) => context.pcrm.proposalChainsOfEach({ ids: [...ids], asOf })).load(id),
  }),
}));

/** A page of proposals. */
const ProposalConnection = builder.connectionObject({ type: Proposal, name: 'ProposalConnection' }, { name: 'ProposalEdge' });

const ProposalFilter = builder.inputType('ProposalFilter', {
  description: 'Which proposals a list has, and as of which day. Everything that is given must hold.',
  fields: (t) => ({
    statuses: t.field({ type: [ProposalStatus], description: 'Stands at one of them, as of the day.' }),
    bodyId: t.globalID({ for: [Body], description: 'Only those of this body.' }),
    proposerId: t.globalID({ for: [Person, Organization], description: 'Makes it: the body, or one of its proposers.' }),
    addresseeId: t.globalID({ for: [Person, Organization], description: 'Only those that are addressed to them.' }),
    policyTaskId: t.globalID({ for: [PolicyTask], description: 'Only those that serve this task.' }),
    year: t.int({ description: 'The calendar year in which it was submitted.' }),
    contains: t.string({ description: 'A part of the title or of the text, in small or capital letters.' }),
    asOf: t.field({ type: 'Date', description: 'Proposals that do not exist yet on the day are left out; today in Korea when left out.' }),
  }),
});

const ProposalTotalType = builder.objectRef<ProposalTotal>('ProposalTotal').implement({
  description: 'How many proposals of a body and a year stand at a status.',
  authScopes: mayRead,
  fields: (t) => ({
    body: t.field({
      type: Body,
      nullable: true,
      description: 'The body that made them; null for those that were made by none.',
      ...maybeNamedBy('Body', 'bodyId'),
    }),
    year: t.exposeInt('year', { nullable: true, description: 'The year in which they were submitted; null for drafts.' }),
    status: t.expose('status', { type: ProposalStatus, description: 'Where they stand.' }),
    count: t.exposeInt('count', { description: 'How many there are.' }),
    withOutcome: t.exposeInt('withOutcome', { description: 'Of how many of them an outcome is known.' }),
  }),
});

builder.queryFields((t) => ({
  proposals: t.connection(
    {
      type: Proposal,
      description: 'Proposals: drafts, then the latest submitted first.',
      authScopes: mayRead,
      args: { filter: t.arg({ type: ProposalFilter, description: 'Which of them.' }) },
      complexity: pageCost,
      resolve: (_root, { filter, ...page }, context) => connectionOf(context, proposalList(context, plainIds(filter) ?? {}), page),
    },
    ProposalConnection,
  ),
  proposalTotals: t.field({
    type: [ProposalTotalType],
    description: 'Proposals by body, year and status as of a day, counted from their history.',
    authScopes: mayRead,
    args: {
      bodyId: t.arg.globalID({ for: [Body], description: 'Only those of this body.' }),
      year: t.arg.int({ description: 'Only those that were submitted in this year.' }),
      ...asOfArg(t.arg),
    },
    complexity: 100,
    resolve: (_root, { bodyId, year, asOf }, { pcrm }) => pcrm.proposalTotals({ bodyId: bodyId?.id, year, asOf }),
  }),
}));

builder.prismaInterfaceFields(Stakeholder, (t) => ({
  proposals: t.connection(
    {
      type: Proposal,
      description: 'The proposals that they make, as the body or as one of the proposers.',
      args: { filter: t.arg({ type: ProposalFilter, description: 'Which of them.' }) },
      complexity: pageCost,
      resolve: ({ id }, args, context) => {
        const list = proposalsOfStakeholder(context, plainIds(args.filter) ?? {});
        return connectionBelow(context, { field: 'Stakeholder.proposals', parentId: id, list, args });
      },
    },
    ProposalConnection,
  ),
  addressedProposals: t.connection(
    {
      type: Proposal,
      description: 'The proposals that are addressed to them.',
      args: { filter: t.arg({ type: ProposalFilter, description: 'Which of them.' }) },
      complexity: pageCost,
      resolve: ({ id }, args, context) => {
        const list = proposalsAddressedTo(context, plainIds(args.filter) ?? {});
        return connectionBelow(context, { field: 'Stakeholder.addressedProposals', parentId: id, list, args });
      },
    },
    ProposalConnection,
  ),
}));

builder.prismaObjectField(Body, 'proposals', (t) =>
  t.connection(
    {
      type: Proposal,
      description: 'The proposals that it makes.',
      args: { filter: t.arg({ type: ProposalFilter, description: 'Which of them.' }) },
      complexity: pageCost,
      resolve: ({ id }, args, context) => {
        const list = proposalsOfBody(context, plainIds(args.filter) ?? {});
        return connectionBelow(context, { field: 'Body.proposals', parentId: id, list, args });
      },
    },
    ProposalConnection,
  ),
);

builder.prismaObjectField(Meeting, 'proposals', (t) =>
  t.connection(
    {
      type: Proposal,
      description: 'The proposals that it decided, or is to.',
      args: { filter: t.arg({ type: ProposalFilter, description: 'Which of them.' }) },
      complexity: pageCost,
      resolve: ({ id }, args, context) => {
        const list = proposalsOfMeeting(context, plainIds(args.filter) ?? {});
        return connectionBelow(context, { field: 'Meeting.proposals', parentId: id, list, args });
      },
    },
    ProposalConnection,
  ),
);

builder.prismaObjectField(AgendaItem, 'proposals', (t) =>
  t.connection(
    {
      type: Proposal,
      description: 'The proposals that were decided under it, or are to be.',
      complexity: pageCost,
      resolve: ({ id }, args, context) =>
        connectionBelow(context, { field: 'AgendaItem.proposals', parentId: id, list: proposalsOfAgendaItem(context), args }),
    },
    ProposalConnection,
  ),
);

builder.prismaObjectField(PolicyTask, 'proposals', (t) =>
  t.connection(
    {
      type: Proposal,
      description: 'The proposals that serve it.',
      args: { filter: t.arg({ type: ProposalFilter, description: 'Which of them.' }) },
      complexity: pageCost,
      resolve: ({ id }, args, context) => {
        const list = proposalsOfPolicyTask(context, plainIds(args.filter) ?? {});
        return connectionBelow(context, { field: 'PolicyTask.proposals', parentId: id, list, args });
      },
    },
    ProposalConnection,
  ),
);
