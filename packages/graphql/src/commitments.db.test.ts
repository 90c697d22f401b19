import { useTestPcrm } from '@pcrm/core/testing';
import { encodeGlobalID } from '@pothos/plugin-relay';
import { beforeAll, describe, expect, test } from 'vitest';
import { ask, countStatements } from './testing.js';

const t = useTestPcrm();
const ids = { council: '', citizen: '', engagement: '', meeting: '', manager: '' };

const fields = `id version direction text due status isOverdue closedOn closingNote
  stakeholder { name } owner { name } ownerDepartment { name }
  engagement { subject } meeting { held } answeredIn { subject }`;
const refusals = `
  ... on InvalidInputError { problems { path code } }
  ... on ConflictError { rule }
  ... on StaleVersionError { basedOn }
  ... on ForbiddenError { scope }`;
const make = `mutation ($input: MakeCommitmentInput!) {
  makeCommitment(input: $input) { __typename ... on MakeCommitmentSuccess { data { ${fields} } } ${refusals} }
}`;
const revise = `mutation ($input: ReviseCommitmentInput!) {
  reviseCommitment(input: $input) { __typename ... on ReviseCommitmentSuccess { data { ${fields} } } ${refusals} }
}`;
const close = `mutation ($input: CloseCommitmentInput!) {
  closeCommitment(input: $input) { __typename ... on CloseCommitmentSuccess { data { ${fields} } } ${refusals} }
}`;

beforeAll(async () => {
  const council = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '시의회', categories: ['CITY_COUNCIL'] });
  const citizen = await t.staff.registerStakeholder({ kind: 'PERSON', name: '나시민', categories: ['CITIZEN'] });
  const contact = { occurredAt: '2012-12-03T10:00:00+09:00', channel: 'VISIT', direction: 'MUTUAL' } as const;
  const engagement = await t.staff.logEngagement({ ...contact, subject: '방문', stakeholderIds: [council.id, citizen.id] });
  const body = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '협의체', categories: ['CONSULTATIVE_BODY'] });
  await t.staff.establishBody({ organizationId: body.id, kind: 'CONSULTATIVE_BODY' });
  const meeting = await t.staff.recordHeldMeeting({ bodyId: body.id, kind: 'REGULAR', held: '2012-11' });
  ids.council = encodeGlobalID('Organization', council.id);
  ids.citizen = encodeGlobalID('Person', citizen.id);
  ids.engagement = encodeGlobalID('Engagement', engagement.id);
  ids.meeting = encodeGlobalID('Meeting', meeting.id);
  ids.manager = encodeGlobalID('Actor', t.actors.manager.id);
});

describe('a commitment', () => {
  test('is made, revised and closed with the engagement in which the answer went back', async () => {
    const input = { direction: 'OURS', text: '자료를 보낸다', stakeholderId: ids.council, due: '2012-11', engagementId: ids.engagement };
    const made = await ask(t, t.actors.staff)(make, { input });
    expect(made.errors).toBeUndefined();
    const expected = {
      id: expect.any(String),
      version: 1,
      direction: 'OURS',
      text: '자료를 보낸다',
      due: '2012-11',
      status: 'OPEN',
      isOverdue: true,
      closedOn: null,
      closingNote: null,
      stakeholder: { name: '시의회' },
      owner: { name: 'staff' },
      ownerDepartment: { name: '소통협력관실' },
      engagement: { subject: '방문' },
      meeting: null,
      answeredIn: null,
    };
    expect(made.data.makeCommitment.data).toEqual(expected);
    const { id } = made.data.makeCommitment.data;
    const revised = await ask(t, t.actors.staff)(revise, { input: { id, version: 1, due: '2012', ownerId: ids.manager } });
    expect(revised.data.reviseCommitment.data).toEqual({
      ...expected,
      version: 2,
      due: '2012',
      isOverdue: false,
      owner: { name: 'manager' },
    });
    const closing = { id, version: 2, status: 'DONE', closedOn: '2012-12-12', note: '보냈다', answeredInId: ids.engagement };
    const closed = await ask(t, t.actors.staff)(close, { input: closing });
    expect(closed.data.closeCommitment.data).toMatchObject({
      version: 3,
      status: 'DONE',
      isOverdue: false,
      closedOn: '2012-12-12',
      closingNote: '보냈다',
      answeredIn: { subject: '방문' },
    });
    const again = await ask(t, t.actors.staff)(close, { input: { ...closing, version: 3 } });
    expect(again.data.closeCommitment).toEqual({ __typename: 'ConflictError', rule: 'commitment_closed' });
    const stale = await ask(t, t.actors.staff)(revise, { input: { id, version: 1, text: '다른 말' } });
    expect(stale.data.reviseCommitment).toEqual({ __typename: 'StaleVersionError', basedOn: 1 });
  });

  test('is refused with every problem, and to viewers', async () => {
    const input = { direction: 'THEIRS', text: ' ', stakeholderId: ids.council };
    const bad = await ask(t, t.actors.staff)(make, { input });
    expect(bad.data.makeCommitment).toEqual({
      __typename: 'InvalidInputError',
      problems: [
        { path: ['text'], code: 'too_small' },
        { path: ['engagementId'], code: 'required' },
      ],
    });
    const viewer = await ask(t, t.actors.viewer)(make, { input: { ...input, text: '약속', meetingId: ids.meeting } });
    expect(viewer.data.makeCommitment).toEqual({ __typename: 'ForbiddenError', scope: 'commitments:write' });
    const made = await ask(t, t.actors.staff)(make, { input: { ...input, text: '답하겠다', meetingId: ids.meeting } });
    expect(made.data.makeCommitment.data).toMatchObject({ meeting: { held: '2012-11' }, engagement: null });
    const closing = { id: made.data.makeCommitment.data.id, version: 1, status: 'OPEN', closedOn: '2012-12-12' };
    const reopened = await ask(t, t.actors.staff)(close, { input: closing });
    expect(reopened.data.closeCommitment).toEqual({
      __typename: 'InvalidInputError',
      problems: [{ path: ['status'], code: 'invalid_value' }],
    });
  });
});

