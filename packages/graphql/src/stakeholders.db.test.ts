import { useTestPcrm } from '@pcrm/core/testing';
import { encodeGlobalID } from '@pothos/plugin-relay';
import { expect, test } from 'vitest';
import { ask, countStatements } from './testing.js';

const t = useTestPcrm();

const register = `mutation ($input: RegisterStakeholderInput!, $key: String) {
  registerStakeholder(input: $input, idempotencyKey: $key) {
    __typename
    ... on RegisterStakeholderSuccess {
      data {
        __typename id name categories version
        ... on Organization { founded }
        otherNames { kind name from } enteredBy { name } enteredFor { name } source { title }
      }
    }
    ... on InvalidInputError { code problems { path code } }
    ... on ForbiddenError { code scope }
  }
}`;

test('registering answers with the stakeholder, and with who entered it for whom', async () => {
  const input = {
    kind: 'ORGANIZATION',
    name: '전국시도지사협의회',
    categories: ['CONSULTATIVE_BODY'],
    founded: '1999-01-23',
    otherNames: [{ kind: 'ABBREVIATION', name: '전국시도협', from: '2012' }],
  };
  const { data, errors } = await ask(t, t.actors.staff)(register, { input });
  expect(errors).toBeUndefined();
  expect(data.registerStakeholder).toMatchObject({
    __typename: 'RegisterStakeholderSuccess',
    data: {
      __typename: 'Organization',
      name: '전국시도지사협의회',
      categories: ['CONSULTATIVE_BODY'],
      founded: '1999-01-23',
      version: 1,
      otherNames: [{ kind: 'ABBREVIATION', name: '전국시도협', from: '2012' }],
      enteredBy: { name: 'staff' },
      enteredFor: { name: '소통협력관실' },
      source: null,
    },
  });
});

test('expected errors are results: bad input with every problem, and what is not permitted', async () => {
  const bad = await ask(t, t.actors.staff)(register, { input: { kind: 'PERSON', name: '', founded: '1999' } });
  expect(bad.data.registerStakeholder).toEqual({
    __typename: 'InvalidInputError',
    code: 'INVALID_INPUT',
    problems: [
      { path: ['name'], code: 'too_small' },
      { path: ['founded'], code: 'wrong_kind' },
    ],
  });
  const forbidden = await ask(t, t.actors.viewer)(register, { input: { kind: 'PERSON', name: '홍길동' } });
  expect(forbidden.data.registerStakeholder).toEqual({ __typename: 'ForbiddenError', code: 'FORBIDDEN', scope: 'stakeholders:write' });
});

test('a stale revision is a result and changes nothing', async () => {
  const registered = await ask(t, t.actors.staff)(register, { input: { kind: 'PERSON', name: '개정' } });
  const { id } = registered.data.registerStakeholder.data;
  const revise = `mutation ($id: ID!, $version: Int!, $note: String) {
    reviseStakeholder(input: { id: $id, version: $version, note: $note }) {
      __typename
      ... on ReviseStakeholderSuccess { data { note version } }
      ... on StaleVersionError { basedOn }
    }
  }`;
  const first = await ask(t, t.actors.staff)(revise, { id, version: 1, note: '하나' });
  expect(first.data.reviseStakeholder.data).toEqual({ note: '하나', version: 2 });
  const second = await ask(t, t.actors.staff)(revise, { id, version: 1, note: '둘' });
  expect(second.data.reviseStakeholder).toEqual({ __typename: 'StaleVersionError', basedOn: 1 });
  const { data } = await ask(t, t.actors.viewer)(`query ($id: ID!) { node(id: $id) { ... on Person { note version } } }`, { id });
  expect(data.node).toEqual({ note: '하나', version: 2 });
});

