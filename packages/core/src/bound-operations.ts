import type { Context } from './context.js';

type Bound<Operation> = Operation extends (context: Context, ...rest: infer Rest) => infer Result ? (...rest: Rest) => Result : never;

/** Functions of a context, bound to one. */
export type BoundOperations<Operations> = { readonly [Name in keyof Operations]: Bound<Operations[Name]> };

/** Binds functions of a context to one. */
export function bindOperations<Operations extends object>(operations: Operations, context: Context): BoundOperations<Operations> {
  const bound = Object.entries(operations).map(([name, operation]) => [
    name,
    (...rest: unknown[]) => (operation as (context: Context, ...rest: unknown[]) => unknown)(context, ...rest),
  ]);
  return Object.fromEntries(bound) as BoundOperations<Operations>;
}