describe('lists', () => {
  beforeAll(async () => {
    const promise = { direction: 'OURS', stakeholderId: ids.citizen, engagementId: ids.engagement };
    for (const due of ['2012-12-11', '2012-12-12', '2012-11', '2011', null]) {
      await ask(t, t.actors.staff)(make, { input: { ...promise, text: `기한 ${due}`, due } });
    }
    await ask(t, t.actors.manager)(make, { input: { ...promise, direction: 'THEIRS', text: '상대의 약속', due: '2012-10-31' } });
  });

  const texts = (connection: { edges: { node: { text: string } }[] }) => connection.edges.map(({ node }) => node.text);

  test('are by due date, and filtered: those that are overdue on a day, a month only when it is over', async () => {
    const list = `query ($filter: CommitmentFilter) { commitments(filter: $filter) { totalCount edges { node { text isOverdue } } } }`;
    const stakeholderId = ids.citizen;
    const all = await ask(t, t.actors.viewer)(list, { filter: { stakeholderId } });
    expect(all.data.commitments.edges.map((edge: { node: object }) => edge.node)).toEqual([
      { text: '기한 2011', isOverdue: true },
      { text: '상대의 약속', isOverdue: true },
      { text: '기한 2012-11', isOverdue: true },
      { text: '기한 2012-12-11', isOverdue: true },
      { text: '기한 2012-12-12', isOverdue: false },
      { text: '기한 null', isOverdue: false },
    ]);
    const overdue = await ask(t, t.actors.viewer)(list, { filter: { stakeholderId, overdueOn: '2012-11-30', direction: 'OURS' } });
    expect(texts(overdue.data.commitments)).toEqual(['기한 2011']);
    const later = await ask(t, t.actors.viewer)(list, { filter: { stakeholderId, overdueOn: '2012-12-01', direction: 'OURS' } });
    expect(texts(later.data.commitments)).toEqual(['기한 2011', '기한 2012-11']);
    const theirs = await ask(t, t.actors.viewer)(list, {
      filter: {
        stakeholderId,
        status: 'OPEN',
        ownerId: ids.manager,
        ownerDepartmentId: encodeGlobalID('Department', t.departmentId),
        dueBefore: '2012-11-01',
      },
    });
    expect(texts(theirs.data.commitments)).toEqual(['상대의 약속']);
  });

  test('tell of a day: what was overdue then', async () => {
    const { data } = await ask(t, t.actors.viewer)(
      `query ($id: ID!) { node(id: $id) { ... on Person { commitments(first: 3) { edges { node {
        text earlier: isOverdue(asOf: "2012-11-01") now: isOverdue
      } } } } } }`,
      { id: ids.citizen },
    );
    expect(data.node.commitments.edges.map((edge: { node: object }) => edge.node)).toEqual([
      { text: '기한 2011', earlier: true, now: true },
      { text: '상대의 약속', earlier: true, now: true },
      { text: '기한 2012-11', earlier: false, now: true },
    ]);
  });

  test('below stakeholders, engagements and meetings are one statement a level', async () => {
    const list = `{ stakeholders { edges { node { name
      commitments(first: 2) { totalCount edges { node {
        text owner { name } ownerDepartment { name } meeting { kind } engagement { subject commitments(first: 1) { edges { node { text } } } }
      } } }
    } } } meetings { edges { node { commitments { edges { node { text } } } } } } }`;
    const { statements, result } = await countStatements(t, () => ask(t, t.actors.viewer)(list));
    expect(result.errors).toBeUndefined();
    const citizen = result.data.stakeholders.edges.find((edge: { node: { name: string } }) => edge.node.name === '나*민');
    expect(citizen.node.commitments.totalCount).toBe(6);
    expect(texts(citizen.node.commitments)).toEqual(['기한 2011', '상대의 약속']);
    expect(citizen.node.commitments.edges[0].node.engagement).toEqual({
      subject: '방문',
      commitments: { edges: [{ node: { text: '기한 2011' } }] },
    });
    expect(result.data.meetings.edges).toEqual([{ node: { commitments: { edges: [{ node: { text: '답하겠다' } }] } } }]);
    // Stakeholders, their commitments, totals, owners, departments, meetings, engagements, commitments of engagements;
    // and the list of meetings with theirs.
    expect(statements).toHaveLength(10);
  });

  test('need the permission', async () => {
    const service = await t.admin.addActor({ kind: 'SERVICE', name: '도구', scopes: ['stakeholders:read'] });
    const root = await ask(t, service)(`{ commitments { totalCount } }`);
    expect(root.errors?.map(({ code }) => code)).toEqual(['FORBIDDEN']);
    const below = await ask(t, service)(`{ stakeholders(first: 1) { edges { node { commitments { totalCount } } } } }`);
    expect(below.errors?.map(({ code }) => code)).toEqual(['FORBIDDEN']);
  });
});
