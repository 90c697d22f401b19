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

test('figures of a few persons are withheld, and with them those of the line from which they could be computed', () => {
  const cells = '[[3,"2012-10-01","EXPERT"],[6,"2012-10-01","PRESS"],[9,"2012-10-01","BUSINESS"],[0,"2012-11-01","PRESS"]]';
  const figures = [1, 2, 3, 4].map((place) => `\u0001f${place}:null:7${place}\u0002,\u0001f${place}:true:false\u0002`);
  expect(shown(`\u0001t${cells}\u0002[${figures.join()}]`)).toBe('[null,true,null,true,73,false,74,false]');
});

test('each table withholds its own', () => {
  const table = (persons: number) => `\u0001t[[${persons},"PRESS"]]\u0002[\u0001f1:null:1\u0002]`;
  expect(shown(`{"few":${table(4)},"none":\u0001t[]\u0002[],"many":${table(5)}}`)).toBe('{"few":[null],"none":[],"many":[1]}');
});

test('what the statement cannot tell is asked of the resolvers', () => {
  expect(() => shown('{"data":{"node":\u0001e\u0002}}')).toThrow(AnsweredElsewhere);
});

test('a marker that is not known or has no end is no answer', () => {
  expect(() => shown('{"name":\u0001x"홍길동"\u0002}')).toThrow('no known kind');
  expect(() => shown('{"name":\u0001n"홍길동"}')).toThrow('no end');
  expect(() => shown('[\u0001f1:null:7\u0002]')).toThrow('no table');
});
