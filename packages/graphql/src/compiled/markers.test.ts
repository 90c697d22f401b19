import { systemActor } from '@pcrm/core';
import { expect, test } from 'vitest';
import type { GraphQLContext } from '../context.js';
import { cursorSeal } from '../cursor-seal.js';
import { AnsweredElsewhere, withoutMarkers } from './markers.js';

const cursors = cursorSeal('a key for tests');
const context = { cursors, actor: systemActor } as GraphQLContext;
const shown = (text: string) => withoutMarkers(text, context, ['Query.stakeholders', 'Person.engagements']);

test('what has no markers is as it was', () => {
  expect(shown('{"data":{"name":"홍길동"}}')).toBe('{"data":{"name":"홍길동"}}');
});

test('a cursor is sealed for its field and whoever asks', () => {
  const keys = '["2012-12-12T03:00:00.000Z","018f"]';
  const sealed = JSON.parse(shown(`{"cursor":\u0001c1:${keys}\u0002}`)) as { cursor: string };
  expect(cursors.open(sealed.cursor, ['Person.engagements', systemActor.id])).toBe(Buffer.from(keys).toString('base64url'));
  expect(cursors.open(sealed.cursor, ['Query.stakeholders', systemActor.id])).toBeUndefined();
});

test('names and contact points are masked', () => {
  expect(shown('{"name":\u0001n"홍길동"\u0002,"value":\u0001pMOBILE:"010-1234-5678"\u0002}')).toBe(
    '{"name":"홍*동","value":"010-****-5678"}',
  );
  expect(shown('\u0001n"\\"Hong\\" Gildong"\u0002')).toBe(JSON.stringify('"*** G***'));
});

test('what the statement cannot tell is asked of the resolvers', () => {
  expect(() => shown('{"data":{"node":\u0001e\u0002}}')).toThrow(AnsweredElsewhere);
});

test('a marker that is not known or has no end is no answer', () => {
  expect(() => shown('{"name":\u0001x"홍길동"\u0002}')).toThrow('no known kind');
  expect(() => shown('{"name":\u0001n"홍길동"}')).toThrow('no end');
});
