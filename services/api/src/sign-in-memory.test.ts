import type { Actor } from '@pcrm/core';
import { beforeEach, expect, test } from 'vitest';
import { createSignInMemory, type SignInMemory } from './sign-in-memory.js';

const actor = (name: string, expiresAt: Date | null = null): Actor => ({
  id: name,
  kind: 'STAFF',
  name,
  role: 'STAFF',
  scopes: [],
  departmentId: null,
  credential: { kind: 'API_KEY', id: name, scopes: null, expiresAt },
});

let clock: number;
let now: Date;
let change: () => void;
let memory: SignInMemory;
let looked: string[];
beforeEach(() => {
  [clock, now, looked] = [1_000, new Date('2012-12-12T03:00:00Z'), []];
  const onAccessChange = (listener: () => void) => {
    change = listener;
    return () => undefined;
  };
  memory = createSignInMemory({ now: () => now, onAccessChange }, () => clock);
});

const find = (name: string, found: Actor | undefined = actor(name), during = () => {}) =>
  memory.find(name, async () => {
    looked.push(name);
    during();
    return found;
  });

test('whoever signed in is looked up again after half a second, counted from before it was looked up', async () => {
  await find('하나', actor('하나'), () => (clock += 200));
  clock = 1_499;
  expect(await find('하나')).toMatchObject({ name: '하나' });
  expect(looked).toEqual(['하나']);
  clock = 1_500;
  await find('하나');
  expect(looked).toEqual(['하나', '하나']);
});

test('another credential is looked up, and what did not sign in is looked up each time', async () => {
  await find('하나');
  await find('둘');
  const nobody = async () => {
    looked.push('셋');
    return undefined;
  };
  for (const _again of [1, 2]) expect(await memory.find('셋', nobody)).toBeUndefined();
  expect(looked).toEqual(['하나', '둘', '셋', '셋']);
});

test('a credential is not good longer than it says', async () => {
  await find('하나', actor('하나', new Date('2012-12-12T03:00:01Z')));
  now = new Date('2012-12-12T03:00:01Z');
  await find('하나', undefined);
  expect(looked).toHaveLength(2);
});

test('a change forgets all at once, and what was being looked up meanwhile', async () => {
  await find('하나');
  change();
  await find('하나', actor('하나'), change);
  await find('하나');
  expect(looked).toHaveLength(3);
});

test('a failure is told and nothing is remembered', async () => {
  await expect(memory.find('하나', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  await find('하나');
  expect(looked).toEqual(['하나']);
});
