import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

// A parsed document takes about a hundred times the memory of its text, and a client may send another one each time.
const MAX_CHARACTERS = 300_000;
const MAX_CHARACTERS_OF_ONE = 20_000;

// A refusal takes little beside its text, and the texts that are refused are the long ones.
const MAX_CHARACTERS_REFUSED = 1_000_000;

/** Keeps documents by their text, as long as all texts together are short. */
export function createDocumentCache() {
  return createTextCache<DocumentNode>(MAX_CHARACTERS, MAX_CHARACTERS_OF_ONE);
}

/** Keeps for what documents were refused, so that nobody has the same one looked at again and again. */
export function createRefusalCache() {
  return createTextCache<Error>(MAX_CHARACTERS_REFUSED, MAX_CHARACTERS_REFUSED);
}

function createTextCache<Value extends object>(
  maxSize: number,
  maxEntrySize: number,
): {
  get: (text: string) => Value | undefined;
  set: (text: string, value: Value) => void;
} {
  const cache = new LRUCache<string, Value>({
    maxSize,
    maxEntrySize,
    sizeCalculation: (_value, text) => text.length + 1,
  });
  return { get: (text) => cache.get(text), set: (text, value) => void cache.set(text, value) };
}
