import { getIntrospectionQuery } from 'graphql';
import { expect, test } from 'vitest';
import { queryAttacks } from './testing-attacks.js';
import { post, useTestServer } from './testing.js';

const t = useTestServer();
const send = (operation: object | string) => post(t.server.fetch, t.keys.staff, operation);

test.each(queryAttacks)('$name is refused with the limit, its figure and the cure', async ({ body, limit, maximum, found, code }) => {
  const answer = (await send(body)).body;
  expect(answer.data).toBeUndefined();
  expect(answer.errors).toHaveLength(1);
  const [{ message, extensions } = { message: '', extensions: {} }] = answer.errors;
  expect(extensions).toMatchObject({ code: code ?? 'LIMIT_EXCEEDED', ...(limit === undefined ? {} : { limit, maximum }) });
  expect(extensions['found']).toBe(found);
  expect(message).toMatch(limit === undefined ? /within itself/u : new RegExp(`at most ${maximum} are taken\\. [A-Z].*[.]$`, 'u'));
  expect(Object.keys(extensions)).not.toContain('http');
});

test('a fragment bomb takes no longer than its text, however often it doubles', async () => {
  const bombs = queryAttacks.filter(({ name }) => name.startsWith('fragments that double'));
  expect(bombs).toHaveLength(3);
  for (const { body } of bombs) {
    const started = performance.now();
    await send(`${body} `);
    // 40 levels filled in have a million million fields; a busy machine takes some milliseconds for the text.
    expect(performance.now() - started).toBeLessThan(1_000);
  }
});

test('with responses of GraphQL over HTTP a document over a limit has the status 400, with JSON 200', async () => {
  const ask = async (accept: string) => {
    const headers = { authorization: `Bearer ${t.keys.staff}`, 'content-type': 'application/json', accept };
    const body = JSON.stringify({ query: `{ ${'viewer { name } '.repeat(200)} }` });
    return (await t.server.fetch('http://localhost/graphql', { method: 'POST', headers, body })).status;
  };
  expect(await ask('application/graphql-response+json')).toBe(400);
  expect(await ask('application/json')).toBe(200);
});

test('what a client sends in earnest passes', async () => {
  expect(
    (await send({ query: getIntrospectionQuery({ descriptions: true, inputValueDeprecation: true, oneOf: true }) })).body.errors,
  ).toBeUndefined();
  const colleagues = Array.from({ length: 40 }, (_, index) => `fragment Name${index} on Actor { name }`).join('\n');
  const { body } = await send({
    query: `{ viewer { ${Array.from({ length: 40 }, (_, index) => `...Name${index}`).join(' ')} } } ${colleagues}`,
  });
  expect(body).toEqual({ data: { viewer: { name: 'staff' } } });
});

test('of many mistakes only the first are looked into', async () => {
  const { body } = await send({ query: `{ ${Array.from({ length: 200 }, (_, index) => `stakeholdres${index}`).join(' ')} }` });
  expect(body.errors).toHaveLength(11);
  expect(body.errors[10]?.message).toMatch(/^Too many validation errors/u);
});

test('what is no GraphQL is told by the parser', async () => {
  expect((await send({ query: '{ viewer { name }' })).body.errors[0]).toMatchObject({
    message: 'Syntax Error: Expected Name, found <EOF>.',
    extensions: { code: 'GRAPHQL_PARSE_FAILED' },
  });
});
