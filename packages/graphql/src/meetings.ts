import {
  meetingList,
  meetingsOfBody,
  type AgendaItem as AgendaItemRow,
  type Attendance as AttendanceRow,
  type MeetingCounts,
} from '@pcrm/core';
import { Body } from './bodies.js';
import { builder } from './builder.js';
import { maybeNamedBy, namedBy } from './by-id.js';
import { readAsRows } from './compiled/rules.js';
import { connectionBelow, connectionOf, loaderFor, pageCost } from './connection.js';
import type { GraphQLContext } from './context.js';
import { enumOf } from './enums.js';
import { plainIds } from './input.js';
import { periodFields } from './input-fields.js';
import { partialDateOf } from './period.js';
import { PolicyTask } from './policy-tasks.js';
import { Record } from './record.js';
import { Stakeholder } from './stakeholders.js';

export const MeetingKind = enumOf('MeetingKind');
const MeetingStatus = enumOf('MeetingStatus');
export const AgendaDecision = enumOf('AgendaDecision');
export const AttendanceStatus = enumOf('AttendanceStatus');
const mayRead = { can: 'meetings:read' } as const;

export const AgendaItem = builder.prismaNode('AgendaItem', {
  id: { field: 'id' },
  nullable: true,
  authScopes: mayRead,
  extensions: readAsRows(),
  fields: (t) => ({
    position: t.exposeInt('position'),
    title: t.exposeString('title', { description: 'What it is about.' }),
    proposer: t.field({
      type: Stakeholder,
      nullable: true,
      description: 'Who proposed it.',
      ...maybeNamedBy('Stakeholder', 'proposerId'),
    }),
    policyTask: t.field({
      type: PolicyTask,
      nullable: true,
      description: 'The policy task that it is about.',
      ...maybeNamedBy('PolicyTask', 'policyTaskId'),
    }),
    decision: t.expose('decision', { type: AgendaDecision, nullable: true }),
    decisionText: t.exposeString('decisionText', { nullable: true }),
  }),
});

const Attendance = builder.prismaNode('Attendance', {
  id: { field: 'id' },
  nullable: true,
  authScopes: mayRead,
  extensions: readAsRows(),
  fields: (t) => ({
    stakeholder: t.field({
      type: Stakeholder,
      description: 'Who was to come.',
      ...namedBy('Stakeholder', 'stakeholderId'),
    }),
    status: t.expose('status', { type: AttendanceStatus, description: 'Whether they came.' }),
    proxy: t.field({
      type: Stakeholder,
      nullable: true,
      description: 'Who came in their place; only of those represented.',
      ...maybeNamedBy('Stakeholder', 'proxyId'),
    }),
  }),
});

export const Meeting = builder.prismaNode('Meeting', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record],
  authScopes: mayRead,
  extensions: readAsRows(),
  fields: (t) => ({
    body: t.field({
      type: Body,
      description: 'The body that meets.',
      ...namedBy('Body', 'bodyId'),
    }),
    ordinal: t.exposeInt('ordinal', { nullable: true }),
    kind: t.expose('kind', { type: MeetingKind, description: 'Regular or extraordinary.' }),
    status: t.expose('status', { type: MeetingStatus, description: 'Planned, held or cancelled.' }),
    title: t.exposeString('title', { nullable: true, description: 'What it is called, beside its number.' }),
    host: t.field({
      type: Stakeholder,
      nullable: true,
      description: 'Who hosts it.',
      ...maybeNamedBy('Stakeholder', 'hostId'),
    }),
    place: t.exposeString('place', { nullable: true, description: 'Where it meets.' }),
    planned: t.field({
      type: 'PartialDate',
      nullable: true,
      description: 'The date for which it was planned; null when none was set.',
      ...partialDateOf('planned'),
    }),
    held: t.field({
      type: 'PartialDate',
      nullable: true,
      description: 'The date on which it was held; null unless it was.',
      ...partialDateOf('held'),
    }),
    summary: t.exposeString('summary', { nullable: true }),
    agenda: t.field({
      type: [AgendaItem],
      description: 'The points on its agenda, in order.',
      resolve: ({ id }, _args, context) => agendas(context).load(id),
    }),
    attendances: t.field({
      type: [Attendance],
      description: 'Who came, who was represented and who did not come.',
      resolve: ({ id }, _args, context) => attendances(context).load(id),
    }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last revised.' }),
    version: t.exposeInt('version', { description: 'What a revision is based on.' }),
  }),
});

const agendas = (context: GraphQLContext) =>
  loaderFor<AgendaItemRow[]>(context, 'Meeting.agenda', (ids) => context.pcrm.agendasOfMeetings(ids));

