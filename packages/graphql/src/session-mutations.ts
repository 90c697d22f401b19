import type { SessionWithPromoted } from '@pcrm/core';
import { builder } from './builder.js';
import { plainIds } from './input.js';
import { asResult, idempotencyArg, versionField, type InputFields } from './input-fields.js';
import { Participation } from './participations.js';
import { Programme } from './programmes.js';
import { Session } from './sessions.js';
import { sourceField } from './sources.js';

const describingFields = (t: InputFields) => ({
  ordinal: t.int({ description: '제3회 is 3; left out when it is not numbered.' }),
  title: t.string({ description: 'What it is called, beside its number.' }),
  place: t.string({ description: 'Where it takes place.' }),
  planned: t.field({ type: 'PartialDate', description: 'As much as is known of the date; either this or the time at which it starts.' }),
  startsAt: t.field({ type: 'DateTime', description: 'When it starts.' }),
  endsAt: t.field({ type: 'DateTime', description: 'When it ends.' }),
  capacity: t.int({ description: 'How many places there are; without a limit when there is none.' }),
  waitingListCapacity: t.int({ description: 'How many may wait for a place; 0 when nobody may, without a limit when left out.' }),
  registrationOpensAt: t.field({ type: 'DateTime', description: 'From when on one may register; at once when left out.' }),
  registrationClosesAt: t.field({ type: 'DateTime', description: 'Until when one may register; until it starts when left out.' }),
});

const outcomeFields = (t: InputFields) => ({
  headCount: t.int({ description: 'How many were there, as somebody counted or printed it.' }),
  summary: t.string({ description: 'What was said and done, in short.' }),
});

const PlanSessionInput = builder.inputType('PlanSessionInput', {
  description: 'A session to come.',
  fields: (t) => ({
    programmeId: t.globalID({ required: true, for: [Programme], description: 'The programme.' }),
    ...describingFields(t),
    ...sourceField(t),
  }),
});

builder.mutationField('planSession', (t) =>
  t.field({
    type: Session,
    description: 'Plans a session of a programme, at a time or on a date that may be partial or not known yet.',
    errors: asResult,
    args: { input: t.arg({ type: PlanSessionInput, required: true, description: 'The session.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.planSession(plainIds(input), { idempotencyKey }),
  }),
);

const sessionField = (t: InputFields) => ({
  id: t.globalID({ required: true, for: [Session], description: 'The session.' }),
  ...versionField(t),
});

const ReviseSessionInput = builder.inputType('ReviseSessionInput', {
  description: 'Fields of a session to change: what is left out stays, null clears. A date in place of a time clears the time.',
  fields: (t) => ({
    ...sessionField(t),
    ...describingFields(t),
    ...outcomeFields(t),
    held: t.field({ type: 'PartialDate', description: 'The corrected date; only of a session that was held.' }),
  }),
});

const SessionRevision = builder.objectRef<SessionWithPromoted>('SessionRevision').implement({
  description: 'A session that was revised, and who moved up with it.',
  authScopes: { can: 'programmes:read' },
  fields: (t) => ({
    session: t.field({ type: Session, description: 'The session as it now is.', resolve: (session) => session }),
    promoted: t.field({
      type: [Participation],
      description: 'Who moved up from the waiting list to places that became free, in the order in which they registered.',
      resolve: ({ promoted }) => [...promoted],
    }),
  }),
});

builder.mutationField('reviseSession', (t) =>
  t.field({
    type: SessionRevision,
    description: 'Changes a session. With more places, those who have waited longest move up; fewer than are taken are refused.',
    errors: asResult,
    args: { input: t.arg({ type: ReviseSessionInput, required: true, description: 'What to change.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.reviseSession(plainIds(input), { idempotencyKey }),
  }),
);

const HoldSessionInput = builder.inputType('HoldSessionInput', {
  description: 'What a planned session turned out to be: what is left out stays as it was planned.',
  fields: (t) => ({
    ...sessionField(t),
    held: t.field({ type: 'PartialDate', required: true, description: 'The date on which it was held.' }),
    place: t.string({ description: 'Where it took place.' }),
    ...outcomeFields(t),
  }),
});

builder.mutationField('holdSession', (t) =>
  t.field({
    type: Session,
    description: 'Turns a planned session into one that was held.',
    errors: asResult,
    args: { input: t.arg({ type: HoldSessionInput, required: true, description: 'What it turned out to be.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.holdSession(plainIds(input), { idempotencyKey }),
  }),
);

const CancelSessionInput = builder.inputType('CancelSessionInput', {
  description: 'A planned session that will not take place.',
  fields: sessionField,
});

builder.mutationField('cancelSession', (t) =>
  t.field({
    type: Session,
    description: 'Cancels a planned session. Who registered for it stays recorded, and nobody registers any more.',
    errors: asResult,
    args: { input: t.arg({ type: CancelSessionInput, required: true, description: 'The session.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.cancelSession(plainIds(input), { idempotencyKey }),
  }),
);
