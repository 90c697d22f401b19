import { commandScopes, Forbidden, InvalidInput, NotFound, permits, type Scope } from '@pcrm/core';
import { decodeGlobalID } from '@pothos/plugin-relay';
import { execute, getNamedType, isInputObjectType, isObjectType, parse, type GraphQLInputField, type GraphQLSchema } from 'graphql';
import { builder } from './builder.js';
import type { GraphQLContext } from './context.js';
import { describedEnum } from './enums.js';

const READ = 'read';

const reasons = {
  ALLOWED: 'The caller may do it. What else a rule asks, such as a state or a version, is looked at when it is done.',
  FORBIDDEN: 'The caller lacks a permission.',
  NOT_FOUND: 'There is no such record, or the caller may not see it: the two answer alike.',
} as const;

const Reason = describedEnum('PermissionReason', 'Why something is permitted or not.', reasons);

interface Decision {
  readonly reason: keyof typeof reasons;
  readonly scope: string | null;
  readonly message: string;
}

const Permission = builder.objectRef<Decision>('Permission').implement({
  description: 'Whether the caller may do something with a record, and why.',
  fields: (t) => ({
    allowed: t.boolean({ description: 'Whether they may.', resolve: ({ reason }) => reason === 'ALLOWED' }),
    reason: t.expose('reason', { type: Reason, description: 'Why, for programs.' }),
    scope: t.exposeString('scope', { nullable: true, description: 'The permission that is lacking, such as engagements:write.' }),
    message: t.string({ description: 'Why, with the cure, for people.', resolve: ({ message }, _args, { tell }) => tell(message) }),
  }),
});

builder.queryField('whyNot', (t) =>
  t.field({
    type: Permission,
    description:
      'Whether the caller may do something with a record, and why not. Of what they may not see it tells no more than of what is not there.',
    args: {
      id: t.arg.id({ required: true, description: 'The record.' }),
      action: t.arg.string({
        required: true,
        defaultValue: READ,
        description: 'The name of a mutation that takes the id of such a record, such as correctEngagement; or read.',
      }),
    },
    // It reads the record as `node` does.
    complexity: 5,
    resolve: async (_root, { id, action }, context, { schema }) => {
      const typename = typenameOf(schema, id);
      if (typename === undefined) return refusal('NOT_FOUND', new NotFound('record', id));
      const scopes = scopesOfAction(schema, action, typename);
      const toRead = scopeToRead(schema, typename);
      if (toRead !== undefined && !permits(context.actor, toRead)) return refusal('FORBIDDEN', new Forbidden(toRead));
      const record = await visibleRecord(context, schema, id);
      if (record === undefined) return refusal('NOT_FOUND', new NotFound(typename, id));
      const lacking = scopes.find((scope) => !permits(context.actor, scope));
      if (lacking !== undefined) return refusal('FORBIDDEN', new Forbidden(lacking));
      return { reason: 'ALLOWED' as const, scope: null, message: reasons.ALLOWED };
    },
  }),
);

function refusal(reason: 'FORBIDDEN' | 'NOT_FOUND', error: Forbidden | NotFound): Decision {
  return { reason, scope: error instanceof Forbidden ? error.scope : null, message: error.message };
}

// Whose type it is says the id itself. What is no id of this schema is not there.
function typenameOf(schema: GraphQLSchema, id: string): string | undefined {
  try {
    const { typename } = decodeGlobalID(id);
    const type = schema.getType(typename);
    return isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node') ? typename : undefined;
  } catch {
    return undefined;
  }
}

function scopeToRead(schema: GraphQLSchema, typename: string): Scope | undefined {
  const { authScopes } = (schema.getType(typename)?.extensions['pothosOptions'] ?? {}) as { readonly authScopes?: unknown };
  const declared = typeof authScopes === 'object' && authScopes !== null && 'can' in authScopes;
  return declared ? (authScopes.can as Scope) : undefined;
}

// Whether somebody sees a record is what `node` answers them, with the filters and the log that it has.
const askNode = parse('query ($id: ID!) { node(id: $id) { id } }');

async function visibleRecord(context: GraphQLContext, schema: GraphQLSchema, id: string): Promise<unknown> {
  const { data } = await execute({ schema, document: askNode, variableValues: { id }, contextValue: { ...context, loaders: new Map() } });
  return (data as { readonly node: unknown } | null | undefined)?.node ?? undefined;
}

// Beside its own scope a command may take another, for records of this type.
const furtherScopes: Readonly<Record<string, Readonly<Record<string, Scope>>>> = {
  recordStance: { Person: 'stances:write-persons' },
};

function scopesOfAction(schema: GraphQLSchema, action: string, typename: string): Scope[] {
  if (action === READ) return [];
  const possible = actionsOn(schema, typename);
  if (!possible.includes(action)) {
    const message = `No mutation of this name takes the type ${typename}. Use one of ${[READ, ...possible].join(', ')}.`;
    throw InvalidInput.at(['action'], 'unknown_action', message);
  }
  const own = commandScopes[action];
  const further = furtherScopes[action]?.[typename];
  return [own, further].filter((scope) => scope != null);
}

function actionsOn(schema: GraphQLSchema, typename: string): string[] {
  const takes = ({ extensions }: Pick<GraphQLInputField, 'extensions'>) => {
    const types = (extensions['relayGlobalIDFor'] ?? []) as readonly { readonly typename: string }[];
    return types.some((type) => type.typename === typename);
  };
  return Object.values(schema.getMutationType()?.getFields() ?? {})
    .filter(({ args }) =>
      args.some((argument) => {
        const type = getNamedType(argument.type);
        return takes(argument) || (isInputObjectType(type) && Object.values(type.getFields()).some(takes));
      }),
    )
    .map(({ name }) => name)
    .filter((name) => name in commandScopes);
}
