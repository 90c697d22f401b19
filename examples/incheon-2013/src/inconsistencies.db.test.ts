import { beforeAll, expect, test } from 'vitest';
import type { PcrmAs } from '@pcrm/core';
import { useTestPcrm } from '@pcrm/core/testing';
import { findInconsistencies } from './inconsistencies.js';
import { viewOf } from './view.js';

// The rules know nothing of the plan: here they meet bodies, tasks and posts that are none of its, sound ones and others.

const t = useTestPcrm();
let sourceId: string;
let cityId: string;

beforeAll(async () => {
  sourceId = (await t.staff.recordSource({ title: '다른 시의 계획' })).id;
  cityId = await organization('다른시');
});

async function organization(name: string, otherNames: Parameters<PcrmAs['registerStakeholder']>[0]['otherNames'] = []) {
  return (await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name, otherNames, sourceId })).id;
}

async function body(name: string, rule: Omit<Parameters<PcrmAs['establishBody']>[0], 'organizationId'>) {
  const organizationId = await organization(name);
  await t.staff.establishBody({ organizationId, ...rule });
  return organizationId;
}

const findings = async () =>
  (await findInconsistencies(viewOf(t.pcrm, t.actors.viewer, '2015-06-15'))).map(({ rule, about, sentence }) => [rule, about, sentence]);

// A test before the others have entered anything wrong.
test('finds nothing where nothing is wrong', async () => {
  t.setNow('2015-06-15T03:00:00.000Z');
  const bodyId = await body('건실한 협의회', {
    kind: 'CONSULTATIVE_BODY',
    chairSeats: 2,
    regularMeetingsPerYear: 4,
    convenedWhen: '공동위원장 합의',
  });
  const { id: postId } = await t.staff.createPost({ organizationId: cityId, title: '시장', capacity: 2 });
  const chair = { organizationId: bodyId, role: 'CHAIR', memberId: cityId, basis: 'ROTATION' } as const;
  await t.staff.startMembership({ ...chair, from: '2013-01', termEnd: 'UNTIL_NEXT_MEETING' });
  const seat = { organizationId: bodyId, role: 'MEMBER', basis: 'EX_OFFICIO', exOfficioPostId: postId } as const;
  await t.staff.startMembership({ ...seat, memberId: cityId });
  await t.staff.setSeatQuota({ bodyId, basis: 'EX_OFFICIO', seats: 1 });
  await t.staff.recordHeldMeeting({ bodyId, kind: 'REGULAR', held: '2013', summary: '이름은 그대로' });
  await t.staff.recordHeldMeeting({ bodyId, kind: 'REGULAR', held: '2015-02-01' });
  await t.staff.startMembership({ ...chair, from: '2015-02-01', until: '2016-12' });
  await t.staff.planMeeting({ bodyId, kind: 'REGULAR', planned: '2016-03' });
  for (const part of [1, 2, 3, 4]) await t.staff.openReviewRound({ bodyId, kind: 'QUARTERLY_PLENARY', year: 2016, part });
  await t.staff.addPolicyTask({ number: 1, title: '끝난 과제', origin: 'AGREED', bodyId, status: 'CLOSED', on: '2014', reason: '완료' });
  await t.staff.addPolicyTask({
    number: 2,
    title: '새 과제',
    origin: 'COMMUNICATION',
    bodyId,
    status: 'PROPOSED',
    on: '2015',
    reason: '제안',
  });
  const figure = { organizationId: bodyId, measure: 'POLICY_TASKS', value: 2, asOf: '2015', sourceId } as const;
  await t.staff.declareFigure({ ...figure, qualifier: '2개 과제' });
  await t.staff.declareFigure({ ...figure, qualifier: '9개 과제, 어느 분과' });
  await t.staff.declareFigure({ ...figure, organizationId: cityId, measure: 'POST_HOLDERS', qualifier: '시장', value: 2 });
  expect(await findings()).toEqual([]);
});

test('finds a body that sleeps', async () => {
  const bodyId = await body('잠든 협의회', { kind: 'CONSULTATIVE_BODY', regularMeetingsPerYear: 3 });
  await t.staff.startMembership({
    organizationId: bodyId,
    role: 'CHAIR',
    memberId: cityId,
    from: '2011-11',
    termEnd: 'UNTIL_NEXT_MEETING',
  });
  expect(await findings()).toEqual([
    ['dormant-body', '잠든 협의회', expect.stringMatching(/owes 3 .* none in 2015; 다른시 has chaired it since 2011-11/u)],
  ]);
  await t.staff.recordHeldMeeting({ bodyId, kind: 'REGULAR', held: '2015-05-20' });
  expect(await findings()).toEqual([]);
});

test('finds a chair whose term ends before the next meeting, until a successor is known', async () => {
  const bodyId = await body('회장 없는 협의회', { kind: 'CONSULTATIVE_BODY' });
  const chair = { organizationId: bodyId, role: 'CHAIR', memberId: cityId } as const;
  await t.staff.startMembership({ ...chair, from: '2015-01', until: '2016-01' });
  await t.staff.planMeeting({ bodyId, kind: 'REGULAR', planned: '2016-04' });
  expect(await findings()).toEqual([
    ['chair-ends-before-next-meeting', '회장 없는 협의회', expect.stringMatching(/다른시 until 2016-01, .* for 2016-04/u)],
  ]);
  await t.staff.startMembership({ ...chair, from: '2016-01', until: '2017-01' });
  expect(await findings()).toEqual([]);
});

