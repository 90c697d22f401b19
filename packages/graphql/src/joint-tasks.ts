import {
  jointTaskList,
  jointTasksOfAgendaItem,
  jointTasksOfBody,
  jointTasksOfPartner,
  jointTasksOfPolicyTask,
  type JointTaskPartner,
} from '@pcrm/core';
import { Body } from './bodies.js';
import { builder } from './builder.js';
import { maybeNamedBy, namedBy } from './by-id.js';
import { connectionBelow, connectionOf, loaderFor, pageCost } from './connection.js';
import { enumOf } from './enums.js';
import { plainIds } from './input.js';
import { asOfArg } from './input-fields.js';
import { AgendaItem, Meeting } from './meetings.js';
import { HasPeriod } from './period.js';
import { PolicyTask } from './policy-tasks.js';
import { Record } from './record.js';
import { Organization, Stakeholder } from './stakeholders.js';

export const JointTaskRole = enumOf('JointTaskRole');
const mayRead = { can: 'proposals:read' } as const;

const PartnerType = builder.objectRef<JointTaskPartner>('JointTaskPartner').implement({
  description: 'An organization that takes part in a joint task beside the city.',
  authScopes: mayRead,
  fields: (t) => ({
    partner: t.field({
      type: Stakeholder,
      description: 'The organization.',
      ...namedBy('Stakeholder', 'partnerId'),
    }),
    role: t.expose('role', { type: JointTaskRole, description: 'How it takes part.' }),
    part: t.exposeString('part', { nullable: true, description: 'What it does in the task.' }),
  }),
});

export const JointTask = builder.prismaNode('JointTask', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record, HasPeriod],
  authScopes: mayRead,
  fields: (t) => ({
    policyTask: t.field({
      type: PolicyTask,
      description: 'The policy task that is taken on together.',
      ...namedBy('PolicyTask', 'policyTaskId'),
    }),
    body: t.field({
      type: Body,
      nullable: true,
      description: 'The body in which it was taken on.',
      ...maybeNamedBy('Body', 'bodyId'),
    }),
    meeting: t.field({
      type: Meeting,
      nullable: true,
      description: 'The meeting that took it on.',
      ...maybeNamedBy('Meeting', 'meetingId'),
    }),
    agendaItem: t.field({
      type: AgendaItem,
      nullable: true,
      description: 'The point on the agenda of that meeting.',
      ...maybeNamedBy('AgendaItem', 'agendaItemId'),
    }),
    cityPart: t.exposeString('cityPart', { nullable: true }),
    endReason: t.exposeString('endReason', { nullable: true, description: 'Why it ended; null while it goes on.' }),
    partners: t.field({
      type: [PartnerType],
      description: 'The organizations that take part beside the city, those who lead first.',
      resolve: ({ id }, _args, context) =>
        loaderFor(context, 'JointTask.partners', (ids) => context.pcrm.partnersOfJointTasks({ ids: [...ids] })).load(id),
    }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last revised.' }),
    version: t.exposeInt('version', { description: 'What a revision is based on.' }),
  }),
});

const JointTaskConnection = builder.connectionObject({ type: JointTask, name: 'JointTaskConnection' }, { name: 'JointTaskEdge' });

const JointTaskFilter = builder.inputType('JointTaskFilter', {
  description: 'Which joint tasks a list has, of those that are pursued on a day. Everything that is given must hold.',
  fields: (t) => ({
    bodyId: t.globalID({ for: [Body], description: 'Only those that this body took on.' }),
    partnerId: t.globalID({ for: [Organization], description: 'Only those in which this organization takes part.' }),
    policyTaskId: t.globalID({ for: [PolicyTask], description: 'Only of this policy task.' }),
    asOf: t.field({ type: 'Date', description: 'Pursued on this day; today in Korea when left out.' }),
  }),
});

builder.queryField('jointTasks', (t) =>
  t.connection(
    {
      type: JointTask,
      description: 'The joint tasks that are pursued on a day, those taken on first first.',
      authScopes: mayRead,
      args: { filter: t.arg({ type: JointTaskFilter, description: 'Which of them.' }) },
      complexity: pageCost,
      resolve: (_root, { filter, ...page }, context) => connectionOf(context, jointTaskList(context, plainIds(filter) ?? {}), page),
    },
    JointTaskConnection,
  ),
);

builder.prismaObjectFields(PolicyTask, (t) => ({
  partners: t.field({
    type: [PartnerType],
    description: 'With whom it is a joint task on the day, those who lead first.',
    args: asOfArg(t.arg),
    resolve: ({ id }, { asOf }, context) =>
      loaderFor(context, `PolicyTask.partners ${asOf ?? ''}`, (ids) => context.pcrm.partnersOfPolicyTasks({ ids: [...ids], asOf })).load(
        id,
      ),
  }),
  jointTasks: t.connection(
    {
      type: JointTask,
      description: 'The joint tasks as which it is pursued on the day.',
      args: asOfArg(t.arg),
      complexity: pageCost,
      resolve: ({ id }, { asOf, ...args }, context) => {
        const list = jointTasksOfPolicyTask(context, { asOf });
        return connectionBelow(context, { field: `PolicyTask.jointTasks ${asOf ?? ''}`, parentId: id, list, args });
      },
    },
    JointTaskConnection,
  ),
}));

builder.prismaObjectField(Organization, 'jointTasks', (t) =>
  t.connection(
    {
      type: JointTask,
      description: 'The joint tasks in which it takes part on the day.',
      args: asOfArg(t.arg),
      complexity: pageCost,
      resolve: ({ id }, { asOf, ...args }, context) => {
        const list = jointTasksOfPartner(context, { asOf });
        return connectionBelow(context, { field: `Organization.jointTasks ${asOf ?? ''}`, parentId: id, list, args });
      },
    },
    JointTaskConnection,
  ),
);

builder.prismaObjectField(Body, 'jointTasks', (t) =>
  t.connection(
    {
      type: JointTask,
      description: 'The joint tasks that it took on and that are pursued on the day.',
      args: asOfArg(t.arg),
      complexity: pageCost,
      resolve: ({ id }, { asOf, ...args }, context) => {
        const list = jointTasksOfBody(context, { asOf });
        return connectionBelow(context, { field: `Body.jointTasks ${asOf ?? ''}`, parentId: id, list, args });
      },
    },
    JointTaskConnection,
  ),
);

builder.prismaObjectField(AgendaItem, 'jointTasks', (t) =>
  t.connection(
    {
      type: JointTask,
      description: 'The joint tasks that were taken on under it and are pursued on the day.',
      args: asOfArg(t.arg),
      complexity: pageCost,
      resolve: ({ id }, { asOf, ...args }, context) => {
        const list = jointTasksOfAgendaItem(context, { asOf });
        return connectionBelow(context, { field: `AgendaItem.jointTasks ${asOf ?? ''}`, parentId: id, list, args });
      },
    },
    JointTaskConnection,
  ),
);
