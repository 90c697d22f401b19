import type { ReassignedCommitments } from '@pcrm/core';
import { Actor, Department } from './access.js';
import { builder } from './builder.js';
import { maybeNamedBy, namedBy } from './by-id.js';
import { Commitment, CommitmentDirection } from './commitments.js';
import { Engagement } from './engagements.js';
import { plainIds } from './input.js';
import { asResult, idempotencyArg, versionField, type InputFields } from './input-fields.js';
import { Meeting } from './meetings.js';
import { sourceField } from './sources.js';
import { Organization, Person } from './stakeholders.js';

const promiseFields = (t: InputFields) => ({
  direction: t.field({ type: CommitmentDirection, required: true, description: 'Who promised.' }),
  text: t.string({ required: true, description: 'What was promised.' }),
  stakeholderId: t.globalID({ required: true, for: [Person, Organization], description: 'To whom we promised, or who promised us.' }),
  ownerId: t.globalID({ for: [Actor], description: 'The member of staff who sees to it; the caller when left out.' }),
  ownerDepartmentId: t.globalID({ for: [Department], description: 'The department that answers for it; the owner’s when left out.' }),
  due: t.field({ type: 'PartialDate', description: 'By when.' }),
  ...sourceField(t),
});

/** What was promised in an engagement that is logged with it. */
export const PromiseInput = builder.inputType('PromiseInput', {
  description: 'What was promised in the engagement that is logged with it.',
  fields: promiseFields,
});

const MakeCommitmentInput = builder.inputType('MakeCommitmentInput', {
  description: 'What was promised in an engagement or in a meeting.',
  fields: (t) => ({
    ...promiseFields(t),
    engagementId: t.globalID({ for: [Engagement], description: 'The engagement in which it was made; either this or the meeting.' }),
    meetingId: t.globalID({ for: [Meeting], description: 'The meeting in which it was made.' }),
  }),
});

builder.mutationField('makeCommitment', (t) =>
  t.field({
    type: Commitment,
    description: 'Records what was promised in an engagement or in a meeting, by us or to us.',
    errors: asResult,
    args: { input: t.arg({ type: MakeCommitmentInput, required: true, description: 'The commitment.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.makeCommitment(plainIds(input), { idempotencyKey }),
  }),
);

const ReviseCommitmentInput = builder.inputType('ReviseCommitmentInput', {
  description: 'Fields of an open commitment to change: what is left out stays, null clears.',
  fields: (t) => ({
    id: t.globalID({ required: true, for: [Commitment], description: 'The commitment.' }),
    ...versionField(t),
    text: t.string({ description: 'What was promised.' }),
    due: t.field({ type: 'PartialDate', description: 'By when.' }),
    ownerId: t.globalID({ for: [Actor], description: 'The member of staff who sees to it.' }),
    ownerDepartmentId: t.globalID({ for: [Department], description: 'The department that answers for it; the new owner’s when left out.' }),
  }),
});

builder.mutationField('reviseCommitment', (t) =>
  t.field({
    type: Commitment,
    description: 'Changes the words, the due date or the owner of an open commitment.',
    errors: asResult,
    args: { input: t.arg({ type: ReviseCommitmentInput, required: true, description: 'What to change.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.reviseCommitment(plainIds(input), { idempotencyKey }),
  }),
);

const ReassignCommitmentsInput = builder.inputType('ReassignCommitmentsInput', {
  description: 'Who hands over open commitments, and to whom.',
  fields: (t) => ({
    fromOwnerId: t.globalID({ required: true, for: [Actor], description: 'The owner until now.' }),
    fromDepartmentId: t.globalID({ for: [Department], description: 'Only those that this department answers for.' }),
    toOwnerId: t.globalID({ required: true, for: [Actor], description: 'The member of staff who takes them over.' }),
    toDepartmentId: t.globalID({ for: [Department], description: 'The department that answers for them; the new owner’s when left out.' }),
  }),
});

const ReassignedCommitmentsType = builder.objectRef<ReassignedCommitments>('ReassignedCommitments').implement({
  description: 'The open commitments that were handed over.',
  authScopes: { can: 'commitments:read' },
  fields: (t) => ({
    count: t.int({ description: 'How many there were.', resolve: ({ commitmentIds }) => commitmentIds.length }),
    commitmentIds: t.globalIDList({
      description: 'Which they were.',
      resolve: ({ commitmentIds }) => commitmentIds.map((id) => ({ type: Commitment, id })),
    }),
    toOwner: t.field({
      type: Actor,
      description: 'The member of staff who took them over.',
      ...namedBy('Actor', 'toOwnerId'),
    }),
    toDepartment: t.field({
      type: Department,
      nullable: true,
      description: 'The department that answers for them now.',
      ...maybeNamedBy('Department', 'toDepartmentId'),
    }),
  }),
});

builder.mutationField('reassignCommitments', (t) =>
  t.field({
    type: ReassignedCommitmentsType,
    description: 'Hands over every open commitment of one owner to another, as far as the caller may see it: when the owner left or moved.',
    errors: asResult,
    args: { input: t.arg({ type: ReassignCommitmentsInput, required: true, description: 'From whom to whom.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.reassignCommitments(plainIds(input), { idempotencyKey }),
  }),
);
