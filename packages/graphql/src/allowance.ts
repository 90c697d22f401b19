import { complexityFromQuery } from '@pothos/plugin-complexity';
import {
  getOperationAST,
  GraphQLError,
  GraphQLInt,
  isLeafType,
  Kind,
  visit,
  type ExecutionArgs,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { builder, LIMITS } from './builder.js';
import type { Allowance } from './context.js';

/** What one operation may cost. */
export const COST_LIMIT = LIMITS.complexity;

// The whole schema is a few hundred kilobytes, as much as a page of a hundred rows with all that is below them.
const INTROSPECTION_COST = 500;

/**
 * What an operation costs, before it runs: each field its own cost, and below a list as many times as the list may have rows. Undefined
 * when its variables do not fit, as long as they tell what it costs; its execution tells that they do not.
 */
export function costOf({ schema, document, operationName, variableValues }: ExecutionArgs): number | undefined {
  const operation = getOperationAST(document, operationName);
  if (!operation) return undefined;
  const known = fixedCosts.get(operation);
  if (known?.schema === schema) return known.cost;
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const executed = { ...document, definitions: [operation, ...fragments] };
  let introspection = 0;
  visit(executed, {
    Field({ name }) {
      if (name.value === '__schema' || name.value === '__type') introspection += INTROSPECTION_COST;
    },
  });
  try {
    const cost = introspection + complexityFromQuery(executed, { schema, variables: { ...variableValues } }).complexity;
    if (hasFixedCost(schema, operation)) fixedCosts.set(operation, { schema, cost });
    return cost;
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}

// Documents are kept by whoever parses them, and what they cost as long as they are.
const fixedCosts = new WeakMap<OperationDefinitionNode, { readonly schema: GraphQLSchema; readonly cost: number }>();

/** Whether it costs the same whatever its variables are: sizes of pages and lengths of lists tell the cost, and nothing else does. */
function hasFixedCost(schema: GraphQLSchema, { variableDefinitions = [] }: OperationDefinitionNode): boolean {
  return variableDefinitions.every(({ type }) => {
    const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
    const found = named.kind === Kind.NAMED_TYPE ? schema.getType(named.name.value) : undefined;
    return isLeafType(found) && found.name !== GraphQLInt.name;
  });
}

const AllowanceType = builder.objectRef<Allowance>('Allowance').implement({
  description:
    'What this operation costs, and what is left. A field costs 1 unless it says otherwise, a connection 2, its total 10; below a list everything costs as many times as the list may have rows.',
  fields: (t) => ({
    cost: t.exposeInt('cost', { description: 'What this operation costs.' }),
    costLimit: t.int({ description: 'What one operation may cost.', resolve: () => COST_LIMIT }),
    limit: t.exposeInt('limit', { nullable: true, description: 'Points of each minute; null when they are not counted.' }),
    remaining: t.exposeInt('remaining', { nullable: true, description: 'Points that are left of this minute.' }),
    resetsAt: t.expose('resetsAt', { type: 'DateTime', nullable: true, description: 'When there are all of them again.' }),
  }),
});

builder.queryField('allowance', (t) =>
  t.field({
    type: AllowanceType,
    nullable: true,
    description: 'What this operation costs the caller and what is left to it; null where the schema is served without limits.',
    resolve: (_root, _args, { allowance }) => allowance ?? null,
  }),
);