const attendances = (context: GraphQLContext) =>
  loaderFor<AttendanceRow[]>(context, 'Meeting.attendances', (ids) => context.pcrm.attendancesOfMeetings(ids));

const MeetingConnection = builder.connectionObject({ type: Meeting, name: 'MeetingConnection' }, { name: 'MeetingEdge' });

const MeetingPeriod = builder.inputType('MeetingPeriod', {
  description: 'A period, half-open: all that is known of a date, which may be a month or a year, lies in it.',
  fields: periodFields,
});

const MeetingFilter = builder.inputType('MeetingFilter', {
  description: 'Which meetings a list has. Everything that is given must hold.',
  fields: (t) => ({
    bodyId: t.globalID({ for: [Body], description: 'Only of this body.' }),
    kind: t.field({ type: MeetingKind, description: 'Only regular, or only extraordinary ones.' }),
    status: t.field({ type: MeetingStatus, description: 'Only planned, held or cancelled ones.' }),
    heldIn: t.field({ type: MeetingPeriod, description: 'Held within this period.' }),
    plannedIn: t.field({ type: MeetingPeriod, description: 'Planned for a date within this period.' }),
  }),
});

const MeetingOrder = builder.enumType('MeetingOrder', {
  description: 'What meetings can be ordered by: the date held, or else the date planned. Those without either count as the newest.',
  values: { NEWEST: { description: 'The newest first.' }, OLDEST: { description: 'The oldest first.' } } as const,
});

const MeetingCount = builder.objectRef<MeetingCounts>('MeetingCount').implement({
  description: 'How many meetings of each kind a body has in a year.',
  authScopes: mayRead,
  fields: (t) => ({
    body: t.field({
      type: Body,
      description: 'The body.',
      ...namedBy('Body', 'bodyId'),
    }),
    regular: t.exposeInt('regular', { description: 'How many regular ones.' }),
    extraordinary: t.exposeInt('extraordinary', { description: 'How many extraordinary ones.' }),
  }),
});

builder.queryFields((t) => ({
  meetings: t.connection(
    {
      type: Meeting,
      description: 'Meetings of bodies.',
      authScopes: mayRead,
      args: {
        filter: t.arg({ type: MeetingFilter, description: 'Which of them.' }),
        orderBy: t.arg({ type: MeetingOrder, defaultValue: 'NEWEST', description: 'In which order.' }),
      },
      complexity: pageCost,
      resolve: (_root, { filter, orderBy, ...page }, context) =>
        connectionOf(context, meetingList(context.actor, plainIds(filter) ?? {}, orderBy ?? 'NEWEST'), page),
    },
    MeetingConnection,
  ),
  meetingsHeld: t.field({
    type: [MeetingCount],
    description: 'How many meetings each body held in a calendar year. A body that held none is there with zero.',
    authScopes: mayRead,
    args: {
      year: t.arg.int({ required: true, description: 'The calendar year.' }),
      bodyIds: t.arg.globalIDList({ for: [Body], description: 'Only of these bodies.' }),
    },
    complexity: 50,
    resolve: (_root, { year, bodyIds }, { pcrm }) => pcrm.meetingsHeld({ year, bodyIds: plainIds(bodyIds) }),
  }),
  meetingsPlanned: t.field({
    type: [MeetingCount],
    description:
      'How many meetings, neither held nor cancelled, each body plans for a calendar year. A body without any is there with zero.',
    authScopes: mayRead,
    args: {
      year: t.arg.int({ required: true, description: 'The calendar year.' }),
      bodyIds: t.arg.globalIDList({ for: [Body], description: 'Only of these bodies.' }),
    },
    complexity: 50,
    resolve: (_root, { year, bodyIds }, { pcrm }) => pcrm.meetingsPlanned({ year, bodyIds: plainIds(bodyIds) }),
  }),
}));

builder.prismaObjectField(Body, 'meetings', (t) =>
  t.connection(
    {
      type: Meeting,
      description: 'Its meetings.',
      args: {
        filter: t.arg({ type: MeetingFilter, description: 'Which of them.' }),
        orderBy: t.arg({ type: MeetingOrder, defaultValue: 'NEWEST', description: 'In which order.' }),
      },
      complexity: pageCost,
      resolve: ({ id }, args, context) => {
        const list = meetingsOfBody(context.actor, plainIds(args.filter) ?? {}, args.orderBy ?? 'NEWEST');
        return connectionBelow(context, { field: 'Body.meetings', parentId: id, list, args });
      },
    },
    MeetingConnection,
  ),
);
