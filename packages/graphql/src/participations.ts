import { participationsOfSession, participationsOfStakeholder } from '@pcrm/core';
import { builder } from './builder.js';
import { namedBy } from './by-id.js';
import { connectionBelow, loaderFor, pageCost } from './connection.js';
import type { GraphQLContext } from './context.js';
import { enumOf } from './enums.js';
import { Record } from './record.js';
import { Session } from './sessions.js';
import { Stakeholder } from './stakeholders.js';

const ParticipationStatus = enumOf('ParticipationStatus');
const mayRead = { can: 'programmes:read' } as const;

export const Participation = builder.prismaNode('Participation', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record],
  authScopes: mayRead,
  fields: (t) => ({
    session: t.field({
      type: Session,
      description: 'The session.',
      ...namedBy('Session', 'sessionId'),
    }),
    stakeholder: t.field({
      type: Stakeholder,
      description: 'Who takes part.',
      ...namedBy('Stakeholder', 'stakeholderId'),
    }),
    status: t.expose('status', { type: ParticipationStatus, description: 'With a place, waiting, cancelled, or without registering.' }),
    number: t.exposeInt('number', { nullable: true }),
    waitingPosition: t.int({
      nullable: true,
      description: 'Which place in the waiting list, from 1; null for one that does not wait.',
      resolve: ({ id }, _args, context) => waitingPositions(context).load(id),
    }),
    registeredAt: t.expose('registeredAt', { type: 'DateTime', nullable: true, description: 'When they registered, the last time.' }),
    promotedAt: t.expose('promotedAt', { type: 'DateTime', nullable: true }),
    cancelledAt: t.expose('cancelledAt', { type: 'DateTime', nullable: true, description: 'When they cancelled; null unless they did.' }),
    attended: t.exposeBoolean('attended', { nullable: true }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
    version: t.exposeInt('version', { description: 'How often it was written.' }),
  }),
});

const waitingPositions = (context: GraphQLContext) =>
  loaderFor<number | null>(context, 'Participation.waitingPosition', (ids) => context.pcrm.waitingPositionsOfEach(ids));

const ParticipationConnection = builder.connectionObject(
  { type: Participation, name: 'ParticipationConnection' },
  { name: 'ParticipationEdge' },
);

const ParticipationFilter = builder.inputType('ParticipationFilter', {
  description: 'Which participations a list has. Everything that is given must hold.',
  fields: (t) => ({
    statuses: t.field({ type: [ParticipationStatus], description: 'One of these.' }),
    attended: t.boolean({ description: 'True: only who came. False: only who did not come, as is recorded.' }),
  }),
});

builder.prismaObjectField(Session, 'participations', (t) =>
  t.connection(
    {
      type: Participation,
      description: 'Who takes part, in the order in which they registered; those who came without registering are last.',
      args: { filter: t.arg({ type: ParticipationFilter, description: 'Which of them.' }) },
      complexity: pageCost,
      resolve: ({ id }, args, context) => {
        const list = participationsOfSession(context.actor, args.filter ?? {});
        return connectionBelow(context, { field: 'Session.participations', parentId: id, list, args });
      },
    },
    ParticipationConnection,
  ),
);

builder.prismaInterfaceField(Stakeholder, 'participations', (t) =>
  t.connection(
    {
      type: Participation,
      description: 'The sessions of programmes in which they take or took part, those entered last first.',
      authScopes: mayRead,
      args: { filter: t.arg({ type: ParticipationFilter, description: 'Which of them.' }) },
      complexity: pageCost,
      resolve: ({ id }, args, context) => {
        const list = participationsOfStakeholder(context.actor, args.filter ?? {});
        return connectionBelow(context, { field: 'Stakeholder.participations', parentId: id, list, args });
      },
    },
    ParticipationConnection,
  ),
);
