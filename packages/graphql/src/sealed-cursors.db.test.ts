import { useTestPcrm } from '@pcrm/core/testing';
import { beforeAll, expect, test } from 'vitest';
import { ask } from './testing.js';

const t = useTestPcrm();

const page = `query ($after: String, $before: String, $last: Int) {
  stakeholders(after: $after, before: $before, last: $last) {
    totalCount pageInfo { startCursor endCursor } edges { cursor node { name } }
  }
}`;
const names = ['가람', '나래', '다온'];

beforeAll(async () => {
  for (const name of names) await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name });
});

test('cursors lead on and back, are the same each time, and show nothing', async () => {
  const asked = ask(t, t.actors.staff);
  const { data } = await asked(page);
  const { edges, pageInfo, totalCount } = data.stakeholders;
  const cursors: string[] = edges.map(({ cursor }: { cursor: string }) => cursor);
  expect(totalCount).toBe(3);
  expect(pageInfo).toEqual({ startCursor: cursors[0], endCursor: cursors[2] });
  expect((await asked(page)).data).toEqual(data);
  const after = await asked(page, { after: cursors[0] });
  expect(after.data.stakeholders.edges).toEqual(edges.slice(1));
  const before = await asked(page, { before: cursors[2], last: 1 });
  expect(before.data.stakeholders.edges).toEqual(edges.slice(1, 2));
  for (const cursor of cursors) expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toMatch(/^\[/u);
});

test('a cursor of another actor, another field, tampered or made by hand is answered alike', async () => {
  const { edges } = (await ask(t, t.actors.staff)(page)).data.stakeholders;
  const own: string = edges[0].cursor;
  const ofViewer = (await ask(t, t.actors.viewer)(page)).data.stakeholders.edges[0].cursor;
  const found = await ask(t, t.actors.staff)('{ search(text: "가람") { edges { cursor } } }');
  const tampered = `${own.startsWith('A') ? 'B' : 'A'}${own.slice(1)}`;
  const byHand = Buffer.from(JSON.stringify(['가', t.departmentId])).toString('base64url');
  const refusal = { message: expect.any(String), code: 'INVALID_INPUT' };
  const answers = [];
  for (const after of [ofViewer, found.data.search.edges[0].cursor, tampered, byHand, '', 'x'])
    answers.push(await ask(t, t.actors.staff)(page, { after }));
  expect(answers[0]).toEqual({ errors: [refusal] });
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  const search = await ask(t, t.actors.staff)('query ($after: String) { search(text: "가람", after: $after) { totalCount } }', {
    after: own,
  });
  expect(search.errors).toEqual(answers[0]?.errors);
});
