import {
  appointmentList,
  appointmentsOfStakeholder,
  unloggedAppointmentList,
  visibleAppointments,
  type ActorRecord,
  type Appointment as AppointmentRow,
  type Stakeholder as StakeholderRow,
} from '@pcrm/core';
import { Actor, Department } from './access.js';
import { builder } from './builder.js';
import { inOrderOf } from './by-id.js';
import { connectionBelow, connectionOf, loaderFor, pageCost } from './connection.js';
import type { GraphQLContext } from './context.js';
import { Confidentiality, Engagement, EngagementChannel, readableEngagementNamedBy } from './engagements.js';
import { enumOf } from './enums.js';
import { plainIds } from './input.js';
import { Record } from './record.js';
import { Stakeholder } from './stakeholders.js';

const AppointmentStatus = enumOf('AppointmentStatus');
const mayRead = { can: 'engagements:read' } as const;

export const Appointment = builder.prismaNode('Appointment', {
  id: { field: 'id' },
  findUnique: (id, { actor }) => ({ id, AND: visibleAppointments(actor) }),
  nullable: true,
  interfaces: [Record],
  authScopes: mayRead,
  fields: (t) => ({
    startsAt: t.expose('startsAt', { type: 'DateTime' }),
    endsAt: t.expose('endsAt', { type: 'DateTime', nullable: true }),
    channel: t.expose('channel', { type: EngagementChannel, description: 'How the contact is to be made.' }),
    subject: t.exposeString('subject', { description: 'What it is about.' }),
    place: t.exposeString('place', { nullable: true, description: 'Where it is to take place.' }),
    confidentiality: t.expose('confidentiality', { type: Confidentiality, description: 'Who may read it.' }),
    status: t.expose('status', { type: AppointmentStatus, description: 'Planned, held or cancelled.' }),
    cancelReason: t.exposeString('cancelReason', { nullable: true, description: 'Why it was cancelled; null unless it was.' }),
    stakeholders: t.field({
      type: [Stakeholder],
      description: 'The stakeholders with whom it is, by name.',
      resolve: ({ id }, _args, context) => stakeholders(context).load(id),
    }),
    staff: t.field({
      type: [Actor],
      description: 'The members of staff who are to take part, by name.',
      resolve: ({ id }, _args, context) => staffOfAppointment(context, id),
    }),
    engagement: t.field({
      type: Engagement,
      nullable: true,
      description: 'What came of it; null unless it was held and the caller may read it.',
      ...readableEngagementNamedBy('engagementId'),
    }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last revised.' }),
    version: t.exposeInt('version', { description: 'What a revision is based on.' }),
  }),
});

const stakeholders = (context: GraphQLContext) =>
  loaderFor<StakeholderRow[]>(context, 'Appointment.stakeholders', (ids) => context.pcrm.stakeholdersOfAppointments(ids));

/** The members of staff who are to take part in an appointment. */
export function staffOfAppointment(context: GraphQLContext, id: string): Promise<ActorRecord[]> {
  return loaderFor<ActorRecord[]>(context, 'Appointment.staff', (ids) => context.pcrm.staffOfAppointments(ids)).load(id);
}

builder.prismaObjectFields(Engagement, (t) => ({
  appointment: t.field({
    type: Appointment,
    nullable: true,
    description: 'The appointment that it came of; null when there was none or the caller may not read it.',
    resolve: ({ id }, _args, context) => appointmentOf(context).load(id),
  }),
}));

const appointmentOf = (context: GraphQLContext) =>
  loaderFor<AppointmentRow | undefined>(context, 'Engagement.appointment', async (ids) => {
    const where = { engagementId: { in: [...ids] }, AND: visibleAppointments(context.actor) };
    const found = await context.db.appointment.findMany({ where });
    const byEngagement = found.map((appointment) => ({ id: appointment.engagementId ?? '', appointment }));
    return inOrderOf(ids, byEngagement).map((entry) => entry?.appointment);
  });

const AppointmentConnection = builder.connectionObject({ type: Appointment, name: 'AppointmentConnection' }, { name: 'AppointmentEdge' });

const AppointmentFilter = builder.inputType('AppointmentFilter', {
  description: 'Which appointments a list has. Everything that is given must hold.',
  fields: (t) => ({
    status: t.field({ type: AppointmentStatus, description: 'Only those that stand so.' }),
    channels: t.field({ type: [EngagementChannel], description: 'Through one of them.' }),
    from: t.field({ type: 'DateTime', description: 'Starts at this instant or later.' }),
    until: t.field({ type: 'DateTime', description: 'Starts before this instant.' }),
    staffId: t.globalID({ for: [Actor], description: 'This member of staff is to take part.' }),
    enteredForId: t.globalID({ for: [Department], description: 'Entered for this department.' }),
  }),
});

const UnloggedAppointmentFilter = builder.inputType('UnloggedAppointmentFilter', {
  description: 'Whose appointments a list has. Everything that is given must hold.',
  fields: (t) => ({
    staffId: t.globalID({ for: [Actor], description: 'This member of staff was to take part.' }),
    enteredForId: t.globalID({ for: [Department], description: 'Entered for this department.' }),
  }),
});

builder.queryFields((t) => ({
  appointments: t.connection(
    {
      type: Appointment,
      description: 'The appointments that the caller may read, the earliest first.',
      authScopes: mayRead,
      args: { filter: t.arg({ type: AppointmentFilter, description: 'Which of them.' }) },
      complexity: pageCost,
      resolve: (_root, { filter, ...page }, context) => connectionOf(context, appointmentList(context.actor, plainIds(filter) ?? {}), page),
    },
    AppointmentConnection,
  ),
  unloggedAppointments: t.connection(
    {
      type: Appointment,
      description:
        'Appointments that are over (or began, where no end is set) and neither held nor cancelled: somebody is to log them. The earliest first.',
      authScopes: mayRead,
      args: { filter: t.arg({ type: UnloggedAppointmentFilter, description: 'Whose.' }) },
      complexity: pageCost,
      resolve: (_root, { filter, ...page }, context) =>
        connectionOf(context, unloggedAppointmentList(context, plainIds(filter) ?? {}), page),
    },
    AppointmentConnection,
  ),
}));

builder.prismaInterfaceField(Stakeholder, 'appointments', (t) =>
  t.connection(
    {
      type: Appointment,
      description: 'The appointments with them that the caller may read, the earliest first.',
      args: { filter: t.arg({ type: AppointmentFilter, description: 'Which of them.' }) },
      complexity: pageCost,
      resolve: ({ id }, args, context) => {
        const list = appointmentsOfStakeholder(context.actor, plainIds(args.filter) ?? {});
        return connectionBelow(context, { field: 'Stakeholder.appointments', parentId: id, list, args });
      },
    },
    AppointmentConnection,
  ),
);
