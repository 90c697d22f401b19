import { describe, expect, test } from 'vitest';
import { TEST_NOW, useTestPcrm } from '../testing.js';
import { systemActor } from './actor.js';

const t = useTestPcrm();

/** Adds a service and a key of its own. */
async function addService(name: string, expiresAt?: string) {
  const actor = await t.admin.addActor({ kind: 'SERVICE', name, scopes: ['stakeholders:read'] });
  const key = await t.admin.issueApiKey({ actorId: actor.id, label: '연계', expiresAt: expiresAt ?? null });
  return { actor, key };
}

describe('an API key', () => {
  test('opens PCRM as its actor, with its scopes', async () => {
    const { actor, key } = await addService('민원 시스템');
    expect(key.secret).toMatch(/^pcrm_[\w-]{43}$/u);
    const found = await t.pcrm.authenticate(key.secret);
    expect(found).toEqual({
      id: actor.id,
      kind: 'SERVICE',
      name: '민원 시스템',
      role: null,
      scopes: ['stakeholders:read'],
      departmentId: null,
      credential: { kind: 'API_KEY', id: key.id, scopes: null, expiresAt: null },
    });
    await expect(t.pcrm.as(found!).registerStakeholder({ kind: 'PERSON', name: '홍길동' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await t.pcrm.as(found!).listStakeholders()).rows).toEqual([]);
  });

  test.each(['', 'pcrm_', 'pcrm_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', "' OR TRUE --", '\u0000'])(
    '%j opens nothing',
    async (secret) => {
      expect(await t.pcrm.authenticate(secret)).toBeUndefined();
    },
  );

  test('opens nothing in other letters, from its expiry on, or after it was revoked', async () => {
    const { key } = await addService('기한부', '2012-12-12T13:00:00+09:00');
    expect(await t.pcrm.authenticate(key.secret.toUpperCase())).toBeUndefined();
    t.setNow('2012-12-12T03:59:59.999Z');
    expect(await t.pcrm.authenticate(key.secret)).toBeDefined();
    t.setNow('2012-12-12T04:00:00.000Z');
    expect(await t.pcrm.authenticate(key.secret)).toBeUndefined();
    t.setNow(TEST_NOW);
    await t.admin.revokeApiKey({ id: key.id });
    expect(await t.pcrm.authenticate(key.secret)).toBeUndefined();
  });

  test('of a disabled actor opens nothing, until the actor is enabled again', async () => {
    const { actor, key } = await addService('중지');
    await t.admin.reviseActor({ id: actor.id, version: 1, disabled: true });
    expect(await t.pcrm.authenticate(key.secret)).toBeUndefined();
    expect(await t.pcrm.findActor(actor.id)).toBeUndefined();
    await t.admin.reviseActor({ id: actor.id, version: 2, disabled: false });
    expect(await t.pcrm.authenticate(key.secret)).toMatchObject({ id: actor.id });
    expect(await t.pcrm.findActor(actor.id)).toMatchObject({ id: actor.id });
  });

  test('is nowhere in the database, and its hash only beside the key', async () => {
    const { key } = await addService('비밀');
    await t.admin.revokeApiKey({ id: key.id });
    await t.admin.registerStakeholder({ kind: 'PERSON', name: '멱등' }, { idempotencyKey: 'secret-search' });
    const hash = Buffer.from((await t.pcrm.db.apiKey.findUniqueOrThrow({ where: { id: key.id } })).hash);
    const rowsWith = async (text: string) => {
      const [found] = await t.pcrm.db.$queryRaw<{ keys: number; audits: number; answers: number }[]>`
        SELECT (SELECT count(*)::int FROM "ApiKey" k WHERE strpos(lower(k::text), lower(${text})) > 0) AS keys,
          (SELECT count(*)::int FROM "AuditRecord" a WHERE strpos(lower(a::text), lower(${text})) > 0) AS audits,
          (SELECT count(*)::int FROM "IdempotencyRecord" i WHERE strpos(lower(i::text), lower(${text})) > 0) AS answers`;
      return found;
    };
    const nowhere = { keys: 0, audits: 0, answers: 0 };
    expect(await rowsWith(key.secret)).toEqual(nowhere);
    expect(await rowsWith(key.secret.slice(9))).toEqual(nowhere);
    expect(await rowsWith(Buffer.from(key.secret).toString('hex'))).toEqual(nowhere);
    expect(await rowsWith(hash.toString('base64'))).toEqual(nowhere);
    expect(await rowsWith(hash.toString('hex'))).toEqual({ ...nowhere, keys: 1 });
    // What is looked for would be found.
    expect(await rowsWith(key.prefix)).toEqual({ keys: 1, audits: 2, answers: 0 });
  });

  test('is refused when it would have expired already, for the system, and for nobody', async () => {
    const { actor } = await addService('과거');
    const expired = t.admin.issueApiKey({ actorId: actor.id, label: '연계', expiresAt: TEST_NOW });
    await expect(expired).rejects.toMatchObject({ problems: [{ path: ['expiresAt'], code: 'in_the_past' }] });
    await expect(t.admin.issueApiKey({ actorId: systemActor.id, label: '연계' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(t.admin.revokeApiKey({ id: actor.id })).rejects.toMatchObject({ code: 'NOT_FOUND', entity: 'ApiKey' });
  });
});

describe('actors', () => {
  test('are managed by administrators alone', async () => {
    for (const who of [t.viewer, t.staff, t.manager]) {
      await expect(who.addActor({ kind: 'STAFF', name: '직원', role: 'ADMIN' })).rejects.toMatchObject({ scope: 'access:write' });
      await expect(who.issueApiKey({ actorId: t.actors.admin.id, label: '연계' })).rejects.toMatchObject({ scope: 'access:write' });
    }
  });

  test('are staff with a role or services with scopes', async () => {
    await expect(t.admin.addActor({ kind: 'STAFF', name: '직원', scopes: ['audit:read'] })).rejects.toMatchObject({
      problems: [
        { path: ['role'], code: 'required' },
        { path: ['scopes'], code: 'not_allowed' },
      ],
    });
    const service = t.admin.addActor({ kind: 'SERVICE', name: '연계', role: 'ADMIN' });
    await expect(service).rejects.toMatchObject({ problems: [{ path: ['role'], code: 'not_allowed' }] });
    // @ts-expect-error -- the type refuses it too
    const unknown = t.admin.addActor({ kind: 'SERVICE', name: '연계', scopes: ['everything'] });
    await expect(unknown).rejects.toMatchObject({ problems: [{ path: ['scopes', 0] }] });
  });

  test('a new role holds from the next request on, and the system is not revised', async () => {
    const clerk = await t.admin.addActor({ kind: 'STAFF', name: '주무관', role: 'STAFF' });
    await t.admin.reviseActor({ id: clerk.id, version: 1, role: 'VIEWER' });
    const found = await t.pcrm.findActor(clerk.id);
    await expect(t.pcrm.as(found!).registerStakeholder({ kind: 'PERSON', name: '홍길동' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(t.admin.reviseActor({ id: clerk.id, version: 1, role: 'ADMIN' })).rejects.toMatchObject({ code: 'STALE_VERSION' });
    await expect(t.admin.reviseActor({ id: systemActor.id, version: 1, disabled: true })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the database itself', () => {
  test('refuses staff without a role, services with one, scopes of staff, and a key without a SHA-256', async () => {
    const create = (data: { kind: 'STAFF' | 'SERVICE'; role?: 'ADMIN'; scopes?: string[] }) =>
      t.database.client.actor.create({ data: { name: '이름', ...data } });
    await expect(create({ kind: 'STAFF' })).rejects.toThrow('Actor_role_of_kind');
    await expect(create({ kind: 'SERVICE', role: 'ADMIN' })).rejects.toThrow('Actor_role_of_kind');
    await expect(create({ kind: 'STAFF', role: 'ADMIN', scopes: ['audit:read'] })).rejects.toThrow('Actor_scopes_of_kind');
    const key = { actorId: t.actors.admin.id, label: '연계', prefix: 'pcrm_abcd', hash: new Uint8Array(31) };
    await expect(t.database.client.apiKey.create({ data: key })).rejects.toThrow('ApiKey_hash_is_sha256');
  });
});
