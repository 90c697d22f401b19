import {
  policyTaskList,
  policyTasksOfBody,
  policyTasksOfDivision,
  statusChangesOfPolicyTask,
  type Lineage,
  type PolicyTaskTotal,
} from '@pcrm/core';
import { Department } from './access.js';
import { Body, Division } from './bodies.js';
import { builder } from './builder.js';
import { maybeNamedBy } from './by-id.js';
import { readAsRows } from './compiled/rules.js';
import { connectionBelow, connectionOf, loaderFor, pageCost } from './connection.js';
import type { GraphQLContext } from './context.js';
import { enumOf } from './enums.js';
import { plainIds } from './input.js';
import { knownPartialDateOf } from './period.js';
import { Record } from './record.js';
import { Assessment } from './stakeholders.js';

export const PolicyTaskOrigin = enumOf('PolicyTaskOrigin');
export const PolicyTaskStatus = enumOf('PolicyTaskStatus');
const SuccessionKind = enumOf('SuccessionKind');
const mayRead = { can: 'policy-tasks:read' } as const;

export const PolicyTaskStatusChange = builder.prismaNode('PolicyTaskStatusChange', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record],
  authScopes: mayRead,
  extensions: readAsRows(),
  fields: (t) => ({
    sequence: t.exposeInt('sequence'),
    status: t.expose('status', { type: PolicyTaskStatus, description: 'Where the task stands from then on.' }),
    on: t.field({
      type: 'PartialDate',
      description: 'When the step was taken.',
      ...knownPartialDateOf('changed'),
    }),
    reason: t.exposeString('reason', { description: 'Why the step was taken.' }),
    successorUnknown: t.exposeBoolean('successorUnknown'),
    review: t.relation('review', { nullable: true, description: 'The review that led to it.' }),
  }),
});

const PolicyTaskStatusChangeConnection = builder.connectionObject(
  { type: PolicyTaskStatusChange, name: 'PolicyTaskStatusChangeConnection' },
  { name: 'PolicyTaskStatusChangeEdge' },
);

export const PolicyTask = builder.prismaNode('PolicyTask', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record],
  authScopes: mayRead,
  extensions: readAsRows(),
  fields: (t) => ({
    number: t.exposeInt('number'),
    title: t.exposeString('title', { description: 'What is to be done.' }),
    titleIsPlaceholder: t.exposeBoolean('titleIsPlaceholder'),
    origin: t.expose('origin', { type: PolicyTaskOrigin, description: 'Where the task came from.' }),
    audience: t.exposeString('audience', { nullable: true }),
    startYear: t.exposeInt('startYear', { nullable: true, description: 'The year in which it was or is taken up.' }),
    body: t.relation('body', { nullable: true, description: 'The committee that agreed or proposed it.' }),
    division: t.relation('division', { nullable: true, description: 'The division of the committee that it belongs to.' }),
    leadDepartment: t.relation('leadDepartment', { nullable: true, description: 'The department that leads it.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last revised.' }),
    version: t.exposeInt('version', { description: 'What a revision or a step is based on.' }),
    status: t.field({
      type: PolicyTaskStatusChange,
      nullable: true,
      description: 'The last step of its history on or before the day: where it stands. Null before it existed.',
      args: { asOf: t.arg({ type: 'Date', description: 'The day; the last step recorded when left out.' }) },
      resolve: ({ id }, { asOf }, context) => statuses(context, asOf).load(id),
    }),
    statusHistory: t.connection(
      {
        type: PolicyTaskStatusChange,
        description: 'Its steps, latest first.',
        complexity: pageCost,
        resolve: ({ id }, args, context) =>
          connectionBelow(context, {
            field: 'PolicyTask.statusHistory',
            parentId: id,
            list: statusChangesOfPolicyTask(context.actor),
            args,
          }),
      },
      PolicyTaskStatusChangeConnection,
    ),
  }),
});

/** A page of policy tasks. */
export const PolicyTaskConnection = builder.connectionObject(
  { type: PolicyTask, name: 'PolicyTaskConnection' },
  { name: 'PolicyTaskEdge' },
);

const statuses = (context: GraphQLContext, asOf: string | null | undefined) =>
  loaderFor(context, `PolicyTask.status ${asOf ?? ''}`, (ids) => context.pcrm.statusesAsOf({ ids: [...ids], asOf }));

export const LineageEdge = builder.objectRef<Lineage['edges'][number]>('LineageEdge').implement({
  description: 'A task took over another.',
  authScopes: mayRead,
  fields: (t) => ({
    predecessorId: t.globalID({
      description: 'The task that was taken over; one of the nodes.',
      resolve: ({ predecessorId }) => ({ type: PolicyTask, id: predecessorId }),
    }),
    successorId: t.globalID({
      description: 'The task that took it over; one of the nodes.',
      resolve: ({ successorId }) => ({ type: PolicyTask, id: successorId }),
    }),
    kind: t.expose('kind', { type: SuccessionKind, description: 'How it was taken over.' }),
    on: t.field({
      type: 'PartialDate',
      description: 'When it was taken over.',
      ...knownPartialDateOf('on'),
    }),
    reason: t.exposeString('reason', { description: 'Why it was taken over.' }),
    holds: t.exposeBoolean('holds', { description: 'False where the predecessor has taken a later step since, such as being reopened.' }),
  }),
});

