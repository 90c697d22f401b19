import Table from 'cli-table3';

/** A table of the plan, with the heading that the plan gives it. */
export interface PlanTable {
  readonly heading: string;
  readonly table: string;
}

interface Cells {
  readonly head: string[];
  readonly rows: readonly string[][];
  /** As wide as their content when left out. */
  readonly colWidths?: number[];
}

/** Draws a table. */
export function rendered(heading: string, { head, rows, colWidths }: Cells): PlanTable {
  const table = new Table({ head, style: { head: [], border: [] }, wordWrap: true, ...(colWidths ? { colWidths } : {}) });
  table.push(...rows);
  return { heading, table: table.toString() };
}
