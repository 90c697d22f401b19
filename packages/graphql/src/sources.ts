import { formatPartialDate } from '@pcrm/core';
import { builder } from './builder.js';
import type { InputFields } from './input-fields.js';

export const SourceType = builder.prismaNode('Source', {
  id: { field: 'id' },
  authScopes: { can: 'sources:read' },
  fields: (t) => ({
    title: t.exposeString('title'),
    publisher: t.exposeString('publisher', { nullable: true }),
    published: t.field({
      type: 'PartialDate',
      nullable: true,
      description: 'The date on the document.',
      resolve: ({ publishedDate, publishedPrecision }) => formatPartialDate(publishedDate, publishedPrecision),
    }),
    url: t.exposeString('url', { nullable: true }),
    note: t.exposeString('note', { nullable: true, description: 'What else is known of it.' }),
  }),
});

/** The document that a record comes from. */
export const sourceField = (t: InputFields) => ({
  sourceId: t.globalID({ for: [SourceType], description: 'The document or conversation that it comes from.' }),
});
