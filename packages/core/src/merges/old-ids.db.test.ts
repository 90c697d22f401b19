import { beforeAll, expect, test } from 'vitest';
import { useTestPcrm } from '../testing.js';
import { merge } from './testing.js';

const t = useTestPcrm();
const ids = { person: '', goneperson: '', organization: '', goneorganization: '', other: '', department: '' };

/** A person and an organization that everything refers to, merged into others that nothing did. */
beforeAll(async () => {
  const register = async (kind: 'PERSON' | 'ORGANIZATION', name: string) => (await t.staff.registerStakeholder({ kind, name })).id;
  ids.person = await register('PERSON', '박종렬');
  ids.goneperson = await register('PERSON', '박종열');
  ids.organization = await register('ORGANIZATION', '국토해양부');
  ids.goneorganization = await register('ORGANIZATION', '국토부');
  ids.other = await register('ORGANIZATION', '협의회');
  ids.department = (await t.admin.addDepartment({ name: '환경정책과' })).id;
  await t.staff.establishBody({ organizationId: ids.other, kind: 'CONSULTATIVE_BODY' });
  const [person, organization] = [ids.goneperson, ids.goneorganization];
  const task = await t.staff.addPolicyTask({ number: 1, title: '과제', origin: 'NEW', status: 'PROPOSED', on: '2012', reason: '제안' });
  const visit = { occurredAt: '2012-12-10T10:00:00+09:00', channel: 'VISIT', direction: 'OUTBOUND', subject: '방문' } as const;
  const { id: engagementId } = await t.staff.logEngagement({ ...visit, stakeholderIds: [person] });
  await t.staff.makeCommitment({ direction: 'OURS', text: '답한다', stakeholderId: person, engagementId });
  const stance = { position: 'SUPPORTS', confidence: 'STATED', legalBasis: 'PUBLIC_STATEMENT', heldFrom: '2012' } as const;
  await t.staff.recordStance({ ...stance, stakeholderId: person, policyTaskId: task.id, engagementId });
  await t.staff.listStances({ filter: { stakeholderId: person } });
  const programme = await t.staff.addProgramme({ name: '포럼', kind: 'FORUM' });
  const session = await t.staff.planSession({ programmeId: programme.id, capacity: 1 });
  await t.staff.registerForSession({ sessionId: session.id, stakeholderId: person });
  const proposal = { status: 'SUBMITTED', on: '2012-10' } as const;
  await t.staff.recordProposal({ ...proposal, title: '요구', proposers: [{ stakeholderId: ids.other }], addresseeIds: [organization] });
  await t.staff.recordProposal({ ...proposal, title: '건의', proposers: [{ stakeholderId: organization }], addresseeIds: [ids.other] });
  await t.staff.takeOnJointTask({ policyTaskId: task.id, bodyId: ids.other, from: '2012-03', partners: [{ partnerId: organization }] });
  await t.staff.recordBudget({ organizationId: organization, year: 2013, total: 691, unit: 'MILLION_KRW' });
  const { id: sourceId } = await t.staff.recordSource({ title: '업무계획' });
  await t.staff.declareFigure({ measure: 'MEMBERS', organizationId: organization, value: 1, asOf: '2012', sourceId });
  await t.staff.startMembership({ organizationId: organization, memberId: person, role: 'MEMBER', from: '2012' });
  await merge(t, person, ids.person);
  await merge(t, organization, ids.organization);
});

type Ask = (id: string) => Promise<unknown>;
const rows = async (page: Promise<{ readonly rows: readonly { readonly row: unknown }[] }>) => (await page).rows.map(({ row }) => row);

test.each<[string, 'person' | 'organization', Ask]>([
  ['stances', 'person', (stakeholderId) => rows(t.staff.listStances({ filter: { stakeholderId } }))],
  ['who read their stances', 'person', (personId) => rows(t.admin.listReads({ filter: { personId } }))],
  ['participations', 'person', (stakeholderId) => rows(t.staff.listParticipations({ filter: { stakeholderId } }))],
  ['commitments', 'person', (stakeholderId) => rows(t.staff.listCommitments({ filter: { stakeholderId } }))],
  ['the promise book', 'person', async (stakeholderId) => (await t.staff.promiseBook({ stakeholderId })).ours.made],
  ['memberships', 'person', (memberId) => rows(t.staff.listMemberships({ filter: { memberId } }))],
  ['warm paths', 'person', (toId) => t.staff.warmPaths({ toId })],
  ['the graph of relations', 'person', (stakeholderId) => t.staff.relationGraph({ stakeholderId })],
  ['collisions', 'person', (id) => t.staff.collisions({ stakeholderIds: [id], at: '2012-12-12', departmentId: ids.department })],
  ['the brief', 'person', (stakeholderId) => t.staff.brief({ stakeholderId })],
  ['proposals to them', 'organization', (addresseeId) => rows(t.staff.listProposals({ filter: { addresseeId } }))],
  ['proposals by them', 'organization', (proposerId) => rows(t.staff.listProposals({ filter: { proposerId } }))],
  ['pending proposals', 'organization', (addresseeId) => rows(t.staff.pendingProposals({ filter: { addresseeId } }))],
  ['joint tasks', 'organization', (partnerId) => rows(t.staff.listJointTasks({ filter: { partnerId } }))],
  ['budgets', 'organization', (organizationId) => rows(t.staff.listBudgets({ organizationId }))],
  ['declared figures', 'organization', (organizationId) => rows(t.staff.listDeclaredFigures({ organizationId }))],
  ['the roster', 'organization', (organizationId) => t.staff.roster({ organizationId, asOf: '2012-12-12' })],
])('%s are asked for by the old id as by the new one', async (_, whose, ask) => {
  const found = await ask(ids[whose]);
  expect(found).not.toEqual([]);
  expect(found).not.toEqual(0);
  expect(found).not.toBeNull();
  expect(await ask(ids[`gone${whose}`])).toEqual(found);
});

test('what is known of relations is that of the survivor, so that the graph has more than one node', async () => {
  const { nodes, relations } = await t.staff.relationGraph({ stakeholderId: ids.goneperson });
  expect(nodes[0]).toEqual({ type: 'STAKEHOLDER', id: ids.person });
  expect(relations).not.toEqual([]);
});
