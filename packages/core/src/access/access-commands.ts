import { defineCommand } from '../command.js';
import { InvalidInput, NotFound, StaleVersion } from '../errors.js';
import * as rules from './access.js';
import { requireAll, scopesOf, type Actor } from './actor.js';

/** Adds a department of the city. */
export const addDepartment = defineCommand({
  name: 'addDepartment',
  scope: 'access:write',
  schema: rules.addDepartmentInput,
  perform: async ({ db, data }) => ({ type: 'Department', before: null, after: await db.department.create({ data }) }),
});

/** Adds a member of staff, with a role, or another city tool, with scopes. */
export const addActor = defineCommand({
  name: 'addActor',
  scope: 'access:write',
  schema: rules.addActorInput,
  perform: async ({ db, actor, data }) => {
    const after = await db.actor.create({ data });
    requireAllOf(actor, after);
    return { type: 'Actor', before: null, after };
  },
});

/** Changes an actor's name, role, scopes or department, or disables the actor. */
export const reviseActor = defineCommand({
  name: 'reviseActor',
  scope: 'access:write',
  schema: rules.reviseActorInput,
  perform: async ({ db, actor, data: { id, version, disabled, ...columns }, now }) => {
    const before = await db.actor.findUnique({ where: { id } });
    if (before === null || before.kind === 'SYSTEM') throw new NotFound('Actor', id);
    const foreign = before.kind === 'STAFF' ? ('scopes' as const) : ('role' as const);
    if (columns[foreign] !== undefined) {
      throw InvalidInput.at([foreign], 'wrong_kind', 'Staff have a role and services have scopes. Leave this out.');
    }
    if (before.version !== version) throw new StaleVersion('Actor', id, version);
    const disabledAt = disabled ? (before.disabledAt ?? now) : null;
    const after = await db.actor.update({
      where: { id, version },
      data: { ...columns, ...(disabled === undefined ? {} : { disabledAt }), version: { increment: 1 } },
    });
    if (columns.role !== undefined || columns.scopes !== undefined) requireAllOf(actor, after);
    return { type: 'Actor', before, after };
  },
});

// With a key for some of their powers, administrators make nobody who has all of them.
function requireAllOf(actor: Actor, { id, kind, name, role, scopes, departmentId }: Actor): void {
  requireAll(actor, scopesOf({ id, kind, name, role, scopes, departmentId }));
}

/**
 * Links an account at the identity provider to an actor, who signs in with its access tokens from then on. Nobody links one to an actor who
 * may do more than they may themselves.
 *
 * @throws Conflict `LinkedAccount_issuer_subject_key` when it is linked to somebody already.
 */
export const linkAccount = defineCommand({
  name: 'linkAccount',
  scope: 'access:write',
  schema: rules.linkAccountInput,
  perform: async ({ db, actor, data, now }) => {
    const holder = await db.actor.findUnique({ where: { id: data.actorId } });
    if (holder === null || holder.kind === 'SYSTEM') throw new NotFound('Actor', data.actorId);
    requireAllOf(actor, holder);
    return { type: 'LinkedAccount', before: null, after: await db.linkedAccount.create({ data: { ...data, createdAt: now } }) };
  },
});

/** Takes an account from its actor: its tokens open nothing any more. Answers what it was; the audit keeps it. */
export const unlinkAccount = defineCommand({
  name: 'unlinkAccount',
  scope: 'access:write',
  schema: rules.unlinkAccountInput,
  perform: async ({ db, data: { id } }) => {
    const [before] = await db.linkedAccount.findMany({ where: { id } });
    if (before === undefined || (await db.linkedAccount.deleteMany({ where: { id } })).count === 0) throw new NotFound('LinkedAccount', id);
    return { type: 'LinkedAccount', before, after: before };
  },
});
