import { Department } from './access.js';
import { Body, Division } from './bodies.js';
import { builder } from './builder.js';
import { plainIds } from './input.js';
import { asResult, idempotencyArg, versionField, type InputFields } from './input-fields.js';
import { PolicyTask, PolicyTaskOrigin, PolicyTaskStatus } from './policy-tasks.js';
import { Review } from './reviews.js';
import { sourceField } from './sources.js';

const stepFields = (t: InputFields) => ({
  on: t.field({ type: 'PartialDate', required: true, description: 'When the step was taken.' }),
  reason: t.string({ required: true, description: 'Why the step was taken.' }),
});

const taskFields = (t: InputFields) => ({
  policyTaskId: t.globalID({ required: true, for: [PolicyTask], description: 'The policy task.' }),
  ...versionField(t),
});

const descriptiveFields = (t: InputFields) => ({
  titleIsPlaceholder: t.boolean({ description: 'True where the source gives a number and no title, and the title only holds its place.' }),
  bodyId: t.globalID({ for: [Body], description: 'The committee that agreed or proposed it.' }),
  divisionId: t.globalID({ for: [Division], description: 'The division of the committee that it belongs to.' }),
  leadDepartmentId: t.globalID({ for: [Department], description: 'The department that leads it.' }),
  audience: t.string({ description: 'Region, class or generation that it is for, in the words of the source.' }),
  startYear: t.int({ description: 'The year in which it is taken up.' }),
});

const AddPolicyTaskInput = builder.inputType('AddPolicyTaskInput', {
  description: 'A policy task, with the first step of its history.',
  fields: (t) => ({
    number: t.int({ required: true, description: 'Number within its origin, as the source counts it.' }),
    title: t.string({ required: true, description: 'What is to be done.' }),
    origin: t.field({ type: PolicyTaskOrigin, required: true, description: 'Where the task came from.' }),
    ...descriptiveFields(t),
    status: t.field({ type: PolicyTaskStatus, required: true, description: 'Where it stands first.' }),
    ...stepFields(t),
    ...sourceField(t),
  }),
});

builder.mutationField('addPolicyTask', (t) =>
  t.field({
    type: PolicyTask,
    description: 'Adds a policy task, with the first step of its history.',
    errors: asResult,
    args: { input: t.arg({ type: AddPolicyTaskInput, required: true, description: 'The task.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.addPolicyTask(plainIds(input) as never, { idempotencyKey }),
  }),
);

const RevisePolicyTaskInput = builder.inputType('RevisePolicyTaskInput', {
  description: 'Fields of a policy task to change: what is left out stays, null clears. Its status is changed by steps.',
  fields: (t) => ({
    id: t.globalID({ required: true, for: [PolicyTask], description: 'The policy task.' }),
    ...versionField(t),
    number: t.int({ description: 'Number within its origin.' }),
    title: t.string({ description: 'What is to be done.' }),
    origin: t.field({ type: PolicyTaskOrigin, description: 'Where the task came from.' }),
    ...descriptiveFields(t),
  }),
});

builder.mutationField('revisePolicyTask', (t) =>
  t.field({
    type: PolicyTask,
    description: 'Changes the fields that are given.',
    errors: asResult,
    args: { input: t.arg({ type: RevisePolicyTaskInput, required: true, description: 'What to change.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.revisePolicyTask(plainIds(input), { idempotencyKey }),
  }),
);

const ChangePolicyTaskStatusInput = builder.inputType('ChangePolicyTaskStatusInput', {
  description: 'A step in the history of a policy task.',
  fields: (t) => ({
    ...taskFields(t),
    status: t.field({ type: PolicyTaskStatus, required: true, description: 'Where it stands from then on.' }),
    ...stepFields(t),
    reviewId: t.globalID({ for: [Review], description: 'The review that led to it.' }),
    successorUnknown: t.boolean({ description: 'For SUPERSEDED: the source does not name the successor.' }),
    ...sourceField(t),
  }),
});

builder.mutationField('changePolicyTaskStatus', (t) =>
  t.field({
    type: PolicyTask,
    description: 'Takes a step in the history of a policy task.',
    errors: asResult,
    args: { input: t.arg({ type: ChangePolicyTaskStatusInput, required: true, description: 'The step.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.changePolicyTaskStatus(plainIds(input), { idempotencyKey }),
  }),
);

const ReplacePolicyTaskInput = builder.inputType('ReplacePolicyTaskInput', {
  description: 'A task that is taken over by one other.',
  fields: (t) => ({
    ...taskFields(t),
    successorId: t.globalID({ required: true, for: [PolicyTask], description: 'The task that takes it over.' }),
    ...stepFields(t),
    ...sourceField(t),
  }),
});

builder.mutationField('replacePolicyTask', (t) =>
  t.field({
    type: PolicyTask,
    description: 'Supersedes a task by one other (대체).',
    errors: asResult,
    args: { input: t.arg({ type: ReplacePolicyTaskInput, required: true, description: 'Which by which.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.replacePolicyTask(plainIds(input), { idempotencyKey }),
  }),
);

const TaskVersionInput = builder.inputType('PolicyTaskVersionInput', {
  description: 'A policy task, and the version that the decision was based on.',
  fields: (t) => ({ id: t.globalID({ required: true, for: [PolicyTask], description: 'The policy task.' }), ...versionField(t) }),
});

const MergePolicyTasksInput = builder.inputType('MergePolicyTasksInput', {
  description: 'Tasks that are merged into one other.',
  fields: (t) => ({
    predecessors: t.field({ type: [TaskVersionInput], required: true, description: 'The tasks that are taken over.' }),
    successorId: t.globalID({ required: true, for: [PolicyTask], description: 'The task that takes them over.' }),
    ...stepFields(t),
    ...sourceField(t),
  }),
});

builder.mutationField('mergePolicyTasks', (t) =>
  t.field({
    type: PolicyTask,
    description: 'Merges several tasks into one other (통합), and answers with that one.',
    errors: asResult,
    args: { input: t.arg({ type: MergePolicyTasksInput, required: true, description: 'Which into which.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.mergePolicyTasks(plainIds(input), { idempotencyKey }),
  }),
);

const SplitPolicyTaskInput = builder.inputType('SplitPolicyTaskInput', {
  description: 'A task that is split into several others.',
  fields: (t) => ({
    ...taskFields(t),
    successorIds: t.globalIDList({ required: true, for: [PolicyTask], description: 'The tasks that take it over; at least two.' }),
    ...stepFields(t),
    ...sourceField(t),
  }),
});

builder.mutationField('splitPolicyTask', (t) =>
  t.field({
    type: PolicyTask,
    description: 'Splits a task into several others (분리).',
    errors: asResult,
    args: { input: t.arg({ type: SplitPolicyTaskInput, required: true, description: 'Which into which.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.splitPolicyTask(plainIds(input), { idempotencyKey }),
  }),
);
