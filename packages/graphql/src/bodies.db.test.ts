import { readFile } from 'node:fs/promises';
import { useTestPcrm } from '@pcrm/core/testing';
import { expect, test } from 'vitest';
import { ask, countStatements } from './testing.js';

const t = useTestPcrm();

const globalId = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString('base64');
const organization = (name: string, founded?: string) => t.staff.registerStakeholder({ kind: 'ORGANIZATION', name, founded });
const person = (name: string) => t.staff.registerStakeholder({ kind: 'PERSON', name });

const establishBody = `mutation ($input: EstablishBodyInput!) {
  establishBody(input: $input) {
    __typename
    ... on EstablishBodySuccess {
      data {
        id version kind legalBasis chairBasis chairSeats regularMeetingsPerYear regularMeetingMonths extraordinaryMeetings convenedWhen
        duesRule dues { amount unit krw } organization { name body { kind } } enteredBy { name }
      }
    }
    ... on InvalidInputError { problems { path code } }
    ... on ConflictError { rule }
    ... on ForbiddenError { scope }
  }
}`;

test('the first query of the README answers who chairs the consultative bodies and what they cost', async () => {
  const association = await organization('전국시도지사협의회', '1999-01-23');
  const conference = await organization('황해권 시도지사협의회', '2003-03-01');
  const committee = await organization('시정참여정책위원회', '2010-12-06');
  const gyeongbuk = await organization('경상북도');
  const jeonbuk = await organization('전라북도');
  const established = await ask(t, t.actors.staff)(establishBody, {
    input: {
      organizationId: globalId('Organization', association.id),
      kind: 'CONSULTATIVE_BODY',
      chairBasis: 'MUTUAL_ELECTION',
      regularMeetingsPerYear: 2,
      regularMeetingMonths: [10, 4],
      extraordinaryMeetings: true,
      duesRule: 'FIXED_PER_YEAR',
      dues: { amount: 150, unit: 'MILLION_KRW' },
    },
  });
  expect(established.data.establishBody).toEqual({
    __typename: 'EstablishBodySuccess',
    data: {
      id: globalId('Body', association.id),
      version: 1,
      kind: 'CONSULTATIVE_BODY',
      legalBasis: null,
      chairBasis: 'MUTUAL_ELECTION',
      chairSeats: 1,
      regularMeetingsPerYear: 2,
      regularMeetingMonths: [4, 10],
      extraordinaryMeetings: true,
      convenedWhen: null,
      duesRule: 'FIXED_PER_YEAR',
      dues: { amount: 150, unit: 'MILLION_KRW', krw: 150_000_000 },
      organization: { name: '전국시도지사협의회', body: { kind: 'CONSULTATIVE_BODY' } },
      enteredBy: { name: 'staff' },
    },
  });
  await t.staff.establishBody({ organizationId: conference.id, kind: 'CONSULTATIVE_BODY', duesRule: 'BORNE_BY_CHAIR' });
  await t.staff.establishBody({ organizationId: committee.id, kind: 'COMMITTEE' });
  const chair = { role: 'CHAIR', from: '2012-10', until: '2013-10', basis: 'MUTUAL_ELECTION' } as const;
  await t.staff.startMembership({ ...chair, organizationId: association.id, memberId: gyeongbuk.id });
  await t.staff.startMembership({
    organizationId: conference.id,
    memberId: jeonbuk.id,
    role: 'CHAIR',
    basis: 'ROTATION',
    from: '2008-06',
    termEnd: 'UNTIL_NEXT_MEETING',
  });
  const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');
  const [, query = ''] = /```graphql\n(.*?)```/su.exec(readme) ?? [];
  const { statements, result } = await countStatements(t, () => ask(t, t.actors.viewer)(query));
  expect(result).toEqual({
    data: {
      bodies: {
        totalCount: 2,
        edges: [
          {
            node: {
              organization: { name: '전국시도지사협의회', founded: '1999-01-23' },
              chairs: [{ basis: 'MUTUAL_ELECTION', from: '2012-10', until: '2013-10', member: { name: '경상북도' } }],
              dues: { amount: 150, unit: 'MILLION_KRW' },
            },
          },
          {
            node: {
              organization: { name: '황해권 시도지사협의회', founded: '2003-03-01' },
              chairs: [{ basis: 'ROTATION', from: '2008-06', until: null, member: { name: '전라북도' } }],
              dues: null,
            },
          },
        ],
      },
    },
  });
  // The bodies and their total, their organizations, the chairs with those who sit, and the members.
  expect(statements).toHaveLength(6);
});

