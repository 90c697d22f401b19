import {
  unansweredOpinions,
  visibleFeedback,
  type AnsweredOpinions,
  type Feedback as FeedbackRow,
  type FeedbackCounts,
  type FeedbackRate,
  type UnansweredOpinion,
} from '@pcrm/core';
import { Actor, Department } from './access.js';
import { builder } from './builder.js';
import { maybeNamedBy } from './by-id.js';
import { Commitment, CommitmentStatus } from './commitments.js';
import { connectionOf, loaderFor, pageCost } from './connection.js';
import { Confidentiality, Engagement, EngagementChannel, EngagementDirection, readableEngagement } from './engagements.js';
import { plainIds } from './input.js';
import { asOfArg, asResult, idempotencyArg, versionField, type InputFields } from './input-fields.js';
import { dayOf } from './period.js';
import { Record } from './record.js';
import { sourceField } from './sources.js';

const mayRead = { can: 'engagements:read' } as const;

const Feedback = builder.prismaNode('Feedback', {
  id: { field: 'id' },
  findUnique: (id, { actor }) => ({ id, AND: visibleFeedback(actor) }),
  nullable: true,
  interfaces: [Record],
  authScopes: mayRead,
  fields: (t) => ({
    opinion: t.field({
      type: Engagement,
      nullable: true,
      description: 'The engagement in which the opinion was heard; null when the caller may not read it.',
      resolve: ({ opinionId }, _args, context) => readableEngagement(context, opinionId),
    }),
    answer: t.field({
      type: Engagement,
      nullable: true,
      description: 'The engagement with which the answer went back; null when the caller may not read it.',
      resolve: ({ answerId }, _args, context) => readableEngagement(context, answerId),
    }),
  }),
});

builder.prismaObjectFields(Engagement, (t) => ({
  answers: t.field({
    type: [Feedback],
    description: '환류: what went back for the opinion heard in it, first answer first; as far as the caller may read it.',
    complexity: 10,
    resolve: ({ id }, _args, context) =>
      loaderFor<FeedbackRow[]>(context, 'Engagement.answers', (ids) => context.pcrm.answersOfOpinions(ids)).load(id),
  }),
  answeredOpinions: t.field({
    type: [Feedback],
    description: 'The opinions that it answered, the earliest first; as far as the caller may read them.',
    complexity: 10,
    resolve: ({ id }, _args, context) =>
      loaderFor<FeedbackRow[]>(context, 'Engagement.answeredOpinions', (ids) => context.pcrm.opinionsAnsweredBy(ids)).load(id),
  }),
}));

// The fields of every count of opinions.
const FeedbackCountsType = builder.interfaceRef<FeedbackCounts>('FeedbackCounts').implement({
  description: 'What became of opinions that were heard.',
  fields: (t) => ({
    heard: t.exposeInt('heard', { description: 'How many were heard.' }),
    answeredInTime: t.exposeInt('answeredInTime', { description: 'Answered within the working days that an answer may take.' }),
    answeredLate: t.exposeInt('answeredLate', { description: 'Answered after them.' }),
    waiting: t.exposeInt('waiting', { description: 'Not answered, and still in time.' }),
    overdue: t.exposeInt('overdue', { description: 'Not answered, and the time is over.' }),
    rate: t.exposeFloat('rate', {
      nullable: true,
      description: 'The share answered in time, of those that were answered or whose time is over; null when there are none.',
    }),
    medianWorkingDays: t.exposeFloat('medianWorkingDays', {
      nullable: true,
      description: 'Working days until the first answer: half of the answered ones took as long, or less.',
    }),
  }),
});

const FeedbackByChannel = builder.objectRef<FeedbackRate['byChannel'][number]>('FeedbackByChannel').implement({
  description: 'What became of opinions that came through a channel.',
  interfaces: [FeedbackCountsType],
  authScopes: mayRead,
  fields: (t) => ({ channel: t.expose('channel', { type: EngagementChannel, description: 'The channel.' }) }),
});

const FeedbackByDepartment = builder.objectRef<FeedbackRate['byDepartment'][number]>('FeedbackByDepartment').implement({
  description: 'What became of opinions that a department heard.',
  interfaces: [FeedbackCountsType],
  authScopes: mayRead,
  fields: (t) => ({
    department: t.field({
      type: Department,
      nullable: true,
      description: 'The department; null for those entered for none.',
      ...maybeNamedBy('Department', 'departmentId'),
    }),
  }),
});

