import { complexityFromQuery } from '@pothos/plugin-complexity';
import { getOperationAST, GraphQLError, Kind, visit, type ExecutionArgs } from 'graphql';
import { builder, LIMITS } from './builder.js';
import type { Allowance } from './context.js';

/** What one operation may cost. */
export const COST_LIMIT = LIMITS.complexity;

// The whole schema is a few hundred kilobytes, as much as a page of a hundred rows with all that is below them.
const INTROSPECTION_COST = 500;

/**
 * What an operation costs, before it runs: each field its own cost, and below a list as many times as the list may have rows. Undefined
 * when its variables do not fit, which its execution tells.
 */
export function costOf({ schema, document, operationName, variableValues }: ExecutionArgs): number | undefined {
  const operation = getOperationAST(document, operationName);
  if (!operation) return undefined;
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const executed = { ...document, definitions: [operation, ...fragments] };
  let introspection = 0;
  visit(executed, {
    Field({ name }) {
      if (name.value === '__schema' || name.value === '__type') introspection += INTROSPECTION_COST;
    },
  });
  try {
    return introspection + complexityFromQuery(executed, { schema, variables: { ...variableValues } }).complexity;
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
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
