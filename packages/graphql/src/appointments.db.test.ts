import type { Actor } from '@pcrm/core';
import { useTestPcrm } from '@pcrm/core/testing';
import { encodeGlobalID } from '@pothos/plugin-relay';
import { beforeAll, describe, expect, test } from 'vitest';
import { ask, countStatements } from './testing.js';

const t = useTestPcrm();
const ids = { councillor: '', council: '', manager: '' };
let outsider: Actor;

const refusals = `
  ... on InvalidInputError { problems { path code } }
  ... on ConflictError { rule }
  ... on StaleVersionError { basedOn }
  ... on ForbiddenError { scope }`;
const fields = `id version startsAt endsAt channel subject place confidentiality status cancelReason
  stakeholders { name } staff { name } enteredFor { name } engagement { subject }`;
const collisionFields = `kind day daysApart department { name } staff { name } channel subject stakeholders { name } through { name }
  engagement { subject } appointment { subject } meeting { title }`;
const mutation = (name: string, asked = fields) => `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) {
  ${name}(input: $input) {
    __typename ... on ${name[0]?.toUpperCase()}${name.slice(1)}Success { data { ${asked} } } ${refusals}
  }
}`;

beforeAll(async () => {
  const councillor = await t.staff.registerStakeholder({ kind: 'PERSON', name: '노의원', categories: ['CITY_COUNCIL'] });
  const council = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '시의회', categories: ['CITY_COUNCIL'] });
  await t.staff.startMembership({ organizationId: council.id, memberId: councillor.id, role: 'MEMBER' });
  const departmentId = (await t.admin.addDepartment({ name: '예산담당관실' })).id;
  outsider = await t.admin.addActor({ kind: 'STAFF', name: '예산 주무관', role: 'STAFF', departmentId });
  const contact = { channel: 'VISIT' as const, direction: 'OUTBOUND' as const, stakeholderIds: [councillor.id] };
  const log = (subject: string, occurredAt: string, more: object = {}) =>
    t.pcrm.as(outsider).logEngagement({ ...contact, subject, occurredAt, ...more });
  await log('예산안 설명', '2012-12-11T10:00:00+09:00');
  await log('비밀 면담', '2012-12-11T11:00:00+09:00', { confidentiality: 'RESTRICTED' });
  await log('의회 방문', '2012-12-10T10:00:00+09:00', { stakeholderIds: [council.id] });
  ids.councillor = encodeGlobalID('Person', councillor.id);
  ids.council = encodeGlobalID('Organization', council.id);
  ids.manager = encodeGlobalID('Actor', t.actors.manager.id);
});

const visit = () => ({ startsAt: '2012-12-12T01:00:00.000Z', channel: 'VISIT', subject: '조례 협의', stakeholderIds: [ids.councillor] });
const explained = {
  kind: 'ENGAGEMENT',
  day: '2012-12-11',
  daysApart: -1,
  department: { name: '예산담당관실' },
  staff: [{ name: '예산 주무관' }],
  channel: 'VISIT',
  subject: '예산안 설명',
  stakeholders: [{ name: '노의원' }],
  through: [],
  engagement: { subject: '예산안 설명' },
  appointment: null,
  meeting: null,
};

