import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'graphql';

/** Registered documents, by the SHA-256 of their text in hexadecimal. */
export type PersistedOperations = ReadonlyMap<string, string>;

/** The registered operations cannot be read: the message says which and what to do. */
export class CannotReadOperations extends Error {
  override readonly name = 'CannotReadOperations';
}

/**
 * Reads registered operations: a folder of `.graphql` files, each with one document, or a manifest in JSON as code generators write it,
 * `{ "<sha256>": "<document>" }`, or as Apollo's tools do, `{ "operations": [{ "id": "<sha256>", "body": "<document>" }] }`.
 *
 * @throws CannotReadOperations when something is missing, is no GraphQL, or is registered under a hash that is not its own.
 */
export async function readPersistedOperations(path: string): Promise<PersistedOperations> {
  const operations = new Map<string, string>();
  for (const { name, id, text } of await readDocuments(path)) {
    const hash = createHash('sha256').update(text).digest('hex');
    if (id !== undefined && id.replace(/^sha256:/u, '') !== hash) {
      throw new CannotReadOperations(`${name} is registered under a hash that is not the SHA-256 of its text. Generate the manifest anew.`);
    }
    try {
      parse(text);
    } catch (error) {
      throw new CannotReadOperations(`${name} is no GraphQL document. Correct it.`, { cause: error });
    }
    operations.set(hash, text);
  }
  return operations;
}

interface Registered {
  readonly name: string;
  readonly id?: string;
  readonly text: string;
}

async function readDocuments(path: string): Promise<Registered[]> {
  try {
    if (!(await stat(path)).isDirectory()) return fromManifest(path, JSON.parse(await readFile(path, 'utf8')));
    const names = (await readdir(path)).filter((name) => /\.(?:graphql|gql)$/u.test(name)).toSorted();
    return await Promise.all(names.map(async (name) => ({ name, text: await readFile(join(path, name), 'utf8') })));
  } catch (error) {
    if (error instanceof CannotReadOperations) throw error;
    throw new CannotReadOperations(
      `The registered operations at ${path} cannot be read. Name a folder of .graphql files or a manifest in JSON.`,
      {
        cause: error,
      },
    );
  }
}

function fromManifest(path: string, manifest: unknown): Registered[] {
  const { operations = manifest } = (manifest ?? {}) as { operations?: unknown };
  const entries: [string, unknown][] = Array.isArray(operations)
    ? operations.map(({ id, body }: { id: string; body: unknown }) => [id, body])
    : Object.entries(operations ?? {});
  return entries.map(([id, text]) => {
    if (typeof text !== 'string') throw new CannotReadOperations(`${path} has no document under ${id}. Generate the manifest anew.`);
    return { name: id, id, text };
  });
}
