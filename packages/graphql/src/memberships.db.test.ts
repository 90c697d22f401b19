import { useTestPcrm } from '@pcrm/core/testing';
import { expect, test } from 'vitest';
import { ask, countStatements } from './testing.js';

const t = useTestPcrm();

const globalId = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString('base64');
const organization = (name: string, parentId?: string) => t.staff.registerStakeholder({ kind: 'ORGANIZATION', name, parentId });
const person = (name: string) => t.staff.registerStakeholder({ kind: 'PERSON', name });

const createPost = `mutation ($input: CreatePostInput!) {
  createPost(input: $input) {
    __typename
    ... on CreatePostSuccess { data { id title capacity from until version vacant organization { name } holders { role } } }
    ... on ConflictError { rule }
    ... on ForbiddenError { scope }
  }
}`;

const startMembership = `mutation ($input: StartMembershipInput!, $key: String) {
  startMembership(input: $input, idempotencyKey: $key) {
    __typename
    ... on StartMembershipSuccess {
      data {
        id version role label basis from until termEnd seatNumber endReason
        organization { name } member { name } person(asOf: "2012-12-12") { name } post { title } exOfficioPost { title }
        onBehalfOf { name } division { name } enteredBy { name }
      }
    }
    ... on InvalidInputError { problems { path code } }
    ... on ConflictError { rule }
    ... on ForbiddenError { scope }
  }
}`;

test('a post is created, held and revised, and tells its holders and vacancies as of a day', async () => {
  const city = await organization('인천광역시');
  const holder = await person('김정무');
  const input = { organizationId: globalId('Organization', city.id), title: '정무부시장', capacity: 2, from: '2010' };
  const created = await ask(t, t.actors.staff)(createPost, { input });
  expect(created.data.createPost).toEqual({
    __typename: 'CreatePostSuccess',
    data: {
      id: expect.any(String),
      title: '정무부시장',
      capacity: 2,
      from: '2010',
      until: null,
      version: 1,
      vacant: 2,
      organization: { name: '인천광역시' },
      holders: [],
    },
  });
  const again = await ask(t, t.actors.staff)(createPost, { input });
  expect(again.data.createPost).toEqual({ __typename: 'ConflictError', rule: 'Post_organizationId_title_key' });
  expect((await ask(t, t.actors.viewer)(createPost, { input })).data.createPost).toEqual({
    __typename: 'ForbiddenError',
    scope: 'memberships:write',
  });
  const { id } = created.data.createPost.data;
  const started = await ask(t, t.actors.staff)(startMembership, {
    input: {
      organizationId: input.organizationId,
      memberId: globalId('Person', holder.id),
      role: 'POST_HOLDER',
      postId: id,
      from: '2012-07-01',
    },
  });
  expect(started.data.startMembership.data).toMatchObject({
    role: 'POST_HOLDER',
    seatNumber: 1,
    termEnd: 'OPEN_ENDED',
    from: '2012-07-01',
    member: { name: '김정무' },
    person: { name: '김정무' },
    post: { title: '정무부시장' },
  });
  const post = `query ($id: ID!) {
    node(id: $id) {
      ... on Post {
        holders { member { name } } vacant
        before: holders(asOf: "2012-06-30") { id } vacantBefore: vacant(asOf: "2012-06-30") notYet: vacant(asOf: "2009-12-31")
      }
    }
  }`;
  const asOf = await ask(t, t.actors.viewer)(post, { id });
  expect(asOf).toEqual({
    data: { node: { holders: [{ member: { name: '김정무' } }], vacant: 1, before: [], vacantBefore: 2, notYet: 0 } },
  });
  const revise = `mutation ($id: ID!, $version: Int!) {
    revisePost(input: { id: $id, version: $version, capacity: 1, legalBasis: "정원 조례" }) {
      __typename
      ... on RevisePostSuccess { data { capacity legalBasis version vacant } }
      ... on StaleVersionError { basedOn }
    }
  }`;
  const revised = await ask(t, t.actors.staff)(revise, { id, version: 1 });
  expect(revised.data.revisePost.data).toEqual({ capacity: 1, legalBasis: '정원 조례', version: 2, vacant: 0 });
  const stale = await ask(t, t.actors.staff)(revise, { id, version: 1 });
  expect(stale.data.revisePost).toEqual({ __typename: 'StaleVersionError', basedOn: 1 });
});

