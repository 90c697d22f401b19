import { readFileSync } from 'node:fs';
import { useTestPcrm } from '@pcrm/core/testing';
import { encodeGlobalID } from '@pothos/plugin-relay';
import { beforeAll, describe, expect, test } from 'vitest';
import { ask, countStatements } from './testing.js';

const t = useTestPcrm();
let council: string;
let expert: string;
let task: string;

const log = `mutation ($input: LogEngagementInput!, $key: String) {
  logEngagement(input: $input, idempotencyKey: $key) {
    __typename
    ... on LogEngagementSuccess {
      data {
        id version occurredAt channel direction subject summary place confidentiality
        stakeholders { name } staff { name } topics policyTasks { title } revisions { version }
        commitments { edges { node { direction text due owner { name } engagement { subject } } } }
        enteredBy { name } enteredFor { name }
      }
    }
    ... on InvalidInputError { problems { path code } }
    ... on ForbiddenError { scope }
    ... on ConflictError { rule }
  }
}`;

beforeAll(async () => {
  const organization = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '인천광역시의회', categories: ['CITY_COUNCIL'] });
  council = encodeGlobalID('Organization', organization.id);
  expert = encodeGlobalID('Person', (await t.staff.registerStakeholder({ kind: 'PERSON', name: '나전문', categories: ['EXPERT'] })).id);
  const { id } = await t.staff.addPolicyTask({
    number: 1,
    title: '원도심 활성화',
    origin: 'AGREED',
    status: 'MAINTAINED',
    on: '2011-03',
    reason: '합의',
  });
  task = encodeGlobalID('PolicyTask', id);
});

const visit = () => ({
  occurredAt: '2012-12-10T10:00:00+09:00',
  channel: 'VISIT',
  direction: 'OUTBOUND',
  subject: '주요업무 설명',
  stakeholderIds: [council],
});

describe('logging', () => {
  test('answers with everybody who took part, what it touched and what was promised', async () => {
    const input = {
      ...visit(),
      summary: '설명하였다.',
      place: '시의회',
      stakeholderIds: [expert, council],
      staffIds: [encodeGlobalID('Actor', t.actors.manager.id), encodeGlobalID('Actor', t.actors.staff.id)],
      topics: ['지방분권', '원도심'],
      policyTaskIds: [task],
      commitments: [{ direction: 'OURS', text: '자료를 보낸다', stakeholderId: council, due: '2012-12' }],
    };
    const { data, errors } = await ask(t, t.actors.staff)(log, { input });
    expect(errors).toBeUndefined();
    expect(data.logEngagement).toEqual({
      __typename: 'LogEngagementSuccess',
      data: {
        id: expect.any(String),
        version: 1,
        occurredAt: '2012-12-10T01:00:00.000Z',
        channel: 'VISIT',
        direction: 'OUTBOUND',
        subject: '주요업무 설명',
        summary: '설명하였다.',
        place: '시의회',
        confidentiality: 'INTERNAL',
        stakeholders: [{ name: '나전문' }, { name: '인천광역시의회' }],
        staff: [{ name: 'manager' }, { name: 'staff' }],
        topics: ['원도심', '지방분권'],
        policyTasks: [{ title: '원도심 활성화' }],
        revisions: [],
        commitments: {
          edges: [
            {
              node: {
                direction: 'OURS',
                text: '자료를 보낸다',
                due: '2012-12',
                owner: { name: 'staff' },
                engagement: { subject: '주요업무 설명' },
              },
            },
          ],
        },
        enteredBy: { name: 'staff' },
        enteredFor: { name: '소통협력관실' },
      },
    });
  });

  test('the mutation of the README is valid, and logs once however often it is sent', async () => {
    const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
    const [, source = ''] = /```graphql\n(mutation Log[\s\S]*?)```/u.exec(readme) ?? [];
    const input = { ...visit(), subject: '기차에서' };
    const first = await ask(t, t.actors.staff)(source, { input });
    expect(first.errors).toBeUndefined();
    expect(first.data.logEngagement.data).toEqual({ id: expect.any(String), occurredAt: '2012-12-10T01:00:00.000Z' });
    const again = await ask(t, t.actors.staff)(source, { input });
    expect(again.data.logEngagement.data).toEqual(first.data.logEngagement.data);
    const { data } = await ask(t, t.actors.staff)(`{ engagements(filter: { subjectContains: "기차" }) { totalCount } }`);
    expect(data.engagements.totalCount).toBe(1);
    const bad = await ask(t, t.actors.staff)(source.replace('3f0c', '3f0d'), { input: { ...input, subject: ' ', stakeholderIds: [] } });
    expect(bad.data.logEngagement).toEqual({
      problems: [
        { path: ['subject'], message: 'Write something: it is empty.' },
        { path: ['stakeholderIds'], message: 'Name at least one stakeholder who took part.' },
      ],
    });
  });

  test('names every id that is unknown at its place, refuses viewers, and a key with another input', async () => {
    const nobody = encodeGlobalID('Person', '00000000-0000-7000-8000-0000000000ff');
    const promise = { direction: 'OURS', text: '약속', stakeholderId: nobody };
    const input = { ...visit(), stakeholderIds: [council, nobody], commitments: [promise] };
    const unknown = await ask(t, t.actors.staff)(log, { input });
    expect(unknown.data.logEngagement).toEqual({
      __typename: 'InvalidInputError',
      problems: [
        { path: ['stakeholderIds', '1'], code: 'unknown_id' },
        { path: ['commitments', '0', 'stakeholderId'], code: 'unknown_id' },
      ],
    });
    const viewer = await ask(t, t.actors.viewer)(log, { input: visit() });
    expect(viewer.data.logEngagement).toEqual({ __typename: 'ForbiddenError', scope: 'engagements:write' });
    await ask(t, t.actors.staff)(log, { input: visit(), key: 'once' });
    const other = await ask(t, t.actors.staff)(log, { input: { ...visit(), subject: '다른 일' }, key: 'once' });
    expect(other.data.logEngagement).toEqual({ __typename: 'ConflictError', rule: 'idempotency_key_reused' });
  });
});

