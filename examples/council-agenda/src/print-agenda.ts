import type { PcrmAs } from '@pcrm/core';
import Table from 'cli-table3';
import type { StoredItem } from './agenda-tables.js';

const hour = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Seoul', dateStyle: 'short', timeStyle: 'short' });

/** The agenda as a table, each item with the engagement that PCRM has of it. */
export async function printAgenda(office: PcrmAs, items: readonly StoredItem[]): Promise<string> {
  const table = new Table({ head: ['번호', '일시', '위원회', '안건', 'PCRM의 접촉 기록'], style: { head: [], border: [] } });
  for (const { number, startsAt, committee, title, engagementId } of items) {
    const engagement = engagementId === null ? null : await office.findEngagement(engagementId);
    table.push([number, hour.format(startsAt), committee, title, engagement?.id ?? '없음']);
  }
  return table.toString();
}
