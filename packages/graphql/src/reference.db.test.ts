import { readdirSync, readFileSync } from 'node:fs';
import { useTestPcrm } from '@pcrm/core/testing';
import { parse, validate } from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { schema } from './schema.js';
import { ask } from './testing.js';
import { variablesOf } from './testing-examples.js';
import { recordsOf, type Records } from './testing-records.js';
import { referenceOf } from './testing-reference.js';

const t = useTestPcrm();
let make: Records;
beforeAll(() => {
  make = recordsOf(t);
});

const folder = new URL('../examples/', import.meta.url);
const examples = Object.fromEntries(
  readdirSync(folder).map((file) => [file.replace(/\.graphql$/u, ''), readFileSync(new URL(file, folder), 'utf8')]),
);
const rootFields = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
  Object.keys(type?.getFields() ?? {}),
);

test('every root field has an example, and every example a root field', () => {
  expect(
    Object.keys(examples).toSorted(),
    'Add packages/graphql/examples/<field>.graphql with one operation, and its variables, if it has some, in src/testing-examples.ts.',
  ).toEqual(rootFields.toSorted());
  expect(Object.keys(variablesOf).filter((field) => !rootFields.includes(field))).toEqual([]);
});

const isSubscription = (field: string) => schema.getSubscriptionType()?.getFields()[field] !== undefined;

test.each(Object.keys(examples))('the example of %s fits the schema and asks for it alone', (field) => {
  const document = parse(examples[field] ?? '');
  expect(document.definitions).toMatchObject([{ selectionSet: { selections: [{ name: { value: field } }] } }]);
  expect(validate(schema, document)).toEqual([]);
});

// What is told of a subscription stands in the tests of the service's event streams.
test.each(Object.keys(examples).filter((field) => !isSubscription(field)))('the example of %s is answered', async (field) => {
  const variables = (await variablesOf[field]?.({ t, make })) ?? {};
  const { data, errors } = await ask(t, t.actors.admin)(examples[field] ?? '', variables);
  expect(errors).toBeUndefined();
  // What was refused would be data, too.
  expect(data[field]?.message).toBeUndefined();
});

test('docs/reference.md is what the schema and the examples say (written anew by `-u`)', async () => {
  await expect(referenceOf(schema, examples)).toMatchFileSnapshot('../docs/reference.md');
});
