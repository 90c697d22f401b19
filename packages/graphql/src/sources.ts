import { sourceList } from '@pcrm/core';
import { builder } from './builder.js';
import { readAsRows } from './compiled/rules.js';
import { connectionOf, pageCost } from './connection.js';
import { plainIds } from './input.js';
import { asResult, idempotencyArg, type InputFields } from './input-fields.js';
import { partialDateOf } from './period.js';

const mayRead = { can: 'sources:read' } as const;

export const SourceType = builder.prismaNode('Source', {
  id: { field: 'id' },
  nullable: true,
  authScopes: mayRead,
  extensions: readAsRows(),
  fields: (t) => ({
    title: t.exposeString('title'),
    publisher: t.exposeString('publisher', { nullable: true }),
    published: t.field({
      type: 'PartialDate',
      nullable: true,
      description: 'The date on the document.',
      ...partialDateOf('published'),
    }),
    url: t.exposeString('url', { nullable: true }),
    note: t.exposeString('note', { nullable: true, description: 'What else is known of it.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was entered.' }),
    enteredBy: t.relation('enteredBy', { description: 'Who entered it.' }),
    enteredFor: t.relation('enteredFor', { nullable: true, description: 'For which department.' }),
  }),
});

/** The document that a record comes from. */
export const sourceField = (t: InputFields) => ({
  sourceId: t.globalID({ for: [SourceType], description: 'The document or conversation that it comes from.' }),
});

const SourceConnection = builder.connectionObject({ type: SourceType, name: 'SourceConnection' }, { name: 'SourceEdge' });

builder.queryFields((t) => ({
  sources: t.connection(
    {
      type: SourceType,
      description: 'Documents and conversations that records come from, those entered last first.',
      authScopes: mayRead,
      complexity: pageCost,
      resolve: (_root, page, context) => connectionOf(context, sourceList(context.actor), page),
    },
    SourceConnection,
  ),
}));

const RecordSourceInput = builder.inputType('RecordSourceInput', {
  description: 'A document or conversation that records come from.',
  fields: (t) => ({
    title: t.string({ required: true, description: 'Title as printed on the document.' }),
    publisher: t.string({ description: 'Who published it.' }),
    published: t.field({ type: 'PartialDate', description: 'Day, month or year on the document.' }),
    url: t.string({ description: 'Where the document can be read.' }),
    note: t.string({ description: 'What else is known of it.' }),
  }),
});

builder.mutationField('recordSource', (t) =>
  t.field({
    type: SourceType,
    description: 'Records where records come from: a work plan, a gazette, a letter or an interview.',
    errors: asResult,
    args: { input: t.arg({ type: RecordSourceInput, required: true, description: 'The source.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.recordSource(plainIds(input), { idempotencyKey }),
  }),
);
