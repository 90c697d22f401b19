import { z } from 'zod';
import { PolicyTaskOrigin, PolicyTaskStatus } from '../generated/prisma/enums.js';
import { addProblem, evenIfFieldsFail } from '../input.js';
import { asOfInput, calendarDate, instant } from '../period.js';

/** What the rows and columns of a table of policy tasks may be. */
export const policyTaskAxes = ['DIVISION', 'ORIGIN', 'STATUS', 'LEAD_DEPARTMENT', 'START_YEAR'] as const;
export type PolicyTaskAxis = (typeof policyTaskAxes)[number];

/** Which policy tasks are counted. Everything that is given must hold. */
const portfolioFilter = {
  bodyId: z.uuid().nullish(),
  divisionId: z.uuid().nullish(),
  leadDepartmentId: z.uuid().nullish(),
  origins: z.array(z.enum(PolicyTaskOrigin)).min(1).nullish(),
  /** Counted by what had been entered by this instant: how the portfolio looked then. */
  knownAt: instant().nullish(),
};

const axes = z.array(z.enum(policyTaskAxes)).min(1, { error: 'Name at least one.' }).max(2, { error: 'Name at most two.' });

export const policyTaskTableInput = z
  .object({ rows: axes, columns: axes, ...portfolioFilter, statuses: z.array(z.enum(PolicyTaskStatus)).min(1).nullish(), ...asOfInput })
  .superRefine(({ rows, columns }, context) => {
    if (!Array.isArray(rows) || !Array.isArray(columns)) return;
    const named = [...rows, ...columns];
    columns.forEach((axis, index) => refuseTwice(['columns', index], named.indexOf(axis) < rows.length + index, context));
    rows.forEach((axis, index) => refuseTwice(['rows', index], rows.indexOf(axis) < index, context));
  }, evenIfFieldsFail);

function refuseTwice(path: (string | number)[], twice: boolean, context: z.RefinementCtx): void {
  if (twice) addProblem(context, { path, code: 'named_twice', message: 'This is a row or column already. Name each once.' });
}

export const policyTaskMovesInput = z
  .object({ from: calendarDate(), until: calendarDate(), ...portfolioFilter })
  .refine(({ from, until }) => from <= until, { path: ['until'], error: 'The second day lies before the first. Give a later one.' });

export type PortfolioFilter = Omit<z.output<typeof policyTaskMovesInput>, 'from' | 'until'>;

/** The tasks that went from one status to another; null is none: they were added in between. */
export interface PolicyTaskFlow {
  readonly from: PolicyTaskStatus | null;
  readonly to: PolicyTaskStatus;
  readonly count: number;
  /** By origin and number. */
  readonly policyTaskIds: readonly string[];
}

/** How the number of tasks at a status changed: opening + inflow - outflow = closing. */
export interface PolicyTaskBalance {
  readonly status: PolicyTaskStatus;
  readonly opening: number;
  readonly inflow: number;
  readonly outflow: number;
  readonly closing: number;
}

/** The balance of each status, of the flows between two days. */
export function balancesOf(flows: readonly PolicyTaskFlow[]): PolicyTaskBalance[] {
  const sum = (holds: (flow: PolicyTaskFlow) => boolean) => flows.filter(holds).reduce((total, { count }) => total + count, 0);
  return Object.values(PolicyTaskStatus).map((status) => ({
    status,
    opening: sum(({ from }) => from === status),
    inflow: sum(({ from, to }) => to === status && from !== status),
    outflow: sum(({ from, to }) => from === status && to !== status),
    closing: sum(({ to }) => to === status),
  }));
}
