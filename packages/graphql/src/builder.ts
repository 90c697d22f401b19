import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, permits, type Scope } from '@pcrm/core';
import { getDatamodel, type PrismaTypes } from '@pcrm/core/pothos';
import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import DataloaderPlugin from '@pothos/plugin-dataloader';
import ErrorsPlugin from '@pothos/plugin-errors';
import PrismaPlugin from '@pothos/plugin-prisma';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import ValidationPlugin from '@pothos/plugin-validation';
import { nodeRule, nodesRule } from './compiled/nodes.js';
import { compiledBy } from './compiled/rules.js';
import type { GraphQLContext } from './context.js';
import { resultErrors, tellRefusal, toForbidden, toInvalidInput } from './errors.js';
import { mayHaveNode, replaceMergedIds } from './node-access.js';

/** The types that the schema is built from. */
export interface SchemaTypes {
  PrismaTypes: PrismaTypes;
  Context: GraphQLContext;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: { list: false; items: false };
  DefaultNodeNullability: false;
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
    onResolvedError: tellRefusal,
    defaultResultOptions: { name: ({ fieldName }) => `${capitalized(fieldName)}Success`, description: 'It was done.' },
    defaultUnionOptions: {
      name: ({ fieldName }) => `${capitalized(fieldName)}Result`,
      description: 'What came of it: it was done, or it was refused and nothing was written.',
    },
  },
  scopeAuth: {
    authScopes: ({ actor }) => ({ can: (scope) => permits(actor, scope) }),
    treatErrorsAsUnauthorized: false,
    // Before anything is followed. At each event the list that it is read from asks again.
    authorizeOnSubscribe: true,
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
    nodeTypeOptions: { description: 'Everything that has an id of its own.' },
    idFieldOptions: { description: 'An id that is unique in the whole schema.' },
    nodeQueryOptions: {
      description: 'The record with this id; null when there is none, or the caller may not see it.',
      args: { id: { description: 'The id.' } },
      extensions: compiledBy(nodeRule),
      // It reads the id of the arguments, whatever it is given.
      resolve: async (...[, args, context, { schema }, resolveNode]) => {
        if (!mayHaveNode(context, schema, args.id)) return null;
        const found: unknown = await resolveNode(args.id);
        return found == null && (await replaceMergedIds(context, [args.id])) ? resolveNode(args.id) : found;
      },
    },
    nodesQueryOptions: {
      description: 'The records with these ids, in their order; null for each that is not there, or that the caller may not see.',
      args: { ids: { description: 'The ids.' } },
      extensions: compiledBy(nodesRule),
      resolve: async (...[, { ids }, context, { schema }, resolveNodes]) => {
        // It reads the list of the arguments, whatever it is given; what is null there answers null.
        for (const [index, id] of ids.entries()) if (!mayHaveNode(context, schema, id)) ids[index] = null as never;
        const found = await resolveNodes(ids);
        const missing = ids.filter((id, index) => id != null && found[index] == null);
        return (await replaceMergedIds(context, missing)) ? resolveNodes(ids) : found;
      },
      complexity: ({ ids }: { ids: readonly unknown[] }) => ({ field: 1, multiplier: ids.length }),
    },
    pageInfoTypeOptions: { description: 'Where a page of a list begins and ends.' },
    hasNextPageFieldOptions: { description: 'Whether the list goes on after this page.' },
    hasPreviousPageFieldOptions: { description: 'Whether the list has rows before this page.' },
    startCursorFieldOptions: { description: 'The cursor of the first row; null when the page is empty.' },
    endCursorFieldOptions: { description: 'The cursor of the last row; null when the page is empty.' },
    cursorFieldOptions: { description: 'The position in the list, to ask for what comes after or before it.' },
    nodeFieldOptions: { description: 'The row.', nullable: false },
    edgesFieldOptions: {
      description: 'The rows of this page, each with its cursor.',
      nullable: { list: false, items: false },
      // The connection has counted the rows already.
      complexity: { field: 1, multiplier: 1 },
    },
    pageInfoFieldOptions: { description: 'Where this page begins and ends.' },
    firstArgOptions: { description: `The first so many rows: 1 to ${MAX_PAGE_SIZE}, ${DEFAULT_PAGE_SIZE} when nothing is said.` },
    afterArgOptions: { description: 'Rows after this cursor; with first.' },
    lastArgOptions: { description: `The last so many rows: 1 to ${MAX_PAGE_SIZE}.` },
    beforeArgOptions: { description: 'Rows before this cursor; with last.' },
    defaultConnectionTypeOptions: { description: 'A part of a list that can grow.' },
    defaultEdgeTypeOptions: { description: 'A row of a list and its cursor.' },
  },
  complexity: { defaultComplexity: 1, defaultListMultiplier: 10, limit: LIMITS },
});

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
