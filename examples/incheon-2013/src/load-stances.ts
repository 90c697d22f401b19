import { idOf, once, type Entry } from './entry.js';

/** Enters where the plan says that somebody stands, and the pending issues on which they do, which the plan counts among no other tasks. */
export async function loadStances({ plan, staff, sources, organizations }: Entry): Promise<void> {
  const sourceId = sources.plan;
  for (const { task, stakeholder, ...stance } of plan.stances) {
    const origin = 'PENDING_ISSUE';
    const { id: policyTaskId } = await staff.addPolicyTask({ ...task, origin, sourceId }, once('policy-task', origin, task.number));
    const stakeholderId = idOf(organizations, stakeholder);
    await staff.recordStance({ ...stance, stakeholderId, policyTaskId, sourceId }, once('stance', origin, task.number, stakeholder));
  }
}
