import { LRUCache } from 'lru-cache';

// A parsed document takes about a hundred times the memory of its text, and a client may send another one each time.
const MAX_CHARACTERS = 300_000;
const MAX_CHARACTERS_OF_ONE = 20_000;

/** Keeps what was made of documents, by their text, as long as all texts together are short. */
export function createDocumentCache<Value extends object>(): {
  get: (text: string) => Value | undefined;
  set: (text: string, value: Value) => void;
} {
  const cache = new LRUCache<string, Value>({
    maxSize: MAX_CHARACTERS,
    maxEntrySize: MAX_CHARACTERS_OF_ONE,
    sizeCalculation: (_value, text) => text.length + 1,
  });
  return { get: (text) => cache.get(text), set: (text, value) => void cache.set(text, value) };
}
