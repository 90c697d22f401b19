import { Body } from './bodies.js';
import { builder } from './builder.js';
import { Engagement, EngagementChannel } from './engagements.js';
import { plainIds } from './input.js';
import { asResult, idempotencyArg, versionField, type InputFields } from './input-fields.js';
import { AgendaItem, Meeting } from './meetings.js';
import { PolicyTask } from './policy-tasks.js';
import { ProposalReply, ReplyStance } from './proposal-answers.js';
import { OutcomeUnit, Proposal, ProposalOutcome, ProposalStatus } from './proposals.js';
import { sourceField } from './sources.js';
import { Organization, Person } from './stakeholders.js';

const ProposerInput = builder.inputType('ProposerInput', {
  description: 'Who makes a proposal.',
  fields: (t) => ({
    stakeholderId: t.globalID({ required: true, for: [Person, Organization], description: 'Who makes it.' }),
    isLead: t.boolean({ description: 'Whether they lead the others; no more than one does.' }),
  }),
});

/** The body, its meeting and the point on the agenda in which something was decided, or is to be. */
export const decidedInFields = (t: InputFields) => ({
  bodyId: t.globalID({ for: [Body], description: 'The body.' }),
  meetingId: t.globalID({ for: [Meeting], description: 'The meeting that decided it, or that is to.' }),
  agendaItemId: t.globalID({ for: [AgendaItem], description: 'The point on the agenda of that meeting.' }),
});

const wordFields = (t: InputFields) => ({
  text: t.string({ description: 'What is asked, in full.' }),
  expectedEffect: t.string({ description: '기대효과: what it is to bring about.' }),
  channel: t.field({ type: EngagementChannel, description: 'How it was put forward, where that is known.' }),
  ...decidedInFields(t),
});

const listFields = (t: InputFields) => ({
  proposers: t.field({ type: [ProposerInput], description: 'Who makes it, beside the body or by themselves.' }),
  addresseeIds: t.globalIDList({ for: [Person, Organization], description: 'To whom it is addressed.' }),
  policyTaskIds: t.globalIDList({ for: [PolicyTask], description: 'The policy tasks that it serves.' }),
});

const firstStepFields = (t: InputFields) => ({
  status: t.field({ type: ProposalStatus, required: true, description: 'DRAFT or SUBMITTED.' }),
  on: t.field({ type: 'PartialDate', required: true, description: 'When it was drafted or submitted.' }),
  reason: t.string({ description: 'Why, where that is known.' }),
  ...sourceField(t),
});

const RecordProposalInput = builder.inputType('RecordProposalInput', {
  description: 'A proposal, as a draft or as what was submitted already.',
  fields: (t) => ({
    title: t.string({ required: true, description: 'What is asked, on one line.' }),
    ...wordFields(t),
    ...listFields(t),
    ...firstStepFields(t),
  }),
});

