import { expect, test } from 'vitest';
import { languageOf } from './use-language.js';

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['*', 'en'],
  ['ko', 'ko'],
  ['KO-kr', 'ko'],
  ['ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7', 'ko'],
  ['en-US,en;q=0.9,ko;q=0.8', 'en'],
  ['ko;q=0.4, en;q=0.5', 'en'],
  ['en;q=0.4, ko;q=0.5', 'ko'],
  ['ja, ko;q=0.1', 'ko'],
  ['ja', 'en'],
  ['ja, *;q=0.5', 'en'],
  ['en;q=0, *', 'ko'],
  ['ko;q=0', 'en'],
  ['kok', 'en'],
  [',;=,q', 'en'],
])('%j prefers %s', (header, language) => {
  expect(languageOf(header)).toBe(language);
});
