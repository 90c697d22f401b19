import { encodeGlobalID } from '@pothos/plugin-relay';
import { useTestPcrm } from '@pcrm/core/testing';
import { beforeAll, expect, test } from 'vitest';
import { ask, countStatements } from './testing.js';

const t = useTestPcrm();
const ids: Record<string, string> = {};
const query = `query ($text: String!, $kinds: [SearchKind!], $first: Int, $after: String, $last: Int) {
  search(text: $text, kinds: $kinds, first: $first, after: $after, last: $last) {
    pageInfo { hasNextPage endCursor }
    edges { node {
      kind title distinction reason matched text rank highlights { start length }
      record { __typename ... on Person { id name } ... on Engagement { id subject } ... on Meeting { place } ... on PolicyTask { number } ... on Proposal { text } }
    } }
  }
}`;

beforeAll(async () => {
  const organization = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '인천대학교' });
  for (const region of ['인천', '부산', '부산']) {
    const contactPoints = [{ kind: 'MOBILE', value: `010-0000-${1000 + Object.keys(ids).length}` }] as const;
    const person = await t.staff.registerStakeholder({ kind: 'PERSON', name: '박종렬', region, contactPoints: [...contactPoints] });
    ids[String(Object.keys(ids).length)] = person.id;
  }
  await t.staff.startMembership({ organizationId: organization.id, memberId: ids['0']!, role: 'MEMBER', label: '교수' });
  for (const confidentiality of ['INTERNAL', 'RESTRICTED'] as const) {
    const engagement = await t.manager.logEngagement({
      occurredAt: '2012-11-02T10:00:00+09:00',
      channel: 'VISIT',
      direction: 'OUTBOUND',
      subject: `박종렬 교수 면담 ${confidentiality}`,
      stakeholderIds: [ids['0']!],
      confidentiality,
    });
    ids[confidentiality] = engagement.id;
  }
});

test('one box: the best match first, highlighted, people of one name told apart', async () => {
  const { data, errors } = await ask(t, t.actors.staff)(query, { text: 'ㅂㅈㄹ' });
  expect(errors).toBeUndefined();
  const person = (index: number, distinction: string) => ({
    node: {
      kind: 'STAKEHOLDER',
      title: '박종렬',
      distinction,
      reason: 'AS_TYPED',
      matched: 'NAME',
      text: '박종렬',
      rank: 1,
      highlights: [{ start: 0, length: 3 }],
      record: { __typename: 'Person', id: encodeGlobalID('Person', ids[index]!), name: '박종렬' },
    },
  });
  expect(data.search.edges).toEqual([
    person(0, '인천대학교 교수 · 인천'),
    person(1, '부산 · ***-1001'),
    person(2, '부산 · ***-1002'),
    {
      node: {
        kind: 'ENGAGEMENT',
        title: '박종렬 교수 면담 INTERNAL',
        distinction: '2012-11-02',
        reason: 'AS_TYPED',
        matched: 'SUBJECT',
        text: '박종렬 교수 면담 INTERNAL',
        rank: 25,
        highlights: [{ start: 0, length: 3 }],
        record: {
          __typename: 'Engagement',
          id: encodeGlobalID('Engagement', ids['INTERNAL']!),
          subject: '박종렬 교수 면담 INTERNAL',
        },
      },
    },
  ]);
});

test('pages meet, and a page costs as many statements however many it holds', async () => {
  const titles = async (variables: object) => (await ask(t, t.actors.manager)(query, { text: '박종렬', ...variables })).data.search;
  const whole = await titles({});
  expect(whole.edges).toHaveLength(5);
  const start = await titles({ first: 2 });
  expect(start.pageInfo.hasNextPage).toBe(true);
  const rest = await titles({ first: 100, after: start.pageInfo.endCursor });
  const found = (edges: { node: { title: string; record: object } }[]) => edges.map(({ node }) => ({ ...node.record, title: node.title }));
  expect(found([...start.edges, ...rest.edges])).toEqual(found(whole.edges));
  const one = await countStatements(t, () => titles({ first: 1, kinds: ['STAKEHOLDER'] }));
  const three = await countStatements(t, () => titles({ first: 2, kinds: ['STAKEHOLDER'] }));
  expect(three.statements).toHaveLength(one.statements.length);
});

test('counts by kind are those that the caller may see', async () => {
  const counts = `{ search(text: "박종렬", first: 1) { totalCount counts { kind count } } }`;
  const { data } = await ask(t, t.actors.viewer)(counts);
  expect(data.search.totalCount).toBe(4);
  expect(data.search.counts).toEqual([
    { kind: 'STAKEHOLDER', count: 3 },
    { kind: 'POLICY_TASK', count: 0 },
    { kind: 'PROPOSAL', count: 0 },
    { kind: 'MEETING', count: 0 },
    { kind: 'ENGAGEMENT', count: 1 },
  ]);
});

test('kinds without permission are not found; what cannot be asked is told', async () => {
  const service = await t.admin.addActor({ kind: 'SERVICE', name: '도구', scopes: ['engagements:read'] });
  const { data } = await ask(t, service)(query, { text: '박종렬' });
  expect(data.search.edges).toEqual([]);
  for (const variables of [{ text: ' ' }, { text: '%' }, { text: '가'.repeat(201) }, { text: '가', first: 0 }, { text: '가', last: 1 }]) {
    const { errors } = await ask(t, t.actors.viewer)(query, variables);
    expect(errors?.map(({ code }) => code)).toEqual(['INVALID_INPUT']);
  }
});
