import type { PolicyTaskOrigin, PolicyTaskStatus } from '../generated/prisma/enums.js';
import type { TestPcrm } from '../testing.js';
import type { PolicyTaskHistory } from './policy-task-step.js';

/** A committee with as many divisions as are named, in their order. */
export async function addCommittee(t: TestPcrm, divisionNames: readonly string[]): Promise<{ bodyId: string; divisionIds: string[] }> {
  const enteredById = t.actors.staff.id;
  const { id: bodyId } = await t.database.client.stakeholder.create({
    data: { kind: 'ORGANIZATION', name: '시정참여정책위원회', enteredById, body: { create: { kind: 'COMMITTEE', enteredById } } },
  });
  const divisions = await t.database.client.division.createManyAndReturn({
    data: divisionNames.map((name, index) => ({ bodyId, name, position: index + 1, enteredById })),
  });
  return { bodyId, divisionIds: divisions.toSorted((a, b) => a.position - b.position).map(({ id }) => id) };
}

let lastNumber = 1_000;

/** What a test says of a task; the rest does not matter to it. */
interface TaskFields {
  readonly number?: number;
  readonly origin?: PolicyTaskOrigin;
  readonly status?: Exclude<PolicyTaskStatus, 'SUPERSEDED'>;
  readonly on?: string;
  readonly bodyId?: string;
  readonly divisionId?: string;
}

/** Adds a task that is MAINTAINED from 2011-01-01 on, unless the test says otherwise. */
export function addTask(t: TestPcrm, fields: TaskFields = {}): Promise<PolicyTaskHistory> {
  lastNumber += 1;
  const defaults = { number: lastNumber, origin: 'AGREED', status: 'MAINTAINED', on: '2011-01-01' } as const;
  const { number } = { ...defaults, ...fields };
  return t.staff.addPolicyTask({ ...defaults, title: `과제 ${number}`, titleIsPlaceholder: true, reason: '중간점검', ...fields });
}
