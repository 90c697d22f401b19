import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keysOf, noKeys, readSecret } from './secret.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pcrm-secret-'));
});
afterAll(() => rm(folder, { recursive: true }));

const secret = 'correct horse battery staple 0123456789';

test('each purpose has a key of 32 bytes of its own, the same at every start', () => {
  const hex = (key: Uint8Array) => Buffer.from(key).toString('hex');
  // Computed with Python's hmac: HKDF-SHA-256, no salt, info "pcrm api-key" and "pcrm cursor".
  expect(hex(keysOf(secret)('api-key'))).toBe('446264c6af5caf692af48cdb0da49a7d2603dd1c4b18f90d4ee4815be1dccc63');
  expect(hex(keysOf(secret)('cursor'))).toBe('1e5f6fa968300ca0a6d54d9d27e6127b92e86b421a64dfd3f9786cfe02cd7a67');
  expect(hex(keysOf(`${secret}!`)('cursor'))).not.toBe('1e5f6fa968300ca0a6d54d9d27e6127b92e86b421a64dfd3f9786cfe02cd7a67');
});

test('a secret under 32 bytes is refused, and asking for a key where there is no secret says what to do', () => {
  expect(() => keysOf('x'.repeat(31))).toThrow('Use at least 32 bytes');
  // 11 Hangul syllables are 33 bytes.
  expect(keysOf('가나다라마바사아자차카')('cursor')).toHaveLength(32);
  expect(() => noKeys('cursor')).toThrow('set PCRM_SECRET');
});

test('the first start makes the file for this account alone, and starts at the same time agree on one', async () => {
  const target = join(folder, 'not-yet', 'data');
  const found = await Promise.all(Array.from({ length: 8 }, () => readSecret({ folder: target })));
  expect(new Set(found).size).toBe(1);
  expect(found[0]).toMatch(/^[\w-]{43}$/u);
  expect(await readdir(target)).toEqual(['secret']);
  expect((await stat(join(target, 'secret'))).mode & 0o777).toBe(0o600);
  expect(await readFile(join(target, 'secret'), 'utf8')).toBe(`${found[0]}\n`);
  expect(await readSecret({ folder: target })).toBe(found[0]);
});

test('where nothing is to be made, a folder without a secret is told and left as it is', async () => {
  const empty = await mkdtemp(join(folder, 'empty-'));
  await expect(readSecret({ folder: empty }, false)).rejects.toThrow(`There is no secret in the folder ${empty}.`);
  expect(await readdir(empty)).toEqual([]);
});

test('a file that was cut off is refused rather than used or replaced', async () => {
  await writeFile(join(folder, 'secret'), 'half\n');
  await expect(readSecret({ folder })).rejects.toMatchObject({
    code: 'CANNOT_OPEN',
    message: expect.stringContaining('damaged') as string,
  });
  expect(await readFile(join(folder, 'secret'), 'utf8')).toBe('half\n');
  await expect(readSecret({ folder: '/dev/null' })).rejects.toMatchObject({ code: 'CANNOT_OPEN' });
});
