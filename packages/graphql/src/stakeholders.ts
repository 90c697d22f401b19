import {
  formatPartialDate,
  readsPersonalData,
  shownContactPoint,
  shownName,
  shownNote,
  stakeholderList,
  type ContactPoint as ContactPointRow,
} from '@pcrm/core';
import { Actor, Department } from './access.js';
import { builder } from './builder.js';
import { byId } from './by-id.js';
import { connectionOf, loaderFor, pageCost } from './connection.js';
import type { GraphQLContext } from './context.js';
import { enumOf } from './enums.js';
import { plainIds } from './input.js';
import { asResult, holdingOn, idempotencyArg, onlyAsOfArg, periodFields, versionField } from './input-fields.js';
import { HasPeriod, isoDay } from './period.js';
import { Record } from './record.js';
import { sourceField } from './sources.js';

export const StakeholderKind = enumOf('StakeholderKind');
export const StakeholderCategory = enumOf('StakeholderCategory');
export const Gender = enumOf('Gender');
const OtherNameKind = enumOf('OtherNameKind');
export const ContactPointKind = enumOf('ContactPointKind');
const mayRead = { can: 'stakeholders:read' } as const;

export const Stakeholder = builder.prismaInterface('Stakeholder', {
  name: 'Stakeholder',
  interfaces: [builder.nodeInterfaceRef(), Record],
  resolveType: ({ kind }) => (kind === 'PERSON' ? 'Person' : 'Organization'),
  fields: (t) => ({
    kind: t.expose('kind', { type: StakeholderKind, description: 'Person or organization.' }),
    name: t.string({
      description:
        'The name in use, in the language of the stakeholder, in Unicode NFC; of a private citizen masked (홍*동) to who may not read personal data.',
      args: { asOf: t.arg({ type: 'Date', description: 'The name that was in use on this day; the one of now when left out.' }) },
      resolve: async (stakeholder, { asOf }, context) => {
        const { id, name } = stakeholder;
        return shownName(context.actor, asOf == null ? name : ((await nameOn(context, asOf).load(id)) ?? name), stakeholder);
      },
    }),
    categories: t.expose('categories', { type: [StakeholderCategory] }),
    region: t.exposeString('region', { nullable: true }),
    note: t.string({
      nullable: true,
      description: 'What staff should know about them; null to who may not read personal data, where it is of a private citizen.',
      resolve: (stakeholder, _args, { actor }) => shownNote(actor, stakeholder.note, stakeholder),
    }),
    archivedAt: t.expose('archivedAt', { type: 'DateTime', nullable: true }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last revised.' }),
    version: t.exposeInt('version', { description: 'What a revision is based on.' }),
    otherNames: t.relation('otherNames', {
      description: 'Names beside the one in use.',
      args: onlyAsOfArg(t.arg),
      query: (args) => ({ where: holdingOn(args), orderBy: [{ kind: 'asc' }, { id: 'asc' }] }),
    }),
    contactPoints: t.relation('contactPoints', {
      description: 'Ways to reach them.',
      args: onlyAsOfArg(t.arg),
      query: (args) => ({ where: holdingOn(args), orderBy: [{ kind: 'asc' }, { id: 'asc' }] }),
    }),
    assessments: t.relation('assessments', {
      description: 'Influence and interest, newest first.',
      args: { asOf: t.arg({ type: 'Date', description: 'Only those made by this day; all of them when left out.' }) },
      query: ({ asOf }) => ({
        where: asOf == null ? {} : { assessedOn: { lte: new Date(asOf) } },
        orderBy: [{ assessedOn: 'desc' }, { id: 'desc' }],
      }),
    }),
    relationshipManagers: t.relation('relationshipManagers', {
      description: 'Who keeps the relation, for which department; newest first.',
      args: onlyAsOfArg(t.arg),
      query: ({ asOf }) => ({ where: asOf == null ? {} : keptOn(new Date(asOf)), orderBy: [{ fromDate: 'desc' }, { id: 'desc' }] }),
    }),
  }),
});

const nameOn = (context: GraphQLContext, asOf: string) =>
  loaderFor(context, `Stakeholder.name ${asOf}`, (ids) => context.pcrm.namesOfEach({ stakeholderIds: [...ids], asOf }));

// The beginning of a relation that is kept is always known.
function keptOn(day: Date) {
  return { fromDate: { lte: day }, OR: [{ untilDate: null }, { untilDate: { gt: day } }] };
}

/** A page of stakeholders. */
export const StakeholderConnection = builder.connectionObject(
  { type: Stakeholder, name: 'StakeholderConnection' },
  { name: 'StakeholderEdge' },
);

export const Person = builder.prismaNode('Stakeholder', {
  variant: 'Person',
  description: '개인: a person that the city deals with.',
  id: { field: 'id' },
  nullable: true,
  interfaces: [Stakeholder, Record],
  authScopes: mayRead,
  fields: (t) => ({ gender: t.expose('gender', { type: Gender, nullable: true }) }),
});

export const Organization = builder.prismaNode('Stakeholder', {
  variant: 'Organization',
  description: '기관·단체: an organization that the city deals with.',
  id: { field: 'id' },
  nullable: true,
  interfaces: [Stakeholder, Record],
  authScopes: mayRead,
  fields: (t) => ({
    founded: t.field({
      type: 'PartialDate',
      nullable: true,
      description: 'When it was founded.',
      resolve: ({ foundedDate, foundedPrecision }) => formatPartialDate(foundedDate, foundedPrecision),
    }),
    dissolved: t.field({
      type: 'PartialDate',
      nullable: true,
      description: 'When it was dissolved.',
      resolve: ({ dissolvedDate, dissolvedPrecision }) => formatPartialDate(dissolvedDate, dissolvedPrecision),
    }),
  }),
});

builder.prismaObjectField(Organization, 'parent', (t) =>
  t.relation('parent', { type: Organization, nullable: true, description: 'The organization it is part of.' }),
);
builder.prismaObjectField(Organization, 'units', (t) =>
  t.relation('units', {
    type: Organization,
    description: 'The organizations that are part of it.',
    query: { orderBy: [{ name: 'asc' }, { id: 'asc' }] },
  }),
);

export const OtherName = builder.prismaNode('OtherName', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record, HasPeriod],
  authScopes: mayRead,
  fields: (t) => ({
    kind: t.expose('kind', { type: OtherNameKind, description: 'What kind of name it is.' }),
    name: t.string({
      description: 'The name; of a private citizen masked to who may not read personal data.',
      resolve: async ({ name, stakeholderId }, _args, context) =>
        readsPersonalData(context.actor) ? name : shownName(context.actor, name, await byId(context, 'Stakeholder').load(stakeholderId)),
    }),
  }),
});