const LineageType = builder.objectRef<Lineage>('Lineage').implement({
  description: 'Every task that is connected with one by taking over or being taken over. It has no circle.',
  authScopes: mayRead,
  fields: (t) => ({
    nodes: t.field({ type: [PolicyTask], description: 'The tasks, by origin and number.', resolve: ({ nodes }) => [...nodes] }),
    edges: t.field({ type: [LineageEdge], description: 'Who took over whom.', resolve: ({ edges }) => [...edges] }),
  }),
});

builder.prismaObjectFields(PolicyTask, (t) => ({
  lineage: t.field({
    type: LineageType,
    description: 'The task among those that it took over and that took it over, directly or through others.',
    complexity: 50,
    resolve: ({ id }, _args, context) =>
      loaderFor(context, 'PolicyTask.lineage', (ids) => context.pcrm.lineageOfEach({ ids: [...ids] })).load(id),
  }),
  currentSuccessors: t.field({
    type: [PolicyTask],
    description: 'Where the task lives on: the ends of the chains of those that took it over; itself when nobody did.',
    args: { asOf: t.arg({ type: 'Date', description: 'As of this day; the last steps recorded when left out.' }) },
    resolve: ({ id }, { asOf }, context) =>
      loaderFor(context, `PolicyTask.currentSuccessors ${asOf ?? ''}`, (ids) =>
        context.pcrm.currentSuccessorsOfEach({ ids: [...ids], asOf }),
      ).load(id),
  }),
}));

builder.prismaObjectField(Assessment, 'policyTask', (t) =>
  t.relation('policyTask', { nullable: true, description: 'The task for which it was judged; null when in general.' }),
);

/** Which policy tasks a list has. */
export const PolicyTaskFilter = builder.inputType('PolicyTaskFilter', {
  description: 'Which policy tasks a list has, and as of which day. Everything that is given must hold.',
  fields: (t) => ({
    origin: t.field({ type: PolicyTaskOrigin, description: 'Only of this origin.' }),
    statuses: t.field({ type: [PolicyTaskStatus], description: 'Stands at one of them, as of the day.' }),
    divisionId: t.globalID({ for: [Division], description: 'Only of this division.' }),
    bodyId: t.globalID({ for: [Body], description: 'Only of this committee.' }),
    leadDepartmentId: t.globalID({ for: [Department], description: 'Only those that this department leads.' }),
    startYear: t.int({ description: 'Only those taken up in this year.' }),
    asOf: t.field({ type: 'Date', description: 'Tasks that do not exist yet on the day are left out. Left out: the last steps recorded.' }),
  }),
});

const TotalsRow = builder.objectRef<PolicyTaskTotal>('PolicyTaskTotal').implement({
  description: 'How many tasks of an origin stand at a status in a division.',
  authScopes: mayRead,
  fields: (t) => ({
    origin: t.expose('origin', { type: PolicyTaskOrigin, description: 'Where the tasks came from.' }),
    status: t.expose('status', { type: PolicyTaskStatus, description: 'Where they stand.' }),
    division: t.field({
      type: Division,
      nullable: true,
      description: 'Their division; null for tasks without one.',
      ...maybeNamedBy('Division', 'divisionId'),
    }),
    count: t.exposeInt('count', { description: 'How many there are.' }),
  }),
});

builder.queryFields((t) => ({
  policyTasks: t.connection(
    {
      type: PolicyTask,
      description: 'Policy tasks, by origin and number.',
      authScopes: mayRead,
      args: { filter: t.arg({ type: PolicyTaskFilter, description: 'Which of them.' }) },
      complexity: pageCost,
      resolve: (_root, { filter, ...page }, context) => connectionOf(context, policyTaskList(context, plainIds(filter) ?? {}), page),
    },
    PolicyTaskConnection,
  ),
  policyTaskTotals: t.field({
    type: [TotalsRow],
    description:
      'The portfolio as of a day, counted from the history: how many tasks of which origin stand at which status in which division.',
    authScopes: mayRead,
    args: {
      asOf: t.arg({ type: 'Date', required: true, description: 'The day.' }),
      bodyId: t.arg.globalID({ for: [Body], description: 'Only tasks of this committee.' }),
    },
    complexity: 100,
    resolve: (_root, { asOf, bodyId }, { pcrm }) => pcrm.policyTaskTotals({ asOf, bodyId: bodyId?.id }),
  }),
}));

builder.prismaObjectField(Body, 'policyTasks', (t) =>
  t.connection(
    {
      type: PolicyTask,
      description: 'The tasks that it agreed or proposed, by origin and number.',
      args: { asOf: t.arg({ type: 'Date', description: 'Tasks that do not exist yet on the day are left out.' }) },
      complexity: pageCost,
      resolve: ({ id }, { asOf, ...args }, context) =>
        connectionBelow(context, {
          field: `Body.policyTasks ${asOf ?? ''}`,
          parentId: id,
          list: policyTasksOfBody(context, { asOf }),
          args,
        }),
    },
    PolicyTaskConnection,
  ),
);

builder.prismaObjectField(Division, 'policyTasks', (t) =>
  t.connection(
    {
      type: PolicyTask,
      description: 'The tasks of the division, by origin and number.',
      args: { asOf: t.arg({ type: 'Date', description: 'Tasks that do not exist yet on the day are left out.' }) },
      complexity: pageCost,
      resolve: ({ id }, { asOf, ...args }, context) =>
        connectionBelow(context, {
          field: `Division.policyTasks ${asOf ?? ''}`,
          parentId: id,
          list: policyTasksOfDivision(context, { asOf }),
          args,
        }),
    },
    PolicyTaskConnection,
  ),
);
