import {
  pendingProposalList,
  pendingProposalsWith,
  repliesOfProposal,
  statusChangesOfProposal,
  type AddresseeAsOf,
  type PendingProposal,
  type PendingTotal,
  type ProposalProposer,
} from '@pcrm/core';
import { Body } from './bodies.js';
import { builder } from './builder.js';
import { maybeNamedBy, namedBy } from './by-id.js';
import { connectionBelow, connectionOf, loaderFor, pageCost } from './connection.js';
import { Engagement, readableEngagementNamedBy } from './engagements.js';
import { enumOf } from './enums.js';
import { plainIds } from './input.js';
import { asOfArg } from './input-fields.js';
import { knownPartialDateOf, partialDateOf } from './period.js';
import { Proposal, ProposalStatus, ProposalStatusChange } from './proposals.js';
import { Record } from './record.js';
import { Organization, Person, Stakeholder } from './stakeholders.js';

export const ReplyStance = enumOf('ReplyStance');
const mayRead = { can: 'proposals:read' } as const;

export const ProposalReply = builder.prismaNode('ProposalReply', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record],
  authScopes: mayRead,
  fields: (t) => ({
    addressee: t.field({
      type: Stakeholder,
      description: 'Who answered.',
      ...namedBy('Stakeholder', 'addresseeId'),
    }),
    stance: t.expose('stance', { type: ReplyStance, description: 'How they answered.' }),
    on: t.field({
      type: 'PartialDate',
      description: 'When they answered.',
      ...knownPartialDateOf('replied'),
    }),
    text: t.exposeString('text', { nullable: true }),
    engagement: t.field({
      type: Engagement,
      nullable: true,
      description: 'The engagement in which it was given; null when there is none or the caller may not read it.',
      ...readableEngagementNamedBy('engagementId'),
    }),
  }),
});

const ProposerType = builder.objectRef<ProposalProposer>('ProposalProposer').implement({
  description: '공동건의자: who makes a proposal, alone or together with others.',
  authScopes: mayRead,
  fields: (t) => ({
    stakeholder: t.field({
      type: Stakeholder,
      description: 'Who makes it.',
      ...namedBy('Stakeholder', 'stakeholderId'),
    }),
    isLead: t.exposeBoolean('isLead', { description: 'Whether they lead the others.' }),
  }),
});

const AddresseeType = builder.objectRef<AddresseeAsOf>('ProposalAddressee').implement({
  description: '건의 대상: to whom a proposal is addressed, and how it stands with them.',
  authScopes: mayRead,
  fields: (t) => ({
    stakeholder: t.field({
      type: Stakeholder,
      description: 'To whom.',
      ...namedBy('Stakeholder', 'stakeholderId'),
    }),
    since: t.field({
      type: 'PartialDate',
      nullable: true,
      description: 'Since when it lies with them; null in a draft.',
      ...partialDateOf('since'),
    }),
    stance: t.expose('stance', { type: ReplyStance, nullable: true, description: 'How they answered last; null while they have not.' }),
    replied: t.field({
      type: 'PartialDate',
      nullable: true,
      description: 'When they answered last.',
      ...partialDateOf('replied'),
    }),
    isPending: t.exposeBoolean('isPending', {
      description: 'Whether the proposal waits for them: it is SUBMITTED or UNDER_REVIEW, and they have not finally answered.',
    }),
  }),
});

const ReplyConnection = builder.connectionObject({ type: ProposalReply, name: 'ProposalReplyConnection' }, { name: 'ProposalReplyEdge' });
const StatusChangeConnection = builder.connectionObject(
  { type: ProposalStatusChange, name: 'ProposalStatusChangeConnection' },
  { name: 'ProposalStatusChangeEdge' },
);

builder.prismaObjectFields(Proposal, (t) => ({
  proposers: t.field({
    type: [ProposerType],
    description: 'Who makes it beside the body, who leads first.',
    resolve: ({ id }, _args, context) =>
      loaderFor(context, 'Proposal.proposers', (ids) => context.pcrm.proposersOfEach({ ids: [...ids] })).load(id),
  }),
  addressees: t.field({
    type: [AddresseeType],
    description: 'To whom it has gone by the day, and how it stands with each.',
    args: asOfArg(t.arg),
    resolve: ({ id }, { asOf }, context) =>
      loaderFor(context, `Proposal.addressees ${asOf ?? ''}`, (ids) => context.pcrm.addresseesOfEach({ ids: [...ids], asOf })).load(id),
  }),
  replies: t.connection(
    {
      type: ProposalReply,
      description: 'What its addressees answered, latest first.',
      complexity: pageCost,
      resolve: ({ id }, args, context) =>
        connectionBelow(context, { field: 'Proposal.replies', parentId: id, list: repliesOfProposal(context.actor), args }),
    },
    ReplyConnection,
  ),
  statusHistory: t.connection(
    {
      type: ProposalStatusChange,
      description: 'Its steps, latest first.',
      complexity: pageCost,
      resolve: ({ id }, args, context) =>
        connectionBelow(context, { field: 'Proposal.statusHistory', parentId: id, list: statusChangesOfProposal(context.actor), args }),
    },
    StatusChangeConnection,
  ),
}));

