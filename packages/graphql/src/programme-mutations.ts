import type { CancelledProgramme } from '@pcrm/core';
import { Department } from './access.js';
import { builder } from './builder.js';
import { plainIds } from './input.js';
import { asResult, idempotencyArg, periodFields, versionField, type InputFields } from './input-fields.js';
import { PolicyTask } from './policy-tasks.js';
import { Programme, ProgrammeKind } from './programmes.js';
import { Session } from './sessions.js';
import { sourceField } from './sources.js';

const describingFields = (t: InputFields) => ({
  field: t.string({ description: 'The field of work that it belongs to, in the words of the source.' }),
  number: t.int({ description: 'Its number within the field: ① is 1.' }),
  description: t.string({ description: 'What it is about.' }),
  audience: t.string({ description: 'Region, class or generation that it is for, in the words of the source.' }),
  leadDepartmentId: t.globalID({ for: [Department], description: 'The department that answers for it.' }),
  ...periodFields(t),
  policyTaskIds: t.globalIDList({ for: [PolicyTask], description: 'The policy tasks that it serves.' }),
});

const AddProgrammeInput = builder.inputType('AddProgrammeInput', {
  description: 'A programme, with sessions or without.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'What it is called.' }),
    kind: t.field({ type: ProgrammeKind, required: true, description: 'What kind of programme it is.' }),
    ...describingFields(t),
    ...sourceField(t),
  }),
});

builder.mutationField('addProgramme', (t) =>
  t.field({
    type: Programme,
    description: 'Adds a programme, such as a forum, an academy or a bus.',
    errors: asResult,
    args: { input: t.arg({ type: AddProgrammeInput, required: true, description: 'The programme.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.addProgramme(plainIds(input), { idempotencyKey }),
  }),
);

const ReviseProgrammeInput = builder.inputType('ReviseProgrammeInput', {
  description: 'Fields of a programme to change: what is left out stays, null clears, a list replaces the one there was.',
  fields: (t) => ({
    id: t.globalID({ required: true, for: [Programme], description: 'The programme.' }),
    ...versionField(t),
    name: t.string({ description: 'What it is called.' }),
    kind: t.field({ type: ProgrammeKind, description: 'What kind of programme it is.' }),
    ...describingFields(t),
  }),
});

builder.mutationField('reviseProgramme', (t) =>
  t.field({
    type: Programme,
    description: 'Changes a programme.',
    errors: asResult,
    args: { input: t.arg({ type: ReviseProgrammeInput, required: true, description: 'What to change.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.reviseProgramme(plainIds(input), { idempotencyKey }),
  }),
);

const ProgrammeCancellation = builder.objectRef<CancelledProgramme>('ProgrammeCancellation').implement({
  description: 'A programme that was cancelled, and what was cancelled with it.',
  authScopes: { can: 'programmes:read' },
  fields: (t) => ({
    programme: t.field({ type: Programme, description: 'The programme as it now is.', resolve: (programme) => programme }),
    sessions: t.field({
      type: [Session],
      description: 'The sessions that were to come and were cancelled with it, as they now are.',
      resolve: ({ cancelledSessions }) => [...cancelledSessions],
    }),
  }),
});

const CancelProgrammeInput = builder.inputType('CancelProgrammeInput', {
  description: 'A programme that does not go on.',
  fields: (t) => ({ id: t.globalID({ required: true, for: [Programme], description: 'The programme.' }), ...versionField(t) }),
});

builder.mutationField('cancelProgramme', (t) =>
  t.field({
    type: ProgrammeCancellation,
    description: 'Cancels a programme, and with it the sessions that are still to come. Who registered for them stays recorded.',
    errors: asResult,
    args: { input: t.arg({ type: CancelProgrammeInput, required: true, description: 'The programme.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.cancelProgramme(plainIds(input), { idempotencyKey }),
  }),
);
