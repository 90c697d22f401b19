import { systemActor } from '@pcrm/core';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { getNamedType, parse, type GraphQLInterfaceType, type GraphQLObjectType } from 'graphql';
import { costOf, schema } from '@pcrm/graphql';
import { beforeAll, expect, test } from 'vitest';
import { checkDocument, checkText } from '../document-limits.js';
import { createLogger } from '../logger.js';
import { createServer } from '../server.js';
import { post, useTestServer } from '../testing.js';
import { openApiOf } from './openapi.js';
import { routesOf } from './routes.js';
import { variableOfScope } from './selection.js';

const t = useTestServer();
const routes = routesOf(schema);
const document = openApiOf(routes) as {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<'get' | 'post', Operation>>>>;
};

interface Operation {
  readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, { readonly schema: object }>> }>>;
}

const visit = { occurredAt: '2012-12-11T10:00:00+09:00', channel: 'VISIT', direction: 'OUTBOUND' } as const;
const globalId = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString('base64');
const plainId = (id = '') => Buffer.from(id, 'base64').toString().split(':')[1] ?? '';

let server: ReturnType<typeof createServer>;
const ids: Record<string, string> = {};

beforeAll(async () => {
  server = createServer({ pcrm: t.pcrm, logger: createLogger('silent'), graphiql: false, rest: true });
  const { id: stakeholderId } = await t.staff.registerStakeholder({
    kind: 'PERSON',
    name: '홍길동',
    categories: ['CITIZEN'],
    contactPoints: [{ kind: 'MOBILE', value: '010-1234-5678' }],
  });
  const promise = { direction: 'OURS', text: '자료를 보낸다', stakeholderId, due: '2012-12-20' } as const;
  const engagement = await t.staff.logEngagement({
    ...visit,
    subject: '예산 설명',
    stakeholderIds: [stakeholderId],
    commitments: [promise],
  });
  const task = await t.manager.addPolicyTask({
    number: 7,
    title: '마을버스 노선',
    origin: 'NEW',
    status: 'PROPOSED',
    on: '2012-11',
    reason: '제안',
  });
  ids['person'] = globalId('Person', stakeholderId);
  ids['engagement'] = globalId('Engagement', engagement.id);
  ids['commitment'] = globalId('Commitment', engagement.commitments[0]!.id);
  ids['policyTask'] = globalId('PolicyTask', task.id);
  ids['actor'] = globalId('Actor', t.actors.staff.id);
  ids['department'] = globalId('Department', t.departmentId);
});

interface Sent {
  readonly key?: string | undefined;
  readonly headers?: Record<string, string>;
  readonly body?: object;
}

