import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPersistedOperations } from './persisted-operations.js';

const text = '{ viewer { name } }';
// printf '{ viewer { name } }' | sha256sum
const hash = '3f9a5fe58741fdcb3ba59d8cc865ce0c081b65bca09f7904bc81277be1bdd3f0';
let folder = '';
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'pcrm-operations-'))));
afterAll(() => rm(folder, { recursive: true }));

async function manifest(content: unknown) {
  const path = join(folder, 'manifest.json');
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return readPersistedOperations(path);
}

test('a folder of documents, and manifests of both kinds, are registered by the hash of their texts', async () => {
  await writeFile(join(folder, 'viewer.graphql'), text);
  await writeFile(join(folder, 'notes.txt'), 'no operation');
  const expected = new Map([[hash, text]]);
  expect(await readPersistedOperations(folder)).toEqual(expected);
  expect(await manifest({ [hash]: text })).toEqual(expected);
  expect(await manifest({ operations: [{ id: hash, name: 'Viewer', type: 'query', body: text }] })).toEqual(expected);
});

test('what cannot be served is told in a sentence', async () => {
  await expect(manifest({ [`${hash.slice(1)}0`]: text })).rejects.toThrow(
    'is registered under a hash that is not the SHA-256 of its text.',
  );
  await expect(manifest('nonsense')).rejects.toThrow('Name a folder of .graphql files or a manifest in JSON.');
  await expect(manifest({ [hash]: 7 })).rejects.toThrow(`has no document under ${hash}.`);
  await expect(readPersistedOperations(join(folder, 'nowhere'))).rejects.toThrow('cannot be read.');
  await writeFile(join(folder, 'broken.graphql'), '{ viewer {');
  await expect(readPersistedOperations(folder)).rejects.toThrow('broken.graphql is no GraphQL document.');
});
