import type { Actor } from '@pcrm/core';
import { useTestPcrm } from '@pcrm/core/testing';
import { encodeGlobalID } from '@pothos/plugin-relay';
import { beforeAll, describe, expect, test } from 'vitest';
import { ask, countStatements } from './testing.js';

const t = useTestPcrm();
// Another department's staff and manager; a colleague who took part; a service with every scope to read but one.
let outsider: Actor;
let otherManager: Actor;
let participant: Actor;
let service: Actor;
const ids = { councillor: '', task: '', restricted: '', published: '', promise: '', answered: '', meeting: '' };

const nowhere = (type: string) => encodeGlobalID(type, '00000000-0000-7000-8000-0000000000ff');

beforeAll(async () => {
  const departmentId = (await t.admin.addDepartment({ name: '기획관리실' })).id;
  outsider = await t.admin.addActor({ kind: 'STAFF', name: '외부', role: 'STAFF', departmentId });
  otherManager = await t.admin.addActor({ kind: 'STAFF', name: '외부 과장', role: 'MANAGER', departmentId });
  participant = await t.admin.addActor({ kind: 'STAFF', name: '배석', role: 'STAFF', departmentId });
  const scopes = [
    'stakeholders:read',
    'engagements:read',
    'engagements:read-internal',
    'commitments:read',
    'policy-tasks:read',
    'access:read',
  ] as const;
  service = await t.admin.addActor({ kind: 'SERVICE', name: '도구', scopes: [...scopes] });

  const councillor = await t.staff.registerStakeholder({ kind: 'PERSON', name: '노의원', categories: ['CITY_COUNCIL'] });
  const step = { status: 'MAINTAINED', on: '2011-03', reason: '합의' } as const;
  const task = await t.staff.addPolicyTask({ number: 1, title: '과제', origin: 'AGREED', ...step });
  const stakeholderIds = [councillor.id];
  const policyTaskIds = [task.id];
  const contact = { channel: 'VISIT' as const, direction: 'OUTBOUND' as const, stakeholderIds, policyTaskIds };
  const restricted = await t.staff.logEngagement({
    ...contact,
    occurredAt: '2012-12-10T10:00:00+09:00',
    subject: '비공개 면담',
    confidentiality: 'RESTRICTED',
    topics: ['비밀'],
    staffIds: [t.actors.staff.id, participant.id],
    commitments: [{ direction: 'OURS', text: '비공개 약속', stakeholderId: councillor.id, due: '2012-11' }],
  });
  const later = { ...contact, occurredAt: '2012-12-11T10:00:00+09:00', subject: '면담 결과: 이름' };
  const { id } = await t.staff.logEngagement({ ...later, confidentiality: 'RESTRICTED' });
  await t.staff.correctEngagement({ id, version: 1, reason: '공개', subject: '면담 결과', confidentiality: 'PUBLIC' });

  const organization = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '협의체', categories: ['CONSULTATIVE_BODY'] });
  await t.staff.establishBody({ organizationId: organization.id, kind: 'CONSULTATIVE_BODY' });
  const meeting = await t.staff.recordHeldMeeting({ bodyId: organization.id, kind: 'REGULAR', held: '2012-11' });
  const promise = { direction: 'OURS', text: '회의의 약속', stakeholderId: councillor.id } as const;
  const answered = await t.staff.makeCommitment({ ...promise, meetingId: meeting.id });
  const closing = { status: 'DONE', closedOn: '2012-12-11', answeredInId: restricted.id } as const;
  await t.staff.closeCommitment({ id: answered.id, version: 1, ...closing });

  ids.councillor = encodeGlobalID('Person', councillor.id);
  ids.task = encodeGlobalID('PolicyTask', task.id);
  ids.restricted = encodeGlobalID('Engagement', restricted.id);
  ids.published = encodeGlobalID('Engagement', id);
  ids.promise = encodeGlobalID('Commitment', restricted.commitments[0]?.id ?? '');
  ids.answered = encodeGlobalID('Commitment', answered.id);
  ids.meeting = encodeGlobalID('Meeting', meeting.id);
});

