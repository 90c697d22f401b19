import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor, Scope } from '../access/actor.js';
import { loadPages, type KeysetList } from '../database/keyset.js';
import type { Commitment } from '../generated/prisma/client.js';
import { useTestPcrm } from '../testing.js';
import { commitmentsOfEngagement, commitmentsOfMeeting, commitmentsOfStakeholder, type CommitmentFilter } from './commitment-queries.js';
import { visibleCommitments, visibleCommitmentsSql } from './commitment-visibility.js';
import { isOverdue } from './commitment.js';

const t = useTestPcrm();

let councillor: string;
let ministry: string;
let meetingId: string;
const engagements: Record<string, string> = {};
const commitments: Record<string, string> = {};

beforeAll(async () => {
  councillor = (await t.staff.registerStakeholder({ kind: 'PERSON', name: '시의원' })).id;
  ministry = (await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '중앙부처' })).id;
  await t.staff.establishBody({ organizationId: ministry, kind: 'COMMITTEE' });
  meetingId = (await t.staff.recordHeldMeeting({ bodyId: ministry, kind: 'REGULAR', held: '2012-04' })).id;
  const stakeholderIds = [councillor];
  const call = { occurredAt: '2012-09-11T10:00:00+09:00', channel: 'CALL', direction: 'INBOUND', stakeholderIds } as const;
  for (const confidentiality of ['PUBLIC', 'INTERNAL', 'RESTRICTED'] as const) {
    engagements[confidentiality] = (await t.manager.logEngagement({ ...call, subject: confidentiality, confidentiality })).id;
  }
  const make = async (text: string, due: string | null, more: Partial<Parameters<typeof t.manager.makeCommitment>[0]>) => {
    const made = await t.manager.makeCommitment({ direction: 'OURS', text, stakeholderId: councillor, due, ...more });
    commitments[text] = made.id;
  };
  await make('언젠가', null, { engagementId: engagements['PUBLIC'] });
  await make('시월까지', '2012-10', { engagementId: engagements['INTERNAL'], ownerId: t.actors.staff.id });
  await make('시월 오일까지', '2012-10-05', { engagementId: engagements['RESTRICTED'], direction: 'THEIRS' });
  await make('올해 안에', '2012', { meetingId, stakeholderId: ministry });
  await make('끝난 일', '2012-09-15', { engagementId: engagements['PUBLIC'] });
  await t.manager.closeCommitment({
    id: commitments['끝난 일'] as string,
    version: 1,
    status: 'BROKEN',
    closedOn: '2012-10-01',
    toldLater: true,
  });
});

const textsOf = (page: { readonly rows: readonly { readonly row: Commitment }[] }) => page.rows.map(({ row }) => row.text);

describe('a list of commitments', () => {
  test('runs by due date, those without one last, in pages both ways', async () => {
    const all = ['올해 안에', '끝난 일', '시월까지', '시월 오일까지', '언젠가'];
    expect(textsOf(await t.manager.listCommitments())).toEqual(all);
    const first = await t.manager.listCommitments({ first: 3 });
    expect(textsOf(first)).toEqual(all.slice(0, 3));
    expect(textsOf(await t.manager.listCommitments({ first: 3, after: first.rows[2]?.cursor }))).toEqual(all.slice(3));
    const last = await t.manager.listCommitments({ last: 1 });
    expect(textsOf(last)).toEqual(['언젠가']);
    expect(textsOf(await t.manager.listCommitments({ last: 2, before: last.rows[0]?.cursor }))).toEqual(['시월까지', '시월 오일까지']);
  });

  test.for<[string, () => CommitmentFilter, string[]]>([
    ['status', () => ({ status: 'BROKEN' }), ['끝난 일']],
    ['direction', () => ({ direction: 'THEIRS' }), ['시월 오일까지']],
    ['owner', () => ({ ownerId: t.actors.staff.id }), ['시월까지']],
    [
      'department of the owner',
      () => ({ ownerDepartmentId: t.departmentId, status: 'OPEN', direction: 'OURS' }),
      ['올해 안에', '시월까지', '언젠가'],
    ],
    ['stakeholder', () => ({ stakeholderId: ministry }), ['올해 안에']],
    ['due before a day, in whole', () => ({ dueBefore: '2012-10-31' }), ['끝난 일', '시월 오일까지']],
    ['due before the next month', () => ({ dueBefore: '2012-11-01' }), ['끝난 일', '시월까지', '시월 오일까지']],
    ['awaiting feedback', () => ({ awaitingFeedback: true }), ['끝난 일']],
    ['not awaiting feedback', () => ({ awaitingFeedback: false, direction: 'OURS', status: 'BROKEN' }), []],
    ['overdue on the due day: not yet', () => ({ overdueOn: '2012-10-05' }), []],
    ['overdue then, although it was closed a day later', () => ({ overdueOn: '2012-09-30' }), ['끝난 일']],
    ['overdue no more on the day of closing', () => ({ overdueOn: '2012-10-01' }), []],
    ['overdue on the next day', () => ({ overdueOn: '2012-10-06' }), ['시월 오일까지']],
    ['overdue after the month', () => ({ overdueOn: '2012-11-01' }), ['시월까지', '시월 오일까지']],
    ['overdue after the year', () => ({ overdueOn: '2013-01-01' }), ['올해 안에', '시월까지', '시월 오일까지']],
  ])('filters by %s', async ([, filter, expected]) => {
    expect(textsOf(await t.manager.listCommitments({ filter: filter() }))).toEqual(expected);
  });

  test('calls overdue what the rule calls overdue, on every day of five months', async () => {
    const all = await t.pcrm.db.commitment.findMany();
    for (let day = new Date('2012-09-01'); day < new Date('2013-02-01'); day = new Date(day.getTime() + 86_400_000)) {
      const listed = await t.manager.listCommitments({ filter: { overdueOn: day.toISOString().slice(0, 10) } });
      const ruled = all.filter((commitment) => isOverdue(commitment, day)).map(({ id }) => id);
      expect({ day, ids: listed.rows.map(({ row }) => row.id).toSorted() }).toEqual({ day, ids: ruled.toSorted() });
    }
  });

  test('refuses days that do not exist', async () => {
    const bad = t.staff.listCommitments({ filter: { overdueOn: '2012-10', dueBefore: '2012-02-30' } });
    await expect(bad).rejects.toMatchObject({ problems: [{ path: ['overdueOn'] }, { path: ['dueBefore'] }] });
  });
});

