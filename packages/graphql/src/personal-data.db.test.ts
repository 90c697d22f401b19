import type { Actor } from '@pcrm/core';
import { useTestPcrm } from '@pcrm/core/testing';
import { encodeGlobalID } from '@pothos/plugin-relay';
import { beforeAll, expect, test } from 'vitest';
import { ask } from './testing.js';

const t = useTestPcrm();
let citizen: string;
let point: string;
let auditor: Actor;

beforeAll(async () => {
  const person = await t.staff.registerStakeholder({
    kind: 'PERSON',
    name: '홍길동',
    categories: ['CITIZEN'],
    note: '야간 연락 가능',
    otherNames: [{ kind: 'HANJA', name: '洪吉童' }],
    contactPoints: [{ kind: 'MOBILE', value: '010-9876-5432', label: '배우자' }],
  });
  await t.staff.logEngagement({
    occurredAt: '2012-12-01T01:00:00Z',
    channel: 'CALL',
    direction: 'INBOUND',
    subject: '민원 문의',
    confidentiality: 'PUBLIC',
    stakeholderIds: [person.id],
  });
  citizen = encodeGlobalID('Person', person.id);
  point = encodeGlobalID('ContactPoint', person.contactPoints[0]!.id);
  auditor = await t.admin.addActor({ kind: 'SERVICE', name: '감사', scopes: ['audit:read', 'stakeholders:read', 'access:read'] });
});

const everyWay = `query ($person: ID!, $point: ID!) {
  node(id: $person) { ... on Stakeholder { name old: name(asOf: "2012-01-01") note otherNames { name } contactPoints { value label } } }
  point: node(id: $point) { ... on ContactPoint { value label } }
  stakeholders { edges { node { name } } }
  engagements { edges { node { stakeholders { name } } } }
  brief(stakeholderId: $person) { stakeholder { name } }
  search(text: "5432") { totalCount edges { node { title text } } }
}`;

test('every way to a private citizen shows viewers the masks, and staff the values', async () => {
  const masked = await ask(t, t.actors.viewer)(everyWay, { person: citizen, point });
  expect(masked.data).toMatchObject({
    node: {
      name: '홍*동',
      old: '홍*동',
      note: null,
      otherNames: [{ name: '洪*童' }],
      contactPoints: [{ value: '010-****-5432', label: null }],
    },
    point: { value: '010-****-5432', label: null },
    search: { totalCount: 0, edges: [] },
  });
  expect(JSON.stringify(masked)).not.toMatch(/길|吉|9876|야간|배우자/u);
  const clear = await ask(t, t.actors.staff)(everyWay, { person: citizen, point });
  expect(clear.data).toMatchObject({
    node: { name: '홍길동', note: '야간 연락 가능' },
    point: { value: '010-9876-5432', label: '배우자' },
  });
});

test('the audit shows its values only to who may read personal data', async () => {
  const audit = '{ auditRecords(filter: { command: "registerStakeholder" }) { edges { node { id command before after } } } }';
  const { data } = await ask(t, auditor)(audit);
  expect(data.auditRecords.edges).toMatchObject([{ node: { command: 'registerStakeholder', before: null, after: null } }]);
  const again = await ask(t, auditor)('query ($id: ID!) { node(id: $id) { ... on AuditRecord { command after } } }', {
    id: data.auditRecords.edges[0].node.id,
  });
  expect(again.data.node).toEqual({ command: 'registerStakeholder', after: null });
  expect(JSON.stringify((await ask(t, t.actors.admin)(audit)).data)).toContain('홍길동');
});

test('unmask gives the values for a reason', async () => {
  const unmask = `mutation ($id: ID!, $reason: String!) { unmask(input: { id: $id, reason: $reason }) {
    __typename
    ... on UnmaskSuccess { data { name note otherNames contactPoints { kind value label } } }
    ... on ForbiddenError { scope }
    ... on InvalidInputError { problems { path } }
  } }`;
  expect((await ask(t, auditor)(unmask, { id: citizen, reason: '회신' })).data.unmask).toEqual({
    __typename: 'ForbiddenError',
    scope: 'personal-data:unmask',
  });
  const asked = ask(t, t.actors.viewer);
  expect((await asked(unmask, { id: citizen, reason: ' ' })).data.unmask.problems).toEqual([{ path: ['reason'] }]);
  expect((await asked(unmask, { id: citizen, reason: '민원 회신' })).data.unmask.data).toEqual({
    name: '홍길동',
    note: '야간 연락 가능',
    otherNames: ['洪吉童'],
    contactPoints: [{ kind: 'MOBILE', value: '010-9876-5432', label: '배우자' }],
  });
});
