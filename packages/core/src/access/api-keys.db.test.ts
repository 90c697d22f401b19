import { createHash, createHmac } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { onServer, TEST_NOW, TEST_SECRET, useTestPcrm } from '../testing.js';
import type { Scope } from './actor.js';
import { keysOf } from './secret.js';

const t = useTestPcrm();

beforeEach(() => t.setNow(TEST_NOW));

/** A service with these scopes, its key, and PCRM as it is used with that key. */
async function addService(...scopes: Scope[]) {
  const actor = await t.admin.addActor({ kind: 'SERVICE', name: '연계', scopes });
  const key = await t.admin.issueApiKey({ actorId: actor.id, label: '야간 적재' });
  return { actor, key, pcrm: t.pcrm.as((await t.pcrm.authenticate(key.secret))!) };
}

describe('what is kept of a key', () => {
  const hashOf = async (id: string) => Buffer.from((await t.pcrm.db.apiKey.findUniqueOrThrow({ where: { id } })).hash).toString('hex');

  test('is a hash under a key of the installation, so that the database alone tells of no key whether it is good', async () => {
    const { key } = await addService();
    const underKey = createHmac('sha256', keysOf(TEST_SECRET)('api-key')).update(key.secret).digest('hex');
    expect(await hashOf(key.id)).toBe(underKey);
    expect(Buffer.from(key.secret.slice('pcrm_'.length), 'base64url')).toHaveLength(32);
    expect(key).not.toHaveProperty('hash');
  });

  test('was a plain hash before: such a key still opens, and is hashed anew by its first use', async () => {
    const { key } = await addService();
    const current = await hashOf(key.id);
    const plain = createHash('sha256').update(key.secret).digest();
    await t.database.client.apiKey.update({ where: { id: key.id }, data: { hash: new Uint8Array(plain) } });
    expect(await t.pcrm.authenticate(key.secret)).toMatchObject({ name: '연계' });
    expect(await hashOf(key.id)).toBe(current);
    expect(await t.pcrm.authenticate(key.secret)).toMatchObject({ name: '연계' });
  });
});

describe('a key for some of what its actor may do', () => {
  test('may only what both may', async () => {
    const { id: actorId } = t.actors.staff;
    const { secret } = await t.admin.issueApiKey({ actorId, label: '조회', scopes: ['stakeholders:read', 'audit:read'] });
    const found = (await t.pcrm.authenticate(secret))!;
    const narrowed = t.pcrm.as(found);
    expect((await narrowed.listStakeholders()).rows).toEqual([]);
    await expect(narrowed.registerStakeholder({ kind: 'PERSON', name: '홍길동' })).rejects.toMatchObject({ scope: 'stakeholders:write' });
    // Staff may not read the audit, whatever their key says.
    expect(() => narrowed.listAudit()).toThrow('audit:read');
  });

  test('names scopes that there are, and at least one', async () => {
    const issue = (scopes: string[]) => t.staff.issueApiKey({ label: '조회', scopes: scopes as Scope[] });
    await expect(issue([])).rejects.toMatchObject({ problems: [{ path: ['scopes'], code: 'too_small' }] });
    await expect(issue(['everything'])).rejects.toMatchObject({ problems: [{ path: ['scopes', 0] }] });
  });
});

