import { readFile } from 'node:fs/promises';
import { buildSchema, parse, validate, type GraphQLSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { queries } from '../queries/queries.js';
import type { SampledDatabase } from '../queries/query.js';
import { pothosSchema } from './pothos/schema.js';

const apollo = buildSchema(await readFile(new URL('apollo/schema.graphql', import.meta.url), 'utf8'));
const rivals: readonly (readonly ['apollo' | 'pothos', GraphQLSchema])[] = [
  ['apollo', apollo],
  ['pothos', pothosSchema({} as never)],
];

// Whatever is looked for, there is one of it.
const row = { id: '01838f16-4568-74e5-85d3-5a0163417b1e', occurredAt: new Date(0), offset: 0, count: 1 };
const database: SampledDatabase = { query: () => Promise.resolve({ rows: [row] }) };

describe('rivals', () => {
  test.each(queries.map((query) => [query.name, query] as const))('%s: know what they are asked', async (_name, query) => {
    const [sample] = await query.samples(database);
    for (const [name, schema] of rivals) {
      const body = await query.sides[name].body(sample, () => Promise.reject(new Error('Nobody is asked here.')));
      expect(validate(schema, parse((body as { readonly query: string }).query))).toEqual([]);
    }
  });
});
