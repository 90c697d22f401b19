import { duesPaymentsOfBody, type DuesAccount, type DuesLedger } from '@pcrm/core';
import { Body } from './bodies.js';
import { BudgetLine } from './budgets.js';
import { builder } from './builder.js';
import { connectionBelow, loaderFor, pageCost } from './connection.js';
import { plainIds } from './input.js';
import { asResult, idempotencyArg } from './input-fields.js';
import { ChairTermType } from './memberships.js';
import { Money, MoneyUnit } from './money.js';
import { dayOf } from './period.js';
import { Record } from './record.js';
import { sourceField } from './sources.js';
import { Organization, Person, Stakeholder } from './stakeholders.js';

const mayRead = { can: 'bodies:read' } as const;

export const DuesPayment = builder.prismaNode('DuesPayment', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record],
  authScopes: mayRead,
  fields: (t) => ({
    body: t.relation('body', { description: 'The body that was paid.' }),
    payer: t.relation('payer', { type: Stakeholder, description: 'Who paid.' }),
    year: t.exposeInt('year'),
    paid: t.field({ type: Money, description: 'What was paid.', resolve: ({ amount, unit }) => ({ amount, unit }) }),
    paidOn: t.field({ type: 'Date', description: 'The day of the payment.', ...dayOf('paidOn') }),
    note: t.exposeString('note', { nullable: true, description: 'What else is to be known of it.' }),
    budgetLine: t.relation('budgetLine', { nullable: true, description: 'The line of a budget of the payer from which it was paid.' }),
    version: t.exposeInt('version', { description: 'What a revision is based on.' }),
  }),
});

const DuesPaymentConnection = builder.connectionObject({ type: DuesPayment, name: 'DuesPaymentConnection' }, { name: 'DuesPaymentEdge' });

builder.prismaObjectField(Body, 'payments', (t) =>
  t.connection(
    {
      type: DuesPayment,
      description: 'Dues that were paid to it, the last paid first.',
      complexity: pageCost,
      resolve: ({ id }, args, context) =>
        connectionBelow(context, { field: 'Body.payments', parentId: id, list: duesPaymentsOfBody(context.actor), args }),
    },
    DuesPaymentConnection,
  ),
);

const DuesAccountType = builder.objectRef<DuesAccount>('DuesAccount').implement({
  description: 'What one payer owes a body for a year and has paid.',
  authScopes: mayRead,
  fields: (t) => ({
    payer: t.field({ type: Stakeholder, description: 'Who owes or has paid.', resolve: ({ payer }) => payer }),
    dueKrw: t.expose('dueKrw', {
      type: 'SafeInt',
      nullable: true,
      description: 'What is due, in won; null where the rule names no sum: the chair bears the cost.',
    }),
    paidKrw: t.expose('paidKrw', { type: 'SafeInt', description: 'What was paid, in won.' }),
    payments: t.field({
      type: [DuesPayment],
      description: 'The payments, the first paid first.',
      resolve: ({ payments }) => [...payments],
    }),
  }),
});

const DuesLedgerType = builder.objectRef<DuesLedger>('DuesLedger').implement({
  description: 'The dues of a body for a fiscal year, 1 January to 31 December: what is due by rule, and what was paid.',
  authScopes: mayRead,
  fields: (t) => ({
    year: t.exposeInt('year', { description: 'The fiscal year.' }),
    accounts: t.field({
      type: [DuesAccountType],
      description: 'Everybody who owes dues or has paid some, by name.',
      resolve: ({ accounts }) => [...accounts],
    }),
    borneBy: t.field({
      type: [ChairTermType],
      description: 'The chairs of that year, who bear the cost where the rule says so; empty under another rule.',
      resolve: ({ borneBy }) => [...borneBy],
    }),
    totalDueKrw: t.expose('totalDueKrw', {
      type: 'SafeInt',
      nullable: true,
      description: 'What is due in all, in won; null where the rule names no sum.',
    }),
    totalPaidKrw: t.expose('totalPaidKrw', { type: 'SafeInt', description: 'What was paid in all, in won.' }),
  }),
});

builder.prismaObjectFields(Body, (t) => ({
  duesLedger: t.field({
    type: DuesLedgerType,
    description: 'Its dues for a year: what is due by rule, and what was paid.',
    args: { year: t.arg.int({ required: true, description: 'The fiscal year.' }) },
    complexity: 50,
    resolve: ({ id }, { year }, context) =>
      loaderFor(context, `Body.duesLedger ${year}`, (bodyIds) => context.pcrm.duesLedgerOfEach({ bodyIds: [...bodyIds], year })).load(id),
  }),
}));

const PayDuesInput = builder.inputType('PayDuesInput', {
  description: 'Dues that were paid to a body for a year.',
  fields: (t) => ({
    bodyId: t.globalID({ required: true, for: [Body], description: 'The body that was paid.' }),
    payerId: t.globalID({ required: true, for: [Person, Organization], description: 'Who paid.' }),
    year: t.int({ required: true, description: 'Fiscal year for which it was paid.' }),
    amount: t.field({ type: 'SafeInt', required: true, description: 'How many of the unit.' }),
    unit: t.field({ type: MoneyUnit, required: true, description: 'The unit that the source prints.' }),
    paidOn: t.field({ type: 'Date', required: true, description: 'The day of the payment.' }),
    note: t.string({ description: 'What else is to be known of it.' }),
    budgetLineId: t.globalID({
      for: [BudgetLine],
      description: 'The line of a budget of the payer, or of one of its units, from which it was paid.',
    }),
    ...sourceField(t),
  }),
});

builder.mutationField('payDues', (t) =>
  t.field({
    type: DuesPayment,
    description: 'Records dues that were paid to a body for a year.',
    errors: asResult,
    args: { input: t.arg({ type: PayDuesInput, required: true, description: 'The payment.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.payDues(plainIds(input), { idempotencyKey }),
  }),
);
