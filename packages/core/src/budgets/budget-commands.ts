import { defineCommand } from '../command.js';
import { InvalidInput, NotFound, StaleVersion, type Problem } from '../errors.js';
import { unknownId, unknownReferences } from '../references.js';
import { requireStakeholder } from '../stakeholders/stakeholder-commands.js';
import * as rules from './budget.js';

const withLines = { lines: { orderBy: { position: 'asc' } } } as const;

/** Records the budget of an organization for a fiscal year as a document prints it. Lines that do not add up to the total are kept so. */
export const recordBudget = defineCommand({
  name: 'recordBudget',
  scope: 'budgets:write',
  schema: rules.recordBudgetInput,
  perform: async ({ db, data: { lines = [], ...columns }, entered }) => {
    await requireStakeholder(db, columns.organizationId);
    const named = lines.map(({ duesBodyId }, index) => ({ to: 'Body', id: duesBodyId, path: ['lines', index, 'duesBodyId'] }) as const);
    refuseProblems(await unknownReferences(db, named));
    const after = await db.budget.create({
      data: { ...columns, ...entered, lines: { create: lines.map((line, index) => ({ ...line, position: index + 1 })) } },
      include: withLines,
    });
    return { type: 'Budget', before: null, after };
  },
});

/** Says of which body the dues are to be paid from a line of a budget, so that they can be reconciled with it before they are paid. */
export const earmarkBudgetLine = defineCommand({
  name: 'earmarkBudgetLine',
  scope: 'budgets:write',
  schema: rules.earmarkBudgetLineInput,
  perform: async ({ db, data: { id, version, lineId, duesBodyId } }) => {
    const before = await db.budget.findUnique({ where: { id }, include: withLines });
    if (before === null) throw new NotFound('Budget', id);
    if (before.version !== version) throw new StaleVersion('Budget', id, version);
    const known = before.lines.some((line) => line.id === lineId);
    refuseProblems([
      ...(known ? [] : [unknownId(['lineId'], 'line of this budget')]),
      ...(await unknownReferences(db, [{ to: 'Body', id: duesBodyId, path: ['duesBodyId'] }])),
    ]);
    const lines = { update: { where: { id: lineId }, data: { duesBodyId } } };
    const after = await db.budget.update({ where: { id, version }, data: { lines, version: { increment: 1 } }, include: withLines });
    return { type: 'Budget', before, after };
  },
});

function refuseProblems(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new InvalidInput(problems);
}
