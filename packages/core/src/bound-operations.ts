import type { Context } from './context.js';
import { toldIn } from './messages/tell.js';
import { shownResult } from './personal-data/personal-data.js';

type Bound<Operation> = Operation extends (context: Context, ...rest: infer Rest) => infer Result ? (...rest: Rest) => Result : never;

/** Functions of a context, bound to one. */
export type BoundOperations<Operations> = { readonly [Name in keyof Operations]: Bound<Operations[Name]> };

type Unbound = (context: Context, ...rest: unknown[]) => PromiseLike<unknown>;

/**
 * Binds functions of a context to one, each when it is first asked for: a request uses one or two of some hundreds. What they give is shown
 * as the context's actor may see personal data, and what they refuse is told in its language. `settled` is told the name of each that has
 * run, before its caller hears of it.
 */
export function operationBinder<Operations extends object>(
  operations: Operations,
  settled: (name: string) => void,
): (context: Context) => BoundOperations<Operations> {
  const contexts = new WeakMap<object, Context>();
  const all = Object.create(null) as object;
  for (const [name, operation] of Object.entries(operations) as [string, Unbound][]) {
    Object.defineProperty(all, name, {
      enumerable: true,
      get(this: object) {
        const value = bind(operation, contexts.get(this)!, () => settled(name));
        Object.defineProperty(this, name, { value, enumerable: true });
        return value;
      },
    });
  }
  return (context) => {
    const bound = Object.create(all) as BoundOperations<Operations>;
    contexts.set(bound, context);
    return bound;
  };
}

function bind(operation: Unbound, context: Context, settled: () => void) {
  return (...rest: unknown[]) =>
    Promise.resolve(operation(context, ...rest))
      .finally(settled)
      .then(
        (given) => shownResult(context, given),
        (error: unknown) => {
          throw toldIn(error, context.language);
        },
      );
}
