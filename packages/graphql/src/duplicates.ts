import {
  duplicateDismissalList,
  duplicatePairList,
  type DuplicateEvidence as EvidenceRow,
  type PossibleDuplicate as PossibleRow,
} from '@pcrm/core';
import { builder } from './builder.js';
import { namedBy } from './by-id.js';
import { connectionOf, pageCost } from './connection.js';
import { enumOf } from './enums.js';
import { plainIds } from './input.js';
import { asResult, idempotencyArg } from './input-fields.js';
import { Record } from './record.js';
import { sourceField } from './sources.js';
import { RegisterStakeholderInput } from './stakeholder-mutations.js';
import { Organization, Person, Stakeholder, StakeholderKind } from './stakeholders.js';

const mayRead = { can: 'stakeholders:read' } as const;
const mayCompare = { can: 'personal-data:read' } as const;
const DuplicateReason = enumOf('DuplicateReason');

const DuplicateEvidence = builder.objectRef<EvidenceRow>('DuplicateEvidence').implement({
  description: 'One thing that speaks for two stakeholders being the same, or against it.',
  fields: (t) => ({
    reason: t.expose('reason', { type: DuplicateReason, description: 'What.' }),
    points: t.exposeInt('points', { description: 'How much; below zero against it.' }),
  }),
});

const PossibleDuplicate = builder.objectRef<PossibleRow>('PossibleDuplicate').implement({
  description: 'Somebody who may be the same as the one that is about to be registered.',
  fields: (t) => ({
    stakeholder: t.field({
      type: Stakeholder,
      description: 'Who is there already.',
      ...namedBy('Stakeholder', 'stakeholderId'),
    }),
    score: t.exposeInt('score', { description: 'How much speaks for it, 0 to 100.' }),
    evidence: t.field({
      type: [DuplicateEvidence],
      description: 'What speaks for it and against it, the strongest first.',
      resolve: ({ evidence }) => [...evidence],
    }),
  }),
});

const DuplicatePair = builder.prismaObject('DuplicatePair', {
  authScopes: mayCompare,
  fields: (t) => ({
    first: t.field({
      type: Stakeholder,
      description: 'One of the two.',
      ...namedBy('Stakeholder', 'firstId'),
    }),
    second: t.field({
      type: Stakeholder,
      description: 'The other.',
      ...namedBy('Stakeholder', 'secondId'),
    }),
    score: t.exposeInt('score'),
    evidence: t.field({
      type: [DuplicateEvidence],
      description: 'What speaks for it and against it, the strongest first.',
      resolve: ({ evidence }) => evidence as unknown as EvidenceRow[],
    }),
  }),
});

/** Two who were said not to be the same. */
export const DuplicateDismissal = builder.prismaNode('DuplicateDismissal', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record],
  authScopes: mayRead,
  fields: (t) => ({
    first: t.field({
      type: Stakeholder,
      description: 'One of the two.',
      ...namedBy('Stakeholder', 'firstId'),
    }),
    second: t.field({
      type: Stakeholder,
      description: 'The other.',
      ...namedBy('Stakeholder', 'secondId'),
    }),
    reason: t.exposeString('reason'),
  }),
});

const DuplicateScan = builder.prismaNode('DuplicateScan', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record],
  authScopes: mayRead,
  fields: (t) => ({
    stakeholders: t.exposeInt('stakeholders'),
    compared: t.exposeInt('compared'),
    found: t.exposeInt('found'),
  }),
});

const DuplicatePairConnection = builder.connectionObject(
  { type: DuplicatePair, name: 'DuplicatePairConnection' },
  { name: 'DuplicatePairEdge' },
);
const DuplicateDismissalConnection = builder.connectionObject(
  { type: DuplicateDismissal, name: 'DuplicateDismissalConnection' },
  { name: 'DuplicateDismissalEdge' },
);

const DuplicatePairFilter = builder.inputType('DuplicatePairFilter', {
  description: 'Which pairs a list has. Everything that is given must hold.',
  fields: (t) => ({
    kind: t.field({ type: StakeholderKind, description: 'Only persons, or only organizations.' }),
    minScore: t.int({ description: 'Only with at least so many points, 0 to 100.' }),
    stakeholderId: t.globalID({ for: [Person, Organization], description: 'Only with this stakeholder.' }),
  }),
});

