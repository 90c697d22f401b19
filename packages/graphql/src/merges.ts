import {
  mergeFields,
  mergeList,
  mergesInto,
  mergeWinners,
  shownName,
  type FieldPreview as FieldPreviewRow,
  type MergeEffect as MergeEffectRow,
  type MergePreview as MergePreviewRow,
  type Obstacle,
} from '@pcrm/core';
import { encodeGlobalID } from '@pothos/plugin-relay';
import { builder } from './builder.js';
import { byId } from './by-id.js';
import { connectionBelow, connectionOf, pageCost } from './connection.js';
import type { GraphQLContext } from './context.js';
import { DuplicateDismissal } from './duplicates.js';
import { plainIds } from './input.js';
import { asResult, idempotencyArg, type InputFields } from './input-fields.js';
import { Record } from './record.js';
import { sourceField } from './sources.js';
import { Organization, Person, Stakeholder } from './stakeholders.js';

const mayRead = { can: 'stakeholders:read' } as const;
const mayMerge = { can: 'stakeholders:merge' } as const;

const MergeField = builder.enumType('MergeField', {
  description: 'A field of a stakeholder of which one record can have one value, or one list.',
  values: Object.fromEntries(mergeFields.map((field) => [field, { value: field, description: fieldDescriptions(field) }])) as {
    [Field in (typeof mergeFields)[number]]: { value: Field; description: string };
  },
});

function fieldDescriptions(field: (typeof mergeFields)[number]): string {
  const words = {
    NAME: 'The name in use. The other one is kept as an alias.',
    CATEGORIES: 'Why the city deals with them.',
    REGION: 'Province, city or district.',
    NOTE: 'What staff should know.',
    GENDER: 'Persons only.',
    FOUNDED: 'Organizations only.',
    DISSOLVED: 'Organizations only.',
    PARENT: 'Organizations only: what it is part of, as an id.',
  };
  return words[field];
}

const MergeWinner = builder.enumType('MergeWinner', {
  description: 'Whose value a field gets.',
  values: Object.fromEntries(
    mergeWinners.map((winner) => [
      winner,
      {
        value: winner,
        description: {
          KEPT: 'That of the stakeholder that is kept.',
          MERGED: 'That of the merged one.',
          BOTH: 'Both; for categories and notes.',
        }[winner],
      },
    ]),
  ) as { [Winner in (typeof mergeWinners)[number]]: { value: Winner; description: string } },
});

const FieldPreview = builder.objectRef<FieldPreviewRow>('FieldPreview').implement({
  description: 'What a field is in both, and what it will be; an empty list where there is no value.',
  fields: (t) => ({
    field: t.expose('field', { type: MergeField, description: 'Which.' }),
    kept: t.stringList({ description: 'What it is in the one that is kept.', resolve: (preview) => valuesOf(preview, preview.kept) }),
    merged: t.stringList({ description: 'What it is in the one to merge.', resolve: (preview) => valuesOf(preview, preview.merged) }),
    winner: t.expose('winner', { type: MergeWinner, description: 'Whose value it gets, by rule or as chosen.' }),
    result: t.stringList({ description: 'What it will be.', resolve: (preview) => valuesOf(preview, preview.result) }),
  }),
});

// Ids go out as everywhere.
function valuesOf({ field }: FieldPreviewRow, values: readonly string[]): string[] {
  return field === 'PARENT' ? values.map((id) => encodeGlobalID('Organization', id)) : [...values];
}

const MergeEffect = builder.objectRef<MergeEffectRow>('MergeEffect').implement({
  description: 'What a merge does to the records of one kind, as far as the caller may see them.',
  fields: (t) => ({
    record: t.exposeString('table', { description: 'The kind of record, such as Membership.' }),
    column: t.exposeString('column', { description: 'Where it names the stakeholder, such as memberId.' }),
    moved: t.exposeInt('moved', { description: 'How many will name the survivor.' }),
    dropped: t.exposeInt('dropped', { description: 'How many say what another of them says, and are taken out. Undoing puts them back.' }),
  }),
});

const MergeObstacle = builder.objectRef<Obstacle>('MergeObstacle').implement({
  description: 'Something that forbids a merge.',
  fields: (t) => ({
    rule: t.exposeString('rule', { description: 'A short stable word for it.' }),
    message: t.string({ description: 'A sentence that says cause and cure.', resolve: ({ message }, _args, { tell }) => tell(message) }),
  }),
});

const MergePreview = builder.objectRef<MergePreviewRow>('MergePreview').implement({
  description: 'What merging two stakeholders would do.',
  fields: (t) => ({
    keep: t.field({ type: Stakeholder, description: 'Whose id stays.', resolve: ({ kept }) => kept }),
    merge: t.field({ type: Stakeholder, description: 'Whose id will stand for the other.', resolve: ({ merged }) => merged }),
    fields: t.field({ type: [FieldPreview], description: 'Each field with its winner.', resolve: ({ fields }) => [...fields] }),
    effects: t.field({ type: [MergeEffect], description: 'What becomes of their records.', resolve: ({ effects }) => [...effects] }),
    obstacles: t.field({
      type: [MergeObstacle],
      description: 'What forbids it; empty when it can be done.',
      resolve: ({ obstacles }) => [...obstacles],
    }),
    dismissal: t.field({
      type: DuplicateDismissal,
      nullable: true,
      description: 'Somebody said that they are two; null when nobody did.',
      resolve: ({ dismissal }) => dismissal,
    }),
  }),
});

