import type { Context } from './context.js';
import { toldIn } from './messages/tell.js';
import { shownResult } from './personal-data/personal-data.js';

type Bound<Operation> = Operation extends (context: Context, ...rest: infer Rest) => infer Result ? (...rest: Rest) => Result : never;

/** Functions of a context, bound to one. */
export type BoundOperations<Operations> = { readonly [Name in keyof Operations]: Bound<Operations[Name]> };

/**
 * Binds functions of a context to one. What they give is shown as its actor may see personal data, and what they refuse is told in its
 * language.
 */
export function bindOperations<Operations extends object>(operations: Operations, context: Context): BoundOperations<Operations> {
  const bound = Object.entries(operations).map(([name, operation]) => [
    name,
    (...rest: unknown[]) => {
      const result = (operation as (context: Context, ...rest: unknown[]) => PromiseLike<unknown>)(context, ...rest);
      return Promise.resolve(result).then(
        (given) => shownResult(context, given),
        (error: unknown) => {
          throw toldIn(error, context.language);
        },
      );
    },
  ]);
  return Object.fromEntries(bound) as BoundOperations<Operations>;
}
