import { useTestPcrm } from '@pcrm/core/testing';
import { encodeGlobalID } from '@pothos/plugin-relay';
import { beforeAll, describe, expect, test } from 'vitest';
import { ask, countStatements } from './testing.js';

const t = useTestPcrm();
const ids = { programme: '', session: '', ga: '', na: '', da: '', task: '', department: '' };

const participation =
  '... on Participation { id stakeholder { name } status number waitingPosition registeredAt promotedAt cancelledAt attended }';
const session = `... on Session { id version ordinal title status place planned startsAt endsAt held capacity placesTaken placesFree waiting
  waitingListCapacity registrationOpensAt registrationClosesAt headCount summary turnout { attended walkIns absent unrecorded }
  programme { name } }`;
const programme = `... on Programme { id version name kind field number description audience from until status cancelledOn
  leadDepartment { name } policyTasks { title } }`;
const engagement =
  '... on Engagement { id subject channel direction place stakeholders { name } session { title } commitments { totalCount } }';
const answers: Readonly<Record<string, string>> = {
  addProgramme: programme,
  reviseProgramme: programme,
  cancelProgramme: `... on ProgrammeCancellation { programme { name status cancelledOn } sessions { title status } }`,
  planSession: session,
  reviseSession: `... on SessionRevision { session { ${session} } promoted { ${participation} } }`,
  holdSession: session,
  cancelSession: session,
  registerForSession: participation,
  recordSessionAttendance: session,
  hearOpinion: engagement,
};
const refusals = `... on InvalidInputError { problems { path code } }
  ... on ConflictError { rule message }
  ... on StaleVersionError { basedOn }
  ... on ForbiddenError { scope }`;

async function run(name: string, input: object, actor = t.actors.staff) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const source = `mutation ($input: ${type}Input!) { ${name}(input: $input) { __typename ... on ${type}Success { data { ${answers[name]} } } ${refusals} } }`;
  const { data, errors } = await ask(t, actor)(source, { input });
  expect(errors).toBeUndefined();
  return data[name];
}

const register = (stakeholderId: string) => run('registerForSession', { sessionId: ids.session, stakeholderId });

beforeAll(async () => {
  const person = async (name: string) =>
    encodeGlobalID('Person', (await t.staff.registerStakeholder({ kind: 'PERSON', name, region: '남동구' })).id);
  [ids.ga, ids.na, ids.da] = [await person('가'), await person('나'), await person('다')];
  const task = { number: 1, title: '과제', origin: 'AGREED', status: 'MAINTAINED', on: '2011-03', reason: '합의' } as const;
  ids.task = encodeGlobalID('PolicyTask', (await t.staff.addPolicyTask(task)).id);
  ids.department = encodeGlobalID('Department', t.departmentId);
});

describe('a programme', () => {
  test('is added and revised', async () => {
    const described = {
      field: '소통·공감의窓',
      number: 1,
      description: '시민과 만난다',
      audience: '시민',
      leadDepartmentId: ids.department,
    };
    const added = await run('addProgramme', {
      name: '소통&공감 포럼',
      kind: 'FORUM',
      from: '2012',
      policyTaskIds: [ids.task],
      ...described,
    });
    ids.programme = added.data.id;
    expect(added.data).toEqual({
      id: ids.programme,
      version: 1,
      name: '소통&공감 포럼',
      kind: 'FORUM',
      from: '2012',
      until: null,
      status: 'RUNNING',
      field: '소통·공감의窓',
      number: 1,
      description: '시민과 만난다',
      audience: '시민',
      cancelledOn: null,
      leadDepartment: { name: '소통협력관실' },
      policyTasks: [{ title: '과제' }],
    });
    const revised = await run('reviseProgramme', { id: ids.programme, version: 1, audience: null, until: '2014' });
    expect(revised.data).toMatchObject({ version: 2, audience: null, until: '2014', policyTasks: [{ title: '과제' }] });
    expect(await run('reviseProgramme', { id: ids.programme, version: 1 })).toMatchObject({ basedOn: 1 });
    expect(await run('addProgramme', { name: ' ', kind: 'BUS' })).toMatchObject({ problems: [{ path: ['name'] }] });
    expect(await run('addProgramme', { name: '버스', kind: 'BUS' }, t.actors.viewer)).toMatchObject({ scope: 'programmes:write' });
  });

  test('is listed, and stands where its dates say', async () => {
    const source = `query ($filter: ProgrammeFilter) { programmes(filter: $filter, orderBy: NEWEST) { totalCount
      edges { node { name now: status later: status(asOf: "2014-01-01") } } } }`;
    const { data } = await ask(t, t.actors.viewer)(source, { filter: { kinds: ['FORUM'], policyTaskId: ids.task, status: 'RUNNING' } });
    expect(data.programmes).toEqual({ totalCount: 1, edges: [{ node: { name: '소통&공감 포럼', now: 'RUNNING', later: 'ENDED' } }] });
  });
});

