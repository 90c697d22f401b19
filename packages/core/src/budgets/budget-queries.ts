import { z } from 'zod';
import { requireScope, type Actor } from '../access/actor.js';
import { inKrw } from '../bodies/money.js';
import type { Context } from '../context.js';
import { loadPage, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { NotFound } from '../errors.js';
import { Prisma, type Budget } from '../generated/prisma/client.js';
import { parseInput } from '../input.js';
import { presentSql } from '../stakeholders/present-stakeholder.js';
import { budgetGrowthInput, growthPercent } from './budget.js';

/** A budget, and the printed total minus the sum of the lines in the unit of the budget: 0 where they agree, null without lines. */
export type BudgetWithDifference = Budget & { readonly linesDifference: bigint | null };

/** Which budgets a list has. */
export const budgetFilter = z.object({ organizationId: z.uuid().nullish() });
export type BudgetFilter = z.input<typeof budgetFilter>;

/** Budgets, the newest year first, as a list to page through. */
export function budgetList(actor: Actor, filter: BudgetFilter = {}): KeysetList<BudgetWithDifference> {
  requireScope(actor, 'budgets:read');
  const { organizationId } = parseInput(budgetFilter, filter);
  return {
    select: Prisma.sql`t.*,
      (SELECT t."total" - sum(l."amount") FROM "BudgetLine" l WHERE l."budgetId" = t."id")::bigint AS "linesDifference"`,
    from: Prisma.sql`"Budget" t`,
    where: organizationId ? Prisma.sql`t."organizationId" = ${presentSql(organizationId)}` : Prisma.sql`TRUE`,
    order: [
      { column: Prisma.sql`t."year"`, type: 'int' },
      { column: Prisma.sql`t."id"`, type: 'uuid' },
    ],
    descending: true,
  };
}

/** The same list below each of several organizations. */
export function budgetsOf(actor: Actor): KeysetList<BudgetWithDifference> {
  return { ...budgetList(actor), parent: Prisma.sql`t."organizationId"` };
}

/** A page of the budgets of an organization, or of all. */
export function listBudgets(
  context: Context,
  { organizationId, ...page }: PageRequest & BudgetFilter = {},
): Promise<Page<BudgetWithDifference>> {
  return loadPage(context.db, budgetList(context.actor, { organizationId }), page);
}

/** A year's budget beside the one of the year before, in won. */
export interface BudgetGrowth {
  readonly budget: Budget;
  /** The budget of the year before; null where none is recorded, and then so is what is computed from it. */
  readonly previous: Budget | null;
  readonly totalKrw: bigint;
  readonly previousTotalKrw: bigint | null;
  readonly differenceKrw: bigint | null;
  /** To one decimal; null, too, where the year before had a budget of 0. */
  readonly percent: number | null;
}

/**
 * How each budget grew over the year before, in the order of the ids.
 *
 * @throws NotFound when there is no such budget.
 */
export async function budgetGrowthOfEach(
  { db, actor }: Context,
  { budgetIds }: { readonly budgetIds: readonly string[] },
): Promise<BudgetGrowth[]> {
  requireScope(actor, 'budgets:read');
  const ids = parseInput(z.array(z.uuid()), [...budgetIds]);
  const budgets = new Map((await db.budget.findMany({ where: { id: { in: ids } } })).map((budget) => [budget.id, budget]));
  const organizationId = { in: [...budgets.values()].map((budget) => budget.organizationId) };
  const year = { in: [...budgets.values()].map((budget) => budget.year - 1) };
  const earlier = await db.budget.findMany({ where: { organizationId, year } });
  return ids.map((id) => {
    const budget = budgets.get(id);
    if (budget === undefined) throw new NotFound('Budget', id);
    const isPrevious = (each: Budget) => each.organizationId === budget.organizationId && each.year === budget.year - 1;
    return growthOf(budget, earlier.find(isPrevious) ?? null);
  });
}

/** How the budget of an organization grew over the year before; null where no budget is recorded for the year. */
export async function budgetGrowth(context: Context, input: z.input<typeof budgetGrowthInput>): Promise<BudgetGrowth | null> {
  requireScope(context.actor, 'budgets:read');
  const where = { organizationId_year: parseInput(budgetGrowthInput, input) };
  const budget = await context.db.budget.findUnique({ where, select: { id: true } });
  if (budget === null) return null;
  const [only = null] = await budgetGrowthOfEach(context, { budgetIds: [budget.id] });
  return only;
}

function growthOf(budget: Budget, previous: Budget | null): BudgetGrowth {
  const totalKrw = inKrw(budget.total, budget.unit);
  const previousTotalKrw = previous && inKrw(previous.total, previous.unit);
  return {
    budget,
    previous,
    totalKrw,
    previousTotalKrw,
    differenceKrw: previousTotalKrw === null ? null : totalKrw - previousTotalKrw,
    percent: previousTotalKrw === null ? null : growthPercent(totalKrw, previousTotalKrw),
  };
}
