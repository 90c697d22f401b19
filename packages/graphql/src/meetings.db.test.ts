import { useTestPcrm } from '@pcrm/core/testing';
import { encodeGlobalID } from '@pothos/plugin-relay';
import { beforeAll, describe, expect, test } from 'vitest';
import { ask, countStatements } from './testing.js';

const t = useTestPcrm();
const ids = { body: '', other: '', incheon: '', seoul: '', deputy: '', task: '' };

const fields = `id version ordinal kind status title host { name } place planned held summary
  body { organization { name } }
  agenda { id position title proposer { name } policyTask { title } decision decisionText }
  attendances { stakeholder { name } status proxy { name } }`;
const operation = (name: string) => {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return `mutation ($input: ${type}Input!) { ${name}(input: $input) {
    __typename
    ... on ${type}Success { data { ${fields} } }
    ... on InvalidInputError { problems { path code } }
    ... on ConflictError { rule }
    ... on StaleVersionError { basedOn }
    ... on ForbiddenError { scope }
  } }`;
};
async function run(name: string, input: object, actor = t.actors.staff) {
  const { data, errors } = await ask(t, actor)(operation(name), { input });
  expect(errors).toBeUndefined();
  return data[name];
}

beforeAll(async () => {
  const register = async (name: string, kind: 'PERSON' | 'ORGANIZATION' = 'ORGANIZATION') =>
    (await t.staff.registerStakeholder({ kind, name, categories: ['LOCAL_GOVERNMENT'] })).id;
  const [body, other] = [await register('전국시도지사협의회'), await register('황해권 시도지사협의회')];
  for (const organizationId of [body, other]) await t.staff.establishBody({ organizationId, kind: 'CONSULTATIVE_BODY' });
  const step = { status: 'MAINTAINED', on: '2011-03', reason: '합의' } as const;
  ids.body = encodeGlobalID('Body', body);
  ids.other = encodeGlobalID('Body', other);
  ids.incheon = encodeGlobalID('Organization', await register('인천광역시'));
  ids.seoul = encodeGlobalID('Organization', await register('서울특별시'));
  ids.deputy = encodeGlobalID('Person', await register('부시장', 'PERSON'));
  ids.task = encodeGlobalID('PolicyTask', (await t.staff.addPolicyTask({ number: 1, title: '과제', origin: 'AGREED', ...step })).id);
});

