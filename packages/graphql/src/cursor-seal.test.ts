import { expect, test } from 'vitest';
import { cursorSeal } from './cursor-seal.js';

const seal = cursorSeal(Buffer.alloc(32, 7));
const purpose = ['Query.stakeholders', 'actor-1'];
const cursor = '["박종렬","0191f3a0-0000-7000-8000-000000000000"]';

test('a sealed cursor is read back, is the same each time, and shows nothing of the position', () => {
  const sealed = seal.seal(cursor, purpose);
  expect(seal.open(sealed, purpose)).toBe(cursor);
  expect(seal.seal(cursor, purpose)).toBe(sealed);
  expect(sealed).toMatch(/^[\w-]+$/u);
  expect(Buffer.from(sealed, 'base64url').includes('박종렬')).toBe(false);
});

test('another field, another actor, another key and names that run into each other open nothing', () => {
  const sealed = seal.seal(cursor, purpose);
  expect(seal.open(sealed, ['Query.bodies', 'actor-1'])).toBeUndefined();
  expect(seal.open(sealed, ['Query.stakeholders', 'actor-2'])).toBeUndefined();
  expect(seal.open(sealed, ['Query.stakeholdersactor-1'])).toBeUndefined();
  expect(cursorSeal(Buffer.alloc(32, 8)).open(sealed, purpose)).toBeUndefined();
});

test('each bit of a cursor counts, as do its length and its spelling', () => {
  const sealed = seal.seal(cursor, purpose);
  const bytes = Buffer.from(sealed, 'base64url');
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const tampered = Buffer.from(bytes);
    tampered.writeUInt8(tampered.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    expect(seal.open(tampered.toString('base64url'), purpose)).toBeUndefined();
  }
  const others = [
    '',
    'x',
    sealed.slice(0, -4),
    `${sealed}AAAA`,
    ` ${sealed}`,
    `${sealed}=`,
    Buffer.from(cursor).toString('base64url'),
    '한글',
  ];
  expect(others.filter((other) => seal.open(other, purpose) !== undefined)).toEqual([]);
});