describe('commitments below', () => {
  const asker = (actor: Actor) => ({ actor, now: t.pcrm.now });
  const below = async (list: KeysetList<Commitment>, parentIds: string[]) =>
    (await loadPages(t.pcrm.db, list, { parentIds, first: 2 })).map((page) => [...textsOf(page), page.hasNextPage]);

  test('each stakeholder, with the limit for each', async () => {
    expect(await below(commitmentsOfStakeholder(asker(t.actors.manager)), [ministry, councillor])).toEqual([
      ['올해 안에', false],
      ['끝난 일', '시월까지', true],
    ]);
    expect(await below(commitmentsOfStakeholder(asker(t.actors.staff), { direction: 'THEIRS' }), [councillor])).toEqual([[false]]);
  });

  test('each engagement and each meeting', async () => {
    const asked = [engagements['RESTRICTED'] as string, engagements['PUBLIC'] as string];
    expect(await below(commitmentsOfEngagement(asker(t.actors.manager)), asked)).toEqual([
      ['시월 오일까지', false],
      ['끝난 일', '언젠가', false],
    ]);
    expect(await below(commitmentsOfEngagement(asker(t.actors.staff)), asked)).toEqual([[false], ['끝난 일', '언젠가', false]]);
    expect(await below(commitmentsOfMeeting(asker(t.actors.staff)), [meetingId])).toEqual([['올해 안에', false]]);
  });
});

describe('who may see a commitment', () => {
  const ofMeetings = ['올해 안에'];
  const ofPublic = ['끝난 일', '언젠가', ...ofMeetings];
  const ofInternal = ['시월까지', ...ofPublic];
  const service = (scopes: Scope[]) => t.admin.addActor({ kind: 'SERVICE', name: 'service', scopes, departmentId: t.departmentId });

  test.for<[string, () => Actor | Promise<Actor>, string[]]>([
    ['a viewer', () => t.actors.viewer, ofInternal],
    ['staff', () => t.actors.staff, ofInternal],
    ['the manager who made them', () => t.actors.manager, ['시월 오일까지', ...ofInternal]],
    ['an administrator', () => t.actors.admin, ['시월 오일까지', ...ofInternal]],
    ['a service without engagements:read', () => service(['commitments:read']), ofMeetings],
    ['a service that reads public engagements', () => service(['commitments:read', 'engagements:read']), ofPublic],
    [
      'a service that reads its department’s',
      () => service(['commitments:read', 'engagements:read', 'engagements:read-restricted']),
      ['시월 오일까지', ...ofPublic],
    ],
    ['a service without commitments:read', () => service(['engagements:read', 'engagements:read-all']), []],
  ])('%s, as a filter and as SQL', async ([, find, texts]) => {
    const actor = await find();
    const expected = texts.toSorted();
    const named = { text: { in: Object.keys(commitments) } };
    const byFilter = await t.pcrm.db.commitment.findMany({ where: { AND: [visibleCommitments(actor), named] } });
    expect(byFilter.map(({ text }) => text).toSorted()).toEqual(expected);
    const bySql = await t.pcrm.db.$queryRaw<{ text: string }[]>`SELECT t."text" FROM "Commitment" t WHERE ${visibleCommitmentsSql(actor)}`;
    expect(bySql.map(({ text }) => text).toSorted()).toEqual(expected);
  });

  test('holds for finding one', async () => {
    const id = commitments['시월 오일까지'] as string;
    expect(await t.staff.findCommitment(id)).toBeNull();
    expect(await t.manager.findCommitment(id)).toMatchObject({ text: '시월 오일까지' });
    const blind = await service(['engagements:read']);
    await expect(t.pcrm.as(blind).findCommitment(id)).rejects.toMatchObject({ scope: 'commitments:read' });
    await expect(t.pcrm.as(blind).listCommitments()).rejects.toMatchObject({ scope: 'commitments:read' });
  });
});