async function send(path: string, { key = t.keys.staff, headers = {}, body }: Sent = {}) {
  const response = await server.fetch(`http://localhost/rest/v1/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...(key === '' ? {} : { authorization: `Bearer ${key}` }), ...(body && { 'content-type': 'application/json' }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);

/** What of an answer is not as the document says. */
function differences(path: string, method: 'get' | 'post', answer: unknown) {
  const { schema: answered } = document.paths[path]![method].responses['200']!.content['application/json']!;
  const validate = ajv.compile({ ...answered, components: (document as unknown as { components: object }).components });
  return validate(answer) ? [] : validate.errors;
}

test('the document is valid as OpenAPI 3.1, and has every list, record and mutation of the schema', async () => {
  const { Query, Mutation } = schema.getTypeMap() as Record<string, GraphQLObjectType>;
  const lists = Object.values(Query!.getFields()).filter(({ type }) => getNamedType(type).name.endsWith('Connection'));
  const records = schema.getPossibleTypes(schema.getType('Node') as GraphQLInterfaceType);
  expect(Object.keys(document.paths).toSorted()).toEqual(
    [
      ...lists.map(({ name }) => `/${name}`),
      ...records.map(({ name }) => `/${name.charAt(0).toLowerCase()}${name.slice(1)}/{id}`),
      ...Object.keys(Mutation!.getFields()).map((name) => `/${name}`),
    ].toSorted(),
  );
  const validator = new Validator();
  expect(await validator.validate(document as never)).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
});

test('it is served to those who are signed in', async () => {
  expect((await send('openapi.json')).body).toEqual(document);
  expect(await send('openapi.json', { key: '' })).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
});

test('every operation is within the limits of one, with the longest page and all that may be read', () => {
  for (const route of routes) {
    checkText(route.document);
    const operation = parse(route.document);
    checkDocument(operation);
    const scopes = Object.fromEntries(route.scopes.map((scope) => [variableOfScope(scope), true]));
    const cost = costOf({ schema, document: operation, variableValues: { first: 100, total: true, id: ids['person'], ...scopes } });
    expect(cost ?? 0, route.name).toBeLessThanOrEqual(20_000);
  }
});

const needed: Readonly<Record<string, string>> = {
  programmeParticipation: '?by=MONTH',
  search: '?text=%ED%99%8D%EA%B8%B8%EB%8F%99',
  silentStakeholders: '?policyTaskId=',
  stanceMoves: '?from=2012-01-01&to=2012-12-12&policyTaskId=',
};

test('every list answers as the document says', async () => {
  const lists = routes.filter(({ kind }) => kind === 'LIST').map(({ name }) => name);
  expect(lists.length).toBeGreaterThan(30);
  for (const name of lists) {
    const query = (needed[name] ?? '?').replace('policyTaskId=', `policyTaskId=${encodeURIComponent(ids['policyTask']!)}`);
    const { status, body } = await send(`${name}${query}&total=true`, { key: t.keys.admin });
    expect({ name, status, body: status === 200 ? 'ok' : body }).toEqual({ name, status: 200, body: 'ok' });
    expect(body.totalCount, name).toBeGreaterThanOrEqual(body.items.length);
    expect(differences(`/${name}`, 'get', body), name).toEqual([]);
  }
});

test.each(['person', 'engagement', 'commitment', 'policyTask', 'actor', 'department'])(
  'a record (%s) answers as the document says',
  async (type) => {
    const { status, headers, body } = await send(`${type}/${encodeURIComponent(ids[type]!)}`, { key: t.keys.admin });
    expect({ status, id: body.id }).toEqual({ status: 200, id: ids[type] });
    expect(differences(`/${type}/{id}`, 'get', body)).toEqual([]);
    const etag = headers.get('etag');
    if (body.version === undefined) return;
    expect(etag).toBe(`"${body.version}"`);
    expect(await send(`${type}/${ids[type]}`, { key: t.keys.admin, headers: { 'if-none-match': etag! } })).toMatchObject({
      status: 304,
      body: undefined,
    });
  },
);

test('filters, pages and orders are parameters; what is none is told', async () => {
  const first = await send('engagements?channels=VISIT&channels=CALL&first=1&orderBy=OLDEST&total=true');
  expect(first.body).toMatchObject({
    items: [{ subject: '예산 설명', stakeholders: [{ id: ids['person'], name: '홍길동' }] }],
    totalCount: 1,
  });
  const after = encodeURIComponent(first.body.pageInfo.endCursor);
  expect((await send(`engagements?channels=VISIT&channels=CALL&first=1&orderBy=OLDEST&after=${after}`)).body.items).toEqual([]);
  expect((await send('engagements?channels=EMAIL')).body.items).toEqual([]);
  for (const query of ['color=red', 'first=many', 'channels=PIGEON', 'first=1&first=2']) {
    expect(await send(`engagements?${query}`), query).toMatchObject({ status: 400, body: { code: 'BAD_REQUEST', status: 400 } });
  }
  expect(await send('engagements?first=101')).toMatchObject({
    status: 400,
    body: { code: 'INVALID_INPUT', problems: [{ code: 'page_size' }] },
  });
});

test('a command is done once for an Idempotency-Key, and its answer is as the document says', async () => {
  const body = { kind: 'PERSON', name: '한번만' };
  const headers = { 'idempotency-key': 'rest-1' };
  const [one, two] = [await send('registerStakeholder', { body, headers }), await send('registerStakeholder', { body, headers })];
  expect(one).toMatchObject({ status: 200, body: { name: '한번만', version: 1 } });
  expect(two.body.id).toBe(one.body.id);
  expect(differences('/registerStakeholder', 'post', one.body)).toEqual([]);
  expect(await send('registerStakeholder', { body: { ...body, name: '다른' }, headers })).toMatchObject({
    status: 409,
    body: { code: 'CONFLICT', rule: 'idempotency_key_reused' },
  });
  const audited = await t.database.client.auditRecord.findMany({ where: { requestId: one.headers.get('x-request-id') } });
  expect(audited).toMatchObject([{ command: 'registerStakeholder', actorId: t.actors.staff.id }]);
});

test('a change is based on a version, in the body or as If-Match', async () => {
  const { body: person } = await send('registerStakeholder', { body: { kind: 'PERSON', name: '고칠이' } });
  const revise = (name: string, headers = {}, more = {}) => send('reviseStakeholder', { body: { id: person.id, name, ...more }, headers });
  expect(await revise('고친이', { 'if-match': '"1"' })).toMatchObject({ status: 200, body: { version: 2 } });
  expect(await revise('늦은이', { 'if-match': '"1"' })).toMatchObject({ status: 412, body: { code: 'STALE_VERSION', basedOn: 1 } });
  expect(await revise('늦은이', {}, { version: 1 })).toMatchObject({ status: 409, body: { code: 'STALE_VERSION' } });
  expect(await revise('아무', { 'if-match': 'W/"1"' })).toMatchObject({ status: 400, body: { code: 'BAD_REQUEST' } });
});

test('refusals are problems with the codes of GraphQL and a status', async () => {
  const empty = await send('registerStakeholder', { body: { kind: 'PERSON', name: '' } });
  expect(empty.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(empty).toMatchObject({
    status: 400,
    body: { type: 'about:blank', title: 'Bad Request', status: 400, code: 'INVALID_INPUT', problems: [{ path: ['name'] }] },
  });
  expect(await send('registerStakeholder', { key: t.keys.viewer, body: { kind: 'PERSON', name: '불가' } })).toMatchObject({
    status: 403,
    body: { code: 'FORBIDDEN', scope: 'stakeholders:write' },
  });
  expect(await send('auditRecords')).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
  expect(await send('person/nonsense')).toMatchObject({ status: 400, body: { code: 'BAD_REQUEST' } });
  expect(await send(`commitment/${ids['person']}`)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
  expect(await send('nothing')).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
  expect(await send('engagements', { body: {} })).toMatchObject({ status: 404 });
  expect(await send('unmask', { body: {}, headers: { 'idempotency-key': 'x' } })).toMatchObject({
    status: 400,
    body: { code: 'BAD_REQUEST' },
  });
  for (const path of ['engagements', 'person/x', 'nothing'])
    expect(await send(path, { key: '' }), path).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
});

test('a body that is no JSON, or too long, is refused', async () => {
  const sendText = async (body: string, type = 'application/json') => {
    const headers = { authorization: `Bearer ${t.keys.staff}`, 'content-type': type };
    const response = await server.fetch('http://localhost/rest/v1/registerStakeholder', { method: 'POST', headers, body });
    return [response.status, ((await response.json()) as { code: string }).code];
  };
  expect(await sendText('{')).toEqual([400, 'BAD_REQUEST']);
  expect(await sendText('[]')).toEqual([400, 'BAD_REQUEST']);
  expect(await sendText('kind=PERSON', 'application/x-www-form-urlencoded')).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  expect(await sendText(JSON.stringify({ kind: 'PERSON', name: 'x'.repeat(300_000) }))).toEqual([413, 'LIMIT_EXCEEDED']);
});

test('what one may not see is the same as in GraphQL: masked, left out, or not there', async () => {
  const query = '{ stakeholders { edges { node { id name } } } }';
  for (const key of [t.keys.viewer, t.keys.staff]) {
    const { data } = (await post(server.fetch, key, { query })).body as {
      data: { stakeholders: { edges: { node: { id: string; name: string } }[] } };
    };
    const { body } = await send('stakeholders', { key });
    expect(body.items.map(({ id, name }: { id: string; name: string }) => ({ id, name }))).toEqual(
      data.stakeholders.edges.map(({ node }) => node),
    );
  }
  expect((await send(`person/${ids['person']}`, { key: t.keys.viewer })).body.name).toBe('홍*동');
  const hidden = await t.manager.logEngagement({
    ...visit,
    subject: '비공개',
    confidentiality: 'RESTRICTED',
    stakeholderIds: [plainId(ids['person'])],
  });
  const hiddenId = globalId('Engagement', hidden.id);
  const nobody = globalId('Engagement', '01a21490-b23e-77fc-a870-74259e695ea0');
  const [seen, unseen, missing] = [
    await send(`engagement/${hiddenId}`, { key: t.keys.manager }),
    await send(`engagement/${hiddenId}`, { key: t.keys.viewer }),
    await send(`engagement/${nobody}`, { key: t.keys.viewer }),
  ];
  expect(seen.body.subject).toBe('비공개');
  expect(unseen).toMatchObject({ status: 404, body: missing.body });
});

test('a tool with few permissions is answered what it may read, without the rest', async () => {
  const tool = await t.pcrm.as(systemActor).addActor({ kind: 'SERVICE', name: '현황판', scopes: ['engagements:read'] });
  const { secret } = await t.issueKey(tool);
  await t.staff.logEngagement({ ...visit, subject: '공청회', confidentiality: 'PUBLIC', stakeholderIds: [plainId(ids['person'])] });
  const { status, body } = await send('engagements?first=1&orderBy=OLDEST', { key: secret });
  expect({ status, keys: Object.keys(body.items[0]).filter((name) => ['subject', 'stakeholders', 'enteredBy'].includes(name)) }).toEqual({
    status: 200,
    keys: ['subject'],
  });
  expect(differences('/engagements', 'get', body)).toEqual([]);
  expect(await send('commitments', { key: secret })).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
});

test('cost and allowance are those of GraphQL, and routes run where nothing but registered operations does', async () => {
  const limited = createServer({
    pcrm: t.pcrm,
    logger: createLogger('silent'),
    graphiql: false,
    rest: true,
    costPerMinute: 3_000,
    onlyPersistedOperations: true,
  });
  const ask = () =>
    limited.fetch('http://localhost/rest/v1/engagements?first=20', { headers: { authorization: `Bearer ${t.keys.staff}` } });
  const first = await ask();
  expect(first.status).toBe(200);
  expect(Number(first.headers.get('x-query-cost'))).toBeGreaterThan(1_000);
  await ask();
  const refused = await ask();
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toMatch(/^\d+$/u);
  expect(await refused.json()).toMatchObject({ code: 'RATE_LIMITED', status: 429 });
  expect((await post(limited.fetch, t.keys.manager, { query: '{ viewer { name } }' })).body.errors[0]!.extensions['code']).toBe(
    'OPERATION_NOT_REGISTERED',
  );
});

test('where they are not switched on there are no routes', async () => {
  const response = await t.server.fetch('http://localhost/rest/v1/openapi.json', { headers: { authorization: `Bearer ${t.keys.staff}` } });
  expect(response.status).toBe(404);
});
