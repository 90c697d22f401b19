import { beforeAll, expect, test } from 'vitest';
import { createLogger } from './logger.js';
import { createServer } from './server.js';
import { post, useTestServer } from './testing.js';

const t = useTestServer();
const sdl = { query: '{ _service { sdl } }' };

let server: ReturnType<typeof createServer>;
beforeAll(() => {
  server = createServer({ pcrm: t.pcrm, logger: createLogger('silent'), graphiql: false, federation: true });
});

test('a gateway that signs in reads the SDL, and whoever does not sign in is refused', async () => {
  const { status, headers, body } = await post(server.fetch, t.keys.viewer, sdl);
  expect({ status, body }).toMatchObject({
    status: 200,
    body: { data: { _service: { sdl: expect.stringMatching(/^extend schema @link/u) } } },
  });
  expect(Number(headers.get('x-query-cost'))).toBeGreaterThanOrEqual(500);
  const entities = { query: '{ _entities(representations: [{ __typename: "Person", id: "x" }]) { __typename } }' };
  for (const operation of [sdl, entities]) {
    expect(await post(server.fetch, undefined, operation)).toMatchObject({
      status: 401,
      body: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
    });
  }
});

test('entities are answered to whoever passes on their key, as far as they may see them', async () => {
  const { id: stakeholderId } = await t.staff.registerStakeholder({ kind: 'PERSON', name: '홍길동', categories: ['CITIZEN'] });
  const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Person { name } } }';
  const variables = { r: [{ __typename: 'Person', id: Buffer.from(`Person:${stakeholderId}`).toString('base64') }] };
  const ask = async (key: string) => (await post(server.fetch, key, { query, variables })).body;
  expect(await ask(t.keys.staff)).toEqual({ data: { _entities: [{ name: '홍길동' }] } });
  expect(await ask(t.keys.viewer)).toEqual({ data: { _entities: [{ name: '홍*동' }] } });
  const wrong = await post(server.fetch, t.keys.staff, { query, variables: { r: ['Person'] } });
  expect(wrong.body.errors).toMatchObject([{ extensions: { code: 'BAD_REQUEST' } }]);
});

test('where it is not switched on there is nothing of it', async () => {
  const { body } = await post(t.server.fetch, t.keys.admin, sdl);
  expect(body.errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
});
