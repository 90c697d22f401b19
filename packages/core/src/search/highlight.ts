import { isBeginning, sourceOf, type Pattern } from './pattern.js';
import type { Reading } from './reading.js';
import type { SearchField, SearchText } from './search-field.js';
import { searchKey } from './search-key.js';

/** A part of a text, in UTF-16 code units. */
export interface Highlight {
  readonly start: number;
  readonly length: number;
}

/** The text of a record in which something was found, and where in it. */
export interface Match extends SearchText {
  readonly highlights: readonly Highlight[];
}

const fieldsOfPlace: Readonly<Record<Reading['place'], readonly SearchField[] | null>> = {
  NAMES: ['NAME', 'OTHER_NAME', 'TITLE', 'SUBJECT', 'ORDINAL'],
  WHOLE_NAMES: ['NAME', 'OTHER_NAME', 'TITLE', 'SUBJECT', 'ORDINAL'],
  CONTACTS: ['CONTACT_POINT'],
  CONTENT: ['REGION', 'NOTE', 'SUMMARY', 'PLACE', 'AUDIENCE', 'AGENDA', 'TEXT', 'EXPECTED_EFFECT', 'OUTCOME'],
  ANYWHERE: null,
};

/** Where a reading is found among the texts of a record: in the one that it matches best. Nothing is marked in a text that changed meanwhile. */
export function matchOf(reading: Reading, texts: readonly SearchText[]): Match | undefined {
  const fields = fieldsOfPlace[reading.place];
  const candidates = texts.filter(({ field }) => fields === null || fields.includes(field));
  const matches = candidates.map((text) => ({ ...text, ...marksOf(reading, text.text) }));
  // Among texts that hold as many of the words, its own names come before others.
  const isName = ({ field }: SearchText) => Number(fieldsOfPlace.NAMES?.includes(field));
  const [best] = matches.toSorted((a, b) => b.found - a.found || isName(b) - isName(a) || b.extent - a.extent);
  const chosen = best ?? texts[0];
  return chosen && { field: chosen.field, text: chosen.text, highlights: best?.highlights ?? [] };
}

interface Marks {
  readonly highlights: readonly Highlight[];
  /** How many of the words are found. */
  readonly found: number;
  /** 3 for the whole text, 2 for its beginning, 1 for a part, 0 for nothing. */
  readonly extent: number;
}

function marksOf({ words, place }: Reading, text: string): Marks {
  const { key, places } = searchKey(text);
  const parts = words.map((patterns) => findPart(patterns, key, place === 'WHOLE_NAMES')).filter((part) => part !== undefined);
  const highlights = parts.map(({ from, until }) => {
    const start = places[from]?.start ?? 0;
    return { start, length: (places[until - 1]?.end ?? start) - start };
  });
  const extent = parts.map(({ from, until }) => (from > 0 ? 1 : until < key.length ? 2 : 3));
  return { highlights: merged(highlights), found: parts.length, extent: Math.max(0, ...extent) };
}

// The last digits of a number are what people remember.
const isNumber = /^\d+$/u;

function findPart(patterns: readonly Pattern[], key: string, isWhole: boolean): { from: number; until: number } | undefined {
  for (const pattern of patterns) {
    const source = sourceOf(pattern);
    const expressions = isWhole ? [`^${source}$`] : isBeginning(pattern) ? [`^${source}`] : [`${source}$`, source];
    for (const expression of isNumber.test(source) ? expressions : expressions.slice(-1)) {
      const match = new RegExp(expression, 'u').exec(key);
      if (match) return { from: match.index, until: match.index + match[0].length };
    }
  }
  return undefined;
}

function merged(highlights: readonly Highlight[]): Highlight[] {
  const result: Highlight[] = [];
  for (const { start, length } of highlights.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && start <= last.start + last.length) {
      result[result.length - 1] = { start: last.start, length: Math.max(last.start + last.length, start + length) - last.start };
    } else {
      result.push({ start, length });
    }
  }
  return result;
}
