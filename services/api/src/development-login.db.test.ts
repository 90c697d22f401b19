import { onServer } from '@pcrm/core/testing';
import { expect, test } from 'vitest';
import { createLogger } from './logger.js';
import { createServer } from './server.js';
import { read, useTestServer } from './testing.js';

const t = useTestServer();
const serve = () => createServer({ pcrm: t.pcrm, logger: createLogger('silent'), graphiql: false, developmentLogin: true });
const request = (authorization: string): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization },
  body: JSON.stringify({ query: '{ viewer { name role } }' }),
});

test.skipIf(onServer)('on the embedded database the name of a role signs in, made when nobody has it', async () => {
  const ask = async (authorization: string, host = 'localhost:4000') =>
    read(await serve().fetch(`http://${host}/graphql`, request(authorization)));
  expect((await ask('Development MANAGER')).body.data).toEqual({ viewer: { name: 'manager', role: 'MANAGER' } });
  await t.admin.reviseActor({ id: t.actors.viewer.id, version: 1, disabled: true });
  expect((await ask('development viewer', '127.0.0.1:4000')).body.data).toEqual({ viewer: { name: '개발 VIEWER', role: 'VIEWER' } });
  for (const authorization of ['Development', 'Development SYSTEM', 'Development ADMIN STAFF', 'Bearer ADMIN', 'ADMIN']) {
    expect(await ask(authorization)).toMatchObject({ status: 401 });
  }
  // A page of another site whose name leads to this machine.
  expect(await ask('Development ADMIN', 'rebound.example:4000')).toMatchObject({ status: 401 });
});

test('it is off unless it is switched on', async () => {
  const answer = await read(await t.server.fetch('http://localhost/graphql', request('Development ADMIN')));
  expect(answer).toMatchObject({ status: 401, body: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } });
});

test.runIf(onServer)('on a server it is refused with cause and cure', () => {
  expect(serve).toThrow(
    'The development login signs in anybody as anybody, and this database is on a server. Switch it off and use an API key, or use the embedded database.',
  );
});
