import { OFFICE_TIME_ZONE } from '@pcrm/core';
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
