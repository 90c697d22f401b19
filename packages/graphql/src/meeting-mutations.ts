import { Body } from './bodies.js';
import { builder } from './builder.js';
import { plainIds } from './input.js';
import { asResult, idempotencyArg, versionField, type InputFields } from './input-fields.js';
import { AgendaDecision, AgendaItem, AttendanceStatus, Meeting, MeetingKind } from './meetings.js';
import { PolicyTask } from './policy-tasks.js';
import { sourceField } from './sources.js';
import { Organization, Person } from './stakeholders.js';

const agendaItemFields = (t: InputFields) => ({
  title: t.string({ required: true, description: 'What it is about.' }),
  proposerId: t.globalID({ for: [Person, Organization], description: 'Who proposed it.' }),
  policyTaskId: t.globalID({ for: [PolicyTask], description: 'The policy task that it is about.' }),
  decision: t.field({ type: AgendaDecision, description: 'What was decided; only when the meeting was held.' }),
  decisionText: t.string({ description: 'The decision in words.' }),
});

const AgendaItemInput = builder.inputType('AgendaItemInput', {
  description: 'A point on an agenda. Its place in the list is its place on the agenda.',
  fields: agendaItemFields,
});

const AttendanceInput = builder.inputType('AttendanceInput', {
  description: 'Whether a stakeholder came, or who came in their place.',
  fields: (t) => ({
    stakeholderId: t.globalID({ required: true, for: [Person, Organization], description: 'Who was to come.' }),
    status: t.field({ type: AttendanceStatus, required: true, description: 'Whether they came.' }),
    proxyId: t.globalID({ for: [Person, Organization], description: 'Who came in their place; for REPRESENTED only.' }),
  }),
});

const describingFields = (t: InputFields) => ({
  ordinal: t.int({ description: '제8차 is 8; left out when it is not numbered.' }),
  title: t.string({ description: 'What it is called, beside its number.' }),
  hostId: t.globalID({ for: [Person, Organization], description: 'Who hosts it.' }),
  place: t.string({ description: 'Where it meets.' }),
  planned: t.field({ type: 'PartialDate', description: 'The date for which it is planned.' }),
});

const PlanMeetingInput = builder.inputType('PlanMeetingInput', {
  description: 'A meeting to come.',
  fields: (t) => ({
    bodyId: t.globalID({ required: true, for: [Body], description: 'The body that meets.' }),
    kind: t.field({ type: MeetingKind, required: true, description: 'Regular or extraordinary.' }),
    ...describingFields(t),
    agenda: t.field({ type: [AgendaItemInput], description: 'The points on its agenda, in order; nothing is decided yet.' }),
    ...sourceField(t),
  }),
});

