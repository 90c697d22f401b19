import { useTestPcrm } from '@pcrm/core/testing';
import { encodeGlobalID } from '@pothos/plugin-relay';
import { beforeAll, describe, expect, test } from 'vitest';
import { ask, countStatements } from './testing.js';

const t = useTestPcrm();
const ids = { kim: '', union: '', task: '', engagement: '', source: '', body: '' };

const fields = `id position heldFrom confidence quotation note legalBasis isRetraction correctionReason
  stakeholder { name } policyTask { number } engagement { subject } meeting { held } source { title } enteredBy { name }
  corrects { position } correctedBy { position }`;
const refusals = `
  ... on InvalidInputError { problems { path code } }
  ... on ConflictError { rule }
  ... on ForbiddenError { scope }`;
const log = `mutation ($input: LogEngagementInput!) {
  logEngagement(input: $input) {
    __typename
    ... on LogEngagementSuccess { data { id stances { totalCount edges { node { ${fields} } } } } } ${refusals}
  }
}`;
const record = `mutation ($input: RecordStanceInput!) {
  recordStance(input: $input) { __typename ... on RecordStanceSuccess { data { ${fields} } } ${refusals} }
}`;
const correct = `mutation ($input: CorrectStanceInput!) {
  correctStance(input: $input) { __typename ... on CorrectStanceSuccess { data { ${fields} } } ${refusals} }
}`;
const retract = `mutation ($stanceId: ID!) {
  retractStance(stanceId: $stanceId, reason: "동명 단체") { __typename ... on RetractStanceSuccess { data { ${fields} } } ${refusals} }
}`;

beforeAll(async () => {
  const kim = await t.staff.registerStakeholder({ kind: 'PERSON', name: '김의원', categories: ['CITY_COUNCIL'] });
  const union = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '갯벌연대', categories: ['CIVIC_GROUP'], region: '강화' });
  const body = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '정책위원회', categories: ['COMMITTEE'] });
  await t.staff.establishBody({ organizationId: body.id, kind: 'COMMITTEE' });
  await t.staff.startMembership({ organizationId: body.id, memberId: union.id, role: 'MEMBER' });
  const task = await t.staff.addPolicyTask({
    number: 1,
    origin: 'PENDING_ISSUE',
    title: '인천만 조력발전사업',
    bodyId: body.id,
    status: 'UNDER_REVIEW',
    on: '2012',
    reason: '의견수렴',
  });
  const source = await t.staff.recordSource({ title: '2013 주요업무계획' });
  ids.kim = encodeGlobalID('Person', kim.id);
  ids.union = encodeGlobalID('Organization', union.id);
  ids.body = encodeGlobalID('Organization', body.id);
  ids.task = encodeGlobalID('PolicyTask', task.id);
  ids.source = encodeGlobalID('Source', source.id);
});

/** How many records of reading by a member of staff there are of 김의원, as an administrator finds them. */
const readsByStaff = async () => {
  const filter = { actorId: encodeGlobalID('Actor', t.actors.staff.id), personId: ids.kim };
  const { data } = await ask(t, t.actors.admin)(
    `query ($filter: ReadFilter) { readRecords(filter: $filter) { totalCount edges { node { actor { name } person { name } data } } } }`,
    { filter },
  );
  expect(data.readRecords.edges[0].node).toEqual({ actor: { name: 'staff' }, person: { name: '김의원' }, data: 'STANCES' });
  return data.readRecords.totalCount as number;
};

