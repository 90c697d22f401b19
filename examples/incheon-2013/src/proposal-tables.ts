import { formatPartialDate } from '@pcrm/core';
import { outcomeLabel, proposalStatusLabel, shortDate } from './labels.js';
import { jointTasks, pendingByAddressee, proposals } from './proposal-queries.js';
import { rendered, type PlanTable } from './table.js';
import type { View } from './view.js';

/** What was proposed, to whom, where it stands and what came of it. */
export async function proposalsTable(view: View): Promise<PlanTable> {
  const rows = (await proposals(view)).map(({ body, title, addressees, status, outcomes }) => [
    body,
    title,
    addressees.join(', '),
    proposalStatusLabel[status],
    outcomes.map(outcomeLabel).join('\n'),
  ]);
  return rendered('건의와 성과', { head: ['기관', '건의', '대상', '상태', '성과'], rows });
}

/** What is pending with whom, and for how long. */
export async function pendingTable(view: View): Promise<PlanTable> {
  const rows = (await pendingByAddressee(view)).map(({ addressee, count, longestWait }) => [
    addressee ?? '(대상이 인쇄되어 있지 않다)',
    `${count}건`,
    `${longestWait}일`,
  ]);
  return rendered(`회신을 기다리는 건의 (${shortDate(view.asOf)}. 현재)`, { head: ['대상', '건의', '가장 오래'], rows });
}

/** What is taken on together with other governments. */
export async function jointTasksTable(view: View): Promise<PlanTable> {
  const rows = (await jointTasks(view)).map(({ body, title, partners, fromDate, fromPrecision }) => [
    body,
    title,
    partners.join(', '),
    shortDate(formatPartialDate(fromDate, fromPrecision)),
  ]);
  return rendered('공동협력과제', { head: ['기관', '과제', '함께하는 기관', '선정'], rows });
}