test('what does not go together in a body is refused, and who may not write it', async () => {
  const association = await organization('거절 협의회');
  const input = { organizationId: globalId('Organization', association.id), kind: 'CONSULTATIVE_BODY' };
  const wrong = { ...input, chairSeats: 0, dues: { amount: 300, unit: 'MILLION_KRW' } };
  expect((await ask(t, t.actors.staff)(establishBody, { input: wrong })).data.establishBody).toEqual({
    __typename: 'InvalidInputError',
    problems: [
      { path: ['chairSeats'], code: 'too_small' },
      { path: ['dues'], code: 'not_allowed' },
    ],
  });
  expect((await ask(t, t.actors.viewer)(establishBody, { input })).data.establishBody).toEqual({
    __typename: 'ForbiddenError',
    scope: 'bodies:write',
  });
  await ask(t, t.actors.staff)(establishBody, { input });
  expect((await ask(t, t.actors.staff)(establishBody, { input })).data.establishBody).toEqual({
    __typename: 'ConflictError',
    rule: 'Body_pkey',
  });
});

test('a body is revised on the version that it was read at', async () => {
  const { id: organizationId } = await organization('개정 협의회');
  await t.staff.establishBody({
    organizationId,
    kind: 'CONSULTATIVE_BODY',
    duesRule: 'FIXED_PER_YEAR',
    dues: { amount: 300, unit: 'MILLION_KRW' },
  });
  const revise = `mutation ($id: ID!, $version: Int!) {
    reviseBody(input: { id: $id, version: $version, duesRule: BORNE_BY_CHAIR, convenedWhen: "공동위원장 합의" }) {
      __typename
      ... on ReviseBodySuccess { data { duesRule dues { krw } convenedWhen version } }
      ... on StaleVersionError { basedOn }
    }
  }`;
  const variables = { id: globalId('Body', organizationId), version: 1 };
  expect((await ask(t, t.actors.staff)(revise, variables)).data.reviseBody).toEqual({
    __typename: 'ReviseBodySuccess',
    data: { duesRule: 'BORNE_BY_CHAIR', dues: null, convenedWhen: '공동위원장 합의', version: 2 },
  });
  expect((await ask(t, t.actors.staff)(revise, variables)).data.reviseBody).toEqual({ __typename: 'StaleVersionError', basedOn: 1 });
});