// Every way to an engagement or to a commitment that there is.
const everything = `query ($councillor: ID!, $task: ID!, $staff: ID!, $restricted: ID!, $promise: ID!) {
  engagements { totalCount edges { node { subject } } }
  found: engagements(filter: { topic: "비밀", subjectContains: "비공개" }) { totalCount edges { node { subject } } }
  engagement: node(id: $restricted) { id ... on Engagement { subject stakeholders { name } staff { name } topics revisions { subject } } }
  nodes(ids: ["RW5nYWdlbWVudDpub25l", $restricted, $promise, $task]) { id }
  commitments { totalCount edges { node { text engagement { subject } answeredIn { subject } } } }
  overdue: commitments(filter: { overdueOn: "2012-12-12" }) { totalCount }
  commitment: node(id: $promise) { id ... on Commitment { text } }
  councillor: node(id: $councillor) { ... on Person {
    engagements { totalCount edges { node { subject } } }
    commitments { totalCount edges { node { text } } }
  } }
  task: node(id: $task) { ... on PolicyTask { engagements { totalCount edges { node { subject } } } } }
  staff: node(id: $staff) { ... on Actor { engagements { totalCount edges { node { subject } } } } }
}`;

function everythingAs(actor: Actor) {
  const { councillor, task, restricted, promise } = ids;
  return ask(t, actor)(everything, { councillor, task, restricted, promise, staff: encodeGlobalID('Actor', t.actors.staff.id) });
}

const list = (...subjects: string[]) => ({ totalCount: subjects.length, edges: subjects.map((subject) => ({ node: { subject } })) });
const open = '면담 결과';
const secret = '비공개 면담';