builder.mutationField('planMeeting', (t) =>
  t.field({
    type: Meeting,
    description: 'Plans a meeting of a body, on a date that may be partial or not known yet.',
    errors: asResult,
    args: { input: t.arg({ type: PlanMeetingInput, required: true, description: 'The meeting.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.planMeeting(plainIds(input), { idempotencyKey }),
  }),
);

const RecordHeldMeetingInput = builder.inputType('RecordHeldMeetingInput', {
  description: 'A meeting that was held, after the fact.',
  fields: (t) => ({
    bodyId: t.globalID({ required: true, for: [Body], description: 'The body that met.' }),
    kind: t.field({ type: MeetingKind, required: true, description: 'Regular or extraordinary.' }),
    ...describingFields(t),
    held: t.field({ type: 'PartialDate', required: true, description: 'The date on which it was held.' }),
    summary: t.string({ description: 'What was said and decided, in short.' }),
    agenda: t.field({ type: [AgendaItemInput], description: 'The points on its agenda, in order.' }),
    attendances: t.field({ type: [AttendanceInput], description: 'Who came, who was represented and who did not come.' }),
    ...sourceField(t),
  }),
});

builder.mutationField('recordHeldMeeting', (t) =>
  t.field({
    type: Meeting,
    description: 'Records a meeting that was held. Open terms "until the next meeting" that began before it end on the date held.',
    errors: asResult,
    args: { input: t.arg({ type: RecordHeldMeetingInput, required: true, description: 'The meeting.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.recordHeldMeeting(plainIds(input), { idempotencyKey }),
  }),
);

const HoldMeetingInput = builder.inputType('HoldMeetingInput', {
  description: 'What a planned meeting turned out to be: what is left out stays as it was planned.',
  fields: (t) => ({
    id: t.globalID({ required: true, for: [Meeting], description: 'The meeting.' }),
    ...versionField(t),
    held: t.field({ type: 'PartialDate', required: true, description: 'The date on which it was held.' }),
    place: t.string({ description: 'Where it met.' }),
    hostId: t.globalID({ for: [Person, Organization], description: 'Who hosted it.' }),
    summary: t.string({ description: 'What was said and decided, in short.' }),
    ordinal: t.int({ description: '제8차 is 8.' }),
  }),
});

builder.mutationField('holdMeeting', (t) =>
  t.field({
    type: Meeting,
    description: 'Turns a planned meeting into one that was held. Open terms "until the next meeting" end on the date held.',
    errors: asResult,
    args: { input: t.arg({ type: HoldMeetingInput, required: true, description: 'What it turned out to be.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.holdMeeting(plainIds(input), { idempotencyKey }),
  }),
);

const CancelMeetingInput = builder.inputType('CancelMeetingInput', {
  description: 'A planned meeting that will not take place.',
  fields: (t) => ({ id: t.globalID({ required: true, for: [Meeting], description: 'The meeting.' }), ...versionField(t) }),
});

builder.mutationField('cancelMeeting', (t) =>
  t.field({
    type: Meeting,
    description: 'Cancels a planned meeting. It keeps its number until that is revised.',
    errors: asResult,
    args: { input: t.arg({ type: CancelMeetingInput, required: true, description: 'The meeting.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.cancelMeeting(plainIds(input), { idempotencyKey }),
  }),
);

const ReviseMeetingInput = builder.inputType('ReviseMeetingInput', {
  description: 'Fields of a meeting to change: what is left out stays, null clears.',
  fields: (t) => ({
    id: t.globalID({ required: true, for: [Meeting], description: 'The meeting.' }),
    ...versionField(t),
    kind: t.field({ type: MeetingKind, description: 'Regular or extraordinary.' }),
    ...describingFields(t),
    held: t.field({ type: 'PartialDate', description: 'Only of a meeting that was held: terms that it ended move with it.' }),
    summary: t.string({ description: 'What was said and decided, in short.' }),
  }),
});

builder.mutationField('reviseMeeting', (t) =>
  t.field({
    type: Meeting,
    description: 'Changes the fields that are given.',
    errors: asResult,
    args: { input: t.arg({ type: ReviseMeetingInput, required: true, description: 'What to change.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.reviseMeeting(plainIds(input), { idempotencyKey }),
  }),
);

const RevisedAgendaItemInput = builder.inputType('RevisedAgendaItemInput', {
  description: 'A point on an agenda that there may be already.',
  fields: (t) => ({
    id: t.globalID({ for: [AgendaItem], description: 'The point that it stays; left out for a new one.' }),
    ...agendaItemFields(t),
  }),
});

const meetingFields = (t: InputFields) => ({
  meetingId: t.globalID({ required: true, for: [Meeting], description: 'The meeting.' }),
  ...versionField(t),
});

const SetAgendaInput = builder.inputType('SetAgendaInput', {
  description: 'The whole agenda of a meeting.',
  fields: (t) => ({
    ...meetingFields(t),
    items: t.field({
      type: [RevisedAgendaItemInput],
      required: true,
      description: 'The points in order; those that are left out are removed.',
    }),
  }),
});

builder.mutationField('setAgenda', (t) =>
  t.field({
    type: Meeting,
    description: 'Replaces the agenda. Decisions need a meeting that was held.',
    errors: asResult,
    args: { input: t.arg({ type: SetAgendaInput, required: true, description: 'The agenda.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.setAgenda(plainIds(input), { idempotencyKey }),
  }),
);

const RecordAttendanceInput = builder.inputType('RecordAttendanceInput', {
  description: 'The whole record of who attended a meeting.',
  fields: (t) => ({
    ...meetingFields(t),
    attendances: t.field({ type: [AttendanceInput], required: true, description: 'Each stakeholder once.' }),
  }),
});

builder.mutationField('recordAttendance', (t) =>
  t.field({
    type: Meeting,
    description: 'Replaces the record of who attended a meeting that was held.',
    errors: asResult,
    args: { input: t.arg({ type: RecordAttendanceInput, required: true, description: 'Who attended.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.recordAttendance(plainIds(input), { idempotencyKey }),
  }),
);
