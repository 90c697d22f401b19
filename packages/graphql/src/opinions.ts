import { opinionsOfSession, type Session as SessionRow } from '@pcrm/core';
import { builder } from './builder.js';
import { PromiseInput } from './commitment-mutations.js';
import { listedBelowBy, loaderFor, type FilteredBy } from './connection.js';
import type { GraphQLContext } from './context.js';
import { optionalFields } from './engagement-mutations.js';
import { Engagement, EngagementChannel, EngagementConnection, EngagementFilter } from './engagements.js';
import { plainIds } from './input.js';
import { asResult, idempotencyArg } from './input-fields.js';
import { Session } from './sessions.js';
import { sourceField } from './sources.js';
import { Organization, Person } from './stakeholders.js';

builder.prismaObjectField(Session, 'opinions', (t) =>
  t.connection(
    {
      type: Engagement,
      description: 'The opinions that were heard there and that the caller may read, newest first.',
      authScopes: { can: 'engagements:read' },
      args: { filter: t.arg({ type: EngagementFilter, description: 'Which of them.' }) },
      ...listedBelowBy('Session.opinions', (context, { filter }: FilteredBy<typeof EngagementFilter>) =>
        opinionsOfSession(context.actor, plainIds(filter) ?? {}),
      ),
    },
    EngagementConnection,
  ),
);

builder.prismaObjectFields(Engagement, (t) => ({
  session: t.field({
    type: Session,
    nullable: true,
    description: 'The session of a programme at which it was heard; null when it was not heard at one.',
    resolve: ({ id }, _args, context) => sessions(context).load(id),
  }),
}));

const sessions = (context: GraphQLContext) =>
  loaderFor<SessionRow | null>(context, 'Engagement.session', (ids) => context.pcrm.sessionsOfEngagements(ids));

const HearOpinionInput = builder.inputType('HearOpinionInput', {
  description: 'An opinion that was heard at a session. Left out, the caller heard it, at the place of the session, and it is INTERNAL.',
  fields: (t) => ({
    sessionId: t.globalID({ required: true, for: [Session], description: 'The session.' }),
    subject: t.string({ required: true, description: 'What it was about.' }),
    stakeholderIds: t.globalIDList({ required: true, for: [Person, Organization], description: 'Whose opinion it is.' }),
    occurredAt: t.field({ type: 'DateTime', description: 'When it was heard; when the session starts when left out.' }),
    channel: t.field({ type: EngagementChannel, description: 'How it was heard; as the kind of programme says when left out.' }),
    ...optionalFields(t),
    commitments: t.field({ type: [PromiseInput], description: 'What was promised in answer to it.' }),
    ...sourceField(t),
  }),
});

builder.mutationField('hearOpinion', (t) =>
  t.field({
    type: Engagement,
    description: 'Records an opinion that was heard at a session, as an engagement that they began, with what was promised.',
    errors: asResult,
    args: { input: t.arg({ type: HearOpinionInput, required: true, description: 'The opinion.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.hearOpinion(plainIds(input), { idempotencyKey }),
  }),
);