export const ContactPoint = builder.prismaNode('ContactPoint', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record, HasPeriod],
  authScopes: mayRead,
  fields: (t) => ({
    kind: t.expose('kind', { type: ContactPointKind, description: 'What kind of contact point it is.' }),
    value: t.string({
      description: 'The number, address or name as people write it; of a person masked (010-****-1234) to who may not read personal data.',
      resolve: async (point, _args, context) => (await shownPoint(context, point)).value,
    }),
    label: t.string({
      nullable: true,
      description: 'Whose or when, such as 비서실; of a person null to who may not read personal data.',
      resolve: async (point, _args, context) => (await shownPoint(context, point)).label,
    }),
    doNotUse: t.exposeBoolean('doNotUse'),
    version: t.exposeInt('version', { description: 'What a revision is based on.' }),
  }),
});

async function shownPoint(context: GraphQLContext, point: ContactPointRow): Promise<ContactPointRow> {
  if (readsPersonalData(context.actor)) return point;
  return shownContactPoint(context.actor, point, await byId(context, 'Stakeholder').load(point.stakeholderId));
}

export const Assessment = builder.prismaNode('Assessment', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record],
  authScopes: mayRead,
  fields: (t) => ({
    influence: t.exposeInt('influence'),
    interest: t.exposeInt('interest'),
    assessedOn: t.field({ type: 'Date', description: 'The day of the assessment.', resolve: ({ assessedOn }) => isoDay(assessedOn) }),
    rationale: t.exposeString('rationale', { nullable: true, description: 'Why it was judged so.' }),
  }),
});

export const RelationshipManager = builder.prismaNode('RelationshipManager', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record, HasPeriod],
  authScopes: mayRead,
  fields: (t) => ({
    manager: t.field({
      type: Actor,
      description: 'The member of staff.',
      resolve: ({ managerId }, _args, context) => byId(context, 'Actor').load(managerId),
    }),
    department: t.field({
      type: Department,
      description: 'The department for which the relation is kept.',
      resolve: ({ departmentId }, _args, context) => byId(context, 'Department').load(departmentId),
    }),
  }),
});

const StakeholderFilter = builder.inputType('StakeholderFilter', {
  description: 'Which stakeholders a list has. Everything that is given must hold.',
  fields: (t) => ({
    kind: t.field({ type: StakeholderKind, description: 'Only persons, or only organizations.' }),
    categories: t.field({ type: [StakeholderCategory], description: 'Carries at least one of them.' }),
    region: t.string({ description: 'Of this region, in the words of the source.' }),
    nameContains: t.string({
      description: 'Part of the name or of another name; capital letters, blanks and punctuation make no difference.',
    }),
    parentId: t.globalID({ for: [Organization], description: 'Organizations that are part of this one.' }),
    includeArchived: t.boolean({ description: 'Archived ones too.' }),
  }),
});

const StakeholderOrder = builder.enumType('StakeholderOrder', {
  description: 'What stakeholders can be ordered by.',
  values: { NAME: { description: 'By name.' }, NEWEST: { description: 'Those entered last first.' } } as const,
});

builder.queryFields((t) => ({
  stakeholders: t.connection(
    {
      type: Stakeholder,
      description: 'Persons and organizations that the city deals with.',
      authScopes: mayRead,
      args: {
        filter: t.arg({ type: StakeholderFilter, description: 'Which of them.' }),
        orderBy: t.arg({ type: StakeholderOrder, defaultValue: 'NAME', description: 'In which order.' }),
      },
      complexity: pageCost,
      resolve: (_root, { filter, orderBy, ...page }, context) =>
        connectionOf(context, stakeholderList(context.actor, plainIds(filter) ?? {}, orderBy ?? 'NAME'), page),
    },
    StakeholderConnection,
  ),
}));

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
