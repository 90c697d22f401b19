import { expect, test } from 'vitest';
import { describeFault } from './fault.js';

const canary = '홍길동 010-9876-5432';

test('a fault keeps its name, codes, constraint and frames, and nothing that people entered', () => {
  const driver = { originalCode: '23502', originalMessage: `null value in column "x" violates not-null constraint "x_not_null"` };
  const error = Object.assign(new TypeError(`Failing row contains (${canary}).\n    at ${canary} (/srv/pcrm.js:1:1)`), {
    code: 'P2011',
    meta: { driverAdapterError: { cause: { ...driver, detail: canary } } },
    detail: canary,
    cause: new Error(canary),
  });
  const fault = describeFault(error);
  expect(fault).toMatchObject({ name: 'TypeError', code: 'P2011', state: '23502', constraint: 'x_not_null', cause: { name: 'Error' } });
  expect(fault.frames[0]).toMatch(/fault\.test\.ts/u);
  expect(JSON.stringify(fault)).not.toMatch(/홍길동|9876/u);
});

test('of a COMMIT that failed the state is told, too', () => {
  const cause = { kind: 'postgres', originalCode: '23514', originalMessage: `new row violates check constraint "x_in_order" (${canary})` };
  const fault = describeFault(Object.assign(new Error(canary), { name: 'DriverAdapterError', cause }));
  expect(fault).toMatchObject({ name: 'DriverAdapterError', state: '23514', constraint: 'x_in_order' });
  expect(JSON.stringify(fault)).not.toMatch(/홍길동|9876/u);
});

test('what is not an identifier is not taken for a code or a constraint', () => {
  const driver = { originalCode: '22P02', originalMessage: `invalid input syntax: "constraint "01098765432""` };
  const error = Object.assign(new Error('x'), { name: canary, code: canary, meta: { driverAdapterError: { cause: driver } } });
  expect(JSON.stringify(describeFault(error))).not.toMatch(/홍길동|9876/u);
  expect(describeFault(error)).toMatchObject({ name: 'Error', state: '22P02' });
  expect(describeFault(canary)).toEqual({ name: 'string', frames: [] });
});

test('causes that run in a circle are followed only so far', () => {
  const error = new Error('a');
  error.cause = error;
  expect(JSON.stringify(describeFault(error)).match(/"cause"/gu)).toHaveLength(4);
});
