import { initialOf, type SyllableRange } from './hangul.js';

/** Any one character. */
export const ANY = { any: true } as const;

/** What one character of a name may be: itself, one of a range of syllables, one of several, or any. */
export type Element = string | SyllableRange | readonly string[] | typeof ANY;

/** What a part of a name may be, character by character. */
export type Pattern = readonly Element[];

/** How much of a name a pattern is: all of it, its beginning, or a part. */
export type Extent = 'WHOLE' | 'BEGINNING' | 'PART';

// Keys hold neither punctuation nor blanks, so that nothing needs to be escaped.
function sourceOfElement(element: Element): string {
  if (typeof element === 'string') return element;
  if ('any' in element) return '[^|]';
  return 'first' in element ? `[${element.first}-${element.last}]` : `[${element.join('')}]`;
}

/** The regular expression of a pattern, the same for PostgreSQL and for JavaScript. */
export function sourceOf(pattern: Pattern): string {
  return pattern.map(sourceOfElement).join('');
}

/** Whether the pattern is so short that it only stands for beginnings: a consonant, or a syllable that may go on. */
export function isBeginning(pattern: Pattern): boolean {
  return pattern.length === 1 && typeof pattern[0] !== 'string';
}

/** The text itself, for a pattern that stands for one text only. */
export function literalOf(pattern: Pattern): string | undefined {
  return pattern.every((element) => typeof element === 'string') ? pattern.join('') : undefined;
}

function initialOfElement(element: Element | undefined): string | undefined {
  if (typeof element === 'string') return initialOf(element);
  return element !== undefined && 'first' in element ? initialOf(element.first) : undefined;
}

/** Parts that every name with the pattern has, as the function `search_grams` marks them. At least one, unless the pattern is nothing but gaps. */
export function gramsOfNames(pattern: Pattern, extent: Extent): string[] {
  const literal = literalOf(pattern);
  if (extent === 'WHOLE' && literal !== undefined && pattern.length <= 20) return [`=${literal}`];
  const grams = new Set<string>();
  pattern.forEach((element, index) => {
    const next = pattern[index + 1];
    if (typeof element !== 'string') return;
    if (typeof next === 'string') grams.add(`n${element}${next}`);
    else if (typeof pattern[index - 1] !== 'string') grams.add(`n${element}`);
  });
  for (const gram of gramsOfInitials(pattern)) grams.add(gram);
  const initials = pattern.map(initialOfElement);
  if (extent === 'WHOLE' && pattern.length <= 20 && initials.every((initial) => initial !== undefined)) grams.add(`~${initials.join('')}`);
  if (extent !== 'PART' || isBeginning(pattern)) for (const gram of gramsOfBeginning(pattern)) grams.add(gram);
  return [...grams];
}

// Initials are asked for only where the characters themselves are not known.
function gramsOfInitials(pattern: Pattern): string[] {
  const initials = pattern.map(initialOfElement);
  const size = pattern.length === 2 ? 2 : 3;
  return pattern.flatMap((_, index) => {
    const window = pattern.slice(index, index + size);
    const letters = initials.slice(index, index + size);
    if (window.every((element) => typeof element === 'string')) return [];
    if (window.length === size && letters.every((letter) => letter !== undefined)) return [`i${letters.join('')}`];
    const [first, second] = letters;
    return first !== undefined && second !== undefined ? [`i${first}${second}`] : [];
  });
}

function gramsOfBeginning(pattern: Pattern): string[] {
  const [first, second] = pattern;
  if (typeof first === 'string') return [typeof second === 'string' ? `^${first}${second}` : `^${first}`];
  const initials = [initialOfElement(first), initialOfElement(second)];
  if (initials[0] === undefined) return [];
  return [`j${initials[0]}${initials[1] ?? ''}`];
}

/** The same for a text in which only texts themselves are looked for; none where it is too short. */
export function gramsOfText(pattern: Pattern, place: 'c' | 't' | 'r'): string[] {
  const literal = literalOf(pattern);
  if (literal === undefined) return [];
  const characters = Array.from(literal);
  const size = place === 'c' ? 4 : 2;
  if (place === 'c' && characters.length === 3) return [`c${literal}`];
  return characters.slice(size - 1).map((_, index) => place + characters.slice(index, index + size).join(''));
}
