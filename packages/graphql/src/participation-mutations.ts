import type { CancelledRegistration } from '@pcrm/core';
import { builder } from './builder.js';
import { plainIds } from './input.js';
import { asResult, idempotencyArg } from './input-fields.js';
import { Participation } from './participations.js';
import { Session } from './sessions.js';
import { sourceField } from './sources.js';
import { Organization, Person } from './stakeholders.js';

const RegisterForSessionInput = builder.inputType('RegisterForSessionInput', {
  description: 'Who wants to come to a session.',
  fields: (t) => ({
    sessionId: t.globalID({ required: true, for: [Session], description: 'The session.' }),
    stakeholderId: t.globalID({ required: true, for: [Person, Organization], description: 'Who wants to come.' }),
    ...sourceField(t),
  }),
});

builder.mutationField('registerForSession', (t) =>
  t.field({
    type: Participation,
    description: 'Registers a stakeholder for a session: with a place as long as there is one, else at the end of the waiting list.',
    errors: asResult,
    args: {
      input: t.arg({ type: RegisterForSessionInput, required: true, description: 'Who, and for which session.' }),
      ...idempotencyArg(t.arg),
    },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.registerForSession(plainIds(input), { idempotencyKey }),
  }),
);

const RegistrationCancellation = builder.objectRef<CancelledRegistration>('RegistrationCancellation').implement({
  description: 'A registration that was cancelled, and who moved up to its place.',
  authScopes: { can: 'programmes:read' },
  fields: (t) => ({
    participation: t.field({ type: Participation, description: 'The participation as it now is.', resolve: (cancelled) => cancelled }),
    promoted: t.field({
      type: [Participation],
      description: 'Who moved up from the waiting list; nobody when nobody waited.',
      resolve: ({ promoted }) => [...promoted],
    }),
  }),
});

builder.mutationField('cancelRegistration', (t) =>
  t.field({
    type: RegistrationCancellation,
    description: 'Cancels a registration for a session to come. Who has waited longest moves up to the place in the same moment.',
    errors: asResult,
    args: {
      id: t.arg.globalID({ required: true, for: [Participation], description: 'The participation.' }),
      ...idempotencyArg(t.arg),
    },
    resolve: (_root, { idempotencyKey, ...input }, { pcrm }) => pcrm.cancelRegistration(plainIds(input), { idempotencyKey }),
  }),
);

const SessionAttendanceInput = builder.inputType('SessionAttendanceInput', {
  description: 'Whether a stakeholder came to a session.',
  fields: (t) => ({
    stakeholderId: t.globalID({ required: true, for: [Person, Organization], description: 'Who came, or was expected.' }),
    came: t.boolean({ required: true, description: 'Whether they came. False takes back a walk-in that was none.' }),
  }),
});

const RecordSessionAttendanceInput = builder.inputType('RecordSessionAttendanceInput', {
  description: 'Who came to a session, as far as it is known.',
  fields: (t) => ({
    sessionId: t.globalID({ required: true, for: [Session], description: 'The session.' }),
    attendances: t.field({ type: [SessionAttendanceInput], required: true, description: 'Each stakeholder once; at most 1000 at a time.' }),
    othersAbsent: t.boolean({ description: 'True: everybody else who has a place, and of whom nothing is recorded, did not come.' }),
    ...sourceField(t),
  }),
});

builder.mutationField('recordSessionAttendance', (t) =>
  t.field({
    type: Session,
    description: 'Records who came to a session, from its first day on, at once or part by part. A later record corrects an earlier one.',
    errors: asResult,
    args: {
      input: t.arg({ type: RecordSessionAttendanceInput, required: true, description: 'Who came.' }),
      ...idempotencyArg(t.arg),
    },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.recordSessionAttendance(plainIds(input), { idempotencyKey }),
  }),
);