const StakeholderMerge = builder.prismaNode('StakeholderMerge', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record],
  authScopes: mayRead,
  fields: (t) => ({
    mergedId: t.id({
      description: 'The id that was merged. While the merge stands, it is read as that of the survivor.',
      resolve: async ({ mergedId, keptId }, _args, context) => {
        const { kind } = await presentStakeholder(context, keptId);
        return encodeGlobalID(kind === 'PERSON' ? 'Person' : 'Organization', mergedId);
      },
    }),
    mergedName: t.string({
      description: 'The name of the merged one; of a private citizen masked to who may not read personal data.',
      resolve: async ({ mergedName, keptId }, _args, context) =>
        shownName(context.actor, mergedName, await presentStakeholder(context, keptId)),
    }),
    survivor: t.field({
      type: Stakeholder,
      description: 'Into whom it was merged, as they are today: after later merges too.',
      resolve: ({ keptId }, _args, context) => presentStakeholder(context, keptId),
    }),
    reason: t.exposeString('reason'),
    undoneAt: t.expose('undoneAt', { type: 'DateTime', nullable: true, description: 'When it was undone; null while it stands.' }),
    undoneReason: t.exposeString('undoneReason', { nullable: true, description: 'Why it was undone.' }),
  }),
});

function presentStakeholder(context: GraphQLContext, id: string) {
  return byId(context, 'Stakeholder').load(id);
}

const StakeholderMergeConnection = builder.connectionObject(
  { type: StakeholderMerge, name: 'StakeholderMergeConnection' },
  { name: 'StakeholderMergeEdge' },
);

const StakeholderMergeFilter = builder.inputType('StakeholderMergeFilter', {
  description: 'Which merges a list has. Everything that is given must hold.',
  fields: (t) => ({
    stakeholderId: t.globalID({ for: [Person, Organization], description: 'Merges of this stakeholder, under any of its ids.' }),
    undone: t.boolean({ description: 'Only those that were undone, or only those that stand.' }),
  }),
});

const MergeChoiceInput = builder.inputType('MergeChoiceInput', {
  description: 'Whose value a field gets, where it is not the one that the rules choose.',
  fields: (t) => ({
    field: t.field({ type: MergeField, required: true, description: 'Which field.' }),
    winner: t.field({ type: MergeWinner, required: true, description: 'Whose value.' }),
  }),
});

const twoStakeholders = (t: InputFields) => ({
  keepId: t.globalID({ required: true, for: [Person, Organization], description: 'Whose id stays.' }),
  mergeId: t.globalID({ required: true, for: [Person, Organization], description: 'Whose id will stand for the other.' }),
  choices: t.field({ type: [MergeChoiceInput], description: 'Fields that get another value than by rule.' }),
});

const MergePreviewInput = builder.inputType('MergePreviewInput', {
  description: 'Two stakeholders to merge, perhaps.',
  fields: twoStakeholders,
});

builder.queryFields((t) => ({
  mergePreview: t.field({
    type: MergePreview,
    description: 'What merging two stakeholders would do, and what forbids it. Nothing is written.',
    authScopes: mayMerge,
    args: { input: t.arg({ type: MergePreviewInput, required: true, description: 'Which two.' }) },
    complexity: 50,
    resolve: (_root, { input }, { pcrm }) => pcrm.mergePreview(plainIds(input)),
  }),
  merges: t.connection(
    {
      type: StakeholderMerge,
      description: 'Merges of stakeholders, newest first.',
      authScopes: mayRead,
      args: { filter: t.arg({ type: StakeholderMergeFilter, description: 'Which of them.' }) },
      complexity: pageCost,
      resolve: (_root, { filter, ...page }, context) => connectionOf(context, mergeList(context.actor, plainIds(filter) ?? {}), page),
    },
    StakeholderMergeConnection,
  ),
}));

builder.prismaInterfaceField(Stakeholder, 'mergedFrom', (t) =>
  t.connection(
    {
      type: StakeholderMerge,
      description: 'What was merged into them, newest first. Ids of these are read as theirs.',
      complexity: pageCost,
      resolve: ({ id }, args, context) =>
        connectionBelow(context, { field: 'Stakeholder.mergedFrom', parentId: id, list: mergesInto(context.actor), args }),
    },
    StakeholderMergeConnection,
  ),
);

const MergeStakeholdersInput = builder.inputType('MergeStakeholdersInput', {
  description: 'Two records of one stakeholder.',
  fields: (t) => ({
    ...twoStakeholders(t),
    keepVersion: t.int({ required: true, description: 'The version of the one that is kept, as the preview showed it.' }),
    mergeVersion: t.int({ required: true, description: 'The version of the one to merge, as the preview showed it.' }),
    reason: t.string({ required: true, description: 'How it is known that they are the same.' }),
    ...sourceField(t),
  }),
});

const UndoMergeInput = builder.inputType('UndoMergeInput', {
  description: 'A merge to take back.',
  fields: (t) => ({
    id: t.globalID({ required: true, for: [StakeholderMerge], description: 'The merge.' }),
    reason: t.string({ required: true, description: 'How it is known that they are two.' }),
  }),
});

builder.mutationFields((t) => ({
  mergeStakeholders: t.field({
    type: StakeholderMerge,
    description: 'Makes two records of one stakeholder one. The merged id is read as that of the survivor from then on.',
    errors: asResult,
    args: { input: t.arg({ type: MergeStakeholdersInput, required: true, description: 'Which two, and why.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.mergeStakeholders(plainIds(input), { idempotencyKey }),
  }),
  undoMerge: t.field({
    type: StakeholderMerge,
    description: 'Takes a merge back: each has again what was theirs. What was entered or revised since stays as it is.',
    errors: asResult,
    args: { input: t.arg({ type: UndoMergeInput, required: true, description: 'Which, and why.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.undoMerge(plainIds(input), { idempotencyKey }),
  }),
}));
