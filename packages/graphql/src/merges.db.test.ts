import { encodeGlobalID } from '@pothos/plugin-relay';
import { useTestPcrm } from '@pcrm/core/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { ask, countStatements } from './testing.js';

const t = useTestPcrm();
const ids = { kept: '', merged: '', namesake: '', engagement: '', merge: '' };

const register = `mutation ($input: RegisterStakeholderInput!) { registerStakeholder(input: $input) { ... on RegisterStakeholderSuccess { data { id } } } }`;
const person = async (input: object) =>
  (await ask(t, t.actors.staff)(register, { input: { kind: 'PERSON', ...input } })).data.registerStakeholder.data.id as string;

beforeAll(async () => {
  const mobile = (value: string) => [{ kind: 'MOBILE', value }];
  ids.kept = await person({ name: '박종렬', region: '인천', contactPoints: mobile('010-1234-5678') });
  ids.merged = await person({ name: '박종열', note: '위원장', contactPoints: mobile('+82 10 1234 5678') });
  ids.namesake = await person({ name: '박종렬', region: '부산', contactPoints: mobile('010-9999-0000') });
  const log = `mutation ($input: LogEngagementInput!) { logEngagement(input: $input) { ... on LogEngagementSuccess { data { id } } } }`;
  const visit = { occurredAt: '2012-11-05T10:00:00+09:00', channel: 'VISIT', direction: 'OUTBOUND', subject: '방문' };
  const logged = await ask(t, t.actors.staff)(log, { input: { ...visit, stakeholderIds: [ids.merged] } });
  ids.engagement = logged.data.logEngagement.data.id;
  const correct = `mutation ($input: CorrectEngagementInput!) { correctEngagement(input: $input) { __typename } }`;
  await ask(t, t.actors.staff)(correct, { input: { id: ids.engagement, version: 1, reason: '정정', subject: '다시 방문' } });
  // A manager of another department learns nothing of what only this one may read.
  await ask(t, t.actors.staff)(log, { input: { ...visit, confidentiality: 'RESTRICTED', stakeholderIds: [ids.merged] } });
});

describe('duplicates', () => {
  test('are named to whoever fills in a form, with what speaks for it', async () => {
    const query = `query ($input: RegisterStakeholderInput!) { possibleDuplicates(input: $input) {
      score stakeholder { name region } evidence { reason points } } }`;
    const input = { kind: 'PERSON', name: ' 박종렬 의원', region: '인천', contactPoints: [{ kind: 'PHONE', value: '01012345678' }] };
    const { data, errors } = await ask(t, t.actors.staff)(query, { input });
    expect(errors).toBeUndefined();
    const [sameMobile, sameName] = [
      { reason: 'SAME_MOBILE', points: 50 },
      { reason: 'SAME_NAME', points: 45 },
    ];
    expect(data.possibleDuplicates).toEqual([
      {
        score: 100,
        stakeholder: { name: '박종렬', region: '인천' },
        evidence: [sameMobile, sameName, { reason: 'SAME_REGION', points: 15 }],
      },
      { score: 70, stakeholder: { name: '박종열', region: null }, evidence: [sameMobile, { reason: 'SIMILAR_NAME', points: 20 }] },
    ]);
  });

  test('are found among all by a manager, and listed without those that somebody said are two', async () => {
    const scan = `mutation { scanDuplicates { __typename
      ... on ScanDuplicatesSuccess { data { stakeholders compared found enteredBy { name } } } ... on ForbiddenError { scope } } }`;
    expect((await ask(t, t.actors.staff)(scan)).data.scanDuplicates).toEqual({ __typename: 'ForbiddenError', scope: 'stakeholders:merge' });
    const scanned = await ask(t, t.actors.manager)(scan);
    expect(scanned.data.scanDuplicates.data).toEqual({ stakeholders: 3, compared: 2, found: 1, enteredBy: { name: 'manager' } });
    const list = `query ($filter: DuplicatePairFilter) { lastDuplicateScan { found }
      duplicatePairs(filter: $filter) { totalCount edges { node { score first { name } second { name } evidence { reason } } } } }`;
    const pairs = await ask(t, t.actors.staff)(list, { filter: { kind: 'PERSON', minScore: 70, stakeholderId: ids.merged } });
    expect(pairs.data.lastDuplicateScan).toEqual({ found: 1 });
    const [{ node }] = pairs.data.duplicatePairs.edges;
    expect(new Set([node.first.name, node.second.name])).toEqual(new Set(['박종렬', '박종열']));
    expect(node).toMatchObject({ score: 70, evidence: [{ reason: 'SAME_MOBILE' }, { reason: 'SIMILAR_NAME' }] });

    const dismiss = `mutation ($input: DismissDuplicateInput!) { dismissDuplicate(input: $input) { __typename
      ... on DismissDuplicateSuccess { data { id reason first { name } } } ... on ConflictError { rule message } } }`;
    const input = { firstId: ids.merged, secondId: ids.kept, reason: '두 사람이다' };
    const dismissed = await ask(t, t.actors.staff)(dismiss, { input });
    expect(dismissed.data.dismissDuplicate.data).toMatchObject({ reason: '두 사람이다', first: { name: '박종열' } });
    const again = await ask(t, t.actors.staff)(dismiss, { input: { ...input, firstId: ids.kept, secondId: ids.merged } });
    expect(again.data.dismissDuplicate).toMatchObject({ rule: 'DuplicateDismissal_once' });
    await ask(t, t.actors.manager)(scan);
    expect((await ask(t, t.actors.staff)(list)).data).toEqual({
      lastDuplicateScan: { found: 1 },
      duplicatePairs: { totalCount: 0, edges: [] },
    });

    const { id } = dismissed.data.dismissDuplicate.data;
    const reopen = `mutation ($id: ID!) { reopenDuplicate(id: $id) { ... on ReopenDuplicateSuccess { data { second { name } } } } }`;
    expect((await ask(t, t.actors.staff)(reopen, { id })).data.reopenDuplicate.data).toEqual({ second: { name: '박종렬' } });
    const reopened = await ask(t, t.actors.staff)(`{ duplicateDismissals { totalCount } duplicatePairs { totalCount } }`);
    expect(reopened.data).toEqual({ duplicateDismissals: { totalCount: 0 }, duplicatePairs: { totalCount: 1 } });
  });
});

