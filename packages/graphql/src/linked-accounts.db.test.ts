import { useTestPcrm } from '@pcrm/core/testing';
import { expect, test } from 'vitest';
import { ask } from './testing.js';

const t = useTestPcrm();

const issuer = 'https://login.example.go.kr';
const link = `mutation ($actorId: ID!, $issuer: String!, $subject: String!) {
  linkAccount(actorId: $actorId, issuer: $issuer, subject: $subject) {
    __typename
    ... on LinkAccountSuccess { data { id subject actor { name } } }
    ... on ForbiddenError { scope }
    ... on ConflictError { rule }
  }
}`;
const account = (subject: string) => ({ issuer, subject, expiresAt: new Date('2012-12-12T04:00:00.000Z') });

test('an administrator links an account, whose tokens then sign in as the actor, and takes it away again', async () => {
  const asAdmin = ask(t, t.actors.admin);
  const { data } = await ask(t, t.actors.staff)('{ viewer { id } }');
  expect(await t.pcrm.authenticateAccount(account('u-1'))).toBeUndefined();
  const linked = await asAdmin(link, { actorId: data.viewer.id, issuer, subject: 'u-1' });
  expect(linked.data.linkAccount.data).toEqual({ id: expect.any(String), subject: 'u-1', actor: { name: 'staff' } });
  const found = (await t.pcrm.authenticateAccount(account('u-1')))!;
  expect(found).toMatchObject({ name: 'staff', credential: { kind: 'ACCESS_TOKEN', scopes: null } });
  expect(await t.pcrm.authenticateAccount({ ...account('u-1'), issuer: `${issuer}/` })).toBeUndefined();
  expect(await t.pcrm.authenticateAccount(account('U-1'))).toBeUndefined();
  const viewer = await ask(t, found)('{ viewer { name credential { kind expiresAt key { id } } } }');
  expect(viewer.data.viewer).toEqual({
    name: 'staff',
    credential: { kind: 'ACCESS_TOKEN', expiresAt: '2012-12-12T04:00:00.000Z', key: null },
  });
  const again = await asAdmin(link, { actorId: data.viewer.id, issuer, subject: 'u-1' });
  expect(again.data.linkAccount).toEqual({ __typename: 'ConflictError', rule: 'LinkedAccount_issuer_subject_key' });
  const list = await asAdmin('query ($id: ID!) { node(id: $id) { ... on Actor { linkedAccounts { edges { node { subject } } } } } }', {
    id: data.viewer.id,
  });
  expect(list.data.node.linkedAccounts.edges).toEqual([{ node: { subject: 'u-1' } }]);
  const { id } = linked.data.linkAccount.data;
  await asAdmin('mutation ($id: ID!) { unlinkAccount(id: $id) { __typename } }', { id });
  expect(await t.pcrm.authenticateAccount(account('u-1'))).toBeUndefined();
  expect(await t.pcrm.revalidate(found)).toBeUndefined();
});

test('whoever signed in with a token loses access when it expires or the actor is disabled', async () => {
  const actor = await t.admin.addActor({ kind: 'STAFF', name: '주무관', role: 'STAFF' });
  await t.admin.linkAccount({ actorId: actor.id, issuer, subject: 'u-2' });
  const found = (await t.pcrm.authenticateAccount(account('u-2')))!;
  t.setNow('2012-12-12T03:59:59.999Z');
  expect(await t.pcrm.revalidate(found)).toEqual(found);
  t.setNow('2012-12-12T04:00:00.000Z');
  expect(await t.pcrm.revalidate(found)).toBeUndefined();
  t.setNow('2012-12-12T03:00:00.000Z');
  await t.admin.reviseActor({ id: actor.id, version: 1, disabled: true });
  expect(await t.pcrm.revalidate(found)).toBeUndefined();
  expect(await t.pcrm.authenticateAccount(account('u-2'))).toBeUndefined();
});

test('nobody links themselves to more than they may do, and others neither link nor see accounts', async () => {
  const { data } = await ask(t, t.actors.admin)('{ viewer { id } }');
  const refused = await ask(t, t.actors.manager)(link, { actorId: data.viewer.id, issuer, subject: 'u-3' });
  expect(refused.data.linkAccount).toEqual({ __typename: 'ForbiddenError', scope: 'access:write' });
  const narrow = {
    ...t.actors.admin,
    credential: { kind: 'API_KEY', id: data.viewer.id, scopes: ['access:write'], expiresAt: null },
  } as const;
  const more = await ask(t, narrow)(link, { actorId: data.viewer.id, issuer, subject: 'u-3' });
  expect(more.data.linkAccount).toMatchObject({ __typename: 'ForbiddenError' });
  const own = await ask(t, t.actors.manager)('{ viewer { linkedAccounts { totalCount } } }');
  expect(own.errors?.map(({ code }) => code)).toEqual(['FORBIDDEN']);
});
