import { readFile } from 'node:fs/promises';
import { createLogger, startService, type Service } from '@pcrm/api';
import { systemActor } from '@pcrm/core';
import { useTestPcrm } from '@pcrm/core/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeData } from '../data/fill-database.js';
import { firstDifference } from '../measure/compare.js';
import { administratorId } from './log-engagement.js';
import { queries } from './queries.js';
import { inOneSpelling, type Ask } from './query.js';

const named = queries.map((query) => [query.name, query] as const);

// Of so little data the product withholds figures of fewer than five persons.
function withWithheld(answered: unknown, expected: unknown): unknown {
  const cellsOf = (answer: unknown) => (answer as { readonly months?: readonly { readonly engagements: number | null }[] }).months;
  const cells = cellsOf(answered);
  if (cells === undefined) return answered;
  const months = cells.map((cell, index) => ({ ...cell, engagements: cell.engagements ?? cellsOf(expected)?.[index]?.engagements }));
  return { ...(answered as object), months };
}

describe('queries', () => {
  const t = useTestPcrm();
  let service: Service;
  let ask: Ask;
  const database = {
    query: async (text: string, values: unknown[] = []) => ({
      rows: await t.database.transact(({ query }) => query(text, values as never)),
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

  test.each(named)('%s: the product answers what the limit answers', async (_name, query) => {
    const [first] = await query.samples(database);
    const sample = query.rows === undefined ? first : (first as unknown[]).slice(0, 3);
    const { rows } = await database.query(query.statement.text, [...query.values(sample)]);
    const expected = inOneSpelling(JSON.parse(String(rows[0]?.['answer'])));
    const { body, read } = query.sides.pcrm;
    const answered = inOneSpelling(read((await ask(await body(sample, ask))) as never));
    expect(JSON.stringify(expected).length).toBeGreaterThan(query.rows === undefined ? 1 : 0);
    expect(firstDifference(expected, withWithheld(answered, expected))).toBeUndefined();
  });
});