describe('an appointment', () => {
  test('is planned, with whom else meets them in the same answer, then revised and held', async () => {
    const planned = await ask(t, t.actors.staff)(mutation('planAppointment', `${fields} collisions { ${collisionFields} }`), {
      input: { ...visit(), place: '의원실' },
    });
    expect(planned.errors).toBeUndefined();
    const { collisions, ...appointment } = planned.data.planAppointment.data;
    expect(appointment).toEqual({
      id: expect.any(String),
      version: 1,
      startsAt: '2012-12-12T01:00:00.000Z',
      endsAt: null,
      channel: 'VISIT',
      subject: '조례 협의',
      place: '의원실',
      confidentiality: 'INTERNAL',
      status: 'PLANNED',
      cancelReason: null,
      stakeholders: [{ name: '노의원' }],
      staff: [{ name: 'staff' }],
      enteredFor: { name: '소통협력관실' },
      engagement: null,
    });
    expect(collisions).toEqual([explained]);

    const { id } = appointment;
    const change = { id, version: 1, stakeholderIds: [ids.councillor, ids.council], staffIds: [ids.manager], place: null };
    const revised = await ask(t, t.actors.staff)(mutation('reviseAppointment'), { input: change });
    expect(revised.data.reviseAppointment.data).toEqual({
      ...appointment,
      version: 2,
      place: null,
      stakeholders: [{ name: '노의원' }, { name: '시의회' }],
      staff: [{ name: 'manager' }],
    });
    const unlogged = `{ unloggedAppointments { edges { node { subject } } } }`;
    expect((await ask(t, t.actors.viewer)(unlogged)).data.unloggedAppointments.edges).toEqual([{ node: { subject: '조례 협의' } }]);
    const held = await ask(t, t.actors.staff)(
      mutation(
        'holdAppointment',
        `status engagement { subject summary direction staff { name } appointment { id } collisions { subject } }`,
      ),
      { input: { id, version: 2, summary: '합의', topics: ['조례'] } },
    );
    expect(held.errors).toBeUndefined();
    expect(held.data.holdAppointment.data).toEqual({
      status: 'HELD',
      engagement: {
        subject: '조례 협의',
        summary: '합의',
        direction: 'MUTUAL',
        staff: [{ name: 'manager' }],
        appointment: { id },
        collisions: [{ subject: '예산안 설명' }, { subject: '의회 방문' }],
      },
    });
    expect((await ask(t, t.actors.viewer)(unlogged)).data.unloggedAppointments.edges).toEqual([]);
    const again = await ask(t, t.actors.staff)(mutation('holdAppointment'), { input: { id, version: 3 } });
    expect(again.data.holdAppointment).toEqual({ __typename: 'ConflictError', rule: 'appointment_held' });
  });

  test('is refused with every problem, cancelled with a reason, and not there for whoever may not read it', async () => {
    const bad = { ...visit(), subject: ' ', endsAt: '2012-12-12T01:00:00Z', stakeholderIds: [] };
    const refused = await ask(t, t.actors.staff)(mutation('planAppointment'), { input: bad });
    expect(refused.data.planAppointment).toEqual({
      __typename: 'InvalidInputError',
      problems: [
        { path: ['subject'], code: 'too_small' },
        { path: ['stakeholderIds'], code: 'too_small' },
        { path: ['endsAt'], code: 'period_out_of_order' },
      ],
    });
    const viewer = await ask(t, t.actors.viewer)(mutation('planAppointment'), { input: visit() });
    expect(viewer.data.planAppointment).toEqual({ __typename: 'ForbiddenError', scope: 'engagements:write' });
    const secret = await ask(t, t.actors.staff)(mutation('planAppointment'), {
      input: { ...visit(), subject: '비밀 약속', startsAt: '2012-12-13T01:00:00Z', confidentiality: 'RESTRICTED' },
    });
    const { id } = secret.data.planAppointment.data;
    const node = `query ($id: ID!) { node(id: $id) { id } appointments { edges { node { subject } } } }`;
    const seen = async (actor: Actor) => {
      const { data } = await ask(t, actor)(node, { id });
      return [data.node, data.appointments.edges.map((edge: { node: { subject: string } }) => edge.node.subject)];
    };
    expect(await seen(t.actors.staff)).toEqual([{ id }, ['조례 협의', '비밀 약속']]);
    expect(await seen(outsider)).toEqual([null, ['조례 협의']]);
    const cancel = { input: { id, version: 1, reason: '의회 일정' } };
    expect((await ask(t, outsider)(mutation('cancelAppointment'), cancel)).data.cancelAppointment).toEqual({ __typename: 'NotFoundError' });
    const cancelled = await ask(t, t.actors.staff)(mutation('cancelAppointment'), cancel);
    expect(cancelled.data.cancelAppointment.data).toMatchObject({ status: 'CANCELLED', cancelReason: '의회 일정', version: 2 });
    const late = await ask(t, t.actors.staff)(mutation('reviseAppointment'), { input: { id, version: 1, subject: '늦음' } });
    expect(late.data.reviseAppointment).toEqual({ __typename: 'StaleVersionError', basedOn: 1 });
  });

  test('hides its engagement from whoever may not read that, and is hidden below one', async () => {
    const planned = await ask(t, t.actors.staff)(mutation('planAppointment'), { input: { ...visit(), subject: '공개 약속' } });
    const { id } = planned.data.planAppointment.data;
    await ask(t, t.actors.staff)(mutation('holdAppointment'), { input: { id, version: 1, confidentiality: 'RESTRICTED' } });
    const secret = await ask(t, t.actors.staff)(mutation('planAppointment'), {
      input: { ...visit(), subject: '숨은 약속', confidentiality: 'RESTRICTED' },
    });
    const hidden = { id: secret.data.planAppointment.data.id, version: 1, confidentiality: 'PUBLIC', subject: '공개 결과' };
    await ask(t, t.actors.staff)(mutation('holdAppointment'), { input: hidden });
    const source = `query ($id: ID!) {
      node(id: $id) { ... on Appointment { status engagement { id } } }
      engagements(filter: { subjectContains: "공개 결과" }) { edges { node { appointment { id } } } }
    }`;
    const seen = async (actor: Actor) => {
      const { data } = await ask(t, actor)(source, { id });
      return [data.node.status, data.node.engagement !== null, data.engagements.edges[0].node.appointment !== null];
    };
    expect(await seen(t.actors.staff)).toEqual(['HELD', true, true]);
    expect(await seen(outsider)).toEqual(['HELD', false, false]);
  });
});