describe('a session', () => {
  test('is planned, fills up, and moves up who waits', async () => {
    const times = { startsAt: '2012-12-12T05:00:00Z', endsAt: '2012-12-12T07:00:00Z', registrationOpensAt: '2012-12-01T00:00:00+09:00' };
    const planned = await run('planSession', {
      programmeId: ids.programme,
      ordinal: 1,
      title: '첫 포럼',
      place: '시청',
      capacity: 1,
      ...times,
    });
    ids.session = planned.data.id;
    expect(planned.data).toEqual({
      id: ids.session,
      version: 1,
      ordinal: 1,
      title: '첫 포럼',
      status: 'PLANNED',
      place: '시청',
      planned: '2012-12-12',
      startsAt: '2012-12-12T05:00:00.000Z',
      endsAt: '2012-12-12T07:00:00.000Z',
      held: null,
      capacity: 1,
      placesTaken: 0,
      placesFree: 1,
      waiting: 0,
      waitingListCapacity: null,
      registrationOpensAt: '2012-11-30T15:00:00.000Z',
      registrationClosesAt: null,
      headCount: null,
      summary: null,
      programme: { name: '소통&공감 포럼' },
      turnout: { attended: 0, walkIns: 0, absent: 0, unrecorded: 0 },
    });
    const first = await register(ids.ga);
    expect(first.data).toMatchObject({
      stakeholder: { name: '가' },
      status: 'REGISTERED',
      number: 1,
      waitingPosition: null,
      attended: null,
    });
    await register(ids.na);
    expect((await register(ids.da)).data).toMatchObject({ status: 'WAITING', number: 3, waitingPosition: 2, promotedAt: null });
    expect(await register(ids.da)).toMatchObject({ rule: 'takes_part_already' });
    const cancel = `mutation ($id: ID!) { cancelRegistration(id: $id, idempotencyKey: "k") { ${refusals}
      ... on CancelRegistrationSuccess { data { participation { status cancelledAt } promoted { ${participation} } } } } }`;
    const { data } = await ask(t, t.actors.staff)(cancel, { id: first.data.id });
    expect(data.cancelRegistration.data).toMatchObject({
      participation: { status: 'CANCELLED', cancelledAt: '2012-12-12T03:00:00.000Z' },
      promoted: [{ stakeholder: { name: '나' }, status: 'REGISTERED', promotedAt: '2012-12-12T03:00:00.000Z' }],
    });
    expect((await ask(t, t.actors.staff)(cancel, { id: first.data.id })).data).toEqual(data);
    const fewer = await run('reviseSession', { id: ids.session, version: 1, waitingListCapacity: 0 });
    expect(fewer).toMatchObject({ rule: 'Session_waiting_within_capacity' });
    const more = await run('reviseSession', { id: ids.session, version: 1, capacity: 2 });
    expect(more.data).toMatchObject({
      session: { version: 2, placesTaken: 2, placesFree: 0, waiting: 0 },
      promoted: [{ stakeholder: { name: '다' } }],
    });
  });

  test('is attended, held, and remembers who came', async () => {
    const attendances = [
      { stakeholderId: ids.na, came: true },
      { stakeholderId: ids.ga, came: true },
    ];
    const recorded = await run('recordSessionAttendance', { sessionId: ids.session, attendances, othersAbsent: true });
    expect(recorded.data).toMatchObject({ turnout: { attended: 2, walkIns: 0, absent: 1, unrecorded: 0 } });
    const held = await run('holdSession', { id: ids.session, version: 2, held: '2012-12-12', headCount: 30, summary: '요약' });
    expect(held.data).toMatchObject({ status: 'HELD', held: '2012-12-12', headCount: 30, summary: '요약' });
    expect(await run('cancelSession', { id: ids.session, version: 3 })).toMatchObject({ rule: 'session_held' });
    const source = `query ($id: ID!) { node(id: $id) { ... on Session {
      participations { edges { node { stakeholder { name } status attended } } }
      absent: participations(filter: { statuses: [REGISTERED], attended: false }) { totalCount } } } }`;
    expect((await ask(t, t.actors.viewer)(source, { id: ids.session })).data.node).toEqual({
      participations: {
        edges: [
          { node: { stakeholder: { name: '가' }, status: 'CANCELLED', attended: true } },
          { node: { stakeholder: { name: '나' }, status: 'REGISTERED', attended: true } },
          { node: { stakeholder: { name: '다' }, status: 'REGISTERED', attended: false } },
        ],
      },
      absent: { totalCount: 1 },
    });
    const ofPerson = `query ($id: ID!) { node(id: $id) { ... on Person { participations { edges { node { session { title } attended } } } } } }`;
    expect((await ask(t, t.actors.viewer)(ofPerson, { id: ids.na })).data.node).toEqual({
      participations: { edges: [{ node: { session: { title: '첫 포럼' }, attended: true } }] },
    });
  });

  test('is where opinions are heard, each for those who may read it', async () => {
    const promise = { direction: 'OURS', text: '알린다', stakeholderId: ids.na };
    const said = { sessionId: ids.session, occurredAt: '2012-12-12T02:00:00Z', stakeholderIds: [ids.na] };
    const heard = await run('hearOpinion', { ...said, subject: '의견', commitments: [promise] });
    expect(heard.data).toEqual({
      id: expect.any(String) as string,
      subject: '의견',
      channel: 'FORUM',
      direction: 'INBOUND',
      place: '시청',
      stakeholders: [{ name: '나' }],
      session: { title: '첫 포럼' },
      commitments: { totalCount: 1 },
    });
    await run('hearOpinion', { ...said, subject: '비밀', confidentiality: 'RESTRICTED' }, t.actors.manager);
    expect(await run('hearOpinion', { ...said, subject: '의견', stakeholderIds: [] })).toMatchObject({
      problems: [{ path: ['stakeholderIds'] }],
    });
    const source = `query ($id: ID!) { node(id: $id) { ... on Session { opinions { totalCount edges { node { subject } } } } } }`;
    const opinions = async (actor = t.actors.viewer) => (await ask(t, actor)(source, { id: ids.session })).data.node.opinions;
    expect(await opinions()).toEqual({ totalCount: 1, edges: [{ node: { subject: '의견' } }] });
    expect(await opinions(t.actors.manager)).toMatchObject({ totalCount: 2 });
  });

  test('is cancelled, alone or with its programme', async () => {
    const plan = async (title: string) => (await run('planSession', { programmeId: ids.programme, title, planned: '2013' })).data;
    const cancelled = await run('cancelSession', { id: (await plan('취소')).id, version: 1 });
    expect(cancelled.data).toMatchObject({ title: '취소', status: 'CANCELLED', planned: '2013', startsAt: null });
    await plan('예정');
    const { data } = await run('cancelProgramme', { id: ids.programme, version: 2 });
    expect(data).toEqual({
      programme: { name: '소통&공감 포럼', status: 'CANCELLED', cancelledOn: '2012-12-12' },
      sessions: [{ title: '예정', status: 'CANCELLED' }],
    });
    expect(await run('planSession', { programmeId: ids.programme })).toMatchObject({ rule: 'programme_not_cancelled' });
    const source = `{ sessions(filter: { kinds: [FORUM], within: { from: "2013" } }, orderBy: OLDEST) { edges { node { title } } } }`;
    const { sessions } = (await ask(t, t.actors.viewer)(source)).data;
    expect(sessions.edges).toEqual([{ node: { title: '취소' } }, { node: { title: '예정' } }]);
  });
});

