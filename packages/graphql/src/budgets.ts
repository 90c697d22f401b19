import { budgetList, budgetsOf, linesDifference, type BudgetGrowth } from '@pcrm/core';
import { Body } from './bodies.js';
import { builder } from './builder.js';
import { byId } from './by-id.js';
import { readAsRows } from './compiled/rules.js';
import { connectionBelow, connectionOf, loaderFor, pageCost } from './connection.js';
import { plainIds } from './input.js';
import { asResult, idempotencyArg, versionField } from './input-fields.js';
import { Money, MoneyUnit } from './money.js';
import { Record } from './record.js';
import { sourceField } from './sources.js';
import { Organization } from './stakeholders.js';

const mayRead = { can: 'budgets:read' } as const;

export const BudgetLine = builder.prismaNode('BudgetLine', {
  id: { field: 'id' },
  nullable: true,
  authScopes: mayRead,
  extensions: readAsRows(),
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What it is for, as printed.' }),
    amount: t.field({
      type: Money,
      description: 'How much it is.',
      resolve: async ({ amount, budgetId }, _args, context) => ({ amount, unit: (await byId(context, 'Budget').load(budgetId)).unit }),
    }),
    budget: t.relation('budget', { description: 'The budget of which it is a line.' }),
    duesBody: t.relation('duesBody', { nullable: true, description: 'The body whose dues are to be paid from it.' }),
  }),
});

const withLines = { lines: { orderBy: { position: 'asc' } } } as const;

export const Budget = builder.prismaNode('Budget', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record],
  authScopes: mayRead,
  extensions: readAsRows(),
  fields: (t) => ({
    organization: t.relation('organization', { type: Organization, description: 'Whose budget it is.' }),
    year: t.exposeInt('year'),
    total: t.field({ type: Money, description: 'The total as printed.', resolve: ({ total, unit }) => ({ amount: total, unit }) }),
    lines: t.field({
      type: [BudgetLine],
      description: 'Its lines, as printed.',
      select: withLines,
      resolve: ({ lines }) => lines,
    }),
    linesDifference: t.field({
      type: Money,
      nullable: true,
      description: 'The printed total minus the sum of the lines: 0 where they agree; null where no lines are printed.',
      select: withLines,
      resolve: ({ total, lines, unit }) => {
        const amount = linesDifference(total, lines);
        return amount === null ? null : { amount, unit };
      },
    }),
    note: t.exposeString('note', { nullable: true, description: 'What else is to be known of it.' }),
    version: t.exposeInt('version', { description: 'What a revision is based on.' }),
  }),
});

const BudgetGrowthType = builder.objectRef<BudgetGrowth>('BudgetGrowth').implement({
  description: 'A budget beside the one of the year before. All of it is null where none is recorded for the year before.',
  authScopes: mayRead,
  fields: (t) => ({
    previous: t.field({ type: Budget, nullable: true, description: 'The budget of the year before.', resolve: ({ previous }) => previous }),
    difference: t.field({
      type: Money,
      nullable: true,
      description: 'By how much it grew, in won; below 0 where it shrank.',
      resolve: ({ differenceKrw }) => (differenceKrw === null ? null : { amount: differenceKrw, unit: 'KRW' as const }),
    }),
    percent: t.exposeFloat('percent', {
      nullable: true,
      description: 'By how many percent it grew, to one decimal; null, too, where the year before had a budget of 0.',
    }),
  }),
});

builder.prismaObjectFields(Budget, (t) => ({
  growth: t.field({
    type: BudgetGrowthType,
    description: 'How it grew over the year before.',
    resolve: ({ id }, _args, context) =>
      loaderFor(context, 'Budget.growth', (budgetIds) => context.pcrm.budgetGrowthOfEach({ budgetIds })).load(id),
  }),
}));

const BudgetConnection = builder.connectionObject({ type: Budget, name: 'BudgetConnection' }, { name: 'BudgetEdge' });

const BudgetFilter = builder.inputType('BudgetFilter', {
  description: 'Which budgets a list has.',
  fields: (t) => ({ organizationId: t.globalID({ for: [Organization], description: 'Only of this organization.' }) }),
});

builder.queryFields((t) => ({
  budgets: t.connection(
    {
      type: Budget,
      description: 'Budgets, the newest year first.',
      authScopes: mayRead,
      args: { filter: t.arg({ type: BudgetFilter, description: 'Which of them.' }) },
      complexity: pageCost,
      resolve: (_root, { filter, ...page }, context) => connectionOf(context, budgetList(context.actor, plainIds(filter) ?? {}), page),
    },
    BudgetConnection,
  ),
}));

builder.prismaObjectField(Organization, 'budgets', (t) =>
  t.connection(
    {
      type: Budget,
      description: 'Its budgets, the newest year first.',
      complexity: pageCost,
      resolve: ({ id }, args, context) =>
        connectionBelow(context, { field: 'Organization.budgets', parentId: id, list: budgetsOf(context.actor), args }),
    },
    BudgetConnection,
  ),
);

const BudgetLineInput = builder.inputType('BudgetLineInput', {
  description: 'One line of a budget, in the unit of the budget.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'What it is for, as printed; unique within the budget.' }),
    amount: t.field({ type: 'SafeInt', required: true, description: 'How much it is.' }),
    duesBodyId: t.globalID({ for: [Body], description: 'The body whose dues are to be paid from it.' }),
  }),
});

const RecordBudgetInput = builder.inputType('RecordBudgetInput', {
  description: 'The budget of an organization for a fiscal year, as a document prints it.',
  fields: (t) => ({
    organizationId: t.globalID({ required: true, for: [Organization], description: 'Whose budget it is.' }),
    year: t.int({ required: true, description: 'Fiscal year.' }),
    total: t.field({
      type: 'SafeInt',
      required: true,
      description: 'The total as printed, even where the lines add up to something else.',
    }),
    unit: t.field({ type: MoneyUnit, required: true, description: 'The unit that the source prints.' }),
    lines: t.field({ type: [BudgetLineInput], description: 'Its lines, in their order.' }),
    note: t.string({ description: 'What else is to be known of it.' }),
    ...sourceField(t),
  }),
});

builder.mutationField('recordBudget', (t) =>
  t.field({
    type: Budget,
    description: 'Records a budget as a document prints it. Lines that do not add up to the total are kept so.',
    errors: asResult,
    args: { input: t.arg({ type: RecordBudgetInput, required: true, description: 'The budget.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.recordBudget(plainIds(input), { idempotencyKey }),
  }),
);

const EarmarkBudgetLineInput = builder.inputType('EarmarkBudgetLineInput', {
  description: 'Of which body the dues are to be paid from a line of a budget.',
  fields: (t) => ({
    id: t.globalID({ required: true, for: [Budget], description: 'The budget.' }),
    ...versionField(t),
    lineId: t.globalID({ required: true, for: [BudgetLine], description: 'The line.' }),
    duesBodyId: t.globalID({ for: [Body], description: 'The body; none when left out.' }),
  }),
});

builder.mutationField('earmarkBudgetLine', (t) =>
  t.field({
    type: Budget,
    description: 'Says of which body the dues are to be paid from a line, so that they can be reconciled with it before they are paid.',
    errors: asResult,
    args: {
      input: t.arg({ type: EarmarkBudgetLineInput, required: true, description: 'The line and the body.' }),
      ...idempotencyArg(t.arg),
    },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => {
      const { duesBodyId = null, ...line } = plainIds(input);
      return pcrm.earmarkBudgetLine({ ...line, duesBodyId }, { idempotencyKey });
    },
  }),
);