describe('whoever is signed in', () => {
  test('issues keys of their own, and none for what they may not', async () => {
    const own = await t.viewer.issueApiKey({ label: '노트북' });
    expect(await t.pcrm.authenticate(own.secret)).toMatchObject({ id: t.actors.viewer.id, credential: { scopes: null } });
    await expect(t.viewer.issueApiKey({ label: '노트북', scopes: ['access:write'] })).rejects.toMatchObject({ scope: 'access:write' });
    await expect(t.viewer.issueApiKey({ actorId: t.actors.admin.id, label: '남의 것' })).rejects.toMatchObject({ scope: 'access:write' });
  });

  test('gets no more by another key than by the one that they hold', async () => {
    const scopes: Scope[] = ['access:write', 'access:read'];
    const { secret } = await t.admin.issueApiKey({ label: '관리', scopes });
    const narrowed = t.pcrm.as((await t.pcrm.authenticate(secret))!);
    const next = await narrowed.issueApiKey({ label: '다음' });
    expect(await t.pcrm.authenticate(next.secret)).toMatchObject({ credential: { scopes } });
    await expect(narrowed.issueApiKey({ label: '감사', scopes: ['audit:read'] })).rejects.toMatchObject({ scope: 'audit:read' });
    const wide = await t.admin.issueApiKey({ label: '전체' });
    await expect(narrowed.rotateApiKey({ id: wide.id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(narrowed.addActor({ kind: 'STAFF', name: '분신', role: 'ADMIN' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const { id } = await t.admin.addActor({ kind: 'STAFF', name: '주무관', role: 'STAFF' });
    await expect(narrowed.reviseActor({ id, version: 1, role: 'ADMIN' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await t.pcrm.findActor(id)).toMatchObject({ role: 'STAFF' });
    await expect(narrowed.reviseActor({ id, version: 1, name: '주사' })).resolves.toMatchObject({ name: '주사' });
  });

  test('sees and ends their own keys; those of others are not there', async () => {
    const other = await t.staff.issueApiKey({ label: '직원의 것' });
    const { key, pcrm } = await addService('stakeholders:read');
    expect((await pcrm.listApiKeys()).rows.map(({ row }) => row.id)).toEqual([key.id]);
    expect((await pcrm.listApiKeys({ filter: { actorId: t.actors.staff.id } })).rows).toEqual([]);
    const notFound = { code: 'NOT_FOUND', entity: 'ApiKey' };
    await expect(pcrm.revokeApiKey({ id: other.id })).rejects.toMatchObject(notFound);
    await expect(pcrm.rotateApiKey({ id: other.id })).rejects.toMatchObject(notFound);
    expect(await t.pcrm.authenticate(other.secret)).toBeDefined();
    await pcrm.revokeApiKey({ id: key.id });
    expect(await t.pcrm.authenticate(key.secret)).toBeUndefined();
    expect((await t.admin.listApiKeys({ filter: { actorId: key.actorId } })).rows).toEqual([]);
    const ended = await t.admin.listApiKeys({ filter: { actorId: key.actorId, includeEnded: true } });
    expect(ended.rows.map(({ row }) => row)).toEqual([{ ...key, secret: undefined, lastUsedAt: t.pcrm.now(), revokedAt: t.pcrm.now() }]);
    expect(ended.rows[0]?.row).not.toHaveProperty('hash');
  });
});

describe('rotation', () => {
  test('gives a key at once, and lets the earlier one open until the overlap is over', async () => {
    const { key, pcrm } = await addService('stakeholders:read');
    const next = await pcrm.rotateApiKey({ id: key.id, overlapMinutes: 10 });
    expect(next).toMatchObject({ actorId: key.actorId, label: '야간 적재', replacesId: key.id, expiresAt: null, scopes: [] });
    t.setNow('2012-12-12T03:09:59.999Z');
    expect(await t.pcrm.authenticate(key.secret)).toBeDefined();
    expect(await t.pcrm.authenticate(next.secret)).toBeDefined();
    t.setNow('2012-12-12T03:10:00.000Z');
    expect(await t.pcrm.authenticate(key.secret)).toBeUndefined();
    expect(await t.pcrm.authenticate(next.secret)).toBeDefined();
  });

  test('keeps scopes and lifetime, and never lengthens that of the earlier key', async () => {
    const { actor } = await addService('stakeholders:read', 'bodies:read');
    const day = { expiresAt: '2012-12-13T03:00:00.000Z', scopes: ['bodies:read'] as Scope[] };
    const key = await t.admin.issueApiKey({ actorId: actor.id, label: '하루', ...day });
    t.setNow('2012-12-13T02:30:00.000Z');
    const next = await t.admin.rotateApiKey({ id: key.id });
    expect(next).toMatchObject({ scopes: ['bodies:read'], expiresAt: new Date('2012-12-14T02:30:00.000Z') });
    const earlier = await t.pcrm.db.apiKey.findUniqueOrThrow({ where: { id: key.id } });
    expect(earlier.expiresAt).toEqual(new Date('2012-12-13T03:00:00.000Z'));
    const told = await t.admin.rotateApiKey({ id: next.id, overlapMinutes: 0, expiresAt: '2013-01-01T00:00:00Z' });
    expect(told.expiresAt).toEqual(new Date('2013-01-01T00:00:00Z'));
    expect(await t.pcrm.authenticate(next.secret)).toBeUndefined();
  });

  test('leaves one audit record, with the end of the earlier key and without any secret', async () => {
    const { key, pcrm } = await addService();
    const next = await pcrm.rotateApiKey({ id: key.id, overlapMinutes: 5 });
    const records = await t.pcrm.db.auditRecord.findMany({ where: { subjectId: next.id } });
    expect(records).toMatchObject([
      {
        command: 'rotateApiKey',
        actorId: key.actorId,
        before: { id: key.id, expiresAt: null },
        after: { replacesId: key.id, replaced: { id: key.id, expiresAt: '2012-12-12T03:05:00.000Z' } },
      },
    ]);
    expect(JSON.stringify(records)).not.toMatch(/hash|secret/u);
  });

  test('is refused twice for one key, of a key that has ended, and for more than a week', async () => {
    const { key, pcrm } = await addService();
    await pcrm.rotateApiKey({ id: key.id });
    await expect(pcrm.rotateApiKey({ id: key.id })).rejects.toMatchObject({ code: 'CONFLICT', rule: 'ApiKey_replacesId_key' });
    const week = pcrm.rotateApiKey({ id: key.id, overlapMinutes: 10_081 });
    await expect(week).rejects.toMatchObject({ problems: [{ path: ['overlapMinutes'] }] });
    await t.admin.revokeApiKey({ id: key.id });
    await expect(t.admin.rotateApiKey({ id: key.id })).rejects.toMatchObject({ code: 'CONFLICT', rule: 'key_has_ended' });
  });

  test.runIf(onServer)('at the same time gives one key (the embedded database runs one after the other)', async () => {
    const { key, pcrm } = await addService();
    const ends = await Promise.allSettled(Array.from({ length: 5 }, () => pcrm.rotateApiKey({ id: key.id })));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await t.pcrm.db.apiKey.count({ where: { replacesId: key.id } })).toBe(1);
  });
});

describe('the last use of a key', () => {
  const lastUse = async (id: string) => (await t.pcrm.db.apiKey.findUniqueOrThrow({ where: { id } })).lastUsedAt?.toISOString();

  test('is written at most once a minute', async () => {
    const key = await t.staff.issueApiKey({ label: '쓰임' });
    expect(await lastUse(key.id)).toBeUndefined();
    for (const [at, noted] of [
      ['2012-12-12T03:00:00.000Z', '2012-12-12T03:00:00.000Z'],
      ['2012-12-12T03:00:59.999Z', '2012-12-12T03:00:00.000Z'],
      ['2012-12-12T03:01:00.000Z', '2012-12-12T03:01:00.000Z'],
    ] as const) {
      t.setNow(at);
      await t.pcrm.authenticate(key.secret);
      expect(await lastUse(key.id)).toBe(noted);
    }
  });
});

describe('what stays open', () => {
  test('is looked at anew: the actor as it is now, or nobody from the moment on at which its key or itself is ended', async () => {
    const { actor, key } = await addService('stakeholders:read');
    const found = (await t.pcrm.authenticate(key.secret))!;
    expect(await t.pcrm.revalidate(found)).toEqual(found);
    await t.admin.reviseActor({ id: actor.id, version: 1, scopes: ['bodies:read'] });
    expect(await t.pcrm.revalidate(found)).toMatchObject({ scopes: ['bodies:read'], credential: { id: key.id } });
    await t.admin.reviseActor({ id: actor.id, version: 2, disabled: true });
    expect(await t.pcrm.revalidate(found)).toBeUndefined();
    await t.admin.reviseActor({ id: actor.id, version: 3, disabled: false });
    expect(await t.pcrm.revalidate(found)).toMatchObject({ id: actor.id });
    await t.admin.revokeApiKey({ id: key.id });
    expect(await t.pcrm.revalidate(found)).toBeUndefined();
    // Another key of the same actor is no matter.
    expect(await t.pcrm.revalidate(t.actors.staff)).toMatchObject({ id: t.actors.staff.id });
  });

  test('ends with the overlap of a rotated key', async () => {
    const { key, pcrm } = await addService();
    const found = (await t.pcrm.authenticate(key.secret))!;
    await pcrm.rotateApiKey({ id: key.id, overlapMinutes: 1 });
    t.setNow('2012-12-12T03:00:59.999Z');
    expect(await t.pcrm.revalidate(found)).toBeDefined();
    t.setNow('2012-12-12T03:01:00.000Z');
    expect(await t.pcrm.revalidate(found)).toBeUndefined();
  });
});