builder.queryFields((t) => ({
  possibleDuplicates: t.field({
    type: [PossibleDuplicate],
    description: 'Who may be the one that is about to be registered: at most ten, the most likely first; for a form, as it is filled in.',
    authScopes: mayCompare,
    args: { input: t.arg({ type: RegisterStakeholderInput, required: true, description: 'What the form has so far.' }) },
    complexity: { field: 20, multiplier: 10 },
    resolve: (_root, { input }, { pcrm }) => pcrm.possibleDuplicates(plainIds(input)),
  }),
  duplicatePairs: t.connection(
    {
      type: DuplicatePair,
      description: 'The pairs that the last search of all found, without those that somebody said are two; the most likely first.',
      authScopes: mayCompare,
      args: { filter: t.arg({ type: DuplicatePairFilter, description: 'Which of them.' }) },
      complexity: pageCost,
      resolve: (_root, { filter, ...page }, context) =>
        connectionOf(context, duplicatePairList(context.actor, plainIds(filter) ?? {}), page),
    },
    DuplicatePairConnection,
  ),
  duplicateDismissals: t.connection(
    {
      type: DuplicateDismissal,
      description: 'Who was said to be two, newest first.',
      authScopes: mayRead,
      complexity: pageCost,
      resolve: (_root, page, context) => connectionOf(context, duplicateDismissalList(context.actor), page),
    },
    DuplicateDismissalConnection,
  ),
  lastDuplicateScan: t.field({
    type: DuplicateScan,
    nullable: true,
    description: 'The last search of all stakeholders for duplicates; null when there was none.',
    authScopes: mayRead,
    resolve: (_root, _args, { pcrm }) => pcrm.lastDuplicateScan(),
  }),
}));

const DismissDuplicateInput = builder.inputType('DismissDuplicateInput', {
  description: 'Two stakeholders that are not the same.',
  fields: (t) => ({
    firstId: t.globalID({ required: true, for: [Person, Organization], description: 'One of the two.' }),
    secondId: t.globalID({ required: true, for: [Person, Organization], description: 'The other.' }),
    reason: t.string({ required: true, description: 'How it is known that they are two.' }),
    ...sourceField(t),
  }),
});

const ReopenedDuplicate = builder
  .objectRef<{ readonly id: string; readonly firstId: string; readonly secondId: string }>('ReopenedDuplicate')
  .implement({
    description: 'Two stakeholders of whom it is open again whether they are the same.',
    fields: (t) => ({
      first: t.field({
        type: Stakeholder,
        description: 'One of the two.',
        ...namedBy('Stakeholder', 'firstId'),
      }),
      second: t.field({
        type: Stakeholder,
        description: 'The other.',
        ...namedBy('Stakeholder', 'secondId'),
      }),
    }),
  });

builder.mutationFields((t) => ({
  scanDuplicates: t.field({
    type: DuplicateScan,
    description: 'Looks for duplicates among all stakeholders, and replaces the pairs that the last search found.',
    errors: asResult,
    args: idempotencyArg(t.arg),
    resolve: (_root, { idempotencyKey }, { pcrm }) => pcrm.scanDuplicates({}, { idempotencyKey }),
  }),
  dismissDuplicate: t.field({
    type: DuplicateDismissal,
    description: 'Says that two stakeholders are not the same: they are not suggested again.',
    errors: asResult,
    args: { input: t.arg({ type: DismissDuplicateInput, required: true, description: 'Which two, and why.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.dismissDuplicate(plainIds(input), { idempotencyKey }),
  }),
  reopenDuplicate: t.field({
    type: ReopenedDuplicate,
    description: 'Takes back that two stakeholders are not the same.',
    errors: asResult,
    args: {
      id: t.arg.globalID({ required: true, for: [DuplicateDismissal], description: 'What was said of the two.' }),
      ...idempotencyArg(t.arg),
    },
    resolve: (_root, { idempotencyKey, ...input }, { pcrm }) => pcrm.reopenDuplicate(plainIds(input), { idempotencyKey }),
  }),
}));