describe('merging', () => {
  const mutation = `mutation ($input: MergeStakeholdersInput!) { mergeStakeholders(input: $input) { __typename
    ... on MergeStakeholdersSuccess { data { id mergedId mergedName reason undoneAt survivor { id name note } } }
    ... on ForbiddenError { scope } ... on StaleVersionError { basedOn } ... on ConflictError { rule message } } }`;
  const input = () => ({ keepId: ids.kept, mergeId: ids.merged, keepVersion: 1, mergeVersion: 1, reason: '같은 번호' });
  const preview = `query ($input: MergePreviewInput!) { mergePreview(input: $input) {
    keep { name version } merge { name version } dismissal { id } obstacles { rule message }
    fields { field kept merged winner result } effects { record column moved dropped } } }`;

  test('is shown first, as far as the caller may see what moves', async () => {
    const query = { input: { keepId: ids.kept, mergeId: ids.merged, choices: [{ field: 'NAME', winner: 'MERGED' }] } };
    const { data, errors } = await ask(t, t.actors.manager)(preview, query);
    expect(errors).toBeUndefined();
    expect(data.mergePreview).toEqual({
      keep: { name: '박종렬', version: 1 },
      merge: { name: '박종열', version: 1 },
      dismissal: null,
      obstacles: [],
      fields: [
        { field: 'NAME', kept: ['박종렬'], merged: ['박종열'], winner: 'MERGED', result: ['박종열'] },
        { field: 'CATEGORIES', kept: [], merged: [], winner: 'KEPT', result: [] },
        { field: 'REGION', kept: ['인천'], merged: [], winner: 'KEPT', result: ['인천'] },
        { field: 'NOTE', kept: [], merged: ['위원장'], winner: 'BOTH', result: ['위원장'] },
        { field: 'GENDER', kept: [], merged: [], winner: 'KEPT', result: [] },
      ],
      effects: [
        { record: 'ContactPoint', column: 'stakeholderId', moved: 0, dropped: 1 },
        { record: 'EngagementStakeholder', column: 'stakeholderId', moved: 2, dropped: 0 },
      ],
    });
    const { id: departmentId } = await t.admin.addDepartment({ name: '다른 부서' });
    const stranger = await t.admin.addActor({ kind: 'STAFF', name: '다른 관리자', role: 'MANAGER', departmentId });
    const seen = await ask(t, stranger)(preview, query);
    expect(seen.data.mergePreview.effects[1]).toMatchObject({ record: 'EngagementStakeholder', moved: 1 });
    const staff = await ask(t, t.actors.staff)(preview, query);
    expect(staff.errors?.map(({ code }) => code)).toEqual(['FORBIDDEN']);
    const bad = await ask(t, t.actors.manager)(preview, { input: { ...query.input, choices: [{ field: 'NAME', winner: 'BOTH' }] } });
    expect(bad.errors?.map(({ code }) => code)).toEqual(['INVALID_INPUT']);
  });

  test('is for managers, and based on what the preview showed', async () => {
    const refused = await ask(t, t.actors.staff)(mutation, { input: input() });
    expect(refused.data.mergeStakeholders).toEqual({ __typename: 'ForbiddenError', scope: 'stakeholders:merge' });
    const stale = await ask(t, t.actors.manager)(mutation, { input: { ...input(), mergeVersion: 2 } });
    expect(stale.data.mergeStakeholders).toEqual({ __typename: 'StaleVersionError', basedOn: 2 });
  });

  test('leaves one stakeholder whom both ids name, in lists, nodes, filters and earlier versions', async () => {
    const { data } = await ask(t, t.actors.manager)(mutation, { input: input() });
    const survivor = { id: ids.kept, name: '박종렬', note: '위원장' };
    const merged = { mergedId: ids.merged, mergedName: '박종열', reason: '같은 번호', undoneAt: null, survivor };
    expect(data.mergeStakeholders.data).toMatchObject(merged);
    ids.merge = data.mergeStakeholders.data.id;
    const query = `query ($id: ID!, $ids: [ID!]!, $engagement: ID!, $missing: ID!) {
      node(id: $id) { id ... on Person { name otherNames { kind name } mergedFrom { totalCount edges { node { mergedName } } } engagements { totalCount } } }
      nodes(ids: $ids) { id } nothing: node(id: $missing) { id }
      stakeholders(filter: { nameContains: "박종" }) { edges { node { name } } }
      merges(filter: { stakeholderId: $id, undone: false }) { totalCount edges { node { mergedId } } }
      engagement: node(id: $engagement) { ... on Engagement { stakeholders { id } revisions { stakeholders { id } } } }
    }`;
    const missing = encodeGlobalID('Person', '01890000-0000-7000-8000-000000000000');
    const found = await ask(t, t.actors.staff)(query, {
      id: ids.merged,
      ids: [ids.namesake, ids.merged, missing],
      engagement: ids.engagement,
      missing,
    });
    expect(found.errors).toBeUndefined();
    expect(found.data).toEqual({
      node: {
        id: ids.kept,
        name: '박종렬',
        otherNames: [{ kind: 'ALIAS', name: '박종열' }],
        mergedFrom: { totalCount: 1, edges: [{ node: { mergedName: '박종열' } }] },
        engagements: { totalCount: 2 },
      },
      nodes: [{ id: ids.namesake }, { id: ids.kept }, null],
      nothing: null,
      stakeholders: { edges: [{ node: { name: '박종렬' } }, { node: { name: '박종렬' } }] },
      merges: { totalCount: 1, edges: [{ node: { mergedId: ids.merged } }] },
      engagement: { stakeholders: [{ id: ids.kept }], revisions: [{ stakeholders: [{ id: ids.kept }] }] },
    });
    const again = await ask(t, t.actors.manager)(mutation, { input: { ...input(), keepId: ids.namesake } });
    expect(again.data.mergeStakeholders).toMatchObject({ __typename: 'ConflictError', rule: 'stakeholder_merged' });
  });

  test('is one statement for the merges below all stakeholders of a list', async () => {
    const list = `{ stakeholders { edges { node { mergedFrom { edges { node { survivor { name } enteredBy { name } } } } } } } }`;
    const { statements, result } = await countStatements(t, () => ask(t, t.actors.viewer)(list));
    expect(result.errors).toBeUndefined();
    expect(statements).toHaveLength(4);
  });

  test('is undone', async () => {
    const undo = `mutation ($input: UndoMergeInput!) { undoMerge(input: $input) { __typename
      ... on UndoMergeSuccess { data { undoneReason mergedId survivor { name } } } ... on ConflictError { rule } } }`;
    const variables = { input: { id: ids.merge, reason: '형제였다' } };
    const undone = await ask(t, t.actors.manager)(undo, variables);
    expect(undone.data.undoMerge.data).toEqual({ undoneReason: '형제였다', mergedId: ids.merged, survivor: { name: '박종렬' } });
    expect((await ask(t, t.actors.manager)(undo, variables)).data.undoMerge).toEqual({ __typename: 'ConflictError', rule: 'merge_undone' });
    const query = `query ($id: ID!) { node(id: $id) { id ... on Person { name note engagements { totalCount } } } merges(filter: { undone: true }) { totalCount } }`;
    const { data } = await ask(t, t.actors.staff)(query, { id: ids.merged });
    expect(data).toEqual({
      node: { id: ids.merged, name: '박종열', note: '위원장', engagements: { totalCount: 2 } },
      merges: { totalCount: 1 },
    });
  });
});
