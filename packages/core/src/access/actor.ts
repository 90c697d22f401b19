import type { ActorKind, Role } from '../generated/prisma/enums.js';
import { Forbidden } from '../errors.js';

/** Who acts: a member of staff (with a role), another city tool (with scopes) or the system. */
export interface Actor {
  readonly id: string;
  readonly kind: ActorKind;
  readonly name: string;
  readonly role: Role | null;
  readonly scopes: readonly string[];
  readonly departmentId: string | null;
  /** With what they signed in; left out where a program acts as them by its own right. */
  readonly credential?: Credential;
}

/** With what somebody signed in. */
export interface Credential {
  readonly kind: 'API_KEY' | 'ACCESS_TOKEN';
  /** The id of the key, or of the linked account that the token is of. */
  readonly id: string;
  /** Only these, of all that the actor may do; null for all of it. */
  readonly scopes: readonly string[] | null;
  /** From then on it opens nothing. */
  readonly expiresAt: Date | null;
}

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
] as const;
type Feature = (typeof features)[number];

/** What may be permitted. `:read` and `:write` of each feature, and the powers that not all of staff have. */
export type Scope =
  | `${Feature}:read`
  | `${Feature}:write`
  /** Reads INTERNAL engagements; staff always may, a service only with this scope. */
  | 'engagements:read-internal'
  /** Reads the RESTRICTED engagements of one's own department. */
  | 'engagements:read-restricted'
  /** Reads every RESTRICTED engagement. */
  | 'engagements:read-all'
  /** Reads where natural persons stand, which is sensitive information; every read is logged. */
  | 'stances:read-persons'
  /** Records where natural persons stand. */
  | 'stances:write-persons'
  /** Reads personal data of natural persons as they are; everybody else reads them masked. */
  | 'personal-data:read'
  /** Unmasks the personal data of one natural person, for a reason that the audit keeps. */
  | 'personal-data:unmask'
  /** Merges stakeholders, undoes it, and searches all of them for duplicates. */
  | 'stakeholders:merge'
  /** Closes review rounds. */
  | 'reviews:close'
  /** Reads the calendar of holidays. */
  | 'calendar:read'
  /** Declares holidays. */
  | 'calendar:write'
  /** Reads departments and actors. */
  | 'access:read'
  /** Manages departments, actors and keys. */
  | 'access:write'
  /** Reads the audit. */
  | 'audit:read';

const viewer: readonly Scope[] = [
  ...features.map((feature) => `${feature}:read` as const),
  'engagements:read-internal',
  'access:read',
  'calendar:read',
  'personal-data:unmask',
];
const staff: readonly Scope[] = [
  ...viewer,
  ...features.map((feature) => `${feature}:write` as const),
  'stances:read-persons',
  'stances:write-persons',
  'personal-data:read',
];
const manager: readonly Scope[] = [...staff, 'engagements:read-restricted', 'stakeholders:merge', 'reviews:close', 'calendar:write'];
const admin: readonly Scope[] = [...manager, 'engagements:read-all', 'access:write', 'audit:read'];
const scopesOfRole: Record<Role, readonly Scope[]> = {
  VIEWER: viewer,
  STAFF: staff,
  MANAGER: manager,
  ADMIN: admin,
};

/** Every scope there is. */
export const allScopes: readonly Scope[] = admin;

/** Whether the actor may do what the scope names, with what they signed in with. */
export function permits(actor: Actor, scope: Scope): boolean {
  const { scopes = null } = actor.credential ?? {};
  if (scopes !== null && !scopes.includes(scope)) return false;
  switch (actor.kind) {
    case 'SYSTEM':
      return true;
    case 'SERVICE':
      return actor.scopes.includes(scope);
    case 'STAFF':
      return actor.role !== null && scopesOfRole[actor.role].includes(scope);
  }
}

/** Throws Forbidden unless the actor may do what the scope names. */
export function requireScope(actor: Actor, scope: Scope): void {
  if (!permits(actor, scope)) throw new Forbidden(scope);
}

/** All that the actor may do. */
export function scopesOf(actor: Actor): readonly Scope[] {
  return allScopes.filter((scope) => permits(actor, scope));
}

/** Throws Forbidden when there is one among the scopes that the actor does not have: nobody gives away more than they have. */
export function requireAll(actor: Actor, scopes: readonly Scope[]): void {
  for (const scope of scopes) requireScope(actor, scope);
}

/** The actor of migrations and first set-up, present in every database. */
export const systemActor: Actor = {
  id: '00000000-0000-7000-8000-000000000001',
  kind: 'SYSTEM',
  name: 'PCRM',
  role: null,
  scopes: [],
  departmentId: null,
};
