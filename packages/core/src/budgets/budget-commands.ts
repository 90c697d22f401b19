import { defineCommand } from '../command.js';
import { requireStakeholder } from '../stakeholders/stakeholder-commands.js';
import * as rules from './budget.js';

/** Records the budget of an organization for a fiscal year as a document prints it. Lines that do not add up to the total are kept so. */
export const recordBudget = defineCommand({
  name: 'recordBudget',
  scope: 'budgets:write',
  schema: rules.recordBudgetInput,
  perform: async ({ db, data: { lines = [], ...columns }, entered }) => {
    await requireStakeholder(db, columns.organizationId);
    const after = await db.budget.create({
      data: { ...columns, ...entered, lines: { create: lines.map((line, index) => ({ ...line, position: index + 1 })) } },
      include: { lines: { orderBy: { position: 'asc' } } },
    });
    return { type: 'Budget', before: null, after };
  },
});