describe('a stance', () => {
  test('is recorded while an engagement is logged, in one call', async () => {
    const stances = [
      { stakeholderId: ids.kim, policyTaskId: ids.task, position: 'SUPPORTS', confidence: 'STATED', legalBasis: 'PUBLIC_STATEMENT' },
      {
        stakeholderId: ids.union,
        policyTaskId: ids.task,
        position: 'OPPOSES',
        confidence: 'STATED',
        heldFrom: '2012-06',
        quotation: '반대',
      },
    ];
    const call = { occurredAt: '2012-11-05T10:00:00+09:00', channel: 'CALL', direction: 'OUTBOUND', subject: '조력발전' };
    const input = { ...call, stakeholderIds: [ids.kim, ids.union], stances };
    const logged = await ask(t, t.actors.staff)(log, { input });
    expect(logged.errors).toBeUndefined();
    const { data } = logged.data.logEngagement;
    ids.engagement = data.id;
    expect(data.stances.totalCount).toBe(2);
    expect(data.stances.edges.map(({ node }: { node: object }) => node)).toMatchObject([
      {
        position: 'SUPPORTS',
        heldFrom: '2012-11-05',
        stakeholder: { name: '김의원' },
        engagement: { subject: '조력발전' },
        legalBasis: 'PUBLIC_STATEMENT',
      },
      {
        position: 'OPPOSES',
        heldFrom: '2012-06',
        quotation: '반대',
        policyTask: { number: 1 },
        legalBasis: null,
        enteredBy: { name: 'staff' },
      },
    ]);
    const refused = await ask(t, t.actors.staff)(log, { input: { ...input, stances: [{ ...stances[0], legalBasis: null }] } });
    expect(refused.data.logEngagement).toEqual({
      __typename: 'InvalidInputError',
      problems: [{ path: ['stances', '0', 'legalBasis'], code: 'required' }],
    });
  });

  test('is recorded by itself, corrected and taken back', async () => {
    const input = { stakeholderId: ids.union, policyTaskId: ids.task, position: 'NEUTRAL', confidence: 'STATED' };
    const evidence = { sourceId: ids.source, quotation: '의견 없음', heldFrom: '2011' };
    const first = await ask(t, t.actors.staff)(record, { input: { ...input, ...evidence } });
    expect(first.errors).toBeUndefined();
    const { data } = first.data.recordStance;
    expect(data).toMatchObject({
      heldFrom: '2011',
      source: { title: '2013 주요업무계획' },
      engagement: null,
      meeting: null,
      corrects: null,
    });
    const second = await ask(t, t.actors.staff)(correct, { input: { stanceId: data.id, reason: '오기', position: 'OPPOSES' } });
    expect(second.data.correctStance.data).toMatchObject({
      position: 'OPPOSES',
      correctionReason: '오기',
      corrects: { position: 'NEUTRAL' },
    });
    const again = await ask(t, t.actors.staff)(correct, { input: { stanceId: data.id, reason: '오기' } });
    expect(again.data.correctStance).toEqual({ __typename: 'ConflictError', rule: 'Stance_correctsId_key' });
    const third = await ask(t, t.actors.staff)(retract, { stanceId: second.data.correctStance.data.id });
    expect(third.data.retractStance.data).toMatchObject({ isRetraction: true, corrects: { position: 'OPPOSES' }, correctedBy: null });
    const viewers = await ask(t, t.actors.viewer)(record, { input: { ...input, ...evidence } });
    expect(viewers.data.recordStance).toEqual({ __typename: 'ForbiddenError', scope: 'stances:write' });
  });
});

const nodes = (connection: { edges: { node: unknown }[] }) => connection.edges.map(({ node }) => node);

