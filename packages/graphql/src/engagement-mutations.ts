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
