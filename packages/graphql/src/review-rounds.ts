import { type DueReviewRound, type DueRoundState, type ReviewRoundReport, type RoundFindings, type TaskProgress } from '@pcrm/core';
import { Body, Division } from './bodies.js';
import { builder } from './builder.js';
import { byId, maybeNamedBy, namedBy } from './by-id.js';
import { loaderFor } from './connection.js';
import { asOfArg } from './input-fields.js';
import { dayOf } from './period.js';
import { PolicyTask } from './policy-tasks.js';
import { Review, ReviewGrade, ReviewRound, ReviewRoundKind } from './reviews.js';
import { Stakeholder } from './stakeholders.js';

const mayRead = { can: 'policy-tasks:read' } as const;

const describedStates = {
  CLOSED: { description: 'It was closed by the day.' },
  OPEN: { description: 'It is open, and its period is not over.' },
  LATE: { description: 'It is open although its period is over.' },
  MISSING: { description: 'It was not opened although its period is over.' },
  NOT_YET: { description: 'It was not opened, and its period is not over.' },
} satisfies Record<DueRoundState, { description: string }>;

const DueRoundStateType = builder.enumType('DueRoundState', {
  description: 'Where a review round stands that is due by rule.',
  values: describedStates,
});

const DueReviewRoundType = builder.objectRef<DueReviewRound>('DueReviewRound').implement({
  description: 'A review round that is due by rule: each quarter for the plenary, each half-year for each division.',
  authScopes: mayRead,
  fields: (t) => ({
    kind: t.expose('kind', { type: ReviewRoundKind, description: 'A quarter for the plenary, or a half-year for a division.' }),
    division: t.field({
      type: Division,
      nullable: true,
      description: 'For half-years: the division.',
      ...maybeNamedBy('Division', 'divisionId'),
    }),
    part: t.exposeInt('part', { description: 'The quarter (1 to 4) or half-year (1 or 2).' }),
    lastDay: t.field({ type: 'Date', description: 'The last day of its period.', ...dayOf('lastDay') }),
    state: t.expose('state', { type: DueRoundStateType, description: 'Where it stands.' }),
    round: t.field({
      type: ReviewRound,
      nullable: true,
      description: 'The round; null when it was not opened.',
      ...maybeNamedBy('ReviewRound', 'roundId'),
    }),
    expected: t.exposeInt('expected', {
      description: 'Tasks that were maintained on the last day of the period, or on the day asked about as long as it is not over.',
    }),
    reported: t.exposeInt('reported', { description: 'How many of them have a review in the round.' }),
  }),
});

builder.queryField('reviewRoundsDue', (t) =>
  t.field({
    type: [DueReviewRoundType],
    description: 'The review rounds that a committee owes in a year: which were opened, closed or are missing, and how many have reported.',
    authScopes: mayRead,
    args: {
      bodyId: t.arg.globalID({ required: true, for: [Body], description: 'The committee.' }),
      year: t.arg.int({ required: true, description: 'The year.' }),
      ...asOfArg(t.arg),
    },
    complexity: 100,
    resolve: (_root, { bodyId, ...input }, { pcrm }) => pcrm.reviewRoundsDue({ bodyId: bodyId.id, ...input }),
  }),
);

const GradeCount = builder.objectRef<RoundFindings['grades'][number]>('GradeCount').implement({
  description: 'How many tasks were given a grade.',
  authScopes: mayRead,
  fields: (t) => ({
    grade: t.expose('grade', { type: ReviewGrade, description: 'The grade.' }),
    count: t.exposeInt('count', { description: 'How many tasks.' }),
  }),
});

