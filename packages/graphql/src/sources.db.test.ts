import { useTestPcrm } from '@pcrm/core/testing';
import { expect, test } from 'vitest';
import { ask, countStatements } from './testing.js';

const t = useTestPcrm();

const globalId = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString('base64');

const recordSource = `mutation ($input: RecordSourceInput!) {
  recordSource(input: $input) {
    __typename
    ... on RecordSourceSuccess { data { id title publisher published url note enteredBy { name } enteredFor { name } } }
    ... on InvalidInputError { problems { path code } }
    ... on ForbiddenError { scope }
  }
}`;

const declareFigure = `mutation ($input: DeclareFigureInput!) {
  declareFigure(input: $input) {
    __typename
    ... on DeclareFigureSuccess {
      data { measure qualifier value asOf note organization { name } source { title } completeness { declared recorded share } }
    }
    ... on ConflictError { rule }
    ... on ForbiddenError { scope }
  }
}`;

test('a source is recorded and listed, the last one first', async () => {
  const input = { title: '2013 주요업무계획', publisher: '소통협력관실', published: '2013-01', url: 'https://www.incheon.go.kr/plan' };
  const recorded = await ask(t, t.actors.staff)(recordSource, { input });
  expect(recorded.data.recordSource).toEqual({
    __typename: 'RecordSourceSuccess',
    data: { id: expect.any(String), ...input, note: null, enteredBy: { name: 'staff' }, enteredFor: { name: '소통협력관실' } },
  });
  expect((await ask(t, t.actors.staff)(recordSource, { input: { title: '', url: 'incheon' } })).data.recordSource).toEqual({
    __typename: 'InvalidInputError',
    problems: [
      { path: ['title'], code: 'too_small' },
      { path: ['url'], code: 'custom' },
    ],
  });
  expect((await ask(t, t.actors.viewer)(recordSource, { input })).data.recordSource).toEqual({
    __typename: 'ForbiddenError',
    scope: 'sources:write',
  });
  await t.staff.recordSource({ title: '시보' });
  const { data } = await ask(t, t.actors.viewer)(`{ sources { totalCount edges { node { title } } } }`);
  expect(data.sources).toEqual({ totalCount: 2, edges: [{ node: { title: '시보' } }, { node: { title: '2013 주요업무계획' } }] });
});

test('a printed figure stands beside what is recorded: 2 of 8 members', async () => {
  const source = await t.staff.recordSource({ title: '명부' });
  const body = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '광역시장협의회' });
  for (const name of ['부산', '대구']) {
    const member = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name });
    await t.staff.startMembership({ organizationId: body.id, memberId: member.id, role: 'MEMBER', from: '2008-12-26' });
  }
  const input = {
    measure: 'MEMBERS',
    organizationId: globalId('Organization', body.id),
    value: 8,
    asOf: '2012-12',
    sourceId: globalId('Source', source.id),
  };
  const declared = await ask(t, t.actors.staff)(declareFigure, { input });
  expect(declared.data.declareFigure).toEqual({
    __typename: 'DeclareFigureSuccess',
    data: {
      measure: 'MEMBERS',
      qualifier: '',
      value: 8,
      asOf: '2012-12',
      note: null,
      organization: { name: '광역시장협의회' },
      source: { title: '명부' },
      completeness: { declared: 8, recorded: 2, share: 0.25 },
    },
  });
  expect((await ask(t, t.actors.staff)(declareFigure, { input })).data.declareFigure).toEqual({
    __typename: 'ConflictError',
    rule: 'DeclaredFigure_sourceId_organizationId_measure_qualifier_as_key',
  });
  expect((await ask(t, t.actors.viewer)(declareFigure, { input })).data.declareFigure).toEqual({
    __typename: 'ForbiddenError',
    scope: 'sources:write',
  });
});

test('figures are listed below many organizations in one statement a level, and by measure', async () => {
  const parent = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '협의체' });
  const source = await t.staff.recordSource({ title: '현황' });
  for (let index = 0; index < 6; index += 1) {
    const { id } = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: `협의체 ${index}`, parentId: parent.id });
    const figure = { organizationId: id, asOf: '2012', sourceId: source.id };
    await t.staff.declareFigure({ ...figure, measure: 'MEETINGS_HELD', value: index });
    await t.staff.declareFigure({ ...figure, measure: 'PROPOSALS', value: 8 });
  }
  const query = `query ($parentId: ID!) {
    stakeholders(first: 10, filter: { parentId: $parentId }) {
      edges {
        node {
          ... on Organization {
            declaredFigures(first: 5) { edges { node { measure value completeness { recorded share } } } }
            held: declaredFigures(first: 5, measure: MEETINGS_HELD) { edges { node { value } } }
          }
        }
      }
    }
  }`;
  const { statements, result } = await countStatements(t, () =>
    ask(t, t.actors.viewer)(query, { parentId: globalId('Organization', parent.id) }),
  );
  expect(result.errors).toBeUndefined();
  expect(result.data.stakeholders.edges).toHaveLength(6);
  expect(result.data.stakeholders.edges[3].node).toEqual({
    declaredFigures: {
      edges: [
        { node: { measure: 'MEETINGS_HELD', value: 3, completeness: { recorded: 0, share: 0 } } },
        { node: { measure: 'PROPOSALS', value: 8, completeness: { recorded: 0, share: 0 } } },
      ],
    },
    held: { edges: [{ node: { value: 3 } }] },
  });
  // The organizations; the figures; those of meetings; what is recorded.
  expect(statements).toHaveLength(4);
  const root = await ask(
    t,
    t.actors.viewer,
  )(`{ declaredFigures(filter: { measure: PROPOSALS }) { totalCount edges { node { organization { name } } } } }`);
  expect(root.data.declaredFigures.totalCount).toBe(6);
  expect(root.data.declaredFigures.edges[0].node).toEqual({ organization: { name: '협의체 0' } });
});

test('a service reads completeness only of what it may read, and no source without the scope', async () => {
  const source = await t.staff.recordSource({ title: '혼합' });
  const body = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '혼합 협의체' });
  const figure = { organizationId: body.id, asOf: '2012', sourceId: source.id, value: 2 };
  await t.staff.declareFigure({ ...figure, measure: 'MEMBERS' });
  await t.staff.declareFigure({ ...figure, measure: 'MEETINGS_HELD' });
  const reader = await t.admin.addActor({ kind: 'SERVICE', name: '회의 도구', scopes: ['sources:read', 'meetings:read'] });
  const list = `query ($id: ID) { declaredFigures(filter: { organizationId: $id }) { edges { node { measure completeness { recorded } } } } }`;
  const partly = await ask(t, reader)(list, { id: globalId('Organization', body.id) });
  expect(partly.data.declaredFigures.edges).toEqual([
    { node: { measure: 'MEMBERS', completeness: null } },
    { node: { measure: 'MEETINGS_HELD', completeness: { recorded: 0 } } },
  ]);
  expect(partly.errors?.map(({ code }) => code)).toEqual(['FORBIDDEN']);
  const other = await t.admin.addActor({ kind: 'SERVICE', name: '다른 도구', scopes: ['stakeholders:read'] });
  for (const denied of [`{ sources { totalCount } }`, `{ declaredFigures { totalCount } }`]) {
    expect((await ask(t, other)(denied)).errors?.map(({ code }) => code)).toEqual(['FORBIDDEN']);
  }
  const peeked = await ask(t, other)(`query ($id: ID!) { node(id: $id) { ... on Source { title } } }`, {
    id: globalId('Source', source.id),
  });
  expect(peeked.data?.node ?? null).toBeNull();
});
