import { describe, expect, test } from 'vitest';
import { Role } from '../generated/prisma/enums.js';
import { allScopes, permits, requireScope, systemActor, type Actor, type Scope } from './actor.js';

const features = [
  'stakeholders',
  'memberships',
  'bodies',
  'budgets',
  'meetings',
  'engagements',
  'commitments',
  'policy-tasks',
  'proposals',
  'sources',
  'stances',
  'programmes',
];
const reads = [...features.map((feature) => `${feature}:read`), 'access:read', 'calendar:read'];
const writes = features.map((feature) => `${feature}:write`);
const viewer = [...reads, 'engagements:read-internal', 'personal-data:unmask'];
const staff = [...viewer, ...writes, 'stances:read-persons', 'stances:write-persons', 'personal-data:read'];
const manager = [...staff, 'engagements:read-restricted', 'stakeholders:merge', 'reviews:close', 'calendar:write'];
const admin = [...manager, 'engagements:read-all', 'access:write', 'audit:read'];

function actor(fields: Partial<Actor>): Actor {
  return { id: systemActor.id, kind: 'STAFF', name: '직원', role: null, scopes: [], departmentId: null, ...fields };
}

function permitted(who: Actor): Scope[] {
  return allScopes.filter((scope) => permits(who, scope));
}

describe('what each role may do', () => {
  test.each([
    [Role.VIEWER, viewer],
    [Role.STAFF, staff],
    [Role.MANAGER, manager],
    [Role.ADMIN, admin],
  ])('%s', (role, scopes) => {
    expect(permitted(actor({ role })).toSorted()).toEqual(scopes.toSorted());
  });

  test('there is no other scope', () => {
    expect(allScopes.toSorted()).toEqual(admin.toSorted());
  });
});

test('a service may do what its scopes name and nothing else', () => {
  const service = actor({ kind: 'SERVICE', scopes: ['engagements:read', 'stakeholders:write', 'no:such'] });
  expect(permitted(service).toSorted()).toEqual(['engagements:read', 'stakeholders:write']);
});

test('staff have no scopes beside their role, and without a role nothing', () => {
  expect(permitted(actor({ role: null, scopes: ['audit:read'] }))).toEqual([]);
  expect(permits(actor({ role: 'VIEWER', scopes: ['audit:read'] }), 'audit:read')).toBe(false);
});

test('the system may do everything', () => {
  expect(permitted(systemActor)).toEqual([...allScopes]);
});

test('what is not permitted is Forbidden, and names what it would take', () => {
  expect(() => requireScope(actor({ role: 'STAFF' }), 'reviews:close')).toThrow(
    'This needs the permission reviews:close, which you do not have. Ask an administrator for a role or scope that includes it.',
  );
});
