import { beforeAll, describe, expect, test } from 'vitest';
import { useTestPcrm } from '../testing.js';
import type { Relation, WarmPath } from './relation.js';

const t = useTestPcrm();

const ids: Record<string, string> = {};
const names = new Map<string, string>();
const nameOf = ({ id }: { readonly id: string }) => names.get(id) ?? id;
const chain = ({ steps }: WarmPath) => [nameOf(steps[0]?.from ?? { id: '' }), ...steps.map(({ to }) => nameOf(to))].join(' → ');
const known = (relations: readonly Relation[]) =>
  relations.map(({ to, evidence }) => `${nameOf(to)}: ${evidence.map(({ kind }) => kind).join(', ')}`);
const id = (name: string) => ids[name] ?? '';

async function meet(who: string[], more: Partial<Parameters<typeof t.staff.logEngagement>[0]> = {}, as = t.staff) {
  const stakeholderIds = who.map(id);
  const call = { occurredAt: '2012-12-12T11:00:00+09:00', channel: 'VISIT', direction: 'MUTUAL', subject: '면담', stakeholderIds } as const;
  return as.logEngagement({ ...call, ...more });
}

beforeAll(async () => {
  for (const role of ['staff', 'manager', 'admin'] as const) names.set(t.actors[role].id, role);
  for (const name of ['가', '나', '다', '라', '마', '외톨이']) ids[name] = (await t.staff.registerStakeholder({ kind: 'PERSON', name })).id;
  for (const name of ['위원회', '협의체']) ids[name] = (await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name })).id;
  for (const [name, value] of Object.entries(ids)) names.set(value, name);
  await t.staff.startMembership({ organizationId: id('위원회'), memberId: id('나'), role: 'MEMBER', from: '2011' });
  await t.staff.startMembership({
    organizationId: id('위원회'),
    memberId: id('다'),
    role: 'MEMBER',
    from: '2011',
    termEnd: 'ON_DATE',
    until: '2013',
  });
  await meet(['가']);
  await meet(['가', '나']);
  await meet(['다', '라'], {}, t.manager);
  await t.manager.assignRelationshipManager({
    stakeholderId: id('라'),
    managerId: t.actors.manager.id,
    departmentId: t.departmentId,
    from: '2012-01-01',
  });
});

describe('whom a stakeholder knows', () => {
  test('the warmest first, with the evidence', async () => {
    const [relations = []] = await t.staff.relationsOfEach({ stakeholderIds: [id('나')] });
    expect(known(relations)).toEqual(['staff: ENGAGEMENT', '가: ENGAGEMENT', '위원회: MEMBERSHIP', '다: SHARED_MEMBERSHIP']);
    // One engagement today; a membership; a shared membership.
    expect(relations.map(({ warmth }) => Math.round(warmth * 100))).toEqual([50, 50, 50, 30]);
  });

  test('several grounds warm more than one: an engagement and keeping the relation', async () => {
    const [[manager] = []] = await t.staff.relationsOfEach({ stakeholderIds: [id('라')] });
    expect(manager?.evidence.map(({ kind }) => kind)).toEqual(['MANAGER', 'ENGAGEMENT']);
    expect(Math.round((manager?.warmth ?? 0) * 100)).toBe(95);
  });

  test('as of a day: what came later is not yet there, what ended is gone', async () => {
    const [before = []] = await t.staff.relationsOfEach({ stakeholderIds: [id('나')], asOf: '2012-12-11' });
    expect(known(before)).toEqual(['위원회: MEMBERSHIP', '다: SHARED_MEMBERSHIP']);
    const [later = []] = await t.staff.relationsOfEach({ stakeholderIds: [id('나')], asOf: '2013-12-12' });
    expect(known(later)).toEqual(['위원회: MEMBERSHIP', 'staff: ENGAGEMENT', '가: ENGAGEMENT']);
    // One engagement a year old: 1 - 1 / 1.5.
    expect(later.map(({ warmth }) => Math.round(warmth * 100))).toEqual([50, 33, 33]);
  });

  test('an engagement that one may not read makes nobody known', async () => {
    await meet(['마', '외톨이'], { confidentiality: 'RESTRICTED' }, t.admin);
    const [hidden = []] = await t.staff.relationsOfEach({ stakeholderIds: [id('마')] });
    expect(hidden).toEqual([]);
    const [seen = []] = await t.admin.relationsOfEach({ stakeholderIds: [id('마')] });
    expect(known(seen)).toEqual(['admin: ENGAGEMENT', '외톨이: ENGAGEMENT']);
  });

  test('a forum of 31 introduces nobody, one of 30 does', async () => {
    const crowd = await Promise.all(
      Array.from({ length: 29 }, (_, n) => t.staff.registerStakeholder({ kind: 'PERSON', name: `청중 ${n}` })),
    );
    const host = await t.staff.registerStakeholder({ kind: 'PERSON', name: '사회자' });
    const stakeholderIds = [host.id, ...crowd.map((person) => person.id)];
    const stakeholdersKnown = async () => {
      const [relations = []] = await t.staff.relationsOfEach({ stakeholderIds: [host.id], limit: 100 });
      return relations.filter(({ to }) => to.type === 'STAKEHOLDER').length;
    };
    await meet([], { stakeholderIds: [...stakeholderIds, id('외톨이')] });
    expect(await stakeholdersKnown()).toBe(0);
    await meet([], { stakeholderIds });
    expect(await stakeholdersKnown()).toBe(29);
  });

  test('a seat that belongs to a post is that of whoever holds the post', async () => {
    const post = await t.staff.createPost({ organizationId: id('협의체'), title: '사무총장' });
    await t.staff.startMembership({ organizationId: id('협의체'), memberId: id('마'), role: 'POST_HOLDER', postId: post.id, from: '2012' });
    await t.staff.startMembership({
      organizationId: id('위원회'),
      role: 'MEMBER',
      basis: 'EX_OFFICIO',
      exOfficioPostId: post.id,
      from: '2012',
    });
    const [relations = []] = await t.staff.relationsOfEach({ stakeholderIds: [id('마')] });
    expect(known(relations).toSorted()).toEqual([
      '나: SHARED_MEMBERSHIP',
      '다: SHARED_MEMBERSHIP',
      '위원회: MEMBERSHIP',
      '협의체: MEMBERSHIP',
    ]);
  });

  test('is for those who may read what it tells of', async () => {
    const service = t.pcrm.as({
      ...t.actors.staff,
      kind: 'SERVICE',
      role: null,
      scopes: ['stakeholders:read', 'memberships:read', 'access:read'],
    });
    await expect(service.relationsOfEach({ stakeholderIds: [] })).rejects.toMatchObject({ scope: 'engagements:read' });
    await expect(service.warmPaths({ toId: id('가') })).rejects.toMatchObject({ scope: 'engagements:read' });
  });
});