test('a committee has seats by basis, divisions, members and co-chairs as of a day', async () => {
  const { id: organizationId } = await organization('정책위원회');
  const city = await organization('인천시');
  await t.staff.establishBody({ organizationId, kind: 'COMMITTEE', chairSeats: 2, legalBasis: '시정참여정책위원회 설치 및 운영조례' });
  const id = globalId('Body', organizationId);
  const setSeatQuota = `mutation ($input: SetSeatQuotaInput!) {
    setSeatQuota(input: $input) {
      __typename
      ... on SetSeatQuotaSuccess { data { basis seats from until version body { kind } } }
      ... on InvalidInputError { problems { path code } }
    }
  }`;
  const quota = (input: object) => ask(t, t.actors.staff)(setSeatQuota, { input: { bodyId: id, ...input } });
  expect((await quota({ basis: 'APPOINTED', seats: 23, from: '2010-12-06' })).data.setSeatQuota.data).toEqual({
    basis: 'APPOINTED',
    seats: 23,
    from: '2010-12-06',
    until: null,
    version: 1,
    body: { kind: 'COMMITTEE' },
  });
  await quota({ basis: 'EX_OFFICIO', seats: 2, from: '2010-12-06' });
  expect((await quota({ basis: 'ROTATION', seats: 1, from: '2013' })).data.setSeatQuota).toEqual({
    __typename: 'InvalidInputError',
    problems: [{ path: ['basis'], code: 'invalid_value' }],
  });
  await quota({ basis: 'APPOINTED', seats: 30, from: '2013' });

  const addDivision = `mutation ($input: AddDivisionInput!) {
    addDivision(input: $input) {
      __typename
      ... on AddDivisionSuccess { data { id name nameEnglish position body { id } } }
      ... on ConflictError { rule }
    }
  }`;
  const division = { bodyId: id, name: '행정·재정', nameEnglish: 'administration / finance' };
  const added = await ask(t, t.actors.staff)(addDivision, { input: division });
  expect(added.data.addDivision.data).toEqual({
    id: expect.any(String),
    name: '행정·재정',
    nameEnglish: 'administration / finance',
    position: 1,
    body: { id },
  });
  expect((await ask(t, t.actors.staff)(addDivision, { input: division })).data.addDivision).toEqual({
    __typename: 'ConflictError',
    rule: 'Division_bodyId_name_key',
  });
  await ask(t, t.actors.staff)(addDivision, { input: { bodyId: id, name: '문화·교육' } });

  const viceMayor = await t.staff.createPost({ organizationId: city.id, title: '정무부시장' });
  const civilian = await person('박종렬');
  const member = { organizationId, role: 'MEMBER', from: '2010-12-06' } as const;
  await t.staff.startMembership({ ...member, basis: 'EX_OFFICIO', exOfficioPostId: viceMayor.id });
  await t.staff.startMembership({ ...member, basis: 'APPOINTED', memberId: civilian.id });
  await t.staff.startMembership({ ...member, role: 'CHAIR', basis: 'EX_OFFICIO', exOfficioPostId: viceMayor.id });
  await t.staff.startMembership({ ...member, role: 'CHAIR', label: '민간위원장', memberId: civilian.id });
  const { data, errors } = await ask(t, t.actors.viewer)(
    `query ($id: ID!) {
      node(id: $id) {
        ... on Body {
          divisions { name position }
          seatQuotas { basis seats from until }
          seats { basis quota filled vacant } seatTotal { quota filled vacant }
          later: seatTotal(asOf: "2013-01-01") { quota filled vacant }
          earlier: seatTotal(asOf: "2010-12-05") { quota filled vacant }
          members { totalCount edges { node { role basis member { name } exOfficioPost { title } } } }
          none: members(asOf: "2010-12-05") { totalCount }
          chairs { seatNumber label member { name } exOfficioPost { title } }
          before: chairs(asOf: "2010-12-05") { id }
        }
      }
    }`,
    { id },
  );
  expect(errors).toBeUndefined();
  expect(data.node).toEqual({
    divisions: [
      { name: '행정·재정', position: 1 },
      { name: '문화·교육', position: 2 },
    ],
    seatQuotas: [
      { basis: 'EX_OFFICIO', seats: 2, from: '2010-12-06', until: null },
      { basis: 'APPOINTED', seats: 23, from: '2010-12-06', until: '2013' },
      { basis: 'APPOINTED', seats: 30, from: '2013', until: null },
    ],
    seats: [
      { basis: 'EX_OFFICIO', quota: 2, filled: 1, vacant: 1 },
      { basis: 'APPOINTED', quota: 23, filled: 1, vacant: 22 },
    ],
    seatTotal: { quota: 25, filled: 2, vacant: 23 },
    later: { quota: 32, filled: 2, vacant: 30 },
    earlier: { quota: null, filled: 0, vacant: null },
    members: {
      totalCount: 2,
      edges: [
        { node: { role: 'MEMBER', basis: 'EX_OFFICIO', member: null, exOfficioPost: { title: '정무부시장' } } },
        { node: { role: 'MEMBER', basis: 'APPOINTED', member: { name: '박종렬' }, exOfficioPost: null } },
      ],
    },
    none: { totalCount: 0 },
    chairs: [
      { seatNumber: 1, label: null, member: null, exOfficioPost: { title: '정무부시장' } },
      { seatNumber: 2, label: '민간위원장', member: { name: '박종렬' }, exOfficioPost: null },
    ],
    before: [],
  });
});

