import { expect, test } from 'vitest';
import { carried, completions, initialOf, syllablesWithInitial, typedAsKorean, typedAsLatin } from './hangul.js';

test('initial consonants', () => {
  expect(Array.from('박종렬', initialOf)).toEqual(['ㅂ', 'ㅈ', 'ㄹ']);
  expect(Array.from('까A1朴', initialOf)).toEqual(['ㄲ', undefined, undefined, undefined]);
  expect(syllablesWithInitial('ㅂ')).toEqual({ first: '바', last: '빟' });
  expect(syllablesWithInitial('ㅏ')).toBeUndefined();
});

test('what a syllable may become', () => {
  expect(completions('조')).toEqual({ first: '조', last: '좋' });
  expect(completions('종')).toBeUndefined();
  expect(carried('종')).toEqual({ open: '조', initial: 'ㅇ' });
  expect(carried('닭')).toEqual({ open: '달', initial: 'ㄱ' });
  expect(carried('조')).toBeUndefined();
});

test.each([
  ['qkrwhdfuf', '박종렬'],
  ['QKRWHDFUF', '박종렬'],
  ['dlscjs', '인천'],
  ['Rkcl', '까치'],
  ['rhksrP', '관계'],
  ['tla', '심'],
  ['gks', '한'],
  ['ekfr', '닭'],
  ['ekfrdl', '닭이'],
  ['ekfrl', '달기'],
  ['rlawltn123', '김지수123'],
])('%s is %s on the Korean keyboard', (keys, korean) => {
  expect(typedAsKorean(keys)).toBe(korean);
});

test('what is no Korean', () => {
  expect(typedAsKorean('kim')).toBeNull();
});

test.each([
  ['ㅎㅅㅌ', 'gtx'],
  ['ㅏㅑㅡ', 'kim'],
  ['박종렬', 'qkrwhdfuf'],
  ['뭉', 'and'],
  ['꽈ㅖ', 'rhkp'],
])('%s is %s on the Latin keyboard', (korean, keys) => {
  expect(typedAsLatin(korean)).toBe(keys);
});