const RoundFindingsType = builder.objectRef<RoundFindings & { readonly divisionId?: string | null }>('RoundFindings').implement({
  description: 'What a round found of the tasks of a division, or of all.',
  authScopes: mayRead,
  fields: (t) => ({
    division: t.field({
      type: Division,
      nullable: true,
      description: 'The division of the tasks; null for all of them, and for those without one.',
      resolve: ({ divisionId }, _args, context) => (divisionId == null ? null : byId(context, 'Division').load(divisionId)),
    }),
    reviewed: t.exposeInt('reviewed', { description: 'How many tasks were reviewed.' }),
    grades: t.field({ type: [GradeCount], description: 'By grade, the best first.', resolve: ({ grades }) => [...grades] }),
    averageProgress: t.exposeFloat('averageProgress', { description: 'Progress in percent, on average.' }),
    compared: t.exposeInt('compared', { description: 'How many of them the round before reviewed too.' }),
    averageChange: t.exposeFloat('averageChange', {
      nullable: true,
      description: 'Points of progress since the round before, on average over those; null when there are none.',
    }),
    improved: t.exposeInt('improved', { description: 'How many of those have a better grade than in the round before.' }),
    worsened: t.exposeInt('worsened', { description: 'How many of those have a worse grade.' }),
  }),
});

const ReportType = builder.objectRef<ReviewRoundReport>('ReviewRoundReport').implement({
  description: 'The report of a round: grades, progress, what is delayed, and what changed since the round before.',
  authScopes: mayRead,
  fields: (t) => ({
    previousRound: t.field({
      type: ReviewRound,
      nullable: true,
      description: 'The round before of the same kind and division.',
      ...maybeNamedBy('ReviewRound', 'previousRoundId'),
    }),
    findings: t.field({
      type: RoundFindingsType,
      nullable: true,
      description: 'In all; null when nothing was reviewed.',
      resolve: ({ findings }) => findings,
    }),
    byDivision: t.field({
      type: [RoundFindingsType],
      description: 'By division of the tasks, in the order of the committee.',
      resolve: ({ byDivision }) => [...byDivision],
    }),
    delayed: t.field({
      type: [Review],
      description: 'The reviews of tasks that are DELAYED or STALLED, those with least progress first.',
      resolve: ({ delayed }) => [...delayed],
    }),
  }),
});

builder.prismaObjectFields(ReviewRound, (t) => ({
  report: t.field({
    type: ReportType,
    description: 'What it found: grades, progress, what is delayed, and what changed since the round before.',
    complexity: 50,
    resolve: ({ id }, _args, context) =>
      loaderFor(context, 'ReviewRound.report', (ids) => context.pcrm.reviewRoundReportOfEach({ roundIds: [...ids] })).load(id),
  }),
  reviewers: t.field({
    type: [Stakeholder],
    description: 'The members of the division on the last day of the period, who review; none for the plenary.',
    complexity: 50,
    resolve: ({ id }, _args, context) =>
      loaderFor(context, 'ReviewRound.reviewers', (ids) => context.pcrm.reviewersOfEachRound({ roundIds: [...ids] })).load(id),
  }),
}));

const TaskProgressType = builder.objectRef<TaskProgress>('TaskProgress').implement({
  description: 'What one round found of a task, and how that changed since the round before.',
  authScopes: mayRead,
  fields: (t) => ({
    round: t.field({
      type: ReviewRound,
      description: 'The round.',
      ...namedBy('ReviewRound', 'roundId'),
    }),
    review: t.field({ type: Review, description: 'The review that counts.', resolve: ({ change: _change, ...review }) => review }),
    change: t.exposeInt('change', {
      nullable: true,
      description: 'Points of progress since its review in the round before of the same kind; null for the first.',
    }),
  }),
});

builder.prismaObjectFields(PolicyTask, (t) => ({
  progress: t.field({
    type: [TaskProgressType],
    description: 'Its progress over the review rounds, earliest first.',
    complexity: 20,
    resolve: async ({ id }, _args, context) => {
      const load = (ids: readonly string[]) => context.pcrm.progressOfEach({ policyTaskIds: [...ids] });
      return loaderFor<TaskProgress[]>(context, 'PolicyTask.progress', load).load(id);
    },
  }),
}));
