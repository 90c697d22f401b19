import { idOf, once, type Entry } from './entry.js';

type NewTask = Parameters<Entry['staff']['addPolicyTask']>[0];

/**
 * Enters the policy tasks. The plan prints how many there are and none of their titles: they are numbered, and their titles say that they
 * only hold a place. Divisions and decisions are given out in the order of the numbers.
 */
export async function loadPolicyTasks(entry: Entry): Promise<void> {
  await loadAgreed(entry);
  await loadNew(entry);
}

async function loadAgreed(entry: Entry): Promise<void> {
  const { label, asOf, maintainedByDivision, closed, superseded, reasons } = entry.plan.policyTasks.agreed;
  const divisions = divisionOfEach(entry, maintainedByDivision);
  const inForce = divisions.length;
  for (let number = 1; number <= inForce + closed; number += 1) {
    const status = number <= inForce ? 'MAINTAINED' : 'CLOSED';
    const divisionId = divisions[number - 1] ?? null;
    await addTask(entry, label, { number, origin: 'AGREED', divisionId, status, on: asOf, reason: reasons[status] });
  }
  for (let number = inForce + closed + 1; number <= inForce + closed + superseded; number += 1) {
    const before = { status: 'MAINTAINED', on: asOf, reason: reasons.AGREED } as const;
    const task = await addTask(entry, label, { number, origin: 'AGREED', ...before });
    await entry.staff.changePolicyTaskStatus(
      { ...task, status: 'SUPERSEDED', successorUnknown: true, on: asOf, reason: reasons.SUPERSEDED, sourceId: entry.sources.plan },
      once('policy-task-status', 'AGREED', number, 'SUPERSEDED'),
    );
  }
}

async function loadNew(entry: Entry): Promise<void> {
  const { label, proposed, byDivision, pursued, pursuedFrom, reasons } = entry.plan.policyTasks.new;
  const startYear = Number(pursuedFrom);
  for (const [index, divisionId] of divisionOfEach(entry, byDivision).entries()) {
    const number = index + 1;
    const isPursued = number <= pursued;
    const first = { status: 'PROPOSED', on: proposed, reason: reasons.PROPOSED, startYear: isPursued ? startYear : null } as const;
    const task = await addTask(entry, label, { number, origin: 'NEW', divisionId, ...first });
    if (!isPursued) continue;
    await entry.staff.changePolicyTaskStatus(
      { ...task, status: 'MAINTAINED', on: pursuedFrom, reason: reasons.MAINTAINED, sourceId: entry.sources.plan },
      once('policy-task-status', 'NEW', number, 'MAINTAINED'),
    );
  }
}

// The first so many tasks are of the first division, and so on.
function divisionOfEach({ divisions }: Entry, counts: readonly number[]): string[] {
  return [...divisions.values()].flatMap((id, index) => Array.from({ length: counts[index] ?? 0 }, () => id));
}

async function addTask({ plan, staff, sources, organizations }: Entry, label: string, task: Omit<NewTask, 'title'>) {
  const { id, version } = await staff.addPolicyTask(
    {
      ...task,
      title: `${label} ${task.number} (제목은 인쇄되어 있지 않다)`,
      titleIsPlaceholder: true,
      bodyId: idOf(organizations, plan.committee.name),
      sourceId: sources.plan,
    },
    once('policy-task', task.origin, task.number),
  );
  return { policyTaskId: id, version };
}
