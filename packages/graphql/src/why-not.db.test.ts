import { useTestPcrm } from '@pcrm/core/testing';
import { encodeGlobalID } from '@pothos/plugin-relay';
import { beforeAll, expect, test } from 'vitest';
import { ask } from './testing.js';

const t = useTestPcrm();
const whyNot = 'query ($id: ID!, $action: String!) { whyNot(id: $id, action: $action) { allowed reason scope message } }';
const unknown = '0193b9a0-5c10-7cc4-8a5e-0242ac120002';
let stakeholderId = '';
let restrictedId = '';

beforeAll(async () => {
  const council = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '인천광역시의회', categories: ['CITY_COUNCIL'] });
  const { id } = await t.staff.logEngagement({
    occurredAt: '2012-12-12T09:00:00+09:00',
    channel: 'CALL',
    direction: 'OUTBOUND',
    subject: '비공개 협의',
    confidentiality: 'RESTRICTED',
    stakeholderIds: [council.id],
  });
  stakeholderId = encodeGlobalID('Organization', council.id);
  restrictedId = encodeGlobalID('Engagement', id);
});

async function decide(who: keyof typeof t.actors, id: string, action: string) {
  const { data, errors } = await ask(t, t.actors[who])(whyNot, { id, action });
  expect(errors).toBeUndefined();
  return data.whyNot;
}

test('tells who may do something that they may, and who may not which permission they lack', async () => {
  const allowed = { allowed: true, reason: 'ALLOWED', scope: null };
  expect(await decide('viewer', stakeholderId, 'read')).toMatchObject(allowed);
  expect(await decide('staff', stakeholderId, 'reviseStakeholder')).toMatchObject(allowed);
  expect(await decide('staff', restrictedId, 'correctEngagement')).toMatchObject(allowed);
  expect(await decide('viewer', stakeholderId, 'reviseStakeholder')).toEqual({
    allowed: false,
    reason: 'FORBIDDEN',
    scope: 'stakeholders:write',
    message:
      'This needs the permission stakeholders:write, which you do not have. Ask an administrator for a role or scope that includes it.',
  });
  expect(await decide('staff', stakeholderId, 'mergeStakeholders')).toMatchObject({ reason: 'FORBIDDEN', scope: 'stakeholders:merge' });
});

test('answers what may not be seen as what is not there, to the letter', async () => {
  const missing = encodeGlobalID('Engagement', unknown);
  for (const action of ['read', 'correctEngagement']) {
    const hidden = await decide('viewer', restrictedId, action);
    expect(hidden).toMatchObject({ allowed: false, reason: 'NOT_FOUND', scope: null });
    const absent = await decide('viewer', missing, action);
    expect(JSON.stringify(hidden).replace(restrictedId, 'ID')).toBe(JSON.stringify(absent).replace(missing, 'ID'));
  }
  for (const id of [
    '',
    'nonsense',
    encodeGlobalID('Salary', unknown),
    encodeGlobalID('Engagement', 'x'),
    encodeGlobalID('PageInfo', unknown),
  ]) {
    expect(await decide('admin', id, 'read')).toMatchObject({ allowed: false, reason: 'NOT_FOUND' });
  }
});

test('tells of a whole kind of record which permission it takes, whether the record is there or not', async () => {
  const service = await t.admin.addActor({ kind: 'SERVICE', name: '도구', scopes: ['stakeholders:read'] });
  for (const id of [restrictedId, encodeGlobalID('Engagement', unknown)]) {
    const { data } = await ask(t, service)(whyNot, { id, action: 'read' });
    expect(data.whyNot).toMatchObject({ reason: 'FORBIDDEN', scope: 'engagements:read' });
  }
});

test('counts what a key is narrowed to', async () => {
  const credential = { kind: 'API_KEY', id: unknown, scopes: ['stakeholders:read'], expiresAt: null } as const;
  const { data } = await ask(t, { ...t.actors.admin, credential })(whyNot, { id: stakeholderId, action: 'reviseStakeholder' });
  expect(data.whyNot).toMatchObject({ reason: 'FORBIDDEN', scope: 'stakeholders:write' });
});

test('a natural person’s stance takes a permission of its own', async () => {
  const { id } = await t.staff.registerStakeholder({ kind: 'PERSON', name: '홍길동', categories: ['EXPERT'] });
  const service = await t.admin.addActor({ kind: 'SERVICE', name: '기록', scopes: ['stakeholders:read', 'stances:write'] });
  const ofPerson = await ask(t, service)(whyNot, { id: encodeGlobalID('Person', id), action: 'recordStance' });
  expect(ofPerson.data.whyNot).toMatchObject({ reason: 'FORBIDDEN', scope: 'stances:write-persons' });
  const ofOrganization = await ask(t, service)(whyNot, { id: stakeholderId, action: 'recordStance' });
  expect(ofOrganization.data.whyNot).toMatchObject({ reason: 'ALLOWED' });
});

test('an action that there is not for such a record is told with those that there are', async () => {
  const { errors } = await ask(t, t.actors.staff)(whyNot, { id: restrictedId, action: 'reviseBody' });
  expect(errors).toMatchObject([
    {
      code: 'INVALID_INPUT',
      message: expect.stringMatching(/takes the type Engagement\. Use one of read, .*correctEngagement/u) as string,
    },
  ]);
});