const PendingProposalType = builder.objectRef<PendingProposal>('PendingProposal').implement({
  description: 'A proposal that waits for one of its addressees.',
  authScopes: mayRead,
  fields: (t) => ({
    proposal: t.field({
      type: Proposal,
      description: 'The proposal.',
      ...namedBy('Proposal', 'proposalId'),
    }),
    addressee: t.field({
      type: Stakeholder,
      nullable: true,
      description: 'For whom it waits; null where no addressee is known.',
      ...maybeNamedBy('Stakeholder', 'addresseeId'),
    }),
    status: t.expose('status', { type: ProposalStatus, description: 'SUBMITTED or UNDER_REVIEW.' }),
    since: t.field({
      type: 'PartialDate',
      description: 'Since when it lies with them.',
      ...knownPartialDateOf('since'),
    }),
    daysWaiting: t.exposeInt('daysWaiting', { description: 'For how many days; a month or a year counts from its first day.' }),
    stance: t.expose('stance', { type: ReplyStance, nullable: true, description: 'What they answered last, which is not final.' }),
  }),
});

const PendingConnection = builder.connectionObject(
  { type: PendingProposalType, name: 'PendingProposalConnection' },
  { name: 'PendingProposalEdge' },
);

const PendingTotalType = builder.objectRef<PendingTotal>('PendingTotal').implement({
  description: 'How many proposals wait for an addressee.',
  authScopes: mayRead,
  fields: (t) => ({
    addressee: t.field({
      type: Stakeholder,
      nullable: true,
      description: 'For whom they wait; null where no addressee is known.',
      ...maybeNamedBy('Stakeholder', 'addresseeId'),
    }),
    count: t.exposeInt('count', { description: 'How many there are.' }),
    longestWait: t.exposeInt('longestWait', { description: 'For how many days the first of them has waited.' }),
  }),
});

const PendingProposalFilter = builder.inputType('PendingProposalFilter', {
  description: 'Which of what is pending, and as of which day. Everything that is given must hold.',
  fields: (t) => ({
    addresseeId: t.globalID({ for: [Person, Organization], description: 'Only what waits for them.' }),
    bodyId: t.globalID({ for: [Body], description: 'Only proposals of this body.' }),
    asOf: t.field({ type: 'Date', description: 'How it is on this day; today in Korea when left out.' }),
  }),
});

builder.queryFields((t) => ({
  pendingProposals: t.connection(
    {
      type: PendingProposalType,
      description: 'What is pending with whom since when, the longest wait first: a proposal once for each addressee for whom it waits.',
      authScopes: mayRead,
      args: { filter: t.arg({ type: PendingProposalFilter, description: 'Which of it.' }) },
      complexity: pageCost,
      resolve: (_root, { filter, ...page }, context) => connectionOf(context, pendingProposalList(context, plainIds(filter) ?? {}), page),
    },
    PendingConnection,
  ),
  pendingTotals: t.field({
    type: [PendingTotalType],
    description: 'How much is pending with whom, the longest wait first.',
    authScopes: mayRead,
    args: { filter: t.arg({ type: PendingProposalFilter, description: 'Which of it.' }) },
    complexity: 100,
    resolve: (_root, { filter }, { pcrm }) => pcrm.pendingTotals(plainIds(filter) ?? {}),
  }),
}));

builder.prismaInterfaceField(Stakeholder, 'pendingProposals', (t) =>
  t.connection(
    {
      type: PendingProposalType,
      description: 'The proposals that wait for them, the longest wait first.',
      args: asOfArg(t.arg),
      complexity: pageCost,
      resolve: ({ id }, { asOf, ...args }, context) => {
        const list = pendingProposalsWith(context, { asOf });
        return connectionBelow(context, { field: `Stakeholder.pendingProposals ${asOf ?? ''}`, parentId: id, list, args });
      },
    },
    PendingConnection,
  ),
);
