import { useTestPcrm } from '@pcrm/core/testing';
import { encodeGlobalID } from '@pothos/plugin-relay';
import { parse } from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { costOf } from './allowance.js';
import { schema } from './schema.js';
import { ask } from './testing.js';

const t = useTestPcrm();
const nobody = encodeGlobalID('Person', '00000000-0000-7000-8000-0000000000ff');
let council: string;
let citizen: string;

const log = `mutation ($inputs: [LogEngagementInput!]!, $key: String) {
  logEngagements(inputs: $inputs, idempotencyKey: $key) {
    __typename
    ... on LogEngagementsSuccess {
      data {
        loggedCount refusedCount
        entries {
          index
          result {
            __typename
            ... on LoggedEntrySuccess { data { subject stakeholders { name } } }
            ... on InvalidInputError { problems { path code } }
            ... on ConflictError { rule }
          }
        }
      }
    }
    ... on InvalidInputError { problems { path code } }
    ... on ForbiddenError { scope }
  }
}`;

beforeAll(async () => {
  council = encodeGlobalID('Organization', (await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '인천광역시의회' })).id);
  const { id } = await t.staff.registerStakeholder({ kind: 'PERSON', name: '홍길동', categories: ['CITIZEN'] });
  citizen = encodeGlobalID('Person', id);
});

const call = (subject: string, stakeholderIds = [council]) => ({
  occurredAt: '2012-12-11T10:00:00+09:00',
  channel: 'CALL',
  direction: 'INBOUND',
  subject,
  stakeholderIds,
});
const calls = (name: string, count: number) => Array.from({ length: count }, (_, index) => call(`${name} ${index}`));
const count = (name: string) => t.pcrm.db.engagement.count({ where: { subject: { startsWith: `${name} ` } } });

test('a hundred in one request, of which the 57th names nobody: 99 are logged, and the one is told at its place', async () => {
  const inputs = calls('백', 100).with(56, call('백 56', [council, nobody]));
  const { data, errors } = await ask(t, t.actors.staff)(log, { inputs, key: 'hundred' });
  expect(errors).toBeUndefined();
  const { entries, ...counts } = data.logEngagements.data;
  expect(counts).toEqual({ loggedCount: 99, refusedCount: 1 });
  expect(entries[56]).toEqual({
    index: 56,
    result: { __typename: 'InvalidInputError', problems: [{ path: ['stakeholderIds', '1'], code: 'unknown_id' }] },
  });
  expect(entries[57]).toEqual({
    index: 57,
    result: { __typename: 'LoggedEntrySuccess', data: { subject: '백 57', stakeholders: [{ name: '인천광역시의회' }] } },
  });
  expect(await count('백')).toBe(99);
  const again = await ask(t, t.actors.staff)(log, { inputs, key: 'hundred' });
  expect(again.data).toEqual(data);
  expect(await count('백')).toBe(99);
}, 120_000);

test('101 are refused, and so is who may not log', async () => {
  const tooMany = await ask(t, t.actors.staff)(log, { inputs: calls('백하나', 101) });
  expect(tooMany.data.logEngagements).toEqual({ __typename: 'InvalidInputError', problems: [{ path: ['inputs'], code: 'too_big' }] });
  const viewer = await ask(t, t.actors.viewer)(log, { inputs: calls('백하나', 1) });
  expect(viewer.data.logEngagements).toEqual({ __typename: 'ForbiddenError', scope: 'engagements:write' });
  expect(await count('백하나')).toBe(0);
});

test('alike entries are logged each, and an entry that says something else under the key is a conflict of its own', async () => {
  const inputs = [call('같은 말'), call('같은 말')];
  await ask(t, t.actors.staff)(log, { inputs, key: 'alike' });
  const { data } = await ask(t, t.actors.staff)(log, { inputs: [call('다른 말'), call('같은 말')], key: 'alike' });
  expect(data.logEngagements.data).toMatchObject({
    loggedCount: 1,
    entries: [{ result: { rule: 'idempotency_key_reused' } }, { result: { data: { subject: '같은 말' } } }],
  });
  expect(await t.pcrm.db.engagement.count({ where: { subject: { in: ['같은 말', '다른 말'] } } })).toBe(2);
});

test('who may not read personal data is shown a private person masked, and of nobody no more than that', async () => {
  const scopes = ['engagements:write', 'engagements:read', 'engagements:read-internal', 'stakeholders:read'] as const;
  const callCentre = await t.admin.addActor({ kind: 'SERVICE', name: '콜센터', scopes: [...scopes] });
  const { data } = await ask(t, callCentre)(log, { inputs: [call('시민 0', [citizen]), call('시민 1', [nobody]), call('시민 2')] });
  expect(data.logEngagements.data.entries).toMatchObject([
    { result: { data: { stakeholders: [{ name: '홍*동' }] } } },
    { result: { problems: [{ path: ['stakeholderIds', '0'], code: 'unknown_id' }] } },
    { result: { data: { stakeholders: [{ name: '인천광역시의회' }] } } },
  ]);
});

test('a batch costs as many times as it has entries', () => {
  const document = parse(`mutation ($inputs: [LogEngagementInput!]!) {
    logEngagements(inputs: $inputs) {
      ... on LogEngagementsSuccess { data { loggedCount entries { index result { ... on LoggedEntrySuccess { data { id } } } } } }
    }
  }`);
  const costs = [1, 2, 100].map((length) => costOf({ schema, document, variableValues: { inputs: calls('값', length) } }));
  // For each entry: the mutation, data, loggedCount, entries, index, result, data and id.
  expect(costs).toEqual([8, 16, 800]);
});
