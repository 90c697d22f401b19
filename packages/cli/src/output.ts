import { OFFICE_TIME_ZONE, type Page, type PageRequest } from '@pcrm/core';
import Table from 'cli-table3';

/** A table for people; Hangul is two columns wide in a terminal, which the table knows. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const table = new Table({ head: [...head], style: { head: [], border: [] } });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}

/** An instant as it is on the office's clock. */
export function inOfficeTime(instant: Date | null): string {
  return instant === null ? '' : instant.toLocaleString('sv-SE', { timeZone: OFFICE_TIME_ZONE, dateStyle: 'short', timeStyle: 'short' });
}

/** All rows of a list, page by page. */
export async function allRows<Row>(load: (page: PageRequest) => Promise<Page<Row>>): Promise<Row[]> {
  const rows: Row[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await load({ first: 100, after });
    rows.push(...page.rows.map(({ row }) => row));
    after = page.rows.at(-1)?.cursor;
    if (!page.hasNextPage) return rows;
  }
}
