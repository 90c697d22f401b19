import type { Actor, Pcrm, PcrmAs } from '@pcrm/core';

/** What the plan's tables are read from: an open PCRM, who reads, and the day of which the tables tell. */
export interface View {
  readonly db: Pcrm['db'];
  readonly as: PcrmAs;
  /** The day, as YYYY-MM-DD. */
  readonly asOf: string;
  /** The year in which that day lies, of which the plan tells what was achieved. */
  readonly pastYear: number;
  /** The year for which the plan is made. */
  readonly planYear: number;
  /** The last day of that year: what the plan decides has happened by then. */
  readonly endOfPlan: string;
}

/** The day of which the plan tells, as it prints it: ‘12. 12. 12. 현재. */
const PLAN_DAY = '2012-12-12';

/** The tables as an actor may see them; as of the plan's own day, unless another is given. */
export function viewOf(pcrm: Pcrm, actor: Actor, asOf: string = PLAN_DAY): View {
  const pastYear = Number(asOf.slice(0, 4));
  const planYear = pastYear + 1;
  return { db: pcrm.db, as: pcrm.as(actor), asOf, pastYear, planYear, endOfPlan: `${planYear}-12-31` };
}
