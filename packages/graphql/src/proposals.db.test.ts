import { useTestPcrm } from '@pcrm/core/testing';
import { encodeGlobalID } from '@pothos/plugin-relay';
import { beforeAll, describe, expect, test } from 'vitest';
import { ask, countStatements } from './testing.js';

const t = useTestPcrm();
const ids = { body: '', meeting: '', item: '', ministry: '', incheon: '', task: '', restricted: '' };

const refusals = `
  ... on InvalidInputError { problems { path code } }
  ... on ConflictError { rule message }
  ... on StaleVersionError { basedOn }
  ... on ForbiddenError { scope }`;

/** A mutation that answers with `data` of what came of it, or with the refusal. */
const mutation = (name: string, data: string) => {
  const type = name.charAt(0).toUpperCase() + name.slice(1);
  return `mutation ($input: ${type}Input!) { ${name}(input: $input) { __typename ... on ${type}Success { data { ${data} } } ${refusals} } }`;
};
const perform = async (name: string, input: object, data = 'id version') => {
  const { data: answer, errors } = await ask(t, t.actors.staff)(mutation(name, data), { input });
  expect(errors).toBeUndefined();
  return answer[name];
};

beforeAll(async () => {
  const register = async (name: string) => (await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name })).id;
  const [body, ministry, incheon] = [await register('광역시장협의회'), await register('국토해양부'), await register('인천광역시')];
  await t.staff.establishBody({ organizationId: body, kind: 'CONSULTATIVE_BODY' });
  const agenda = [{ title: '굴포천 국가하천 지정' }];
  const meeting = await t.staff.recordHeldMeeting({ bodyId: body, kind: 'REGULAR', held: '2012-05', agenda });
  const step = { status: 'MAINTAINED', on: '2012', reason: '선정' } as const;
  const task = await t.staff.addPolicyTask({ number: 1, title: '굴포천 국가하천 지정', origin: 'PENDING_ISSUE', ...step });
  const restricted = await t.manager.logEngagement({
    occurredAt: '2012-06-01T10:00:00+09:00',
    channel: 'VISIT',
    direction: 'MUTUAL',
    subject: '비공개 협의',
    stakeholderIds: [ministry],
    confidentiality: 'RESTRICTED',
  });
  Object.assign(ids, {
    body: encodeGlobalID('Body', body),
    meeting: encodeGlobalID('Meeting', meeting.id),
    item: encodeGlobalID('AgendaItem', meeting.agenda[0]!.id),
    ministry: encodeGlobalID('Organization', ministry),
    incheon: encodeGlobalID('Organization', incheon),
    task: encodeGlobalID('PolicyTask', task.id),
    restricted: encodeGlobalID('Engagement', restricted.id),
  });
});

