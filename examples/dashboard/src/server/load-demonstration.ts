import { systemActor, type Actor, type CommandOptions, type Pcrm } from '@pcrm/core';
import { demonstrationContacts, demonstrationJudgements, stakeholders } from './demonstration.js';

const TITLE = '대시보드 시연 자료 (실제 기록이 아님)';

/**
 * Adds what the plan does not tell and the charts need: contacts, judgements and who keeps relations, all of it invented, under a source
 * that says so. Broken off, it goes on where it stopped, and a second time it changes nothing.
 *
 * @param keeper - the member of staff who enters it, of the office of the plan.
 */
export async function loadDemonstration(pcrm: Pcrm, keeper: Actor): Promise<void> {
  const contacts = demonstrationContacts();
  if ((await pcrm.db.engagement.count({ where: { source: { title: TITLE } } })) >= contacts.length) return;
  const departmentId = keeper.departmentId;
  if (departmentId === null) throw new Error('The member of staff who enters the demonstration has no department.');
  const staff = pcrm.as(keeper);
  const { id: sourceId } = await staff.recordSource({ title: TITLE, note: '도표를 보이려고 지어낸 사람과 접촉이다.' }, once('source'));

  const ids = new Map<string, string>();
  for (const { name, kind, category } of stakeholders) {
    const { id } = await staff.registerStakeholder({ name, kind, categories: [category], sourceId }, once('stakeholder', name));
    ids.set(name, id);
  }
  const ofPlan = await pcrm.db.stakeholder.findMany({
    where: { kind: 'ORGANIZATION', categories: { hasSome: ['LOCAL_GOVERNMENT', 'CONSULTATIVE_BODY'] } },
    orderBy: { name: 'asc' },
  });
  for (const { name, id } of ofPlan) ids.set(name, id);

  const keepers = [keeper];
  for (const name of ['시연 주무관', '시연 전문관', '시연 팀장']) keepers.push(await addKeeper(pcrm, name, departmentId));
  for (const { stakeholder, influence, interest, keeper: which } of demonstrationJudgements(ofPlan.map(({ name }) => name))) {
    const stakeholderId = ids.get(stakeholder)!;
    const judged = { stakeholderId, influence, interest, assessedOn: '2013-01-02', sourceId };
    await staff.assessStakeholder(judged, once('assessment', stakeholder));
    const kept = { stakeholderId, managerId: keepers[which]!.id, departmentId, from: '2013-01-02', sourceId };
    await staff.assignRelationshipManager(kept, once('keeper', stakeholder));
  }
  for (const [index, { stakeholders: names, ...contact }] of contacts.entries()) {
    const stakeholderIds = names.map((name) => ids.get(name)!);
    await staff.logEngagement({ ...contact, stakeholderIds, sourceId }, once('contact', index));
  }
}

async function addKeeper(pcrm: Pcrm, name: string, departmentId: string): Promise<Actor> {
  return pcrm.as(systemActor).addActor({ kind: 'STAFF', name, role: 'STAFF', departmentId }, once('keeper', name));
}

function once(...record: readonly (string | number)[]): CommandOptions {
  return { idempotencyKey: ['dashboard-demonstration', ...record].join(':') };
}
