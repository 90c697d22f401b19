import type { LoggedEngagement } from '../engagements/engagement-entry.js';
import { addTask } from '../policy-tasks/testing.js';
import type { TestPcrm } from '../testing.js';

/** A policy task, and those who have something to say about it. */
export interface StanceWorld {
  readonly taskId: string;
  /** A person. */
  readonly kim: string;
  /** An organization. */
  readonly union: string;
}

/** A task, a council member and a civic group. */
export async function addStanceWorld(t: TestPcrm): Promise<StanceWorld> {
  const { id: taskId } = await addTask(t, {});
  const kim = await t.staff.registerStakeholder({ kind: 'PERSON', name: '김의원', categories: ['CITY_COUNCIL'] });
  const union = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '갯벌연대', categories: ['CIVIC_GROUP'] });
  return { taskId, kim: kim.id, union: union.id };
}

type NewEngagement = Parameters<TestPcrm['staff']['logEngagement']>[0];

/** Logs a call, with what the test says of it. */
export function logCall(t: TestPcrm, fields: Partial<NewEngagement> & Pick<NewEngagement, 'stakeholderIds'>): Promise<LoggedEngagement> {
  const call = { occurredAt: '2012-11-05T02:00:00Z', channel: 'CALL', direction: 'OUTBOUND', subject: '조력발전' } as const;
  return t.staff.logEngagement({ ...call, ...fields });
}
