import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { errorCodes, type ServiceErrorCode } from './error-codes.js';
import { createLogger } from './logger.js';
import type { ServerParts } from './server.js';
import { read, serve, useTestServer } from './testing.js';

const t = useTestServer();

const page = readFileSync(new URL('../docs/errors.md', import.meta.url), 'utf8');
const rows = [...page.matchAll(/^\| `(?<code>[A-Z_]+)` *\| (?<status>\d+) *\| (?<cause>[^|]*?) *\| (?<cure>[^|]*?) *\|$/gmu)].map(
  ({ groups = {} }) => groups,
);

test('every code has a row in docs/errors.md, and every row a code', () => {
  expect(
    rows.map(({ code }) => code),
    'Add a row to the table in services/api/docs/errors.md, or take one out.',
  ).toEqual([...errorCodes]);
  expect(rows.filter(({ cause, cure }) => cause === '' || cure === '')).toEqual([]);
});

let known: string;
beforeAll(async () => {
  const { id } = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '인천광역시의회' });
  known = Buffer.from(`Organization:${id}`).toString('base64');
  await t.staff.registerStakeholder({ kind: 'PERSON', name: '하나' }, { idempotencyKey: 'once' });
});

interface Provocation {
  readonly query?: string;
  readonly by?: 'viewer' | 'staff';
  readonly parts?: () => Partial<ServerParts>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const fails = (code: string) => () => ({
  pcrm: { ...t.pcrm, authenticate: () => Promise.reject(Object.assign(new Error('no'), { code })) },
});
const nobody = Buffer.from('Organization:0190f3a2-7c1e-7d3b-9a51-0242ac120002').toString('base64');
const revise = (id: string, version: number) =>
  `mutation { reviseStakeholder(input: { id: "${id}", version: ${version}, name: "의회" }) { ... on Error { code } } }`;
const register = (name: string, more = '') =>
  `mutation { registerStakeholder(input: { kind: PERSON, name: "${name}" }${more}) { ... on Error { code } } }`;

/** A request for each code that is answered with it; what is told of events that are gone has tests of its own. */
const provocations: Readonly<Record<Exclude<ServiceErrorCode, 'EVENTS_GONE'>, () => Provocation>> = {
  UNAUTHENTICATED: () => ({ headers: { authorization: 'Bearer pcrm_wrong' } }),
  FORBIDDEN: () => ({ by: 'viewer', query: register('무단') }),
  NOT_FOUND: () => ({ query: revise(nobody, 1) }),
  INVALID_INPUT: () => ({ query: '{ stakeholders(first: 101) { totalCount } }' }),
  CONFLICT: () => ({ query: register('둘', ', idempotencyKey: "once"') }),
  STALE_VERSION: () => ({ query: revise(known, 99) }),
  BAD_REQUEST: () => ({ body: '{ "query": ' }),
  UNSUPPORTED_MEDIA_TYPE: () => ({ headers: { 'content-type': 'text/plain' } }),
  NOT_ACCEPTABLE: () => ({ query: 'subscription { engagementLogged { id } }' }),
  GRAPHQL_PARSE_FAILED: () => ({ query: '{ viewer' }),
  GRAPHQL_VALIDATION_FAILED: () => ({ query: '{ nonsense }' }),
  OPERATION_RESOLUTION_FAILURE: () => ({ query: 'query A { viewer { name } } query B { viewer { name } }' }),
  OPERATION_NOT_REGISTERED: () => ({ parts: () => ({ onlyPersistedOperations: true }) }),
  LIMIT_EXCEEDED: () => ({ query: `{ ${'viewer { name } '.repeat(200)} }` }),
  RATE_LIMITED: () => ({ parts: () => ({ costPerMinute: 1 }) }),
  UNAVAILABLE: () => ({ parts: fails('ECONNREFUSED') }),
  INTERNAL: () => ({ parts: fails('EFAULT') }),
};

test.each(Object.keys(provocations) as (keyof typeof provocations)[])('%s is answered with the status that the page says', async (code) => {
  const { query = '{ viewer { name } }', by = 'staff', parts, headers, body = JSON.stringify({ query }) } = provocations[code]();
  const server = serve({ pcrm: t.pcrm, logger: createLogger('silent'), graphiql: false, ...parts?.() });
  const sent = { authorization: `Bearer ${t.keys[by]}`, 'content-type': 'application/json', ...headers };
  const accept = 'application/graphql-response+json';
  const answer = await read(await server.fetch('http://localhost/graphql', { method: 'POST', headers: { ...sent, accept }, body }));
  const [found] = /"code":"[A-Z_]+"/u.exec(JSON.stringify(answer.body)) ?? [];
  expect({ found, status: String(answer.status) }).toEqual({
    found: `"code":"${code}"`,
    status: rows.find((row) => row['code'] === code)?.['status'],
  });
});
