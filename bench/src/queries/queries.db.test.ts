import { readFile } from 'node:fs/promises';
import { createLogger, startService, type Service } from '@pcrm/api';
import { systemActor } from '@pcrm/core';
import { useTestPcrm } from '@pcrm/core/testing';
import { buildSchema, parse, validate, type GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeData } from '../data/fill-database.js';
import { firstDifference } from '../measure/compare.js';
import { pothosSchema } from '../rivals/pothos/schema.js';
import { administratorId } from './log-engagement.js';
import { queries } from './queries.js';
import { inOneSpelling, type Ask, type SampledDatabase } from './query.js';

const apollo = buildSchema(await readFile(new URL('../rivals/apollo/schema.graphql', import.meta.url), 'utf8'));
const rivals: readonly (readonly ['apollo' | 'pothos', GraphQLSchema])[] = [
  ['apollo', apollo],
  ['pothos', pothosSchema({} as never)],
];
const noAsk: Ask = () => Promise.reject(new Error('Nobody is asked here.'));

describe('queries', () => {
  const t = useTestPcrm();
  let service: Service;
  let ask: Ask;
  const database: SampledDatabase = {
    query: async <Row extends object>(text: string, values: unknown[] = []) => ({
      rows: (await t.database.transact(({ query }) => query(text, values as never))) as Row[],
    }),
  };

  beforeAll(async () => {
    await t.database.transact(({ script }) => writeData(script, { engagements: 2_000, stakeholders: 2_000 }));
    const functions = await readFile(new URL('../rivals/functions.sql', import.meta.url), 'utf8');
    await t.database.transact(({ script }) => script(functions));
    t.setNow('2026-11-01T00:00:00.000Z');
    service = await startService({ pcrm: t.pcrm, logger: createLogger('silent'), host: '127.0.0.1', port: 0, graphiql: false });
    const { secret } = await t.pcrm.as(systemActor).issueApiKey({ actorId: await administratorId(database), label: 'test' });
    ask = async (body) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${secret}` };
      const answer = (await (await fetch(service.url, { method: 'POST', headers, body: JSON.stringify(body) })).json()) as {
        readonly data: unknown;
      };
      expect(answer).not.toHaveProperty('errors');
      return answer.data;
    };
  });
  afterAll(() => service.stop());

  test.each(queries.map((query) => [query.name, query] as const))(
    '%s: the product answers what the limit answers',
    async (_name, query) => {
      const [sample] = await query.samples(database);
      const { rows } = await database.query<{ answer: string }>(query.statement.text, [...query.values(sample)]);
      const expected = inOneSpelling(JSON.parse(rows[0]?.answer ?? 'null'));
      const { body, read } = query.sides.pcrm;
      expect(firstDifference(expected, inOneSpelling(read((await ask(await body(sample, ask))) as never)))).toBeUndefined();
      expect(JSON.stringify(expected).length).toBeGreaterThan(1);
    },
  );

  test.each(queries.map((query) => [query.name, query] as const))('%s: the rivals know what they are asked', async (_name, query) => {
    const [sample] = await query.samples(database);
    for (const [name, schema] of rivals) {
      const { query: document } = (await query.sides[name].body(sample, noAsk)) as { readonly query: string };
      expect(validate(schema, parse(document))).toEqual([]);
    }
  });
});
