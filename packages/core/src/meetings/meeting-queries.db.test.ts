import { beforeAll, describe, expect, test } from 'vitest';
import { loadPages } from '../database/keyset.js';
import type { Meeting } from '../generated/prisma/client.js';
import { useTestPcrm } from '../testing.js';
import { meetingsOfBody, type MeetingFilter } from './meeting-queries.js';

const t = useTestPcrm();

let association: string;
let region: string;
let dormant: string;
const ids: Record<string, string> = {};

beforeAll(async () => {
  const body = async (name: string) => {
    const { id } = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name });
    await t.staff.establishBody({ organizationId: id, kind: 'CONSULTATIVE_BODY' });
    return id;
  };
  [association, region, dormant] = [await body('전국'), await body('수도권'), await body('황해권')];
  const held = async (title: string, bodyId: string, on: string, kind: 'REGULAR' | 'EXTRAORDINARY' = 'REGULAR') => {
    ids[title] = (await t.staff.recordHeldMeeting({ bodyId, kind, title, held: on })).id;
  };
  await held('연도만', association, '2012');
  await held('십이월 말', association, '2011-12-31');
  await held('오월', association, '2012-05');
  await held('임시', association, '2012-12-12', 'EXTRAORDINARY');
  await held('수도권 회의', region, '2012-06-30');
  ids['계획'] = (await t.staff.planMeeting({ bodyId: region, kind: 'REGULAR', title: '계획', planned: '2013-01' })).id;
  ids['미정'] = (await t.staff.planMeeting({ bodyId: region, kind: 'EXTRAORDINARY', title: '미정' })).id;
  const cancelled = await t.staff.planMeeting({ bodyId: region, kind: 'REGULAR', title: '취소', planned: '2013-02-01' });
  await t.staff.cancelMeeting({ id: cancelled.id, version: 1 });
});

const titlesOf = (page: { readonly rows: readonly { readonly row: Meeting }[] }) => page.rows.map(({ row }) => row.title);

describe('a list of meetings', () => {
  test('runs by the date held or planned, in both orders and in pages', async () => {
    const newest = ['미정', '취소', '계획', '임시', '수도권 회의', '오월', '연도만', '십이월 말'];
    expect(titlesOf(await t.viewer.listMeetings())).toEqual(newest);
    const first = await t.viewer.listMeetings({ order: 'OLDEST', first: 5 });
    expect(titlesOf(first)).toEqual(newest.toReversed().slice(0, 5));
    const rest = await t.viewer.listMeetings({ order: 'OLDEST', first: 5, after: first.rows[4]?.cursor });
    expect(titlesOf(rest)).toEqual(newest.toReversed().slice(5));
  });

  test.for<[string, () => MeetingFilter, string[]]>([
    ['body', () => ({ bodyId: region }), ['미정', '취소', '계획', '수도권 회의']],
    ['kind and status', () => ({ kind: 'EXTRAORDINARY', status: 'HELD' }), ['임시']],
    ['a year', () => ({ heldIn: { from: '2012', until: '2013' } }), ['임시', '수도권 회의', '오월', '연도만']],
    ['a month, which is not where only the year is known', () => ({ heldIn: { from: '2012-01', until: '2012-02' } }), []],
    ['part of a month, which is not where only the month is known', () => ({ heldIn: { from: '2012-05-01', until: '2012-05-20' } }), []],
    ['a half-open period', () => ({ heldIn: { from: '2011-12-31', until: '2012-06-30' } }), ['오월', '십이월 말']],
    ['from on', () => ({ heldIn: { from: '2012-06' } }), ['임시', '수도권 회의']],
    ['planned in a quarter', () => ({ plannedIn: { from: '2013-01', until: '2013-04' }, status: 'PLANNED' }), ['계획']],
  ])('filters by %s', async ([, filter, expected]) => {
    expect(titlesOf(await t.viewer.listMeetings({ filter: filter() }))).toEqual(expected);
  });

  test('refuses a period out of order', async () => {
    const bad = t.viewer.listMeetings({ filter: { heldIn: { from: '2013', until: '2012' } } });
    await expect(bad).rejects.toMatchObject({ problems: [{ path: ['heldIn', 'until'], code: 'period_out_of_order' }] });
  });

  test('comes below each body, with the limit for each', async () => {
    const pages = await loadPages(t.pcrm.db, meetingsOfBody(t.actors.viewer, { status: 'HELD' }), {
      parentIds: [dormant, region, association],
      first: 2,
    });
    expect(pages.map((page) => [titlesOf(page), page.hasNextPage])).toEqual([
      [[], false],
      [['수도권 회의'], false],
      [['임시', '오월'], true],
    ]);
  });

  test('and one meeting need meetings:read', async () => {
    const { id } = await t.admin.addActor({ kind: 'SERVICE', name: '다른 도구', scopes: ['bodies:read'] });
    const actor = await t.pcrm.findActor(id);
    const blind = t.pcrm.as(actor as NonNullable<typeof actor>);
    for (const query of [
      () => blind.listMeetings(),
      () => blind.findMeeting(id),
      () => blind.meetingsHeld({ year: 2012 }),
      () => blind.agendasOfMeetings([]),
    ]) {
      await expect(query()).rejects.toMatchObject({ scope: 'meetings:read' });
    }
    expect(await t.viewer.findMeeting(ids['계획'] as string)).toMatchObject({ title: '계획', plannedPrecision: 'MONTH' });
    expect(await t.viewer.findMeeting(id)).toBeNull();
  });
});

