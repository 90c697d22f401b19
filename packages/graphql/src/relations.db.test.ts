import { useTestPcrm } from '@pcrm/core/testing';
import { encodeGlobalID } from '@pothos/plugin-relay';
import { beforeAll, expect, test } from 'vitest';
import { ask, countStatements } from './testing.js';

const t = useTestPcrm();
const ids = { mayor: '', aide: '', council: '' };

beforeAll(async () => {
  const mayor = await t.staff.registerStakeholder({ kind: 'PERSON', name: '시장' });
  const aide = await t.staff.registerStakeholder({ kind: 'PERSON', name: '보좌관' });
  const council = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '의회' });
  for (const { id: memberId } of [mayor, aide]) {
    await t.staff.startMembership({ organizationId: council.id, memberId, role: 'MEMBER', from: '2011' });
  }
  const visit = { occurredAt: '2012-12-12T11:00:00+09:00', channel: 'VISIT', direction: 'OUTBOUND' } as const;
  await t.staff.logEngagement({ ...visit, subject: '예방', stakeholderIds: [aide.id] });
  ids.mayor = encodeGlobalID('Person', mayor.id);
  ids.aide = encodeGlobalID('Person', aide.id);
  ids.council = encodeGlobalID('Organization', council.id);
});

const party = `__typename ... on Actor { name } ... on Person { name } ... on Organization { name }`;
const relation = `from { ${party} } to { ${party} } warmth
  evidence { kind count lastAt engagements { subject } organization { name } memberships { role from } }`;

test('whom we know that knows the mayor, with the evidence of each step', async () => {
  const { data, errors } = await ask(t, t.actors.viewer)(`query ($id: ID!) { warmPaths(toId: $id) { warmth steps { ${relation} } } }`, {
    id: ids.mayor,
  });
  expect(errors).toBeUndefined();
  const none = { count: null, lastAt: null, engagements: [], organization: null, memberships: [] };
  expect(data.warmPaths).toEqual([
    {
      warmth: expect.closeTo(0.15),
      steps: [
        {
          from: { __typename: 'Actor', name: 'staff' },
          to: { __typename: 'Person', name: '보좌관' },
          warmth: 0.5,
          evidence: [{ ...none, kind: 'ENGAGEMENT', count: 1, lastAt: '2012-12-12T02:00:00.000Z', engagements: [{ subject: '예방' }] }],
        },
        {
          from: { __typename: 'Person', name: '보좌관' },
          to: { __typename: 'Person', name: '시장' },
          warmth: expect.closeTo(0.3),
          evidence: [
            {
              ...none,
              kind: 'SHARED_MEMBERSHIP',
              organization: { name: '의회' },
              memberships: [
                { role: 'MEMBER', from: '2011' },
                { role: 'MEMBER', from: '2011' },
              ],
            },
          ],
        },
      ],
    },
  ]);
});

test('the graph around a stakeholder, for drawing', async () => {
  const { data } = await ask(t, t.actors.viewer)(
    `query ($id: ID!) { relationGraph(stakeholderId: $id, depth: 2) { nodes { ${party} } relations { warmth evidence { kind } } } }`,
    { id: ids.council },
  );
  const names = data.relationGraph.nodes.map(({ name }: { name: string }) => name);
  expect(names).toEqual(['의회', '시장', '보좌관', 'staff']);
  expect(
    data.relationGraph.relations.map(({ evidence }: { evidence: { kind: string }[] }) => evidence.map(({ kind }) => kind).join()),
  ).toEqual(['MEMBERSHIP', 'MEMBERSHIP', 'SHARED_MEMBERSHIP', 'ENGAGEMENT']);
});

test('the relations of many stakeholders take as many statements as those of one', async () => {
  const relations = (first: number) =>
    ask(t, t.actors.viewer)(`{ stakeholders(first: ${first}) { edges { node { name relations { to { ${party} } } } } } }`);
  const one = await countStatements(t, () => relations(1));
  const all = await countStatements(t, () => relations(3));
  expect(one.result.errors).toBeUndefined();
  expect(all.result.data.stakeholders.edges).toHaveLength(3);
  expect(all.statements).toHaveLength(7);
  expect(one.statements.length).toBeLessThanOrEqual(7);
});

test('what is refused says why', async () => {
  const { errors } = await ask(t, t.actors.viewer)(`query ($id: ID!) { warmPaths(toId: $id, maxSteps: 4) { warmth } }`, { id: ids.mayor });
  expect(errors).toMatchObject([{ code: 'INVALID_INPUT' }]);
});
