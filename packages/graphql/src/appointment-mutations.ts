import { Actor } from './access.js';
import { Appointment } from './appointments.js';
import { builder } from './builder.js';
import { PromiseInput } from './commitment-mutations.js';
import { Confidentiality, Engagement, EngagementChannel, EngagementDirection } from './engagements.js';
import { plainIds } from './input.js';
import { asResult, idempotencyArg, versionField, type InputFields } from './input-fields.js';
import { PolicyTask } from './policy-tasks.js';
import { sourceField } from './sources.js';
import { HeardStanceInput } from './stance-mutations.js';
import { Organization, Person } from './stakeholders.js';

const optionalFields = (t: InputFields) => ({
  endsAt: t.field({ type: 'DateTime', description: 'When it is to end.' }),
  place: t.string({ description: 'Where it is to take place.' }),
  confidentiality: t.field({ type: Confidentiality, description: 'Who may read it.' }),
  staffIds: t.globalIDList({ for: [Actor], description: 'The members of staff who are to take part.' }),
});

const PlanAppointmentInput = builder.inputType('PlanAppointmentInput', {
  description: 'A contact with stakeholders to come. Left out, the caller is to take part, and it is INTERNAL.',
  fields: (t) => ({
    startsAt: t.field({ type: 'DateTime', required: true, description: 'When it is to begin.' }),
    channel: t.field({ type: EngagementChannel, required: true, description: 'How the contact is to be made.' }),
    subject: t.string({ required: true, description: 'What it is about.' }),
    stakeholderIds: t.globalIDList({ required: true, for: [Person, Organization], description: 'The stakeholders with whom it is.' }),
    ...optionalFields(t),
    ...sourceField(t),
  }),
});

builder.mutationField('planAppointment', (t) =>
  t.field({
    type: Appointment,
    description: 'Plans a contact with stakeholders. Ask for `collisions` of what comes of it, to see who else meets them.',
    errors: asResult,
    args: { input: t.arg({ type: PlanAppointmentInput, required: true, description: 'The appointment.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.planAppointment(plainIds(input), { idempotencyKey }),
  }),
);

const ReviseAppointmentInput = builder.inputType('ReviseAppointmentInput', {
  description: 'Fields of a planned appointment to change: what is left out stays, null clears, a list replaces the one there was.',
  fields: (t) => ({
    id: t.globalID({ required: true, for: [Appointment], description: 'The appointment.' }),
    ...versionField(t),
    startsAt: t.field({ type: 'DateTime', description: 'When it is to begin.' }),
    channel: t.field({ type: EngagementChannel, description: 'How the contact is to be made.' }),
    subject: t.string({ description: 'What it is about.' }),
    stakeholderIds: t.globalIDList({ for: [Person, Organization], description: 'The stakeholders with whom it is.' }),
    ...optionalFields(t),
  }),
});

builder.mutationField('reviseAppointment', (t) =>
  t.field({
    type: Appointment,
    description: 'Changes a planned appointment.',
    errors: asResult,
    args: { input: t.arg({ type: ReviseAppointmentInput, required: true, description: 'What to change.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.reviseAppointment(plainIds(input), { idempotencyKey }),
  }),
);

const CancelAppointmentInput = builder.inputType('CancelAppointmentInput', {
  description: 'An appointment that does not take place.',
  fields: (t) => ({
    id: t.globalID({ required: true, for: [Appointment], description: 'The appointment.' }),
    ...versionField(t),
    reason: t.string({ required: true, description: 'Why it does not take place.' }),
  }),
});

builder.mutationField('cancelAppointment', (t) =>
  t.field({
    type: Appointment,
    description: 'Cancels a planned appointment.',
    errors: asResult,
    args: { input: t.arg({ type: CancelAppointmentInput, required: true, description: 'Which, and why.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.cancelAppointment(plainIds(input), { idempotencyKey }),
  }),
);

const HoldAppointmentInput = builder.inputType('HoldAppointmentInput', {
  description:
    'What came of an appointment. Left out, it took place as planned, MUTUAL, with the staff it names. Or the engagement that is logged already.',
  fields: (t) => ({
    id: t.globalID({ required: true, for: [Appointment], description: 'The appointment.' }),
    ...versionField(t),
    engagementId: t.globalID({
      for: [Engagement],
      description: 'The engagement that came of it, where that is logged already; then nothing else.',
    }),
    occurredAt: t.field({ type: 'DateTime', description: 'When it took place, or began.' }),
    channel: t.field({ type: EngagementChannel, description: 'How the contact was made.' }),
    direction: t.field({ type: EngagementDirection, description: 'Who began the contact.' }),
    subject: t.string({ description: 'What it was about.' }),
    summary: t.string({ description: 'What was said.' }),
    place: t.string({ description: 'Where it took place.' }),
    confidentiality: t.field({ type: Confidentiality, description: 'Who may read it.' }),
    stakeholderIds: t.globalIDList({ for: [Person, Organization], description: 'The stakeholders who took part.' }),
    staffIds: t.globalIDList({ for: [Actor], description: 'The members of staff who took part.' }),
    topics: t.stringList({ description: 'What it touched, by name. Names that are new become topics.' }),
    policyTaskIds: t.globalIDList({ for: [PolicyTask], description: 'The policy tasks that it touched.' }),
    commitments: t.field({ type: [PromiseInput], description: 'What was promised in it.' }),
    stances: t.field({ type: [HeardStanceInput], description: 'Who took which stance in it.' }),
    ...sourceField(t),
  }),
});

builder.mutationField('holdAppointment', (t) =>
  t.field({
    type: Appointment,
    description: 'Logs what came of a planned appointment, in one call: the engagement is as planned where nothing else is said.',
    errors: asResult,
    args: { input: t.arg({ type: HoldAppointmentInput, required: true, description: 'What came of it.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.holdAppointment(plainIds(input), { idempotencyKey }),
  }),
);
