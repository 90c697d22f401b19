import { sessionList, sessionsOfProgramme, type SessionTurnout } from '@pcrm/core';
import { builder } from './builder.js';
import { namedBy } from './by-id.js';
import { readAsRows } from './compiled/rules.js';
import { listedBelowBy, listedBy, loaderFor, type FilteredBy, type OrderedBy } from './connection.js';
import type { GraphQLContext } from './context.js';
import { enumOf } from './enums.js';
import { plainIds } from './input.js';
import { periodFields } from './input-fields.js';
import { partialDateOf } from './period.js';
import { Programme, ProgrammeKind } from './programmes.js';
import { Record } from './record.js';

const SessionStatus = enumOf('SessionStatus');
const mayRead = { can: 'programmes:read' } as const;

const Turnout = builder.objectRef<SessionTurnout>('SessionTurnout').implement({
  description: 'Who came to a session, by name.',
  authScopes: mayRead,
  fields: (t) => ({
    attended: t.exposeInt('attended', { description: 'How many came, in whatever way.' }),
    walkIns: t.exposeInt('walkIns', { description: 'Of those who came, how many had not registered.' }),
    absent: t.exposeInt('absent', { description: 'How many had a place and did not come.' }),
    unrecorded: t.exposeInt('unrecorded', { description: 'How many have a place, and nobody recorded whether they came.' }),
  }),
});

export const Session = builder.prismaNode('Session', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record],
  authScopes: mayRead,
  extensions: readAsRows(),
  fields: (t) => ({
    programme: t.field({
      type: Programme,
      description: 'The programme that it is a session of.',
      ...namedBy('Programme', 'programmeId'),
    }),
    ordinal: t.exposeInt('ordinal', { nullable: true }),
    title: t.exposeString('title', { nullable: true, description: 'What it is called, beside its number.' }),
    status: t.expose('status', { type: SessionStatus, description: 'Planned, held or cancelled.' }),
    place: t.exposeString('place', { nullable: true, description: 'Where it takes place.' }),
    planned: t.field({
      type: 'PartialDate',
      nullable: true,
      description: 'The date for which it is planned: the day in Korea on which it starts, or as much as is known of it.',
      ...partialDateOf('planned'),
    }),
    startsAt: t.expose('startsAt', { type: 'DateTime', nullable: true, description: 'When it starts; null while no time is set.' }),
    endsAt: t.expose('endsAt', { type: 'DateTime', nullable: true, description: 'When it ends.' }),
    held: t.field({
      type: 'PartialDate',
      nullable: true,
      description: 'The date on which it was held; null unless it was.',
      ...partialDateOf('held'),
    }),
    capacity: t.exposeInt('capacity', { nullable: true }),
    placesTaken: t.exposeInt('placesTaken', { description: 'How many places are taken.' }),
    placesFree: t.int({
      nullable: true,
      description: 'How many places are free; null when there is no limit.',
      resolve: ({ capacity, placesTaken }) => (capacity === null ? null : capacity - placesTaken),
    }),
    waiting: t.exposeInt('waiting', { description: 'How many wait for a place.' }),
    waitingListCapacity: t.exposeInt('waitingListCapacity', { nullable: true }),
    registrationOpensAt: t.expose('registrationOpensAt', {
      type: 'DateTime',
      nullable: true,
      description: 'From when on one may register; null when one may at once.',
    }),
    registrationClosesAt: t.expose('registrationClosesAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Until when one may register; null when until it starts.',
    }),
    headCount: t.exposeInt('headCount', { nullable: true }),
    turnout: t.field({
      type: Turnout,
      description: 'Who came, by name.',
      resolve: ({ id }, _args, context) => turnouts(context).load(id),
    }),
    summary: t.exposeString('summary', { nullable: true }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last revised.' }),
    version: t.exposeInt('version', { description: 'What a revision is based on. Registrations do not raise it.' }),
  }),
});

const turnouts = (context: GraphQLContext) =>
  loaderFor<SessionTurnout>(context, 'Session.turnout', (ids) => context.pcrm.turnoutOfEach(ids));

const SessionConnection = builder.connectionObject({ type: Session, name: 'SessionConnection' }, { name: 'SessionEdge' });

/** A period in which sessions are held. */
export const SessionPeriod = builder.inputType('SessionPeriod', {
  description: 'A period, half-open: all that is known of a date, which may be a month or a year, lies in it.',
  fields: periodFields,
});

const SessionFilter = builder.inputType('SessionFilter', {
  description: 'Which sessions a list has. Everything that is given must hold.',
  fields: (t) => ({
    programmeId: t.globalID({ for: [Programme], description: 'Only of this programme.' }),
    kinds: t.field({ type: [ProgrammeKind], description: 'Only of programmes of one of these kinds.' }),
    status: t.field({ type: SessionStatus, description: 'Only planned, held or cancelled ones.' }),
    within: t.field({ type: SessionPeriod, description: 'Held within this period, or else planned for a date within it.' }),
  }),
});

const SessionOrder = builder.enumType('SessionOrder', {
  description: 'What sessions can be ordered by: the date held, or else the date planned. Those without either count as the newest.',
  values: { NEWEST: { description: 'The newest first.' }, OLDEST: { description: 'The oldest first.' } } as const,
});

builder.queryFields((t) => ({
  sessions: t.connection(
    {
      type: Session,
      description: 'Sessions of programmes.',
      authScopes: mayRead,
      args: {
        filter: t.arg({ type: SessionFilter, description: 'Which of them.' }),
        orderBy: t.arg({ type: SessionOrder, defaultValue: 'NEWEST', description: 'In which order.' }),
      },
      ...listedBy((context, { filter, orderBy }: FilteredBy<typeof SessionFilter> & OrderedBy<typeof SessionOrder>) =>
        sessionList(context.actor, plainIds(filter) ?? {}, orderBy ?? 'NEWEST'),
      ),
    },
    SessionConnection,
  ),
}));

builder.prismaObjectField(Programme, 'sessions', (t) =>
  t.connection(
    {
      type: Session,
      description: 'Its sessions.',
      args: {
        filter: t.arg({ type: SessionFilter, description: 'Which of them.' }),
        orderBy: t.arg({ type: SessionOrder, defaultValue: 'NEWEST', description: 'In which order.' }),
      },
      ...listedBelowBy(
        'Programme.sessions',
        (context, { filter, orderBy }: FilteredBy<typeof SessionFilter> & OrderedBy<typeof SessionOrder>) =>
          sessionsOfProgramme(context.actor, plainIds(filter) ?? {}, orderBy ?? 'NEWEST'),
      ),
    },
    SessionConnection,
  ),
);