describe('correcting', () => {
  const correct = `mutation ($input: CorrectEngagementInput!) {
    correctEngagement(input: $input) {
      __typename
      ... on CorrectEngagementSuccess {
        data {
          version subject place stakeholders { name } topics
          revisions {
            version reason correctedBy { name } correctedAt
            occurredAt channel direction subject summary place confidentiality
            stakeholders { name } staff { name } topics policyTasks { title }
          }
        }
      }
      ... on StaleVersionError { basedOn }
    }
  }`;

  test('keeps the earlier version whole, with the reason and who corrected it', async () => {
    const first = { ...visit(), subject: '틀린 제목', place: '시의회', topics: ['예산'], policyTaskIds: [task] };
    const logged = await ask(t, t.actors.staff)(log, { input: first });
    const { id } = logged.data.logEngagement.data;
    const input = { id, version: 1, reason: '제목이 틀렸다', subject: '맞는 제목', place: null, stakeholderIds: [expert], topics: [] };
    const { data, errors } = await ask(t, t.actors.manager)(correct, { input });
    expect(errors).toBeUndefined();
    expect(data.correctEngagement.data).toEqual({
      version: 2,
      subject: '맞는 제목',
      place: null,
      stakeholders: [{ name: '나전문' }],
      topics: [],
      revisions: [
        {
          version: 1,
          reason: '제목이 틀렸다',
          correctedBy: { name: 'manager' },
          correctedAt: expect.any(String),
          occurredAt: '2012-12-10T01:00:00.000Z',
          channel: 'VISIT',
          direction: 'OUTBOUND',
          subject: '틀린 제목',
          summary: null,
          place: '시의회',
          confidentiality: 'INTERNAL',
          stakeholders: [{ name: '인천광역시의회' }],
          staff: [{ name: 'staff' }],
          topics: ['예산'],
          policyTasks: [{ title: '원도심 활성화' }],
        },
      ],
    });
    const stale = await ask(t, t.actors.manager)(correct, { input });
    expect(stale.data.correctEngagement).toEqual({ __typename: 'StaleVersionError', basedOn: 1 });
  });
});