test('finds what is wrong with the seats and the chairs of a committee', async () => {
  const bodyId = await body('세 위원장 위원회', { kind: 'COMMITTEE', chairSeats: 3, regularMeetingsPerYear: 1 });
  await t.staff.setSeatQuota({ bodyId, basis: 'EX_OFFICIO', seats: 3 });
  const { id: civilian } = await t.staff.registerStakeholder({ kind: 'PERSON', name: '홍길동' });
  await t.staff.startMembership({ organizationId: bodyId, role: 'CHAIR', memberId: civilian, label: '시민위원장' });
  for (const part of [1, 2]) await t.staff.openReviewRound({ bodyId, kind: 'QUARTERLY_PLENARY', year: 2016, part });
  expect(await findings()).toEqual([
    [
      'chairs-are-not-the-ex-officio-seats',
      '세 위원장 위원회',
      expect.stringContaining('3 chairs and 3 ex officio seats, but 홍길동 (시민위원장)'),
    ],
    ['ex-officio-post-unnamed', '세 위원장 위원회', expect.stringMatching(/3 ex officio seats, and the posts of 0 .* other 3/u)],
    ['more-reports-than-plenaries', '세 위원장 위원회', expect.stringMatching(/2 quarterly reports in 2016, and has 1 /u)],
  ]);
});

test('finds tasks left undecided, successors that are unknown and a label that counts another number', async () => {
  const before = await findings();
  const bodyId = await body('과제 위원회', { kind: 'COMMITTEE' });
  const added = { bodyId, on: '2014', reason: '제안', origin: 'NEW' } as const;
  for (const number of [1, 2, 3]) await t.staff.addPolicyTask({ ...added, number, title: `과제 ${number}`, status: 'MAINTAINED' });
  for (const number of [4, 5]) await t.staff.addPolicyTask({ ...added, number, title: `과제 ${number}`, status: 'PROPOSED' });
  const { id, version } = await t.staff.addPolicyTask({ ...added, number: 6, title: '과제 6', status: 'PROPOSED' });
  await t.staff.changePolicyTaskStatus({
    policyTaskId: id,
    version,
    status: 'SUPERSEDED',
    successorUnknown: true,
    on: '2015',
    reason: '통합',
  });
  await t.staff.declareFigure({ organizationId: bodyId, measure: 'POLICY_TASKS', qualifier: '6건 과제', value: 3, asOf: '2015', sourceId });
  const found = (await findings()).filter(([, about]) => about === '과제 위원회');
  expect(found).toEqual([
    ['label-counts-another-number', '과제 위원회', expect.stringMatching(/"6건 과제" is printed with 3: of 6 tasks .* maintained/u)],
    ['proposed-and-left-undecided', '과제 위원회', expect.stringContaining('Of 6 tasks of origin NEW, 2 are')],
    ['superseded-by-an-unknown-task', '과제 위원회', expect.stringContaining('1 superseded')],
  ]);
  expect(await findings()).toHaveLength(before.length + 3);
});

test('finds a list of proposals that declares more than it names, until all are named', async () => {
  const before = await findings();
  const bodyId = await body('건의 협의회', { kind: 'CONSULTATIVE_BODY' });
  await t.staff.declareFigure({ organizationId: bodyId, measure: 'PROPOSALS', value: 1, asOf: '2015', sourceId });
  const found = (await findings()).filter(([, about]) => about === '건의 협의회');
  expect(found).toEqual([['more-declared-than-named', '건의 협의회', '1 proposals are declared and 0 named.']]);
  await t.staff.recordProposal({ bodyId, title: '건의', status: 'SUBMITTED', on: '2015-03' });
  expect(await findings()).toEqual(before);
});

test('finds too many holders, a chair among co-chairs, several names and a name kept as printed', async () => {
  const before = await findings();
  await t.staff.createPost({ organizationId: cityId, title: '9급', capacity: 2 });
  const figure = { organizationId: cityId, measure: 'POST_HOLDERS', qualifier: '9급', value: 5, asOf: '2015', sourceId } as const;
  await t.staff.declareFigure(figure);
  const organizationId = await organization('이름 많은 협의회', [
    { kind: 'ALIAS', name: '많은협' },
    { kind: 'ENGLISH', name: 'Council of Many Names' },
    { kind: 'ABBREVIATION', name: '다른 문서의 약칭', sourceId: (await t.staff.recordSource({ title: '다른 문서' })).id },
  ]);
  await t.staff.establishBody({ organizationId, kind: 'CONSULTATIVE_BODY', convenedWhen: '공동위원장이 부를 때' });
  await t.staff.recordHeldMeeting({ bodyId: organizationId, kind: 'REGULAR', held: '2015', summary: '장소는 ‘강하 [sic]’이다.' });
  const added = (await findings()).filter(([, about]) => about === '다른시' || about === '이름 많은 협의회');
  expect(added).toEqual([
    ['more-holders-than-the-post-has', '다른시', expect.stringMatching(/5 hold the post 9급, .* for 2/u)],
    ['co-chairs-of-a-body-with-one-chair', '이름 많은 협의회', expect.stringContaining('공동위원장이 부를 때')],
    ['kept-as-printed', '이름 많은 협의회', '"강하 [sic]": kept as the source prints it.'],
    ['several-names', '이름 많은 협의회', 'is printed also as 많은협.'],
  ]);
  expect(await findings()).toHaveLength(before.length + 4);
});