describe('a proposal', () => {
  test('goes from a draft through its submission and replies to its outcome, and is raised again', async () => {
    const draft = await perform('recordProposal', {
      title: '굴포천 국가하천 지정',
      text: '국가하천으로 지정한다',
      bodyId: ids.body,
      meetingId: ids.meeting,
      agendaItemId: ids.item,
      channel: 'MEETING',
      proposers: [{ stakeholderId: ids.incheon, isLead: true }],
      addresseeIds: [ids.ministry],
      status: 'DRAFT',
      on: '2012-04',
    });
    const id = draft.data.id as string;
    expect(await perform('reviseProposal', { id, version: 1, policyTaskIds: [ids.task] })).toMatchObject({ data: { version: 2 } });
    const step = { proposalId: id, status: 'SUBMITTED', on: '2012-05-10' };
    expect(await perform('changeProposalStatus', { ...step, version: 2 })).toMatchObject({ data: { version: 3 } });
    expect(await perform('changeProposalStatus', { ...step, version: 2 })).toEqual({ __typename: 'StaleVersionError', basedOn: 2 });
    expect(await perform('addressProposal', { proposalId: id, version: 3, addresseeId: ids.incheon, on: '2012-07' })).toMatchObject({
      data: { version: 4 },
    });
    const reply = { proposalId: id, addresseeId: ids.ministry, stance: 'REJECTED', on: '2012-06', text: '지정 요건 미달' };
    const refused = await perform('recordProposalReply', { ...reply, engagementId: ids.restricted }, 'id');
    expect(refused).toEqual({ __typename: 'InvalidInputError', problems: [{ path: ['engagementId'], code: 'unknown_id' }] });
    const asManager = await ask(t, t.actors.manager)(mutation('recordProposalReply', 'stance engagement { subject }'), {
      input: { ...reply, engagementId: ids.restricted },
    });
    expect(asManager.data.recordProposalReply.data).toEqual({ stance: 'REJECTED', engagement: { subject: '비공개 협의' } });
    const outcome = { proposalId: id, subject: '국비', before: 50, after: 70.5, unit: 'PERCENT', decidedById: ids.ministry, on: '2012-11' };
    expect(await perform('recordProposalOutcome', outcome, 'before after unit')).toMatchObject({ data: { after: 70.5 } });
    const again = await perform('reraiseProposal', { reraisesId: id, status: 'SUBMITTED', on: '2012-12' }, 'id title reraises { id }');
    expect(again.data).toMatchObject({ title: '굴포천 국가하천 지정', reraises: { id } });

    const { data, errors } = await ask(t, t.actors.staff)(
      `query ($id: ID!) { node(id: $id) { ... on Proposal {
        title text channel proposed body { organization { name } } meeting { held } agendaItem { title }
        status { status } earlier: status(asOf: "2012-05-09") { status on } statusHistory { totalCount edges { node { status } } }
        proposers { stakeholder { name } isLead } policyTasks { title }
        addressees { stakeholder { name } since stance replied isPending }
        replies { edges { node { addressee { name } stance on text engagement { subject } } } }
        outcomes { edges { node { subject before after unit decidedBy { name } on } } }
        chain { timesRaised first { id } raisings { proposed status { status } meeting { held } replies { totalCount } } }
      } } }`,
      { id },
    );
    expect(errors).toBeUndefined();
    expect(data.node).toEqual({
      title: '굴포천 국가하천 지정',
      text: '국가하천으로 지정한다',
      channel: 'MEETING',
      proposed: '2012-05-10',
      body: { organization: { name: '광역시장협의회' } },
      meeting: { held: '2012-05' },
      agendaItem: { title: '굴포천 국가하천 지정' },
      status: { status: 'SUBMITTED' },
      earlier: { status: 'DRAFT', on: '2012-04' },
      statusHistory: { totalCount: 2, edges: [{ node: { status: 'SUBMITTED' } }, { node: { status: 'DRAFT' } }] },
      proposers: [{ stakeholder: { name: '인천광역시' }, isLead: true }],
      policyTasks: [{ title: '굴포천 국가하천 지정' }],
      addressees: [
        { stakeholder: { name: '국토해양부' }, since: '2012-05-10', stance: 'REJECTED', replied: '2012-06', isPending: false },
        { stakeholder: { name: '인천광역시' }, since: '2012-07', stance: null, replied: null, isPending: true },
      ],
      // The engagement in which it was answered is not one that this caller may read.
      replies: {
        edges: [
          { node: { addressee: { name: '국토해양부' }, stance: 'REJECTED', on: '2012-06', text: '지정 요건 미달', engagement: null } },
        ],
      },
      outcomes: {
        edges: [{ node: { subject: '국비', before: 50, after: 70.5, unit: 'PERCENT', decidedBy: { name: '국토해양부' }, on: '2012-11' } }],
      },
      chain: {
        timesRaised: 2,
        first: { id },
        raisings: [
          { proposed: '2012-05-10', status: { status: 'SUBMITTED' }, meeting: { held: '2012-05' }, replies: { totalCount: 1 } },
          { proposed: '2012-12', status: { status: 'SUBMITTED' }, meeting: null, replies: { totalCount: 0 } },
        ],
      },
    });
  });

  test('tells cause and cure where the agenda would lose its item', async () => {
    const version = (await t.pcrm.db.meeting.findFirstOrThrow()).version;
    const refused = await perform('setAgenda', { meetingId: ids.meeting, version, items: [] });
    expect(refused).toEqual({
      __typename: 'ConflictError',
      rule: 'Proposal_agendaItemId_meetingId_fkey',
      message: 'A proposal stands under an agenda item that would be removed. Keep the item, or revise the proposal first.',
    });
  });
});

