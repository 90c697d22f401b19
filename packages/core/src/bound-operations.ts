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
  return (context) => {
    const bound: Record<string, unknown> = {};
    const get = (name: string) => {
      const operation = (operations as Record<string, Unbound>)[name];
      return operation && (bound[name] ??= bind(operation, context, () => settled(name)));
    };
    // All of them are there for whoever copies or lists them, bound or not yet.
    return new Proxy(bound, {
      get: (_, name) => (typeof name === 'string' && Object.hasOwn(operations, name) ? get(name) : undefined),
      has: (_, name) => Object.hasOwn(operations, name),
      ownKeys: () => Reflect.ownKeys(operations),
      getOwnPropertyDescriptor: (_, name) =>
        typeof name === 'string' && Object.hasOwn(operations, name)
          ? { value: get(name), enumerable: true, configurable: true, writable: true }
          : undefined,
    }) as BoundOperations<Operations>;
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
