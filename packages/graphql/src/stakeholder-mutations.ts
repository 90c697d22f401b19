import { Actor, Department } from './access.js';
import { builder } from './builder.js';
import { plainIds } from './input.js';
import { asResult, idempotencyArg, periodFields, versionField } from './input-fields.js';
import { sourceField } from './sources.js';
import {
  Assessment,
  ContactPoint,
  ContactPointKind,
  Gender,
  Organization,
  OtherName,
  OtherNameKind,
  Person,
  RelationshipManager,
  Stakeholder,
  StakeholderCategory,
  StakeholderKind,
} from './stakeholders.js';

const OtherNameInput = builder.inputType('OtherNameInput', {
  description: 'A name beside the one in use.',
  fields: (t) => ({
    kind: t.field({ type: OtherNameKind, required: true, description: 'What kind of name it is.' }),
    name: t.string({ required: true, description: 'The name.' }),
    ...periodFields(t),
    ...sourceField(t),
  }),
});

builder.mutationField('addOtherName', (t) =>
  t.field({
    type: OtherName,
    description: 'Adds a name beside the one in use.',
    errors: asResult,
    args: {
      stakeholderId: t.arg.globalID({ required: true, for: [Person, Organization], description: 'The stakeholder.' }),
      otherName: t.arg({ type: OtherNameInput, required: true, description: 'The name.' }),
      ...idempotencyArg(t.arg),
    },
    resolve: (_root, { idempotencyKey, ...input }, { pcrm }) => pcrm.addOtherName(plainIds(input), { idempotencyKey }),
  }),
);

const ContactPointInput = builder.inputType('ContactPointInput', {
  description: 'A way to reach a stakeholder.',
  fields: (t) => ({
    kind: t.field({ type: ContactPointKind, required: true, description: 'What kind of contact point it is.' }),
    value: t.string({ required: true, description: 'The number, address or name as people write it.' }),
    label: t.string({ description: 'Whose or when, such as 비서실.' }),
    doNotUse: t.boolean({ description: 'Set when the stakeholder asked not to be reached this way.' }),
    ...periodFields(t),
    ...sourceField(t),
  }),
});

builder.mutationField('addContactPoint', (t) =>
  t.field({
    type: ContactPoint,
    description: 'Adds a way to reach a stakeholder.',
    errors: asResult,
    args: {
      stakeholderId: t.arg.globalID({ required: true, for: [Person, Organization], description: 'The stakeholder.' }),
      contactPoint: t.arg({ type: ContactPointInput, required: true, description: 'The contact point.' }),
      ...idempotencyArg(t.arg),
    },
    resolve: (_root, { idempotencyKey, ...input }, { pcrm }) => pcrm.addContactPoint(plainIds(input), { idempotencyKey }),
  }),
);

/** What a form has of a stakeholder. */
export const RegisterStakeholderInput = builder.inputType('RegisterStakeholderInput', {
  description: 'A person or an organization to register.',
  fields: (t) => ({
    kind: t.field({ type: StakeholderKind, required: true, description: 'Person or organization.' }),
    name: t.string({ required: true, description: 'The name in use, in the language of the stakeholder.' }),
    categories: t.field({ type: [StakeholderCategory], description: 'Why the city deals with them.' }),
    region: t.string({ description: 'Province, city or district, in the words of the source.' }),
    note: t.string({ description: 'What staff should know about them.' }),
    gender: t.field({ type: Gender, description: 'Persons only.' }),
    founded: t.field({ type: 'PartialDate', description: 'Organizations only.' }),
    dissolved: t.field({ type: 'PartialDate', description: 'Organizations only.' }),
    parentId: t.globalID({ for: [Organization], description: 'Organizations only: the organization it is part of.' }),
    otherNames: t.field({ type: [OtherNameInput], description: 'Names beside the one in use.' }),
    contactPoints: t.field({ type: [ContactPointInput], description: 'Ways to reach them.' }),
    ...sourceField(t),
  }),
});

