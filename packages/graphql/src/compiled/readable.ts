import type { Scope } from '@pcrm/core';
import type { GraphQLField, GraphQLInterfaceType, GraphQLObjectType } from 'graphql';
import { NotCompiled, rowsRuleOf } from './rules.js';
import type { StatementDraft } from './statement-draft.js';

interface WithOptions {
  readonly extensions: Readonly<Record<string, unknown>>;
}

/**
 * Goes on only where every row of the type may be read by whoever asks, by the same scopes that the resolvers ask for. What depends on the
 * row has a rule that says which scope suffices, or is left to the resolvers.
 *
 * @throws NotCompiled
 */
export function requireReadable(draft: StatementDraft, type: GraphQLObjectType | GraphQLInterfaceType): void {
  for (const each of [type, ...type.getInterfaces()]) {
    const scopes = optionsOf(each)['authScopes'];
    const scope = typeof scopes === 'function' ? rowsRuleOf(each).scope : scopeIn(scopes);
    requirePermitted(draft, scope, each.name);
    if (optionsOf(each)['grantScopes'] !== undefined) throw new NotCompiled(`${each.name} grants scopes.`);
  }
}

/** The same of a field. */
export function requireFieldReadable(draft: StatementDraft, field: GraphQLField<unknown, unknown>): void {
  const { authScopes, grantScopes } = optionsOf(field);
  requirePermitted(draft, scopeIn(authScopes), field.name);
  if (grantScopes !== undefined) throw new NotCompiled(`${field.name} grants scopes.`);
}

function optionsOf({ extensions }: WithOptions): Readonly<Record<string, unknown>> {
  return (extensions['pothosOptions'] ?? {}) as Readonly<Record<string, unknown>>;
}

// Undefined where the scopes are of another kind, null where there are none.
function scopeIn(scopes: unknown): Scope | null | undefined {
  if (scopes === undefined) return null;
  if (typeof scopes !== 'object' || scopes === null) return undefined;
  const [[kind, scope] = [], ...others] = Object.entries(scopes);
  return kind === 'can' && others.length === 0 ? (scope as Scope) : undefined;
}

function requirePermitted(draft: StatementDraft, scope: Scope | null | undefined, of: string): void {
  if (scope === null) return;
  if (scope === undefined) throw new NotCompiled(`Who may read ${of} depends on more than a scope.`);
  if (!draft.permits(scope)) throw new NotCompiled(`Whoever asks may not read ${of}.`);
}