describe('counts of meetings', () => {
  test('held are by body and kind, and zero for a body that held none', async () => {
    const held = await t.viewer.meetingsHeld({ bodyIds: [dormant, association, region], year: 2012 });
    expect(held.toSorted((a, b) => b.regular - a.regular)).toEqual([
      { bodyId: association, regular: 2, extraordinary: 1 },
      { bodyId: region, regular: 1, extraordinary: 0 },
      { bodyId: dormant, regular: 0, extraordinary: 0 },
    ]);
    expect(await t.viewer.meetingsHeld({ bodyIds: [association], year: 2011 })).toEqual([
      { bodyId: association, regular: 1, extraordinary: 0 },
    ]);
    expect(await t.viewer.meetingsHeld({ year: 2012 })).toHaveLength(3);
    expect(await t.viewer.meetingsHeld({ bodyIds: [], year: 2012 })).toEqual([]);
  });

  test('planned leave out what was held or cancelled', async () => {
    expect(await t.viewer.meetingsPlanned({ bodyIds: [region], year: 2013 })).toEqual([{ bodyId: region, regular: 1, extraordinary: 0 }]);
    expect(await t.viewer.meetingsPlanned({ bodyIds: [region], year: 2012 })).toEqual([{ bodyId: region, regular: 0, extraordinary: 0 }]);
  });

  test('need a year that there is', async () => {
    await expect(t.viewer.meetingsHeld({ year: 20_120 })).rejects.toMatchObject({ problems: [{ path: ['year'] }] });
  });
});

test('agendas and attendances come for each meeting in order, in one statement each', async () => {
  const stakeholder = (await t.staff.registerStakeholder({ kind: 'PERSON', name: '참석자' })).id;
  const meetingId = ids['오월'] as string;
  await t.staff.setAgenda({ meetingId, version: 1, items: [{ title: '나' }, { title: '가' }] });
  await t.staff.recordAttendance({ meetingId, version: 2, attendances: [{ stakeholderId: stakeholder, status: 'PRESENT' }] });
  const statements: string[] = [];
  t.database.client.$on('query', ({ query }) => statements.push(query));
  const asked = [ids['임시'] as string, meetingId];
  const agendas = await t.viewer.agendasOfMeetings(asked);
  const attendances = await t.viewer.attendancesOfMeetings(asked);
  expect(statements.filter((statement) => statement.includes('SELECT'))).toHaveLength(2);
  expect(agendas.map((items) => items.map(({ title }) => title))).toEqual([[], ['나', '가']]);
  expect(attendances.map((each) => each.map(({ stakeholderId }) => stakeholderId))).toEqual([[], [stakeholder]]);
});
