import { useTestPcrm } from '@pcrm/core/testing';
import { expect, test } from 'vitest';
import { ask } from './testing.js';

const t = useTestPcrm();

const issue = `mutation ($actorId: ID, $scopes: [String!]) {
  issueApiKey(actorId: $actorId, label: "노트북", scopes: $scopes) {
    __typename
    ... on IssueApiKeySuccess { data { secret key { id prefix scopes actor { name } } } }
    ... on ForbiddenError { scope }
    ... on InvalidInputError { problems { path } }
  }
}`;
const rotate = `mutation ($id: ID!) {
  rotateApiKey(id: $id, overlapMinutes: 5) {
    __typename
    ... on RotateApiKeySuccess { data { secret key { id label replacesId } } }
  }
}`;
const revoke = `mutation ($id: ID!) { revokeApiKey(id: $id) { __typename ... on RevokeApiKeySuccess { data { revokedAt } } } }`;
const list = `query ($actorId: ID, $ended: Boolean) {
  apiKeys(actorId: $actorId, includeEnded: $ended) { totalCount edges { node { id label expiresAt revokedAt lastUsedAt actor { name } } } }
}`;

/** Issues the actor a key of its own, and asks with it. */
async function withKey(actor: keyof typeof t.actors, scopes?: string[]) {
  const { data } = await ask(t, t.actors[actor])(issue, { scopes });
  const { secret, key } = data.issueApiKey.data;
  return { secret, key, ask: ask(t, (await t.pcrm.authenticate(secret))!) };
}

test('the viewer is told who they are, with what they signed in and what they may do with it', async () => {
  const { key, ask: asked } = await withKey('staff', ['stakeholders:read', 'access:read']);
  const { data } = await asked(`{
    viewer { name role scopes credential { kind expiresAt key { prefix label } } }
    actors { edges { node { name credential { kind } } } }
  }`);
  expect(data.viewer).toEqual({
    name: 'staff',
    role: 'STAFF',
    scopes: ['stakeholders:read', 'access:read'],
    credential: { kind: 'API_KEY', expiresAt: null, key: { prefix: key.prefix, label: '노트북' } },
  });
  expect(data.actors.edges.map(({ node }: { node: object }) => node)).toEqual([
    { name: 'admin', credential: null },
    { name: 'manager', credential: null },
    { name: 'staff', credential: { kind: 'API_KEY' } },
    { name: 'viewer', credential: null },
  ]);
});

test('anybody looks after their own keys and sees none of others; administrators see all', async () => {
  const { secret, key, ask: asked } = await withKey('viewer');
  expect(key).toMatchObject({ scopes: [], actor: { name: 'viewer' } });
  const own = await asked(list);
  expect(own.data.apiKeys).toMatchObject({
    totalCount: 1,
    edges: [{ node: { id: key.id, lastUsedAt: '2012-12-12T03:00:00.000Z', actor: { name: 'viewer' } } }],
  });
  const rotated = await asked(rotate, { id: key.id });
  const next = rotated.data.rotateApiKey.data;
  expect(next.key).toEqual({ id: expect.any(String), label: '노트북', replacesId: key.id });
  for (const open of [secret, next.secret]) expect(await t.pcrm.authenticate(open)).toMatchObject({ name: 'viewer' });
  const ofOther = await ask(t, t.actors.staff)(revoke, { id: next.key.id });
  expect(ofOther.data.revokeApiKey).toEqual({ __typename: 'NotFoundError' });
  const { data } = await ask(t, t.actors.viewer)(`{ viewer { id } }`);
  const peeked = await ask(t, t.actors.staff)(list, { actorId: data.viewer.id, ended: true });
  expect(peeked.data.apiKeys).toEqual({ totalCount: 0, edges: [] });
  expect((await asked(revoke, { id: next.key.id })).data.revokeApiKey.data).toEqual({ revokedAt: '2012-12-12T03:00:00.000Z' });
  expect(await t.pcrm.authenticate(next.secret)).toBeUndefined();
  const all = await ask(t, t.actors.admin)(list, { actorId: data.viewer.id, ended: true });
  const [newer, older] = all.data.apiKeys.edges;
  expect([newer.node, older.node].map(({ revokedAt }) => revokedAt)).toContain('2012-12-12T03:00:00.000Z');
  expect(all.data.apiKeys.totalCount).toBe(2);
});

test('a key for others takes access:write, and none is for more than one has', async () => {
  const { data } = await ask(t, t.actors.admin)(`{ viewer { id } }`);
  const refused = await ask(t, t.actors.manager)(issue, { actorId: data.viewer.id });
  expect(refused.data.issueApiKey).toEqual({ __typename: 'ForbiddenError', scope: 'access:write' });
  const more = await ask(t, t.actors.viewer)(issue, { scopes: ['engagements:read-all'] });
  expect(more.data.issueApiKey).toEqual({ __typename: 'ForbiddenError', scope: 'engagements:read-all' });
  const unknown = await ask(t, t.actors.viewer)(issue, { scopes: ['all'] });
  expect(unknown.data.issueApiKey).toEqual({ __typename: 'InvalidInputError', problems: [{ path: ['scopes', '0'] }] });
});

test('no answer holds the hash of a key', async () => {
  const { data } = await ask(t, t.actors.admin)(`{ __type(name: "ApiKey") { fields { name } } }`);
  const names = data.__type.fields.map(({ name }: { name: string }) => name);
  expect(names.toSorted()).toEqual([
    'actor',
    'createdAt',
    'expiresAt',
    'id',
    'label',
    'lastUsedAt',
    'prefix',
    'replacesId',
    'revokedAt',
    'scopes',
  ]);
});
