import { once } from 'node:events';
import { createServer as createHttp, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLogger } from './logger.js';
import { createServer, type ServerParts } from './server.js';
import { read, serve, useTestServer, type HttpAnswer } from './testing.js';
import { subscribeTo } from './testing-streams.js';

const t = useTestServer();
const logger = createLogger('silent');
const serverWith = (parts: Partial<ServerParts> = {}) => serve({ pcrm: t.pcrm, logger, graphiql: false, ...parts });
const KOREAN = 'ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7';

interface Asked {
  readonly query?: string;
  readonly by?: 'viewer' | 'staff' | 'nobody';
  readonly language?: string;
  readonly parts?: Partial<ServerParts>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

async function ask({ query = '{ viewer { name } }', by = 'staff', language = KOREAN, parts, headers, body }: Asked): Promise<HttpAnswer> {
  const sent: Record<string, string> = { 'content-type': 'application/json', 'accept-language': language, ...headers };
  if (by !== 'nobody') sent['authorization'] = `Bearer ${t.keys[by]}`;
  const init = { method: 'POST', headers: sent, body: body ?? JSON.stringify({ query }) };
  return read(await serverWith(parts).fetch('http://localhost/graphql', init));
}

const messagesOf = ({ body }: HttpAnswer) => body.errors.map(({ message }) => message);
const languageHeaders = ({ headers }: HttpAnswer) => [headers.get('content-language'), headers.get('vary')];

test('an error is told in the language that the caller prefers, with its problems, and the answer says so', async () => {
  const korean = await ask({ query: '{ stakeholders(first: 101) { totalCount } }' });
  expect(korean.body.errors).toEqual([
    {
      message: 'first: 한 쪽은 1~100행입니다. 그 안에서 요청하세요.',
      locations: expect.anything(),
      path: ['stakeholders'],
      extensions: {
        code: 'INVALID_INPUT',
        problems: [{ path: ['first'], code: 'page_size', message: '한 쪽은 1~100행입니다. 그 안에서 요청하세요.' }],
        requestId: expect.any(String),
      },
    },
  ]);
  expect(languageHeaders(korean)).toEqual(['ko', 'accept-language']);
  const english = await ask({ query: '{ stakeholders(first: 101) { totalCount } }', language: 'en' });
  expect(messagesOf(english)).toEqual(['first: A page has 1 to 100 rows.']);
  expect(languageHeaders(english)).toEqual(['en', 'accept-language']);
});

test('an answer without a message is the same in every language, and says nothing of one', async () => {
  expect(languageHeaders(await ask({}))).toEqual([null, null]);
});

test('beside the origin, Vary names the language', async () => {
  const { headers } = await ask({ by: 'nobody', parts: { corsOrigins: ['https://dashboard.example'] } });
  expect(headers.get('vary')?.split(', ').toSorted()).toEqual(['accept-language', 'origin']);
});

test('a refusal in the result of a mutation is told in it, each entry of a batch too', async () => {
  const refused = '... on Error { message } ... on InvalidInputError { problems { message } }';
  const register = await ask({ query: `mutation { registerStakeholder(input: { kind: PERSON, name: "" }) { ${refused} } }` });
  expect(register.body.data).toEqual({
    registerStakeholder: { message: 'name: 비어 있습니다. 내용을 적으세요.', problems: [{ message: '비어 있습니다. 내용을 적으세요.' }] },
  });
  expect(languageHeaders(register)).toEqual(['ko', 'accept-language']);
  const input = '{ occurredAt: "2012-12-12T09:00:00+09:00", channel: CALL, direction: INBOUND, subject: "통화", stakeholderIds: [] }';
  const log = await ask({
    query: `mutation { logEngagements(inputs: [${input}]) { ... on LogEngagementsSuccess { data { entries { result { ${refused} } } } } } }`,
  });
  expect(log.body.data).toEqual({
    logEngagements: {
      data: {
        entries: [
          {
            result: {
              message: 'stakeholderIds: 참여한 정책고객을 한 명 이상 적으세요.',
              problems: [{ message: '참여한 정책고객을 한 명 이상 적으세요.' }],
            },
          },
        ],
      },
    },
  });
  const whyNot = await ask({ by: 'viewer', query: '{ whyNot(id: "QWN0b3I6MQ==", action: "reviseActor") { message } }' });
  expect(whyNot.body.data).toEqual({ whyNot: { message: expect.stringContaining('없거나 볼 권한이 없습니다') } });
});

const fails = (code: string) => ({
  pcrm: { ...t.pcrm, authenticate: () => Promise.reject(Object.assign(new Error('no'), { code })) },
});

test.each<[string, () => Asked, string]>([
  ['no key', () => ({ by: 'nobody' }), '유효한 API 키나 접근 토큰이 필요합니다.'],
  ['a database that is away', () => ({ parts: fails('ECONNREFUSED') }), '지금 데이터베이스에 접속할 수 없습니다.'],
  ['a fault', () => ({ parts: fails('EFAULT') }), '서비스에 문제가 생겨 기록해 두었습니다.'],
  ['another media type', () => ({ headers: { 'content-type': 'text/plain' } }), '작업은 JSON으로 보내야 합니다.'],
  ['a body that is no JSON', () => ({ body: '{ "query": ' }), '본문이 JSON이 아닙니다.'],
  [
    'a subscription that is no stream',
    () => ({ query: 'subscription { engagementLogged { id } }', headers: { accept: 'application/json' } }),
    '구독의 답변은 이벤트 스트림입니다.',
  ],
  ['only registered operations', () => ({ parts: { onlyPersistedOperations: true } }), '여기서는 등록된 작업만 실행됩니다. 등록된 작업의'],
  ['points that are used up', () => ({ parts: { costPerMinute: 1 } }), '이 작업의 비용은 2점인데, 이번 1분의 1점 가운데 0점이 남았습니다.'],
  [
    'too many fields',
    () => ({ query: `{ ${'viewer { name } '.repeat(400)} }` }),
    '프래그먼트를 채우면 문서가 고르는 필드가 800개입니다. 받을 수 있는 최대는 300입니다. 여러 요청으로 나누어 물으세요.',
  ],
  ['no GraphQL', () => ({ query: '{ viewer' }), '문서가 GraphQL 문법에 맞지 않습니다. Syntax Error: Expected Name, found <EOF>.'],
  ['what the schema has not', () => ({ query: '{ nonsense }' }), '문서가 스키마와 맞지 않습니다. Cannot query field "nonsense"'],
  [
    'a variable that does not fit',
    () => ({
      body: JSON.stringify({ query: 'query ($on: Date!) { dormantBodies(asOf: $on) { body { id } } }', variables: { on: '2012-13-01' } }),
    }),
    '읽을 수 없는 요청입니다. Variable "$on" got invalid value "2012-13-01"; 실제로 있는 날을 YYYY-MM-DD로 쓰세요.',
  ],
])('%s is refused in Korean', async (_what, asked, sentence) => {
  const answer = await ask(asked());
  expect(messagesOf(answer)[0]).toContain(sentence);
  expect(languageHeaders(answer)).toEqual(['ko', 'accept-language']);
});

test('a route is answered in it', async () => {
  const server = serverWith({ rest: true });
  const headers = { authorization: `Bearer ${t.keys.staff}`, 'content-type': 'application/json', 'accept-language': 'ko' };
  const get = async (path: string) => read(await server.fetch(`http://localhost/rest/v1/${path}`, { headers }));
  const missing = await get(
    `meeting/${encodeURIComponent(Buffer.from('Meeting:0190f3a2-7c1e-7d3b-9a51-0242ac120002').toString('base64'))}`,
  );
  expect(missing.body).toMatchObject({
    status: 404,
    detail: '이 id의 기록(회의)이 없거나 볼 권한이 없습니다. id를 확인하거나 관리자에게 권한을 요청하세요.',
  });
  expect(languageHeaders(missing)).toEqual(['ko', 'accept-language']);
  expect((await get('nothing')).body).toMatchObject({ status: 404, detail: expect.stringContaining('그런 경로가 없습니다.') });
  expect((await get('stakeholders?limit=3')).body).toMatchObject({
    detail: expect.stringContaining('여기에 없는 매개변수입니다("limit")'),
  });
  const init = { method: 'POST', headers, body: JSON.stringify({ kind: 'PERSON', name: '' }) };
  const refused = await read(await server.fetch('http://localhost/rest/v1/registerStakeholder', init));
  expect(refused.body).toMatchObject({ code: 'INVALID_INPUT', detail: 'name: 비어 있습니다. 내용을 적으세요.' });
});

let http: Server;
let url: string;
beforeAll(async () => {
  http = createHttp(createServer({ pcrm: t.pcrm, logger, graphiql: false }).listener).listen(0, '127.0.0.1');
  await once(http, 'listening');
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/graphql`;
});
afterAll(() => http.close().closeAllConnections());

test('what ends a stream is told in it', async () => {
  const { id, secret } = await t.issueKey(t.actors.staff);
  const stream = await subscribeTo(url, { key: secret, query: 'subscription { engagementLogged { id } }', language: 'ko' });
  expect(stream.response.headers.get('content-language')).toBe('ko');
  await t.admin.revokeApiKey({ id });
  await stream.ended;
  const [{ message, extensions } = { message: '', extensions: {} }] = stream.messages.flatMap(({ data }) => data?.errors ?? []);
  expect(message).toContain('유효한 API 키나 접근 토큰이 필요합니다.');
  expect(extensions).toEqual({ code: 'UNAUTHENTICATED', requestId: expect.any(String) });
});
