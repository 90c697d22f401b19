import { expect, test } from 'vitest';
import { read, useTestServer, type HttpAnswer } from './testing.js';

const t = useTestServer();

async function send(key: string, query: string, variables: object = {}): Promise<HttpAnswer> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${t.keys.staff}`, 'idempotency-key': key };
  const body = JSON.stringify({ query, variables });
  return read(await t.server.fetch('http://localhost/graphql', { method: 'POST', headers, body }));
}

const registered = (name: string) => t.database.client.stakeholder.count({ where: { name } });
const keysOf = async () => (await t.database.client.idempotencyRecord.findMany({ orderBy: { createdAt: 'asc' } })).map(({ key }) => key);
const answer = '{ __typename ... on RegisterStakeholderSuccess { data { id } } ... on ConflictError { rule } }';
const register = `mutation ($name: String!, $key: String) { registerStakeholder(input: { kind: PERSON, name: $name }, idempotencyKey: $key) ${answer} }`;

test.each([
  ['the argument is left out', `mutation ($name: String!) { registerStakeholder(input: { kind: PERSON, name: $name }) ${answer} }`],
  ['its variable is not given', register],
  ['it is null', `mutation ($name: String!) { registerStakeholder(input: { kind: PERSON, name: $name }, idempotencyKey: null) ${answer} }`],
  [
    'the mutation stands in a fragment, twice',
    `mutation ($name: String!) { __typename ...A ... { ...A } }
     fragment A on Mutation { registerStakeholder(input: { kind: PERSON, name: $name }) ${answer} }`,
  ],
])('the header is the key where %s', async (what, query) => {
  const key = `Header ${what.length} !~`;
  const first = await send(key, query, { name: what });
  expect(first.body.data).toMatchObject({ registerStakeholder: { __typename: 'RegisterStakeholderSuccess' } });
  expect((await send(key, query, { name: what })).body).toEqual(first.body);
  expect(await registered(what)).toBe(1);
  expect(await keysOf()).toContain(key);
  const other = await send(key, query, { name: `${what}, 다른 이름` });
  expect(other.body.data).toMatchObject({ registerStakeholder: { rule: 'idempotency_key_reused' } });
  // Documents are kept and used again: the key does not stay in them.
  await send(`${key} 2`, query, { name: what });
  expect(await registered(what)).toBe(2);
});

test('the argument goes before the header, also when it is the default of a variable', async () => {
  await send('header', register, { name: '인수', key: 'argument' });
  await send('header', register.replace('$key: String', '$key: String = "default"'), { name: '인수' });
  expect((await keysOf()).slice(-2)).toEqual(['argument', 'default']);
});

test('a batch of engagements takes the header, too', async () => {
  const { id } = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '시의회' });
  const global = Buffer.from(`Organization:${id}`).toString('base64');
  const call = {
    occurredAt: '2012-12-11T10:00:00+09:00',
    channel: 'CALL',
    direction: 'INBOUND',
    subject: '묶음',
    stakeholderIds: [global],
  };
  const query = `mutation ($inputs: [LogEngagementInput!]!) { logEngagements(inputs: $inputs) { ... on LogEngagementsSuccess { data { loggedCount } } } }`;
  for (const _again of [1, 2]) {
    expect((await send('batch', query, { inputs: [call, call] })).body.data).toEqual({ logEngagements: { data: { loggedCount: 2 } } });
  }
  expect(await t.database.client.engagement.count({ where: { subject: '묶음' } })).toBe(2);
});

const two = (first: string, second: string) =>
  `mutation { a: registerStakeholder(input: { kind: PERSON, name: "둘" }${first}) { __typename } b: registerStakeholder(input: { kind: PERSON, name: "둘" }${second}) { __typename } }`;

test.each([
  ['of two mutations', 'key', two('', ''), /one mutation/u],
  ['of two mutations of which one has a key', 'key', two(', idempotencyKey: "a"', ''), /one mutation/u],
  [
    'of a mutation that takes none',
    'key',
    'mutation { unmask(input: { id: "UGVyc29uOjE=", reason: "둘" }) { __typename } }',
    /unmask takes no/u,
  ],
  ['that is empty', '', 'mutation { registerStakeholder(input: { kind: PERSON, name: "둘" }) { __typename } }', /1 to 255/u],
  [
    'that is too long',
    'x'.repeat(256),
    'mutation { registerStakeholder(input: { kind: PERSON, name: "둘" }) { __typename } }',
    /1 to 255/u,
  ],
  ['that is no ASCII', 'schlüssel', 'mutation { registerStakeholder(input: { kind: PERSON, name: "둘" }) { __typename } }', /1 to 255/u],
])('a header %s is refused, and nothing is done', async (_what, key, query, message) => {
  const { status, body } = await send(key, query);
  expect({ status, errors: body.errors }).toMatchObject({
    status: 400,
    errors: [{ message: expect.stringMatching(message), extensions: { code: 'BAD_REQUEST' } }],
  });
  expect(await registered('둘')).toBe(0);
});

test('two mutations that have their keys do not need the header, and a query does not use it', async () => {
  const { body } = await send('unused', two(', idempotencyKey: "one"', ', idempotencyKey: "two"'));
  expect(body.data).toMatchObject({ a: { __typename: 'RegisterStakeholderSuccess' }, b: { __typename: 'RegisterStakeholderSuccess' } });
  expect((await send('x'.repeat(256), '{ viewer { name } }')).body).toEqual({ data: { viewer: { name: 'staff' } } });
  expect(await keysOf()).not.toContain('unused');
});

test('variables that do not fit, and what is refused, leave nothing under the key', async () => {
  const before = await keysOf();
  expect((await send('nothing', register, { name: 7 })).body.errors).toMatchObject([{ extensions: { code: 'BAD_REQUEST' } }]);
  expect((await send('nothing', register, { name: ' ' })).body.data).toMatchObject({
    registerStakeholder: { __typename: 'InvalidInputError' },
  });
  expect(await keysOf()).toEqual(before);
  expect((await send('nothing', register, { name: '고친 뒤' })).body.data).toMatchObject({
    registerStakeholder: { __typename: 'RegisterStakeholderSuccess' },
  });
});