builder.mutationField('recordProposal', (t) =>
  t.field({
    type: Proposal,
    description: 'Records a proposal, as a draft or as what was submitted on a date that may be partial.',
    errors: asResult,
    args: { input: t.arg({ type: RecordProposalInput, required: true, description: 'The proposal.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.recordProposal(plainIds(input) as never, { idempotencyKey }),
  }),
);

const ReraiseProposalInput = builder.inputType('ReraiseProposalInput', {
  description: 'A proposal that is raised again: what is left out is as it was, except the meeting, its agenda item and the channel.',
  fields: (t) => ({
    reraisesId: t.globalID({ required: true, for: [Proposal], description: 'The earlier proposal.' }),
    title: t.string({ description: 'What is asked, on one line.' }),
    ...wordFields(t),
    ...listFields(t),
    ...firstStepFields(t),
  }),
});

builder.mutationField('reraiseProposal', (t) =>
  t.field({
    type: Proposal,
    description: '재건의: raises a proposal again, as another one in its chain.',
    errors: asResult,
    args: { input: t.arg({ type: ReraiseProposalInput, required: true, description: 'The raising.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.reraiseProposal(plainIds(input) as never, { idempotencyKey }),
  }),
);

const ReviseProposalInput = builder.inputType('ReviseProposalInput', {
  description: 'Fields to change: what is left out stays, null clears, a list replaces the one there was.',
  fields: (t) => ({
    id: t.globalID({ required: true, for: [Proposal], description: 'The proposal.' }),
    ...versionField(t),
    title: t.string({ description: 'What is asked, on one line.' }),
    ...wordFields(t),
    ...listFields(t),
    reraisesId: t.globalID({ for: [Proposal], description: 'The earlier proposal that it raises again.' }),
  }),
});

builder.mutationField('reviseProposal', (t) =>
  t.field({
    type: Proposal,
    description:
      'Changes the fields that are given. What was submitted keeps its words, its maker and its addressees; what it is linked with may be put right.',
    errors: asResult,
    args: { input: t.arg({ type: ReviseProposalInput, required: true, description: 'What to change.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.reviseProposal(plainIds(input), { idempotencyKey }),
  }),
);

const ChangeProposalStatusInput = builder.inputType('ChangeProposalStatusInput', {
  description: 'A step in the history of a proposal.',
  fields: (t) => ({
    proposalId: t.globalID({ required: true, for: [Proposal], description: 'The proposal.' }),
    ...versionField(t),
    status: t.field({ type: ProposalStatus, required: true, description: 'Where it stands from then on.' }),
    on: t.field({ type: 'PartialDate', required: true, description: 'When the step was taken.' }),
    reason: t.string({ description: 'Why the step was taken.' }),
    ...sourceField(t),
  }),
});

builder.mutationField('changeProposalStatus', (t) =>
  t.field({
    type: Proposal,
    description: 'Takes a step in the history of a proposal: submits a draft, notes what was decided, withdraws it.',
    errors: asResult,
    args: { input: t.arg({ type: ChangeProposalStatusInput, required: true, description: 'The step.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.changeProposalStatus(plainIds(input), { idempotencyKey }),
  }),
);

const AddressProposalInput = builder.inputType('AddressProposalInput', {
  description: 'One more addressee of a proposal that was submitted.',
  fields: (t) => ({
    proposalId: t.globalID({ required: true, for: [Proposal], description: 'The proposal.' }),
    ...versionField(t),
    addresseeId: t.globalID({ required: true, for: [Person, Organization], description: 'To whom it is sent.' }),
    on: t.field({ type: 'PartialDate', required: true, description: 'When it is sent to them.' }),
  }),
});

builder.mutationField('addressProposal', (t) =>
  t.field({
    type: Proposal,
    description: 'Sends what was submitted to one more addressee, such as a ministry that it was passed on to.',
    errors: asResult,
    args: { input: t.arg({ type: AddressProposalInput, required: true, description: 'To whom.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.addressProposal(plainIds(input), { idempotencyKey }),
  }),
);

const RecordProposalReplyInput = builder.inputType('RecordProposalReplyInput', {
  description: 'What an addressee answered.',
  fields: (t) => ({
    proposalId: t.globalID({ required: true, for: [Proposal], description: 'The proposal.' }),
    addresseeId: t.globalID({ required: true, for: [Person, Organization], description: 'Which of its addressees answered.' }),
    stance: t.field({ type: ReplyStance, required: true, description: 'How they answered.' }),
    on: t.field({ type: 'PartialDate', required: true, description: 'When they answered.' }),
    text: t.string({ description: 'The answer in words.' }),
    engagementId: t.globalID({ for: [Engagement], description: 'The engagement in which it was given.' }),
    ...sourceField(t),
  }),
});

builder.mutationField('recordProposalReply', (t) =>
  t.field({
    type: ProposalReply,
    description: 'Records what an addressee answered. The last reply tells whether the proposal still waits for them.',
    errors: asResult,
    args: { input: t.arg({ type: RecordProposalReplyInput, required: true, description: 'The reply.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.recordProposalReply(plainIds(input), { idempotencyKey }),
  }),
);

const RecordProposalOutcomeInput = builder.inputType('RecordProposalOutcomeInput', {
  description: 'What came of a proposal: in words, or as a value before and after.',
  fields: (t) => ({
    proposalId: t.globalID({ required: true, for: [Proposal], description: 'The proposal.' }),
    subject: t.string({ required: true, description: 'What changed.' }),
    before: t.float({ description: 'The value before.' }),
    after: t.float({ description: 'The value after.' }),
    unit: t.field({ type: OutcomeUnit, description: 'What both values are counted in.' }),
    text: t.string({ description: 'What came of it, in words.' }),
    decidedById: t.globalID({ for: [Person, Organization], description: 'Who decided it.' }),
    on: t.field({ type: 'PartialDate', required: true, description: 'When it was decided.' }),
    ...sourceField(t),
  }),
});

builder.mutationField('recordProposalOutcome', (t) =>
  t.field({
    type: ProposalOutcome,
    description: 'Records what came of a proposal, with the value before and after.',
    errors: asResult,
    args: { input: t.arg({ type: RecordProposalOutcomeInput, required: true, description: 'The outcome.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.recordProposalOutcome(plainIds(input), { idempotencyKey }),
  }),
);
