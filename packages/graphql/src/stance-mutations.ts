import { builder } from './builder.js';
import { Engagement } from './engagements.js';
import { plainIds } from './input.js';
import { asResult, idempotencyArg, type InputFields } from './input-fields.js';
import { Meeting } from './meetings.js';
import { PolicyTask } from './policy-tasks.js';
import { Proposal } from './proposals.js';
import { sourceField } from './sources.js';
import { Organization, Person } from './stakeholders.js';
import { Stance, StanceConfidence, StanceLegalBasis, StancePosition } from './stances.js';

const wordsFields = (t: InputFields) => ({
  quotation: t.string({ description: 'Their own words.' }),
  note: t.string({ description: 'What staff should know about it.' }),
  legalBasis: t.field({
    type: StanceLegalBasis,
    description: 'What permits the city to keep it: for natural persons, and always for them.',
  }),
  ...sourceField(t),
});

const stanceFields = (t: InputFields) => ({
  policyTaskId: t.globalID({ for: [PolicyTask], description: 'What it is about; either this or the proposal.' }),
  proposalId: t.globalID({ for: [Proposal], description: 'The proposal that it is about.' }),
  position: t.field({ type: StancePosition, required: true, description: 'Where they stand.' }),
  confidence: t.field({ type: StanceConfidence, required: true, description: 'How sure it is.' }),
  ...wordsFields(t),
});

const evidenceFields = (t: InputFields) => ({
  engagementId: t.globalID({ for: [Engagement], description: 'The engagement in which it was heard; either this or the meeting.' }),
  meetingId: t.globalID({ for: [Meeting], description: 'The meeting in which it was heard.' }),
});

/** Where somebody stands as it was heard in an engagement that is logged with it. */
export const HeardStanceInput = builder.inputType('HeardStanceInput', {
  description: 'Where a stakeholder stands, as it was heard in the engagement that is logged with it.',
  fields: (t) => ({
    stakeholderId: t.globalID({ for: [Person, Organization], description: 'Who stands there; when left out the only one who took part.' }),
    heldFrom: t.field({ type: 'PartialDate', description: 'From when on; the day of the engagement when left out.' }),
    ...stanceFields(t),
  }),
});

const RecordStanceInput = builder.inputType('RecordStanceInput', {
  description: 'Where a stakeholder stands, with the evidence: an engagement, a meeting, or a document and the words in it.',
  fields: (t) => ({
    stakeholderId: t.globalID({ required: true, for: [Person, Organization], description: 'Who stands there.' }),
    heldFrom: t.field({ type: 'PartialDate', description: 'From when on; the day of the engagement or of the meeting when left out.' }),
    ...stanceFields(t),
    ...evidenceFields(t),
  }),
});

builder.mutationField('recordStance', (t) =>
  t.field({
    type: Stance,
    description:
      'Records where a stakeholder stands on a policy task or a proposal. A natural person’s needs stances:write-persons and a legal basis.',
    errors: asResult,
    args: { input: t.arg({ type: RecordStanceInput, required: true, description: 'The stance.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.recordStance(plainIds(input), { idempotencyKey }),
  }),
);

const CorrectStanceInput = builder.inputType('CorrectStanceInput', {
  description: 'What was wrong with an entry: what is left out stays, null clears.',
  fields: (t) => ({
    stanceId: t.globalID({ required: true, for: [Stance], description: 'The entry, or the latest correction of it.' }),
    reason: t.string({ required: true, description: 'Why it is corrected.' }),
    position: t.field({ type: StancePosition, description: 'Where they stand.' }),
    heldFrom: t.field({ type: 'PartialDate', description: 'From when on.' }),
    confidence: t.field({ type: StanceConfidence, description: 'How sure it is.' }),
    ...wordsFields(t),
    ...evidenceFields(t),
  }),
});

builder.mutationField('correctStance', (t) =>
  t.field({
    type: Stance,
    description: 'Corrects an entry by a new one beside it, once; what follows corrects the correction.',
    errors: asResult,
    args: { input: t.arg({ type: CorrectStanceInput, required: true, description: 'The correction.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.correctStance(plainIds(input), { idempotencyKey }),
  }),
);

builder.mutationField('retractStance', (t) =>
  t.field({
    type: Stance,
    description: 'Takes an entry back that should never have been made, by a new one beside it.',
    errors: asResult,
    args: {
      stanceId: t.arg.globalID({ required: true, for: [Stance], description: 'The entry, or the latest correction of it.' }),
      reason: t.arg.string({ required: true, description: 'Why it is taken back.' }),
      ...idempotencyArg(t.arg),
    },
    resolve: (_root, { idempotencyKey, ...input }, { pcrm }) => pcrm.retractStance(plainIds(input), { idempotencyKey }),
  }),
);