test('a seat that belongs to a post has no member and the person who holds the post; both end with the holding', async () => {
  const city = await organization('부산광역시');
  const committee = await organization('시정참여정책위원회');
  const mayor = await person('허남식');
  const successor = await person('서병수');
  const post = await t.staff.createPost({ organizationId: city.id, title: '시장' });
  const holding = await t.staff.startMembership({ organizationId: city.id, memberId: mayor.id, role: 'POST_HOLDER', postId: post.id });
  const seat = {
    organizationId: globalId('Organization', committee.id),
    role: 'MEMBER',
    basis: 'EX_OFFICIO',
    exOfficioPostId: globalId('Post', post.id),
  };
  const ofPost = await ask(t, t.actors.staff)(startMembership, { input: { ...seat, label: '당연직 위원' }, key: 'seat' });
  expect(ofPost.data.startMembership.data).toMatchObject({
    basis: 'EX_OFFICIO',
    label: '당연직 위원',
    termEnd: 'WHILE_HOLDING_POST',
    member: null,
    person: { name: '허남식' },
    exOfficioPost: { title: '시장' },
    organization: { name: '시정참여정책위원회' },
    enteredBy: { name: 'staff' },
  });
  const replayed = await ask(t, t.actors.staff)(startMembership, { input: { ...seat, label: '당연직 위원' }, key: 'seat' });
  expect(replayed.data.startMembership.data.id).toBe(ofPost.data.startMembership.data.id);
  await t.staff.startMembership({
    organizationId: committee.id,
    memberId: mayor.id,
    role: 'VICE_CHAIR',
    basis: 'EX_OFFICIO',
    exOfficioPostId: post.id,
  });
  const end = `mutation ($id: ID!, $version: Int!, $until: PartialDate!) {
    endMembership(input: { id: $id, version: $version, until: $until, reason: "임기 만료" }) {
      __typename
      ... on EndMembershipSuccess {
        data { membership { until endReason version } exOfficioEnded { role until organization { name } } }
      }
      ... on ConflictError { rule }
      ... on NotFoundError { code }
    }
  }`;
  const variables = { id: globalId('Membership', holding.id), version: 1, until: '2014-07-01' };
  const ended = await ask(t, t.actors.staff)(end, variables);
  expect(ended.data.endMembership.data).toEqual({
    membership: { until: '2014-07-01', endReason: '임기 만료', version: 2 },
    exOfficioEnded: [{ role: 'VICE_CHAIR', until: '2014-07-01', organization: { name: '시정참여정책위원회' } }],
  });
  expect((await ask(t, t.actors.staff)(end, { ...variables, version: 2 })).data.endMembership).toEqual({
    __typename: 'ConflictError',
    rule: 'already_ended',
  });
  const nobody = globalId('Membership', '01900000-0000-7000-8000-000000000000');
  expect((await ask(t, t.actors.staff)(end, { ...variables, id: nobody })).data.endMembership).toEqual({
    __typename: 'NotFoundError',
    code: 'NOT_FOUND',
  });
  await t.staff.startMembership({
    organizationId: city.id,
    memberId: successor.id,
    role: 'POST_HOLDER',
    postId: post.id,
    from: '2014-07-01',
  });
  const persons = await ask(t, t.actors.viewer)(
    `query ($id: ID!) { node(id: $id) { ... on Membership { before: person(asOf: "2014-06-30") { name } after: person(asOf: "2014-07-01") { name } } } }`,
    { id: ofPost.data.startMembership.data.id },
  );
  expect(persons.data.node).toEqual({ before: { name: '허남식' }, after: { name: '서병수' } });
  const below = await ask(t, t.actors.viewer)(
    `query ($id: ID!) {
      node(id: $id) {
        ... on Person {
          today: memberships { totalCount edges { node { role } } }
          later: memberships(asOf: "2014-07-01") { totalCount edges { node { role } } }
          ever: memberships(asOf: "2014-07-01", includeEnded: true) { totalCount }
        }
      }
    }`,
    { id: globalId('Person', mayor.id) },
  );
  expect(below.errors).toBeUndefined();
  expect(below.data.node).toEqual({
    today: { totalCount: 3, edges: [{ node: { role: 'POST_HOLDER' } }, { node: { role: 'MEMBER' } }, { node: { role: 'VICE_CHAIR' } }] },
    later: { totalCount: 0, edges: [] },
    ever: { totalCount: 3 },
  });
});