describe('collisions', () => {
  const query = `query ($stakeholders: [ID!]!, $on: Date, $through: Boolean, $department: ID, $at: DateTime) {
    collisions(stakeholderIds: $stakeholders, on: $on, at: $at, withinDays: 1, throughMemberships: $through, departmentId: $department) {
      ${collisionFields}
    }
  }`;

  test('are asked for before anything is planned', async () => {
    const { data, errors } = await ask(t, t.actors.staff)(query, { stakeholders: [ids.councillor] });
    expect(errors).toBeUndefined();
    expect(data.collisions).toEqual([explained]);
    const at = await ask(t, t.actors.staff)(query, { stakeholders: [ids.councillor], at: '2012-12-11T16:00:00Z' });
    expect(at.data.collisions).toEqual([explained]);
    const through = await ask(t, t.actors.staff)(query, { stakeholders: [ids.councillor], on: '2012-12-10', through: true });
    expect(through.data.collisions).toMatchObject([
      { daysApart: 0, subject: '의회 방문', stakeholders: [], through: [{ name: '시의회' }] },
      { daysApart: 1, subject: '예산안 설명', stakeholders: [{ name: '노의원' }], through: [] },
    ]);
    const own = { stakeholders: [ids.councillor], department: encodeGlobalID('Department', outsider.departmentId ?? ''), on: '2012-12-12' };
    const theirs = await ask(t, t.actors.admin)(query, own);
    expect(theirs.data.collisions.map((collision: { subject: string }) => collision.subject).toSorted()).toEqual([
      '공개 결과',
      '공개 약속',
      '조례 협의',
    ]);
    const bad = await ask(t, t.actors.staff)(query, { stakeholders: [] });
    expect(bad.errors?.map(({ code }) => code)).toEqual(['INVALID_INPUT']);
    const service = await t.admin.addActor({ kind: 'SERVICE', name: '도구', scopes: ['stakeholders:read'] });
    const forbidden = await ask(t, service)(query, { stakeholders: [ids.councillor] });
    expect(forbidden.errors?.map(({ code }) => code)).toEqual(['FORBIDDEN']);
  });

  test('below a list are one statement, and two for the contacts', async () => {
    const source = `{ appointments(first: 10) { edges { node { subject engagement { subject } collisions(withinDays: 2) {
      subject department { name } staff { name } stakeholders { name } engagement { subject }
    } } } } stakeholders { edges { node { name appointments(first: 1) { totalCount edges { node { subject staff { name } } } } } } } }`;
    const { statements, result } = await countStatements(t, () => ask(t, t.actors.staff)(source));
    expect(result.errors).toBeUndefined();
    expect(result.data.appointments.edges).toHaveLength(4);
    expect(result.data.appointments.edges[0].node.collisions).toMatchObject([{ subject: '예산안 설명' }, { subject: '의회 방문' }]);
    // Appointments, their engagements, collisions, the engagements found, departments, staff, stakeholders; stakeholders, their
    // appointments, totals, staff of those.
    expect(statements).toHaveLength(11);
  });
});
