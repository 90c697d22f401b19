import { MAX_BATCH, type BatchEntry } from '@pcrm/core';
import { Actor } from './access.js';
import { builder } from './builder.js';
import { PromiseInput } from './commitment-mutations.js';
import { Confidentiality, Engagement, EngagementChannel, EngagementDirection } from './engagements.js';
import { plainIds } from './input.js';
import { asResult, idempotencyArg, versionField, type InputFields } from './input-fields.js';
import { PolicyTask } from './policy-tasks.js';
import { sourceField } from './sources.js';
import { HeardStanceInput } from './stance-mutations.js';
import { Organization, Person } from './stakeholders.js';

/** What is said of an engagement beside what it takes. */
export const optionalFields = (t: InputFields) => ({
  summary: t.string({ description: 'What was said.' }),
  place: t.string({ description: 'Where it took place.' }),
  confidentiality: t.field({ type: Confidentiality, description: 'Who may read it.' }),
  staffIds: t.globalIDList({ for: [Actor], description: 'The members of staff who took part.' }),
  topics: t.stringList({ description: 'What it touched, by name. Names that are new become topics.' }),
  policyTaskIds: t.globalIDList({ for: [PolicyTask], description: 'The policy tasks that it touched.' }),
});

const LogEngagementInput = builder.inputType('LogEngagementInput', {
  description: 'A contact with stakeholders that took place. Left out, the caller took part, and it is INTERNAL.',
  fields: (t) => ({
    occurredAt: t.field({ type: 'DateTime', required: true, description: 'When it took place, or began.' }),
    channel: t.field({ type: EngagementChannel, required: true, description: 'How the contact was made.' }),
    direction: t.field({ type: EngagementDirection, required: true, description: 'Who began the contact.' }),
    subject: t.string({ required: true, description: 'What it was about.' }),
    stakeholderIds: t.globalIDList({ required: true, for: [Person, Organization], description: 'The stakeholders who took part.' }),
    ...optionalFields(t),
    commitments: t.field({ type: [PromiseInput], description: 'What was promised in it.' }),
    stances: t.field({ type: [HeardStanceInput], description: 'Who took which stance in it.' }),
    ...sourceField(t),
  }),
});

builder.mutationField('logEngagement', (t) =>
  t.field({
    type: Engagement,
    description:
      'Logs a contact with stakeholders that took place, with everybody who took part, what was promised and who took which stance.',
    errors: asResult,
    args: { input: t.arg({ type: LogEngagementInput, required: true, description: 'The contact.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.logEngagement(plainIds(input), { idempotencyKey }),
  }),
);

const LoggedEntry = builder.objectRef<BatchEntry>('LoggedEntry').implement({
  description: 'What came of one entry of a batch.',
  fields: (t) => ({
    index: t.exposeInt('index', { description: 'Its place in the batch, counted from 0.' }),
    result: t.field({
      type: Engagement,
      description: 'The engagement, or why nothing of it was written. Paths of problems begin at the entry.',
      errors: { ...asResult, union: { name: 'LoggedEntryResult' }, result: { name: 'LoggedEntrySuccess' } },
      resolve: ({ engagement, error }) => {
        if (error) throw error;
        return engagement;
      },
    }),
  }),
});

const LoggedBatch = builder.objectRef<readonly BatchEntry[]>('LoggedBatch').implement({
  description: 'What came of a batch of engagements.',
  fields: (t) => ({
    entries: t.field({
      type: [LoggedEntry],
      description: 'What came of each entry, in their order.',
      // The mutation has counted the entries already.
      complexity: { field: 1, multiplier: 1 },
      resolve: (entries) => [...entries],
    }),
    loggedCount: t.int({
      description: 'How many were logged.',
      resolve: (entries) => entries.filter(({ error }) => error === null).length,
    }),
    refusedCount: t.int({
      description: 'How many were refused.',
      resolve: (entries) => entries.filter(({ error }) => error !== null).length,
    }),
  }),
});

builder.mutationField('logEngagements', (t) =>
  t.field({
    type: LoggedBatch,
    description: `Logs up to ${MAX_BATCH} contacts that took place, in their order, each with an audit record of its own: one that is refused does not take the others with it. With the same idempotency key what was logged is returned and what was not is logged, so that refused entries can be mended and the whole sent again.`,
    errors: asResult,
    args: {
      inputs: t.arg({ type: [LogEngagementInput], required: true, description: `The contacts, 1 to ${MAX_BATCH}.` }),
      ...idempotencyArg(t.arg),
    },
    complexity: ({ inputs }) => ({ field: inputs.length, multiplier: inputs.length }),
    resolve: (_root, { inputs, idempotencyKey }, { pcrm }) => pcrm.logEngagements(plainIds(inputs), { idempotencyKey }),
  }),
);

const CorrectEngagementInput = builder.inputType('CorrectEngagementInput', {
  description: 'Fields of an engagement to correct: what is left out stays, null clears, a list replaces the one there was.',
  fields: (t) => ({
    id: t.globalID({ required: true, for: [Engagement], description: 'The engagement.' }),
    ...versionField(t),
    reason: t.string({ required: true, description: 'Why it is corrected.' }),
    occurredAt: t.field({ type: 'DateTime', description: 'When it took place, or began.' }),
    channel: t.field({ type: EngagementChannel, description: 'How the contact was made.' }),
    direction: t.field({ type: EngagementDirection, description: 'Who began the contact.' }),
    subject: t.string({ description: 'What it was about.' }),
    stakeholderIds: t.globalIDList({ for: [Person, Organization], description: 'The stakeholders who took part.' }),
    ...optionalFields(t),
  }),
});

builder.mutationField('correctEngagement', (t) =>
  t.field({
    type: Engagement,
    description: 'Corrects an engagement and keeps the version that it replaces, with the reason.',
    errors: asResult,
    args: { input: t.arg({ type: CorrectEngagementInput, required: true, description: 'The correction.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.correctEngagement(plainIds(input), { idempotencyKey }),
  }),
);
