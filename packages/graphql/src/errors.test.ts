import { expect, test } from 'vitest';
import { toForbidden } from './errors.js';

test('the permission that is missing is told, also where it is asked for together with others', () => {
  const audit = { kind: 'AuthScope', scope: 'can', parameter: 'audit:read', error: null };
  expect(toForbidden(audit).scope).toBe('audit:read');
  expect(toForbidden({ kind: 'AnyAuthScopes', failures: [{ kind: 'Unknown' }, { kind: 'AllAuthScopes', failures: [audit] }] }).scope).toBe(
    'audit:read',
  );
  expect(toForbidden({ kind: 'Unknown' }).scope).toBe('signed-in');
});
