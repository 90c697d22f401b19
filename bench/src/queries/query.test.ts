import { describe, expect, test } from 'vitest';
import { globalId, inOneSpelling, plainId } from './query.js';
import { syllablesOf } from './searches.js';

const ID = '01838f16-4568-74e5-85d3-5a0163417b1e';

describe('ids', () => {
  test('are read from a global one, and left as they are otherwise', () => {
    expect(globalId('Person', ID)).toBe('UGVyc29uOjAxODM4ZjE2LTQ1NjgtNzRlNS04NWQzLTVhMDE2MzQxN2IxZQ==');
    expect(plainId(globalId('Person', ID))).toBe(ID);
    expect(plainId(ID)).toBe(ID);
    expect(plainId('0186628a-f7c0-780e-85a6-b34761ac2e5b')).toBe('0186628a-f7c0-780e-85a6-b34761ac2e5b');
  });
});

describe('answers', () => {
  test('have instants in UTC, however they are written, and days as they are', () => {
    const answer = { at: ['2026-10-31T17:42:00+09:00'], day: '2026-10-31', none: null, count: 3 };
    expect(inOneSpelling(answer)).toEqual({ at: ['2026-10-31T08:42:00.000Z'], day: '2026-10-31', none: null, count: 3 });
  });
});

describe('initial consonants', () => {
  test('are the syllables that begin with them', () => {
    expect(syllablesOf('ㄱㅎ')).toBe('[가-깋][하-힣]');
    const pattern = new RegExp(`^${syllablesOf('ㄱㅁㅅ')}$`, 'u');
    expect(['김민수', '강미숙'].every((name) => pattern.test(name))).toBe(true);
    expect(['깅민수', '나민수', '김민'].filter((name) => pattern.test(name))).toEqual(['깅민수']);
    expect(pattern.test('까민수')).toBe(false);
  });
});
