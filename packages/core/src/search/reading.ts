import { carried, completions, neighbours, splitCluster, syllablesWithInitial, typedAsKorean, typedAsLatin } from './hangul.js';
import { ANY, type Element, type Pattern } from './pattern.js';
import { searchKey } from './search-key.js';

/** Why something was found, in the order in which what was typed is read. */
export const searchReasons = ['AS_TYPED', 'CONTACT', 'TYPING', 'HONORIFIC', 'WORDS', 'KEYBOARD_LAYOUT', 'CONTENT', 'TYPO'] as const;
export type SearchReason = (typeof searchReasons)[number];

/** Where a reading looks: in names; in whole names only; in numbers and addresses; in what else the record says; in all, and names at least once. */
type Place = 'NAMES' | 'WHOLE_NAMES' | 'CONTACTS' | 'CONTENT' | 'ANYWHERE';

/** One way to read what was typed: every word is to be found, each in one of its patterns. */
export interface Reading {
  readonly reason: SearchReason;
  readonly place: Place;
  readonly words: readonly (readonly Pattern[])[];
}

// Longest first, so that 부위원장 is not taken for 위원장.
const honorifics = (
  '부위원장 국회의원 시의원 위원장 선생님 사무처장 사무국장 이사장 본부장 부시장 부지사 도지사 비서관 선생 의원 시장 지사 교수 박사 국장 ' +
  '과장 팀장 실장 처장 대표 회장 의장 총장 원장 위원 간사 이사 기자 변호사 주무관 사무관 서기관 장관 차관 구청장 군수 님 씨'
)
  .split(' ')
  .toSorted((a, b) => b.length - a.length);

const MAX_WORDS = 4;
const TYPO_LENGTHS = { min: 3, max: 12 };

/** The ways to read what was typed, the likeliest first. None when there is nothing to look for. */
export function readingsOf(text: string): Reading[] {
  const { key } = searchKey(text);
  if (key === '') return [];
  const typed = patternOf(key);
  const readings: Reading[] = [
    { reason: 'AS_TYPED', place: 'NAMES', words: [[typed]] },
    { reason: 'CONTACT', place: 'CONTACTS', words: [contactPatterns(text, key)] },
    { reason: 'TYPING', place: 'NAMES', words: [unfinished(typed)] },
    { reason: 'HONORIFIC', place: 'NAMES', words: [withoutHonorifics(key).map(patternOf)] },
    { reason: 'WORDS', place: 'ANYWHERE', words: wordsOf(text) },
    { reason: 'KEYBOARD_LAYOUT', place: 'NAMES', words: [otherLayouts(text, key)] },
    { reason: 'CONTENT', place: 'CONTENT', words: contentWords(text, typed) },
    { reason: 'TYPO', place: 'WHOLE_NAMES', words: [typos(typed)] },
  ];
  return readings.filter(({ words }) => words.length > 0 && words.every((patterns) => patterns.length > 0));
}

/** What a key stands for: consonants alone for every syllable that begins with them, all else for itself. */
export function patternOf(key: string): Pattern {
  return Array.from(key)
    .flatMap((character) => splitCluster(character).filter((letter) => letter !== undefined))
    .map((letter) => syllablesWithInitial(letter) ?? letter);
}

function isLiteral(pattern: Pattern): boolean {
  return pattern.every((element) => typeof element === 'string');
}

// The last syllable may still be growing, and its final may be on its way to the next one.
function unfinished(pattern: Pattern): Pattern[] {
  const last = pattern.at(-1);
  if (typeof last !== 'string') return [];
  const rest = pattern.slice(0, -1);
  const completed = completions(last);
  if (completed) return [[...rest, completed]];
  const next = carried(last);
  const range = next && syllablesWithInitial(next.initial);
  return next && range ? [[...rest, next.open, range]] : [];
}

// Names end like titles, too: what is left keeps a syllable at least, and the text as typed was tried before.
function withoutHonorifics(key: string): string[] {
  const honorific = honorifics.find((title) => key.endsWith(title) && key.length > title.length);
  if (honorific === undefined) return [];
  const rest = key.slice(0, -honorific.length);
  return [rest, ...withoutHonorifics(rest)];
}

function wordsOf(text: string): Pattern[][] {
  const keys = text
    .split(/\s+/u)
    .map((word) => searchKey(word).key)
    .filter((key) => key !== '');
  if (keys.length < 2) return [];
  const words = keys.length > MAX_WORDS ? [...keys.slice(0, MAX_WORDS - 1), keys.slice(MAX_WORDS - 1).join('')] : keys;
  return words.map((key, index) => {
    const typed = patternOf(key);
    return [typed, ...withoutHonorifics(key).map(patternOf), ...(index === words.length - 1 ? unfinished(typed) : [])];
  });
}

// In texts only words of two letters and more are looked for; where one is shorter, all of them together.
function contentWords(text: string, typed: Pattern): Pattern[][] {
  const words = wordsOf(text).flatMap(([word]) => (word ? [word] : []));
  const looked = words.length > 1 && words.every((word) => isLiteral(word) && word.length > 1) ? words : [typed];
  return looked.map((word) => (isLiteral(word) && word.length > 1 ? [word] : []));
}

// Digits from three on, as they end or as they stand within; +82 10 is 010. Addresses from four letters on.
function contactPatterns(text: string, key: string): Pattern[] {
  if (/^\d{3,}$/u.test(key)) {
    const isAbroad = /^(?:\+|00)/u.test(text.trim()) || key.length > 10;
    const dialled = isAbroad ? key.replace(/^(?:00)?820?(?=\d{7})/u, '0') : key;
    return [Array.from(dialled)];
  }
  return /^[\da-z]{4,}$/u.test(key) ? [Array.from(key)] : [];
}

function otherLayouts(text: string, key: string): Pattern[] {
  const korean = /[a-z]/iu.test(key) ? typedAsKorean(text.replace(/\s/gu, '')) : null;
  const latin = /[ㄱ-ㅣ가-힣]/u.test(key) ? typedAsLatin(key) : null;
  const keys = [korean, latin].filter((other) => other !== null).map((other) => searchKey(other).key);
  return [...new Set(keys)].filter((other) => other !== '' && other !== key).map(patternOf);
}

// One letter of a syllable mistaken, one character left out or one too many.
function typos(pattern: Pattern): Pattern[] {
  if (!isLiteral(pattern) || pattern.length < TYPO_LENGTHS.min || pattern.length > TYPO_LENGTHS.max) return [];
  const at = (index: number, ...elements: Element[]): Pattern => [...pattern.slice(0, index), ...elements];
  const oneMore = [...pattern, ANY];
  const within = pattern.flatMap((element, index) => {
    const rest = pattern.slice(index + 1);
    const similar = typeof element === 'string' ? neighbours(element) : undefined;
    return [at(index, similar ?? ANY, ...rest), at(index, ...rest), at(index, ANY, element, ...rest)];
  });
  return [...within, oneMore];
}
