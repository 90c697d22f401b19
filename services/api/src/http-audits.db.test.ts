import { serverAudits } from 'graphql-http';
import { expect, test } from 'vitest';
import { useTestServer } from './testing.js';

const t = useTestServer();

// Every request of the audits is one of a caller who is signed in; all else is the service as it serves.
const audits = serverAudits({
  url: 'http://localhost/graphql',
  fetchFn: (url: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${t.keys.staff}`);
    return t.server.fetch(url, { ...init, headers: Object.fromEntries(headers) });
  },
});

test('there are 61 audits of GraphQL over HTTP', () => {
  expect(audits).toHaveLength(61);
});

test.each(audits)('$id: $name', async ({ fn }) => {
  const result = await fn();
  expect(result, 'reason' in result ? result.reason : '').toMatchObject({ status: 'ok' });
});