test('a list of stakeholders with parts is read in one statement a level, and counted only when asked', async () => {
  for (let index = 0; index < 30; index += 1) {
    await t.staff.registerStakeholder({
      kind: index % 2 ? 'PERSON' : 'ORGANIZATION',
      name: `목록 ${String(index).padStart(2, '0')}`,
      categories: ['PRESS'],
      contactPoints: [{ kind: 'PHONE', value: `032-440-${1000 + index}` }],
    });
  }
  const list = `query ($after: String) {
    stakeholders(first: 20, after: $after, filter: { categories: [PRESS] }) {
      edges { node { name contactPoints { value } enteredBy { name } } }
      pageInfo { hasNextPage endCursor }
    }
  }`;
  const { statements, result } = await countStatements(t, () => ask(t, t.actors.staff)(list));
  expect(result.errors).toBeUndefined();
  expect(result.data.stakeholders.edges).toHaveLength(20);
  expect(result.data.stakeholders.edges[3].node).toEqual({
    name: '목록 03',
    contactPoints: [{ value: '032-440-1003' }],
    enteredBy: { name: 'staff' },
  });
  expect(statements.join('\n')).not.toMatch(/count\(/iu);
  expect(statements.length).toBeLessThanOrEqual(4);
  const { endCursor } = result.data.stakeholders.pageInfo;
  const next = await ask(t, t.actors.staff)(list, { after: endCursor });
  expect(next.data.stakeholders.edges.map((edge: { node: { name: string } }) => edge.node.name)[0]).toBe('목록 20');
  const counted = await ask(t, t.actors.viewer)(`{ stakeholders(first: 1, filter: { categories: [PRESS] }) { totalCount } }`);
  expect(counted.data.stakeholders.totalCount).toBe(30);
});

test('a service without the scope sees no stakeholder', async () => {
  const service = await t.admin.addActor({ kind: 'SERVICE', name: '시의회 일정', scopes: ['engagements:read'] });
  const { data, errors } = await ask(t, service)(`{ stakeholders { edges { node { name } } } }`);
  expect(data).toBeUndefined();
  expect(errors?.map(({ code }) => code)).toEqual(['FORBIDDEN']);
});

test('a stakeholder as it was on a day: its name, other names, contact points, managers and assessments of then', async () => {
  const ministry = await t.staff.registerStakeholder({
    kind: 'ORGANIZATION',
    name: '안전행정부',
    otherNames: [
      { kind: 'FORMER', name: '행정안전부', from: '2008-02-29', until: '2013-03-23' },
      { kind: 'FORMER', name: '행정자치부', until: '2008-02-29' },
      { kind: 'ABBREVIATION', name: '안행부', from: '2013-03-23' },
    ],
    contactPoints: [{ kind: 'PHONE', value: '02-2100-3399', from: '2010', until: '2012' }],
  });
  const stakeholderId = ministry.id;
  const { manager, staff } = t.actors;
  for (const [managerId, from] of [
    [manager.id, '2010-01-01'],
    [staff.id, '2012-06-01'],
  ] as const) {
    await t.manager.assignRelationshipManager({ stakeholderId, managerId, departmentId: t.departmentId, from });
  }
  await t.staff.assessStakeholder({ stakeholderId, influence: 5, interest: 2, assessedOn: '2011-01-01' });
  await t.staff.assessStakeholder({ stakeholderId, influence: 4, interest: 3, assessedOn: '2012-12-01' });
  const on = async (asOf: string) => {
    const { data, errors } = await ask(t, t.actors.viewer)(
      `query ($id: ID!, $asOf: Date) { node(id: $id) { ... on Organization {
        name(asOf: $asOf) now: name otherNames(asOf: $asOf) { name } contactPoints(asOf: $asOf) { value }
        relationshipManagers(asOf: $asOf) { manager { name } } assessments(asOf: $asOf) { influence } } } }`,
      { id: encodeGlobalID('Organization', stakeholderId), asOf },
    );
    expect(errors).toBeUndefined();
    return data.node;
  };
  expect(await on('2011-06-01')).toEqual({
    name: '행정안전부',
    now: '안전행정부',
    otherNames: [{ name: '행정안전부' }],
    contactPoints: [{ value: '02-2100-3399' }],
    relationshipManagers: [{ manager: { name: 'manager' } }],
    assessments: [{ influence: 5 }],
  });
  expect(await on('2008-02-28')).toMatchObject({ name: '행정자치부', contactPoints: [], relationshipManagers: [], assessments: [] });
  expect(await on('2013-03-23')).toEqual({
    name: '안전행정부',
    now: '안전행정부',
    otherNames: [{ name: '안행부' }],
    contactPoints: [],
    relationshipManagers: [{ manager: { name: 'staff' } }],
    assessments: [{ influence: 4 }, { influence: 5 }],
  });
});
