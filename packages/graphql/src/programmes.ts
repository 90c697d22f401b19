import { officeDay, programmeList, programmeStatus, type PolicyTask as PolicyTaskRow } from '@pcrm/core';
import { Department } from './access.js';
import { builder } from './builder.js';
import { maybeNamedBy } from './by-id.js';
import { connectionOf, loaderFor, pageCost } from './connection.js';
import type { GraphQLContext } from './context.js';
import { enumOf } from './enums.js';
import { plainIds } from './input.js';
import { asOfArg } from './input-fields.js';
import { HasPeriod, maybeDayOf } from './period.js';
import { PolicyTask } from './policy-tasks.js';
import { Record } from './record.js';

export const ProgrammeKind = enumOf('ProgrammeKind');
const mayRead = { can: 'programmes:read' } as const;

const ProgrammeStatus = builder.enumType('ProgrammeStatus', {
  description: 'Where a programme stands on a day. Its dates say it.',
  values: {
    PLANNED: { description: '예정: it begins later.' },
    RUNNING: { description: '운영 중: it has begun, or its beginning is not known.' },
    ENDED: { description: '종료: its period is over.' },
    CANCELLED: { description: '취소' },
  } as const,
});

export const Programme = builder.prismaNode('Programme', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record, HasPeriod],
  authScopes: mayRead,
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What it is called.' }),
    kind: t.expose('kind', { type: ProgrammeKind, description: 'What kind of programme it is.' }),
    field: t.exposeString('field', { nullable: true }),
    number: t.exposeInt('number', { nullable: true }),
    description: t.exposeString('description', { nullable: true, description: 'What it is about.' }),
    audience: t.exposeString('audience', { nullable: true }),
    leadDepartment: t.field({
      type: Department,
      nullable: true,
      description: 'The department that answers for it.',
      ...maybeNamedBy('Department', 'leadDepartmentId'),
    }),
    status: t.field({
      type: ProgrammeStatus,
      description: 'Where it stands on a day.',
      args: asOfArg(t.arg),
      resolve: (programme, { asOf }, { now }) => programmeStatus(programme, asOf == null ? officeDay(now()) : new Date(asOf)),
    }),
    cancelledOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'The day on which it was cancelled; null unless it was.',
      ...maybeDayOf('cancelledOn'),
    }),
    policyTasks: t.field({
      type: [PolicyTask],
      description: 'The policy tasks that it serves, by origin and number.',
      resolve: ({ id }, _args, context) => policyTasks(context).load(id),
    }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last revised.' }),
    version: t.exposeInt('version', { description: 'What a revision is based on.' }),
  }),
});

const policyTasks = (context: GraphQLContext) =>
  loaderFor<PolicyTaskRow[]>(context, 'Programme.policyTasks', (ids) => context.pcrm.policyTasksOfProgrammes(ids));

const ProgrammeConnection = builder.connectionObject({ type: Programme, name: 'ProgrammeConnection' }, { name: 'ProgrammeEdge' });

const ProgrammeFilter = builder.inputType('ProgrammeFilter', {
  description: 'Which programmes a list has. Everything that is given must hold.',
  fields: (t) => ({
    kinds: t.field({ type: [ProgrammeKind], description: 'Of one of these kinds.' }),
    field: t.string({ description: 'Of this field of work, in the words of the source.' }),
    leadDepartmentId: t.globalID({ for: [Department], description: 'Only those that this department answers for.' }),
    policyTaskId: t.globalID({ for: [PolicyTask], description: 'Only those that serve this policy task.' }),
    year: t.int({ description: 'Only those of which the period shares a day with this year.' }),
    status: t.field({ type: ProgrammeStatus, description: 'Only those that stand so on the day of `asOf`.' }),
    asOf: t.field({ type: 'Date', description: 'The day of the status; today in Korea when left out.' }),
    nameContains: t.string({ description: 'Part of the name, in small or capital letters.' }),
  }),
});

const ProgrammeOrder = builder.enumType('ProgrammeOrder', {
  description: 'What programmes can be ordered by.',
  values: {
    NAME: { description: 'By name.' },
    NEWEST: { description: 'By the day on which they begin, the newest first. Those of which it is not known count as the oldest.' },
  } as const,
});

builder.queryFields((t) => ({
  programmes: t.connection(
    {
      type: Programme,
      description: '소통 프로그램: what the city does again and again to talk with citizens.',
      authScopes: mayRead,
      args: {
        filter: t.arg({ type: ProgrammeFilter, description: 'Which of them.' }),
        orderBy: t.arg({ type: ProgrammeOrder, defaultValue: 'NAME', description: 'In which order.' }),
      },
      complexity: pageCost,
      resolve: (_root, { filter, orderBy, ...page }, context) =>
        connectionOf(context, programmeList(context, plainIds(filter) ?? {}, orderBy ?? 'NAME'), page),
    },
    ProgrammeConnection,
  ),
}));
