import { expect, test } from 'vitest';
import { isDatabaseUnavailable } from './database-unavailable.js';

// As Prisma's driver adapter throws it: the cause is no Error.
const ofDriver = (cause: object) => Object.assign(new Error('x'), { name: 'DriverAdapterError', cause });
const ofServer = (code: string) => ofDriver({ kind: 'postgres', code, severity: 'FATAL', originalCode: code });
const ofStatement = (driverAdapterError: Error) => Object.assign(new Error('x'), { code: 'P2010', meta: { driverAdapterError } });

test.each([
  ['a COMMIT while the server is shut down', ofServer('57P01')],
  ['a BEGIN while it starts', ofServer('57P03')],
  ['a COMMIT whose connection was reset', ofDriver({ kind: 'ConnectionClosed' })],
  ['a BEGIN that nobody answers', ofDriver({ kind: 'DatabaseNotReachable' })],
  ['a COMMIT whose connection ended', new Error('Connection terminated unexpectedly')],
  ['a statement on a connection that ended before', new Error('Client was closed and is not queryable')],
  ['a statement while the server is shut down', ofStatement(ofServer('57P01'))],
  ['what GraphQL made of one of them', Object.assign(new Error('x'), { originalError: ofServer('57P02') })],
])('%s failed because the database is away', (_what, error) => {
  expect(isDatabaseUnavailable(error)).toBe(true);
});

test.each([
  ['a COMMIT that a constraint refused', ofServer('23514')],
  ['a statement that a constraint refused', ofStatement(ofServer('23505'))],
  ['a mistake of the program', new TypeError('x is not a function')],
  ['nothing', null],
  ['a word', '57P01'],
])('%s did not', (_what, error) => {
  expect(isDatabaseUnavailable(error)).toBe(false);
});

test('causes that run in a circle are followed only so far', () => {
  const error = new Error('x');
  error.cause = error;
  expect(isDatabaseUnavailable(error)).toBe(false);
});