describe('lists', () => {
  const people: string[] = [];

  beforeAll(async () => {
    for (let index = 0; index < 50; index += 1) {
      const name = `고객 ${String(index).padStart(2, '0')}`;
      people.push((await t.staff.registerStakeholder({ kind: 'PERSON', name, categories: ['PRESS'] })).id);
    }
    // Seven engagements of each: ten people at a time.
    for (let group = 0; group < 5; group += 1) {
      for (let day = 1; day <= 7; day += 1) {
        await t.staff.logEngagement({
          occurredAt: `2012-11-0${day}T09:00:00+09:00`,
          channel: day % 2 ? 'CALL' : 'EMAIL',
          direction: 'MUTUAL',
          subject: `${group}조 ${day}일`,
          stakeholderIds: people.slice(group * 10, group * 10 + 10),
          topics: ['언론'],
        });
      }
    }
  });

  test('the last five engagements of each of fifty stakeholders, with participants, are one statement a level', async () => {
    const list = `{ stakeholders(first: 50, filter: { categories: [PRESS] }) { edges { node {
      name engagements(first: 5) { edges { node { subject stakeholders { name } staff { name } } } pageInfo { hasNextPage } }
    } } } }`;
    const { statements, result } = await countStatements(t, () => ask(t, t.actors.viewer)(list));
    expect(result.errors).toBeUndefined();
    const { edges } = result.data.stakeholders;
    expect(edges).toHaveLength(50);
    expect(edges[23].node.name).toBe('고객 23');
    expect(edges[23].node.engagements.pageInfo.hasNextPage).toBe(true);
    const subjects = edges[23].node.engagements.edges.map((edge: { node: { subject: string } }) => edge.node.subject);
    expect(subjects).toEqual(['2조 7일', '2조 6일', '2조 5일', '2조 4일', '2조 3일']);
    expect(edges[23].node.engagements.edges[0].node.stakeholders).toHaveLength(10);
    expect(edges[23].node.engagements.edges[0].node.staff).toEqual([{ name: 'staff' }]);
    // Stakeholders, their engagements, and who took part on either side.
    expect(statements).toHaveLength(4);
    const engagements = statements.filter((statement) => statement.includes('FROM "EngagementStakeholder" p JOIN "Engagement" t'));
    expect(engagements).toHaveLength(1);
    // The limit stands inside the lateral subquery: it holds for each parent.
    expect(engagements[0]).toMatch(/CROSS JOIN LATERAL \(SELECT [^)]*FROM "EngagementStakeholder"[\s\S]*LIMIT \$\d+\) AS child/u);
    expect(statements.join('\n')).not.toMatch(/count\(/iu);
  });

  test('topics, policy tasks, revisions and commitments are one statement each, and totals one for all parents', async () => {
    const list = `{ stakeholders(first: 20, filter: { categories: [PRESS] }) { edges { node {
      engagements(first: 5) { totalCount edges { node {
        topics policyTasks { title } revisions { version } commitments(first: 1) { edges { node { text } } } enteredBy { name }
      } } }
    } } } }`;
    const { statements, result } = await countStatements(t, () => ask(t, t.actors.viewer)(list));
    expect(result.errors).toBeUndefined();
    expect(result.data.stakeholders.edges[19].node.engagements.totalCount).toBe(7);
    expect(result.data.stakeholders.edges[19].node.engagements.edges[0].node.topics).toEqual(['언론']);
    // Stakeholders, engagements, totals, topics, policy tasks, revisions, commitments, who entered them.
    expect(statements).toHaveLength(8);
  });

  test('two lists with different filters below one parent do not mix', async () => {
    const { data } = await ask(t, t.actors.viewer)(
      `query ($id: ID!) { node(id: $id) { ... on Person {
        calls: engagements(first: 2, filter: { channels: [CALL] }) { totalCount edges { node { subject } } }
        mails: engagements(first: 2, filter: { channels: [EMAIL], until: "2012-11-06T00:00:00+09:00" }) { totalCount edges { node { subject } } }
      } } }`,
      { id: encodeGlobalID('Person', people[0] as string) },
    );
    expect(data.node).toEqual({
      calls: { totalCount: 4, edges: [{ node: { subject: '0조 7일' } }, { node: { subject: '0조 5일' } }] },
      mails: { totalCount: 2, edges: [{ node: { subject: '0조 4일' } }, { node: { subject: '0조 2일' } }] },
    });
  });

  test('the list of all is filtered, ordered and paged', async () => {
    const list = `query ($filter: EngagementFilter, $order: EngagementOrder, $first: Int, $after: String) {
      engagements(filter: $filter, orderBy: $order, first: $first, after: $after) {
        edges { node { subject } } pageInfo { endCursor hasNextPage }
      }
    }`;
    const subjects = async (variables: object) => {
      const { data, errors } = await ask(t, t.actors.viewer)(list, { ...variables });
      expect(errors).toBeUndefined();
      return {
        subjects: data.engagements.edges.map((edge: { node: { subject: string } }) => edge.node.subject),
        ...data.engagements.pageInfo,
      };
    };
    const filter = {
      topic: '언론',
      channels: ['CALL'],
      from: '2012-11-02T00:00:00+09:00',
      confidentiality: 'INTERNAL',
      staffId: encodeGlobalID('Actor', t.actors.staff.id),
      enteredForId: encodeGlobalID('Department', t.departmentId),
      subjectContains: '0조',
    };
    expect(await subjects({ filter })).toMatchObject({ subjects: ['0조 7일', '0조 5일', '0조 3일'], hasNextPage: false });
    const oldest = await subjects({ filter, order: 'OLDEST', first: 2 });
    expect(oldest).toMatchObject({ subjects: ['0조 3일', '0조 5일'], hasNextPage: true });
    expect(await subjects({ filter, order: 'OLDEST', first: 2, after: oldest.endCursor })).toMatchObject({ subjects: ['0조 7일'] });
    const { data } = await ask(t, t.actors.viewer)(
      `query ($actor: ID!, $task: ID!) {
        actor: node(id: $actor) { ... on Actor { engagements(first: 1, filter: { topic: "언론" }) { totalCount edges { node { channel } } } } }
        task: node(id: $task) { ... on PolicyTask { engagements { totalCount edges { node { subject } } } } }
      }`,
      { actor: encodeGlobalID('Actor', t.actors.staff.id), task },
    );
    expect(data.actor.engagements).toEqual({ totalCount: 35, edges: [{ node: { channel: 'CALL' } }] });
    expect(data.task.engagements).toEqual({
      totalCount: 2,
      edges: [{ node: { subject: '맞는 제목' } }, { node: { subject: '주요업무 설명' } }],
    });
  });

  test('a service without the scope reads none, and one with it only public ones', async () => {
    const without = await t.admin.addActor({ kind: 'SERVICE', name: '도구', scopes: ['stakeholders:read'] });
    const root = await ask(t, without)(`{ engagements { totalCount } }`);
    expect(root.errors?.map(({ code }) => code)).toEqual(['FORBIDDEN']);
    const below = await ask(t, without)(`{ stakeholders(first: 1) { edges { node { engagements { totalCount } } } } }`);
    expect(below.errors?.map(({ code }) => code)).toEqual(['FORBIDDEN']);
    const reader = await t.admin.addActor({ kind: 'SERVICE', name: '일정', scopes: ['engagements:read', 'stakeholders:read'] });
    expect((await ask(t, reader)(`{ engagements { totalCount } }`)).data.engagements.totalCount).toBe(0);
    await t.staff.logEngagement({
      occurredAt: '2012-12-01T09:00:00+09:00',
      channel: 'FORUM',
      direction: 'MUTUAL',
      subject: '공개 포럼',
      confidentiality: 'PUBLIC',
      stakeholderIds: [people[0] as string],
    });
    const { data } = await ask(t, reader)(`{ engagements { totalCount edges { node { subject stakeholders { name } } } } }`);
    expect(data.engagements).toEqual({
      totalCount: 1,
      edges: [{ node: { subject: '공개 포럼', stakeholders: [{ name: '고객 00' }] } }],
    });
  });
});