const FeedbackByMonth = builder.objectRef<FeedbackRate['byMonth'][number]>('FeedbackByMonth').implement({
  description: 'What became of opinions that were heard in a month.',
  interfaces: [FeedbackCountsType],
  authScopes: mayRead,
  fields: (t) => ({ month: t.expose('month', { type: 'PartialDate', description: 'The month in Korea.' }) }),
});

const FeedbackRateType = builder.objectRef<FeedbackRate>('FeedbackRate').implement({
  description: 'The share of opinions that were answered within so many working days.',
  interfaces: [FeedbackCountsType],
  authScopes: mayRead,
  fields: (t) => ({
    asOf: t.field({ type: 'Date', description: 'The day of which it tells.', ...dayOf('asOf') }),
    withinWorkingDays: t.exposeInt('withinWorkingDays', { description: 'How many working days an answer may take.' }),
    byChannel: t.field({
      type: [FeedbackByChannel],
      description: 'By channel, those with most first.',
      resolve: ({ byChannel }) => [...byChannel],
    }),
    byDepartment: t.field({
      type: [FeedbackByDepartment],
      description: 'By the department that heard them, those with most first.',
      resolve: ({ byDepartment }) => [...byDepartment],
    }),
    byMonth: t.field({ type: [FeedbackByMonth], description: 'By month.', resolve: ({ byMonth }) => [...byMonth] }),
    yearsWithoutHolidays: t.intList({
      description: 'Years in it of which no holiday is known yet: their working days are counted too high.',
      resolve: ({ yearsWithoutHolidays }) => [...yearsWithoutHolidays],
    }),
  }),
});

const UnansweredOpinionType = builder.objectRef<UnansweredOpinion>('UnansweredOpinion').implement({
  description: 'An opinion to which no answer went back that the caller may read.',
  authScopes: mayRead,
  fields: (t) => ({
    opinion: t.field({ type: Engagement, description: 'The engagement in which it was heard.', resolve: (opinion) => opinion }),
    workingDays: t.exposeInt('workingDays', { description: 'How many working days it has waited.' }),
  }),
});

const UnansweredOpinionConnection = builder.connectionObject(
  { type: UnansweredOpinionType, name: 'UnansweredOpinionConnection' },
  { name: 'UnansweredOpinionEdge' },
);

builder.queryFields((t) => ({
  feedbackRate: t.field({
    type: FeedbackRateType,
    description: 'The share of opinions heard in a time that were answered within so many working days, as it stood on a day.',
    authScopes: mayRead,
    args: {
      from: t.arg({ type: 'Date', required: true, description: 'Heard on this day or later.' }),
      until: t.arg({ type: 'Date', required: true, description: 'Heard before this day.' }),
      withinWorkingDays: t.arg.int({ description: 'How many working days an answer may take; 10 when left out.' }),
      ...asOfArg(t.arg),
    },
    complexity: 100,
    resolve: (_root, args, { pcrm }) => pcrm.feedbackRate(args),
  }),
  unansweredOpinions: t.connection(
    {
      type: UnansweredOpinionType,
      description: 'Opinions to which no answer went back that the caller may read, oldest first.',
      authScopes: mayRead,
      args: {
        waitingLongerThan: t.arg.int({ description: 'Only those that have waited for more than so many working days.' }),
        departmentId: t.arg.globalID({ for: [Department], description: 'Only those that this department heard.' }),
        ...asOfArg(t.arg),
      },
      complexity: pageCost,
      resolve: (_root, { first, after, last, before, ...filter }, context) =>
        connectionOf(context, unansweredOpinions(context, plainIds(filter)), { first, after, last, before }),
    },
    UnansweredOpinionConnection,
  ),
}));

const AnswerInput = builder.inputType('AnswerInput', {
  description: 'The engagement with which an answer went back, logged with it. The stakeholders are those who are answered.',
  fields: (t) => ({
    channel: t.field({ type: EngagementChannel, required: true, description: 'How they were told.' }),
    occurredAt: t.field({ type: 'DateTime', description: 'When; now when left out.' }),
    direction: t.field({ type: EngagementDirection, description: 'Who began the contact; OUTBOUND when left out.' }),
    subject: t.string({ description: 'What it was about; told from what is answered when left out.' }),
    summary: t.string({ description: 'What was said.' }),
    place: t.string({ description: 'Where it took place.' }),
    confidentiality: t.field({ type: Confidentiality, description: 'Who may read it; whoever may read what is answered when left out.' }),
    staffIds: t.globalIDList({ for: [Actor], description: 'The members of staff who took part; the caller when left out.' }),
    ...sourceField(t),
  }),
});

