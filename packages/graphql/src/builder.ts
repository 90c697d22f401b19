import { permits, type Scope } from '@pcrm/core';
import { getDatamodel, type PrismaTypes } from '@pcrm/core/pothos';
import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import DataloaderPlugin from '@pothos/plugin-dataloader';
import ErrorsPlugin from '@pothos/plugin-errors';
import PrismaPlugin from '@pothos/plugin-prisma';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import ValidationPlugin from '@pothos/plugin-validation';
import type { GraphQLContext } from './context.js';
import { resultErrors, toForbidden, toInvalidInput } from './errors.js';

/** The types that the schema is built from. */
export interface SchemaTypes {
  PrismaTypes: PrismaTypes;
  Context: GraphQLContext;
  DefaultFieldNullability: false;
  AuthScopes: { can: Scope };
  Scalars: {
    ID: { Input: string; Output: string };
    DateTime: { Input: Date; Output: Date };
    Date: { Input: string; Output: string };
    PartialDate: { Input: string; Output: string };
    SafeInt: { Input: number | bigint; Output: number | bigint };
    JSON: { Input: unknown; Output: unknown };
  };
}

/** The limits of one operation. Lists count their rows, so that a page of pages costs what it is. */
export const LIMITS = { depth: 15, breadth: 300, complexity: 20_000 } as const;

/** Every concept adds its types and fields to this builder; schema.ts makes the schema of it. */
export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [ErrorsPlugin, ScopeAuthPlugin, ValidationPlugin, PrismaPlugin, RelayPlugin, DataloaderPlugin, ComplexityPlugin],
  defaultFieldNullability: false,
  errors: {
    defaultTypes: [...resultErrors],
    defaultResultOptions: { name: ({ fieldName }) => `${capitalized(fieldName)}Success` },
    defaultUnionOptions: { name: ({ fieldName }) => `${capitalized(fieldName)}Result` },
  },
  scopeAuth: {
    authScopes: ({ actor }) => ({ can: (scope) => permits(actor, scope) }),
    treatErrorsAsUnauthorized: false,
    unauthorizedError: (_parent, _context, _info, { failure }) => toForbidden(failure),
  },
  validation: { validationError: toInvalidInput },
  prisma: {
    // The plugin only reads with it.
    client: ({ db }) => db as never,
    dmmf: getDatamodel(),
    exposeDescriptions: true,
  },
  relay: {
    clientMutationId: 'omit',
    cursorType: 'String',
  },
  complexity: { defaultComplexity: 1, defaultListMultiplier: 10, limit: LIMITS },
});

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