test('what does not go together in a membership is refused with every problem; a revision corrects and tells what it was based on', async () => {
  const body = await organization('개정 위원회');
  const member = await person('이위원');
  const wrong = await ask(t, t.actors.staff)(startMembership, {
    input: { organizationId: globalId('Organization', body.id), role: 'MEMBER', basis: 'ROTATION', seatNumber: 1 },
  });
  expect(wrong.data.startMembership).toEqual({
    __typename: 'InvalidInputError',
    problems: [
      { path: ['memberId'], code: 'required' },
      { path: ['seatNumber'], code: 'not_allowed' },
      { path: ['basis'], code: 'basis_of_chair' },
    ],
  });
  const membership = await t.staff.startMembership({ organizationId: body.id, memberId: member.id, role: 'MEMBER', from: '2012-10' });
  const revise = `mutation ($input: ReviseMembershipInput!) {
    reviseMembership(input: $input) {
      __typename
      ... on ReviseMembershipSuccess { data { membership { label from until termEnd version } exOfficioEnded { id } } }
      ... on StaleVersionError { basedOn }
      ... on ForbiddenError { scope }
    }
  }`;
  const input = { id: globalId('Membership', membership.id), version: 1, label: '위촉 위원', until: '2013-10', termEnd: 'ON_DATE' };
  expect((await ask(t, t.actors.viewer)(revise, { input })).data.reviseMembership).toEqual({
    __typename: 'ForbiddenError',
    scope: 'memberships:write',
  });
  const revised = await ask(t, t.actors.staff)(revise, { input });
  expect(revised.data.reviseMembership.data).toEqual({
    membership: { label: '위촉 위원', from: '2012-10', until: '2013-10', termEnd: 'ON_DATE', version: 2 },
    exOfficioEnded: [],
  });
  expect((await ask(t, t.actors.staff)(revise, { input })).data.reviseMembership).toEqual({ __typename: 'StaleVersionError', basedOn: 1 });
});

test('the posts of an office and of its teams tell who is missing, and lists below lists are one statement a level', async () => {
  const office = await organization('소통협력관실');
  const teams = [await organization('광역협력팀', office.id), await organization('시민소통팀', office.id)];
  const posts = [];
  for (const [index, team] of teams.entries()) {
    const post = await t.staff.createPost({ organizationId: team.id, title: `${team.name}원`, capacity: 4 - index });
    posts.push(post);
    for (let seat = 0; seat < 3; seat += 1) {
      const holder = await person(`${team.name} ${seat}`);
      await t.staff.startMembership({ organizationId: team.id, memberId: holder.id, role: 'POST_HOLDER', postId: post.id, from: '2012' });
    }
  }
  const vacancies = await ask(t, t.actors.viewer)(
    `query ($id: ID!) {
      node(id: $id) {
        ... on Organization {
          vacancies { post { title } capacity held vacant }
          before: vacancies(asOf: "2011-12-31") { held vacant }
        }
      }
    }`,
    { id: globalId('Organization', office.id) },
  );
  expect(vacancies).toEqual({
    data: {
      node: {
        vacancies: [
          { post: { title: '광역협력팀원' }, capacity: 4, held: 3, vacant: 1 },
          { post: { title: '시민소통팀원' }, capacity: 3, held: 3, vacant: 0 },
        ],
        before: [
          { held: 0, vacant: 4 },
          { held: 0, vacant: 3 },
        ],
      },
    },
  });
  const below = `query ($parentId: ID!) {
    stakeholders(first: 5, filter: { parentId: $parentId }) {
      edges {
        node {
          name
          memberships { edges { node { id } } }
          ... on Organization {
            posts(first: 5) { totalCount edges { node { title vacant holders { seatNumber } } } }
            members(asOf: "2012-12-12", role: POST_HOLDER, first: 2) { totalCount edges { node { label person { name } } } pageInfo { hasNextPage } }
          }
        }
      }
    }
  }`;
  const { statements, result } = await countStatements(t, () =>
    ask(t, t.actors.viewer)(below, { parentId: globalId('Organization', office.id) }),
  );
  expect(result.errors).toBeUndefined();
  expect(result.data.stakeholders.edges.map(({ node }: { node: unknown }) => node)).toEqual([
    {
      name: '광역협력팀',
      memberships: { edges: [] },
      posts: {
        totalCount: 1,
        edges: [{ node: { title: '광역협력팀원', vacant: 1, holders: [{ seatNumber: 1 }, { seatNumber: 2 }, { seatNumber: 3 }] } }],
      },
      members: {
        totalCount: 3,
        edges: [{ node: { label: null, person: { name: '광역협력팀 0' } } }, { node: { label: null, person: { name: '광역협력팀 1' } } }],
        pageInfo: { hasNextPage: true },
      },
    },
    {
      name: '시민소통팀',
      memberships: { edges: [] },
      posts: {
        totalCount: 1,
        edges: [{ node: { title: '시민소통팀원', vacant: 0, holders: [{ seatNumber: 1 }, { seatNumber: 2 }, { seatNumber: 3 }] } }],
      },
      members: {
        totalCount: 3,
        edges: [{ node: { label: null, person: { name: '시민소통팀 0' } } }, { node: { label: null, person: { name: '시민소통팀 1' } } }],
        pageInfo: { hasNextPage: true },
      },
    },
  ]);
  // The stakeholders; their memberships; posts and their total; members and theirs; vacant seats; and holders and persons, each with
  // the stakeholders that they name.
  expect(statements).toHaveLength(11);
});

