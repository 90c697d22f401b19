import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildSchema, Kind, parse, print, validate, type DefinitionNode } from 'graphql';
import { expect, test } from 'vitest';
import * as generated from './generated/operations.js';

const operations = new URL('./operations/', import.meta.url);
const documents = new Map(
  Object.entries(generated)
    .filter(([name]) => name.endsWith('Document'))
    .map(([name, document]) => [name, parse(String(document))]),
);

function nameOf(definition: DefinitionNode): string {
  return 'name' in definition && definition.name !== undefined ? definition.name.value : '';
}

async function written(): Promise<DefinitionNode[]> {
  const names = await readdir(operations);
  const texts = await Promise.all(names.map((name) => readFile(new URL(name, operations), 'utf8')));
  return texts.flatMap((text) => [...parse(text).definitions]);
}

test('every operation that is written is there, word for word, and no other', async () => {
  const definitions = (await written()).filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  expect(definitions.length).toBeGreaterThan(10);
  expect([...documents.keys()].toSorted()).toEqual(definitions.map((definition) => `${nameOf(definition)}Document`).toSorted());
  for (const definition of definitions) {
    const [first] = documents.get(`${nameOf(definition)}Document`)?.definitions ?? [];
    expect(first && print(first)).toBe(print(definition));
  }
});

test('every operation fits the committed schema', async () => {
  const schema = buildSchema(await readFile(new URL('../../graphql/schema.graphql', import.meta.url), 'utf8'));
  for (const [name, document] of documents) expect({ name, errors: validate(schema, document) }).toEqual({ name, errors: [] });
});

test('another workspace has the operations of its own folder written where it says', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pcrm-operations-'));
  try {
    await writeFile(join(folder, 'mine.graphql'), 'query Mine($asOf: Date) { influenceInterestMap(asOf: $asOf) { influence persons } }');
    const target = join(folder, 'generated', 'mine.ts');
    await promisify(execFile)(process.execPath, [fileURLToPath(new URL('../generate.mjs', import.meta.url)), folder, target]);
    const text = await readFile(target, 'utf8');
    expect(text).toContain('export const MineDocument = ');
    expect(text).toContain('readonly influence: number, readonly persons: number | null');
    expect(text).not.toContain('ViewerDocument');
  } finally {
    await rm(folder, { recursive: true });
  }
});
