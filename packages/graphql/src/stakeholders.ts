import {
  readsPersonalData,
  shownContactPoint,
  shownName,
  shownNote,
  stakeholderList,
  type ContactPoint as ContactPointRow,
} from '@pcrm/core';
import { Actor, Department } from './access.js';
import { builder } from './builder.js';
import { byId, namedBy } from './by-id.js';
import { compiledBy, readAsRows } from './compiled/rules.js';
import { listedBy, loaderFor, type FilteredBy, type OrderedBy } from './connection.js';
import type { GraphQLContext } from './context.js';
import { enumOf } from './enums.js';
import { plainIds } from './input.js';
import { holdingOn, onlyAsOfArg } from './input-fields.js';
import { shownContactLabelRule, shownContactValueRule, shownNameRule, shownNoteRule, shownOtherNameRule } from './masked-fields.js';
import { HasPeriod, dayOf, partialDateOf } from './period.js';
import { Record } from './record.js';

export const StakeholderKind = enumOf('StakeholderKind');
export const StakeholderCategory = enumOf('StakeholderCategory');
export const Gender = enumOf('Gender');
export const OtherNameKind = enumOf('OtherNameKind');
export const ContactPointKind = enumOf('ContactPointKind');
const mayRead = { can: 'stakeholders:read' } as const;

export const Stakeholder = builder.prismaInterface('Stakeholder', {
  name: 'Stakeholder',
  interfaces: [builder.nodeInterfaceRef(), Record],
  resolveType: ({ kind }) => (kind === 'PERSON' ? 'Person' : 'Organization'),
  extensions: readAsRows({ kinds: { column: 'kind', types: { PERSON: 'Person', ORGANIZATION: 'Organization' } } }),
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
      extensions: compiledBy(shownNameRule),
    }),
    categories: t.expose('categories', { type: [StakeholderCategory] }),
    region: t.exposeString('region', { nullable: true }),
    note: t.string({
      nullable: true,
      description: 'What staff should know about them; null to who may not read personal data, where it is of a private citizen.',
      resolve: (stakeholder, _args, { actor }) => shownNote(actor, stakeholder.note, stakeholder),
      extensions: compiledBy(shownNoteRule),
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
  extensions: readAsRows(),
  fields: (t) => ({ gender: t.expose('gender', { type: Gender, nullable: true }) }),
});

export const Organization = builder.prismaNode('Stakeholder', {
  variant: 'Organization',
  description: '기관·단체: an organization that the city deals with.',
  id: { field: 'id' },
  nullable: true,
  interfaces: [Stakeholder, Record],
  authScopes: mayRead,
  extensions: readAsRows(),
  fields: (t) => ({
    founded: t.field({
      type: 'PartialDate',
      nullable: true,
      description: 'When it was founded.',
      ...partialDateOf('founded'),
    }),
    dissolved: t.field({
      type: 'PartialDate',
      nullable: true,
      description: 'When it was dissolved.',
      ...partialDateOf('dissolved'),
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
  extensions: readAsRows(),
  fields: (t) => ({
    kind: t.expose('kind', { type: OtherNameKind, description: 'What kind of name it is.' }),
    name: t.string({
      description: 'The name; of a private citizen masked to who may not read personal data.',
      resolve: async ({ name, stakeholderId }, _args, context) =>
        readsPersonalData(context.actor) ? name : shownName(context.actor, name, await byId(context, 'Stakeholder').load(stakeholderId)),
      extensions: compiledBy(shownOtherNameRule),
    }),
  }),
});

export const ContactPoint = builder.prismaNode('ContactPoint', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record, HasPeriod],
  authScopes: mayRead,
  extensions: readAsRows(),
  fields: (t) => ({
    kind: t.expose('kind', { type: ContactPointKind, description: 'What kind of contact point it is.' }),
    value: t.string({
      description: 'The number, address or name as people write it; of a person masked (010-****-1234) to who may not read personal data.',
      resolve: async (point, _args, context) => (await shownPoint(context, point)).value,
      extensions: compiledBy(shownContactValueRule),
    }),
    label: t.string({
      nullable: true,
      description: 'Whose or when, such as 비서실; of a person null to who may not read personal data.',
      resolve: async (point, _args, context) => (await shownPoint(context, point)).label,
      extensions: compiledBy(shownContactLabelRule),
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
  extensions: readAsRows(),
  fields: (t) => ({
    influence: t.exposeInt('influence'),
    interest: t.exposeInt('interest'),
    assessedOn: t.field({ type: 'Date', description: 'The day of the assessment.', ...dayOf('assessedOn') }),
    rationale: t.exposeString('rationale', { nullable: true, description: 'Why it was judged so.' }),
  }),
});

export const RelationshipManager = builder.prismaNode('RelationshipManager', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record, HasPeriod],
  authScopes: mayRead,
  extensions: readAsRows(),
  fields: (t) => ({
    manager: t.field({
      type: Actor,
      description: 'The member of staff.',
      ...namedBy('Actor', 'managerId'),
    }),
    department: t.field({
      type: Department,
      description: 'The department for which the relation is kept.',
      ...namedBy('Department', 'departmentId'),
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
      description:
        'Part of the name or of another name, or initial consonants (ㅂㅈㄹ); capital letters, blanks and punctuation make no difference.',
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
      ...listedBy(({ actor }, { filter, orderBy }: FilteredBy<typeof StakeholderFilter> & OrderedBy<typeof StakeholderOrder>) =>
        stakeholderList(actor, plainIds(filter) ?? {}, orderBy ?? 'NAME'),
      ),
    },
    StakeholderConnection,
  ),
}));