describe('the graph around a stakeholder', () => {
  test('has each pair once, and reaches further at depth 2', async () => {
    const near = await t.staff.relationGraph({ stakeholderId: id('가') });
    expect(near.nodes.map(nameOf)).toEqual(['가', 'staff', '나']);
    const far = await t.staff.relationGraph({ stakeholderId: id('가'), depth: 2 });
    expect(far.nodes.map(nameOf).toSorted()).toEqual(['staff', '가', '나', '다', '마', '위원회']);
    expect(far.relations.map(({ from, to }) => [nameOf(from), nameOf(to)].toSorted().join(' ')).toSorted()).toEqual([
      'staff 가',
      'staff 나',
      '가 나',
      '나 다',
      '나 마',
      '나 위원회',
    ]);
  });
});

describe('warm paths', () => {
  test('the shortest, and of these the warmest; each member of staff once', async () => {
    const paths = await t.staff.warmPaths({ toId: id('가') });
    expect(paths.map(chain)).toEqual(['staff → 가', 'manager → 다 → 나 → 가']);
    expect(paths.map(({ warmth }) => Math.round(warmth * 1000))).toEqual([667, 75]);
  });

  test('within so many steps, from one department or one member of staff', async () => {
    expect((await t.staff.warmPaths({ toId: id('가'), maxSteps: 2 })).map(chain)).toEqual(['staff → 가']);
    expect((await t.staff.warmPaths({ toId: id('가'), actorId: t.actors.manager.id })).map(chain)).toEqual(['manager → 다 → 나 → 가']);
    const other = await t.admin.addDepartment({ name: '환경정책과' });
    expect(await t.staff.warmPaths({ toId: id('가'), departmentId: other.id })).toEqual([]);
    await expect(t.staff.warmPaths({ toId: id('가'), maxSteps: 4 })).rejects.toMatchObject({ problems: [{ path: ['maxSteps'] }] });
  });

  test('none to somebody whom nobody knows, or who is not there', async () => {
    const stranger = await t.staff.registerStakeholder({ kind: 'PERSON', name: '초면' });
    expect(await t.staff.warmPaths({ toId: stranger.id })).toEqual([]);
    expect(await t.staff.warmPaths({ toId: '00000000-0000-7000-8000-00000000ffff' })).toEqual([]);
  });

  test('do not lead through the archived, and do not begin with those who have left', async () => {
    const left = await t.admin.addActor({ kind: 'STAFF', name: '퇴직자', role: 'STAFF', departmentId: t.departmentId });
    await meet(['가'], { staffIds: [left.id] });
    await t.admin.reviseActor({ id: left.id, version: 1, disabled: true });
    expect((await t.staff.warmPaths({ toId: id('가'), maxSteps: 1 })).map(chain)).toEqual(['staff → 가']);
  });
});