test('the cycle of chairs and the dues of many bodies take as many statements as those of one', async () => {
  const cities = [await organization('울산'), await organization('대전')];
  const parent = await organization('회장 순번 협의회');
  for (let index = 0; index < 5; index += 1) {
    const body = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: `순번 ${index}`, parentId: parent.id });
    await t.staff.establishBody({
      organizationId: body.id,
      kind: 'CONSULTATIVE_BODY',
      ...(index % 2 ? { duesRule: 'BORNE_BY_CHAIR' } : { duesRule: 'FIXED_PER_YEAR', dues: { amount: 20, unit: 'MILLION_KRW' } }),
    });
    for (const [order, city] of cities.entries()) {
      const term = { organizationId: body.id, memberId: city.id, from: `${2011 + order}`, until: `${2012 + order}` };
      await t.staff.startMembership({ ...term, role: 'CHAIR', basis: 'ROTATION' });
      await t.staff.startMembership({ ...term, role: 'MEMBER', until: null });
    }
  }
  const payDues = `mutation ($input: PayDuesInput!) {
    payDues(input: $input) {
      __typename
      ... on PayDuesSuccess { data { year paidOn note paid { amount unit krw } payer { name } body { organization { name } } } }
      ... on InvalidInputError { problems { path code } }
      ... on ForbiddenError { scope }
    }
  }`;
  const [first] = (await t.staff.listStakeholders({ filter: { parentId: parent.id }, first: 1 })).rows;
  const input = {
    bodyId: globalId('Body', first?.row.id ?? ''),
    payerId: globalId('Organization', cities[0]?.id ?? ''),
    year: 2012,
    amount: 12_000,
    unit: 'THOUSAND_KRW',
    paidOn: '2012-03-05',
    note: '1차분',
  };
  expect((await ask(t, t.actors.staff)(payDues, { input })).data.payDues).toEqual({
    __typename: 'PayDuesSuccess',
    data: {
      year: 2012,
      paidOn: '2012-03-05',
      note: '1차분',
      paid: { amount: 12_000, unit: 'THOUSAND_KRW', krw: 12_000_000 },
      payer: { name: '울산' },
      body: { organization: { name: '순번 0' } },
    },
  });
  expect((await ask(t, t.actors.staff)(payDues, { input: { ...input, amount: -1, year: 12 } })).data.payDues).toEqual({
    __typename: 'InvalidInputError',
    problems: [
      { path: ['year'], code: 'too_small' },
      { path: ['amount'], code: 'custom' },
    ],
  });
  expect((await ask(t, t.actors.viewer)(payDues, { input })).data.payDues).toEqual({ __typename: 'ForbiddenError', scope: 'bodies:write' });
  await t.staff.payDues({
    ...input,
    bodyId: first?.row.id ?? '',
    payerId: cities[0]?.id ?? '',
    amount: 8_000,
    paidOn: '2012-09-05',
  } as never);

  const query = `query ($parentId: ID!, $first: Int!) {
    stakeholders(first: $first, filter: { parentId: $parentId }) {
      edges {
        node {
          ... on Organization {
            body {
              chairHistory { from until chair { name } membership { basis } }
              duesLedger(year: 2012) {
                year totalDueKrw totalPaidKrw
                accounts { payer { name } dueKrw paidKrw payments { paidOn } }
                borneBy { from until chair { name } }
              }
              payments(first: 1) { totalCount edges { node { paidOn } } }
            }
          }
        }
      }
    }
  }`;
  const asked = (count: number) =>
    countStatements(t, () => ask(t, t.actors.viewer)(query, { parentId: globalId('Organization', parent.id), first: count }));
  const many = await asked(5);
  expect(many.result.errors).toBeUndefined();
  const bodies = many.result.data.stakeholders.edges.map(({ node }: { node: { body: unknown } }) => node.body);
  expect(bodies).toHaveLength(5);
  expect(bodies.slice(0, 2)).toEqual([
    {
      chairHistory: [
        { from: '2011', until: '2012', chair: { name: '울산' }, membership: { basis: 'ROTATION' } },
        { from: '2012', until: '2013', chair: { name: '대전' }, membership: { basis: 'ROTATION' } },
      ],
      duesLedger: {
        year: 2012,
        totalDueKrw: 40_000_000,
        totalPaidKrw: 20_000_000,
        accounts: [
          { payer: { name: '대전' }, dueKrw: 20_000_000, paidKrw: 0, payments: [] },
          {
            payer: { name: '울산' },
            dueKrw: 20_000_000,
            paidKrw: 20_000_000,
            payments: [{ paidOn: '2012-03-05' }, { paidOn: '2012-09-05' }],
          },
        ],
        borneBy: [],
      },
      payments: { totalCount: 2, edges: [{ node: { paidOn: '2012-09-05' } }] },
    },
    {
      chairHistory: [
        { from: '2011', until: '2012', chair: { name: '울산' }, membership: { basis: 'ROTATION' } },
        { from: '2012', until: '2013', chair: { name: '대전' }, membership: { basis: 'ROTATION' } },
      ],
      duesLedger: {
        year: 2012,
        totalDueKrw: null,
        totalPaidKrw: 0,
        accounts: [],
        borneBy: [{ from: '2012', until: '2013', chair: { name: '대전' } }],
      },
      payments: { totalCount: 0, edges: [] },
    },
  ]);
  const two = await asked(2);
  expect(many.statements).toHaveLength(two.statements.length);
  // The organizations; their bodies, with what these hang on; 5 for the chairs; 12 for the ledgers, which read the chairs of those who
  // bear the cost; the payments and their total.
  expect(two.statements).toHaveLength(22);
});

