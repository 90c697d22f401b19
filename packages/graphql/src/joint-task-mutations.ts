import { builder } from './builder.js';
import { plainIds } from './input.js';
import { asResult, idempotencyArg, versionField } from './input-fields.js';
import { JointTask, JointTaskRole } from './joint-tasks.js';
import { PolicyTask } from './policy-tasks.js';
import { decidedInFields } from './proposal-mutations.js';
import { sourceField } from './sources.js';
import { Organization } from './stakeholders.js';

const JointTaskPartnerInput = builder.inputType('JointTaskPartnerInput', {
  description: 'An organization that takes part in a joint task beside the city.',
  fields: (t) => ({
    partnerId: t.globalID({ required: true, for: [Organization], description: 'The organization.' }),
    role: t.field({ type: JointTaskRole, description: 'How it takes part; PARTNER when left out.' }),
    part: t.string({ description: 'What it does in the task.' }),
  }),
});

const TakeOnJointTaskInput = builder.inputType('TakeOnJointTaskInput', {
  description: 'A policy task that is taken on together with other organizations.',
  fields: (t) => ({
    policyTaskId: t.globalID({ required: true, for: [PolicyTask], description: 'The policy task.' }),
    ...decidedInFields(t),
    cityPart: t.string({ description: 'What the city itself does in it.' }),
    from: t.field({ type: 'PartialDate', required: true, description: 'Since when it is a joint task.' }),
    partners: t.field({ type: [JointTaskPartnerInput], required: true, description: 'Who takes part beside the city.' }),
    ...sourceField(t),
  }),
});

builder.mutationField('takeOnJointTask', (t) =>
  t.field({
    type: JointTask,
    description: 'Takes on a policy task together with other organizations.',
    errors: asResult,
    args: { input: t.arg({ type: TakeOnJointTaskInput, required: true, description: 'The joint task.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.takeOnJointTask(plainIds(input), { idempotencyKey }),
  }),
);

const ReviseJointTaskInput = builder.inputType('ReviseJointTaskInput', {
  description: 'Fields to change: what is left out stays, null clears, the partners replace those there were.',
  fields: (t) => ({
    id: t.globalID({ required: true, for: [JointTask], description: 'The joint task.' }),
    ...versionField(t),
    ...decidedInFields(t),
    cityPart: t.string({ description: 'What the city itself does in it.' }),
    from: t.field({ type: 'PartialDate', description: 'Since when it is a joint task.' }),
    partners: t.field({ type: [JointTaskPartnerInput], description: 'Who takes part beside the city.' }),
  }),
});

builder.mutationField('reviseJointTask', (t) =>
  t.field({
    type: JointTask,
    description: 'Changes the fields that are given.',
    errors: asResult,
    args: { input: t.arg({ type: ReviseJointTaskInput, required: true, description: 'What to change.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.reviseJointTask(plainIds(input), { idempotencyKey }),
  }),
);

const EndJointTaskInput = builder.inputType('EndJointTaskInput', {
  description: 'How a joint task ends.',
  fields: (t) => ({
    id: t.globalID({ required: true, for: [JointTask], description: 'The joint task.' }),
    ...versionField(t),
    until: t.field({ type: 'PartialDate', required: true, description: 'First day, month or year on which it no longer is one.' }),
    reason: t.string({ required: true, description: 'Why it ends.' }),
  }),
});

builder.mutationField('endJointTask', (t) =>
  t.field({
    type: JointTask,
    description: 'Ends a joint task.',
    errors: asResult,
    args: { input: t.arg({ type: EndJointTaskInput, required: true, description: 'How it ends.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.endJointTask(plainIds(input), { idempotencyKey }),
  }),
);