test('lists filter by organization, member, role, basis and day', async () => {
  const body = await organization('목록 위원회');
  const member = await person('박목록');
  await t.staff.startMembership({
    organizationId: body.id,
    memberId: member.id,
    role: 'MEMBER',
    basis: 'APPOINTED',
    from: '2010',
    until: '2012',
  });
  await t.staff.startMembership({ organizationId: body.id, memberId: member.id, role: 'OBSERVER', from: '2012' });
  await t.staff.createPost({ organizationId: body.id, title: '간사', until: '2011' });
  const list = `query ($filter: MembershipFilter) { memberships(filter: $filter) { totalCount edges { node { role } } } }`;
  const roles = async (filter: object) => {
    const { data } = await ask(t, t.actors.viewer)(list, { filter });
    return data.memberships.edges.map(({ node }: { node: { role: string } }) => node.role);
  };
  const memberId = globalId('Person', member.id);
  expect(await roles({ memberId })).toEqual(['OBSERVER']);
  expect(await roles({ memberId, asOf: '2011-12-31' })).toEqual(['MEMBER']);
  expect(await roles({ memberId, includeEnded: true })).toEqual(['MEMBER', 'OBSERVER']);
  expect(await roles({ memberId, includeEnded: true, basis: 'APPOINTED' })).toEqual(['MEMBER']);
  expect(await roles({ organizationId: globalId('Organization', body.id), role: 'OBSERVER' })).toEqual(['OBSERVER']);
  const posts = await ask(t, t.actors.viewer)(
    `query ($id: ID!) {
      today: posts(filter: { organizationId: $id }) { totalCount }
      earlier: posts(filter: { organizationId: $id, asOf: "2010-12-31" }) { edges { node { title until } } }
      all: posts(filter: { organizationId: $id, includeEnded: true }) { totalCount }
    }`,
    { id: globalId('Organization', body.id) },
  );
  expect(posts.data).toEqual({
    today: { totalCount: 0 },
    earlier: { edges: [{ node: { title: '간사', until: '2011' } }] },
    all: { totalCount: 1 },
  });
});

test('a service without the scope sees neither memberships nor posts, in lists, below stakeholders and by id', async () => {
  const service = await t.admin.addActor({ kind: 'SERVICE', name: '명부 도구', scopes: ['stakeholders:read', 'bodies:read'] });
  const body = await organization('비공개 위원회');
  const post = await t.staff.createPost({ organizationId: body.id, title: '위원장' });
  for (const source of [
    `{ memberships { edges { node { role } } } }`,
    `{ posts { totalCount } }`,
    `{ stakeholders(first: 2) { edges { node { memberships { totalCount } } } } }`,
    `{ stakeholders(first: 2, filter: { kind: ORGANIZATION }) { edges { node { ... on Organization { members { totalCount } } } } } }`,
    `{ stakeholders(first: 2, filter: { kind: ORGANIZATION }) { edges { node { ... on Organization { vacancies { held } } } } } }`,
  ]) {
    const { data, errors } = await ask(t, service)(source);
    expect(data).toBeUndefined();
    expect(new Set(errors?.map(({ code }) => code))).toEqual(new Set(['FORBIDDEN']));
  }
  const peeked = await ask(t, service)(`query ($id: ID!) { node(id: $id) { ... on Post { title } } }`, { id: globalId('Post', post.id) });
  expect(peeked.data?.node ?? null).toBeNull();
});
