import { reviewRoundList, reviewRoundsOfBody, reviewsOfPolicyTask, type TaskReview } from '@pcrm/core';
import { Body, Division } from './bodies.js';
import { builder } from './builder.js';
import { readAsRows } from './compiled/rules.js';
import { listedBelowBy, listedBy, loaderFor, type FilteredBy } from './connection.js';
import { enumOf } from './enums.js';
import { plainIds } from './input.js';
import { asResult, idempotencyArg, versionField, type InputFields } from './input-fields.js';
import { PolicyTask } from './policy-tasks.js';
import { Record } from './record.js';
import { sourceField } from './sources.js';

export const ReviewGrade = enumOf('ReviewGrade');
export const ReviewRoundKind = enumOf('ReviewRoundKind');
const mayRead = { can: 'policy-tasks:read' } as const;

export const Review = builder.prismaNode('Review', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record],
  authScopes: mayRead,
  extensions: readAsRows(),
  fields: (t) => ({
    round: t.relation('round', { description: 'The round that it belongs to.' }),
    policyTask: t.relation('policyTask', { description: 'The task that was reviewed.' }),
    progress: t.exposeInt('progress'),
    grade: t.expose('grade', { type: ReviewGrade, description: 'How the task was judged.' }),
    remarks: t.exposeString('remarks', { nullable: true, description: 'What the reviewers said.' }),
    evidence: t.exposeString('evidence', { nullable: true }),
    corrects: t.relation('corrects', { nullable: true, description: 'The review that this one corrects.' }),
    correctedBy: t.relation('correctedBy', { nullable: true, description: 'The review that corrects this one.' }),
    version: t.exposeInt('version', { description: 'What a revision is based on.' }),
  }),
});

const ReviewConnection = builder.connectionObject({ type: Review, name: 'ReviewConnection' }, { name: 'ReviewEdge' });

const TaskReviewType = builder.objectRef<TaskReview>('TaskReview').implement({
  description: 'What a round found of one policy task.',
  authScopes: mayRead,
  fields: (t) => ({
    current: t.field({
      type: Review,
      description: 'The review that counts: the latest correction, or the original where there is none.',
      resolve: ({ current }) => current,
    }),
    entries: t.field({
      type: [Review],
      description: 'Every entry as it was recorded, the original first.',
      resolve: ({ entries }) => [...entries],
    }),
  }),
});

export const ReviewRound = builder.prismaNode('ReviewRound', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record],
  authScopes: mayRead,
  extensions: readAsRows(),
  fields: (t) => ({
    body: t.relation('body', { description: 'The committee.' }),
    kind: t.expose('kind', { type: ReviewRoundKind, description: 'A quarter for the plenary, or a half-year for a division.' }),
    division: t.relation('division', { nullable: true, description: 'For half-years: the division whose working members review.' }),
    year: t.exposeInt('year', { description: 'The year of its period.' }),
    part: t.exposeInt('part'),
    closedAt: t.expose('closedAt', { type: 'DateTime', nullable: true }),
    version: t.exposeInt('version', { description: 'What closing it is based on.' }),
    reviews: t.field({
      type: [TaskReviewType],
      description: 'What the round found, by task.',
      complexity: 50,
      resolve: ({ id }, _args, context) =>
        loaderFor(context, 'ReviewRound.reviews', (ids) => context.pcrm.reviewsOfEachRound({ roundIds: [...ids] })).load(id),
    }),
    notReported: t.field({
      type: [PolicyTask],
      description: 'Tasks that were maintained on the last day of the period and have no review in the round.',
      complexity: 50,
      resolve: ({ id }, _args, context) =>
        loaderFor(context, 'ReviewRound.notReported', (ids) => context.pcrm.notReportedOfEach({ roundIds: [...ids] })).load(id),
    }),
  }),
});

const ReviewRoundConnection = builder.connectionObject({ type: ReviewRound, name: 'ReviewRoundConnection' }, { name: 'ReviewRoundEdge' });

const ReviewRoundFilter = builder.inputType('ReviewRoundFilter', {
  description: 'Which review rounds a list has. Everything that is given must hold.',
  fields: (t) => ({
    bodyId: t.globalID({ for: [Body], description: 'Only of this committee.' }),
    divisionId: t.globalID({ for: [Division], description: 'Only of this division.' }),
    kind: t.field({ type: ReviewRoundKind, description: 'Only quarters, or only half-years.' }),
    year: t.int({ description: 'Only of this year.' }),
  }),
});

builder.queryFields((t) => ({
  reviewRounds: t.connection(
    {
      type: ReviewRound,
      description: 'Review rounds, latest period first.',
      authScopes: mayRead,
      args: { filter: t.arg({ type: ReviewRoundFilter, description: 'Which of them.' }) },
      ...listedBy((context, { filter }: FilteredBy<typeof ReviewRoundFilter>) => reviewRoundList(context.actor, plainIds(filter) ?? {})),
    },
    ReviewRoundConnection,
  ),
}));

