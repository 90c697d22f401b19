import { everyRow, type JointTask, type PendingTotal, type ProposalAsOf, type ProposalOutcome } from '@pcrm/core';
import type { View } from './view.js';

/** A proposal as of the view's day, with whom it went to and what came of it. */
export interface ProposalRow extends ProposalAsOf {
  readonly body: string;
  readonly addressees: readonly string[];
  readonly outcomes: readonly ProposalOutcome[];
}

/** The proposals that there are on the view's day, in the order in which they were entered: the plan's own. */
export async function proposals({ db, as, asOf }: View): Promise<ProposalRow[]> {
  const rows = await everyRow((page) => as.listProposals({ filter: { asOf }, ...page }));
  rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  const ids = rows.map(({ id }) => id);
  const addressees = await as.addresseesOfEach({ ids, asOf });
  const outcomes = await db.proposalOutcome.findMany({ where: { proposalId: { in: ids } }, orderBy: { id: 'asc' } });
  const names = await namesOf(
    { db },
    rows.flatMap(({ bodyId }, index) => [bodyId, ...(addressees[index] ?? []).map(({ stakeholderId }) => stakeholderId)]),
  );
  return rows.map((row, index) => ({
    ...row,
    body: names(row.bodyId),
    addressees: (addressees[index] ?? []).map(({ stakeholderId }) => names(stakeholderId)).toSorted(),
    outcomes: outcomes.filter(({ proposalId }) => proposalId === row.id),
  }));
}

/** What is pending by addressee on the view's day. */
export async function pendingByAddressee({ db, as, asOf }: View): Promise<(PendingTotal & { readonly addressee: string | null })[]> {
  const totals = await as.pendingTotals({ asOf });
  const names = await namesOf(
    { db },
    totals.map(({ addresseeId }) => addresseeId),
  );
  const named = totals.map((total) => ({ ...total, addressee: total.addresseeId === null ? null : names(total.addresseeId) }));
  // Who waits equally long stands in the order of names, nobody last.
  const key = ({ longestWait, addressee }: (typeof named)[number]) => `${String(99_999 - longestWait)} ${addressee ?? '\uffff'}`;
  return named.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** A joint task of the view's day. */
export interface JointTaskRow extends JointTask {
  readonly body: string;
  readonly title: string;
  readonly partners: readonly string[];
}

/** The joint tasks that are pursued on the view's day. */
export async function jointTasks({ db, as, asOf }: View): Promise<JointTaskRow[]> {
  const rows = await everyRow((page) => as.listJointTasks({ filter: { asOf }, ...page }));
  const partners = await as.partnersOfJointTasks({ ids: rows.map(({ id }) => id) });
  const tasks = await db.policyTask.findMany({ where: { id: { in: rows.map(({ policyTaskId }) => policyTaskId) } } });
  const names = await namesOf(
    { db },
    rows.flatMap(({ bodyId }, index) => [bodyId, ...(partners[index] ?? []).map(({ partnerId }) => partnerId)]),
  );
  return rows.map((row, index) => ({
    ...row,
    body: names(row.bodyId),
    title: tasks.find(({ id }) => id === row.policyTaskId)?.title ?? '',
    partners: (partners[index] ?? []).map(({ partnerId }) => names(partnerId)).toSorted(),
  }));
}

/** The names of stakeholders by id; none for null. */
async function namesOf({ db }: Pick<View, 'db'>, ids: readonly (string | null)[]): Promise<(id: string | null) => string> {
  const named = await db.stakeholder.findMany({ where: { id: { in: ids.filter((id) => id !== null) } } });
  const byId = new Map(named.map(({ id, name }) => [id, name]));
  return (id) => (id === null ? '' : (byId.get(id) ?? ''));
}
