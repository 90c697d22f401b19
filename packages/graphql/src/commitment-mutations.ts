import { Actor, Department } from './access.js';
import { builder } from './builder.js';
import { Commitment, CommitmentDirection, CommitmentStatus } from './commitments.js';
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

const CloseCommitmentInput = builder.inputType('CloseCommitmentInput', {
  description: 'How an open commitment ended.',
  fields: (t) => ({
    id: t.globalID({ required: true, for: [Commitment], description: 'The commitment.' }),
    ...versionField(t),
    status: t.field({ type: CommitmentStatus, required: true, description: 'DONE, BROKEN or WITHDRAWN.' }),
    closedOn: t.field({ type: 'Date', required: true, description: 'The day on which it was closed.' }),
    note: t.string({ description: 'What was said when it was closed.' }),
    answeredInId: t.globalID({ for: [Engagement], description: '환류: the engagement with which the answer went back.' }),
  }),
});

builder.mutationField('closeCommitment', (t) =>
  t.field({
    type: Commitment,
    description: 'Closes an open commitment as done, broken or withdrawn, and says with which engagement the answer went back.',
    errors: asResult,
    args: { input: t.arg({ type: CloseCommitmentInput, required: true, description: 'How it ended.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.closeCommitment(plainIds(input) as never, { idempotencyKey }),
  }),
);
