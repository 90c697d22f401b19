import { declaredFigureList, declaredFiguresOf, scopeOfMeasure, type Completeness } from '@pcrm/core';
import { builder } from './builder.js';
import { connectionBelow, connectionOf, loaderFor, pageCost } from './connection.js';
import { enumOf } from './enums.js';
import { plainIds } from './input.js';
import { asResult, idempotencyArg } from './input-fields.js';
import { knownPartialDateOf } from './period.js';
import { Record } from './record.js';
import { SourceType } from './sources.js';
import { Organization } from './stakeholders.js';

const DeclaredMeasure = enumOf('DeclaredMeasure');
const mayRead = { can: 'sources:read' } as const;

const CompletenessType = builder.objectRef<Completeness>('Completeness').implement({
  description: 'How many records stand behind a printed figure.',
  fields: (t) => ({
    declared: t.exposeInt('declared', { description: 'The figure as printed.' }),
    recorded: t.exposeInt('recorded', { nullable: true, description: 'How many are recorded; null where the records do not say.' }),
    share: t.exposeFloat('share', {
      nullable: true,
      description: 'Recorded divided by declared, 1 when every one is recorded; null where it cannot be said.',
    }),
  }),
});

const DeclaredFigure = builder.prismaNode('DeclaredFigure', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record],
  authScopes: mayRead,
  fields: (t) => ({
    measure: t.expose('measure', { type: DeclaredMeasure }),
    organization: t.relation('organization', { type: Organization, description: 'The organization or body that it is about.' }),
    qualifier: t.exposeString('qualifier'),
    value: t.exposeInt('value'),
    asOf: t.field({
      type: 'PartialDate',
      description: 'Day, month or year for which it is printed.',
      ...knownPartialDateOf('asOf'),
    }),
    note: t.exposeString('note', { nullable: true, description: 'What else is to be known of it.' }),
    completeness: t.field({
      type: CompletenessType,
      nullable: true,
      description: 'How many records stand behind it; null, with an error, for those who may not read what is counted.',
      authScopes: ({ measure }) => ({ can: scopeOfMeasure[measure] }),
      resolve: ({ id }, _args, context) =>
        loaderFor(context, 'DeclaredFigure.completeness', (figureIds) => context.pcrm.completenessOfEach({ figureIds })).load(id),
    }),
  }),
});

const DeclaredFigureConnection = builder.connectionObject(
  { type: DeclaredFigure, name: 'DeclaredFigureConnection' },
  { name: 'DeclaredFigureEdge' },
);

const DeclaredFigureFilter = builder.inputType('DeclaredFigureFilter', {
  description: 'Which printed figures a list has. Everything that is given must hold.',
  fields: (t) => ({
    organizationId: t.globalID({ for: [Organization], description: 'Only of this organization or body.' }),
    measure: t.field({ type: DeclaredMeasure, description: 'Only what counts this.' }),
  }),
});

builder.queryFields((t) => ({
  declaredFigures: t.connection(
    {
      type: DeclaredFigure,
      description: 'Figures as documents print them, in the order in which they were entered.',
      authScopes: mayRead,
      args: { filter: t.arg({ type: DeclaredFigureFilter, description: 'Which of them.' }) },
      complexity: pageCost,
      resolve: (_root, { filter, ...page }, context) =>
        connectionOf(context, declaredFigureList(context.actor, plainIds(filter) ?? {}), page),
    },
    DeclaredFigureConnection,
  ),
}));

builder.prismaObjectField(Organization, 'declaredFigures', (t) =>
  t.connection(
    {
      type: DeclaredFigure,
      description: 'What documents print of it, in the order in which it was entered.',
      args: { measure: t.arg({ type: DeclaredMeasure, description: 'Only what counts this.' }) },
      complexity: pageCost,
      resolve: ({ id }, { measure, ...args }, context) =>
        connectionBelow(context, {
          field: `Organization.declaredFigures ${measure ?? ''}`,
          parentId: id,
          list: declaredFiguresOf(context.actor, { measure }),
          args,
        }),
    },
    DeclaredFigureConnection,
  ),
);

const DeclareFigureInput = builder.inputType('DeclareFigureInput', {
  description: 'A figure as a document prints it.',
  fields: (t) => ({
    measure: t.field({ type: DeclaredMeasure, required: true, description: 'What is counted.' }),
    organizationId: t.globalID({ required: true, for: [Organization], description: 'The organization or body that it is about.' }),
    qualifier: t.string({
      description:
        'Narrows the measure. What it is compared with is narrowed likewise by a basis (MEMBERS), a kind of meeting (MEETINGS_HELD), an origin or the name of a division (POLICY_TASKS).',
    }),
    value: t.int({ required: true, description: 'The figure as printed.' }),
    asOf: t.field({ type: 'PartialDate', required: true, description: 'Day, month or year for which it is printed.' }),
    note: t.string({ description: 'What else is to be known of it.' }),
    sourceId: t.globalID({ required: true, for: [SourceType], description: 'The document that prints it.' }),
  }),
});

builder.mutationField('declareFigure', (t) =>
  t.field({
    type: DeclaredFigure,
    description: 'Keeps a figure as a document prints it, beside what other sources print and what is counted.',
    errors: asResult,
    args: { input: t.arg({ type: DeclareFigureInput, required: true, description: 'The figure.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.declareFigure(plainIds(input), { idempotencyKey }),
  }),
);