describe('a meeting', () => {
  test('is planned with its agenda, revised, held, decided and attended', async () => {
    const agenda = [
      { title: '지방분권', proposerId: ids.incheon },
      { title: '재정', policyTaskId: ids.task },
    ];
    const planned = await run('planMeeting', { bodyId: ids.body, kind: 'REGULAR', ordinal: 8, planned: '2012-11', agenda });
    expect(planned.data).toEqual({
      id: expect.any(String),
      version: 1,
      ordinal: 8,
      kind: 'REGULAR',
      status: 'PLANNED',
      title: null,
      host: null,
      place: null,
      planned: '2012-11',
      held: null,
      summary: null,
      body: { organization: { name: '전국시도지사협의회' } },
      agenda: [
        {
          id: expect.any(String),
          position: 1,
          title: '지방분권',
          proposer: { name: '인천광역시' },
          policyTask: null,
          decision: null,
          decisionText: null,
        },
        {
          id: expect.any(String),
          position: 2,
          title: '재정',
          proposer: null,
          policyTask: { title: '과제' },
          decision: null,
          decisionText: null,
        },
      ],
      attendances: [],
    });
    const {
      id,
      agenda: [first],
    } = planned.data;
    const revised = await run('reviseMeeting', { id, version: 1, title: '제8차 총회', hostId: ids.incheon, planned: '2012-11-20' });
    expect(revised.data).toMatchObject({ version: 2, title: '제8차 총회', host: { name: '인천광역시' }, planned: '2012-11-20' });
    const held = await run('holdMeeting', { id, version: 2, held: '2012-11-22', place: '송도', summary: '마쳤다.' });
    expect(held.data).toMatchObject({
      version: 3,
      status: 'HELD',
      held: '2012-11-22',
      planned: '2012-11-20',
      place: '송도',
      summary: '마쳤다.',
    });
    const items = [{ title: '새 안건' }, { id: first.id, title: '지방분권', decision: 'ADOPTED', decisionText: '원안대로' }];
    const decided = await run('setAgenda', { meetingId: id, version: 3, items });
    expect(decided.data.agenda).toMatchObject([
      { position: 1, title: '새 안건', decision: null },
      { id: first.id, position: 2, title: '지방분권', decision: 'ADOPTED', decisionText: '원안대로', proposer: null },
    ]);
    const attendances = [
      { stakeholderId: ids.incheon, status: 'REPRESENTED', proxyId: ids.deputy },
      { stakeholderId: ids.seoul, status: 'ABSENT' },
    ];
    const attended = await run('recordAttendance', { meetingId: id, version: 4, attendances });
    expect(attended.data).toMatchObject({ version: 5 });
    expect(attended.data.attendances.toSorted((a: { status: string }, b: { status: string }) => (a.status < b.status ? -1 : 1))).toEqual([
      { stakeholder: { name: '서울특별시' }, status: 'ABSENT', proxy: null },
      { stakeholder: { name: '인천광역시' }, status: 'REPRESENTED', proxy: { name: '부시장' } },
    ]);
    expect(await run('recordAttendance', { meetingId: id, version: 4, attendances })).toEqual({
      __typename: 'StaleVersionError',
      basedOn: 4,
    });
    expect(await run('cancelMeeting', { id, version: 5 })).toEqual({ __typename: 'ConflictError', rule: 'meeting_held' });
  });

  test('is answered as it is after each of two changes in one operation', async () => {
    const { data } = await run('planMeeting', { bodyId: ids.body, kind: 'EXTRAORDINARY', agenda: [{ title: '처음' }] });
    const set = `mutation ($id: ID!) {
      first: setAgenda(input: { meetingId: $id, version: 1, items: [{ title: "하나" }] }) { ... on SetAgendaSuccess { data { agenda { title } } } }
      second: setAgenda(input: { meetingId: $id, version: 2, items: [{ title: "둘" }] }) { ... on SetAgendaSuccess { data { agenda { title } } } }
    }`;
    const answer = await ask(t, t.actors.staff)(set, { id: data.id });
    expect(answer.data.first.data.agenda).toEqual([{ title: '하나' }]);
    expect(answer.data.second.data.agenda).toEqual([{ title: '둘' }]);
    await run('cancelMeeting', { id: data.id, version: 3 });
  });

  test('is cancelled, or recorded after it was held', async () => {
    const planned = await run('planMeeting', { bodyId: ids.body, kind: 'EXTRAORDINARY' });
    const cancelled = await run('cancelMeeting', { id: planned.data.id, version: 1 });
    expect(cancelled.data).toMatchObject({ status: 'CANCELLED', version: 2 });
    const recorded = await run('recordHeldMeeting', {
      bodyId: ids.body,
      kind: 'EXTRAORDINARY',
      held: '2012-03',
      hostId: ids.seoul,
      agenda: [{ title: '긴급', decision: 'NOTED' }],
      attendances: [{ stakeholderId: ids.seoul, status: 'PRESENT' }],
    });
    expect(recorded.data).toMatchObject({
      status: 'HELD',
      held: '2012-03',
      host: { name: '서울특별시' },
      agenda: [{ title: '긴급', decision: 'NOTED' }],
      attendances: [{ stakeholder: { name: '서울특별시' }, status: 'PRESENT', proxy: null }],
    });
  });

  test('is refused with every problem, and to viewers', async () => {
    const attendances = [{ stakeholderId: ids.seoul, status: 'PRESENT', proxyId: ids.deputy }];
    const bad = await run('recordHeldMeeting', { bodyId: ids.body, kind: 'REGULAR', ordinal: 0, held: '2012-03', attendances });
    expect(bad).toEqual({
      __typename: 'InvalidInputError',
      problems: [
        { path: ['ordinal'], code: 'too_small' },
        { path: ['attendances', '0', 'proxyId'], code: 'not_allowed' },
      ],
    });
    const viewer = await run('planMeeting', { bodyId: ids.body, kind: 'REGULAR' }, t.actors.viewer);
    expect(viewer).toEqual({ __typename: 'ForbiddenError', scope: 'meetings:write' });
  });
});