describe('whoever may not read where natural persons stand', () => {
  const everywhere = `query ($task: ID!, $kim: ID!, $engagement: ID!, $stance: ID!) {
    stances { totalCount edges { node { stakeholder { name } } } }
    node(id: $stance) { __typename }
    person: node(id: $kim) { ... on Person { stances { totalCount edges { node { position } } } } }
    engagement: node(id: $engagement) { ... on Engagement { stances { totalCount edges { node { stakeholder { name } } } } } }
    stanceMap(policyTaskId: $task) {
      includesPersons positions { position stakeholders }
      standings { totalCount edges { node { stakeholder { name } } } }
      groups(by: REGION) { edges { node { name positions { stakeholders } } } }
    }
    stanceMoves(policyTaskId: $task, from: "2010-01-01", to: "2012-12-12") { edges { node { stakeholder { name } } } }
    silentStakeholders(policyTaskId: $task) { edges { node { name } } }
  }`;

  test('finds no trace of one on any path, and whoever may is logged on each', async () => {
    const { rows } = await t.pcrm.as(t.actors.admin).listStances({ filter: { positions: ['SUPPORTS'] } });
    const variables = { ...ids, stance: encodeGlobalID('Stance', rows[0]?.row.id as string) };
    const before = await readsByStaff();
    const viewer = await ask(t, t.actors.viewer)(everywhere, variables);
    expect(viewer.errors).toBeUndefined();
    expect(JSON.stringify(viewer.data)).not.toContain('김의원');
    expect(viewer.data).toMatchObject({
      stances: { totalCount: 1 },
      node: null,
      person: { stances: { totalCount: 0, edges: [] } },
      engagement: { stances: { totalCount: 1 } },
      stanceMap: { includesPersons: false, standings: { totalCount: 1 } },
    });
    expect((await ask(t, t.actors.admin)(`{ readRecords { totalCount } }`)).data.readRecords.totalCount).toBe(before + 1);
    const staff = await ask(t, t.actors.staff)(everywhere, variables);
    expect(staff.errors).toBeUndefined();
    // The list, the node, the person, the engagement, the map's positions, standings and groups, the moves; and the four totals.
    expect(await readsByStaff()).toBe(before + 12);
  });

  test('nobody without stances:read sees any of it', async () => {
    const tool = { ...t.actors.staff, kind: 'SERVICE' as const, role: null, scopes: ['stakeholders:read', 'policy-tasks:read'] };
    const answer = await ask(t, tool)(`query ($task: ID!) { stanceMap(policyTaskId: $task) { asOf } }`, { task: ids.task });
    expect(answer.errors?.map(({ code }) => code)).toEqual(['FORBIDDEN']);
  });
});

describe('the map', () => {
  test('shows who stands where, by party, body and region, what moved, and who has said nothing', async () => {
    const source = `query ($task: ID!) {
      stanceMap(policyTaskId: $task, asOf: "2012-12-01") {
        asOf includesPersons policyTask { number }
        positions { position stakeholders weight unassessed }
        standings(position: OPPOSES) { edges { node { influence unchangedSince stakeholder { name } stance { heldFrom } } } }
        groups(by: BODY, first: 1) { edges { node { name organization { name } } } }
      }
      stanceMoves(policyTaskId: $task, from: "2012-10-01", to: "2012-12-01") {
        edges { node { stakeholder { name } before { position } after { position } steps } }
      }
      silentStakeholders(policyTaskId: $task) { totalCount edges { node { name } } }
    }`;
    const { data, errors } = await ask(t, t.actors.staff)(source, { task: ids.task });
    expect(errors).toBeUndefined();
    const { stanceMap: map, stanceMoves: moves, silentStakeholders: silent } = data;
    expect(map).toMatchObject({ asOf: '2012-12-01', includesPersons: true, policyTask: { number: 1 } });
    expect(map.positions).toHaveLength(6);
    expect(map.positions[3]).toEqual({ position: 'OPPOSES', stakeholders: 1, weight: 0, unassessed: 1 });
    expect(nodes(map.standings)).toEqual([
      { influence: null, unchangedSince: '2012-06', stakeholder: { name: '갯벌연대' }, stance: { heldFrom: '2012-06' } },
    ]);
    expect(nodes(map.groups)).toEqual([{ name: '정책위원회', organization: { name: '정책위원회' } }]);
    expect(nodes(moves)).toEqual([{ stakeholder: { name: '김의원' }, before: null, after: { position: 'SUPPORTS' }, steps: null }]);
    expect(silent).toEqual({ totalCount: 0, edges: [] });
  });

  test('is null for a task that is not there', async () => {
    const task = encodeGlobalID('PolicyTask', '01900000-0000-7000-8000-00000000dead');
    expect(await ask(t, t.actors.staff)(`query ($task: ID!) { stanceMap(policyTaskId: $task) { asOf } }`, { task })).toEqual({
      data: { stanceMap: null },
    });
  });
});

