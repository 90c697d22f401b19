import type { DuesReconciliation, ReconciledLine } from '@pcrm/core';
import { Body } from './bodies.js';
import { BudgetLine } from './budgets.js';
import { builder } from './builder.js';
import { loaderFor } from './connection.js';
import { DuesPayment } from './dues.js';
import { plainIds } from './input.js';
import { asResult, idempotencyArg, versionField } from './input-fields.js';
import { Organization, Stakeholder } from './stakeholders.js';

const mayRead = { can: 'budgets:read' } as const;

const ReconciledLineType = builder.objectRef<ReconciledLine>('ReconciledLine').implement({
  description: 'A line of a budget from which dues are to be paid or were paid, in won.',
  authScopes: mayRead,
  fields: (t) => ({
    line: t.field({ type: BudgetLine, description: 'The line.', resolve: ({ line }) => line }),
    budgetedKrw: t.expose('budgetedKrw', { type: 'SafeInt', description: 'How much it is.' }),
    paidKrw: t.expose('paidKrw', { type: 'SafeInt', description: 'Paid from it to this body for the year.' }),
    leftKrw: t.expose('leftKrw', {
      type: 'SafeInt',
      description: 'What is left after all dues that were paid from it, to other bodies too; below 0 where it was overdrawn.',
    }),
  }),
});

const DuesReconciliationType = builder.objectRef<DuesReconciliation>('DuesReconciliation').implement({
  description: 'What a payer owes a body for a fiscal year, has in its budgets for it, and has paid, in won.',
  authScopes: mayRead,
  fields: (t) => ({
    body: t.field({ type: Body, description: 'The body.', resolve: ({ body }) => body }),
    year: t.exposeInt('year', { description: 'The fiscal year.' }),
    payer: t.field({
      type: Stakeholder,
      description: 'Who owes or pays: a member, or a chair of the year where the chair bears the cost.',
      resolve: ({ payer }) => payer,
    }),
    owedKrw: t.expose('owedKrw', { type: 'SafeInt', nullable: true, description: 'Owed by rule; null where the rule names no sum.' }),
    paidKrw: t.expose('paidKrw', { type: 'SafeInt', description: 'Paid for the year.' }),
    budgetedKrw: t.expose('budgetedKrw', { type: 'SafeInt', description: 'What the lines hold from which it is to be paid or was paid.' }),
    unpaidKrw: t.expose('unpaidKrw', {
      type: 'SafeInt',
      nullable: true,
      description: 'Owed and not paid; below 0 where too much was paid. Null where the rule names no sum.',
    }),
    budgetDifferenceKrw: t.expose('budgetDifferenceKrw', {
      type: 'SafeInt',
      description: 'Budgeted beyond what is owed, or paid where the rule names no sum; below 0 where the budget does not reach.',
    }),
    unmatchedKrw: t.expose('unmatchedKrw', { type: 'SafeInt', description: 'Paid from no line that is recorded.' }),
    lines: t.field({ type: [ReconciledLineType], description: 'Line by line.', resolve: ({ lines }) => [...lines] }),
  }),
});

const year = { required: true, description: 'The fiscal year.' } as const;

builder.prismaObjectFields(Body, (t) => ({
  duesReconciliation: t.field({
    type: [DuesReconciliationType],
    description: 'Its dues for a year beside the budgets of those who pay them, by payer.',
    authScopes: mayRead,
    args: { year: t.arg.int(year) },
    complexity: 50,
    resolve: ({ id }, args, context) =>
      loaderFor(context, `Body.duesReconciliation ${args.year}`, async (ids) => {
        const all = await context.pcrm.duesReconciliation({ bodyIds: [...ids], year: args.year });
        return ids.map((bodyId) => all.filter(({ body }) => body.id === bodyId));
      }).load(id),
  }),
}));

builder.prismaObjectFields(Organization, (t) => ({
  duesReconciliation: t.field({
    type: [DuesReconciliationType],
    description: 'The dues that it owes and pays for a year beside its budgets and those of its units, by body.',
    authScopes: mayRead,
    args: { year: t.arg.int(year) },
    complexity: 50,
    resolve: ({ id }, args, context) =>
      loaderFor(context, `Organization.duesReconciliation ${args.year}`, async (ids) => {
        const all = await context.pcrm.duesReconciliation({ year: args.year });
        return ids.map((payerId) => all.filter(({ payer }) => payer.id === payerId));
      }).load(id),
  }),
}));

const MatchDuesInput = builder.inputType('MatchDuesInput', {
  description: 'From which line of a budget dues were paid.',
  fields: (t) => ({
    id: t.globalID({ required: true, for: [DuesPayment], description: 'The payment.' }),
    ...versionField(t),
    budgetLineId: t.globalID({ for: [BudgetLine], description: 'The line; left out, it is not known any more.' }),
  }),
});

builder.mutationField('matchDues', (t) =>
  t.field({
    type: DuesPayment,
    description: 'Says from which line of a budget of the payer, or of one of its units, dues were paid.',
    errors: asResult,
    args: { input: t.arg({ type: MatchDuesInput, required: true, description: 'The payment and the line.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => {
      const { budgetLineId = null, ...payment } = plainIds(input);
      return pcrm.matchDues({ ...payment, budgetLineId }, { idempotencyKey });
    },
  }),
);