describe('participation', () => {
  test('is counted by period and by group', async () => {
    const source = `query ($id: ID!) { programmeParticipation(by: QUARTER, filter: { programmeIds: [$id] }) { totalCount edges { node {
      programme { name } periodStart sessions places sessionsWithoutLimit headCount registered waiting attended walkIns absent noShowRate
      participants newParticipants returningParticipants opinions suppressed } } }
      participationByGroup(by: REGION, filter: { kinds: [FORUM], within: { from: "2012", until: "2013" } }) { group persons organizations } }`;
    const { data } = await ask(t, t.actors.viewer)(source, { id: ids.programme });
    expect(data.programmeParticipation).toEqual({
      totalCount: 1,
      edges: [
        {
          node: {
            programme: { name: '소통&공감 포럼' },
            periodStart: '2012-10-01',
            sessions: 1,
            places: 2,
            sessionsWithoutLimit: 0,
            headCount: 30,
            registered: null,
            waiting: null,
            attended: null,
            walkIns: null,
            absent: null,
            noShowRate: null,
            participants: null,
            newParticipants: null,
            returningParticipants: null,
            opinions: null,
            suppressed: true,
          },
        },
      ],
    });
    expect(data.participationByGroup).toEqual([{ group: '남동구', persons: null, organizations: 0 }]);
  });

  test('needs programmes:read; a session of an opinion is nothing to those without it', async () => {
    const service = await t.admin.addActor({ kind: 'SERVICE', name: '도구', scopes: ['engagements:read', 'engagements:read-internal'] });
    const { errors } = await ask(t, service)('{ programmeParticipation(by: YEAR) { totalCount } }');
    expect(errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    const source = 'query ($id: ID!) { node(id: $id) { id } engagements { edges { node { subject session { id } } } } }';
    const { data } = await ask(t, service)(source, { id: ids.session });
    expect(data).toEqual({ node: null, engagements: { edges: [{ node: { subject: '의견', session: null } }] } });
  });

  test('and lists below lists take one statement each, however many there are', async () => {
    const add = async (count: number) => {
      for (let index = 0; index < count; index += 1) {
        const { id: programmeId } = await t.staff.addProgramme({ name: `카페 ${index}`, kind: 'CAFE', leadDepartmentId: t.departmentId });
        const { id: sessionId } = await t.staff.planSession({ programmeId, capacity: 1 });
        const stakeholderId = (await t.staff.registerStakeholder({ kind: 'PERSON', name: `손님 ${index}` })).id;
        await t.staff.registerForSession({ sessionId, stakeholderId });
      }
    };
    const source = `{ programmes(filter: { kinds: [CAFE] }) { edges { node { leadDepartment { name } policyTasks { title } sessions { edges { node {
      programme { name } turnout { attended } opinions { edges { node { session { id } } } }
      participations { totalCount edges { node { waitingPosition session { id } stakeholder { name participations { totalCount } } } } }
    } } } } } } }`;
    const count = async () => (await countStatements(t, () => ask(t, t.actors.viewer)(source))).statements.length;
    await add(1);
    const one = await count();
    await add(3);
    expect(await count()).toBe(one);
    expect(one).toBeLessThanOrEqual(13);
  });
});