builder.mutationField('registerStakeholder', (t) =>
  t.field({
    type: Stakeholder,
    description: 'Registers a person or an organization, with other names and contact points.',
    errors: asResult,
    args: { input: t.arg({ type: RegisterStakeholderInput, required: true, description: 'What to register.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.registerStakeholder(plainIds(input), { idempotencyKey }),
  }),
);

const ReviseStakeholderInput = builder.inputType('ReviseStakeholderInput', {
  description: 'Fields of a stakeholder to change: what is left out stays, null clears.',
  fields: (t) => ({
    id: t.globalID({ required: true, for: [Person, Organization], description: 'The stakeholder.' }),
    ...versionField(t),
    name: t.string({ description: 'The name in use.' }),
    categories: t.field({ type: [StakeholderCategory], description: 'Why the city deals with them.' }),
    region: t.string({ description: 'Province, city or district.' }),
    note: t.string({ description: 'What staff should know about them.' }),
    gender: t.field({ type: Gender, description: 'Persons only.' }),
    founded: t.field({ type: 'PartialDate', description: 'Organizations only.' }),
    dissolved: t.field({ type: 'PartialDate', description: 'Organizations only.' }),
    parentId: t.globalID({ for: [Organization], description: 'Organizations only.' }),
    archived: t.boolean({ description: 'True takes it out of lists and keeps its history.' }),
  }),
});

builder.mutationField('reviseStakeholder', (t) =>
  t.field({
    type: Stakeholder,
    description: 'Changes the fields that are given. Archiving keeps the history.',
    errors: asResult,
    args: { input: t.arg({ type: ReviseStakeholderInput, required: true, description: 'What to change.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.reviseStakeholder(plainIds(input), { idempotencyKey }),
  }),
);

const ReviseContactPointInput = builder.inputType('ReviseContactPointInput', {
  description: 'Fields of a contact point to change: what is left out stays, null clears.',
  fields: (t) => ({
    id: t.globalID({ required: true, for: [ContactPoint], description: 'The contact point.' }),
    ...versionField(t),
    value: t.string({ description: 'The number, address or name.' }),
    label: t.string({ description: 'Whose or when.' }),
    doNotUse: t.boolean({ description: 'True when they asked not to be reached this way.' }),
    ...periodFields(t),
  }),
});

builder.mutationField('reviseContactPoint', (t) =>
  t.field({
    type: ContactPoint,
    description: 'Changes a contact point: its value, its label, its period, or that it is not to be used.',
    errors: asResult,
    args: { input: t.arg({ type: ReviseContactPointInput, required: true, description: 'What to change.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.reviseContactPoint(plainIds(input), { idempotencyKey }),
  }),
);

const AssessStakeholderInput = builder.inputType('AssessStakeholderInput', {
  description: 'Influence and interest of a stakeholder on a day.',
  fields: (t) => ({
    stakeholderId: t.globalID({ required: true, for: [Person, Organization], description: 'The stakeholder.' }),
    policyTaskId: t.globalID({ description: 'The policy task for which it is judged; left out when in general.' }),
    influence: t.int({ required: true, description: '1 (none) to 5 (decides).' }),
    interest: t.int({ required: true, description: '1 (none) to 5 (very high).' }),
    assessedOn: t.field({ type: 'Date', required: true, description: 'The day of the assessment.' }),
    rationale: t.string({ description: 'Why it was judged so.' }),
    ...sourceField(t),
  }),
});

builder.mutationField('assessStakeholder', (t) =>
  t.field({
    type: Assessment,
    description: 'Records influence and interest on a day. Earlier assessments stay as they are.',
    errors: asResult,
    args: { input: t.arg({ type: AssessStakeholderInput, required: true, description: 'The assessment.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.assessStakeholder(plainIds(input), { idempotencyKey }),
  }),
);

const AssignRelationshipManagerInput = builder.inputType('AssignRelationshipManagerInput', {
  description: 'Who keeps a relation for a department from a day on.',
  fields: (t) => ({
    stakeholderId: t.globalID({ required: true, for: [Person, Organization], description: 'The stakeholder.' }),
    managerId: t.globalID({ required: true, for: [Actor], description: 'The member of staff.' }),
    departmentId: t.globalID({ required: true, for: [Department], description: 'The department for which the relation is kept.' }),
    from: t.field({ type: 'Date', required: true, description: 'The first day.' }),
    ...sourceField(t),
  }),
});

builder.mutationField('assignRelationshipManager', (t) =>
  t.field({
    type: RelationshipManager,
    description: 'Makes a member of staff the relationship manager from a day on; whoever was it before is so until that day.',
    errors: asResult,
    args: {
      input: t.arg({ type: AssignRelationshipManagerInput, required: true, description: 'Who, for whom, from when.' }),
      ...idempotencyArg(t.arg),
    },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.assignRelationshipManager(plainIds(input), { idempotencyKey }),
  }),
);
