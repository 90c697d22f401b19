import { defineCommand } from '../command.js';
import { dateColumns } from '../period.js';
import { requireStakeholder } from '../stakeholders/stakeholder-commands.js';
import * as rules from './source.js';

/** Records where records come from: a work plan, a gazette, a letter or an interview. */
export const recordSource = defineCommand({
  name: 'recordSource',
  scope: 'sources:write',
  schema: rules.recordSourceInput,
  perform: async ({ db, data: { published, ...columns }, entered: { sourceId: _itself, ...entered } }) => {
    const after = await db.source.create({ data: { ...columns, ...dateColumns('published', published), ...entered } });
    return { type: 'Source', before: null, after };
  },
});

/** Keeps a figure as a document prints it. What another source prints stands beside it, and neither is ever derived. */
export const declareFigure = defineCommand({
  name: 'declareFigure',
  scope: 'sources:write',
  schema: rules.declareFigureInput,
  perform: async ({ db, data: { asOf, sourceId, ...columns }, entered }) => {
    await requireStakeholder(db, columns.organizationId);
    const printed = { asOfDate: asOf.date, asOfPrecision: asOf.precision };
    const after = await db.declaredFigure.create({ data: { ...columns, ...printed, ...entered, sourceId } });
    return { type: 'DeclaredFigure', before: null, after };
  },
});