builder.prismaObjectField(Body, 'reviewRounds', (t) =>
  t.connection(
    {
      type: ReviewRound,
      description: 'Its review rounds, latest period first.',
      ...listedBelowBy('Body.reviewRounds', (context) => reviewRoundsOfBody(context.actor)),
    },
    ReviewRoundConnection,
  ),
);

builder.prismaObjectField(PolicyTask, 'reviews', (t) =>
  t.connection(
    {
      type: Review,
      description: 'Its reviews, corrections among them, newest first.',
      ...listedBelowBy('PolicyTask.reviews', (context) => reviewsOfPolicyTask(context.actor)),
    },
    ReviewConnection,
  ),
);

const OpenReviewRoundInput = builder.inputType('OpenReviewRoundInput', {
  description: 'A quarter for the plenary, or a half-year for a division.',
  fields: (t) => ({
    bodyId: t.globalID({ required: true, for: [Body], description: 'The committee.' }),
    kind: t.field({ type: ReviewRoundKind, required: true, description: 'Quarter or half-year.' }),
    divisionId: t.globalID({ for: [Division], description: 'For half-years: the division.' }),
    year: t.int({ required: true, description: 'The year of its period.' }),
    part: t.int({ required: true, description: 'The quarter (1 to 4) or half-year (1 or 2).' }),
    ...sourceField(t),
  }),
});

builder.mutationField('openReviewRound', (t) =>
  t.field({
    type: ReviewRound,
    description: 'Opens a review round.',
    errors: asResult,
    args: { input: t.arg({ type: OpenReviewRoundInput, required: true, description: 'The round.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.openReviewRound(plainIds(input), { idempotencyKey }),
  }),
);

builder.mutationField('closeReviewRound', (t) =>
  t.field({
    type: ReviewRound,
    description: 'Closes a review round: from then on its reviews are corrected by new entries.',
    errors: asResult,
    args: {
      id: t.arg.globalID({ required: true, for: [ReviewRound], description: 'The round.' }),
      version: t.arg.int({ required: true, description: 'The version that the decision is based on.' }),
      ...idempotencyArg(t.arg),
    },
    resolve: (_root, { idempotencyKey, ...input }, { pcrm }) => pcrm.closeReviewRound(plainIds(input), { idempotencyKey }),
  }),
);

const textFields = (t: InputFields) => ({
  remarks: t.string({ description: 'What the reviewers said.' }),
  evidence: t.string({ description: 'Where the evidence is.' }),
});

const findingFields = (t: InputFields) => ({
  progress: t.int({ required: true, description: 'Progress in percent, 0 to 100.' }),
  grade: t.field({ type: ReviewGrade, required: true, description: 'How the task is judged.' }),
  ...textFields(t),
});

const RecordReviewInput = builder.inputType('RecordReviewInput', {
  description: 'What a round finds of one policy task.',
  fields: (t) => ({
    roundId: t.globalID({ required: true, for: [ReviewRound], description: 'The round; it must be open.' }),
    policyTaskId: t.globalID({ required: true, for: [PolicyTask], description: 'The task.' }),
    ...findingFields(t),
    ...sourceField(t),
  }),
});

builder.mutationField('recordReview', (t) =>
  t.field({
    type: Review,
    description: 'Records what a round finds of one policy task.',
    errors: asResult,
    args: { input: t.arg({ type: RecordReviewInput, required: true, description: 'The review.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.recordReview(plainIds(input), { idempotencyKey }),
  }),
);

const ReviseReviewInput = builder.inputType('ReviseReviewInput', {
  description: 'Fields of a review to change while its round is open: what is left out stays, null clears.',
  fields: (t) => ({
    id: t.globalID({ required: true, for: [Review], description: 'The review.' }),
    ...versionField(t),
    progress: t.int({ description: 'Progress in percent, 0 to 100.' }),
    grade: t.field({ type: ReviewGrade, description: 'How the task is judged.' }),
    ...textFields(t),
  }),
});

builder.mutationField('reviseReview', (t) =>
  t.field({
    type: Review,
    description: 'Changes a review while its round is open.',
    errors: asResult,
    args: { input: t.arg({ type: ReviseReviewInput, required: true, description: 'What to change.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.reviseReview(plainIds(input), { idempotencyKey }),
  }),
);

const CorrectReviewInput = builder.inputType('CorrectReviewInput', {
  description: 'A new entry that corrects a review of a closed round.',
  fields: (t) => ({
    reviewId: t.globalID({ required: true, for: [Review], description: 'The review that is corrected.' }),
    ...findingFields(t),
    ...sourceField(t),
  }),
});

builder.mutationField('correctReview', (t) =>
  t.field({
    type: Review,
    description: 'Corrects a review of a closed round by a new entry.',
    errors: asResult,
    args: { input: t.arg({ type: CorrectReviewInput, required: true, description: 'The correction.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.correctReview(plainIds(input), { idempotencyKey }),
  }),
);
