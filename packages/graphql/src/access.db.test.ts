import { useTestPcrm } from '@pcrm/core/testing';
import { expect, test } from 'vitest';
import { ask } from './testing.js';

const t = useTestPcrm();

test('anybody who is signed in knows who they are, and a service without scopes nothing of others', async () => {
  const service = await t.admin.addActor({ kind: 'SERVICE', name: '도구' });
  const own = await ask(t, service)(`{ viewer { name kind scopes department { name } } }`);
  expect(own.data.viewer).toEqual({ name: '도구', kind: 'SERVICE', scopes: [], department: null });
  const others = await ask(t, service)(`{ actors { edges { node { name } } } }`);
  expect(others.errors?.map(({ code }) => code)).toEqual(['FORBIDDEN']);
  const record = await ask(t, t.actors.viewer)(`{ viewer { id scopes } }`);
  expect(record.data.viewer.scopes).toContain('engagements:read');
  const peeked = await ask(t, service)(`query ($id: ID!) { node(id: $id) { ... on Actor { name } } }`, { id: record.data.viewer.id });
  expect(peeked.data?.node ?? null).toBeNull();
});

test('an administrator adds a colleague, issues a key that opens, and disables the colleague', async () => {
  const added = await ask(
    t,
    t.actors.admin,
  )(`mutation { addActor(input: { kind: STAFF, name: "김민원", role: STAFF }) { ... on AddActorSuccess { data { id version } } } }`);
  const { id } = added.data.addActor.data;
  const issued = await ask(t, t.actors.admin)(
    `mutation ($id: ID!) { issueApiKey(actorId: $id, label: "노트북") { ... on IssueApiKeySuccess { data { secret key { prefix } } } } }`,
    { id },
  );
  const { secret, key } = issued.data.issueApiKey.data;
  expect(secret.startsWith(key.prefix)).toBe(true);
  expect((await t.pcrm.authenticate(secret))?.name).toBe('김민원');
  const disabled = await ask(t, t.actors.admin)(
    `mutation ($id: ID!) { reviseActor(input: { id: $id, version: 1, disabled: true }) { ... on ReviseActorSuccess { data { disabledAt } } } }`,
    { id },
  );
  expect(disabled.data.reviseActor.data.disabledAt).toBe('2012-12-12T03:00:00.000Z');
  expect(await t.pcrm.authenticate(secret)).toBeUndefined();
});

test('staff cannot make themselves administrators', async () => {
  const { data } = await ask(t, t.actors.staff)(`{ viewer { id } }`);
  const raised = await ask(t, t.actors.staff)(
    `mutation ($id: ID!) { reviseActor(input: { id: $id, version: 1, role: ADMIN }) { __typename } }`,
    { id: data.viewer.id },
  );
  expect(raised.data.reviseActor).toEqual({ __typename: 'ForbiddenError' });
});

test('an invalid name comes back as a problem, an id of another kind as a plain error', async () => {
  const twice = `mutation { addDepartment(name: "총무과") { __typename ... on ConflictError { rule message } } }`;
  await ask(t, t.actors.admin)(twice);
  expect((await ask(t, t.actors.admin)(twice)).data.addDepartment).toMatchObject({
    __typename: 'ConflictError',
    rule: 'Department_name_key',
  });
  const { data } = await ask(t, t.actors.admin)(`{ viewer { id } }`);
  const wrong = await ask(t, t.actors.admin)(`mutation ($id: ID!) { addDepartment(name: "과", parentId: $id) { __typename } }`, {
    id: data.viewer.id,
  });
  expect(wrong.errors?.map(({ code }) => code)).toEqual(['BAD_REQUEST']);
});

test('what is no id, or one of another kind, is told with the cure', async () => {
  const id = (text: string) => Buffer.from(text).toString('base64');
  const add = (parentId: string) =>
    ask(t, t.actors.admin)(
      `mutation ($id: ID!) { addDepartment(name: "과", parentId: $id) { ... on InvalidInputError { problems { message } } } }`,
      {
        id: parentId,
      },
    );
  const told = async (parentId: string) => (await add(parentId)).errors?.map(({ message }) => message);
  const noId = 'This is no id. Use an id that PCRM gave you, unchanged.';
  expect(await told('nonsense')).toEqual([noId]);
  expect(await told(id('Actor:0190f3a2-7c1e-7d3b-9a51-0242ac120002'))).toEqual([
    'This id is of another kind. Use one that PCRM gave you of: Department.',
  ]);
  expect((await add(id('Department:first'))).data.addDepartment).toEqual({ problems: [{ message: noId }] });
});
