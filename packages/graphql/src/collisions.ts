import type { ActorRecord, Collision } from '@pcrm/core';
import { Actor, Department } from './access.js';
import { Appointment, staffOfAppointment } from './appointments.js';
import { builder } from './builder.js';
import { byId } from './by-id.js';
import { loaderFor } from './connection.js';
import { Engagement, EngagementChannel, staffWhoTookPart } from './engagements.js';
import { plainIds } from './input.js';
import type { Args } from './input-fields.js';
import { Meeting } from './meetings.js';
import { dayOf } from './period.js';
import { Organization, Person, Stakeholder } from './stakeholders.js';

const mayRead = { can: 'engagements:read' } as const;

const CollisionKind = builder.enumType('CollisionKind', {
  description: 'What another department did, or is going to do.',
  values: {
    ENGAGEMENT: { description: 'An engagement that took place.' },
    APPOINTMENT: { description: 'A planned appointment.' },
    MEETING: { description: 'A meeting in which they sit, or were, and our city takes part.' },
  } as const,
});

export const CollisionType = builder.objectRef<Collision>('Collision').implement({
  description: 'A contact of another department with the same stakeholder, near a day. What the caller may not read is left out.',
  authScopes: mayRead,
  fields: (t) => ({
    kind: t.expose('kind', { type: CollisionKind, description: 'What it is.' }),
    day: t.field({ type: 'Date', description: 'The day of the contact.', ...dayOf('day') }),
    daysApart: t.exposeInt('daysApart', { description: 'How many days after the day that was asked about; negative before it.' }),
    department: t.field({
      type: Department,
      nullable: true,
      description: 'The department whose contact it is; null when it was entered for none.',
      resolve: ({ record: { enteredForId } }, _args, context) =>
        enteredForId === null ? null : byId(context, 'Department').load(enteredForId),
    }),
    staff: t.field({
      type: [Actor],
      description: 'The members of staff who took part, or are to, by name; nobody of a meeting.',
      complexity: { field: 1, multiplier: 2 },
      resolve: ({ kind, record }, _args, context): Promise<ActorRecord[]> | ActorRecord[] => {
        if (kind === 'MEETING') return [];
        return kind === 'ENGAGEMENT' ? staffWhoTookPart(context, record.id) : staffOfAppointment(context, record.id);
      },
    }),
    channel: t.field({
      type: EngagementChannel,
      nullable: true,
      description: 'How the contact was made, or is to be; null of a meeting.',
      resolve: ({ kind, record }) => (kind === 'MEETING' ? null : record.channel),
    }),
    subject: t.string({
      nullable: true,
      description: 'What it is about; of a meeting its title.',
      resolve: ({ kind, record }) => (kind === 'MEETING' ? record.title : record.subject),
    }),
    stakeholders: t.field({
      type: [Stakeholder],
      description: 'Those asked about who took part, or are to. None when it is only through a membership.',
      complexity: { field: 1, multiplier: 2 },
      resolve: ({ stakeholderIds }, _args, context) => Promise.all(stakeholderIds.map((id) => byId(context, 'Stakeholder').load(id))),
    }),
    through: t.field({
      type: [Stakeholder],
      description: 'Weaker: organizations of those asked about, or persons of the organizations asked about, who took part or are to.',
      complexity: { field: 1, multiplier: 2 },
      resolve: ({ throughIds }, _args, context) => Promise.all(throughIds.map((id) => byId(context, 'Stakeholder').load(id))),
    }),
  }),
});

builder.objectFields(CollisionType, (t) => ({
  engagement: t.field({
    type: Engagement,
    nullable: true,
    description: 'The engagement; null when it is none.',
    resolve: ({ kind, record }) => (kind === 'ENGAGEMENT' ? record : null),
  }),
  appointment: t.field({
    type: Appointment,
    nullable: true,
    description: 'The appointment; null when it is none.',
    resolve: ({ kind, record }) => (kind === 'APPOINTMENT' ? record : null),
  }),
  meeting: t.field({
    type: Meeting,
    nullable: true,
    description: 'The meeting; null when it is none.',
    resolve: ({ kind, record }) => (kind === 'MEETING' ? record : null),
  }),
}));

/** What collisions cost: as many as there usually are, where there may be 50. */
const collisionCost = { field: 20, multiplier: 10 };

const nearArgs = (t: Args) => ({
  withinDays: t.int({ description: 'How many days before and after: 0 to 90, 7 when nothing is said.' }),
  throughMemberships: t.boolean({
    description: 'Also contacts with the organizations of those asked about, and with the persons of the organizations asked about.',
  }),
});

builder.queryFields((t) => ({
  collisions: t.field({
    type: [CollisionType],
    description:
      'Whom other departments met, or will meet, of these stakeholders near a day: the nearest first, at most 50. What the caller may not read is left out and leaves no trace.',
    authScopes: mayRead,
    args: {
      stakeholderIds: t.arg.globalIDList({ required: true, for: [Person, Organization], description: 'Of whom.' }),
      at: t.arg({ type: 'DateTime', description: 'The instant of one’s own contact.' }),
      on: t.arg({ type: 'Date', description: 'Its day, where the instant is not known; today when both are left out.' }),
      departmentId: t.arg.globalID({ for: [Department], description: 'One’s own department; the caller’s when left out.' }),
      ...nearArgs(t.arg),
    },
    complexity: collisionCost,
    resolve: (_root, { at, on, ...args }, { pcrm }) => pcrm.collisions({ ...plainIds(args), at: at ?? on }),
  }),
}));

builder.prismaObjectFields(Appointment, (t) => ({
  collisions: t.field({
    type: [CollisionType],
    description: 'Whom other departments met, or will meet, of its stakeholders near its day: the nearest first, at most 50.',
    args: nearArgs(t.arg),
    complexity: collisionCost,
    resolve: ({ id }, args, context) =>
      loaderFor(context, `Appointment.collisions ${JSON.stringify(args)}`, (ids) =>
        context.pcrm.collisionsOfAppointments({ ids: [...ids], ...args }),
      ).load(id),
  }),
}));

builder.prismaObjectFields(Engagement, (t) => ({
  collisions: t.field({
    type: [CollisionType],
    description: 'Whom other departments met, or will meet, of its stakeholders near its day: the nearest first, at most 50.',
    args: nearArgs(t.arg),
    complexity: collisionCost,
    resolve: ({ id }, args, context) =>
      loaderFor(context, `Engagement.collisions ${JSON.stringify(args)}`, (ids) =>
        context.pcrm.collisionsOfEngagements({ ids: [...ids], ...args }),
      ).load(id),
  }),
}));
