import { useTestPcrm } from '@pcrm/core/testing';
import { isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from './schema.js';
import { ask } from './testing.js';

const t = useTestPcrm();

const nodeTypes = Object.values(schema.getTypeMap()).filter(
  (type) => isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node'),
);

test.each(nodeTypes.map(({ name }) => name))('an id of a %s that is not there, or is none, answers null', async (name) => {
  const missing = globalId(name, '01890000-0000-7000-8000-000000000000');
  const malformed = globalId(name, "1' OR 1=1");
  const { data, errors } = await ask(t, t.actors.admin)(
    `query ($missing: ID!, $malformed: ID!) { a: node(id: $missing) { id } b: node(id: $malformed) { id } nodes(ids: [$malformed, $missing]) { id } }`,
    { missing, malformed },
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({ a: null, b: null, nodes: [null, null] });
});

function globalId(typename: string, id: string): string {
  return Buffer.from(`${typename}:${id}`).toString('base64');
}
