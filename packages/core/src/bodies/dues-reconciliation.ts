import type { z } from 'zod';
import { requireScope } from '../access/actor.js';
import type { Context } from '../context.js';
import type { Body, Budget, BudgetLine, DuesPayment, Stakeholder } from '../generated/prisma/client.js';
import { groupBy } from '../group-by.js';
import { parseInput } from '../input.js';
import { survivorsOf } from '../stakeholders/present-stakeholder.js';
import { duesReconciliationInput } from './body.js';
import { duesLedgerOfEach, type DuesLedger } from './dues-ledger.js';
import { inKrw } from './money.js';

/** A line of a budget from which dues are to be paid or were paid. */
export interface ReconciledLine {
  readonly line: BudgetLine;
  readonly budget: Budget;
  readonly budgetedKrw: bigint;
  /** Paid from it to this body for the year. */
  readonly paidKrw: bigint;
  /** What is left of it after all dues that were paid from it, to other bodies too; below 0 where it was overdrawn. */
  readonly leftKrw: bigint;
}

/** What one payer owes a body for a year, has in its budgets for it, and has paid, in won. */
export interface DuesReconciliation {
  readonly body: Body;
  readonly year: number;
  readonly payer: Stakeholder;
  /** Null where the rule names no sum: the chair bears the cost. */
  readonly owedKrw: bigint | null;
  readonly paidKrw: bigint;
  /** What the lines hold that are meant for it. */
  readonly budgetedKrw: bigint;
  /** Owed and not paid; below 0 where too much was paid. Null where the rule names no sum. */
  readonly unpaidKrw: bigint | null;
  /** Budgeted beyond what is owed, or beyond what was paid where the rule names no sum; below 0 where the budget does not reach. */
  readonly budgetDifferenceKrw: bigint;
  /** Paid from no line that is recorded. */
  readonly unmatchedKrw: bigint;
  readonly lines: readonly ReconciledLine[];
}

/**
 * The dues of bodies for a fiscal year, reconciled with the lines of the payers' budgets, by body and payer: what is owed by rule, what
 * the budgets of the payer and of its units hold for it, and what was paid from which line. Where the chair bears the cost, the chairs of
 * the year are the payers.
 *
 * @throws NotFound when an organization is no body.
 */
export async function duesReconciliation(context: Context, input: z.input<typeof duesReconciliationInput>): Promise<DuesReconciliation[]> {
  const { db, actor } = context;
  requireScope(actor, 'bodies:read');
  requireScope(actor, 'budgets:read');
  const { bodyIds, payerId, year } = parseInput(duesReconciliationInput, input);
  const ids = bodyIds ?? (await db.body.findMany({ select: { id: true }, orderBy: { id: 'asc' } })).map(({ id }) => id);
  const ledgers = await duesLedgerOfEach(context, { bodyIds: ids, year });
  const lines = await loadLines(context, ids, year);
  const reconciled = ledgers.flatMap((ledger) => reconcile(ledger, lines));
  if (!payerId) return reconciled;
  const payer = (await survivorsOf(db, [payerId])).get(payerId) ?? payerId;
  return reconciled.filter((line) => line.payer.id === payer);
}

type LoadedLine = BudgetLine & {
  readonly budget: Budget & { readonly organization: Stakeholder };
  readonly duesPayments: readonly DuesPayment[];
  /** The organization of the budget, and those above it. */
  readonly owners: readonly string[];
};

async function loadLines({ db }: Context, bodyIds: readonly string[], year: number): Promise<LoadedLine[]> {
  const bodyId = { in: [...bodyIds] };
  const lines = await db.budgetLine.findMany({
    where: { OR: [{ duesBodyId: bodyId, budget: { year } }, { duesPayments: { some: { bodyId, year } } }] },
    include: { budget: { include: { organization: true } }, duesPayments: true },
    orderBy: [{ budgetId: 'asc' }, { position: 'asc' }],
  });
  const organizationIds = [...new Set(lines.map(({ budget }) => budget.organizationId))];
  const above = await db.$queryRaw<{ rootId: string; id: string }[]>`
    WITH RECURSIVE above AS (
      SELECT root AS "rootId", root AS id FROM unnest(${organizationIds}::uuid[]) AS root
      UNION
      SELECT above."rootId", s."parentId" FROM above JOIN "Stakeholder" s ON s."id" = above.id WHERE s."parentId" IS NOT NULL
    )
    SELECT "rootId", id FROM above`;
  const owners = groupBy(above, ({ rootId }) => rootId);
  return lines.map((line) => ({ ...line, owners: (owners.get(line.budget.organizationId) ?? []).map(({ id }) => id) }));
}

function reconcile({ body, year, accounts, borneBy, totalDueKrw }: DuesLedger, all: readonly LoadedLine[]): DuesReconciliation[] {
  const isForBody = ({ duesBodyId, budget }: LoadedLine) => duesBodyId === body.id && budget.year === year;
  const isPaid = ({ duesPayments }: LoadedLine) => duesPayments.some((payment) => payment.bodyId === body.id && payment.year === year);
  const lines = all.filter((line) => isForBody(line) || isPaid(line));
  const payers = new Map(accounts.map(({ payer }) => [payer.id, payer]));
  for (const { chair } of borneBy) if (chair) payers.set(chair.id, chair);
  // A line of an organization that neither owes nor pays stands for itself: money is set aside, and nothing is due.
  for (const { owners, budget } of lines) if (!owners.some((id) => payers.has(id))) payers.set(budget.organizationId, budget.organization);
  return [...payers.values()].map((payer): DuesReconciliation => {
    const account = accounts.find((each) => each.payer.id === payer.id);
    const owedKrw = totalDueKrw === null ? null : (account?.dueKrw ?? 0n);
    const paidKrw = account?.paidKrw ?? 0n;
    const own = lines.filter(({ owners }) => owners.includes(payer.id)).map((line) => reconciledLine(line, { body, year, payer }));
    const budgetedKrw = sum(own.map((line) => line.budgetedKrw));
    return {
      body,
      year,
      payer,
      owedKrw,
      paidKrw,
      budgetedKrw,
      unpaidKrw: owedKrw === null ? null : owedKrw - paidKrw,
      budgetDifferenceKrw: budgetedKrw - (owedKrw ?? paidKrw),
      unmatchedKrw: paidKrw - sum(own.map((line) => line.paidKrw)),
      lines: own,
    };
  });
}

function reconciledLine(
  { budget, duesPayments, owners: _owners, ...line }: LoadedLine,
  { body, year, payer }: Pick<DuesReconciliation, 'body' | 'year' | 'payer'>,
): ReconciledLine {
  const { organization: _organization, ...ofBudget } = budget;
  const here = duesPayments.filter((paid) => paid.bodyId === body.id && paid.year === year && paid.payerId === payer.id);
  const budgetedKrw = inKrw(line.amount, budget.unit);
  return { line, budget: ofBudget, budgetedKrw, paidKrw: totalOf(here), leftKrw: budgetedKrw - totalOf(duesPayments) };
}

function totalOf(payments: readonly DuesPayment[]): bigint {
  return sum(payments.map(({ amount, unit }) => inKrw(amount, unit)));
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