describe('lists', () => {
  beforeAll(async () => {
    for (const held of ['2010-05-03', '2011-06', '2011']) await run('recordHeldMeeting', { bodyId: ids.other, kind: 'REGULAR', held });
    await run('planMeeting', { bodyId: ids.other, kind: 'EXTRAORDINARY', planned: '2013-02' });
  });

  test('are filtered and ordered', async () => {
    const list = `query ($filter: MeetingFilter, $order: MeetingOrder) {
      meetings(filter: $filter, orderBy: $order) { totalCount edges { node { held planned } } }
    }`;
    const dates = async (filter: object, order?: string) => {
      const { data, errors } = await ask(t, t.actors.viewer)(list, { filter, order });
      expect(errors).toBeUndefined();
      return data.meetings.edges.map(({ node }: { node: { held: string | null; planned: string | null } }) => node.held ?? node.planned);
    };
    expect(await dates({ bodyId: ids.other })).toEqual(['2013-02', '2011-06', '2011', '2010-05-03']);
    expect(await dates({ bodyId: ids.other, status: 'HELD', kind: 'REGULAR' }, 'OLDEST')).toEqual(['2010-05-03', '2011', '2011-06']);
    expect(await dates({ heldIn: { from: '2011-05', until: '2012' } })).toEqual(['2011-06']);
    expect(await dates({ plannedIn: { from: '2013' } })).toEqual(['2013-02']);
  });

  test('of each body, with agenda and attendance, are one statement a level', async () => {
    const list = `{ bodies { edges { node {
      all: meetings(first: 5, orderBy: OLDEST) { totalCount edges { node {
        held host { name } agenda { title policyTask { title } proposer { name } } attendances { stakeholder { name } proxy { name } }
      } } }
      planned: meetings(filter: { status: PLANNED }) { edges { node { planned } } }
    } } } }`;
    const { statements, result } = await countStatements(t, () => ask(t, t.actors.viewer)(list));
    expect(result.errors).toBeUndefined();
    const [national, yellowSea] = result.data.bodies.edges;
    expect(national.node.all.totalCount).toBe(4);
    expect(national.node.all.edges[1].node).toEqual({
      held: '2012-11-22',
      host: { name: '인천광역시' },
      agenda: [
        { title: '새 안건', policyTask: null, proposer: null },
        { title: '지방분권', policyTask: null, proposer: null },
      ],
      attendances: expect.arrayContaining([{ stakeholder: { name: '인천광역시' }, proxy: { name: '부시장' } }]),
    });
    expect(national.node.planned.edges).toEqual([]);
    expect(yellowSea.node.planned.edges).toEqual([{ node: { planned: '2013-02' } }]);
    // Bodies; both lists; totals; agendas; attendances; hosts; and who attended or came for them.
    expect(statements).toHaveLength(8);
  });

  test('count what each body held and plans in a year, by kind', async () => {
    const counts = `query ($ids: [ID!]) {
      meetingsHeld(year: 2011, bodyIds: $ids) { body { organization { name } } regular extraordinary }
      of2012: meetingsHeld(year: 2012) { regular extraordinary }
      meetingsPlanned(year: 2013, bodyIds: $ids) { regular extraordinary }
    }`;
    const { data, errors } = await ask(t, t.actors.viewer)(counts, { ids: [ids.other] });
    expect(errors).toBeUndefined();
    expect(data.meetingsHeld).toEqual([{ body: { organization: { name: '황해권 시도지사협의회' } }, regular: 2, extraordinary: 0 }]);
    expect(data.of2012).toEqual([
      { regular: 1, extraordinary: 1 },
      { regular: 0, extraordinary: 0 },
    ]);
    expect(data.meetingsPlanned).toEqual([{ regular: 0, extraordinary: 1 }]);
    const bad = await ask(t, t.actors.viewer)(`{ meetingsHeld(year: 0) { regular } }`);
    expect(bad.errors?.map(({ code }) => code)).toEqual(['INVALID_INPUT']);
  });

  test('need the permission', async () => {
    const service = await t.admin.addActor({ kind: 'SERVICE', name: '도구', scopes: ['bodies:read'] });
    for (const source of [`{ meetings { totalCount } }`, `{ meetingsHeld(year: 2012) { regular } }`]) {
      expect((await ask(t, service)(source)).errors?.map(({ code }) => code)).toEqual(['FORBIDDEN']);
    }
    const below = await ask(t, service)(`{ bodies(first: 1) { edges { node { meetings { totalCount } } } } }`);
    expect(below.errors?.map(({ code }) => code)).toEqual(['FORBIDDEN']);
  });
});