describe('a RESTRICTED engagement', () => {
  test.each([
    ['staff of another department', () => outsider],
    ['a manager of another department', () => otherManager],
    ['a viewer of the same department who took no part', () => t.actors.viewer],
    ['a service without the scope for all of them', () => service],
  ])('is not there for %s, in any way', async (_who, actorOf) => {
    const { data, errors } = await everythingAs(actorOf());
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      engagements: list(open),
      found: list(),
      engagement: null,
      nodes: [null, null, null, { id: ids.task }],
      commitments: { totalCount: 1, edges: [{ node: { text: '회의의 약속', engagement: null, answeredIn: null } }] },
      overdue: { totalCount: 0 },
      commitment: null,
      councillor: { engagements: list(open), commitments: { totalCount: 1, edges: [{ node: { text: '회의의 약속' } }] } },
      task: { engagements: list(open) },
      staff: { engagements: list(open) },
    });
  });

  test.each([
    ['who entered it', () => t.actors.staff],
    ['who took part in it, of whatever department', () => participant],
    ['the manager of the department', () => t.actors.manager],
    ['an administrator', () => t.actors.admin],
  ])('is there for %s', async (_who, actorOf) => {
    const { data, errors } = await everythingAs(actorOf());
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      engagements: list(open, secret),
      found: list(secret),
      engagement: {
        id: ids.restricted,
        subject: secret,
        stakeholders: [{ name: '노의원' }],
        staff: [{ name: 'staff' }, { name: '배석' }],
        topics: ['비밀'],
        revisions: [],
      },
      nodes: [null, { id: ids.restricted }, { id: ids.promise }, { id: ids.task }],
      commitments: {
        totalCount: 2,
        edges: [
          { node: { text: '비공개 약속', engagement: { subject: secret }, answeredIn: null } },
          { node: { text: '회의의 약속', engagement: null, answeredIn: { subject: secret } } },
        ],
      },
      overdue: { totalCount: 1 },
      commitment: { id: ids.promise, text: '비공개 약속' },
      councillor: {
        engagements: list(open, secret),
        commitments: { totalCount: 2, edges: [{ node: { text: '비공개 약속' } }, { node: { text: '회의의 약속' } }] },
      },
      task: { engagements: list(open, secret) },
      staff: { engagements: list(open, secret) },
    });
  });

  test('answers like one that does not exist, to whoever may not read it', async () => {
    const node = `query ($id: ID!) { node(id: $id) { __typename id } }`;
    const hidden = await ask(t, outsider)(node, { id: ids.restricted });
    expect(hidden).toEqual({ data: { node: null } });
    expect(await ask(t, outsider)(node, { id: nowhere('Engagement') })).toEqual(hidden);
    expect(await ask(t, outsider)(node, { id: ids.promise })).toEqual(hidden);
    expect(await ask(t, outsider)(node, { id: nowhere('Commitment') })).toEqual(hidden);
    expect(await ask(t, outsider)(node, { id: encodeGlobalID('Engagement', 'none') })).toEqual(hidden);
    expect(await ask(t, outsider)(node, { id: nowhere('Meeting') })).toEqual(hidden);
  });

  test('is neither corrected, nor promised in, nor answered with by whoever may not read it', async () => {
    const correct = `mutation ($id: ID!) { correctEngagement(input: { id: $id, version: 1, reason: "읽기", subject: "제목" }) {
      __typename ... on NotFoundError { message } } }`;
    const hidden = await ask(t, outsider)(correct, { id: ids.restricted });
    expect(hidden.data.correctEngagement.__typename).toBe('NotFoundError');
    const make = `mutation ($engagement: ID!, $stakeholder: ID!) {
      makeCommitment(input: { direction: OURS, text: "약속", stakeholderId: $stakeholder, engagementId: $engagement }) {
        __typename ... on InvalidInputError { problems { path code message } } } }`;
    const made = await ask(t, outsider)(make, { engagement: ids.restricted, stakeholder: ids.councillor });
    expect(made.data.makeCommitment.problems).toMatchObject([{ path: ['engagementId'], code: 'unknown_id' }]);
    expect(await ask(t, outsider)(make, { engagement: nowhere('Engagement'), stakeholder: ids.councillor })).toEqual(made);
    const revise = `mutation ($id: ID!) { reviseCommitment(input: { id: $id, version: 1, text: "다른 말" }) { __typename } }`;
    expect((await ask(t, outsider)(revise, { id: ids.promise })).data.reviseCommitment).toEqual({ __typename: 'NotFoundError' });
    const other = await t.staff.makeCommitment({
      direction: 'OURS',
      text: '또 하나',
      stakeholderId: Buffer.from(ids.councillor, 'base64').toString().split(':')[1] ?? '',
      meetingId: Buffer.from(ids.meeting, 'base64').toString().split(':')[1] ?? '',
    });
    const close = `mutation ($id: ID!, $answer: ID!) {
      closeCommitment(input: { id: $id, version: 1, status: DONE, closedOn: "2012-12-12", answeredInId: $answer }) {
        __typename ... on InvalidInputError { problems { path code message } } } }`;
    const variables = { id: encodeGlobalID('Commitment', other.id), answer: ids.restricted };
    const closed = await ask(t, outsider)(close, variables);
    expect(closed.data.closeCommitment.problems).toMatchObject([{ path: ['answeredInId'], code: 'unknown_id' }]);
    expect(await ask(t, outsider)(close, { ...variables, answer: nowhere('Engagement') })).toEqual(closed);
  });
});

describe('an engagement that was RESTRICTED and is PUBLIC now', () => {
  const history = `query ($id: ID!) { node(id: $id) { ... on Engagement {
    subject revisions { version subject confidentiality stakeholders { name } staff { name } topics policyTasks { title } }
  } } }`;

  test('keeps its earlier version from whoever could not read it then', async () => {
    const { data, errors } = await ask(t, outsider)(history, { id: ids.published });
    expect(errors).toBeUndefined();
    expect(data.node).toEqual({ subject: open, revisions: [] });
  });

  test('shows it to the others', async () => {
    const { data } = await ask(t, t.actors.manager)(history, { id: ids.published });
    const earlier = { version: 1, subject: '면담 결과: 이름', confidentiality: 'RESTRICTED', stakeholders: [{ name: '노의원' }] };
    const touched = { staff: [{ name: 'staff' }], topics: [], policyTasks: [{ title: '과제' }] };
    expect(data.node).toEqual({ subject: open, revisions: [{ ...earlier, ...touched }] });
  });
});

test('engagements that commitments name are read in one statement, hidden ones too', async () => {
  const { statements, result } = await countStatements(t, () =>
    ask(t, t.actors.admin)(`{ commitments { edges { node { engagement { subject } answeredIn { subject } stakeholder { name } } } } }`),
  );
  expect(result.errors).toBeUndefined();
  // Commitments, engagements of both kinds, stakeholders.
  expect(statements).toHaveLength(3);
});