const answerFields = (t: InputFields) => ({
  answeredInId: t.globalID({ for: [Engagement], description: '환류: the engagement with which the answer went back, logged already.' }),
  answer: t.field({ type: AnswerInput, description: 'The same, logged now. Its channel is enough.' }),
});

const CloseCommitmentInput = builder.inputType('CloseCommitmentInput', {
  description: 'How an open commitment ended, and how the stakeholder was told.',
  fields: (t) => ({
    id: t.globalID({ required: true, for: [Commitment], description: 'The commitment.' }),
    ...versionField(t),
    status: t.field({ type: CommitmentStatus, required: true, description: 'DONE, BROKEN or WITHDRAWN.' }),
    closedOn: t.field({ type: 'Date', required: true, description: 'The day on which it was closed.' }),
    note: t.string({ description: 'What was said when it was closed.' }),
    ...answerFields(t),
    toldLater: t.boolean({
      description:
        'True: the stakeholder is told later, and until then it awaits feedback. Ours that is DONE or BROKEN takes this or an answer.',
    }),
  }),
});

builder.mutationField('closeCommitment', (t) =>
  t.field({
    type: Commitment,
    description: 'Closes an open commitment as done, broken or withdrawn, with the engagement that told the stakeholder.',
    errors: asResult,
    args: { input: t.arg({ type: CloseCommitmentInput, required: true, description: 'How it ended.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.closeCommitment(plainIds(input) as never, { idempotencyKey }),
  }),
);

const AnswerCommitmentInput = builder.inputType('AnswerCommitmentInput', {
  description: 'How the stakeholder was told how a closed commitment ended.',
  fields: (t) => ({
    id: t.globalID({ required: true, for: [Commitment], description: 'The commitment.' }),
    ...versionField(t),
    ...answerFields(t),
  }),
});

builder.mutationField('answerCommitment', (t) =>
  t.field({
    type: Commitment,
    description: 'Says with which engagement the stakeholder was told how a closed commitment ended.',
    errors: asResult,
    args: { input: t.arg({ type: AnswerCommitmentInput, required: true, description: 'The answer.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.answerCommitment(plainIds(input), { idempotencyKey }),
  }),
);

const AnswerOpinionsInput = builder.inputType('AnswerOpinionsInput', {
  description: 'Opinions, and the engagement with which the answer to them went back.',
  fields: (t) => ({
    opinionIds: t.globalIDList({ required: true, for: [Engagement], description: 'The engagements in which the opinions were heard.' }),
    ...answerFields(t),
  }),
});

const AnsweredOpinionsType = builder.objectRef<AnsweredOpinions>('AnsweredOpinions').implement({
  description: 'Opinions that were answered.',
  authScopes: mayRead,
  fields: (t) => ({
    answer: t.field({
      type: Engagement,
      nullable: true,
      description: 'The engagement with which the answer went back.',
      resolve: ({ id }, _args, context) => readableEngagement(context, id),
    }),
    feedback: t.field({ type: [Feedback], description: 'What it answered.', resolve: ({ feedback }) => [...feedback] }),
  }),
});

builder.mutationField('answerOpinions', (t) =>
  t.field({
    type: AnsweredOpinionsType,
    description: 'Says with which engagement the answer to opinions went back: one that is logged already, or one that is logged now.',
    errors: asResult,
    args: { input: t.arg({ type: AnswerOpinionsInput, required: true, description: 'What was answered.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.answerOpinions(plainIds(input), { idempotencyKey }),
  }),
);

builder.mutationField('withdrawFeedback', (t) =>
  t.field({
    type: Feedback,
    description: 'Takes back what was recorded by mistake: that an engagement answered an opinion. Both engagements stay.',
    errors: asResult,
    args: { id: t.arg.globalID({ required: true, for: [Feedback], description: 'The feedback.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { id, idempotencyKey }, { pcrm }) => pcrm.withdrawFeedback({ id: id.id }, { idempotencyKey }),
  }),
);