test('on a proposal: recorded, listed, on the map, and which addressees are silent', async () => {
  const [, asked = ''] = Buffer.from(ids.union, 'base64').toString().split(':');
  const silent = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '국토해양부', categories: ['CENTRAL_GOVERNMENT'] });
  const [, bodyId = ''] = Buffer.from(ids.body, 'base64').toString().split(':');
  const proposal = await t.database.client.proposal.create({
    data: {
      title: '조력발전 재검토',
      bodyId,
      enteredById: t.actors.staff.id,
      addressees: { create: [{ stakeholderId: asked }, { stakeholderId: silent.id }] },
    },
  });
  const proposalId = encodeGlobalID('Proposal', proposal.id);
  const words = { sourceId: ids.source, quotation: '찬성', heldFrom: '2012-12', confidence: 'STATED' };
  const input = { stakeholderId: ids.union, proposalId, position: 'SUPPORTS', ...words };
  const recorded = await ask(t, t.actors.staff)(record, { input });
  expect(recorded.data.recordStance.data).toMatchObject({ position: 'SUPPORTS', policyTask: null });
  const both = await ask(t, t.actors.staff)(record, { input: { ...input, policyTaskId: ids.task } });
  expect(both.data.recordStance.problems).toEqual([{ path: ['proposalId'], code: 'not_allowed' }]);
  const source = `query ($proposalId: ID!) {
    node(id: $proposalId) { ... on Proposal { stances { edges { node { proposal { title } stakeholder { name } } } } } }
    stanceMap(proposalId: $proposalId) { policyTask { id } proposal { title } positions { position stakeholders } }
    stanceMoves(proposalId: $proposalId, from: "2012-11-30", to: "2012-12-12") { edges { node { stakeholder { name } } } }
    silentStakeholders(proposalId: $proposalId) { edges { node { name } } }
  }`;
  const { data, errors } = await ask(t, t.actors.viewer)(source, { proposalId });
  expect(errors).toBeUndefined();
  expect(nodes(data.node.stances)).toEqual([{ proposal: { title: '조력발전 재검토' }, stakeholder: { name: '갯벌연대' } }]);
  expect(data.stanceMap).toMatchObject({ policyTask: null, proposal: { title: '조력발전 재검토' } });
  expect(data.stanceMap.positions[1]).toEqual({ position: 'SUPPORTS', stakeholders: 1 });
  expect(nodes(data.stanceMoves)).toEqual([{ stakeholder: { name: '갯벌연대' } }]);
  expect(nodes(data.silentStakeholders)).toEqual([{ name: '국토해양부' }]);
});

describe('who has read a person’s data', () => {
  test('takes audit:read', async () => {
    const source = `query ($kim: ID!) { node(id: $kim) { ... on Person { readRecords(first: 1) { totalCount edges { node { recordIds } } } } } }`;
    const admin = await ask(t, t.actors.admin)(source, { kim: ids.kim });
    expect(admin.errors).toBeUndefined();
    expect(admin.data.node.readRecords.edges[0].node.recordIds).toHaveLength(1);
    expect((await ask(t, t.actors.manager)(source, { kim: ids.kim })).errors?.map(({ code }) => code)).toEqual(['FORBIDDEN']);
    const list = `query ($kim: ID!) { readRecords(filter: { personId: $kim, data: STANCES }) { totalCount } }`;
    const { totalCount } = (await ask(t, t.actors.admin)(list, { kim: ids.kim })).data.readRecords;
    expect(totalCount).toBe(admin.data.node.readRecords.totalCount);
  });
});

test('a page of stakeholders with their stances takes as many statements as one, however many stand there', async () => {
  const source = `query ($first: Int!) {
    stakeholders(first: $first) {
      edges { node { name stances { totalCount edges { node { position corrects { id } engagement { subject } enteredBy { name } } } } } }
    }
  }`;
  const count = async (first: number) => {
    const { statements, result } = await countStatements(t, () => ask(t, t.actors.staff)(source, { first }));
    expect(result.errors).toBeUndefined();
    return statements.length;
  };
  // Stakeholders, their stances, the log of reading, totals and the log of counting, engagements, actors.
  expect(await count(4)).toBe(7);
  expect(await count(3)).toBe(7);
});

test('a map with all its parts takes the same statements whatever is on it', async () => {
  const source = `query ($task: ID!) {
    stanceMap(policyTaskId: $task) {
      positions { stakeholders }
      standings { edges { node { stakeholder { name } stance { engagement { subject } } } } }
    }
  }`;
  const { statements, result } = await countStatements(t, () => ask(t, t.actors.staff)(source, { task: ids.task }));
  expect(result.errors).toBeUndefined();
  // The task; for the positions and for the standings: whether it is there, the rows, the log; then stakeholders and engagements.
  expect(statements).toHaveLength(9);
});