describe('lists', () => {
  test('stand below body, stakeholder, meeting, agenda item and policy task', async () => {
    const { data, errors } = await ask(t, t.actors.viewer)(
      `query ($body: ID!, $ministry: ID!, $incheon: ID!, $meeting: ID!, $item: ID!, $task: ID!) {
        body: node(id: $body) { ... on Body { proposals(filter: { year: 2012 }) { totalCount } } }
        ministry: node(id: $ministry) { ... on Organization {
          proposals { totalCount } addressedProposals { totalCount } pendingProposals { edges { node { daysWaiting since } } } } }
        incheon: node(id: $incheon) { ... on Organization { proposals { totalCount } } }
        meeting: node(id: $meeting) { ... on Meeting { proposals(filter: { statuses: [SUBMITTED] }) { edges { node { proposed } } } } }
        item: node(id: $item) { ... on AgendaItem { proposals { totalCount } jointTasks { totalCount } } }
        task: node(id: $task) { ... on PolicyTask { proposals(filter: { contains: "굴포천" }) { totalCount } } }
        proposals(filter: { addresseeId: $ministry, proposerId: $incheon, policyTaskId: $task, bodyId: $body }) { totalCount }
        proposalTotals(year: 2012) { body { organization { name } } year status count withOutcome }
        pendingTotals { addressee { name } count longestWait }
        pendingProposals(filter: { asOf: "2012-05-31" }) { totalCount edges { node { proposal { title } addressee { name } status daysWaiting stance } } }
      }`,
      ids,
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      body: { proposals: { totalCount: 2 } },
      ministry: {
        proposals: { totalCount: 0 },
        addressedProposals: { totalCount: 2 },
        pendingProposals: { edges: [{ node: { daysWaiting: 11, since: '2012-12' } }] },
      },
      incheon: { proposals: { totalCount: 2 } },
      meeting: { proposals: { edges: [{ node: { proposed: '2012-05-10' } }] } },
      item: { proposals: { totalCount: 1 }, jointTasks: { totalCount: 0 } },
      task: { proposals: { totalCount: 2 } },
      proposals: { totalCount: 2 },
      proposalTotals: [{ body: { organization: { name: '광역시장협의회' } }, year: 2012, status: 'SUBMITTED', count: 2, withOutcome: 1 }],
      pendingTotals: [
        { addressee: { name: '인천광역시' }, count: 2, longestWait: 164 },
        { addressee: { name: '국토해양부' }, count: 1, longestWait: 11 },
      ],
      pendingProposals: {
        totalCount: 1,
        edges: [
          {
            node: {
              proposal: { title: '굴포천 국가하천 지정' },
              addressee: { name: '국토해양부' },
              status: 'SUBMITTED',
              daysWaiting: 21,
              stance: null,
            },
          },
        ],
      },
    });
  });

  test('take no statement more for each proposal', async () => {
    const earlier = (await t.pcrm.db.proposal.findFirstOrThrow({ where: { reraisesId: null } })).id;
    const { id: agendaItemId, meetingId } = await t.pcrm.db.agendaItem.findFirstOrThrow();
    for (let number = 1; number <= 8; number += 1) {
      const raised = { title: `건의 ${number}`, meetingId, agendaItemId, status: 'SUBMITTED', on: '2012-12-12' } as const;
      await t.staff.reraiseProposal({ reraisesId: earlier, ...raised });
    }
    const count = (first: number) =>
      countStatements(t, () =>
        ask(t, t.actors.viewer)(
          `query ($first: Int) { proposals(first: $first) { edges { node {
            status { status } body { organization { name } } meeting { held } agendaItem { title } proposers { stakeholder { name } }
            addressees { stakeholder { name } } policyTasks { title } replies { edges { node { text } } } outcomes { totalCount }
            statusHistory { edges { node { reason } } } reraises { title } chain { timesRaised } } } } }`,
          { first },
        ),
      );
    // Those of one loader may be sent in one statement or in two, as the answers come; one for each of eight proposals would be seven more.
    const { statements, result } = await count(8);
    expect(result.errors).toBeUndefined();
    expect(result.data.proposals.edges).toHaveLength(8);
    expect(statements.length).toBeLessThan((await count(1)).statements.length + 7);
  });

  test('are not for a service without the scope', async () => {
    const service = await t.admin.addActor({ kind: 'SERVICE', name: '도구', scopes: ['policy-tasks:read', 'stakeholders:read'] });
    const asked = ask(t, service);
    for (const field of [
      'proposals { totalCount }',
      'pendingProposals { totalCount }',
      'pendingTotals { count }',
      'jointTasks { totalCount }',
    ]) {
      expect((await asked(`{ ${field} }`)).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    }
    const below = await asked('query ($id: ID!) { node(id: $id) { ... on PolicyTask { title proposals { totalCount } } } }', {
      id: ids.task,
    });
    expect(below.errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    const proposal = await t.pcrm.db.proposal.findFirstOrThrow();
    const node = await asked('query ($id: ID!) { node(id: $id) { id } }', { id: encodeGlobalID('Proposal', proposal.id) });
    expect(node.data).toEqual({ node: null });
  });
});

test('a joint task is taken on, revised and ended, and stands below task, partner, body and agenda item', async () => {
  const input = { policyTaskId: ids.task, bodyId: ids.body, meetingId: ids.meeting, agendaItemId: ids.item, from: '2012-05' };
  const partners = [{ partnerId: ids.ministry, role: 'LEAD', part: '지정' }];
  const taken = await perform('takeOnJointTask', { ...input, partners }, 'id version from until partners { partner { name } role part }');
  expect(taken.data).toMatchObject({
    from: '2012-05',
    until: null,
    partners: [{ partner: { name: '국토해양부' }, role: 'LEAD', part: '지정' }],
  });
  const { id } = taken.data;
  expect(await perform('reviseJointTask', { id, version: 1, cityPart: '설계' }, 'version cityPart')).toMatchObject({
    data: { cityPart: '설계' },
  });
  const fields = 'jointTasks(asOf: "2012-06-01") { edges { node { cityPart } } }';
  const { data, errors } = await ask(t, t.actors.viewer)(
    `query ($body: ID!, $ministry: ID!, $item: ID!, $task: ID!) {
      body: node(id: $body) { ... on Body { ${fields} } }
      partner: node(id: $ministry) { ... on Organization { ${fields} } }
      item: node(id: $item) { ... on AgendaItem { ${fields} } }
      task: node(id: $task) { ... on PolicyTask { ${fields} partners { partner { name } } before: partners(asOf: "2012-04-30") { role } } }
      all: jointTasks(filter: { partnerId: $ministry, policyTaskId: $task, bodyId: $body }) { edges { node {
        policyTask { title } body { organization { name } } meeting { held } agendaItem { title } endReason } } }
    }`,
    ids,
  );
  expect(errors).toBeUndefined();
  const below = { jointTasks: { edges: [{ node: { cityPart: '설계' } }] } };
  expect(data).toEqual({
    body: below,
    partner: below,
    item: below,
    task: { ...below, partners: [{ partner: { name: '국토해양부' } }], before: [] },
    all: {
      edges: [
        {
          node: {
            policyTask: { title: '굴포천 국가하천 지정' },
            body: { organization: { name: '광역시장협의회' } },
            meeting: { held: '2012-05' },
            agendaItem: { title: '굴포천 국가하천 지정' },
            endReason: null,
          },
        },
      ],
    },
  });
  const ended = await perform('endJointTask', { id, version: 2, until: '2012-12', reason: '지정' }, 'until endReason');
  expect(ended.data).toEqual({ until: '2012-12', endReason: '지정' });
});