test('bodies are listed by kind, and a service without the scope sees none, in the list, below organizations and by id', async () => {
  const { id: organizationId } = await organization('가 위원회');
  await t.staff.establishBody({ organizationId, kind: 'COMMITTEE' });
  const list = `{ bodies(filter: { kind: COMMITTEE }, first: 1) { edges { node { organization { name } } } pageInfo { hasNextPage } } }`;
  const { data } = await ask(t, t.actors.viewer)(list);
  expect(data.bodies).toEqual({ edges: [{ node: { organization: { name: '가 위원회' } } }], pageInfo: { hasNextPage: true } });
  const service = await t.admin.addActor({ kind: 'SERVICE', name: '도구', scopes: ['stakeholders:read'] });
  expect((await ask(t, service)(list)).errors?.map(({ code }) => code)).toEqual(['FORBIDDEN']);
  const below = await ask(t, service)(`query ($id: ID!) { node(id: $id) { ... on Organization { name body { kind } } } }`, {
    id: globalId('Organization', organizationId),
  });
  expect(below.data.node).toEqual({ name: '가 위원회', body: null });
  expect(below.errors?.map(({ code }) => code)).toEqual(['FORBIDDEN']);
  const peeked = await ask(t, service)(`query ($id: ID!) { node(id: $id) { ... on Body { kind } } }`, {
    id: globalId('Body', organizationId),
  });
  expect(peeked.data?.node ?? null).toBeNull();
});
